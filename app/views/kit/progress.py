"""Work that goes on beside the window: what it is, how far it is, and a way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.views.kit.buttons import Link
from app.views.kit.elide import ElidedLabel
from app.views.kit.labels import label
from app.views.kit.meter import Amount, Bar
from app.views.kit.theme import GAP_S, SMALL, Theme

if TYPE_CHECKING:
    from app.language import Translator


class Progress(QWidget):
    """One slim line for the status bar: text, bar, percent, «cancel»."""

    cancelled = Signal()

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        self._text = ElidedLabel(tone="secondary", size=SMALL)
        self._bar = Bar(Amount(0), "", theme, thick=4)
        self._bar.setFixedWidth(96)
        self._percent = label(tone="secondary", size=SMALL)
        self._cancel = Link(tr("cancel"), theme, size=SMALL)
        self._cancel.clicked.connect(self.cancelled)
        for widget in (self._text, self._bar, self._percent, self._cancel):
            row.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_progress(self, text: str, share: float | None, *, stoppable: bool = True) -> None:
        """Show ``share`` (0 to 1) of the work ``text``; None while nobody can say how much there is."""
        self._text.setText(text)
        percent = self._tr("{percent}%", percent=int((share or 0) * 100))
        self._percent.setText(percent)
        self._percent.setVisible(share is not None)
        self._bar.setVisible(share is not None)
        self._bar.set_amount(Amount(share or 0), f"{text} {percent}")
        self._cancel.setVisible(stoppable)
        self.setAccessibleName(f"{text} {percent}" if share is not None else text)
        self.show()

    def finish(self) -> None:
        """Take the line away."""
        self.hide()
