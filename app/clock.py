"""The one source of «now»: asked for, never read from the machine elsewhere."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Clock(Protocol):
    """Tells the time; a fixed one serves rehearsals and tests."""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of this machine or of the rehearsal."""
        ...

    def now(self) -> dt.datetime:
        """Return the moment, aware, in UTC."""
        ...

    def local(self) -> dt.datetime:
        """Return the moment, aware, in :attr:`zone`."""
        ...

    def today(self) -> dt.date:
        """The date on the wall calendar in :attr:`zone`."""
        ...


def local_zone() -> ZoneInfo:
    """Return the machine's zone by its name, UTC where it has none."""
    names = [os.environ.get("TZ", "").lstrip(":")]
    link = Path("/etc/localtime")
    if link.is_symlink():
        names.append(str(link.resolve()).rpartition("zoneinfo/")[2])
    timezone_file = Path("/etc/timezone")
    if timezone_file.is_file():
        names.append(timezone_file.read_text(encoding="utf-8", errors="replace").strip())
    for name in names:
        if name:
            try:
                return ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    return _zone_by_offset()


def _zone_by_offset() -> ZoneInfo:
    """Windows and bare systems give an offset only: take the «Etc» zone of it."""
    hours = round(-time.timezone / 3600)
    name = "UTC" if hours == 0 else f"Etc/GMT{-hours:+d}"
    return ZoneInfo(name)


class SystemClock:
    """The machine's clock."""

    def __init__(self, zone: ZoneInfo | None = None) -> None:
        self._zone = zone or local_zone()

    @property
    def zone(self) -> ZoneInfo:
        return self._zone

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)  # noqa: TID251 - this is the clock

    def local(self) -> dt.datetime:
        return self.now().astimezone(self._zone)

    def today(self) -> dt.date:
        return self.local().date()


class FixedClock:
    """A clock that stands still at ``moment`` until somebody moves it."""

    def __init__(self, moment: dt.datetime, zone: ZoneInfo | None = None) -> None:
        self._zone = zone or local_zone()
        self.moment = moment if moment.tzinfo else moment.replace(tzinfo=self._zone)

    @property
    def zone(self) -> ZoneInfo:
        return self._zone

    def now(self) -> dt.datetime:
        return self.moment.astimezone(dt.UTC)

    def local(self) -> dt.datetime:
        return self.moment.astimezone(self._zone)

    def today(self) -> dt.date:
        return self.local().date()

    def advance(self, **by: float) -> None:
        """Move on by ``dt.timedelta(**by)``."""
        self.moment += dt.timedelta(**by)
