"""The bar at the top of a room: title, tabs that stand on its line, buttons at the right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.views.kit.labels import label
from app.views.kit.painting import Drawn, line, painter_on
from app.views.kit.tabs import Tabs
from app.views.kit.theme import GAP_S, GAP_XL, TITLE, Theme

#: height of the bar, px
HEIGHT = 48


class HeadBar(Drawn, QWidget):
    """Add buttons from the left to the right with :meth:`add`."""

    def __init__(
        self, title: str, theme: Theme, *, tabs: Tabs | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GAP_XL, 0, GAP_XL, 0)
        self._row.setSpacing(GAP_S)
        self.title: QLabel = label(title, size=TITLE, bold=True)
        self.note: QLabel = label(tone="secondary")
        if tabs is not None:
            # the feet of both texts stand on one line
            self.title.setContentsMargins(0, 0, 0, 6)
            self._row.addWidget(self.title, alignment=Qt.AlignmentFlag.AlignBottom)
            self._row.addSpacing(GAP_S)
            self._row.addWidget(tabs, 1, alignment=Qt.AlignmentFlag.AlignBottom)
        else:
            self._row.addWidget(self.title)
            self._row.addWidget(self.note)
            self._row.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """Put ``widget`` at the right end."""
        self._row.addWidget(widget)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        bottom = self.height() - 1
        line(painter_on(self), QPointF(0, bottom), QPointF(self.width(), bottom), self._theme.line)
