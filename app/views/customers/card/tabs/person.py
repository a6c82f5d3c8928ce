"""The tab «Person»: name, tone, birth, other dates, tags, own fields."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from app.domain.births import Birth, format_birth, parse_birth
from app.domain.fields import Tab
from app.exchange.contacts import DATE_LABELS
from app.services import customers
from app.views.customers.card.editors import LineEditor, Unfit
from app.views.customers.card.facts import fact_lines
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.lines import Act, Answer, Line, heading
from app.views.customers.card.own_field import OwnFieldDialog
from app.views.customers.card.parts import Part
from app.views.customers.card.rows import Values, add_line, row_line
from app.views.customers.card.words import birth_tail, coded, date_label_text
from app.views.kit.ui import Ui


def lines(keeper: Keeper) -> list[Line]:
    """Return the lines of the tab."""
    view, tr = keeper.view, keeper.ui.tr
    assert view is not None
    found = fact_lines(keeper, Tab.PERSON)
    birth = next((i for i, line in enumerate(found) if line.id == "birth"), len(found) - 1)
    found[birth + 1 : birth + 1] = _dates(keeper)
    note = next((i for i, line in enumerate(found) if line.id == "note"), len(found))
    found.insert(note, _tags(keeper))
    first = next((i for i, line in enumerate(found) if line.id.startswith("own:")), len(found))
    act = Act("plus", tr("New field"), lambda: new_field(keeper, Tab.PERSON))
    found.insert(first, heading("own", tr("Fields of our own"), act=act))
    return found + _kept(keeper)


def _kept(keeper: Keeper) -> list[Line]:
    """Return what an import brought that has no field here; an export gives it back."""
    view, tr = keeper.view, keeper.ui.tr
    assert view is not None
    if not view.card.raw:
        return []
    rows = [Line(f"raw:{row['id']}", label=str(row["name"]), text=str(row["value"])) for row in view.card.raw]
    return [heading("raw", tr("Kept from an import")), *rows]


def new_field(keeper: Keeper, tab: Tab) -> None:
    """Ask for a new field of the team's own."""
    OwnFieldDialog(keeper, tab).open()


def _dates(keeper: Keeper) -> list[Line]:
    view, ui = keeper.view, keeper.ui
    assert view is not None
    found = []
    for row in view.card.dates:
        day = Birth(row["month"], row["day"], row["year"])
        shown = {**row, "label": date_label_text(row["label"], ui.tr), "on": day}
        found.append(
            row_line(
                keeper,
                "personal_dates",
                row,
                parts=lambda: _parts(ui),
                label=date_label_text(row["label"], ui.tr) or ui.tr("date"),
                text=format_birth(day, ui.tr.code),
                tail=ui.tr("a sad day") if row["sad"] else birth_tail(day, ui) if not row["year"] else "",
                turn=lambda values: _columns(values, ui),
                shown=shown,
            )
        )
    hint = ui.tr("Add a day worth remembering")
    found.append(
        add_line(
            keeper,
            "personal_dates",
            line_id="add:dates",
            hint=hint,
            parts=lambda: _parts(ui),
            turn=lambda values: _columns(values, ui),
        )
    )
    return found


def _parts(ui: Ui) -> list[Part]:
    tr = ui.tr
    return [
        Part(
            "label", tr("What it is"), words=[tr(name) for name in DATE_LABELS.values()], hint=tr("wedding")
        ),
        Part(
            "on",
            tr("Day"),
            hint=tr("7 May or 7 May 2010"),
            read=partial(read_birth, ui=ui),
            show=lambda day: format_birth(day, tr.code) if day else "",
        ),
        Part("sad", tr("A sad day: no congratulations"), share=6, tick=True),
    ]


def read_birth(text: str, *, ui: Ui) -> Birth:
    """Return the day of a year that ``text`` names; raises :class:`Unfit`."""
    day = parse_birth(text, ui.clock.today(), earliest=1800)
    if not isinstance(day, Birth):
        raise Unfit(ui.tr("A day, please, such as “7 May” or “7 May 2010”."))
    return day


def _columns(values: Values, ui: Ui) -> Mapping[str, Any]:
    day = values["on"]
    return {
        "label": coded(values["label"], DATE_LABELS, ui.tr),
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "sad": values["sad"],
    }


def _tags(keeper: Keeper) -> Line:
    view, tr = keeper.view, keeper.ui.tr
    assert view is not None
    before = view.card.tags

    def save(answer: Answer) -> None:
        keeper.do(
            customers.set_tags, customer_id=keeper.id, names=answer.value, was=before, refused=answer.refused
        )

    return Line(
        "tags",
        label=tr("Tags"),
        text=", ".join(before),
        hint=tr("add"),
        edit=lambda: LineEditor(
            ", ".join(before),
            name=tr("Tags"),
            hint=tr("separated by commas"),
            read=_read_tags,
            words=view.all_tags if not before else (),
        ),
        save=save,
    )


def _read_tags(text: str) -> tuple[str, ...]:
    names = (" ".join(part.split()) for part in text.replace(";", ",").split(","))
    return tuple(dict.fromkeys(name for name in names if name))
