"""When something is good to do: a full dot now, a hollow one later, a square at a deadline."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.kit.painting import Drawn, painter_on, rounded
from app.views.kit.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter

    from app.language import Translator


class Moment(StrEnum):
    """The three marks; they differ by shape, not by colour alone."""

    NOW = "now"
    LATER = "later"
    DEADLINE = "deadline"


def paint_dot(
    painter: QPainter, rect: QRect | QRectF, moment: Moment, theme: Theme, *, late: bool = False
) -> None:
    """Paint the mark, 8 px, in the middle of ``rect``; a deadline that has passed is ``late``."""
    middle = QRectF(rect).center()
    box = QRectF(middle.x() - 4, middle.y() - 4, 8, 8)
    if moment is Moment.NOW:
        rounded(painter, box, fill=theme.good, radius=4)
    elif moment is Moment.LATER:
        rounded(painter, box, edge=theme.secondary, radius=4, width=1.25)
    else:
        rounded(painter, box, fill=theme.bad if late else theme.warning, radius=2)


class Dot(Drawn, QWidget):
    """The mark as a widget."""

    def __init__(self, moment: Moment, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tr = tr
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_moment(moment)

    def set_moment(self, moment: Moment, *, late: bool = False) -> None:
        """Show another moment."""
        self._moment, self._late = moment, late
        names = {
            Moment.NOW: self._tr("Good time now"),
            Moment.LATER: self._tr("Good time later"),
            Moment.DEADLINE: self._tr("Overdue") if late else self._tr("Deadline"),
        }
        self.setAccessibleName(names[moment])
        self.setToolTip(names[moment])
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(10, 16)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        paint_dot(painter_on(self), self.rect(), self._moment, self._theme, late=self._late)
