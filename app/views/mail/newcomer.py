"""What becomes of an unknown sender: a new customer, as far as the letters tell, or one who is there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.names import looks_like_organisation, split_full_name
from app.queries.mail import Proposal
from app.services.mail.showing import Suggestion
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.fields import LineField
from app.views.kit.labels import label
from app.views.kit.theme import GAP_M, GAP_S, SMALL
from app.views.kit.ui import Ui
from app.views.kit.whom import Whom


class Newcomer(Dialog):
    """Name, address, telephone, tags; Enter creates the card with all letters of the sender."""

    #: what ``propose_accept`` takes
    wanted = Signal(dict)

    def __init__(self, ui: Ui, row: Proposal, found: Suggestion, parent: QWidget | None = None) -> None:
        tr = ui.tr
        super().__init__(
            tr("New customer"),
            ui.theme,
            tr,
            text=tr.plural(
                "{count} letter comes onto the timeline, and later ones by themselves.",
                "{count} letters come onto the timeline, and later ones by themselves.",
                row.count,
            ),
            width=480,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui, self._found = ui, found
        theme = ui.theme
        self.name = LineField(theme, name=tr("Name"), hint=tr("Surname, given name, patronymic in any order"))
        self.email = LineField(theme, name=tr("E-mail"))
        self.phone = LineField(theme, name=tr("Phone"), hint=tr("as it stands in the signature"))
        self.tags = LineField(theme, name=tr("Tags"), hint=tr("Separated by commas"))
        self.parts = label(size=SMALL, tone="secondary", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(GAP_S)
        for number, field in enumerate((self.name, self.email, self.phone, self.tags)):
            grid.addWidget(label(field.accessibleName(), tone="secondary"), number, 0)
            grid.addWidget(field, number, 1)
            field.returnPressed.connect(self.create_now)
        self.body.addLayout(grid)
        self.body.addWidget(self.parts)
        self.name.setText(_name(found))
        self.email.setText(found.email)
        self.phone.setText(", ".join(found.phones))
        self.name.textChanged.connect(self._show_parts)
        self._show_parts()
        self.add_cancel()
        answer = self.add_answer(tr("Create"), kind=Kind.PRIMARY, closes=False)
        answer.clicked.connect(self.create_now)
        self.name.setFocus()

    def values(self) -> dict[str, Any]:
        """Return the columns of the card."""
        text = " ".join(self.name.text().split())
        if text == _name(self._found):
            return self._found.values
        if looks_like_organisation(text):
            return {"kind": "organisation", "name": text}
        parts = split_full_name(text, language=self._ui.tr.code)
        return {"surname": parts.surname, "given": parts.given, "patronymic": parts.patronymic}

    def create_now(self) -> None:
        """Hand over what was filled in, or say what is missing."""
        if not self.name.text().strip():
            self.name.set_bad(self._ui.tr("A customer needs a name."))
            self.name.setFocus()
            return
        made = {
            "values": self.values(),
            "email": self.email.text().strip(),
            "phones": [one.strip() for one in self.phone.text().split(",") if one.strip()],
            "tags": [one.strip() for one in self.tags.text().split(",") if one.strip()],
        }
        self.accept()
        self.wanted.emit(made)

    def _show_parts(self) -> None:
        tr, values = self._ui.tr, self.values()
        named = (
            (tr("Organisation"), values.get("name", "")),
            (tr("Surname"), values.get("surname", "")),
            (tr("Given name"), values.get("given", "")),
            (tr("Patronymic"), values.get("patronymic", "")),
        )
        self.parts.setText("  ·  ".join(f"{name}: {part}" for name, part in named if part))


def _name(found: Suggestion) -> str:
    values = found.values
    if values.get("name"):
        return str(values["name"])
    return " ".join(
        str(values.get(part, "")) for part in ("surname", "given", "patronymic") if values.get(part)
    )


class AddTo(Dialog):
    """On whose card the letters of a sender belong; who is called alike is looked for at once."""

    #: the id of the customer
    wanted = Signal(int)

    def __init__(self, ui: Ui, row: Proposal, namesake: int | None, parent: QWidget | None = None) -> None:
        tr = ui.tr
        super().__init__(
            tr("Whose letters are these?"),
            ui.theme,
            tr,
            text=tr("The address {address} is added to the card.", address=row.address)
            if row.address
            else "",
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self.whom = Whom(ui)
        self.whom.chosen.connect(lambda _: self.add_now())
        self.body.addWidget(self.whom)
        self.add_cancel()
        self.add_answer(tr("Add"), kind=Kind.PRIMARY, closes=False).clicked.connect(self.add_now)
        if namesake is not None and row.name:
            self.whom.suggest(row.name)

    def add_now(self) -> None:
        """Hand over whom was chosen, or say that nobody was."""
        if self.whom.customer_id is None:
            self.whom.set_bad(self._ui.tr("Choose a customer."))
            return
        chosen = self.whom.customer_id
        self.accept()
        self.wanted.emit(chosen)
