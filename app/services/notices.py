"""Verbs on announcements: taken by one window, put off, closed; they have no history (row R5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from app.domain.notices import Announcement
from app.models.base import table_of
from app.models.feedback import Notice
from app.models.work import Work


def take(work: Work, *, announcements: Sequence[Announcement]) -> list[Announcement]:
    """Return those that nobody announced yet: whoever asks first shows them, also with two windows open."""
    return [one for one in announcements if _taken(work, one)]


def _taken(work: Work, one: Announcement) -> bool:
    table, person = table_of(Notice), work.moment.person_id
    if person is None:
        return False
    same = [table.c.subject == one.subject]
    if one.mine:
        same.append(table.c.person_id == person)
    rows = work.rows(sa.select(table.c.id, table.c.until, table.c.closed_at).where(*same))
    if not rows:
        values = {"person_id": person, "subject": one.subject, "due_at": one.at, "shown_at": work.now}
        work.connection.execute(sa.insert(table).values(values))
        return True
    row = rows[0]
    if row.closed_at is not None or row.until is None or row.until > work.now:
        return False
    work.connection.execute(
        sa.update(table).where(table.c.id == row.id).values(until=None, shown_at=work.now)
    )
    return True


def put_off(work: Work, *, subject: str, until: dt.datetime) -> None:
    """Announce it again at ``until``; the thing itself stays where it is."""
    _set(work, subject, until=until, closed_at=None)


def close(work: Work, *, subject: str) -> None:
    """Do not announce it any more."""
    _set(work, subject, closed_at=work.now)


def _set(work: Work, subject: str, **values: object) -> None:
    table = table_of(Notice)
    where = (table.c.subject == subject, table.c.person_id == work.moment.person_id)
    work.connection.execute(sa.update(table).where(*where).values(values))
