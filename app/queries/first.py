"""What the first paint shows, read while the window is built: who works here, the list and its first lines."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from app.models.first import look
from app.models.plain import plain
from app.queries.lines import CustomerRow, Listing, rows, whole
from app.settings import COLUMNS, GROUP_BY_LETTER, LAST_VIEW, PLACE, Settings

if TYPE_CHECKING:
    from app.models.first import PlainConnection
    from app.models.work import Reading

#: the room of the list, and its view of all customers
_ROOM: Final = "customers"
_ALL: Final = "all"
#: as many lines as a tall window shows
_LINES: Final = 60
_STEP: Final = "SELECT coalesce(max(id), 0) FROM steps"
_TEAM: Final = "SELECT id, name, role FROM people WHERE NOT gone ORDER BY name, id"


@dataclass(frozen=True)
class Order:
    """In which order the list of all customers is asked for."""

    order: str = "title"
    descending: bool = False
    letters: bool = False

    @classmethod
    def left(cls, settings: Settings) -> Order | None:
        """Return how this user left the list; None where another room or view comes first."""
        if settings.get(PLACE) != _ROOM or settings.get(LAST_VIEW).get(_ROOM, _ALL) != _ALL:
            return None
        kept = settings.get(COLUMNS).get(_ROOM)
        plain_ = kept if isinstance(kept, dict) else {}
        order = str(plain_.get("order") or "title")
        letters = bool(settings.get(GROUP_BY_LETTER)) and order == "title"
        return cls(order, bool(plain_.get("descending")), letters)


@dataclass(frozen=True)
class FirstLook:
    """One snapshot, up to ``step`` of the history.

    ``people`` are id, name and role; the list is there where ``order`` was asked for.
    """

    step: int
    people: tuple[tuple[int, str, str], ...]
    order: Order | None = None
    listing: Listing | None = None
    rows: Sequence[CustomerRow] = ()


class _Snapshot:
    """As much of a reading as plain statements need."""

    def __init__(self, connection: PlainConnection) -> None:
        self.connection = connection


def first_look(path: Path, order: Order | None) -> FirstLook | None:
    """Look at the file at ``path`` without writing; None where it has to be opened first."""
    with suppress(sqlite3.Error), look(path) as connection:
        if connection is not None:
            return _read(cast("Reading", _Snapshot(connection)), order)
    return None


def _read(reading: Reading, order: Order | None) -> FirstLook:
    people: Sequence[Any] = plain(reading.connection, _TEAM)
    team = tuple((int(id_), str(name), str(role)) for id_, name, role in people)
    step = int(plain(reading.connection, _STEP)[0][0])
    if order is None:
        return FirstLook(step, team)
    listing = whole(reading, order=order.order, descending=order.descending, letters=order.letters)
    first = listing.ids[:_LINES].tolist()
    return FirstLook(step, team, order, listing, rows(reading, ids=first))
