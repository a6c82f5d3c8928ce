"""The questions of the calendar: how much of a series, whether in spite of a warning, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.terms import Weight
from app.language import N_
from app.queries.calendar import CalendarEntry
from app.queries.calendar_moves import Warned
from app.services.followups import Scope
from app.views.calendar.words import entry_text
from app.views.kit.buttons import Kind
from app.views.kit.dialog import Dialog
from app.views.kit.labels import label
from app.views.kit.outcome_form import Asks, Filled, Form
from app.views.kit.ui import Ui

_SCOPES: Final[tuple[tuple[Scope, str], ...]] = (
    ("this", N_("Only this one")),
    ("later", N_("This and later")),
    ("all", N_("All")),
)


def ask_scope(parent: QWidget, ui: Ui, title: str, then: Callable[[Scope], object]) -> Dialog:
    """Ask which occurrences of a series are meant; Enter takes this one alone."""
    dialog = _dialog(parent, ui, title, ui.tr("It is one of a series. Which of them are meant?"))
    dialog.add_cancel()
    for scope, text in reversed(_SCOPES):
        kind = Kind.PRIMARY if scope == "this" else Kind.PLAIN
        button = dialog.add_answer(ui.tr(text), kind=kind)
        button.clicked.connect(partial(_answer, then, scope))
    dialog.open()
    return dialog


def _answer(then: Callable[[Scope], object], scope: Scope, *_: object) -> None:
    then(scope)


def ask_warned(parent: QWidget, ui: Ui, warnings: Sequence[Warned], then: Callable[[], object]) -> Dialog:
    """Say what speaks against it; what must not be done is not offered."""
    tr = ui.tr
    stopped = any(one.weight is Weight.STOP for one in warnings)
    title = tr("This cannot be planned so") if stopped else tr("Plan it all the same?")
    dialog = _dialog(parent, ui, title, "")
    for one in warnings:
        tone = "bad" if one.weight is Weight.STOP else "warning"
        dialog.body.addWidget(label(one.text(tr), tone=tone, wrap=True))
    dialog.add_cancel()
    if not stopped:
        dialog.add_answer(tr("Plan all the same"), kind=Kind.PRIMARY).clicked.connect(lambda *_: then())
    dialog.open()
    return dialog


def ask_outcome(
    parent: QWidget, ui: Ui, entry: CalendarEntry, then: Callable[[Filled], object], *, contact: bool
) -> Dialog:
    """Ask what came of it and for the next step (row R1)."""
    tr = ui.tr
    dialog = _dialog(parent, ui, entry_text(entry, tr), "", width=620)
    form = Form(ui, Asks(save=tr("Done"), contact=contact, no_answer=contact), dialog)
    dialog.body.addWidget(form)
    dialog.hide_answers()

    def save(filled: Filled) -> None:
        dialog.accept()
        then(filled)

    form.saved.connect(save)
    form.left.connect(dialog.reject)
    dialog.open()
    form.begin()
    return dialog


def _dialog(parent: QWidget, ui: Ui, title: str, text: str, *, width: int = 440) -> Dialog:
    made = Dialog(title, ui.theme, ui.tr, text=text, width=width, parent=parent)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return made
