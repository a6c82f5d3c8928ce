"""The tab «Value»: class by hand, what the customer invested, being in touch, the ledger of favours."""

from __future__ import annotations

from functools import partial

from app.domain.balance import SIDE_NAMES, Side
from app.domain.fields import CLASSES, Tab
from app.domain.touch import DEFAULT_INTERVALS
from app.queries.card import Row
from app.services import customers, interactions
from app.views.customers.card.days import day_text, read_day
from app.views.customers.card.editors import Unfit, plain
from app.views.customers.card.facts import fact_lines
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.lines import Answer, Line, heading
from app.views.customers.card.parts import Part, PartsEditor
from app.views.customers.card.rows import Values, add_line
from app.views.kit.ui import Ui


def lines(keeper: Keeper) -> list[Line]:
    """Return the lines of the tab."""
    view, tr = keeper.view, keeper.ui.tr
    assert view is not None
    found = [_class(keeper), touch_line(keeper)]
    found.append(heading("invested", tr("Invested in working with us")))
    found += fact_lines(keeper, Tab.VALUE)
    found.append(heading("favours", tr("Thanks and favours"), side=view.balance.text(tr)))
    found += [_favour(keeper, row) for row in view.card.favours]
    found.append(
        add_line(
            keeper,
            "favours",
            line_id="add:favours",
            hint=tr("Enter a favour or thanks"),
            parts=lambda: _parts(keeper.ui),
            first={"side": Side.GIVEN.value, "weight": 1, "on": keeper.ui.clock.today()},
            add=partial(_add, keeper),
        )
    )
    return found


def _class(keeper: Keeper) -> Line:
    view, tr = keeper.view, keeper.ui.tr
    assert view is not None
    row = view.customer
    class_, reason = str(row["class_"]), str(row["class_reason"])
    choices: list[tuple[object, str]] = [("", tr("no class")), *[(each, each) for each in CLASSES]]

    def save(answer: Answer) -> None:
        keeper.do(
            customers.set_class,
            customer_id=keeper.id,
            class_=answer.value["class_"],
            reason=answer.value["reason"],
            refused=answer.refused,
        )

    return Line(
        "class_",
        label=tr("Class"),
        text=(reason or tr("set by hand; say why")) if class_ else tr("no class"),
        icon="",
        tail=tr("set by hand") if class_ and reason else "",
        badge=class_,
        tone="text" if class_ else "secondary",
        edit=lambda: PartsEditor(
            keeper.ui,
            [
                Part("class_", tr("Class"), share=2, choices=choices),
                Part("reason", tr("Why"), share=4, hint=tr("what speaks for this class")),
            ],
            {"class_": class_, "reason": reason},
        ),
        save=save,
    )


def touch_line(keeper: Keeper) -> Line:
    """Return the line of how often to be in touch."""
    view, ui = keeper.view, keeper.ui
    assert view is not None
    tr, quiet, own = ui.tr, view.silence, view.customer["keep_in_touch_days"]
    if quiet.usual is None:
        text = tr("whenever it suits")
    else:
        text = tr.plural("every {count} day", "every {count} days", quiet.usual)
    usual = DEFAULT_INTERVALS.get(str(view.customer["class_"]))
    tail = (
        tr("as agreed with the customer")
        if own is not None
        else tr("as usual for the class")
        if usual
        else ""
    )
    side, tone = "", "secondary"
    if quiet.over is not None:
        side, tone = tr.plural("{count} day late", "{count} days late", quiet.over), "warning"
    elif quiet.due_on is not None:
        side = tr("by {day}", day=ui.day(quiet.due_on))
    return Line(
        "keep_in_touch_days",
        label=tr("Keep in touch"),
        text=text,
        tail=tail,
        side=side,
        side_tone=tone,
        edit=lambda: PartsEditor(
            ui,
            [
                Part(
                    "days",
                    tr("Every so many days (empty as usual for the class, 0 never)"),
                    share=6,
                    read=partial(_days, ui=ui),
                    show=_number,
                )
            ],
            {"days": own},
        ),
        save=lambda answer: keeper.do(
            customers.edit,
            customer_id=keeper.id,
            values={"keep_in_touch_days": answer.value["days"]},
            was={"keep_in_touch_days": own},
            refused=answer.refused,
        ),
    )


def _number(value: object) -> str:
    return "" if value is None else str(value)


def _days(text: str, *, ui: Ui) -> int | None:
    plain_text = text.strip()
    if not plain_text:
        return None
    if not plain_text.isdecimal() or len(plain_text) > 4:
        raise Unfit(ui.tr("A whole number, please."))
    return int(plain_text)


def _favour(keeper: Keeper, row: Row) -> Line:
    ui, tr = keeper.ui, keeper.ui.tr
    given = row["side"] == Side.GIVEN
    return Line(
        f"favours:{row['id']}",
        label=tr(SIDE_NAMES[Side(row["side"])]),
        text=str(row["text"]),
        tail=tr("weighs {weight} of 5", weight=row["weight"]) if row["weight"] != 1 else "",
        icon="out" if given else "in",
        side=ui.date(row["on"], year=True),
        remove=lambda: keeper.do(interactions.remove_favour, row_id=row["id"]),
    )


def _parts(ui: Ui) -> list[Part]:
    tr = ui.tr

    def text(typed: str) -> str:
        if not typed.strip():
            raise Unfit(tr("Say what it was."))
        return plain(typed)

    weights = [
        (1, tr("1: a trifle")),
        (2, "2"),
        (3, tr("3: a real help")),
        (4, "4"),
        (5, tr("5: a great favour")),
    ]
    return [
        Part(
            "side", tr("Who"), share=2, choices=[(side.value, tr(name)) for side, name in SIDE_NAMES.items()]
        ),
        Part("text", tr("What"), share=4, read=text),
        Part("weight", tr("Weight"), share=3, choices=weights),
        Part("on", tr("Day"), share=3, read=partial(read_day, ui=ui), show=day_text),
    ]


def _add(keeper: Keeper, values: Values, answer: Answer) -> None:
    keeper.do(
        interactions.add_favour,
        customer_id=keeper.id,
        side=values["side"],
        text=values["text"],
        on=values["on"],
        weight=values["weight"],
        refused=answer.refused,
    )
