"""A second hold on an open SQLite file, one that nobody else in this process can let go by accident.

SQLite holds an open database by POSIX locks, and POSIX drops *all* locks of a process on a file as soon as the
process closes *any* descriptor of it (https://sqlite.org/howtocorrupt.html, 2.2). A file dialog that looks into the
folder reads the beginning of every file to tell its kind, and that is enough: the next program that opens and
closes the database believes itself alone, folds the write-ahead log into the file and removes it, and whatever is
saved afterwards goes into a log without a name. Locks of an open file description are not dropped that way.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path
from typing import Final

#: where SQLite's shared lock lies in the file, and the mark «somebody is here» in the index of the log
_SHARED: Final = (0x40000002, 510)
_HERE: Final = (128, 1)


class Hold:
    """Keeps other processes from folding and removing the write-ahead log while the database is open here."""

    def __init__(self, path: Path) -> None:
        self._held: list[tuple[int, tuple[int, int]]] = []
        if sys.platform != "linux":
            return  # Windows keeps locks, macOS shows its file dialogs from another process
        for file, place in ((path, _SHARED), (path.with_name(path.name + "-shm"), _HERE)):
            self._take(file, place)

    def _take(self, file: Path, place: tuple[int, int]) -> None:
        try:
            descriptor = os.open(file, os.O_RDONLY)
        except OSError:
            return
        self._held.append((descriptor, place))
        _lock(descriptor, place, taken=True)

    def let_go(self) -> None:
        """Let go, so that the last connection may tidy up; the descriptors stay until :meth:`close`."""
        for descriptor, place in self._held:
            _lock(descriptor, place, taken=False)

    def close(self) -> None:
        """Close the descriptors; SQLite must have closed its own before."""
        for descriptor, _ in self._held:
            os.close(descriptor)
        self._held = []


def _lock(descriptor: int, place: tuple[int, int], *, taken: bool) -> None:
    """Take or leave a shared lock without waiting; a file system without such locks is left as it is."""
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415 - there is none on Windows

        kind = fcntl.F_RDLCK if taken else fcntl.F_UNLCK
        try:
            fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, struct.pack("hhqqi0q", kind, os.SEEK_SET, *place, 0))
        except OSError:
            return
