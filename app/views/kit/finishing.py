"""What every room does with a thing that is finished, put off or tried in vain: the verb, the words, the way back (row R1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services import followups, outcomes
from app.views.kit.menu import Entry, menu
from app.views.kit.outcome_form import Filled
from app.views.kit.ui import Ui


@dataclass(frozen=True)
class Step:
    """A follow-up as far as finishing it goes; ``what`` names it in a notice, ``who`` is the customer's name."""

    ref: int
    what: str
    who: str = ""
    occurrence: str = ""


def do(ui: Ui, owner: QObject, said: str, verb: Callable[..., Any], **values: Any) -> None:
    """Do it and say so, with the way back; a refused form stays as it was typed."""
    ui.desk.do(lambda _: ui.say(said, (ui.tr("Undo"), ui.desk.undo)), verb, owner=owner, **values)


def finish(ui: Ui, owner: QObject, step: Step, filled: Filled) -> None:
    """Finish a step with its outcome; where nobody was reached it is put off."""
    if filled.reached:
        do(
            ui,
            owner,
            ui.tr("Done: {what}", what=step.what),
            outcomes.finish,
            row_id=step.ref,
            result=filled.result,
            took_place=filled.took_place,
            following=filled.following,
            occurrence=step.occurrence,
        )
        return
    on, time = try_again(ui, filled)
    do(
        ui,
        owner,
        ui.tr("No answer: {who}, again {day}", who=step.who, day=ui.day(on)),
        outcomes.not_reached,
        row_id=step.ref,
        due_on=on,
        due_time=time,
        text=filled.result,
        occurrence=step.occurrence,
    )


def put_off(ui: Ui, owner: QObject, step: Step, day: dt.date, time: str = "") -> None:
    """Put a step off to another day."""
    said = ui.tr("Put off to {day}: {what}", day=ui.day(day), what=step.what)
    do(
        ui,
        owner,
        said,
        followups.snooze,
        row_id=step.ref,
        due_on=day,
        due_time=time,
        occurrence=step.occurrence,
    )


def try_again(ui: Ui, filled: Filled) -> tuple[dt.date, str]:
    """Return when to try again: as said, else on the next working day."""
    if filled.following is not None:
        return filled.following.due_on, filled.following.due_time
    day = ui.clock.today() + dt.timedelta(days=1)
    while day.weekday() > 4:
        day += dt.timedelta(days=1)
    return day, ""


def snooze_menu(
    ui: Ui, owner: QWidget, put: Callable[[dt.date], object], words: Callable[[], object] | None = None
) -> None:
    """Offer days to put something off to; ``words`` asks for a date in words."""
    tr, today = ui.tr, ui.clock.today()
    days = (
        (tr("Tomorrow"), today + dt.timedelta(days=1)),
        (tr("In 3 days"), today + dt.timedelta(days=3)),
        (tr("Next week"), today + dt.timedelta(days=7 - today.weekday())),
        (tr("In 2 weeks"), today + dt.timedelta(days=14)),
    )
    entries = [
        Entry(f"{text}   {ui.date(day, weekday=True)}", partial(put, day), icon="snooze")
        for text, day in days
    ]
    more = [Entry(tr("A date in words…"), words, icon="calendar")] if words is not None else []
    menu(ui.theme, owner, entries, more).under(owner)
