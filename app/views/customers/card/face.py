"""How a line of a fact table looks while it is read: its columns, texts and marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QTextLayout

from app.views.customers.card.lines import Line
from app.views.customers.card.words import origin_text, purposes_text
from app.views.kit.badge import badge_width, paint_badge
from app.views.kit.icons import paint_icon
from app.views.kit.painting import RIGHT, focus_ring, line, rounded, width_of, write
from app.views.kit.theme import BODY, GAP_XL, ICON, ROW, SMALL, font
from app.views.kit.ui import Ui

HEADING: Final = 34
_GAP: Final = 12
#: lines of a long text that are shown, and the height of each, px
_LINES: Final = 6
_LINE: Final = 18
_SMALL_LINE: Final = 14
_DETAIL: Final = 44
_LEAST_TAIL: Final = 40
#: from this width on, px, columns stand as wide as they like
_ROOMY: Final = 672


@dataclass(frozen=True)
class Columns:
    """Where the columns stand in a row of ``width`` px; narrow cards leave purpose and origin out."""

    width: int

    @property
    def _tight(self) -> bool:
        # a phone number with its mark is whole then, beside the list on a small screen as well
        return self.width < _ROOMY

    @property
    def label(self) -> QRect:
        # a wide card has room for long names
        least = 92 if self.width < 440 else 96 if self._tight else 108
        wide = least + max(0, min(60, (self.width - _ROOMY) // 4))
        return QRect(GAP_XL, 0, wide, ROW)

    @property
    def confirmed(self) -> QRect:
        wide = 92 if self._tight else 104
        return QRect(self.width - GAP_XL - wide, 0, wide, ROW)

    @property
    def origin(self) -> QRect | None:
        if self.width < 500:
            return None
        wide = 64 if self._tight else 80
        return QRect(self.confirmed.x() - _GAP - wide, 0, wide, ROW)

    @property
    def purpose(self) -> QRect | None:
        if self.width < 590 or self.origin is None:
            return None
        return QRect(self.origin.x() - _GAP - 100, 0, 100, ROW)

    @property
    def value(self) -> QRect:
        left = self.label.right() + 1 + _GAP
        end = self.purpose or self.origin or self.confirmed
        return QRect(left, 0, end.x() - _GAP - left, ROW)


@dataclass(frozen=True)
class Now:
    """How a row is looked at this moment: where the mouse is, whether it has the keyboard."""

    mouse: QPoint | None = None
    focus: bool = False


class Face:
    """Paints ``line`` into ``width`` px and knows where its parts are."""

    def __init__(self, ui: Ui, line_: Line) -> None:
        self._ui, self.line = ui, line_
        self.width = 0
        #: shown instead of the text until the saved value comes back
        self.pending: str | None = None

    @property
    def columns(self) -> Columns:
        """Where the columns stand."""
        return Columns(self.width)

    def high(self) -> int:
        """Return the height of the line, px."""
        if self.line.heading:
            return HEADING
        if self.line.detail:
            return _DETAIL
        return len(self._text_lines()) * _LINE + 12 if self._wraps else ROW

    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        line_, tr = self.line, self._ui.tr
        said = [line_.badge, line_.text or line_.hint, line_.tail, line_.detail]
        if line_.meta is not None and line_.text:
            said += [purposes_text(line_.meta.purposes, tr), origin_text(line_.meta.origin, tr)]
            said += [tr("private")] if line_.meta.private else []
        said.append(self.side()[0])
        words = ", ".join(part for part in said if part)
        return f"{line_.label}: {words}" if line_.label and words else line_.label or words

    def leads(self, at: QPoint) -> bool:
        """Tell whether a click at ``at`` follows the line instead of editing it."""
        if self.line.act is None:
            return False
        return self.act_box().contains(at) or (self.line.link and self._text_box().contains(at))

    def act_box(self) -> QRect:
        """Return where the icon of the line's act is: at the right end of the value."""
        if self.line.act is None:
            return QRect()
        if self.line.heading:
            wide = int(width_of(self.line.act.text, font(SMALL))) + 30
            return QRect(self.width - GAP_XL - wide + 6, 6, wide, HEADING - 9)
        return QRect(self._value_box().right() - 22, 2, 26, ROW - 4)

    def tip(self, at: QPoint) -> str:
        """Return what a tooltip adds at ``at``."""
        line_, tr, columns = self.line, self._ui.tr, self.columns
        if line_.act is not None and self.act_box().contains(at):
            return line_.act.text
        if line_.meta is not None and columns.purpose is not None and columns.purpose.contains(at):
            return purposes_text(line_.meta.purposes, tr)
        if line_.stale and columns.confirmed.contains(at):
            return tr("Confirmed long ago: ask whether it is still true")
        if columns.label.contains(at):
            return line_.label if width_of(line_.label, font(SMALL)) > columns.label.width() else ""
        shown = "\n".join(part for part in (f"{line_.text} {line_.tail}".strip(), line_.detail) if part)
        room = self._value_box().width() - ICON - 8
        return shown if line_.wrap or width_of(shown, font()) > room else ""

    def side(self) -> tuple[str, str, str]:
        """Return what stands at the right end, its tone and its icon."""
        line_, ui = self.line, self._ui
        if line_.side or line_.meta is None or line_.empty:
            return line_.side, line_.side_tone, ""
        if line_.confirmed_on is None:
            return ui.tr("not yet"), "warning" if line_.meta.origin == "guessed" else "secondary", ""
        if line_.confirmed_on == ui.clock.today():
            return ui.tr("today"), "secondary", ""
        said = ui.date(line_.confirmed_on, year=True)
        return (said, "warning", "stale") if line_.stale else (said, "secondary", "")

    def paint(self, painter: QPainter, now: Now) -> None:
        """Paint the whole line."""
        if self.line.heading:
            self._paint_heading(painter, now)
            return
        self.paint_label(painter, ROW)
        self._paint_value(painter, now)
        self._paint_meta(painter)

    def paint_label(self, painter: QPainter, high: int) -> None:
        """Paint what the line is called, in the middle of ``high`` px."""
        label, text, ink = self.columns.label, self.line.label, self._ui.theme.secondary
        label.setHeight(high)
        if width_of(text, font()) <= label.width():
            write(painter, label, text, color=ink, face=font())
            return
        # a long name takes two smaller lines rather than being cut
        halves = _halves(text, label.width())
        for place, part in enumerate(halves):
            top = high / 2 - _SMALL_LINE * len(halves) / 2 + place * _SMALL_LINE
            box = QRectF(label.x(), top, label.width(), _SMALL_LINE)
            write(painter, box, part, color=ink, face=font(SMALL))

    def _value_box(self) -> QRect:
        """Return the place of the text: lines without purpose and origin have more room."""
        box = self.columns.value
        if self.line.meta is None or (self.line.empty and self.pending is None):
            side = self.line.side
            wide = int(width_of(side, font(BODY))) + _GAP if side and not self.line.heading else 0
            box.setRight(self.width - GAP_XL - wide)
        elif self._wraps:
            box.setRight(self.columns.confirmed.x() - _GAP)
        return box

    def _text_box(self) -> QRect:
        box = self._value_box()
        lead = ICON + 8 if self.line.icon else 0
        box.setWidth(min(box.width(), int(width_of(self.line.text, font())) + lead + 4))
        return box

    @property
    def _wraps(self) -> bool:
        """Whether the text needs more than a line; it takes the room of purpose and origin then."""
        if not self.line.wrap:
            return False
        one = width_of(self.line.text, font()) <= self.columns.value.width() - ICON - 8
        return not one or "\n" in self.line.text

    def _text_lines(self) -> list[str]:
        """Return a long text in lines as they are shown, the last one shortened where there is more."""
        lead = ICON + 8 if self.line.icon else 0
        room = max(60, self._value_box().width() - lead)
        layout = QTextLayout(self.line.text.replace("\n", "\u2028"), font())
        layout.beginLayout()
        lines: list[str] = []
        while (made := layout.createLine()).isValid():
            made.setLineWidth(room)
            lines.append(self.line.text[made.textStart() : made.textStart() + made.textLength()])
        layout.endLayout()
        if len(lines) > _LINES:
            rest = " ".join("".join(lines[_LINES - 1 :]).split())
            lines = [*lines[: _LINES - 1], rest]
        return [line_.strip() for line_ in lines] or [""]

    def _paint_heading(self, painter: QPainter, now: Now) -> None:
        theme, act = self._ui.theme, self.line.act
        line(painter, QPointF(GAP_XL, 3), QPointF(self.width - GAP_XL, 3), theme.line)
        area = QRectF(GAP_XL, 6, self.width - 2 * GAP_XL, HEADING - 8)
        taken = write(painter, area, self.line.label, color=theme.text, face=font(BODY, bold=True))
        box = QRectF(self.act_box())
        if self.line.side:
            rest = area.adjusted(taken + 10, 0.5, -box.width() - 6, 0)
            write(painter, rest, self.line.side, color=theme.secondary, face=font(SMALL))
        if act is None:
            return
        if now.mouse is not None and box.contains(QPointF(now.mouse)):
            rounded(painter, box, fill=theme.hover)
        paint_icon(painter, QRectF(box.x() + 6, box.y(), 14, box.height()), act.icon, theme.accent)
        write(painter, box.adjusted(24, 0, 0, 0), act.text, color=theme.accent, face=font(SMALL))
        if now.focus:
            focus_ring(painter, box, theme)

    def _paint_value(self, painter: QPainter, now: Now) -> None:
        theme, line_ = self._ui.theme, self.line
        box = QRectF(self._value_box())
        if line_.act is not None and (now.mouse is not None or now.focus):
            self._paint_act(painter, now)
            box.setRight(self.act_box().left() - 4)
        if line_.icon:
            ink = theme.accent if line_.adds else getattr(theme, line_.icon_tone)
            paint_icon(painter, QRectF(box.x(), (ROW - ICON) / 2, ICON, ICON), line_.icon, ink)
            box.setLeft(box.left() + ICON + 8)
        text = self.pending if self.pending is not None else line_.text
        if not text:
            write(painter, box, line_.hint, color=theme.secondary, face=font())
            return
        locked = line_.meta is not None and line_.meta.private
        room = box.adjusted(0, 0, -(ICON + 6) if locked else 0, 0)
        if self._wraps and self.pending is None:
            for place, part in enumerate(self._text_lines()):
                at = QRectF(room.x(), 6 + place * _LINE, room.width(), _LINE)
                write(painter, at, part, color=getattr(theme, line_.tone), face=font())
            return
        if line_.detail:
            below = QRectF(box.x(), ROW - 7, self.width - GAP_XL - box.x(), 16)
            write(painter, below, line_.detail, color=theme.secondary, face=font(SMALL))
        if line_.mark:
            room.setRight(room.right() - 20)
        x = room.left() + self._paint_text(painter, room, text)
        if line_.mark:
            paint_icon(painter, QRectF(x + 6, (ROW - 14) / 2, 14, 14), line_.mark, theme.accent)
            x += 20
        if locked:
            paint_icon(painter, QRectF(x + 6, (ROW - ICON) / 2, ICON, ICON), "lock", theme.secondary)

    def _paint_text(self, painter: QPainter, room: QRectF, text: str) -> float:
        """Paint text, badge and tail; return how far they reach, px. The tail gets what the text leaves."""
        theme, line_ = self._ui.theme, self.line
        badge = badge_width(line_.badge) + 6 if line_.badge in theme.classes else 0
        ink = theme.accent if line_.link else getattr(theme, line_.tone)
        x = write(painter, room.adjusted(0, 0, -badge, 0), text, color=ink, face=font())
        tail = room.width() - x - badge - 8 if line_.tail and self.pending is None else 0
        tail = tail if tail >= min(_LEAST_TAIL, width_of(line_.tail, font(SMALL))) else 0
        if badge:
            paint_badge(painter, QRectF(room.left() + x + 6, 0, badge, ROW), line_.badge, theme)
            x += badge
        if tail:
            at = QRectF(room.left() + x + 8, 1, tail, ROW)
            x += 8 + write(painter, at, line_.tail, color=theme.secondary, face=font(SMALL))
        return x

    def _paint_act(self, painter: QPainter, now: Now) -> None:
        act = self.line.act
        if act is None:
            return
        box, theme = self.act_box(), self._ui.theme
        lit = now.mouse is not None and box.contains(now.mouse)
        if lit:
            rounded(painter, QRectF(box), fill=theme.pressed)
        paint_icon(
            painter, QRectF(box).adjusted(5, 5, -5, -5), act.icon, theme.accent if lit else theme.secondary
        )

    def _paint_meta(self, painter: QPainter) -> None:
        theme, line_, tr, columns = self._ui.theme, self.line, self._ui.tr, self.columns
        side, tone, icon = self.side()
        box = QRectF(columns.confirmed)
        if line_.meta is None:
            box.setLeft(self._value_box().right())
        if side:
            write(painter, box, side, color=getattr(theme, tone), face=font(), align=RIGHT)
        if icon:
            left = box.right() - width_of(side, font()) - ICON - 6
            paint_icon(painter, QRectF(left, (ROW - ICON) / 2, ICON, ICON), icon, getattr(theme, tone))
        if line_.meta is None or line_.empty or self._wraps:
            return
        if columns.purpose is not None:
            said = purposes_text(line_.meta.purposes, tr)
            write(painter, columns.purpose, said, color=theme.secondary, face=font())
        if columns.origin is not None:
            ink = theme.warning if line_.meta.origin == "guessed" else theme.secondary
            write(painter, columns.origin, origin_text(line_.meta.origin, tr), color=ink, face=font())


def _halves(text: str, width: int) -> list[str]:
    """Return a long name in two lines, cut between words where the first is full."""
    words = text.split(" ")
    first = words[0]
    rest = words[1:]
    while rest and width_of(f"{first} {rest[0]}", font(SMALL)) <= width:
        first = f"{first} {rest.pop(0)}"
    return [first, " ".join(rest)] if rest else [first]
