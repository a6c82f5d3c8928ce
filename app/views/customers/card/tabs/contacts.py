"""The tab «Contacts»: several ways to reach of each kind, recognised as they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.completeness import Datum, is_stale
from app.domain.fields import BY_KEY, CHANNELS, Tab
from app.exchange.contacts import LABELS, MESSENGERS
from app.queries.card import Row
from app.services import card_rows
from app.views.customers.card.editors import LineEditor
from app.views.customers.card.facts import fact_lines
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.lines import Act, Answer, Line
from app.views.customers.card.logging import reach_out
from app.views.customers.card.parts import Part
from app.views.customers.card.recognise import recognise
from app.views.customers.card.rows import Values, row_line
from app.views.customers.card.words import CHANNEL_ICONS, channel_label, channel_text, coded
from app.views.kit.menu import Entry
from app.views.kit.ui import Ui


def lines(keeper: Keeper) -> list[Line]:
    """Return the lines of the tab."""
    view = keeper.view
    assert view is not None
    found: list[Line] = []
    for kind in CHANNELS:
        found += [_line(keeper, row) for row in view.card.channels if row["kind"] == kind]
    found.append(_adder(keeper))
    return found + fact_lines(keeper, Tab.CONTACTS)


def _line(keeper: Keeper, row: Row) -> Line:
    view, ui = keeper.view, keeper.ui
    assert view is not None
    tr, kind = ui.tr, str(row["kind"])
    label = channel_label(row, tr)
    stale = is_stale(BY_KEY[kind], Datum(confirmed_on=row["confirmed_on"]), ui.clock.today())
    act = None
    if kind != "address":
        said = {"phone": tr("Call"), "email": tr("Write"), "messenger": tr("Write"), "site": tr("Open")}[kind]
        act = Act("open" if kind == "site" else CHANNEL_ICONS[kind], said, lambda: reach_out(keeper, row))
    more = (
        [] if row["preferred"] else [Entry(tr("Prefer this one"), lambda: _prefer(keeper, row), icon="star")]
    )
    return row_line(
        keeper,
        "channels",
        row,
        parts=lambda: _parts(ui, kind),
        label=tr(BY_KEY[kind].label),
        text=channel_text(row, view),
        tail=", ".join(part for part in (label, row["note"]) if part),
        mark="star" if row["preferred"] else "",
        stale=stale,
        act=act,
        more=more,
        shown={**row, "label": label},
        turn=lambda values: _columns(values, kind, ui),
    )


def _parts(ui: Ui, kind: str) -> list[Part]:
    tr = ui.tr
    label = Part("label", tr("Label"), share=3, words=[tr(text) for text in LABELS.values()])
    note = Part("note", tr("Note"), share=3)
    preferred = Part("preferred", tr("Preferred"), share=3, tick=True)
    if kind == "address":
        return [
            Part("street", tr("Street, house, flat"), share=6),
            Part("city", tr("City"), share=3),
            Part("region", tr("Region"), share=3),
            Part("postcode", tr("Postcode"), share=2),
            Part("country", tr("Country"), share=4),
            label,
            note,
            Part("value", tr("As one line"), share=6),
            preferred,
        ]
    if kind == "messenger":
        label = Part("label", tr("Service"), share=2, words=list(MESSENGERS.values()))
        return [Part("value", tr("Name or number"), share=4), label, note, preferred]
    return [
        Part("value", tr(BY_KEY[kind].label), share=4),
        Part("label", label.caption, share=2, words=label.words),
        note,
        preferred,
    ]


def _columns(values: Values, kind: str, ui: Ui) -> Mapping[str, Any]:
    found = dict(values)
    found["label"] = coded(values["label"], MESSENGERS if kind == "messenger" else LABELS, ui.tr)
    return found


def _prefer(keeper: Keeper, row: Row) -> None:
    keeper.do(card_rows.change, kind="channels", row_id=row["id"], values={"preferred": True}, confirm=False)


def _adder(keeper: Keeper) -> Line:
    tr = keeper.ui.tr
    hint = tr("Add a phone, e-mail, messenger, site or address")

    def save(answer: Answer) -> None:
        way = answer.value
        if way is None:
            return
        keeper.do(
            card_rows.add_channel,
            customer_id=keeper.id,
            channel=way.kind,
            value=way.value,
            label=way.label,
            refused=answer.refused,
        )

    return Line(
        "add:channels",
        hint=hint,
        icon="plus",
        adds=True,
        edit=lambda: LineEditor(
            "", name=hint, hint=tr("+7 912 345-67-89, name@mail.com, @name, site.com…"), read=recognise
        ),
        save=save,
    )
