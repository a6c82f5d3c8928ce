"""Opens calendar files; what a file is, is told by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import ClassVar, Final

from app.errors import BadInput, RapportError
from app.exchange.faults import FileUnreadable
from app.exchange.icalendar.read import read_calendar
from app.language import N_
from app.services.calendar_files.plans import ReadFile
from app.services.importing.faults import Cancelled

#: larger files hold no calendar of people
_LARGEST: Final = 200 * 1024 * 1024
_HEAD: Final = 256 * 1024
#: what calendars consist of; a file may also hold a zone or an alarm alone, which is an empty calendar
_PART: Final = re.compile(rb"BEGIN:V(?:CALENDAR|EVENT|TODO|JOURNAL)")
_BEGIN: Final = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*BEGIN:(?!VCARD|VNOTE|V?MESSAGE)[A-Z-]{4,}\s"
)


class NotCalendar(BadInput):
    """There is no calendar in the file."""

    message: ClassVar[str] = N_("“{file}” is no calendar.")
    advice: ClassVar[str] = N_(
        "Calendars come as .ics: export them from Outlook, Google, Apple or your phone as iCalendar."
    )


def open_files(
    paths: Sequence[Path],
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[ReadFile]:
    """Read ``paths``; a folder stands for the calendars in it. One that cannot be read says why.

    Raises:
        Cancelled: ``cancelled`` said so.
    """
    files = list(_expanded(paths))
    made = []
    for number, path in enumerate(files):
        if cancelled():
            raise Cancelled
        progress(number, len(files))
        made.append(_open(path))
    return made


def is_calendar(path: Path) -> bool:
    """Tell whether a calendar begins in the file."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    plain = head.replace(b"\0", b"").upper()
    return bool(_BEGIN.match(plain) or _PART.search(plain))


def _expanded(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*.ics") if each.is_file())
        else:
            yield path


def _open(path: Path) -> ReadFile:
    try:
        size = path.stat().st_size
        if size > _LARGEST or not is_calendar(path):
            path.open("rb").close()
            return ReadFile(str(path), fault=NotCalendar(file=path.name))
        return ReadFile(str(path), read_calendar(path))
    except OSError as fault:
        reason = fault.strerror or str(fault)
        return ReadFile(str(path), fault=FileUnreadable(file=path.name, reason=reason))
    except RapportError as fault:
        return ReadFile(str(path), fault=fault)
