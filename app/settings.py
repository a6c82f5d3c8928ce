"""Settings of one user on one machine: declared once, kept in a small JSON file."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

from app.language import N_


@dataclass(frozen=True)
class Setting:
    """One setting: where it stands, its default, and what the preferences screen says of it.

    ``choices`` pairs values with msgids; without a label it is remembered, not offered.
    """

    key: str
    default: Any
    label: str = ""
    help: str = ""
    choices: tuple[tuple[Any, str], ...] = ()


LANGUAGE: Final = Setting(
    "language",
    "",
    N_("Language"),
    N_("Of the window, of reports and of salutations."),
    (("", N_("as the system")), ("ru", "Русский"), ("en", "English")),
)
THEME: Final = Setting(
    "theme",
    "",
    N_("Appearance"),
    N_("Light, dark, or as the system has it."),
    (("", N_("as the system")), ("light", N_("light")), ("dark", N_("dark"))),
)
GROUP_BY_LETTER: Final = Setting(
    "group_by_letter",
    False,
    N_("Group customers by letter"),
    N_("In the list, when it is sorted by name."),
)
DAILY_BACKUP: Final = Setting(
    "daily_backup",
    True,
    N_("Back up every day"),
    N_("Fourteen days are kept beside the database."),
)
ANNOUNCE: Final = Setting(
    "announce",
    True,
    N_("Announce what falls due"),
    N_("Meetings and steps with an hour, and a summary of the day at the first start."),
)
TRAY: Final = Setting(
    "tray",
    False,
    N_("Stay in the tray"),
    N_("Closing the window leaves Rapport in the system's tray, so that reminders come."),
)
DATABASE: Final = Setting("database", "")
PERSON: Final = Setting("person", {})
GEOMETRY: Final = Setting("geometry", "")
PLACE: Final = Setting("place", "today")
COLUMNS: Final = Setting("columns", {})
SPLIT: Final = Setting("split", {})
LAST_VIEW: Final = Setting("last_view", {})
RECENT: Final = Setting("recent", [])
#: where files were chosen or saved last
FOLDER: Final = Setting("folder", "")
#: the calendar feed of each database: whose entries, and how much is told
FEED: Final = Setting("feed", {})
#: the day whose summary was shown
SUMMED_UP: Final = Setting("summed_up", "")

DECLARED: Final = (
    LANGUAGE,
    THEME,
    GROUP_BY_LETTER,
    DAILY_BACKUP,
    ANNOUNCE,
    TRAY,
    SUMMED_UP,
    DATABASE,
    PERSON,
    GEOMETRY,
    PLACE,
    COLUMNS,
    SPLIT,
    LAST_VIEW,
    RECENT,
    FOLDER,
    FEED,
)


class Settings:
    """The values of the settings of this user.

    A damaged file is put aside under another name, :attr:`put_aside`, and counts as an empty one.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._values: dict[str, Any] = {}
        #: where a file lies that could not be understood
        self.put_aside: Path | None = None
        if path is None or not path.is_file():
            return
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
        except OSError:
            return
        except ValueError:
            stored = None
        if isinstance(stored, dict):
            self._values = {s.key: stored[s.key] for s in DECLARED if _fits(s, stored.get(s.key))}
        else:
            self.put_aside = _aside(path)

    def get(self, setting: Setting) -> Any:
        """Return the value, the default where none was set."""
        return self._values.get(setting.key, setting.default)

    def set(self, setting: Setting, value: Any) -> None:
        """Keep a value and write the file at once; a disk that refuses costs the memory of it only."""
        if self.get(setting) == value:
            return
        self._values[setting.key] = value
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # two windows of one user may write at the same moment
            part = self._path.with_name(f"{self._path.stem}-{os.getpid()}.part")
            part.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            part.replace(self._path)
        except OSError:
            return


def _aside(path: Path) -> Path | None:
    """Keep a damaged file under the next free name; None where the disk refuses, which leaves it where it is."""
    names = (path.with_name(f"{path.stem}-damaged{number or ''}{path.suffix}") for number in count())
    kept = next(name for name in names if not name.exists())
    try:
        path.replace(kept)
    except OSError:
        return None
    return kept


def _fits(setting: Setting, value: Any) -> bool:
    if value is None:
        return False
    if setting.choices:
        return value in [choice for choice, _ in setting.choices]
    return isinstance(value, type(setting.default))
