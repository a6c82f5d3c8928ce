"""Where things lie: the program's own resources and the user's folders."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path


def root() -> Path:
    """Return the folder that holds ``resources`` and ``migrations``, frozen or not."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Paths:
    """The folders of one user; ``RAPPORT_HOME`` puts all of them in one place."""

    data: Path
    config: Path
    cache: Path
    log: Path
    root: Path

    @property
    def database(self) -> Path:
        """The user's own database."""
        return self.data / "my.rapport"

    @property
    def resources(self) -> Path:
        return self.root / "resources"

    @property
    def translations(self) -> Path:
        return self.resources / "translations"

    @property
    def crash_log(self) -> Path:
        return self.log / "crash.log"

    def is_sample(self, target: str | Path) -> bool:
        """Tell whether this is a sample database, which is never mixed with the user's own."""
        path = Path(target)
        return path.parent == self.data and path.name.startswith("sample-")

    @property
    def backups(self) -> Path:
        return self.data / "backups"


def user_paths() -> Paths:
    """Return the folders by the habits of the platform, without creating any."""
    home = os.environ.get("RAPPORT_HOME")
    if home:
        base = Path(home)
        return Paths(base / "data", base / "config", base / "cache", base / "log", root())
    from platformdirs import PlatformDirs  # noqa: PLC0415 - only where it is asked

    dirs = PlatformDirs("Rapport", appauthor=False)
    return Paths(
        Path(dirs.user_data_dir),
        Path(dirs.user_config_dir),
        Path(dirs.user_cache_dir),
        Path(dirs.user_log_dir),
        root(),
    )
