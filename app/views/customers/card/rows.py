"""Lines for what a card holds several of, and how they are added, changed and removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from app.queries.card import Row
from app.services import card_rows
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.lines import Act, Answer, Line, Meta
from app.views.customers.card.parts import Part, PartsEditor

Values = Mapping[str, Any]


def meta_of(row: Row) -> Meta:
    """Return what is known of a row itself."""
    return Meta(str(row["purposes"]), str(row["origin"]), bool(row["private"]))


def row_line(
    keeper: Keeper,
    kind: str,
    row: Row,
    *,
    parts: Callable[[], Sequence[Part]],
    label: str,
    text: str,
    tail: str = "",
    icon: str = "",
    mark: str = "",
    icon_tone: str = "secondary",
    tone: str = "text",
    wrap: bool = False,
    stale: bool = False,
    act: Act | None = None,
    more: Sequence[Any] = (),
    check: Callable[[Values], str] | None = None,
    turn: Callable[[Values], Values] = dict,
    shown: Values | None = None,
) -> Line:
    """Return the line of one row of ``kind``.

    ``parts`` are the fields of its editor; ``shown`` are the values in them where they are not the
    row's own; ``turn`` makes columns of what was typed.
    """
    first = shown or row
    return Line(
        f"{kind}:{row['id']}",
        label=label,
        text=text,
        tail=tail,
        icon=icon,
        mark=mark,
        icon_tone=icon_tone,
        tone=tone,
        wrap=wrap,
        meta=meta_of(row),
        confirmed_on=row["confirmed_on"],
        stale=stale,
        act=act,
        more=tuple(more),
        edit=lambda: PartsEditor(keeper.ui, parts(), first, check=check),
        save=partial(_save, keeper, kind, row, turn),
        confirm=partial(_confirm, keeper, kind, row),
        remove=partial(_remove, keeper, kind, row),
    )


def add_line(
    keeper: Keeper,
    kind: str,
    *,
    line_id: str,
    hint: str,
    parts: Callable[[], Sequence[Part]],
    first: Values | None = None,
    check: Callable[[Values], str] | None = None,
    turn: Callable[[Values], Values] = dict,
    add: Callable[[Values, Answer], None] | None = None,
) -> Line:
    """Return the line by which a row of ``kind`` is added."""

    def save(answer: Answer) -> None:
        values = turn(answer.value)
        if add is not None:
            add(values, answer)
            return
        keeper.do(
            card_rows.add, kind=kind, customer_id=keeper.id, values=dict(values), refused=answer.refused
        )

    return Line(
        line_id,
        hint=hint,
        icon="plus",
        adds=True,
        edit=lambda: PartsEditor(keeper.ui, parts(), first or {}, check=check),
        save=save,
    )


def _save(keeper: Keeper, kind: str, row: Row, turn: Callable[[Values], Values], answer: Answer) -> None:
    values: dict[str, Any] = {}
    if answer.value_changed:
        values = {name: value for name, value in turn(answer.value).items() if row[name] != value}
    was = {name: row[name] for name in values}
    if answer.meta_changed:
        meta = answer.meta
        values |= {"purposes": meta.purposes, "origin": meta.origin, "private": meta.private}
    if values:
        keeper.do(
            card_rows.change,
            kind=kind,
            row_id=row["id"],
            values=values,
            was=was,
            confirm=answer.value_changed,
            refused=answer.refused,
        )


def _confirm(keeper: Keeper, kind: str, row: Row) -> None:
    values: dict[str, Any] = {"confirmed_on": keeper.ui.clock.today()}
    if row["origin"] == "guessed":
        values["origin"] = "told"
    keeper.do(card_rows.change, kind=kind, row_id=row["id"], values=values)


def _remove(keeper: Keeper, kind: str, row: Row) -> None:
    keeper.do(card_rows.remove, kind=kind, row_id=row["id"])
