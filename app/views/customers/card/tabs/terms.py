"""The tab «Terms & consent»: the customer's own terms, and how often to be in touch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from app.domain.completeness import Datum, is_stale
from app.domain.fields import BY_KEY, Tab
from app.domain.hours_text import parse_days, parse_hours
from app.domain.saying import duration_text
from app.domain.terms import (
    TERM_NAMES,
    TermKind,
    frequency_text,
    parse_channels,
    parse_frequency,
    parse_minutes,
)
from app.domain.terms_text import BY_CHANNEL
from app.language import N_, Translator
from app.queries.card import Row
from app.views.customers.card.facts import fact_lines
from app.views.customers.card.festive import greeting_lines
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.lines import Line
from app.views.customers.card.parts import Part
from app.views.customers.card.rows import add_line, row_line
from app.views.customers.card.tabs.value import touch_line
from app.views.kit.ui import Ui

#: channels as one names them
CHANNEL_NAMES: Final = {
    "phone": N_("phone"),
    "email": N_("e-mail"),
    "messenger": N_("messenger"),
    "address": N_("post"),
    "meeting": N_("meeting"),
    "fax": N_("fax"),
    "site": N_("site"),
}
_READERS: Final[Mapping[TermKind, Callable[[str], object]]] = {
    TermKind.CHANNEL: parse_channels,
    TermKind.HOURS: parse_hours,
    TermKind.FREQUENCY: parse_frequency,
    TermKind.DAYS: parse_days,
}


def lines(keeper: Keeper) -> list[Line]:
    """Return the lines of the tab."""
    view, ui = keeper.view, keeper.ui
    assert view is not None
    found = [_term(keeper, row) for row in view.card.terms]
    found.append(
        add_line(
            keeper,
            "terms",
            line_id="add:terms",
            hint=ui.tr("Add a term of the customer: channels, hours, days, how often"),
            parts=lambda: _parts(ui),
            first={"kind": TermKind.FREQUENCY.value},
            check=lambda values: _wrong(values, ui.tr),
        )
    )
    found += [touch_line(keeper), *fact_lines(keeper, Tab.TERMS, but=("keep_in_touch_days",))]
    return [*found, *greeting_lines(keeper)]


def _term(keeper: Keeper, row: Row) -> Line:
    ui, tr = keeper.ui, keeper.ui.tr
    kind = str(row["kind"])
    name = tr(TERM_NAMES[TermKind(kind)]) if kind in {each.value for each in TermKind} else kind
    value = str(row["value"])
    tail = tr(BY_CHANNEL[row["channel"]]) if row["channel"] in BY_CHANNEL else ""
    if kind == TermKind.FREQUENCY and (limit := parse_frequency(value)):
        said = frequency_text(limit, tr)
        tail = ", ".join(part for part in (said if said != value else "", tail) if part)
    if kind == TermKind.RESPECT_TIME:
        agreed = parse_minutes(value)
        within = tr("meetings {length} at most", length=duration_text(agreed, tr)) if agreed else ""
        tail = ", ".join(part for part in (tr("meetings are confirmed"), within) if part)
    return row_line(
        keeper,
        "terms",
        row,
        parts=lambda: _parts(ui),
        label=name[:1].upper() + name[1:],
        text=value or tr("yes"),
        tail=tail,
        stale=is_stale(BY_KEY["terms"], Datum(confirmed_on=row["confirmed_on"]), ui.clock.today()),
        check=lambda values: _wrong(values, tr),
    )


def _parts(ui: Ui) -> list[Part]:
    tr = ui.tr
    channels = [("", tr("any channel")), *[(key, tr(name)) for key, name in CHANNEL_NAMES.items()]]
    return [
        Part(
            "kind", tr("Term"), share=3, choices=[(kind.value, tr(name)) for kind, name in TERM_NAMES.items()]
        ),
        Part("channel", tr("Channel"), share=3, choices=channels),
        Part("value", tr("In words"), share=6, hint=tr("once in two weeks; Tue and Thu; 10–13; only e-mail")),
    ]


def _wrong(values: Mapping[str, Any], tr: Translator) -> str:
    """Return why a term cannot be checked against contacts; empty where it can."""
    kind = TermKind(values["kind"])
    if not values["value"]:
        return "" if kind is TermKind.RESPECT_TIME else tr("Say what the customer wants.")
    if kind is TermKind.RESPECT_TIME and not parse_minutes(values["value"]):
        return tr("Say how long a meeting may take, such as “45 min”, or leave it empty.")
    reader = _READERS.get(kind)
    if reader is not None and not reader(values["value"]):
        return tr(
            "This is not clear enough to check contacts against. Say it otherwise, or choose “in own words”."
        )
    return ""
