"""The tab «History»: who changed what, with the way back of a single step (row T2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from app.domain.balance import COMFORT_NAMES, Comfort
from app.domain.fields import BY_KEY
from app.language import N_
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
_QUIET = frozenset(
    [
        "updated_at",
        "version",
        "sort_key",
        "key",
        "confirmed_on",
        "created_at",
        "age_noted_on",
        "answered_by_id",
        "snoozed",
    ]
)
#: fields of a contact that are called like data of the card
_OF_CONTACT = {"given": N_("Given by us"), "asked": N_("Asked of us"), "at": N_("Date")}
_LONGEST = 60
_MOODS = frozenset(mood.value for mood in Comfort)


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
        detail=changes_text(step.changes, ui),
        side=step.person or ("" if not step.undone else ui.tr("undone")),
        tone="secondary" if step.undone or step.kind != "do" else "text",
        act=act if can_undo else None,
    )


def changes_text(changes: Sequence[FieldChange], ui: Ui) -> str:
    """Return the fields of a step with what they were and are: «Position: buyer → head buyer»."""
    said = []
    for change in changes:
        if change.op != "=" or change.field in _QUIET:
            continue
        before, after = _plain(change.field, change.before, ui), _plain(change.field, change.after, ui)
        name = _name(change, ui)
        said.append(
            f"{name}: {before or '—'} → {after or '—'}" if name else f"{before or '—'} → {after or '—'}"
        )
    return "; ".join(said[:4]) + ("…" if len(said) > 4 else "")


def _name(change: FieldChange, ui: Ui) -> str:
    """Return what a field of a record is called; the title of the step names a datum already."""
    if change.field == "value":
        return ""
    if change.kind == "interactions" and change.field in _OF_CONTACT:
        return ui.tr(_OF_CONTACT[change.field])
    return field_name(change.field, ui.tr)


def _plain(field: str, value: Any, ui: Ui) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return ui.tr("yes") if value else ui.tr("no")
    text = " ".join(str(value).split())
    known = BY_KEY.get(field)
    choices = dict(known.choices) if known else {}
    if field == "purposes":
        text = purposes_text(text, ui.tr)
    elif field == "origin":
        text = origin_text(text, ui.tr)
    elif field == "mood" and text in _MOODS:
        text = ui.tr(COMFORT_NAMES[Comfort(text)])
    elif text in choices:
        text = ui.tr(choices[text])
    elif field.endswith(("_at", "_on")) or field == "at":
        text = _day(text, ui)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _day(text: str, ui: Ui) -> str:
    """Return a stored day or moment as it is read."""
    try:
        if len(text) > len("2026-11-17"):
            moment = dt.datetime.fromisoformat(text)
            return f"{ui.date(ui.local(moment).date(), year=True)} {ui.time(moment)}"
        return ui.date(dt.date.fromisoformat(text), year=True)
    except ValueError:
        return text


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
