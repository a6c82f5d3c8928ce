"""Lines for the data of the catalogue and of the team's own fields."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final, cast

from app.domain.births import parse_birth
from app.domain.fields import BY_KEY, Field, Input, Store, Tab, fields_for
from app.domain.hours_text import parse_hours
from app.domain.merge import is_other, original
from app.domain.places import zone_named, zone_of_place
from app.queries.card import Row
from app.queries.card_view import CardView
from app.services import customers, merging
from app.views.customers.card.days import day_text, read_day
from app.views.customers.card.editors import ChoiceEditor, Editor, LineEditor, TextEditor, Unfit, plain
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.lines import Answer, Line, Meta
from app.views.customers.card.words import birth_of, birth_tail, birth_text, birth_values
from app.views.customers.card.zones import zones
from app.views.kit.countries import country_names, country_text, read_country
from app.views.kit.ui import Ui
from app.views.kit.words import field_name

#: data that have a place of their own on the card
_ELSEWHERE: Final = frozenset({"class_"})
#: data of which another value, kept by a merge, has no line to stand below
_LINELESS: Final = _ELSEWHERE | {"keep_in_touch_days"}
#: what the customer invested belongs to its value
MOVED: Final = dict.fromkeys(
    ("invested_money", "invested_hours", "invested_training", "invested_integration"), Tab.VALUE
)
_NUMBER_ROOM: Final = 12


def fact_fields(kind: str, tab: Tab) -> list[Field]:
    """Return the fields with a single value that a tab shows, in their order."""
    return [
        field
        for field in fields_for(kind)
        if field.store is not Store.ROWS
        and field.key not in _ELSEWHERE
        and MOVED.get(field.key, field.tab) is tab
    ]


def fact_lines(keeper: Keeper, tab: Tab, *, but: Iterable[str] = ()) -> list[Line]:
    """Return the lines of a tab: catalogue, values that lost in a merge, the team's own fields."""
    view = keeper.view
    assert view is not None
    fields = [field for field in fact_fields(str(view.customer["kind"]), tab) if field.key not in set(but)]
    fields += [own_field(row) for row in view.card.own_fields if row["tab"] == tab.value]
    lines: list[Line] = []
    for field in fields:
        lines.append(fact_line(keeper, field))
        lines += [_other_line(keeper, row, field) for row in _others(view, field.key)]
    return lines + (_stray_lines(keeper, view) if tab is Tab.PERSON else [])


def _others(view: CardView, key: str) -> list[Row]:
    """Return the facts that keep other values of a datum, which lost in merges."""
    return [row for name, row in view.card.facts.items() if is_other(name) and original(name) == key]


def _stray_lines(keeper: Keeper, view: CardView) -> list[Line]:
    """Return the lines of other values whose own line this card has not: the class, a name of the other kind."""
    ui = keeper.ui
    own = {f"own:{row['id']}": own_field(row) for row in view.card.own_fields}
    fields = fields_for(str(view.customer["kind"]))
    lined = {field.key for field in fields if field.store is not Store.ROWS} - _LINELESS | own.keys()
    found = []
    for name in view.card.facts:
        key = original(name)
        if is_other(name) and key not in lined:
            label = field_name(key, ui.tr) if key in BY_KEY else key
            line = _other_line(keeper, view.card.facts[name], BY_KEY.get(key))
            found.append(replace(line, label=ui.tr("{field}, another value", field=label)))
    return found


def own_field(row: Row) -> Field:
    """Return a field of the team's own as a field of the catalogue."""
    choices = cast("Sequence[str]", json.loads(row["choices"] or "[]"))
    known = {each.value for each in Input}
    return Field(
        f"own:{row['id']}",
        Tab.PERSON,
        row["label"],
        (),
        row["question"],
        Input(row["input"]) if row["input"] in known else Input.LINE,
        Store.FACT,
        tuple((choice, choice) for choice in choices),
    )


def fact_line(keeper: Keeper, field: Field) -> Line:
    """Return the line of one datum."""
    view, ui = keeper.view, keeper.ui
    assert view is not None
    row = view.fact(field.key)
    text, tail = _shown(view, field, ui)
    default = _purposes(field, keeper)
    meta: Meta | None
    if not default and row is None:
        # whom it belongs to, what kind it is: such things are set, not learnt
        meta = None
    elif row is not None:
        meta = Meta(str(row["purposes"]), str(row["origin"]), bool(row["private"]))
    else:
        meta = Meta(default, "" if text else "told")
    own = field.key.startswith("own:")
    return Line(
        field.key,
        label=field.label if own else field_name(field.key, ui.tr),
        text=text,
        tail=tail,
        hint=ui.tr(field.question) if field.question and not own else field.question or ui.tr("add"),
        meta=meta,
        confirmed_on=row["confirmed_on"] if row else None,
        stale=field.key in view.stale,
        wrap=field.input is Input.TEXT,
        edit=lambda: _editor(keeper, field),
        save=partial(_save, keeper, field, raw(view, field)),
        confirm=lambda: keeper.do(customers.confirm, customer_id=keeper.id, key=field.key),
        remove=None,
    )


def _purposes(field: Field, keeper: Keeper) -> str:
    if field.key.startswith("own:"):
        view = keeper.view
        rows = view.card.own_fields if view else ()
        return next((str(row["purposes"]) for row in rows if f"own:{row['id']}" == field.key), "")
    return ",".join(field.purposes)


def _other_line(keeper: Keeper, row: Row, field: Field | None) -> Line:
    """Return the line of a value that lost in a merge and was kept."""
    tr = keeper.ui.tr
    return Line(
        f"other:{row['id']}",
        label=tr("also"),
        text=_text(field, str(row["value"] or ""), keeper.ui) if field else str(row["value"] or ""),
        tone="secondary",
        meta=Meta(str(row["purposes"]), str(row["origin"]), bool(row["private"])),
        confirmed_on=row["confirmed_on"],
        remove=lambda: keeper.do(merging.drop_other, row_id=row["id"]),
    )


# values: as kept, as shown


def raw(view: CardView, field: Field) -> Any:
    """Return the value of a datum as it is kept."""
    if field.store is Store.FACT:
        return view.value(field.key)
    if field.key == "birth":
        return birth_of(view.customer)
    return view.customer[field.key]


def _shown(view: CardView, field: Field, ui: Ui) -> tuple[str, str]:
    """Return a datum as it is read, and the paler words beside it."""
    value = raw(view, field)
    if field.key == "birth":
        return birth_text(value, ui), birth_tail(value, ui)
    if value in {None, ""}:
        return "", ""
    if field.key == "responsible_id":
        return next((name for person, name in view.team if person == value), ""), ""
    if field.input is Input.DATE:
        return (ui.date(value, year=True) if not isinstance(value, str) else value), ""
    return _text(field, str(value), ui), ""


def _text(field: Field, value: str, ui: Ui) -> str:
    if field.choices:
        name = next((name for code, name in field.choices if code == value), value)
        return name if field.key.startswith("own:") else ui.tr(name)
    if field.input is Input.YESNO:
        return ui.tr("yes") if value == "yes" else ui.tr("no")
    if field.input is Input.ZONE:
        place = zones(ui).get(value)
        return place.label if place else value
    if field.input is Input.COUNTRY:
        return country_text(value, ui.tr.code)
    return value


# editing


def _editor(keeper: Keeper, field: Field) -> Editor:
    view, ui = keeper.view, keeper.ui
    assert view is not None
    tr, theme = ui.tr, ui.theme
    value = raw(view, field)
    own = field.key.startswith("own:")
    name = field.label if own else field_name(field.key, tr)
    hint = field.question if own else tr(field.question)
    if field.choices:
        choices: list[tuple[object, str]] = [("", "—")]
        choices += [(code, said if own else tr(said)) for code, said in field.choices]
        return ChoiceEditor(choices[1:] if field.key == "kind" else choices, value, theme, name=name)
    if field.input is Input.YESNO:
        return ChoiceEditor([("", "—"), ("yes", tr("yes")), ("no", tr("no"))], value, theme, name=name)
    if field.input is Input.PERSON:
        team: list[tuple[object, str]] = [(None, tr("nobody")), *view.team]
        return ChoiceEditor(team, value, theme, name=name)
    if field.input is Input.TEXT:
        return TextEditor(str(value or ""), theme, name=name, hint=hint)
    return LineEditor(
        _typed(field, value, ui),
        name=name,
        hint=hint,
        read=_reader(field, ui),
        words=_words(view, field, ui),
    )


def _typed(field: Field, value: Any, ui: Ui) -> str:
    """Return a value as it is typed again."""
    if field.key == "birth":
        return birth_text(value, ui)
    if field.input is Input.DATE:
        return value if isinstance(value, str) else day_text(value)
    return _text(field, str(value), ui) if value not in {None, ""} else ""


def _words(view: CardView, field: Field, ui: Ui) -> list[str]:
    """Return suggestions while typing."""
    if field.input is Input.ZONE:
        return [place.label for place in zones(ui).values()]
    if field.input is Input.COUNTRY:
        return list(country_names(ui.tr.code))
    return list(view.sources) if field.key == "source" else []


def _reader(field: Field, ui: Ui) -> Callable[[str], Any]:
    """Return what turns typed text into the value of ``field``."""
    if field.key == "birth":
        return partial(_read_birth, ui=ui)
    if field.key == "hours":
        return partial(_read_hours, ui=ui)
    readers: dict[Input, Callable[[str], Any]] = {
        Input.DATE: partial(_read_date, field=field, ui=ui),
        Input.NUMBER: partial(_read_number, field=field, ui=ui),
        Input.MONEY: partial(_read_money, ui=ui),
        Input.ZONE: partial(_read_zone, ui=ui),
        Input.COUNTRY: partial(read_country, language=ui.tr.code),
    }
    return readers.get(field.input, plain)


def _read_birth(text: str, *, ui: Ui) -> Any:
    if not text.strip():
        return None
    found = parse_birth(text, ui.clock.today())
    if found is None:
        raise Unfit(
            ui.tr("This is no birth date that I understand. Try “12 May 1980”, “12 May” or “about 45”.")
        )
    return found


def _read_hours(text: str, *, ui: Ui) -> str:
    if text.strip() and parse_hours(text) is None:
        raise Unfit(ui.tr("These hours are not clear. Try “Mon–Fri 10–18” or “after 15”."))
    return plain(text)


def _read_date(text: str, *, field: Field, ui: Ui) -> Any:
    day = read_day(text, ui)
    return day if field.store is Store.COLUMN else (day.isoformat() if day else "")


def _read_number(text: str, *, field: Field, ui: Ui) -> Any:
    digits = "".join(text.split()).replace("\u00a0", "")
    if not digits:
        return None if field.store is Store.COLUMN else ""
    if field.store is Store.FACT:
        return plain(text)
    if not digits.isdecimal() or len(digits) > _NUMBER_ROOM:
        raise Unfit(ui.tr("A whole number, please."))
    return int(digits)


def _read_money(text: str, *, ui: Ui) -> str:
    if text.strip() and not any(sign.isdigit() for sign in text):
        raise Unfit(ui.tr("An amount of money, please, such as 48,000."))
    return plain(text)


def _read_zone(text: str, *, ui: Ui) -> str:
    said = plain(text)
    if not said:
        return ""
    for place in zones(ui).values():
        if place.label.casefold() == said.casefold():
            return place.zone
    if zone_named(said) is not None:
        return said
    found = zone_of_place(said.partition(" (")[0])
    if found is None:
        raise Unfit(ui.tr("This place is not known. Type a larger city of the same zone."))
    return found


def _save(keeper: Keeper, field: Field, before: Any, answer: Answer) -> None:
    meta = answer.meta
    if not answer.value_changed:
        keeper.do(
            customers.set_meta,
            customer_id=keeper.id,
            key=field.key,
            purposes=meta.purposes,
            origin=meta.origin,
            private=meta.private,
            refused=answer.refused,
        )
        return
    known: dict[str, Any] = {
        "origin": meta.origin,
        "purposes": meta.purposes,
        "private": meta.private,
        "customer_id": keeper.id,
        "refused": answer.refused,
    }
    if field.store is Store.FACT:
        keeper.do(
            customers.set_fact, key=field.key, value=str(answer.value or ""), was=str(before or ""), **known
        )
    elif field.key == "birth":
        keeper.do(customers.edit, values=birth_values(answer.value), was=birth_values(before), **known)
    else:
        keeper.do(customers.edit, values={field.key: answer.value}, was={field.key: before}, **known)
