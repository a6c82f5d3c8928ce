"""The trash gives back, and what is erased is gone from every corner of the database."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.models.base import Base, table_of
from app.models.customer import Customer
from app.models.faults import Gone, NothingToUndo
from app.models.work import Reading
from app.office import Office
from app.queries import trash as found
from app.queries.history import card_history
from app.services import attachments, card_rows, customers, followups, interactions, merging, trash
from app.services.faults import UnknownField


def every_text(office: Office) -> str:
    """All that stands anywhere in the database, the search index included."""

    def read(reading: Reading) -> str:
        parts = []
        for table in Base.metadata.sorted_tables:
            parts += [str(tuple(row)) for row in reading.rows(sa.select(table))]
        if reading.connection.dialect.name == "sqlite":
            for index in ("customer_fts", "interaction_fts", "followup_fts"):
                blocks = reading.connection.exec_driver_sql(f"SELECT block FROM {index}_data").scalars()
                parts += [bytes(block).decode("utf-8", "replace") for block in blocks]
        return "\n".join(parts)

    return office.ask(read)


def full(office: Office) -> int:
    customer = office.do(customers.create, values={"surname": "Незабудкина", "given": "Анфиса"})
    other = office.do(customers.create, values={"surname": "Орлов"})
    office.do(customers.set_fact, customer_id=customer, key="wine", value="Мукузани")
    office.do(card_rows.add_channel, customer_id=customer, channel="email", value="anfisa@example.org")
    office.do(interactions.log, customer_id=customer, text="Просила кофемолку")
    office.do(followups.create, customer_id=customer, due_on=dt.date(2026, 12, 1), text="Кофемолка")
    office.do(
        attachments.add, customer_id=customer, source="паспорт Незабудкиной".encode(), name="паспорт.txt"
    )
    for one, two in ((customer, other), (other, customer)):
        row = office.do(
            card_rows.add,
            kind="links",
            customer_id=one,
            values={"other_id": two, "kind": "friend", "note": "подруга Незабудкиной"},
        )
    office.do(card_rows.remove, kind="links", row_id=row)
    return customer


def test_the_trash_says_what_when_and_who(office: Office) -> None:
    customer = full(office)
    contact = office.do(interactions.log, customer_id=customer, text="лишнее")
    office.do(interactions.trash, row_id=contact)
    [item] = office.ask(found.trash)
    assert (item.kind, item.title, item.customer, item.by) == (
        "interactions",
        "лишнее",
        "Незабудкина Анфиса",
        "Анна Орлова",
    )
    assert item.trashed_at == office.clock.now()
    office.do(customers.trash, ids=[customer])
    assert [item.kind for item in office.ask(found.trash)] == ["customers"]
    assert office.ask(found.count) == 1
    office.do(trash.restore, items=[("customers", customer), ("interactions", contact)])
    assert office.ask(found.trash) == []
    of_it = sa.select(table_of(Customer)).where(Customer.id == customer)
    assert office.ask(lambda reading: reading.one(of_it).trashed_at) is None
    office.undo()
    assert office.ask(found.count) == 1


def test_restoring_what_is_never_thrown_away_is_refused(office: Office) -> None:
    with pytest.raises(UnknownField):
        office.do(trash.restore, items=[("channels", 1)])


def test_an_erased_person_is_gone_from_everywhere(office: Office) -> None:
    customer = full(office)
    office.undo()
    office.redo()
    words = ("Незабудкин", "незабудкин", "Анфиса", "Мукузани", "мукузани", "anfisa", "кофемолк", "паспорт")
    there = every_text(office)
    assert all(word in there for word in words)
    done = office.do(trash.erase, customer_id=customer)
    assert done.files == 1
    assert done.rows > 5
    left = every_text(office)
    assert [word for word in words if word in left] == []
    assert [word for word in words if str(word.encode()) in left] == []
    assert "Орлов" in left
    with pytest.raises(Gone):
        office.do(trash.erase, customer_id=customer)


def test_the_act_of_destruction_stays_without_personal_data(office: Office) -> None:
    customer = full(office)
    office.do(trash.erase, customer_id=customer)
    [step] = [step for step in office.ask(card_history, customer_id=customer) if step.verb == "erase"]
    assert step.person == "Анна Орлова"
    assert step.kind == "final"
    assert step.values["files"] == 1


def test_an_erasure_cannot_be_undone_and_does_not_break_undo(office: Office) -> None:
    customer = full(office)
    kept = office.do(customers.create, values={"surname": "Кречетов"})
    office.do(trash.erase, customer_id=customer)
    office.undo()
    state = office.ask(
        lambda reading: reading.value(sa.text(f"SELECT state FROM customers WHERE id = {kept}"))
    )
    assert state == 3
    office.undo()  # the other customer, whose links are gone
    with pytest.raises(NothingToUndo):
        office.undo()


def test_cards_that_were_merged_into_an_erased_one_go_as_well(office: Office) -> None:
    customer = full(office)
    keep = office.do(customers.create, values={"surname": "Васильчикова"})
    office.do(merging.merge, keep_id=keep, other_id=customer)
    office.do(trash.erase, customer_id=keep)
    left = every_text(office)
    assert "Незабудкин" not in left
    assert "Васильчиков" not in left


def test_emptying_erases_the_trash_and_nothing_else(office: Office) -> None:
    customer = full(office)
    contact = office.do(interactions.log, customer_id=customer, text="опечатка")
    kept = office.do(interactions.log, customer_id=customer, text="важное")
    step = office.do(followups.create, due_on=dt.date(2026, 12, 1), text="забыть меня")
    file = office.do(attachments.add, customer_id=customer, source=b"old list", name="old.txt")
    office.do(interactions.trash, row_id=contact)
    office.do(followups.trash, row_id=step)
    office.do(attachments.remove, row_id=file)
    assert office.do(trash.empty, items=[("interactions", contact)]) == 1
    assert office.ask(found.count) == 2
    assert office.do(trash.empty) == 2
    left = every_text(office)
    assert [word for word in ("опечатка", "забыть", "old list", "old.txt") if word in left] == []
    assert "важное" in left
    assert office.do(trash.empty) == 0
    office.do(interactions.trash, row_id=kept)
    office.undo()
    assert "важное" in every_text(office)
