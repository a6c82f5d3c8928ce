"""Three cells under the head: when to call, why this class, what comes next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.domain.availability import GoodTime, Reason
from app.domain.places import offset_text
from app.queries.card_view import CardView
from app.queries.today import call_time
from app.services import followups
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.step import StepForm
from app.views.customers.card.zones import zones
from app.views.kit.buttons import IconButton
from app.views.kit.dot import Moment, paint_dot
from app.views.kit.menu import Entry, menu
from app.views.kit.painting import Drawn, focus_ring, line, painter_on, tip, width_of, write
from app.views.kit.theme import GAP_M, GAP_XL, SMALL, Theme, font
from app.views.kit.ui import Ui

HIGH: Final = 66


@dataclass(frozen=True)
class Said:
    """What a cell says: caption, value, detail, each in its tone; ``dot`` stands before the value."""

    caption: str
    value: str
    detail: str = ""
    #: kept whole behind the value, which gives way
    tail: str = ""
    #: said instead of ``detail`` where that has no room
    short: str = ""
    tone: str = "text"
    detail_tone: str = "secondary"
    dot: Moment | None = None


class Cell(Drawn, QWidget):
    """Caption, value and detail; a click leads on."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._said = Said("", "")
        self.aside = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HIGH)

    @property
    def said(self) -> Said:
        """What it says."""
        return self._said

    def say(self, said: Said) -> None:
        """Say something else."""
        self._said = said
        words = ", ".join(part for part in (f"{said.value}{said.tail}", said.detail) if part)
        self.setAccessibleName(f"{said.caption}: {words}")
        self.setToolTip(tip(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, HIGH)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme, said = painter_on(self), self._theme, self._said
        width = self.width() - 4
        write(
            painter,
            QRectF(0, 8, width - self.aside, 16),
            said.caption,
            color=theme.secondary,
            face=font(SMALL),
        )
        left = 0
        if said.dot is not None:
            paint_dot(painter, QRectF(0, 25, 8, 18), said.dot, theme)
            left = 16
        ink = getattr(theme, said.tone)
        tail = min(width_of(said.tail, font()), (width - left) * 0.7)
        room = QRectF(left, 25, width - left - tail, 18)
        taken = write(painter, room, said.value, color=ink, face=font())
        write(painter, QRectF(left + taken, 25, tail + 2, 18), said.tail, color=ink, face=font())
        ink = getattr(theme, said.detail_tone)
        fits = not said.short or width_of(said.detail, font(SMALL)) <= width
        detail = said.detail if fits else said.short
        write(painter, QRectF(0, 43, width, 16), detail, color=ink, face=font(SMALL))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()).adjusted(-1, 4, -1, -3), theme)


class StepCell(Cell):
    """The next step, with its ticks: done, put off, another one."""

    def __init__(self, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(keeper.ui.theme, parent)
        self._keeper = keeper
        tr, theme = keeper.ui.tr, keeper.ui.theme
        self.done = IconButton("check", tr("Done"), theme, size=14, side=22, parent=self)
        self.snooze = IconButton("snooze", tr("Put off"), theme, size=14, side=22, parent=self)
        self.add = IconButton("plus", tr("Add a next step"), theme, size=14, side=22, parent=self)
        self.done.clicked.connect(self._done)
        self.snooze.clicked.connect(self._snooze)
        self.add.clicked.connect(lambda: StepForm(keeper).open())
        self.pressed.connect(self._edit)
        self.aside = 70

    def show_step(self, *, any_step: bool) -> None:
        """Offer what can be done with the step, if there is one."""
        self.done.setVisible(any_step)
        self.snooze.setVisible(any_step)
        self._place()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own event, handed on
        self._place()

    def _place(self) -> None:
        x = self.width() - 4
        for button in (self.add, self.snooze, self.done):
            if not button.isHidden():
                x -= 22
                button.move(x, 5)
        self.aside = self.width() - 4 - x

    def _step_id(self) -> int | None:
        view = self._keeper.view
        return int(view.card.followups[0]["id"]) if view and view.card.followups else None

    def _done(self) -> None:
        view, ui = self._keeper.view, self._keeper.ui
        if view is None or not view.card.followups:
            return
        step, keeper = view.card.followups[0], self._keeper

        def said(following: int | None) -> None:
            ask = () if following else ((ui.tr("Next step"), lambda: StepForm(keeper).open()),)
            ui.say(ui.tr("Done: {text}", text=step["text"]), (ui.tr("Undo"), ui.desk.undo), *ask)

        keeper.do(followups.finish, then=said, row_id=step["id"])

    def _snooze(self) -> None:
        ui = self._keeper.ui
        today = ui.clock.today()
        monday = today + dt.timedelta(days=7 - today.weekday())
        days = [
            (ui.tr("Tomorrow"), today + dt.timedelta(days=1)),
            (ui.tr("In 3 days"), today + dt.timedelta(days=3)),
            (ui.tr("Next week"), monday),
            (ui.tr("In 2 weeks"), today + dt.timedelta(days=14)),
            (ui.tr("In a month"), today + dt.timedelta(days=30)),
        ]
        entries = [
            Entry(f"{name}   {ui.date(day, weekday=True)}", partial(self._put_off, day)) for name, day in days
        ]
        menu(ui.theme, self, entries, [Entry(ui.tr("Another day…"), self._edit, icon="calendar")]).under(
            self.snooze
        )

    def _put_off(self, day: dt.date) -> None:
        step = self._step_id()
        if step is not None:
            self._keeper.do(followups.snooze, row_id=step, due_on=day)

    def _edit(self) -> None:
        view = self._keeper.view
        step = view.card.followups[0] if view and view.card.followups else None
        StepForm(self._keeper, step=step).open()


class Cells(Drawn, QWidget):
    """The three cells with lines above, below and between."""

    def __init__(self, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._keeper = keeper.ui.theme, keeper
        self.when = Cell(self._theme)
        self.why = Cell(self._theme)
        self.step = StepCell(keeper)
        self.when.pressed.connect(lambda: keeper.wanted.emit("hours"))
        self.why.pressed.connect(lambda: keeper.wanted.emit("class_reason"))
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_XL, 1, GAP_XL - 4, 1)
        row.setSpacing(2 * GAP_M + 1)
        for cell, share in ((self.when, 12), (self.why, 8), (self.step, 12)):
            row.addWidget(cell, share)
        self.setFixedHeight(HIGH + 2)

    def show_view(self, view: CardView) -> None:
        """Show the card in hand."""
        self.when.say(_time_said(view.good, view, self._keeper.ui))
        self.why.say(_class_said(view, self._keeper.ui))
        self.step.say(_step_said(view, self._keeper.ui))
        self.step.show_step(any_step=bool(view.card.followups))

    def refresh(self) -> None:
        """Tell the time anew: a good time passes."""
        view, ui = self._keeper.view, self._keeper.ui
        if view is not None:
            good = call_time(view.who, ui.clock.now(), ui.clock.zone, ui.tr.code)
            self.when.say(_time_said(good, view, ui))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, color = painter_on(self), self._theme.line
        for y in (0, self.height() - 1):
            line(painter, QPointF(GAP_XL, y), QPointF(self.width() - GAP_XL, y), color)
        for cell in (self.why, self.step):
            x = cell.x() - GAP_M - 1
            line(painter, QPointF(x, 0), QPointF(x, self.height()), color)


def _time_said(good: GoodTime, view: CardView, ui: Ui) -> Said:
    tr = ui.tr
    text = good.text(tr)
    place = zones(ui).get(view.who.zone)
    city = place.city if place else ""
    zone = offset_text(good.utc_offset)
    clock = f"{good.their_now:%H:%M}".removeprefix("0")
    theirs = tr("{time} in {city}", time=clock, city=city) if city else good.their_time(tr)
    why = good.holiday if good.reason is Reason.HOLIDAY else good.why(tr)
    parts = [theirs, good.then(tr) if good.now else why]
    whole = [theirs, zone, *parts[1:]] if city else parts
    return Said(
        tr("Good time to call"),
        text[:1].upper() + text[1:],
        ", ".join(part for part in whole if part),
        short=", ".join(part for part in parts if part),
        dot=Moment.NOW if good.now else Moment.LATER,
    )


def _class_said(view: CardView, ui: Ui) -> Said:
    tr, row, quiet = ui.tr, view.customer, view.silence
    if quiet.over is not None:
        detail = tr.plural("{count} day out of touch", "{count} days out of touch", quiet.days)
    elif quiet.usual is not None:
        detail = tr.plural("in touch every {count} day", "in touch every {count} days", quiet.usual)
    else:
        detail = ""
    tone = "warning" if quiet.over is not None else "secondary"
    if not row["class_"]:
        return Said(tr("Class"), tr("No class yet"), detail, detail_tone=tone)
    reason = str(row["class_reason"]) or tr("set by hand; say why")
    return Said(tr("Why {class_}", class_=row["class_"]), reason, detail, detail_tone=tone)


def _step_said(view: CardView, ui: Ui) -> Said:
    tr = ui.tr
    last = view.customer["last_contact_at"]
    if last is None:
        detail = tr("no contact yet")
    else:
        ago = ui.ago(last)
        near = (ui.clock.today() - ui.local(last).date()).days <= 1
        detail = tr("last contact {ago}", ago=ago) if near else tr("last contact {ago} ago", ago=ago)
    if not view.card.followups:
        return Said(tr("Next step"), tr("No next step"), detail, tone="warning")
    step = view.card.followups[0]
    late = step["due_on"] < ui.clock.today()
    when = ui.day(step["due_on"]) + (f", {step['due_time']}" if step["due_time"] else "")
    more = len(view.card.followups) - 1
    if more:
        detail += "; " + tr.plural("{count} more planned", "{count} more planned", more)
    tone = "bad" if late else "text"
    if not step["text"]:
        return Said(tr("Next step"), when, detail, tone=tone)
    return Said(tr("Next step"), step["text"], detail, tail=f", {when}", tone=tone)
