"""The timeline of a card: contacts with the steps that they led to, and finished steps (row I1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.models.contact import FollowUp
from app.models.team import Person
from app.models.work import Reading
from app.queries.card import TimelineItem, timeline
from app.queries.feedback import Mark as FeedbackMark
from app.queries.feedback import marks as feedback_marks
from app.queries.mail import Mark, marks

#: entries that one look fetches
PAGE = 200
#: a follow-up that was done, as a kind of entry
DONE = "task"
#: kinds of contacts that may have been a letter, or the day of a chat
_WRITTEN = frozenset({"email", "chat"})


@dataclass(frozen=True)
class Step:
    """The follow-up that a contact led to."""

    text: str
    due_on: dt.date
    done: bool


@dataclass(frozen=True)
class Entry:
    """One line of the timeline; ``done`` marks a finished follow-up, whose id is that of the follow-up.

    ``letter`` is what is shown of the letter that a contact was, None where it was none; ``feedback`` what became of
    the complaint or the idea that came with it.
    """

    item: TimelineItem
    step: Step | None = None
    letter: Mark | None = None
    feedback: FeedbackMark | None = None

    @property
    def done(self) -> bool:
        return self.item.kind == DONE


@dataclass(frozen=True)
class Page:
    """Entries, newest first; ``more`` tells that there are older ones."""

    entries: tuple[Entry, ...]
    more: bool


def page(
    reading: Reading,
    *,
    customer_id: int,
    kinds: tuple[str, ...] = (),
    before: dt.datetime | None = None,
    limit: int = PAGE,
) -> Page:
    """Return a page of the timeline; ``before`` continues an earlier one."""
    contacts = [kind for kind in kinds if kind != DONE]
    items: list[TimelineItem] = []
    if contacts or not kinds:
        items += timeline(
            reading, customer_id=customer_id, kinds=tuple(contacts), limit=limit + 1, before=before
        )
    if not kinds or DONE in kinds:
        items += _finished(reading, customer_id, limit + 1, before)
        items.sort(key=lambda item: (item.at, item.id), reverse=True)
    shown = items[:limit]
    # what happened in one moment stays together: the next page begins before it
    while len(items) > limit and len(shown) > 1 and shown[-1].at == items[limit].at:
        shown.pop()
    steps = _steps(reading, [item.id for item in shown if item.kind != DONE])
    written = tuple(item.id for item in shown if item.kind in _WRITTEN)
    letters = marks(reading, interaction_ids=written) if written else {}
    came = feedback_marks(reading, customer_id=customer_id)
    return Page(
        tuple(
            Entry(item, steps.get(item.id), letters.get(item.id), came.get(item.id))
            if item.kind != DONE
            else Entry(item)
            for item in shown
        ),
        more=len(shown) < len(items),
    )


def _steps(reading: Reading, ids: Sequence[int]) -> dict[int, Step]:
    if not ids:
        return {}
    statement = (
        sa.select(FollowUp.interaction_id, FollowUp.text, FollowUp.due_on, FollowUp.done_at)
        .where(FollowUp.interaction_id.in_(ids), FollowUp.trashed_at.is_(None))
        .order_by(FollowUp.due_on.desc(), FollowUp.id.desc())
    )
    return {row[0]: Step(row[1], row[2], row[3] is not None) for row in reading.rows(statement)}


def _finished(
    reading: Reading, customer_id: int, limit: int, before: dt.datetime | None
) -> list[TimelineItem]:
    where = [
        FollowUp.customer_id == customer_id,
        FollowUp.done_at.is_not(None),
        FollowUp.trashed_at.is_(None),
    ]
    if before is not None:
        where.append(FollowUp.done_at < before)
    statement = (
        sa.select(
            FollowUp.id,
            FollowUp.text,
            FollowUp.result,
            FollowUp.done_at,
            FollowUp.minutes,
            FollowUp.private,
            FollowUp.version,
            Person.name.label("person"),
        )
        .outerjoin(Person, Person.id == FollowUp.person_id)
        .where(*where)
        .order_by(FollowUp.done_at.desc(), FollowUp.id.desc())
        .limit(limit)
    )
    return [
        TimelineItem(
            id=row.id,
            kind=DONE,
            direction="out",
            at=row.done_at,
            minutes=row.minutes,
            outcome="reached",
            text=row.text,
            body=row.result,
            mood="",
            given="",
            asked="",
            waits=False,
            answered_at=None,
            person=row.person or "",
            private=row.private,
            version=row.version,
        )
        for row in reading.rows(statement)
    ]
