"""What a line turns into while it is edited: a line, a choice, a text, a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from app.views.kit.fields import Combo, GrowingText
from app.views.kit.painting import tip
from app.views.kit.theme import CONTROL, Theme, font

Read = Callable[[str], Any]


class Unfit(Exception):
    """What was typed cannot be kept; the text says why."""


class Editor(QWidget):
    """Base of the editors. A ``compact`` one fits into the value column of one line."""

    compact = True
    #: the value is settled, as after a choice from a list
    settled = Signal()

    def value(self) -> Any:
        """Return what stands here; raises :class:`Unfit`."""
        raise Unfit

    def text(self) -> str:
        """Return what to show until the saved value comes back."""
        return ""

    def stops(self) -> list[QWidget]:
        """Return the widgets that take the keyboard, in their order."""
        return []

    def mark(self, why: str) -> None:
        """Mark what stands here as wrong and say why; an empty reason takes the mark away."""
        for stop in self.stops()[:1]:
            mark_bad(stop, why)

    def high(self, width: int) -> int:  # noqa: ARG002 - others need it
        """Return the height wanted for ``width``, px."""
        return CONTROL


def mark_bad(widget: QWidget, why: str) -> None:
    """Mark a field as wrong, visibly and for screen readers."""
    widget.setProperty("bad", bool(why))
    widget.setToolTip(tip(why))
    widget.setAccessibleDescription(why)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def suggest(field: QLineEdit, words: Sequence[str]) -> None:
    """Offer ``words`` while typing in ``field``."""
    if not words:
        return
    completer = QCompleter(list(words), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setMaxVisibleItems(10)
    field.setCompleter(completer)


def plain(text: str) -> str:
    """Return typed text as it is kept: without space around it."""
    return " ".join(text.split())


class LineEditor(Editor):
    """One line of text; ``read`` turns it into a value and raises :class:`Unfit`."""

    def __init__(
        self,
        text: str,
        *,
        name: str,
        hint: str = "",
        read: Read = plain,
        words: Sequence[str] = (),
        right: bool = False,
    ) -> None:
        super().__init__()
        self._read = read
        self.field = QLineEdit(text, self)
        self.field.setFont(font())
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(hint)
        if right:
            self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        suggest(self.field, words)
        self.field.textEdited.connect(lambda _: self.mark(""))
        _fill(self, self.field)
        # all is marked, with the beginning in sight
        self.field.end(False)
        self.field.home(True)

    def value(self) -> Any:
        return self._read(self.field.text())

    def text(self) -> str:
        return self.field.text().strip()

    def stops(self) -> list[QWidget]:
        return [self.field]


class ChoiceEditor(Editor):
    """A choice among a few, settled by choosing."""

    def __init__(
        self, choices: Sequence[tuple[object, str]], current: object, theme: Theme, *, name: str
    ) -> None:
        super().__init__()
        self.field = Combo(theme, name=name)
        self.field.set_choices(choices, current=current)
        self.field.chosen.connect(lambda _: self.settled.emit())
        _fill(self, self.field)

    def value(self) -> Any:
        return self.field.currentData()

    def text(self) -> str:
        return self.field.currentText() if self.field.currentData() else ""

    def stops(self) -> list[QWidget]:
        return [self.field]


class TextEditor(Editor):
    """Text of several lines; Ctrl+Enter saves."""

    compact = False

    def __init__(self, text: str, theme: Theme, *, name: str, hint: str = "") -> None:
        super().__init__()
        self.field = GrowingText(theme, name=name, hint=hint, least=3, most=8)
        self.field.set_text(text)
        _fill(self, self.field)

    def value(self) -> Any:
        return self.field.toPlainText().strip()

    def text(self) -> str:
        return self.field.toPlainText().strip()

    def stops(self) -> list[QWidget]:
        return [self.field]

    def high(self, width: int) -> int:  # noqa: ARG002 - as the base
        return self.field.height()


def _fill(editor: QWidget, field: QWidget) -> None:
    row = QHBoxLayout(editor)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(field)
    editor.setFocusProxy(field)
