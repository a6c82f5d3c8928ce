"""How an entry of the timeline looks: day, icon, text with its follow-up, length, mark of comfort."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from app.domain.balance import COMFORT_NAMES, Comfort
from app.domain.saying import duration_text
from app.queries.card_timeline import Entry
from app.views.customers.card.face import Columns as FactColumns
from app.views.kit.icons import paint_icon
from app.views.kit.painting import RIGHT, focus_ring, rounded, tip, width_of, write
from app.views.kit.theme import GAP_XL, ICON, ROW, SMALL, font
from app.views.kit.ui import Ui
from app.views.kit.words import (
    CONTACT_ICONS,
    CONTACT_NAMES,
    DIRECTION_NAMES,
    FEEDBACK_NAMES,
    FEEDBACK_STATES,
)

_TALL: Final = 44
_MARKS: Final = {
    "good": ("mood-good", "good"),
    "neutral": ("mood-neutral", "secondary"),
    "bad": ("mood-bad", "bad"),
}
_ENTRY: Final = 256
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Columns:
    """Where the parts of an entry stand; the text lines up with the values of the facts."""

    width: int

    @property
    def day(self) -> QRect:
        return QRect(GAP_XL, 0, self.text.x() - 30 - GAP_XL, ROW)

    @property
    def icon(self) -> QRect:
        return QRect(self.text.x() - 26, 0, ICON, ROW)

    @property
    def mood(self) -> QRect:
        return QRect(self.width - GAP_XL - ICON, 0, ICON, ROW)

    @property
    def text(self) -> QRect:
        left = FactColumns(self.width).value.x()
        return QRect(left, 0, self.mood.x() - 12 - left, ROW)


class EntryFace(QStyledItemDelegate):
    """Paints entries of two heights: those with a second line are taller."""

    def __init__(self, ui: Ui, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._ui, self._theme, self._view = ui, ui.theme, view
        self._body, self._small = font(), font(SMALL)
        self._days: dict[dt.date, str] = {}
        self._today: dt.date | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(_ENTRY)
        return QSize(option.rect.width(), _TALL if second_line(entry, self._ui) else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(_ENTRY)
        rect, theme = QRectF(option.rect), self._theme
        painter.save()
        painter.translate(rect.topLeft())
        area = QRectF(8, 0, rect.width() - 16, rect.height())
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            rounded(painter, area, fill=theme.selection if self._view.hasFocus() else theme.selection_pale)
        elif state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, area, fill=theme.hover)
        self._paint(painter, entry, rect, lit=chosen or bool(state & QStyle.StateFlag.State_MouseOver))
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            focus_ring(painter, area, theme)
        painter.restore()

    def _paint(self, painter: QPainter, entry: Entry, rect: QRectF, *, lit: bool) -> None:
        theme, ui, item = self._theme, self._ui, entry.item
        columns = Columns(self._view.width())
        second = second_line(entry, ui)
        middle = rect.height() / 2
        write(painter, _at(columns.day, rect), self._day(entry), color=theme.secondary, face=self._body)
        paint_icon(painter, _at(columns.icon, rect), icon_of(entry), theme.secondary)
        text = QRectF(columns.text)
        side, tone = side_text(entry, ui)
        if side:
            wide = width_of(side, self._body)
            write(
                painter,
                _at(columns.text, rect),
                side,
                color=getattr(theme, tone),
                face=self._body,
                align=RIGHT,
            )
            text.setRight(text.right() - wide - 12)
        if entry.letter is not None and entry.letter.files:
            clip = QRectF(text.right() - ICON, 0, ICON, rect.height())
            paint_icon(painter, clip, "paperclip", theme.secondary)
            text.setRight(clip.left() - 8)
        top = (
            QRectF(text.x(), middle - 18, text.width(), 18)
            if second
            else QRectF(text.x(), 0, text.width(), rect.height())
        )
        self._paint_text(painter, entry, top)
        if second:
            below = QRectF(text.x(), middle + 1, text.width(), 15)
            write(painter, below, second, color=theme.secondary, face=self._small)
        if item.mood in _MARKS:
            name, ink = _MARKS[item.mood]
            paint_icon(painter, _at(columns.mood, rect), name, getattr(theme, ink))
        elif lit and not entry.done:
            paint_icon(painter, _at(columns.mood, rect), "mood-neutral", theme.disabled)

    def _paint_text(self, painter: QPainter, entry: Entry, room: QRectF) -> None:
        theme, tr, item = self._theme, self._ui.tr, entry.item
        text = _one_line(item.text) or _one_line(item.body)
        kind = CONTACT_NAMES.get(item.kind, item.kind)
        if not text:
            said = tr(kind)
            write(painter, room, said[:1].upper() + said[1:], color=theme.text, face=self._body)
            return
        taken = write(painter, room, text, color=theme.text, face=self._body)
        answer = answer_text(entry, self._ui)
        rest = room.adjusted(taken + 6, 0, 0, 0)
        if answer and rest.width() > 40:
            waits = entry.item.answered_at is None
            write(painter, rest, answer, color=theme.warning if waits else theme.secondary, face=self._body)

    def _day(self, entry: Entry) -> str:
        ui = self._ui
        today = ui.clock.today()
        if today != self._today:
            self._days, self._today = {}, today
        day = ui.local(entry.item.at).date()
        said = self._days.get(day)
        if said is None:
            if day == today:
                said = ui.tr("today")
            elif (today - day).days == 1:
                said = ui.tr("yesterday")
            else:
                near = 0 <= (today - day).days < 21
                said = ui.date(day, weekday=near, year=False if near or day.year == today.year else None)
            self._days[day] = said
        return said

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if not index.isValid():
            return bool(super().helpEvent(event, view, option, index))
        entry: Entry = index.data(_ENTRY)
        at: QPoint = event.globalPos()
        QToolTip.showText(at, tip(whole_text(entry, self._ui)), view)
        return True


def icon_of(entry: Entry) -> str:
    """Return the icon of an entry: a call tells its way and whether it was answered."""
    item = entry.item
    if item.kind == "call" and item.outcome == "no_answer":
        return "phone-missed"
    if item.kind == "call" and item.direction == "in":
        return "phone-in"
    return CONTACT_ICONS.get(item.kind, "note")


def side_text(entry: Entry, ui: Ui) -> tuple[str, str]:
    """Return what stands at the right of an entry, and its tone: its length, or that nobody answered."""
    item = entry.item
    if item.outcome == "no_answer":
        return ui.tr("no answer"), "secondary"
    if entry.done:
        return ui.tr("done"), "secondary"
    return (duration_text(item.minutes, ui.tr), "secondary") if item.minutes else ("", "secondary")


def answer_text(entry: Entry, ui: Ui) -> str:
    """Return how a request was answered: «answered in 34 min», «waits for an answer»."""
    item = entry.item
    if not item.waits:
        return ""
    if item.answered_at is None:
        return ui.tr("waits for an answer")
    minutes = max(1, round((item.answered_at - item.at).total_seconds() / 60))
    return ui.tr("answered in {time}", time=_span(minutes, ui))


def second_line(entry: Entry, ui: Ui) -> str:
    """Return the follow-up and what was given and asked: the smaller line below."""
    tr, item = ui.tr, entry.item
    parts = [feedback_text(entry, ui)] if entry.feedback is not None else []
    if entry.step is not None:
        day = ui.day(entry.step.due_on)
        what = f"{entry.step.text}, {day}" if entry.step.text else day
        parts.append(tr("Done: {text}", text=what) if entry.step.done else tr("Next: {text}", text=what))
    if entry.done and item.body:
        parts.append(_one_line(item.body))
    if item.asked:
        parts.append(tr("asked for {what}", what=_one_line(item.asked)))
    if item.given:
        parts.append(tr("we gave {what}", what=_one_line(item.given)))
    return "; ".join(parts)


def feedback_text(entry: Entry, ui: Ui) -> str:
    """Return what became of the complaint or the idea that came with an entry."""
    tr, mark = ui.tr, entry.feedback
    if mark is None:
        return ""
    kind, state = tr(FEEDBACK_NAMES[mark.kind]), tr(FEEDBACK_STATES[mark.state])
    untold = mark.state not in {"new", "working"} and not mark.told
    said = tr("{kind}: {state}", kind=kind, state=state)
    return tr("{what}, the customer has not heard it yet", what=said) if untold else said


def spoken(entry: Entry, ui: Ui) -> str:
    """Return an entry as a screen reader says it."""
    tr, item = ui.tr, entry.item
    parts = [ui.date(ui.local(item.at).date(), year=True), tr(CONTACT_NAMES.get(item.kind, item.kind))]
    if not entry.done:
        parts.append(tr(DIRECTION_NAMES[item.direction]))
    parts += [_one_line(item.text), side_text(entry, ui)[0], answer_text(entry, ui), second_line(entry, ui)]
    if entry.letter is not None and entry.letter.files:
        parts.append(tr.plural("{count} file", "{count} files", entry.letter.files))
    if item.mood:
        parts.append(tr(COMFORT_NAMES[Comfort(item.mood)]))
    return ", ".join(part for part in parts if part)


def whole_text(entry: Entry, ui: Ui) -> str:
    """Return everything that is known of an entry, for its tooltip."""
    item, tr = entry.item, ui.tr
    when = f"{ui.date(ui.local(item.at).date(), year=True)} {ui.time(item.at)}"
    kind = tr(CONTACT_NAMES.get(item.kind, item.kind))
    way = "" if entry.done else tr(DIRECTION_NAMES[item.direction])
    head = ", ".join(part for part in (when, kind, way, side_text(entry, ui)[0], item.person) if part)
    tail = (item.text, item.body[:400], answer_text(entry, ui), second_line(entry, ui))
    return "\n".join(part for part in (head, *tail) if part)


def _span(minutes: int, ui: Ui) -> str:
    """Return a span as one says it: minutes, hours, or days."""
    if minutes < 180:
        return duration_text(minutes, ui.tr)
    if minutes < 48 * 60:
        return ui.tr("{hours} h", hours=round(minutes / 60))
    return ui.tr.plural("{count} day", "{count} days", round(minutes / 1440))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _at(place: QRect, rect: QRectF) -> QRectF:
    return QRectF(place.x(), 0, place.width(), rect.height())
