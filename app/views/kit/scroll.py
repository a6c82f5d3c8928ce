"""A page that scrolls up and down, never sideways, and keeps what has the keyboard in sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.views.kit.theme import GAP_L

#: what the bar takes at the right, px
BAR: Final = 8


class Scroll(QScrollArea):
    """A scrolled column; add to ``column``."""

    def __init__(self, *, gap: int = GAP_L, margin: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        inside = QWidget()
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(gap)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(inside)
        # Qt fills what it is given to scroll; the page shall show what lies behind it.
        inside.setAutoFillBackground(False)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]  # a widget exists, so does the application

    def add(self, widget: QWidget) -> None:
        """Put ``widget`` at the end of the column."""
        self.column.addWidget(widget)

    def hold_width(self, width: int) -> None:
        """Lay the column, to which nothing is added any more, out for ``width`` px with the bar or without it.

        What wraps is as high as it needs: aligned to the top, Qt gives it no more than it hinted at.
        """
        inside = self.widget()
        if inside is not None:
            inside.setFixedWidth(width - BAR)
        if self.column.alignment():
            self.column.setAlignment(Qt.AlignmentFlag(0))
            self.column.addStretch(1)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        inside = self.widget()
        if now is not None and inside is not None and inside.isAncestorOf(now):
            self.ensureWidgetVisible(now, 8, 24)
