"""The cards beside the work of today: greetings, who fell out of sight, the coming days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.occasions import Kind
from app.domain.touch import DEFAULT_INTERVALS
from app.language import N_
from app.queries.items import Item
from app.queries.lines import ListFilter
from app.queries.today import Today
from app.views.kit.badge import paint_badge
from app.views.kit.cards import Card, Row, RowText
from app.views.kit.labels import label
from app.views.kit.painting import RIGHT, focus_ring, line, painter_on, rounded, width_of, write
from app.views.kit.theme import GAP_L, font
from app.views.kit.ui import Ui
from app.views.kit.words import CONTACT_NAMES
from app.views.today.face import capital, day_lead, last_contact

_LEAD: Final = 68
#: what became of a greeting
_STATES: Final = {"draft": N_("draft kept"), "greeted": N_("greeted"), "skipped": N_("passed over")}
#: rows of a card before «more»
_FEW: Final = 6


class Aside(QWidget):
    """Cards one under the other; each leads somewhere."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, tr = ui, ui.tr
        self._all: set[str] = set()
        self._today: Today | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_L)
        self.greetings = Card(ui.theme, title=tr("Greetings this week"), parent=self)
        self.silent = Card(ui.theme, title=tr("Out of sight"), parent=self)
        self.coming = Card(ui.theme, title=tr("Coming days"), parent=self)
        for card in (self.greetings, self.silent, self.coming):
            column.addWidget(card)
        column.addStretch(1)
        self.greetings.followed.connect(partial(self._more, "greetings"))
        self.coming.followed.connect(partial(self._more, "coming"))
        self.silent.followed.connect(self.list_silent)

    def show_today(self, today: Today) -> None:
        """Show what surrounds the work of today."""
        self._today = today
        self._fill_greetings(today.greetings)
        self._fill_silent(today)
        self._fill_coming(today)

    def list_silent(self, *_: object) -> None:
        """Lead to the list of all who fell out of sight."""
        person = None if self._today is None else self._today.person
        self.ui.go("customers", filter=out_of_sight(person=person))

    def _more(self, which: str) -> None:
        self._all ^= {which}
        if self._today is not None:
            self.show_today(self._today)

    def _fill_greetings(self, greetings: Sequence[Item]) -> None:
        tr, card = self.ui.tr, self.greetings
        self._fill(card, "greetings", greetings, self._greeting)
        if not greetings:
            card.add(_note(tr("Nobody has a birthday or another day within a week.")))

    def _fill_coming(self, today: Today) -> None:
        tr, card = self.ui.tr, self.coming
        total = sum(today.coming_days.values())
        self._fill(card, "coming", today.coming, self._step, total=total)
        card.set_title(tr("Coming days"), self.ui.number(total) if total else "")
        if not today.coming:
            card.add(_note(tr("Nothing is planned for the next seven days.")))

    def _fill_silent(self, today: Today) -> None:
        tr, card, ui = self.ui.tr, self.silent, self.ui
        card.clear()
        card.set_title(tr("Out of sight"), ui.number(today.silent) if today.silent else "")
        card.set_link(tr("show all") if today.silent else "")
        card.setVisible(True)
        if not today.silent:
            never = tr("Nobody has waited for longer than usual.")
            card.add(_note(never if today.never else tr("You were in touch with everybody in time.")))
        classes = list(today.silent_classes.items())
        rows = len(classes) + bool(today.never)
        for place, (class_, many) in enumerate(classes):
            usual = DEFAULT_INTERVALS.get(class_) or 0
            text = tr.plural("no contact for over {count} day", "no contact for over {count} days", usual)
            if not usual:
                text = tr("longer than agreed with them")
            row = ClassRow(class_, text, ui.number(many), ui, last=place == rows - 1, parent=card)
            row.activated.connect(partial(ui.go, "customers", filter=out_of_sight(class_, today.person)))
            card.add(row)
        if today.never:
            said = RowText(tr("Never contacted so far"), figure=ui.number(today.never))
            first = Row(said, ui.theme, last=True, parent=card)
            people = () if today.person is None else (today.person,)
            first.activated.connect(partial(ui.go, "customers", filter=ListFilter(never=True, people=people)))
            card.add(first)

    def _fill(
        self,
        card: Card,
        which: str,
        items: Sequence[Item],
        text_of: Callable[[Item], RowText],
        *,
        total: int = 0,
    ) -> None:
        """Put rows by day into ``card``, the day standing before its first row only.

        ``total`` is how many there are, where ``items`` are only the first of them.
        """
        tr = self.ui.tr
        card.clear()
        whole = which in self._all
        shown = items if whole or len(items) <= _FEW + 1 else items[:_FEW]
        left = max(total, len(items)) - len(shown)
        more = tr("fewer") if whole else tr.plural("{count} more", "{count} more", left) if left else ""
        card.set_link(more if len(items) > _FEW + 1 else "")
        day: dt.date | None = None
        for place, item in enumerate(shown):
            said = text_of(item)
            if item.date != day:
                today = item.date == self.ui.clock.today()
                tone = "accent" if today else "text"
                said = _led(said, day_lead(item.date, self.ui), tone)
            day = item.date
            row = Row(said, self.ui.theme, lead=_LEAD, last=place == len(shown) - 1, parent=card)
            row.activated.connect(partial(self._open, item))
            card.add(row)
        if whole and left:
            card.add(
                _note(
                    tr.plural(
                        "{count} more within these seven days", "{count} more within these seven days", left
                    )
                )
            )

    def _open(self, item: Item) -> None:
        """Greet from here what is to be greeted; of everything else the card opens."""
        if item.occasion is not None:
            which = {"occasion": item.occasion.key, "on": item.date}
            self.ui.go("greeting", customer_id=item.ref, **which)
        elif item.who is not None:
            self.ui.go("customers", customer_id=item.who.id)

    def _greeting(self, item: Item) -> RowText:
        tr, occasion = self.ui.tr, item.occasion
        assert item.who is not None
        assert occasion is not None
        said, detail = item.say(tr), capital(last_contact(item, self.ui))
        state = tr("round date") if occasion.round else tr("a sad day") if occasion.sad else ""
        tone = "secondary" if occasion.sad else "accent"
        if item.state in _STATES:
            state, tone = tr(_STATES[item.state]), "good" if item.state == "greeted" else "secondary"
        if occasion.kind is Kind.BIRTHDAY and occasion.years is not None:
            said = tr.plural("{count} year", "{count} years", occasion.years)
        elif occasion.kind is not Kind.BIRTHDAY:
            # longer than what has room behind a name
            said, detail = "", said
        return RowText(
            item.customer,
            cls=item.who.class_,
            text=said,
            detail=detail,
            state=state,
            state_tone=tone,
        )

    def _step(self, item: Item) -> RowText:
        tr = self.ui.tr
        kind = tr(CONTACT_NAMES.get(item.contact_kind, "contact"))
        said = item.text or kind
        if item.who is None:
            return RowText(said, detail=tr("own task"), figure=item.time)
        detail = said if said != kind else tr("planned")
        kind = kind[:1].upper() + kind[1:]
        return RowText(item.customer, cls=item.who.class_, detail=f"{kind}: {detail}", figure=item.time)


class ClassRow(Row):
    """A class where other rows have their day, how long it is silent, and how many they are."""

    def __init__(
        self, class_: str, text: str, many: str, ui: Ui, *, last: bool, parent: QWidget | None = None
    ) -> None:
        said = RowText(class_ or ui.tr("no class yet"), text=text, figure=many)
        super().__init__(said, ui.theme, lead=_LEAD, last=last, parent=parent)
        self._class = class_

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme, text = painter_on(self), self._theme, self._text
        around = QRectF(self.rect()).adjusted(4, 0, -4, -1)
        if self.underMouse():
            rounded(painter, around, fill=theme.hover)
        area = QRectF(self.rect()).adjusted(GAP_L, 0, -GAP_L, 0)
        if not paint_badge(painter, area, self._class, theme):
            write(painter, area.adjusted(6, 0, 0, 0), "—", color=theme.secondary, face=font())
        middle = area.adjusted(_LEAD, 0, -width_of(text.figure, font()) - 8, 0)
        write(painter, middle, text.text, color=theme.text, face=font())
        write(painter, area, text.figure, color=theme.text, face=font(), align=RIGHT)
        if not self._last:
            bottom = self.height() - 1
            line(painter, QPointF(area.left() + _LEAD, bottom), QPointF(area.right(), bottom), theme.line)
        if self.hasFocus():
            focus_ring(painter, around, theme)


def out_of_sight(class_: str | None = None, person: int | None = None) -> ListFilter:
    """Return the filter that lists who fell out of sight; of one class or of all, of one person or of all."""
    classes = () if class_ is None else (class_,)
    return ListFilter(quiet=True, step="none", classes=classes, people=() if person is None else (person,))


def _led(text: RowText, lead: str, tone: str) -> RowText:
    return replace(text, lead=lead, lead_tone=tone)


def _note(text: str) -> QWidget:
    said = label(text, tone="secondary", wrap=True)
    said.setContentsMargins(GAP_L, 0, GAP_L, 8)
    return said
