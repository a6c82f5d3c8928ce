"""Merging loses nothing, doubles nothing, and is undone exactly."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.domain.merge import Side
from app.models.base import Base, table_of
from app.models.contact import Favour, FollowUp, Interaction
from app.models.customer import (
    Attachment,
    Channel,
    Consent,
    Customer,
    CustomerTag,
    Fact,
    Link,
    RawProperty,
    Relative,
)
from app.models.faults import Gone
from app.models.team import DuplicatePair
from app.models.work import Reading, Work
from app.office import Office
from app.queries import duplicates
from app.queries.merging import proposal
from app.services import card_rows, customers, followups, interactions, merging
from app.services.faults import BadValue, SameCustomer, UnknownField
from app.services.interactions import Next

DERIVED = {"steps", "step_rows", "meta"}
COUNTS = {"version", "updated_at"}


def everything(office: Office) -> dict[str, list[dict[str, object]]]:
    """Every row, hidden customers and derived values too."""

    def read(reading: Reading) -> dict[str, list[dict[str, object]]]:
        found = {}
        for name, table in Base.metadata.tables.items():
            if name not in DERIVED:
                rows = reading.connection.execute(sa.select(table).order_by(*table.primary_key)).mappings()
                found[name] = [{k: v for k, v in row.items() if k not in COUNTS} for row in rows]
        numbers = {
            row["id"]: row["word"] for row in found.pop("words")
        }  # a word comes back under another one
        found["name_words"] = [{**row, "word_id": numbers[row["word_id"]]} for row in found["name_words"]]
        found["name_words"].sort(key=lambda row: (str(row["word_id"]), str(row["customer_id"])))
        for row in found["customer_search"]:
            row["key"] = sorted(str(row["key"]).split())  # engines read the words in any order
        return found

    return office.ask(read)


def rows(office: Office, model: type[Base], **equal: object) -> list[dict[str, object]]:
    def read(reading: Reading) -> list[dict[str, object]]:
        table = table_of(model)
        where = [table.c[name] == value for name, value in equal.items()]
        found = reading.connection.execute(sa.select(table).where(*where).order_by(*table.primary_key))
        return [dict(row) for row in found.mappings()]

    return office.ask(read)


def card(office: Office, **values: object) -> int:
    return office.do(customers.create, values=values)


def fact(office: Office, customer: int, key: str, value: str, **more: object) -> None:
    office.do(customers.set_fact, customer_id=customer, key=key, value=value, **more)


def phone(office: Office, customer: int, value: str, **more: object) -> None:
    office.do(card_rows.add_channel, customer_id=customer, channel="phone", value=value, **more)


def test_the_fuller_and_the_more_trusted_value_is_proposed(office: Office) -> None:
    keep = card(office, surname="Иванова", given="М.", birth_month=5, birth_day=12, territory="Север")
    other = card(
        office,
        surname="иванова",
        given="Мария",
        patronymic="Петровна",
        birth_year=1980,
        birth_month=5,
        birth_day=12,
        territory="Юг",
    )
    fact(office, keep, "wine", "белое", origin="guessed")
    fact(office, other, "wine", "Саперави", origin="told")
    found = office.ask(proposal, keep_id=keep, other_id=other)
    chosen = {choice.field: (choice.chosen, choice.clash) for choice in found.choices}
    assert chosen["surname"] == (Side.KEEP, False)
    assert chosen["given"] == (Side.OTHER, False)
    assert chosen["patronymic"] == (Side.OTHER, False)
    assert chosen["birth"] == (Side.OTHER, False)
    assert chosen["territory"] == (Side.KEEP, True)
    assert chosen["wine"] == (Side.OTHER, True)
    assert {choice.field for choice in found.clashes} == {"territory", "wine"}


def pair(office: Office) -> tuple[int, int]:
    """Two full cards that agree here and differ there."""
    keep = card(office, surname="Иванова", given="М.", territory="Север", note="Любит тишину", source="сайт")
    other = card(office, surname="Иванова", given="Мария", territory="Юг", note="Два этажа", employer="Север")
    third = card(office, surname="Орлов")
    for customer, shown, label in ((keep, "8 912 345-67-89", "work"), (other, "+7 (912) 345 67 89", "home")):
        phone(office, customer, shown, label=label, preferred=True)
    phone(office, other, "+7 912 000-11-22", preferred=True)
    for customer, wine, pets in ((keep, "саперави", "кот"), (other, "Саперави", "собака Ю")):
        fact(office, customer, "wine", wine, origin="told")
        fact(office, customer, "pets", pets, private=customer == other)
        office.do(customers.add_tag, customer_id=customer, name="кофе")
        office.do(customers.set_meta, customer_id=customer, key="territory", origin="told")
        office.do(
            card_rows.add,
            kind="relatives",
            customer_id=customer,
            values={
                "relation": "daughter",
                "name": "Алиса",
                "birth_year": 2015 if customer == other else None,
            },
        )
        office.do(
            card_rows.add, kind="links", customer_id=customer, values={"other_id": third, "kind": "colleague"}
        )
        office.do(
            interactions.log,
            customer_id=customer,
            kind="form",
            direction="in",
            text="Цена на зерно",
            waits=True,
            at=dt.datetime(2026, 11, 16, 10, tzinfo=dt.UTC),
            followup=Next(dt.date(2026, 11, 18 if customer == keep else 20), "", "счёт"),
        )
        office.do(interactions.add_favour, customer_id=customer, side="given", text="Проба зерна")
        office.do(card_rows.skip_question, customer_id=customer, field="books")
    office.do(customers.add_tag, customer_id=other, name="отель")
    office.do(card_rows.add, kind="links", customer_id=third, values={"other_id": other, "kind": "boss"})
    office.do(
        card_rows.add,
        kind="links",
        customer_id=keep,
        values={"other_id": other, "kind": "friend", "note": "одна и та же?"},
    )
    for customer, state in ((keep, "given"), (other, "refused")):
        office.do(
            card_rows.set_consent,
            customer_id=customer,
            channel="email",
            topic="news",
            state=state,
            how="устно",
        )

    def bare(work: Work) -> None:
        for customer in (keep, other):
            work.insert(
                Attachment,
                customer_id=customer,
                name="прайс.txt",
                media_type="text/plain",
                size=1,
                sha256="00",
                stored_name=f"f{customer}",
                role="",
                added_at=work.now,
            )
        work.insert(RawProperty, customer_id=other, name="X-SKYPE", value="masha")
        work.insert(DuplicatePair, first_id=keep, second_id=other, score=90, reasons="phone")
        work.insert(DuplicatePair, first_id=other, second_id=third, score=60, state="apart", reasons="name")

    office.do(bare)
    return keep, other


def test_undo_and_redo_of_a_merge_bring_back_every_row(office: Office) -> None:
    keep, other = pair(office)
    before = everything(office)
    office.do(merging.merge, keep_id=keep, other_id=other, choices={"territory": "other", "pets": "keep"})
    after = everything(office)
    assert after != before
    office.undo()
    assert everything(office) == before
    office.redo()
    assert everything(office) == after
    office.undo()
    assert everything(office) == before


def test_rows_come_over_and_equal_ones_are_not_doubled(office: Office) -> None:
    keep, other = pair(office)
    office.do(merging.merge, keep_id=keep, other_id=other, choices={"territory": "other"})
    phones = rows(office, Channel, customer_id=keep)
    assert [row["key"] for row in phones] == ["79123456789", "79120001122"]
    assert [row["preferred"] for row in phones] == [True, False]
    assert (phones[0]["label"], phones[0]["note"]) == ("work", "home")
    assert len(rows(office, CustomerTag, customer_id=keep)) == 2
    relatives = rows(office, Relative, customer_id=keep)
    assert [(row["name"], row["birth_year"]) for row in relatives] == [("Алиса", 2015)]
    assert len(rows(office, Interaction, customer_id=keep)) == 1
    steps = rows(office, FollowUp, customer_id=keep)
    assert [row["due_on"].day for row in steps] == [18, 20]
    assert {row["interaction_id"] for row in steps} == {rows(office, Interaction)[0]["id"]}
    assert len(rows(office, Favour, customer_id=keep)) == 1
    assert len(rows(office, Attachment, customer_id=keep)) == 1
    assert {(row["customer_id"], row["kind"]) for row in rows(office, Link)} == {
        (keep, "colleague"),
        (other + 1, "boss"),
    }
    names = {row["name"] for row in rows(office, RawProperty, customer_id=keep)}
    assert names == {"X-SKYPE", merging.OTHER_UID}
    pairs = {(row["first_id"], row["second_id"]): row["state"] for row in rows(office, DuplicatePair)}
    assert pairs[keep, other + 1] == "apart"
    assert office.ask(duplicates.count) == 0


def test_no_fact_of_either_card_is_lost(office: Office) -> None:
    keep, other = pair(office)
    before = everything(office)
    office.do(merging.merge, keep_id=keep, other_id=other, choices={"territory": "other", "pets": "keep"})
    kept = rows(office, Customer, id=keep)[0]
    assert (kept["given"], kept["territory"], kept["employer"]) == ("Мария", "Юг", "Север")
    assert kept["note"] == "Любит тишину\n\nДва этажа"
    facts = {row["key"]: row for row in rows(office, Fact, customer_id=keep)}
    assert facts["other:territory"]["value"] == "Север"
    assert facts["other:pets"]["value"] == "собака Ю"
    assert facts["other:pets"]["private"]
    assert facts["pets"]["value"] == "кот"
    assert "other:wine" not in facts
    assert "email · news · given" in facts["other:consents"]["value"]
    assert facts["other:links"]["value"] == "friend: одна и та же?"
    said = " ".join(str(row) for found in everything(office).values() for row in found).casefold()
    for row in before["facts"]:
        assert str(row["value"] or "").casefold() in said
    assert rows(office, Customer, id=other)[0]["state"] == 3


def test_the_stricter_consent_holds(office: Office) -> None:
    keep, other = pair(office)
    office.do(merging.merge, keep_id=keep, other_id=other)
    assert [row["state"] for row in rows(office, Consent, customer_id=keep)] == ["refused"]


def test_several_are_merged_in_one_step_and_values_that_lost_pile_up(office: Office) -> None:
    ids = [card(office, surname="Орлов", territory=name) for name in ("Север", "Юг", "Запад")]
    before = everything(office)
    office.do(merging.merge_all, keep_id=ids[0], other_ids=ids[1:])
    facts = {row["key"]: row["value"] for row in rows(office, Fact, customer_id=ids[0])}
    assert facts == {"other:territory": "Юг", "other:territory#2": "Запад"}
    office.undo()
    assert everything(office) == before


def test_a_merge_of_merged_cards_carries_what_lost_before(office: Office) -> None:
    ids = [card(office, surname="Орлов", territory=name) for name in ("Север", "Юг", "Запад")]
    office.do(merging.merge, keep_id=ids[1], other_id=ids[2])
    office.do(merging.merge, keep_id=ids[0], other_id=ids[1])
    facts = {row["key"]: row["value"] for row in rows(office, Fact, customer_id=ids[0])}
    assert set(facts.values()) == {"Юг", "Запад"}
    row = rows(office, Fact, customer_id=ids[0])[0]
    office.do(merging.drop_other, row_id=row["id"])
    assert len(rows(office, Fact, customer_id=ids[0])) == 1


def test_wrong_merges_are_refused(office: Office) -> None:
    keep, other = card(office, surname="Орлов"), card(office, surname="Орлова")
    with pytest.raises(SameCustomer):
        office.do(merging.merge, keep_id=keep, other_id=keep)
    with pytest.raises(UnknownField):
        office.do(merging.merge, keep_id=keep, other_id=other, choices={"colour": "keep"})
    with pytest.raises(BadValue):
        office.do(merging.merge, keep_id=keep, other_id=other, choices={"surname": "both"})
    office.do(merging.merge, keep_id=keep, other_id=other)
    with pytest.raises(Gone):
        office.do(merging.merge, keep_id=keep, other_id=other)


def test_the_found_follow_up_of_the_kept_card_is_derived_anew(office: Office) -> None:
    keep, other = card(office, surname="Орлов"), card(office, surname="Орлов")
    phone(office, other, "+7 912 345-67-89")
    office.do(followups.create, customer_id=other, due_on=dt.date(2026, 11, 20), text="счёт")
    office.do(merging.merge, keep_id=keep, other_id=other)
    kept = rows(office, Customer, id=keep)[0]
    assert (kept["phone"], kept["next_due"]) == ("+7 912 345-67-89", dt.date(2026, 11, 20))
    office.undo()
    kept = rows(office, Customer, id=keep)[0]
    assert (kept["phone"], kept["next_due"]) == ("", None)


def test_series_and_confirmations_stay_tied(office: Office) -> None:
    keep, other = card(office, surname="Орлов"), card(office, surname="Орлов")
    when = {"due_on": dt.date(2026, 11, 20), "text": "проба", "kind": "meeting", "confirm": True}
    same = [
        office.do(followups.create, customer_id=one, repeat="FREQ=WEEKLY", **when) for one in (keep, other)
    ]
    # only the other card's series has an occurrence that stands by itself
    own = office.do(followups.move, row_id=same[1], due_on=dt.date(2026, 11, 28), occurrence="2026-11-27")
    office.do(merging.merge, keep_id=keep, other_id=other)
    found = {row["id"]: row for row in rows(office, FollowUp, customer_id=keep)}
    assert same[1] not in found
    assert found[own]["series_id"] == same[0]
    assert {row["confirms_id"] for row in found.values()} == {None, same[0]}
    office.undo()
    assert rows(office, FollowUp, id=own)[0]["series_id"] == same[1]
