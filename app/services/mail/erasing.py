"""Erases the letters of a customer: those that stand on nobody else's timeline (row C14)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.models.base import table_of
from app.models.contact import Interaction
from app.models.customer import AttachmentData, Channel
from app.models.history import StepRow
from app.models.mail import MailFile, MailMessage
from app.models.work import Reading, Work

_CHUNK = 400


@dataclass(frozen=True)
class ErasedLetters:
    """How many records and files went; ``history`` names them, by kind, for the history to forget."""

    rows: int
    files: int
    history: dict[str, set[int]] = field(default_factory=dict)


def erase(work: Work, *, ids: Sequence[int]) -> ErasedLetters:
    """Erase the letters that only these customers have, proposals from their addresses included."""
    letters = sorted(letters_of(work, ids))
    removed = dict(_removed(work, ids))
    stored = set(removed.values())
    rows, found = 0, set()
    for some in _pieces(letters):
        of_these = MailFile.message_id.in_(some)
        for row in work.rows(sa.select(MailFile.id, MailFile.stored_name).where(of_these)):
            found.add(row.id)
            stored.add(row.stored_name)
        for table, condition in (
            (table_of(MailFile), of_these),
            (table_of(MailMessage), MailMessage.id.in_(some)),
        ):
            rows += work.connection.execute(sa.delete(table).where(condition)).rowcount
    data = table_of(AttachmentData)
    for names in _pieces(sorted(stored)):
        work.connection.execute(sa.delete(data).where(data.c.stored_name.in_(names)))
    history = {"mail_messages": {*letters, *_removed_letters(work, ids)}, "mail_files": {*found, *removed}}
    return ErasedLetters(rows, len(found), history)


def letters_of(reading: Reading, ids: Sequence[int]) -> set[int]:
    """Return the letters that stand on the timelines of these customers alone, or wait from their addresses."""
    i, m = Interaction, MailMessage
    theirs = sa.select(i.message_id).where(i.customer_id.in_(ids), i.message_id.is_not(None))
    others = sa.select(i.message_id).where(i.customer_id.not_in(ids), i.message_id.is_not(None))
    mine = sa.select(m.id).where(m.id.in_(theirs), m.id.not_in(others))
    waiting = sa.select(m.id).where(m.sender.in_(_addresses(reading, ids)), m.id.not_in(others))
    return {*reading.connection.execute(mine).scalars(), *reading.connection.execute(waiting).scalars()}


def _addresses(reading: Reading, ids: Sequence[int]) -> list[str]:
    """Return the addresses that no other customer has."""
    c = Channel
    theirs = sa.select(c.key).where(c.kind == "email", c.customer_id.in_(ids), c.key != "")
    others = sa.select(c.key).where(c.kind == "email", c.customer_id.not_in(ids))
    return list(reading.connection.execute(theirs.where(c.key.not_in(others)).distinct()).scalars())


def _removed_letters(work: Work, ids: Sequence[int]) -> set[int]:
    """Return letters from their addresses that only the history still knows: an import of them was undone."""
    found: set[int] = set()
    for address in _addresses(work, ids):
        told = sa.select(StepRow.row_id).where(
            StepRow.kind == "mail_messages",
            StepRow.before.contains(json.dumps(address)[1:-1], autoescape=True),
        )
        found.update(work.connection.execute(told).scalars())
    return found


def _removed(work: Work, ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield the files of such letters: id and stored name."""
    letters = _removed_letters(work, ids)
    if not letters:
        return
    told = sa.select(StepRow.row_id, StepRow.before).where(
        StepRow.kind == "mail_files", StepRow.op == "-", StepRow.before.is_not(None)
    )
    for row in work.rows(told):
        kept: dict[str, Any] = json.loads(row.before)
        if int(json.loads(kept["message_id"])) in letters:
            yield row.row_id, str(json.loads(kept["stored_name"]))


def _pieces(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]
