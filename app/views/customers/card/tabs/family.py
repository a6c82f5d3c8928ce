"""The tab «Family & circle»: marital status, relatives, links to other customers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from app.domain.births import Birth, format_birth, parse_birth
from app.domain.fields import BY_KEY, Tab
from app.domain.related import INVERSE, LINK_NAMES, LinkKind
from app.exchange.contacts import RELATIONS
from app.queries.card import LinkRow, Row
from app.services import card_rows
from app.views.customers.card.editors import Unfit
from app.views.customers.card.facts import fact_lines
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.lines import Act, Answer, Line, heading
from app.views.customers.card.parts import Part, PartsEditor
from app.views.customers.card.rows import Values, add_line, row_line
from app.views.customers.card.words import birth_tail, coded, relation_text
from app.views.kit.ui import Ui


def lines(keeper: Keeper) -> list[Line]:
    """Return the lines of the tab."""
    view, tr = keeper.view, keeper.ui.tr
    assert view is not None
    found = fact_lines(keeper, Tab.FAMILY)
    if not view.organisation:
        found += [_relative(keeper, row) for row in view.card.relatives]
        found.append(
            add_line(
                keeper,
                "relatives",
                line_id="add:relatives",
                hint=tr("Add a relative"),
                parts=lambda: _relative_parts(keeper.ui),
                turn=partial(_relative_columns, ui=keeper.ui),
            )
        )
    found.append(heading("links", tr(BY_KEY["links"].label)))
    found += [link_line(keeper, row) for row in view.card.links]
    found.append(link_adder(keeper, LinkKind.FRIEND if not view.organisation else LinkKind.PARTNER))
    return found


def _relative(keeper: Keeper, row: Row) -> Line:
    ui = keeper.ui
    birth = _birth(row)
    relation = relation_text(str(row["relation"]), ui.tr)
    born = ""
    if birth is not None:
        age = birth_tail(birth, ui)
        born = format_birth(birth, ui.tr.code) + (f", {age}" if age else "")
    name = str(row["name"]) or relation
    return row_line(
        keeper,
        "relatives",
        row,
        parts=lambda: _relative_parts(ui),
        label=relation or ui.tr("relative"),
        text=name,
        tail=", ".join(part for part in (born, str(row["note"])) if part),
        shown={**row, "relation": relation, "birth": birth},
        turn=partial(_relative_columns, ui=ui),
    )


def _relative_parts(ui: Ui) -> list[Part]:
    tr = ui.tr
    return [
        Part(
            "relation",
            tr("Relation"),
            share=2,
            hint=tr("daughter"),
            words=[tr(name) for name in RELATIONS.values()],
        ),
        Part("name", tr.context("person", "Name"), share=4),
        Part(
            "birth",
            tr("Birth date"),
            share=2,
            hint=tr("7 May or 7 May 2010"),
            read=partial(_read_birth, ui=ui),
            show=lambda birth: format_birth(birth, tr.code) if birth else "",
        ),
        Part("note", tr("Note"), share=4),
    ]


def _relative_columns(values: Values, *, ui: Ui) -> Mapping[str, Any]:
    birth = values["birth"]
    return {
        "relation": coded(values["relation"], RELATIONS, ui.tr),
        "name": values["name"],
        "note": values["note"],
        "birth_year": birth.year if birth else None,
        "birth_month": birth.month if birth else None,
        "birth_day": birth.day if birth else None,
    }


def _birth(row: Row) -> Birth | None:
    if row["birth_month"] and row["birth_day"]:
        return Birth(row["birth_month"], row["birth_day"], row["birth_year"])
    return None


def _read_birth(text: str, *, ui: Ui) -> Birth | None:
    if not text.strip():
        return None
    found = parse_birth(text, ui.clock.today())
    if not isinstance(found, Birth):
        raise Unfit(ui.tr("A day, please, such as “7 May” or “7 May 2010”."))
    return found


# links


def seen_kind(row: LinkRow) -> LinkKind | None:
    """Return the kind of a link as this customer sees it; None for one that is not known."""
    try:
        kind = LinkKind(row.kind)
    except ValueError:
        return None
    return kind if row.outgoing else INVERSE[kind]


def link_line(keeper: Keeper, row: LinkRow) -> Line:
    """Return the line of a link; its name leads to the other card."""
    tr = keeper.ui.tr
    kind = seen_kind(row)
    name = tr(LINK_NAMES[kind]) if kind else row.kind

    def save(answer: Answer) -> None:
        wanted = LinkKind(answer.value["kind"])
        stored = wanted if row.outgoing else INVERSE[wanted]
        values: dict[str, Any] = {"note": answer.value["note"]}
        if stored.value != row.kind:
            # the pair of customers is looked for again with its kind
            values["kind"] = stored.value
        keeper.do(
            card_rows.change,
            kind="links",
            row_id=row.id,
            values=values,
            was={"kind": row.kind, "note": row.note},
            refused=answer.refused,
        )

    return Line(
        f"links:{row.id}",
        label=name,
        text=row.other,
        badge=row.other_class,
        tail=row.note,
        link=True,
        act=Act("open", tr("Open the card"), lambda: keeper.asked.emit(row.other_id)),
        edit=lambda: PartsEditor(
            keeper.ui,
            _link_parts(keeper.ui, with_other=False),
            {"kind": (kind or LinkKind.ACQUAINTANCE).value, "note": row.note},
        ),
        save=save,
        remove=lambda: keeper.do(card_rows.remove, kind="links", row_id=row.id),
    )


def link_adder(keeper: Keeper, kind: LinkKind, *, line_id: str = "add:links", hint: str = "") -> Line:
    """Return the line by which another customer is linked."""
    return add_line(
        keeper,
        "links",
        line_id=line_id,
        hint=hint or keeper.ui.tr("Add a link to another customer"),
        parts=lambda: _link_parts(keeper.ui, with_other=True),
        first={"kind": kind.value},
    )


def _link_parts(ui: Ui, *, with_other: bool) -> list[Part]:
    tr = ui.tr
    kinds = [(kind.value, tr(name)) for kind, name in LINK_NAMES.items()]
    parts = [Part("kind", tr.context("customers", "Link"), share=2, choices=kinds)]
    if with_other:
        parts.append(Part("other_id", tr("Customer"), share=4, who=True))
    return [*parts, Part("note", tr("Note"), share=6 if with_other else 4)]
