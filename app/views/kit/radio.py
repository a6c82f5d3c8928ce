"""One choice among a few that all stand in sight."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from app.views.kit.painting import Drawn, focus_ring, painter_on, rounded, unmarked, width_of, write
from app.views.kit.theme import BODY, Theme, font

_SIDE = 16


class Radio(Drawn, QRadioButton):
    """A round mark with its text; arrows move among those of one parent."""

    def __init__(self, text: str, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_label(text)

    @property
    def label(self) -> str:
        """The text as it is shown."""
        return self._label

    def set_label(self, text: str) -> None:
        """Show another text."""
        self._label = text
        self.setText(unmarked(text))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(width_of(self._label, font(BODY))) + 34, 24)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme = painter_on(self), self._theme
        ring = QRectF(3, (self.height() - _SIDE) / 2, _SIDE, _SIDE)
        if self.isChecked():
            rounded(painter, ring, fill=theme.accent, radius=_SIDE / 2)
            rounded(painter, ring.adjusted(5, 5, -5, -5), fill=theme.accent_ink, radius=3)
        else:
            ground = theme.hover if self.underMouse() else theme.field
            rounded(painter, ring, fill=ground, edge=theme.secondary, radius=_SIDE / 2)
        area = QRectF(27, 0, self.width() - 27, self.height())
        write(painter, area, self._label, color=theme.text, face=font())
        if self.hasFocus():
            focus_ring(painter, ring.adjusted(-3, -3, 3, 3), theme, radius=_SIDE / 2 + 3)
