"""One line of the work of today: painted, 44 px high; the chosen one grows and shows what can be done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.views.kit.badge import badge_width, paint_badge
from app.views.kit.dot import Moment, paint_dot
from app.views.kit.icons import paint_icon
from app.views.kit.painting import RIGHT, Drawn, focus_ring, line, painter_on, rounded, tip, width_of, write
from app.views.kit.ring import paint_ring
from app.views.kit.theme import GAP_L, GAP_S, ICON, ROW_TALL, SMALL, Theme, font
from app.views.today.face import Face

#: where the text begins, and how wide the figure at the right may be, px
TEXT_AT: Final = 44
FIGURE: Final = 86
#: what a long name keeps beside its matter, px
NAME: Final = 120


def when_at(width: float) -> float:
    """Return where the column of times begins in a line of ``width`` px: a narrow one gives way to its text."""
    return width - max(198.0, min(222.0, width * 0.29))


class Line(Drawn, QWidget):
    """A line that can be chosen; the room puts actions or a form into it with :meth:`grow`."""

    #: the mouse or the keyboard came here
    chosen = Signal()
    #: double click
    opened = Signal()
    #: a key that the list understands
    pressed = Signal(QKeyEvent)

    def __init__(self, face: Face, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.last = theme, False
        self._selected = self._ringed = False
        self._inside: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(TEXT_AT, ROW_TALL, GAP_L, 0)
        self._column.setSpacing(0)
        self.set_face(face)

    @property
    def selected(self) -> bool:
        """Whether this is the chosen line."""
        return self._selected

    @property
    def inside(self) -> QWidget | None:
        """What the line grew by: actions or a form."""
        return self._inside

    def set_face(self, face: Face) -> None:
        """Say something else."""
        self.face = face
        self.setAccessibleName(face.said)
        self.setToolTip("")
        self.update()

    def select(self, *, on: bool) -> None:
        """Become the chosen line, or one among others; only the chosen one is reached by Tab."""
        self._selected = on
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)
        if not on:
            self.grow(None)
        self.update()

    def grow(self, inside: QWidget | None) -> None:
        """Show ``inside`` under the text; None shrinks the line."""
        if self._inside is not None:
            self._column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = inside
        if inside is not None:
            self._column.addWidget(inside)
            inside.show()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        inner = self._inside.sizeHint().height() + 8 if self._inside else 0
        return QSize(400, ROW_TALL + inner)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.chosen.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.position().y() < ROW_TALL:
            self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # the fill says which line it is; the ring says that Tab brought the keyboard here
        self._ringed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.chosen.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        theme = self._theme
        around = QRectF(self.rect()).adjusted(4, 0, -4, -1)
        if self._selected:
            rounded(painter, around, fill=theme.selection)
        elif self.underMouse():
            rounded(painter, around, fill=theme.hover)
        right = self.width() - GAP_L
        if not self.last and not self._selected:
            line(painter, QPointF(TEXT_AT, self.height() - 1), QPointF(right, self.height() - 1), theme.line)
        spot = QRectF(GAP_L, (ROW_TALL - ICON) / 2, ICON, ICON)
        paint_icon(painter, spot, self.face.icon, theme.secondary)
        when = when_at(self.width())
        self._paint_text(painter, QRectF(TEXT_AT, 0, when - 32 - TEXT_AT, ROW_TALL))
        self._paint_columns(painter, when, right)
        if self.hasFocus() and self._ringed:
            focus_ring(painter, around, theme)

    def _paint_text(self, painter: QPainter, area: QRectF) -> None:
        """Title, badge and matter above; the reason and the rest below."""
        face, theme = self.face, self._theme
        top = QRectF(area.left(), 4, area.width(), 18)
        badge = badge_width(face.cls) + GAP_S if face.cls in theme.classes else 0
        bold = font(bold=True)
        # the name gives way to the matter, down to what still tells who it is
        matter = width_of(face.text, font()) + GAP_S
        room = max(top.width() - badge - matter, min(NAME, top.width() * 0.5))
        name = QRectF(top.left(), top.top(), room if face.text else top.width() - badge, 18)
        x = top.left() + write(painter, name, face.title, color=theme.text, face=bold)
        if badge:
            x += GAP_S
            x += paint_badge(painter, QRectF(x, top.top(), top.right() - x, 18), face.cls, theme)
        rest = QRectF(x + GAP_S, top.top(), top.right() - x - GAP_S, 18)
        if face.text and rest.width() > 24:
            shown = write(painter, rest, face.text, color=theme.text, face=font())
            if shown < width_of(face.text, font()) - 1 and not self.toolTip():
                self.setToolTip(tip(face.text))
        self._paint_second(painter, QRectF(area.left(), 23, area.width(), 16))

    def _paint_second(self, painter: QPainter, area: QRectF) -> None:
        face, theme = self.face, self._theme
        small = font(SMALL)
        if face.lead:
            strong = font(SMALL, bold=face.late)
            ink = theme.bad if face.late else theme.secondary
            taken = write(painter, area, face.lead, color=ink, face=strong)
            area = area.adjusted(taken, 0, 0, 0)
            if face.detail:
                area = area.adjusted(write(painter, area, "; ", color=theme.secondary, face=small), 0, 0, 0)
        write(painter, area, face.detail, color=theme.secondary, face=small)

    def _paint_columns(self, painter: QPainter, when: float, right: float) -> None:
        face, theme = self.face, self._theme
        spot = QRectF(when - 24, 0, 16, ROW_TALL)
        if isinstance(face.mark, Moment):
            paint_dot(painter, spot, face.mark, theme, late=face.when_tone == "bad")
        elif face.mark is not None:
            paint_ring(painter, spot, face.mark, theme)
        strong = face.when_tone != "text"
        room = QRectF(when, 0, right - FIGURE - when + 4, ROW_TALL)
        write(painter, room, face.when, color=getattr(theme, face.when_tone), face=font(bold=strong))
        spot = QRectF(right - FIGURE, 0, FIGURE, ROW_TALL)
        write(painter, spot, face.figure, color=getattr(theme, face.figure_tone), face=font(), align=RIGHT)
