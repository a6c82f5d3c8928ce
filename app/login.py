"""Starting at log-in: an entry of the desktop's own, written and taken away for this user alone (row X20)."""

from __future__ import annotations

import os
import plistlib
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_NAME: Final = "rapport"


def entry_path(home: Path | None = None, platform: str = sys.platform) -> Path:
    """Return where the entry of this user lies on ``platform``."""
    own = home or Path.home()
    if platform == "win32":
        roaming = Path(os.environ.get("APPDATA", own / "AppData" / "Roaming")) if home is None else own
        return roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "Startup" / "Rapport.cmd"
    if platform == "darwin":
        return own / "Library" / "LaunchAgents" / f"app.{_NAME}.plist"
    config = os.environ.get("XDG_CONFIG_HOME", "") if home is None else ""
    return (Path(config) if config else own / ".config") / "autostart" / f"{_NAME}.desktop"


def starts_at_login(home: Path | None = None, platform: str = sys.platform) -> bool:
    """Tell whether the entry is there."""
    return entry_path(home, platform).is_file()


def start_at_login(
    command: Sequence[str], *, on: bool, home: Path | None = None, platform: str = sys.platform
) -> None:
    """Write the entry that runs ``command`` at log-in, or take it away.

    Raises:
        OSError: the folder cannot be written to.
    """
    path = entry_path(home, platform)
    if not on:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_entry(command, platform))


def _entry(command: Sequence[str], platform: str) -> bytes:
    if platform == "darwin":
        return plistlib.dumps({"Label": f"app.{_NAME}", "ProgramArguments": list(command), "RunAtLoad": True})
    if platform == "win32":
        quoted = " ".join(f'"{part}"' if " " in part else part for part in command)
        return f'@echo off\r\nstart "" {quoted}\r\n'.encode()
    # the desktop entry's own quoting: a percent sign is doubled, the rest is quoted like in a shell
    line = " ".join(shlex.quote(part).replace("%", "%%") for part in command)
    text = f"[Desktop Entry]\nType=Application\nName=Rapport\nExec={line}\nIcon={_NAME}\nTerminal=false\n"
    return text.encode()
