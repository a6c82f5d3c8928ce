"""A plain modal frame: title, body, buttons; Esc closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.views.kit.buttons import Button, Kind
from app.views.kit.labels import Line, label
from app.views.kit.theme import GAP_L, GAP_S, GAP_XL, LARGE, Theme

if TYPE_CHECKING:
    from app.language import Translator


class Dialog(QDialog):
    """Add what it asks to ``body`` and the answers with ``add_answer``."""

    def __init__(
        self,
        title: str,
        theme: Theme,
        tr: Translator,
        *,
        text: str = "",
        width: int = 440,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._tr = theme, tr
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        inner.setSpacing(GAP_S)
        inner.addWidget(label(title, size=LARGE, bold=True, wrap=True))
        if text:
            inner.addWidget(label(text, tone="secondary", wrap=True))
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, GAP_S, 0, 0)
        self.body.setSpacing(GAP_S)
        inner.addLayout(self.body, 1)
        outer.addLayout(inner, 1)
        self._rule = Line(theme)
        outer.addWidget(self._rule)
        self._answers = QHBoxLayout()
        self._answers.setContentsMargins(GAP_XL, GAP_L - 4, GAP_XL, GAP_L - 4)
        self._answers.setSpacing(GAP_S)
        self._answers.addStretch(1)
        outer.addLayout(self._answers)

    def add_answer(
        self, text: str, *, kind: Kind = Kind.PLAIN, closes: bool = True, accept: bool = True
    ) -> Button:
        """Append a button; Enter presses the primary one. ``accept`` says which result closing has."""
        button = Button(text, self._theme, kind=kind)
        button.setAutoDefault(False)
        button.setDefault(kind is Kind.PRIMARY)
        if closes:
            button.clicked.connect(self.accept if accept else self.reject)
        self._answers.addWidget(button)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter gives the primary answer also where Enter begins a line."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            super().keyPressEvent(event)
            return
        primary = next((button for button in self.findChildren(Button) if button.isDefault()), None)
        # a field may have given the answer already
        if primary is not None and primary.isEnabled() and primary.isVisible():
            primary.click()

    def hide_answers(self) -> None:
        """Take the foot away: the body has answers of its own."""
        self._rule.hide()
        self._answers.setContentsMargins(0, 0, 0, 0)

    def add_cancel(self) -> Button:
        """Append «Cancel»."""
        return self.add_answer(self._tr("Cancel"), accept=False)

    def add_aside(self, widget: QWidget) -> None:
        """Put ``widget`` at the left of the answers."""
        self._answers.insertWidget(0, widget)


def confirm(
    parent: QWidget, title: str, text: str, answer: str, theme: Theme, tr: Translator, *, danger: bool = False
) -> Dialog:
    """Open a question with the one ``answer`` beside «Cancel»; connect to its ``accepted``."""
    dialog = Dialog(title, theme, tr, text=text, parent=parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.add_cancel()
    dialog.add_answer(answer, kind=Kind.DANGER if danger else Kind.PRIMARY)
    dialog.open()
    return dialog
