"""A new customer: one line for the name, and what is at hand of phone, e-mail, employer, tags, source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QVBoxLayout, QWidget

from app.domain.names import split_full_name
from app.domain.organisations import looks_like_organisation
from app.errors import RapportError
from app.queries.customers import facets
from app.queries.duplicates import Similar, similar
from app.queries.lines import Facets
from app.services.entering import enter
from app.views.kit.buttons import Kind, Link
from app.views.kit.dialog import Dialog
from app.views.kit.fields import LineField
from app.views.kit.labels import label
from app.views.kit.tabs import Shape, Tab, Tabs
from app.views.kit.theme import GAP_M, GAP_S, SMALL
from app.views.kit.ui import Ui

PERSON: Final = "person"
ORGANISATION: Final = "organisation"
#: quiet time after a letter before duplicates are looked for, ms
LOOK_MS: Final = 150


class NewCustomer(Dialog):
    """Asks for the least that makes a card; Enter creates it."""

    #: id of the customer that was created
    created = Signal(int)
    #: id of one that was there already and is wanted instead
    found = Signal(int)

    def __init__(self, ui: Ui, *, name: str = "", parent: QWidget | None = None) -> None:
        tr = ui.tr
        super().__init__(tr("New customer"), ui.theme, tr, width=480, parent=parent)
        self._ui = ui
        self._kind_chosen = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kinds = [Tab(PERSON, tr.context("customer", "Person")), Tab(ORGANISATION, tr("Organisation"))]
        self.kind = Tabs(kinds, ui.theme, tr, shape=Shape.SEGMENT)
        self.kind.chosen.connect(self._choose_kind)
        self.body.addWidget(self.kind, alignment=Qt.AlignmentFlag.AlignLeft)
        self.fields = {
            "name": self._line(tr("Name"), tr("Surname, given name, patronymic in any order")),
            "phone": self._line(tr("Phone")),
            "email": self._line(tr("E-mail")),
            "employer": self._line(tr("Organisation")),
            "position": self._line(tr("Position")),
            "tags": self._line(tr("Tags"), tr("Separated by commas")),
            "source": self._line(tr("Heard of us from")),
        }
        self.parts = label(size=SMALL, tone="secondary", wrap=True)
        self.near = QVBoxLayout()
        self.near.setSpacing(0)
        self.fault = label(tone="bad", wrap=True)
        self.fault.hide()
        self.body.addLayout(self._form())
        self.body.addLayout(self.near)
        self.body.addWidget(self.fault)
        self.add_cancel()
        self.answer = self.add_answer(tr("Create"), kind=Kind.PRIMARY, closes=False)
        self.answer.clicked.connect(self.create_now)
        self._look = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._look.timeout.connect(self._look_near)
        for key in ("name", "phone", "email"):
            self.fields[key].textChanged.connect(lambda _: self._look.start())
        self.fields["name"].textChanged.connect(self._read_name)
        self.fields["name"].setText(name)
        self._read_name()
        self.fields["name"].setFocus()
        ui.desk.ask(self._complete, facets, key="facets", owner=self)

    def values(self) -> dict[str, Any]:
        """Return the columns of the new card."""
        text = " ".join(self.fields["name"].text().split())
        values: dict[str, Any] = {"kind": self.kind.current, "source": self._text("source")}
        if self.kind.current == ORGANISATION:
            return {**values, "name": text}
        parts = split_full_name(text, language=self._ui.tr.code)
        # a title before the name belongs to how the person is addressed, and is not lost
        surname = " ".join(part for part in (parts.surname, parts.suffix) if part)
        return {
            **values,
            "surname": surname,
            "given": parts.given,
            "patronymic": parts.patronymic,
            "address_as": f"{parts.prefix} {parts.surname}".strip() if parts.prefix else "",
            "employer": self._text("employer"),
            "position": self._text("position"),
        }

    def create_now(self) -> None:
        """Create the customer; what is wrong is said in place and nothing is lost."""
        if not self.answer.isEnabled():
            return
        self.answer.setEnabled(False)
        tags = [tag.strip() for tag in self.fields["tags"].text().split(",") if tag.strip()]
        self._ui.desk.do(
            self._done,
            enter,
            owner=self,
            failed=self._failed,
            values=self.values(),
            phones=[self._text("phone")] if self._text("phone") else [],
            emails=[self._text("email")] if self._text("email") else [],
            tags=tags,
        )

    def _line(self, name: str, hint: str = "") -> LineField:
        return LineField(self._ui.theme, name=name, hint=hint)

    def _form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(GAP_S)
        grid.setColumnStretch(1, 1)
        self._labels = {
            key: label(field.accessibleName(), tone="secondary") for key, field in self.fields.items()
        }
        row = 0
        for key, field in self.fields.items():
            grid.addWidget(self._labels[key], row, 0)
            grid.addWidget(field, row, 1)
            row += 1
            if key == "name":
                grid.addWidget(self.parts, row, 1)
                row += 1
        return grid

    def _choose_kind(self, kind: str) -> None:
        self._kind_chosen = True
        self._show_kind(kind)

    def _show_kind(self, kind: str) -> None:
        person = kind == PERSON
        for key in ("employer", "position"):
            self.fields[key].setVisible(person)
            self._labels[key].setVisible(person)
        tr = self._ui.tr
        hint = tr("Surname, given name, patronymic in any order") if person else tr("As it calls itself")
        self.fields["name"].setPlaceholderText(hint)
        self._show_parts()

    def _read_name(self) -> None:
        """Show how the name is understood; what is built like an organisation's is one."""
        text = self.fields["name"].text()
        if not self._kind_chosen:
            kind = ORGANISATION if looks_like_organisation(text) else PERSON
            self.kind.choose(kind)
            self._show_kind(kind)
        self._show_parts()
        self.answer.setEnabled(bool(text.strip()))

    def _show_parts(self) -> None:
        tr, text = self._ui.tr, self.fields["name"].text().strip()
        if not text or self.kind.current == ORGANISATION:
            self.parts.hide()
            return
        parts = split_full_name(text, language=tr.code)
        named = (
            (tr("Surname"), parts.surname),
            (tr("Given name"), parts.given),
            (tr("Patronymic"), parts.patronymic),
        )
        self.parts.setText("  ·  ".join(f"{name}: {part}" for name, part in named if part))
        self.parts.setVisible(bool(self.parts.text()))

    def _text(self, key: str) -> str:
        return self.fields[key].text().strip()

    def _look_near(self) -> None:
        """Look for customers who may be the one being entered."""
        phone, email = self._text("phone"), self._text("email")
        self._ui.desk.ask(
            self._show_near,
            similar,
            key="similar",
            owner=self,
            name=self._text("name"),
            phones=[phone] if phone else [],
            emails=[email] if email else [],
            limit=3,
        )

    def _show_near(self, found: Sequence[Similar]) -> None:
        """Show who is there already; a click opens that card instead."""
        while (item := self.near.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if not found:
            return
        self.near.addWidget(label(self._ui.tr("Is it one of these?"), tone="warning"))
        for one in found:
            text = " · ".join(part for part in (one.title, one.class_, one.detail) if part)
            link = Link(text, self._ui.theme)
            link.clicked.connect(partial(self._take_near, one.id))
            self.near.addWidget(link)

    def _take_near(self, customer_id: int) -> None:
        self.reject()
        self.found.emit(customer_id)

    def _complete(self, found: Facets) -> None:
        """Offer sources that occur."""
        completer = QCompleter([value for value, _ in found.sources], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.fields["source"].setCompleter(completer)

    def _done(self, customer_id: int) -> None:
        self.accept()
        self.created.emit(customer_id)

    def _failed(self, fault: RapportError) -> None:
        self.answer.setEnabled(True)
        self.fault.setText(fault.text(self._ui.tr))
        self.fault.show()
