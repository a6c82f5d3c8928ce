"""What differs between Linux, Windows and macOS."""

from __future__ import annotations

import os
import sys
from pathlib import Path

NETWORK_KINDS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "afpfs",
        "webdav",
        "davfs",
        "fuse.sshfs",
        "9p",
        "ncpfs",
        "afs",
        "ceph",
        "glusterfs",
        "fuse.glusterfs",
        "vboxsf",
        "fuse.vmhgfs-fuse",
        "prl_fs",
    }
)


def is_network_folder(folder: Path) -> bool:
    """Tell whether ``folder`` lies on a network share, where SQLite must not use WAL."""
    if sys.platform == "win32":
        return _windows_network(folder)
    if sys.platform == "linux":
        return _linux_kind(folder) in NETWORK_KINDS
    return False


def _linux_kind(folder: Path) -> str:
    """Return the file system of the longest mount point above ``folder``."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    there = str(folder.resolve())
    best, kind = "", ""
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        mount = parts[1].replace("\\040", " ")
        inside = there == mount or there.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, parts[2]
    return kind


def _windows_network(folder: Path) -> bool:
    text = str(folder.absolute())
    if text.startswith("\\\\"):
        return True
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - this platform only

        drive = os.path.splitdrive(text)[0] + "\\"
        return bool(ctypes.windll.kernel32.GetDriveTypeW(drive) == 4)
    return False
