"""The tab «History»: who changed what, with the way back of a single step (row T2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.queries.history import FieldChange, HistoryStep, card_history
from app.services import history
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.lines import Act, Line
from app.views.customers.card.page import TabPage
from app.views.customers.card.words import origin_text, purposes_text
from app.views.kit.ui import Ui
from app.views.kit.words import field_name, step_title

_PAGE = 100
#: what nobody wants to read
_QUIET = frozenset({"updated_at", "version", "sort_key", "key", "confirmed_on", "created_at", "age_noted_on"})
_LONGEST = 60


def lines(keeper: Keeper, steps: Sequence[HistoryStep], *, more: bool) -> list[Line]:
    """Return a line per step, newest first."""
    found = [_line(keeper, step) for step in steps]
    if not found:
        found = [Line("none", hint=keeper.ui.tr("Nothing was changed yet."))]
    if more:
        found.append(Line("more", hint=keeper.ui.tr("Earlier changes"), icon="chevron-down", adds=True))
    return found


def _line(keeper: Keeper, step: HistoryStep) -> Line:
    ui = keeper.ui
    can_undo = step.kind == "do" and not step.undone
    day = ui.local(step.at).date()
    when = f"{ui.date(day)} {ui.time(step.at)}"
    text = step_title(step, ui.tr)
    act = Act("undo", ui.tr("Undo this step"), lambda: keeper.do(history.undo, step_id=step.id))
    return Line(
        f"step:{step.id}",
        label=when,
        text=text,
        tail=changes_text(step.changes, ui),
        side=step.person or ("" if not step.undone else ui.tr("undone")),
        tone="secondary" if step.undone or step.kind != "do" else "text",
        act=act if can_undo else None,
    )


def changes_text(changes: Sequence[FieldChange], ui: Ui) -> str:
    """Return the fields of a step with what they were and are: «Wine: Saperavi → Dry reds»."""
    said = []
    for change in changes:
        if change.op != "=" or change.field in _QUIET:
            continue
        before, after = _plain(change.field, change.before, ui), _plain(change.field, change.after, ui)
        said.append(f"{field_name(change.field, ui.tr)}: {before or '—'} → {after or '—'}")
    return "; ".join(said[:4]) + (" …" if len(said) > 4 else "")


def _plain(field: str, value: Any, ui: Ui) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return ui.tr("yes") if value else ui.tr("no")
    if field == "purposes":
        return purposes_text(str(value), ui.tr)
    if field == "origin":
        return origin_text(str(value), ui.tr)
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


class HistoryPage(TabPage):
    """Asks for its steps when it comes in sight, and anew after each change."""

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(keeper, lambda _: [], head=False)
        self._steps: list[HistoryStep] = []
        self._customer = 0
        self._limit = _PAGE

    def show_view(self) -> None:
        view = self._keeper.view
        if view is None:
            return
        if view.id != self._customer:
            self._customer, self._limit = view.id, _PAGE
            self.table.set_lines([])
        self._ask()

    def _ask(self) -> None:
        self._keeper.ui.desk.ask(
            self._show,
            card_history,
            customer_id=self._customer,
            limit=self._limit,
            key="history",
            owner=self,
        )

    def _show(self, steps: list[HistoryStep]) -> None:
        self._steps = steps
        made = lines(self._keeper, steps, more=len(steps) == self._limit)
        for place, line in enumerate(made):
            if line.id == "more":
                act = Act("chevron-down", self._keeper.ui.tr("Earlier changes"), self._older)
                made[place] = Line(line.id, hint=line.hint, icon=line.icon, adds=True, act=act)
        self.table.set_lines(made)

    def _older(self) -> None:
        self._limit += _PAGE
        self._ask()
