"""The crash log: what went wrong inside the program, with versions and without customer data."""

from __future__ import annotations

import datetime as dt
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from app import __version__

LIMIT = 1_000_000


def record(path: Path, fault: BaseException | None = None) -> Path:
    """Append the traceback of ``fault``, by default of the one being handled, and return the log's path.

    Only code places are kept: messages of errors may hold what the user typed.
    """
    caught = fault or sys.exc_info()[1]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LIMIT:
            path.replace(path.with_suffix(".old.log"))
        with path.open("a", encoding="utf-8") as stream:
            stream.write(describe(caught))
    except OSError:
        pass  # a disk that refuses the log must not hide the fault itself
    return path


def describe(fault: BaseException | None) -> str:
    """Return versions, the kind of fault and where it happened, without its message."""
    stamp = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")  # noqa: TID251 - the log tells real time
    lines = [
        f"--- {stamp} Rapport {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
    ]
    seen: BaseException | None = fault
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}\n")
        lines += _places(seen.__traceback__)
        seen = seen.__cause__ or seen.__context__
    return "".join(lines)


def _places(trace: TracebackType | None) -> list[str]:
    return [
        f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
        for frame in traceback.extract_tb(trace)
    ]
