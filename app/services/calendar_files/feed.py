"""The feed: a calendar file beside the database that phones and other programs subscribe to (row R8)."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Final, Protocol

from app.exchange.icalendar.write import write_calendar
from app.language import Translator
from app.queries.calendar_files import Wish
from app.services.calendar_files import exporting

#: how far the feed reaches
BACK: Final = dt.timedelta(days=60)
AHEAD: Final = dt.timedelta(days=365)
# The moment of writing says nothing new by itself.
_STAMP: Final = re.compile(rb"(?m)^DTSTAMP:.*\r?\n")


class Stored(Protocol):
    """The part of a database that tells where a file may lie beside it."""

    @property
    def path(self) -> Path | None: ...

    @property
    def title(self) -> str: ...


def feed_path(database: Stored, folder: Path) -> Path:
    """Return where the feed of a database lies: beside its file; of a server's in ``folder``."""
    if database.path is not None:
        return database.path.with_suffix(".ics")
    return folder / f"{database.title}.ics"


def write_feed(
    door: exporting.Door, *, path: Path, people: frozenset[int], names: bool, tr: Translator
) -> bool:
    """Write the feed in one move; tell whether it says anything else than before.

    ``people`` leaves their entries, empty all; without ``names`` it only says when one is busy, as it always
    does of what is private: who reads the file is not known.

    Raises:
        FileUnwritable: the folder cannot be written to.
    """
    moment = door.moment()
    today = moment.today
    wish = Wish(today - BACK, today + AHEAD, people, grouped=True)
    made = door.ask(exporting.items, wish=wish, tr=tr)
    told = [item for item in made if names and not item.private]
    hidden = [item for item in made if not names or item.private]
    data = exporting.as_bytes([*told, *exporting.busy(hidden, tr)], moment)
    try:
        before = path.read_bytes()
    except OSError:
        before = b""
    if _STAMP.sub(b"", before) == _STAMP.sub(b"", data):
        return False
    write_calendar(path, data)
    return True
