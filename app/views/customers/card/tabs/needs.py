"""The tab «Needs & goals»: dated needs and wishes, each open or met; goals, what moves the customer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.domain.completeness import Datum, is_stale
from app.domain.fields import BY_KEY, Tab
from app.queries.card import Row
from app.services import card_rows
from app.views.customers.card.days import day_text, read_day
from app.views.customers.card.editors import Unfit, plain
from app.views.customers.card.facts import fact_lines
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.lines import Act, Line
from app.views.customers.card.parts import Part
from app.views.customers.card.rows import add_line, row_line
from app.views.kit.ui import Ui


def lines(keeper: Keeper) -> list[Line]:
    """Return the lines of the tab: open needs first, then those that are met."""
    view, tr = keeper.view, keeper.ui.tr
    assert view is not None
    found = [_need(keeper, row) for row in view.card.needs]
    found.append(
        add_line(
            keeper,
            "needs",
            line_id="add:needs",
            hint=tr("Add a need or a wish"),
            parts=lambda: _parts(keeper.ui)[:1],
        )
    )
    return found + fact_lines(keeper, Tab.NEEDS)


def _need(keeper: Keeper, row: Row) -> Line:
    ui, tr = keeper.ui, keeper.ui.tr
    met = row["met_on"]
    today = ui.clock.today()

    def toggle() -> None:
        keeper.do(
            card_rows.change,
            kind="needs",
            row_id=row["id"],
            values={"met_on": None if met else today},
            was={"met_on": met},
        )

    return row_line(
        keeper,
        "needs",
        row,
        parts=lambda: _parts(ui),
        label=tr("met {day}", day=ui.date(met)) if met else tr("since {day}", day=ui.date(row["noted_on"])),
        text=str(row["text"]),
        wrap=True,
        icon="done" if met else "circle",
        icon_tone="good" if met else "secondary",
        tone="secondary" if met else "text",
        stale=not met and is_stale(BY_KEY["needs"], Datum(confirmed_on=row["confirmed_on"]), today),
        act=Act("undo" if met else "check", tr("Open again") if met else tr("Met"), toggle),
    )


def _parts(ui: Ui) -> Sequence[Part]:
    tr = ui.tr

    def text(typed: str) -> str:
        if not typed.strip():
            raise Unfit(tr("Say what is needed."))
        return plain(typed)

    def needed(typed: str) -> object:
        day = read_day(typed, ui)
        if day is None:
            raise Unfit(tr("Say on which day."))
        return day

    read = partial(read_day, ui=ui)
    return [
        Part("text", tr("Need or wish"), share=6, read=text),
        Part("noted_on", tr("Noted"), share=3, read=needed, show=day_text),
        Part("met_on", tr("Met"), share=3, read=read, show=day_text, hint=tr("still open")),
    ]
