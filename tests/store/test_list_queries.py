"""What the list of customers asks beyond plain columns: gone quiet, never contacted, counts, orders."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.keys import sort_key
from app.office import Office
from app.queries import customers as queries
from app.queries import lines, search
from app.queries.card_view import card_view
from app.queries.lines import ListFilter
from app.services import customers, followups, interactions
from app.services.entering import enter
from app.services.faults import BadValue


def customer(office: Office, name: str, *, silent: int | None = None, **values: object) -> int:
    """Create a customer who was spoken to ``silent`` days ago."""
    made = office.do(customers.create, values={"surname": name, **values})
    if silent is not None:
        at = office.clock.now() - dt.timedelta(days=silent)
        office.do(interactions.log, customer_id=made, at=at)
    return made


def names(office: Office, filter_: ListFilter, **order: object) -> list[str]:
    """Return the names that pass a filter, in order."""
    ids = office.ask(queries.listing, filter_=filter_, **order).ids
    return [row.title for row in office.ask(lines.rows, ids=ids)]


def test_quiet_is_longer_than_the_class_or_the_customer_allows(office: Office) -> None:
    customer(office, "At the limit", silent=30, class_="VIP")
    customer(office, "Over it", silent=31, class_="VIP")
    customer(office, "Own limit", silent=8, class_="VIP", keep_in_touch_days=7)
    customer(office, "Own patience", silent=200, class_="VIP", keep_in_touch_days=365)
    customer(office, "Never kept", silent=900, class_="VIP", keep_in_touch_days=0)
    customer(office, "Class D", silent=900, class_="D")
    customer(office, "New and silent", class_="VIP")
    assert names(office, ListFilter(quiet=True)) == ["Over it", "Own limit"]


def test_never_contacted(office: Office) -> None:
    customer(office, "Spoken to", silent=900)
    customer(office, "Never")
    assert names(office, ListFilter(never=True)) == ["Never"]


def test_counts_what_each_filter_lets_through(office: Office) -> None:
    customer(office, "One", silent=1, class_="A")
    customer(office, "Two", class_="A")
    gone = customer(office, "Three", class_="A")
    office.do(customers.trash, ids=[gone])
    filters = [ListFilter(), ListFilter(classes=("A",), never=True), ListFilter(classes=("B",))]
    assert office.ask(queries.counts, filters=filters) == [2, 1, 0]


@pytest.mark.parametrize("order", sorted(lines.ORDERS))
def test_every_column_sorts_both_ways(office: Office, order: str) -> None:
    for name in ("Beta", "Alpha"):
        office.do(enter, values={"surname": name}, tags=["x"])
    ids = [set(office.ask(queries.listing, order=order, descending=way).ids) for way in (False, True)]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 2


def test_sorted_by_interval_and_by_tag(office: Office) -> None:
    customer(office, "Without")
    customer(office, "Monthly", keep_in_touch_days=30)
    customer(office, "Weekly", keep_in_touch_days=7)
    office.do(customers.add_tag, customer_id=customer(office, "Tagged"), name="zebra")
    assert names(office, ListFilter(), order="keep") == ["Weekly", "Monthly", "Tagged", "Without"]
    assert names(office, ListFilter(), order="tags")[0] == "Tagged"


def test_a_filter_comes_back_from_its_json() -> None:
    filter_ = ListFilter(text="x", classes=("A", ""), people=(3,), quiet=True, missing=("wine",), step="late")
    assert ListFilter.from_json(filter_.as_json()) == filter_
    assert ListFilter.from_json({"unheard_of": 1, "classes": ["B"]}) == ListFilter(classes=("B",))


def test_entering_is_one_step(office: Office) -> None:
    values = {"surname": "Орлов", "given": "Сергей"}
    made = office.do(
        enter, values=values, phones=["+7 912 345-67-89"], emails=["o@x.example"], tags=["новый"]
    )
    row = office.ask(lines.rows, ids=[made])[0]
    assert (row.title, row.phone, row.email, row.tags) == (
        "Орлов Сергей",
        "+7 912 345-67-89",
        "o@x.example",
        ("новый",),
    )
    office.undo()
    assert len(office.ask(queries.listing).ids) == 0


#: fields that a column shows beside its own
SHOWN_WITH = {
    "class_": {"class_"},
    "last_contact": {"last_contact", "class_", "created", "keep_in_touch_days"},
    "next": {"next_due", "next_text"},
    "birthday": {"birth"},
    "keep": {"class_", "keep_in_touch_days"},
    "tags": {"tags"},
}


@pytest.mark.parametrize("column", sorted(lines.ORDERS))
def test_only_what_is_shown_is_read(office: Office, column: str) -> None:
    texts = ("country", "employer", "position", "territory", "source")
    birth = {"birth_year": 1980, "birth_month": 2, "birth_day": 29}
    made = office.do(
        enter,
        values={
            "surname": "Орлов",
            "class_": "A",
            "keep_in_touch_days": 9,
            **dict.fromkeys(texts, "x"),
            **birth,
        },
        phones=["+7 912 345-67-89"],
        emails=["o@x.example"],
        tags=["б", "а"],
    )
    office.do(interactions.log, customer_id=made, text="Звонок")
    for text, day in (("later", 3), ("first", 2), ("second", 2)):
        office.do(followups.create, customer_id=made, due_on=dt.date(2026, 12, day), text=text)
    whole, *_ = office.ask(lines.rows, ids=[made])
    assert (whole.next_text, whole.next_due, whole.birth) == ("first", dt.date(2026, 12, 2), (1980, 2, 29))
    assert (whole.tags, whole.responsible, whole.last_contact) == (
        ("а", "б"),
        "Анна Орлова",
        office.clock.now(),
    )
    (row,) = office.ask(lines.rows, ids=[made, 999], columns=[column])
    shown = {"id", "title"} | SHOWN_WITH.get(column, {column})
    for name, value in whole._asdict().items():
        if name in shown:
            assert getattr(row, name) == value, name
        else:
            assert not getattr(row, name), name


def test_entering_refuses_what_is_no_address_and_keeps_nothing(office: Office) -> None:
    with pytest.raises(BadValue):
        office.do(enter, values={"surname": "Орлов"}, emails=["not an address"])
    assert len(office.ask(queries.listing).ids) == 0


def test_groups_by_letter_stand_in_the_order_of_the_list(office: Office) -> None:
    for name in ("Ёлкин", "Яшин", "Abel", "Жуков", "Zorn", "3M", "Быков", "'t Hooft", "åse", "Émile"):
        customer(office, name)
    for descending in (False, True):
        found = office.ask(queries.listing, letters=True, descending=descending)
        rows = office.ask(lines.rows, ids=found.ids)
        shown = [sort_key(row.title)[:1] for row in rows]
        assert [letter for letter, count in found.letters for _ in range(count)] == shown


def test_a_customer_is_called_alike_everywhere_and_sorted_by_surname(office: Office) -> None:
    made = [
        office.do(customers.create, values={"surname": surname, "given": given})
        for surname, given in (("Neary", "Gareth"), ("Adams", "Zoe"), ("Орлова", "Анна"))
    ]
    found = office.ask(queries.listing, filter_=ListFilter())
    shown = [row.title for row in office.ask(lines.rows, ids=list(found.ids))]
    assert shown == ["Zoe Adams", "Gareth Neary", "Орлова Анна"]
    assert office.ask(card_view, customer_id=made[0], language="en").name == "Gareth Neary"
    assert [hit.title for hit in office.ask(search.customers, text="neary")] == ["Gareth Neary"]
