"""The bar at the top: name, capture line, search, theme, preferences; the strip opens under it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.views.frame.capture import CaptureLine
from app.views.frame.navigation import WIDTH
from app.views.frame.palette import SearchField
from app.views.kit.buttons import IconButton
from app.views.kit.icons import paint_icon
from app.views.kit.keyboard import WayBack
from app.views.kit.painting import Drawn, line, write
from app.views.kit.theme import GAP_L, GAP_S, GAP_XL, LARGE, font
from app.views.kit.ui import Ui

HEIGHT = 44


class Head(Drawn, QWidget):
    """``went(place, what)`` leads to a room, ``acted(name)`` asks for an action of the window."""

    theme_asked = Signal()
    went = Signal(str, dict)
    acted = Signal(str)
    #: nobody has the keyboard, and where it was is no longer in sight
    nowhere = Signal()

    def __init__(self, ui: Ui, before: Head | None = None) -> None:
        """``before`` is the head that this one replaces in another theme or language."""
        super().__init__()
        self._theme, tr = ui.theme, ui.tr
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(WIDTH + GAP_XL, 0, GAP_L, 1)
        row.setSpacing(GAP_L)
        self.capture: CaptureLine = CaptureLine(ui, before.capture.field.text() if before is not None else "")
        self.strip = self.capture.strip
        self.search = SearchField(ui)
        self.search.went.connect(self.went)
        self.search.acted.connect(self.acted)
        self._before = WayBack(self)
        self.capture.left.connect(self._give_back)
        self.search.left.connect(self._give_back)
        row.addWidget(self.capture, 1)
        row.addWidget(self.search, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP_S)
        theme = IconButton("sun" if ui.theme.dark else "moon", tr("Light or dark"), ui.theme)
        theme.clicked.connect(self.theme_asked)
        preferences = IconButton("preferences", tr("Preferences"), ui.theme, key="Ctrl+,")
        preferences.clicked.connect(lambda *_: self.went.emit("preferences", {}))
        buttons.addWidget(theme)
        buttons.addWidget(preferences)
        row.addLayout(buttons)

    def focus_search(self) -> None:
        """Put the cursor into the search field (Ctrl+K)."""
        self.search.begin()

    def focus_capture(self) -> None:
        """Put the cursor into the capture line (Ctrl+L)."""
        self.capture.begin()

    def leave(self) -> bool:
        """Leave search or capture line on Esc; false where neither is in use."""
        return self.search.leave() or self.capture.leave()

    def _give_back(self) -> None:
        if QApplication.focusWidget() is None and not self._before.go():
            self.nowhere.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        line(
            painter, QPointF(0, self.height() - 1), QPointF(self.width(), self.height() - 1), self._theme.line
        )
        paint_icon(painter, QRectF(16, (self.height() - 20) // 2, 20, 20), "rapport", "")
        spot = QRectF(44, 0, WIDTH - 44, self.height())
        write(painter, spot, "Rapport", color=self._theme.text, face=font(LARGE, bold=True))
