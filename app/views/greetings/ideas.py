"""The team's own ideas of gifts: for which taste, at what price, how long they take; edited in place (row R3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.fields import BY_KEY
from app.domain.gifts import CURRENCIES, TASTES, currency_of
from app.queries.gifts import IdeaRow, team_ideas
from app.services import gifts
from app.views.kit.buttons import Button, IconButton
from app.views.kit.fields import Combo, LineField
from app.views.kit.inline import InlineEdit
from app.views.kit.labels import Line, label
from app.views.kit.money import money_text, read_sum
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_S, GAP_XL, SMALL
from app.views.kit.ui import Ui

_LONGEST: Final = 90


class Ideas(QWidget):
    """A line an idea, and a line to add one."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, tr = ui, ui.tr
        self.lines: dict[int, IdeaLine] = {}
        page = Scroll(gap=GAP_S, margin=GAP_XL)
        said = tr(
            "What you give: it is proposed before what the program knows, to customers whose taste it fits. "
            "Words narrow it down, such as “red, dry”; without a taste it fits everybody."
        )
        page.add(label(said, tone="secondary", size=SMALL, wrap=True))
        self.name = LineField(
            ui.theme, name=tr("Name of the gift"), hint=tr("New idea: honey from our apiary")
        )
        self.taste = Combo(ui.theme, name=tr("Taste"))
        self.taste.set_choices(tastes(ui))
        self.price = LineField(ui.theme, name=tr("Price"), hint=tr("Price"))
        self.price.setMaximumWidth(110)
        self.currency = Combo(ui.theme, name=tr("Currency"))
        home = currency_of("", tr.code)
        self.currency.set_choices([(code, code) for code in CURRENCIES], current=home)
        add = Button(tr("Add"), ui.theme, icon="plus")
        add.clicked.connect(self.add)
        self.name.returnPressed.connect(self.add)
        self.price.returnPressed.connect(self.add)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        for widget, share in ((self.name, 1), (self.taste, 0), (self.price, 0), (self.currency, 0), (add, 0)):
            row.addWidget(widget, share)
        page.column.addLayout(row)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        page.column.addLayout(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def reload(self) -> None:
        """Read the ideas."""
        self.ui.desk.ask(self._show, team_ideas, key="ideas", owner=self, hidden=True)

    def take_keyboard(self) -> None:
        """Put the cursor where an idea is added."""
        self.name.setFocus(Qt.FocusReason.TabFocusReason)

    def begin(self) -> bool:
        """Begin a new idea (Ctrl+N)."""
        self.take_keyboard()
        return True

    def add(self) -> None:
        """Add the idea that was typed, or say what is missing."""
        tr, name, typed = self.ui.tr, self.name.text().strip(), self.price.text().strip()
        price = read_sum(typed) if typed else None
        if not name:
            self.name.set_bad(tr("A gift needs a name."))
            self.name.setFocus()
        elif typed and price is None:
            self.price.set_bad(tr("“{text}” is no sum of money. Try “1200”.", text=typed))
            self.price.setFocus()
        else:
            self.ui.desk.do(
                self._added,
                gifts.add_idea,
                owner=self,
                name=name,
                taste=str(self.taste.currentData()),
                price=price,
                currency=str(self.currency.currentData()),
            )

    def _added(self, _row_id: object) -> None:
        for field in (self.name, self.price):
            field.clear()
            field.set_bad("")
        self.name.setFocus()

    def _show(self, found: list[IdeaRow]) -> None:
        if any(line.edits for line in self.lines.values()):
            return
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.lines = {}
        if not found:
            said = self.ui.tr("No ideas of your own yet; the program proposes from its own list.")
            self._rows.addWidget(label(said, tone="secondary", wrap=True))
        for idea in found:
            self.lines[idea.id] = IdeaLine(self.ui, idea, self)
            self._rows.addWidget(self.lines[idea.id])
            self._rows.addWidget(Line(self.ui.theme))


class IdeaLine(QWidget):
    """One idea: name, taste, price; words and days of delivery below."""

    def __init__(self, ui: Ui, idea: IdeaRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self.idea, tr = ui, idea, ui.tr
        self.setAccessibleName(idea.name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(GAP_S)
        grid.setVerticalSpacing(0)
        self.name = self._field(idea.name, tr("Name of the gift"), "", "name", bold=True)
        taste = Combo(ui.theme, name=tr("Taste"))
        taste.set_choices(tastes(ui), current=idea.taste)
        taste.chosen.connect(lambda key: self._change({"taste": str(key)}))
        price = money_text(idea.price, idea.currency, ui.locale)
        self.price = InlineEdit(price, ui.theme, tr, name=tr("Price"), hint=tr("price"))
        self.price.edited.connect(self._priced)
        self.price.setMinimumWidth(110)
        hide_text = (
            tr("Offer “{name}” again", name=idea.name)
            if idea.hidden
            else tr("Offer “{name}” no more", name=idea.name)
        )
        hide = IconButton("eye-off" if idea.hidden else "eye", hide_text, ui.theme)
        hide.clicked.connect(lambda *_: self._change({"hidden": not idea.hidden}))
        remove = IconButton("trash", tr("Remove “{name}”", name=idea.name), ui.theme)
        remove.clicked.connect(self._remove)
        words = self._field(
            idea.words, tr("Words"), tr("words that it fits, with commas between"), "words", size=SMALL
        )
        shown = tr.plural("{count} working day of delivery", "{count} working days of delivery", idea.days)
        self.days = InlineEdit(
            shown if idea.days else "",
            ui.theme,
            tr,
            name=tr("Delivery"),
            hint=tr("days of delivery"),
            size=SMALL,
        )
        self.days.edited.connect(self._delivered)
        grid.addWidget(self.name, 0, 0)
        for column, widget in enumerate((taste, self.price, hide, remove), 1):
            grid.addWidget(widget, 0, column)
        grid.addWidget(words, 1, 0)
        grid.addWidget(self.days, 1, 1, 1, 2)
        grid.setColumnStretch(0, 1)
        self._fields = (self.name, self.price, words, self.days)

    @property
    def edits(self) -> bool:
        """Whether something is being typed here."""
        return any(field.editor is not None for field in self._fields)

    def _field(
        self, text: str, name: str, hint: str, key: str, *, size: int = 13, bold: bool = False
    ) -> InlineEdit:
        made = InlineEdit(text, self._ui.theme, self._ui.tr, name=name, hint=hint, size=size, bold=bold)
        made.edited.connect(lambda _, after: self._change({key: after}, made, text))
        return made

    def _priced(self, before: str, after: str) -> None:
        amount = read_sum(after) if after.strip() else None
        if after.strip() and amount is None:
            self.price.set_text(before)
            self._ui.say(self._ui.tr("“{text}” is no sum of money. Try “1200”.", text=after), tone="bad")
            return
        code = self.idea.currency or currency_of("", self._ui.tr.code)
        self._change({"price": amount, "currency": code})

    def _delivered(self, before: str, after: str) -> None:
        digits = "".join(sign for sign in after if sign.isdigit())
        if after.strip() and (not digits or int(digits) > _LONGEST):
            self.days.set_text(before)
            said = self._ui.tr("Say how many working days the delivery takes, up to {most}.", most=_LONGEST)
            self._ui.say(said, tone="bad")
            return
        self._change({"days": int(digits or 0)})

    def _change(self, values: dict[str, Any], field: InlineEdit | None = None, before: str = "") -> None:
        def failed(fault: object) -> None:
            if field is not None:
                field.set_text(before)
            self._ui.desk.failed.emit(fault)

        self._ui.desk.do(None, gifts.edit_idea, owner=self, failed=failed, row_id=self.idea.id, values=values)

    def _remove(self) -> None:
        ui, tr = self._ui, self._ui.tr
        said = tr("Removed “{name}”", name=self.idea.name)
        undo: Callable[[], object] = partial(ui.desk.undo)
        ui.desk.do(lambda _: ui.say(said, (tr("Undo"), undo)), gifts.remove_idea, row_id=self.idea.id)


def tastes(ui: Ui) -> list[tuple[object, str]]:
    """Return the tastes that a gift may be for, as choices."""
    return [("", ui.tr("for everybody")), *[(key, ui.tr(BY_KEY[key].label)) for key in TASTES]]
