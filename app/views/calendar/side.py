"""The day beside the calendar: how full it is, what is on it by time and without, and what is chosen (row R9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.saying import duration_text
from app.language import N_
from app.queries.calendar import CalendarEntry, DayPanel, OccasionGroup
from app.views.calendar.chip import ink_of, is_pale
from app.views.calendar.crowd import Crowd
from app.views.calendar.detail import Detail
from app.views.calendar.keys import letter, same
from app.views.calendar.level import Level
from app.views.calendar.look import DayLook
from app.views.calendar.month_layout import Thing
from app.views.calendar.words import clock_text, entry_icon, entry_matter, group_text, load_text, short_name
from app.views.kit.badge import badge_width, paint_badge
from app.views.kit.buttons import IconButton
from app.views.kit.icons import paint_icon
from app.views.kit.labels import Line, label, set_tone
from app.views.kit.painting import (
    RIGHT,
    Drawn,
    focus_ring,
    line,
    painter_on,
    rounded,
    tip,
    width_of,
    write,
)
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_L, GAP_S, LARGE, SMALL, font
from app.views.kit.ui import Ui

#: so many lines of a day; a fuller one is read in the agenda
_MOST: Final = 60
#: what the arrows and the gaps take beside the day's name, px
_HEAD_REST: Final = 2 * GAP_L + 2 * 28 + 26


class DayStrip(Drawn, QWidget):
    """The hours of a day with what is planned for an hour, each in the colour of its class."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, self._theme = ui, ui.theme
        self._entries: tuple[CalendarEntry, ...] = ()
        self._from, self._to = 9 * 60, 18 * 60
        self.setFixedHeight(34)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_day(self, panel: DayPanel) -> None:
        """Show the hours of work, stretched where something is planned before or after."""
        self._entries = tuple(one for one in panel.day.entries if one.time and one.open)
        starts = [start for start, _ in panel.hours] + [_minute(one.time) for one in self._entries]
        ends = [end for _, end in panel.hours]
        ends += [min(1440, _minute(one.time) + max(one.minutes, 15)) for one in self._entries]
        self._from = min([*starts, 9 * 60]) // 60 * 60
        self._to = -(-max([*ends, 18 * 60]) // 60) * 60
        self.setVisible(bool(self._entries))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme = painter_on(self), self._theme
        wide = self.width()

        def at(minute: int) -> float:
            return (minute - self._from) / max(1, self._to - self._from) * wide

        for entry in self._entries:
            start = _minute(entry.time)
            end = min(1440, start + max(entry.minutes, 10))
            box = QRectF(at(start), 2, max(4.0, at(end) - at(start) - 1), 13)
            rounded(painter, box, fill=ink_of(entry, theme), radius=2)
        line(painter, QPointF(0, 16), QPointF(wide, 16), theme.line_strong)
        step = 3 if self._to - self._from <= 12 * 60 else 6
        for hour in range(self._from // 60, self._to // 60 + 1, step):
            text = str(hour)
            width = width_of(text, font(SMALL))
            left = min(max(0.0, at(hour * 60) - width / 2), wide - width)
            write(painter, QRectF(left, 17, 40, 16), text, color=theme.secondary, face=font(SMALL))


class Row(Drawn, QWidget):
    """One entry of the day: hour, picture, name with its class, matter below, length at the right."""

    activated = Signal(object)
    pressed = Signal(object)
    acted = Signal(str, object)

    def __init__(self, thing: Thing, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, self._theme, self.thing = ui, ui.theme, thing
        self.chosen = False
        # «11:30 AM» needs more room than «11:30»
        self._at = 72 if len(clock_text("11:30", ui)) < 6 else 92
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(40 if self._below() else 28)
        self.setAccessibleName(
            ", ".join(part for part in (self._hour(), self._name(), self._below()) if part)
        )
        self.setToolTip(tip(self._below()))

    def choose(self, *, on: bool) -> None:
        """Mark it as the one whose details are shown."""
        self.chosen = on
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.pressed.emit(self.thing)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's signature
        self.activated.emit(self.thing)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.pressed.emit(self.thing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.thing)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif isinstance(self.thing, CalendarEntry) and (name := letter(event)):
            self.acted.emit(name, self.thing)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(260, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme, thing = painter_on(self), self._theme, self.thing
        area = QRectF(self.rect())
        if self.chosen or self.underMouse():
            rounded(painter, area.adjusted(-2, 0, 2, 0), fill=theme.selection if self.chosen else theme.hover)
        top = QRectF(area.left(), area.top() + (2 if self._below() else 4), area.width(), 20)
        pale = isinstance(thing, CalendarEntry) and is_pale(thing)
        late = isinstance(thing, CalendarEntry) and thing.late
        ink = theme.bad if late else theme.secondary if pale else theme.text
        write(painter, QRectF(6, top.top(), self._at - 26, 20), self._hour(), color=ink, face=font())
        color = ink_of(thing, theme) if isinstance(thing, CalendarEntry) else theme.secondary
        paint_icon(
            painter,
            QRectF(self._at - 22, top.center().y() - 7, 14, 14),
            self._icon(),
            theme.bad if late else color,
        )
        length = self._length()
        end = area.right() - 6 - (width_of(length, font(SMALL)) + 6 if length else 0)
        class_ = thing.who.class_ if isinstance(thing, CalendarEntry) and thing.who else ""
        room = QRectF(self._at, top.top(), end - self._at - (badge_width(class_) + 6 if class_ else 0), 20)
        width = write(painter, room, self._name(), color=ink, face=font())
        paint_badge(painter, QRectF(self._at + width + 6, top.top(), 60, 20), class_, theme)
        write(
            painter,
            QRectF(0, top.top(), area.right() - 6, 20),
            length,
            color=theme.secondary,
            face=font(SMALL),
            align=RIGHT,
        )
        if below := self._below():
            write(
                painter,
                QRectF(self._at, 20, area.right() - self._at - 6, 17),
                below,
                color=theme.secondary,
                face=font(SMALL),
            )
        if self.hasFocus():
            focus_ring(painter, area, theme)

    def _hour(self) -> str:
        return clock_text(self.thing.time, self.ui) if isinstance(self.thing, CalendarEntry) else ""

    def _icon(self) -> str:
        thing = self.thing
        if not isinstance(thing, CalendarEntry) or thing.kind in {"occasion", "gift"}:
            return "gift"
        return entry_icon(thing)

    def _name(self) -> str:
        thing = self.thing
        if isinstance(thing, OccasionGroup):
            return group_text(thing, self.ui)
        return short_name(thing.who) or entry_matter(thing, self.ui.tr)

    def _below(self) -> str:
        thing, tr = self.thing, self.ui.tr
        if isinstance(thing, OccasionGroup):
            return ", ".join(one.name for one in thing.customers[:3]) if thing.customers else ""
        parts = [entry_matter(thing, tr) if thing.who else "", thing.place]
        if thing.their_time:
            parts.append(tr("their time {time}", time=clock_text(thing.their_time, self.ui)))
        return ", ".join(part for part in parts if part)

    def _length(self) -> str:
        thing = self.thing
        if (
            not isinstance(thing, CalendarEntry)
            or thing.kind not in {"followup", "meeting"}
            or not thing.minutes
        ):
            return ""
        return duration_text(thing.minutes, self.ui.tr)


class Side(QWidget):
    """A day in full."""

    day_wanted = Signal(object)
    #: what is to be done with an entry: card, brief, done, snooze, trash …
    acted = Signal(str, object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._panel: DayPanel | None = None
        #: whose customers are shown; None for everybody's
        self.person: int | None = None
        self._rows: list[Row] = []
        self.title = label(size=LARGE, bold=True)
        self.near = label(tone="secondary")
        self.strip = DayStrip(ui)
        self.load = label(tone="secondary", size=SMALL, wrap=True)
        self.each = label(tone="secondary", size=SMALL, wrap=True)
        self.level = Level(ui)
        self.crowd = Crowd(ui)
        self.detail = Detail(ui)
        self.detail.acted.connect(self.acted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self._list = Scroll(gap=0, margin=0)
        self._list.column.setContentsMargins(GAP_L - 4, 0, GAP_L - 4, GAP_S)
        column.addWidget(self._list, 1)
        column.addWidget(self.detail)
        column.addWidget(self.crowd)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_day(self, look: DayLook) -> None:
        """Show a day."""
        panel = look.panel
        self._panel = panel
        self.level.show_proposal(look.proposal)
        date = panel.day.date
        full = self.ui.tr("dddd, d MMMM")
        for pattern in (full, full.replace("dddd", "ddd")):  # in full where there is room
            words = str(self.ui.locale.toString(date, pattern))  # type: ignore[call-overload]
            self.title.setText(words[:1].upper() + words[1:])
            if width_of(self.title.text(), self.title.font()) + _HEAD_REST < self.width():
                break
        days = (date - self.ui.clock.today()).days
        near = self.ui.day(date) if abs(days) < 2 else ""
        taken = width_of(self.title.text(), self.title.font()) + width_of(near, self.near.font())
        self.near.setText(near if taken + _HEAD_REST < self.width() else "")
        self.strip.show_day(panel)
        self._show_load(panel)
        self._fill(panel)

    def show_thing(self, thing: Thing | None) -> None:
        """Mark ``thing`` in the list and show its details."""
        for row in self._rows:
            row.choose(on=thing is not None and same(row.thing, thing))
        self.detail.show_thing(thing)
        of_many = isinstance(thing, OccasionGroup) and thing.occasion is not None
        self.crowd.show_group(thing if isinstance(thing, OccasionGroup) and of_many else None, self.person)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._rows:
            self._rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(GAP_L, 10, GAP_L, GAP_S)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.title)
        row.addWidget(self.near)
        row.addStretch(1)
        for icon, text, by in (("chevron-left", N_("Day before"), -1), ("chevron-right", N_("Day after"), 1)):
            button = IconButton(icon, self.ui.tr(text), self.ui.theme)
            button.clicked.connect(partial(self._step, by))
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.strip)
        column.addWidget(self.load)
        column.addWidget(self.each)
        column.addWidget(self.level)
        return head

    def _step(self, by: int, *_: object) -> None:
        if self._panel is not None:
            self.day_wanted.emit(self._panel.day.date + dt.timedelta(days=by))

    def _show_load(self, panel: DayPanel) -> None:
        tr, load = self.ui.tr, panel.day.load
        planned = duration_text(load.minutes, tr)
        parts = [panel.day.holiday]
        if load.minutes and load.norm:
            parts.append(
                tr("{planned} planned of {norm}", planned=planned, norm=duration_text(load.norm, tr))
            )
        elif load.minutes:
            parts.append(tr("{planned} planned on a day off", planned=planned))
        parts += [
            tr("{name} is away: {note}", name=one.name, note=one.note)
            if one.note
            else tr("{name} is away", name=one.name)
            for one in panel.day.leaves
        ]
        self.load.setText("; ".join(part for part in parts if part))
        self.load.setVisible(bool(self.load.text()))
        self._show_people(panel)

    def _show_people(self, panel: DayPanel) -> None:
        """Write each one's load against the own norm where several have something to do."""
        tr = self.ui.tr
        busy = [one for one in panel.people if one.load.minutes]
        lines = [
            tr(
                "{name}: {planned} of {norm}",
                name=one.name,
                planned=load_text(one.load.minutes, tr),
                norm=load_text(one.load.norm, tr),
            )
            for one in busy
        ]
        self.each.setText("\n".join(lines) if len(busy) > 1 else "")
        self.each.setVisible(len(busy) > 1)
        set_tone(self.each, "warning" if any(one.load.over for one in busy) else "secondary")

    def _fill(self, panel: DayPanel) -> None:
        tr, day = self.ui.tr, panel.day
        column = self._list.column
        while (item := column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._rows = []
        timed = [one for one in day.entries if one.time]
        rest: list[Thing] = [*day.groups, *(one for one in day.entries if not one.time)]
        self._section(tr("By time"), timed)
        self._section(tr("During the day"), rest)
        if not timed and not rest:
            said = label(tr("Nothing is planned for this day."), tone="secondary", wrap=True)
            said.setContentsMargins(6, 8, 6, 8)
            column.addWidget(said)
        hidden = len(timed) + len(rest) - len(self._rows)
        if hidden > 0:
            column.addWidget(
                label(
                    tr.plural("{count} more in the agenda", "{count} more in the agenda", hidden),
                    tone="secondary",
                )
            )

    def _section(self, title: str, things: Sequence[Thing]) -> None:
        if not things:
            return
        column = self._list.column
        minutes = sum(one.minutes for one in things if isinstance(one, CalendarEntry) and one.open)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(6, 8, 6, 4)
        row.addWidget(label(title, tone="secondary", size=SMALL, bold=True))
        row.addStretch(1)
        if minutes:
            row.addWidget(label(duration_text(minutes, self.ui.tr), tone="secondary", size=SMALL, bold=True))
        column.addWidget(Line(self.ui.theme))
        column.addWidget(head)
        for thing in things[: max(0, _MOST - len(self._rows))]:
            line_ = Row(thing, self.ui, self)
            line_.pressed.connect(self.show_thing)
            line_.activated.connect(partial(self.acted.emit, "card"))
            line_.acted.connect(self.acted)
            self._rows.append(line_)
            column.addWidget(line_)


def _minute(time: str) -> int:
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)
