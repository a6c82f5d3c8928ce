"""Keys that all views of the calendar share, and when two readings mean the same thing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.queries.calendar import OccasionGroup
from app.views.calendar.month_layout import Thing

#: days that an arrow goes
DAYS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
#: keys by the letters that stand on them in both layouts
_LETTERS: Final = {"d": "done", "в": "done", "s": "snooze", "ы": "snooze", "b": "brief", "и": "brief"}


def same(one: Thing, other: Thing) -> bool:
    """Tell whether both are the same thing, perhaps read at different times."""
    if isinstance(one, OccasionGroup) or isinstance(other, OccasionGroup):
        return (
            isinstance(one, OccasionGroup)
            and isinstance(other, OccasionGroup)
            and (one.date, one.code) == (other.date, other.code)
        )
    return (one.kind, one.ref, one.occurrence, one.key) == (
        other.kind,
        other.ref,
        other.occurrence,
        other.key,
    )


def letter(event: QKeyEvent) -> str:
    """Return what a key does with the chosen entry; the letters stand on the same keys in both layouts."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return ""
    return "trash" if event.key() == Qt.Key.Key_Delete else _LETTERS.get(event.text().casefold(), "")


def carried(event: QKeyEvent) -> int:
    """Return by how many days Alt and an arrow carry the chosen entry; 0 for other keys."""
    held = event.modifiers() & Qt.KeyboardModifier.AltModifier
    return DAYS.get(Qt.Key(event.key()), 0) if held else 0


def begins(event: QKeyEvent) -> str:
    """Return the letter or digit with which the words of a new event begin; empty for other keys."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    return event.text() if not held and event.text().isalnum() else ""
