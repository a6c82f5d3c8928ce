"""Panels on the surface: a header with title, count and link, and rows that lead somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.views.kit.badge import badge_width, paint_badge
from app.views.kit.buttons import Link
from app.views.kit.icons import paint_icon
from app.views.kit.labels import label
from app.views.kit.painting import RIGHT, Drawn, focus_ring, line, painter_on, rounded, tip, width_of, write
from app.views.kit.theme import BODY, GAP_L, GAP_S, HEADER, ICON, LARGE, ROW_TALL, SMALL, Theme, font


class Card(Drawn, QWidget):
    """A panel with a rounded outline; add to ``body``."""

    #: the link at the right of the header was followed
    followed = Signal()

    def __init__(
        self, theme: Theme, *, title: str = "", count: str = "", link: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._title = label(title, size=LARGE, bold=True)
        self._count = label(count, tone="secondary", size=LARGE)
        self._note = label(tone="secondary", size=SMALL)
        self._link = Link(link, theme, size=SMALL)
        self._link.clicked.connect(self.followed)
        self._head = self._make_head()
        outer.addWidget(self._head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, GAP_S)
        self.body.setSpacing(0)
        outer.addLayout(self.body)
        self._head.setVisible(bool(title))
        self._note.hide()
        self._link.setVisible(bool(link))
        self._count.setVisible(bool(count))
        self.setAccessibleName(title)

    def set_title(self, title: str, count: str = "") -> None:
        """Show another title and count."""
        self._title.setText(title)
        self._count.setText(count)
        self._count.setVisible(bool(count))
        self._head.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_note(self, text: str) -> None:
        """Write a small figure at the right of the header."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def set_link(self, text: str) -> None:
        """Offer a link at the right of the header; empty for none."""
        self._link.set_label(text)
        self._link.setVisible(bool(text))

    def add(self, widget: QWidget) -> None:
        """Put ``widget`` at the end of the body."""
        self.body.addWidget(widget)

    def clear(self) -> None:
        """Take everything out of the body."""
        while (item := self.body.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        rounded(painter_on(self), self.rect(), fill=self._theme.surface, edge=self._theme.line)

    def _make_head(self) -> QWidget:
        head = QWidget(self)
        head.setFixedHeight(HEADER)
        row = QHBoxLayout(head)
        row.setContentsMargins(GAP_L, 0, GAP_L, 0)
        row.setSpacing(6)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._note)
        row.addWidget(self._link)
        return head

    def title_label(self) -> QLabel:
        """Return the title, for a layout that wants it beside something."""
        return self._title


#: what a long title keeps beside its matter, px
_NAME: Final = 96


@dataclass(frozen=True)
class RowText:
    """What a row says; every tone is a token of the theme."""

    title: str
    #: the class badge behind the title
    cls: str = ""
    #: the matter, behind the badge
    text: str = ""
    #: the second line
    detail: str = ""
    #: an icon at the left, or a short word such as a weekday
    icon: str = ""
    lead: str = ""
    lead_tone: str = "text"
    #: at the right end: of the row, and of its second line
    figure: str = ""
    state: str = ""
    state_tone: str = "secondary"
    detail_tone: str = "secondary"


class Row(Drawn, QWidget):
    """One row of a card: lead or icon, title with badge and matter, detail below, a figure at the right."""

    activated = Signal()

    def __init__(
        self, text: RowText, theme: Theme, *, lead: int = 0, last: bool = False, parent: QWidget | None = None
    ) -> None:
        """``lead`` is the width of the column at the left, px; the ``last`` row has no separator."""
        super().__init__(parent)
        self._theme, self._lead, self._last = theme, lead, last
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: RowText) -> None:
        """Say something else."""
        self._text = text
        said = (text.lead, text.title, text.cls, text.text, text.detail, text.state, text.figure)
        self.setAccessibleName(", ".join(part for part in said if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, ROW_TALL if self._text.detail else 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        theme, text = self._theme, self._text
        around = QRectF(self.rect()).adjusted(4, 0, -4, -1)
        if self.underMouse():
            rounded(painter, around, fill=theme.hover)
        area = QRectF(self.rect()).adjusted(GAP_L, 0, -GAP_L, 0)
        left = area.left() + self._paint_lead(painter, area)
        if not self._last:
            bottom = self.height() - 1
            line(painter, QPointF(left, bottom), QPointF(area.right(), bottom), theme.line)
        right = area.right()
        if text.figure:
            write(painter, area, text.figure, color=theme.text, face=font(), align=RIGHT)
            right -= width_of(text.figure, font()) + 12
        middle = area.height() / 2
        top = (
            QRectF(left, middle - 18, right - left, 18)
            if text.detail
            else QRectF(left, 0, right - left, 2 * middle)
        )
        self._paint_first(painter, top)
        if text.detail:
            self._paint_second(painter, QRectF(left, middle + 1, right - left, 16))
        if self.hasFocus():
            focus_ring(painter, around, theme)

    def _paint_lead(self, painter: QPainter, area: QRectF) -> float:
        text, theme = self._text, self._theme
        if text.icon:
            spot = QRectF(area.left(), area.center().y() - ICON / 2, ICON, ICON)
            paint_icon(painter, spot, text.icon, theme.secondary)
        elif text.lead:
            face = font(bold=text.lead_tone == "accent")
            spot = QRectF(area.left(), 0, self._lead, area.height())
            write(painter, spot, text.lead, color=getattr(theme, text.lead_tone), face=face)
        return self._lead or (ICON + 12 if text.icon else 0)

    def _paint_first(self, painter: QPainter, area: QRectF) -> None:
        """Title, badge, matter: a long title gives way to the matter, down to what still tells who it is."""
        text, theme = self._text, self._theme
        badge = badge_width(text.cls) + GAP_S if text.cls in theme.classes else 0
        most = max(area.width() * 0.3, area.width() - badge - _NAME)
        matter = min(most, width_of(text.text, font()) + GAP_S + 1) if text.text else 0
        name = QRectF(area.left(), area.top(), max(0.0, area.width() - badge - matter), area.height())
        x = area.left() + write(painter, name, text.title, color=theme.text, face=font(BODY, bold=True))
        if badge:
            x += GAP_S
            x += paint_badge(painter, QRectF(x, area.top(), area.right() - x, area.height()), text.cls, theme)
        rest = QRectF(x + GAP_S, area.top(), area.right() - x - GAP_S, area.height())
        if text.text and rest.width() > 24:
            write(painter, rest, text.text, color=theme.text, face=font())

    def _paint_second(self, painter: QPainter, area: QRectF) -> None:
        text, theme = self._text, self._theme
        if text.state:
            write(
                painter,
                area,
                text.state,
                color=getattr(theme, text.state_tone),
                face=font(SMALL),
                align=RIGHT,
            )
            area = area.adjusted(0, 0, -width_of(text.state, font(SMALL)) - 12, 0)
        taken = write(painter, area, text.detail, color=getattr(theme, text.detail_tone), face=font(SMALL))
        self.setToolTip(tip(text.detail) if taken + 1 < width_of(text.detail, font(SMALL)) else "")
