"""One person of the team as a card whose every line is edited in place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.domain.hours import format_hours
from app.domain.hours_text import parse_hours
from app.queries.people import PersonRow
from app.services import people as verbs
from app.services.people import ROLES
from app.views.kit.avatar import Avatar
from app.views.kit.badge import Mark
from app.views.kit.buttons import Button, IconButton, Kind
from app.views.kit.cards import Card
from app.views.kit.fields import Combo
from app.views.kit.inline import InlineEdit
from app.views.kit.labels import label
from app.views.kit.menu import Entry, menu
from app.views.kit.money import read_sum, show_sum
from app.views.kit.roles import role_name
from app.views.kit.theme import GAP_L, GAP_M, GAP_S, LARGE, SMALL
from app.views.kit.ui import Ui
from app.views.team.leave import LeaveList


class PersonCard(Card):
    """Name, role, contacts, cost, hours, territory, leave; and who of them sits here."""

    def __init__(self, ui: Ui, person: PersonRow, *, me: bool, parent: QWidget | None = None) -> None:
        super().__init__(ui.theme, parent=parent)
        self._ui, self.person = ui, person
        self.setAccessibleName(person.name)
        self.fields: dict[str, InlineEdit] = {}
        self.body.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M)
        self.body.setSpacing(GAP_S)
        self.body.addLayout(self._top(me=me))
        self.body.addLayout(self._facts())
        self.leave = LeaveList(ui, person, self)
        if not person.gone:
            self.body.addWidget(self.leave)
        else:
            self.leave.hide()

    def _top(self, *, me: bool) -> QHBoxLayout:
        ui, tr, person = self._ui, self._ui.tr, self.person
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(Avatar(person.name, ui.theme, side=36))
        name = self._edit("name", person.name, tr("Name"), size=LARGE, bold=True)
        row.addWidget(name, 1)
        if me:
            row.addWidget(Mark(tr("this is you"), ui.theme, tone="accent"))
        elif not person.gone:
            sit = Button(tr("I am {name}", name=person.name.split()[0]), ui.theme, kind=Kind.QUIET)
            sit.clicked.connect(partial(self._sit, person.id))
            row.addWidget(sit)
        if person.gone:
            row.addWidget(Mark(tr("left the team"), ui.theme))
            back = Button(tr("Take back"), ui.theme)
            back.clicked.connect(partial(self._change, {"gone": False}))
            row.addWidget(back)
            return row
        role = Combo(ui.theme, name=tr("Role"))
        role.set_choices([(key, role_name(key, tr)) for key in ROLES], current=person.role)
        role.chosen.connect(lambda key: self._change({"role": key}, {"role": person.role}))
        row.addWidget(role)
        more = IconButton("more", tr("More"), ui.theme)
        more.clicked.connect(
            lambda: menu(
                ui.theme,
                self,
                [Entry(tr("Left the team"), self._part, icon="log-out", danger=True, enabled=not me)],
            ).under(more)
        )
        row.addWidget(more)
        return row

    def _facts(self) -> QGridLayout:
        ui, tr, person = self._ui, self._ui.tr, self.person
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(2)
        rows = (
            ("email", tr("E-mail"), person.email, tr("add an e-mail")),
            ("phone", tr("Phone"), person.phone, tr("add a phone")),
            ("territory", tr("Territory"), person.territory, tr("city, district, line of business")),
            ("hours", tr("Working hours"), person.hours, tr("weekdays 9–18, Sat 10–14")),
            (
                "hourly_cost",
                tr("Cost of an hour"),
                show_sum(person.hourly_cost, ui.locale),
                tr("what an hour of work costs"),
            ),
        )
        for number, (key, caption, value, hint) in enumerate(rows):
            line, side = divmod(number, 2)
            said = label(caption, tone="secondary", size=SMALL)
            said.setMinimumWidth(96)
            grid.addWidget(said, line, 2 * side, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self._edit(key, value, caption, hint=hint), line, 2 * side + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _edit(self, key: str, value: str, name: str, **look: Any) -> InlineEdit:
        made = InlineEdit(value, self._ui.theme, self._ui.tr, name=name, **look)
        readers: dict[str, Callable[[str, str], None]] = {"hours": self._hours, "hourly_cost": self._cost}
        made.edited.connect(readers.get(key, partial(self._text, key)))
        made.setEnabled(not self.person.gone)
        self.fields[key] = made
        return made

    # --- saving

    def _text(self, key: str, before: str, after: str) -> None:
        self._change({key: after}, {key: before})

    def _hours(self, _before: str, after: str) -> None:
        """Keep hours in their normal form, so that all read them alike."""
        if not after:
            self._change({"hours": ""})
            return
        try:
            hours = parse_hours(after)
        except ValueError:
            hours = None
        if hours is None:
            advice = self._ui.tr(
                "“{text}” are no hours that I understand. Try “weekdays 9–18, Sat 10–14”.", text=after
            )
            self._refuse("hours", advice)
            return
        self._change({"hours": format_hours(hours, self._ui.tr.code)})

    def _cost(self, _before: str, after: str) -> None:
        cost = read_sum(after) if after else None
        if after and cost is None:
            self._refuse("hourly_cost", self._ui.tr("“{text}” is no sum of money. Try “1200”.", text=after))
            return
        self._change({"hourly_cost": cost}, {"hourly_cost": self.person.hourly_cost})

    def _refuse(self, key: str, advice: str) -> None:
        values = {
            "hours": self.person.hours,
            "hourly_cost": show_sum(self.person.hourly_cost, self._ui.locale),
        }
        self.fields[key].set_text(values[key])
        self._ui.say(advice, tone="warning")

    def _change(self, values: dict[str, Any], was: dict[str, Any] | None = None, *_: object) -> None:
        before = was if isinstance(was, dict) else None
        self._ui.desk.do(
            None, verbs.edit, failed=self._failed, person_id=self.person.id, values=values, was=before
        )

    def _failed(self, fault: object) -> None:
        """Show what stands in the database again, and what was wrong."""
        self.fields["name"].set_text(self.person.name)
        self._ui.desk.failed.emit(fault)

    def _sit(self, person_id: int, *_: object) -> None:
        self._ui.seat(person_id)

    def _part(self) -> None:
        ui = self._ui
        said = ui.tr("{name} left the team", name=self.person.name)
        ui.desk.do(
            lambda _: ui.say(said, (ui.tr("Undo"), ui.desk.undo)), verbs.part, person_id=self.person.id
        )
