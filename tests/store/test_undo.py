"""Every verb can be undone and done again, and nothing is lost by it."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.models.base import Base
from app.models.customer import Customer, CustomerTag, Tag
from app.models.faults import EditConflict, MovedOn, NothingToRedo, NothingToUndo
from app.models.work import Reading
from app.office import Office
from app.services import card_rows, customers, followups, interactions, people, settings
from app.services.interactions import Next

IGNORED = {"steps", "step_rows", "customer_search", "name_words", "words", "meta"}
BOOKKEEPING = {"version", "updated_at"}


def everything(office: Office) -> dict[str, list[dict[str, object]]]:
    """All rows that users make, without what only counts writes."""

    def read(work: Reading) -> dict[str, list[dict[str, object]]]:
        found = {}
        for name, table in Base.metadata.tables.items():
            if name not in IGNORED:
                rows = work.connection.execute(sa.select(table).order_by(*table.primary_key)).mappings()
                kept = [{k: v for k, v in row.items() if k not in BOOKKEEPING} for row in rows]
                found[name] = [row for row in kept if row.get("state") != 3]
        return found

    return office.ask(read)


def ivanova(office: Office) -> int:
    return office.do(customers.create, values={"surname": "Иванова", "given": "Мария"}, tags=["Кофе"])


VERBS = {
    "create": lambda o, c: o.do(customers.create, values={"surname": "Орлов"}),
    "edit": lambda o, c: o.do(customers.edit, customer_id=c, values={"surname": "Петрова", "birth_month": 3}),
    "fact": lambda o, c: o.do(customers.set_fact, customer_id=c, key="wine", value="Саперави", origin="told"),
    "clear fact": lambda o, c: o.do(customers.set_fact, customer_id=c, key="hobby", value=""),
    "meta": lambda o, c: o.do(customers.set_meta, customer_id=c, key="hobby", private=True),
    "confirm": lambda o, c: o.do(customers.confirm, customer_id=c, key="hobby"),
    "bulk": lambda o, c: o.do(customers.bulk_edit, ids=[c], values={"territory": "Север"}, add_tags=["чай"]),
    "class": lambda o, c: o.do(customers.set_class, customer_id=c, class_="VIP"),
    "trash": lambda o, c: o.do(customers.trash, ids=[c]),
    "tag": lambda o, c: o.do(customers.remove_tag, customer_id=c, name="кофе"),
    "phone": lambda o, c: o.do(
        card_rows.add_channel, customer_id=c, channel="phone", value="+7 912 345-67-89"
    ),
    "consent": lambda o, c: o.do(
        card_rows.set_consent, customer_id=c, channel="email", topic="news", state="given"
    ),
    "log": lambda o, c: o.do(
        interactions.log,
        customer_id=c,
        text="цена",
        minutes=15,
        followup=Next(dt.date(2026, 11, 18), "10:00", "счёт"),
    ),
    "followup": lambda o, c: o.do(followups.create, due_on=dt.date(2026, 11, 20), text="без клиента"),
    "own field": lambda o, c: o.do(settings.add_own_field, label="Размер", purposes=["gifts"]),
    "view": lambda o, c: o.do(settings.save_view, room="customers", name="Мои", definition={"class": "VIP"}),
}


@pytest.mark.parametrize("name", VERBS)
def test_undo_and_redo_bring_back_every_row(office: Office, name: str) -> None:
    customer = ivanova(office)
    office.do(customers.set_fact, customer_id=customer, key="hobby", value="сад", origin="guessed")
    before = everything(office)
    VERBS[name](office, customer)
    after = everything(office)
    assert after != before
    office.undo()
    assert everything(office) == before
    office.redo()
    assert everything(office) == after
    office.undo()
    assert everything(office) == before


def test_undo_goes_back_step_by_step_and_redo_forward(office: Office) -> None:
    customer = ivanova(office)
    for name in ("Север", "Юг", "Запад"):
        office.do(customers.edit, customer_id=customer, values={"territory": name})
    seen = []
    for _ in range(3):
        office.undo()
        seen.append(territory(office, customer))
    assert seen == ["Юг", "Север", ""]
    for name in ("Север", "Юг", "Запад"):
        office.redo()
        assert territory(office, customer) == name
    with pytest.raises(NothingToRedo):
        office.redo()


def test_something_new_ends_what_could_be_redone(office: Office) -> None:
    customer = ivanova(office)
    office.do(customers.edit, customer_id=customer, values={"territory": "Юг"})
    office.undo()
    office.do(customers.edit, customer_id=customer, values={"source": "сайт"})
    with pytest.raises(NothingToRedo):
        office.redo()


def test_undo_is_refused_where_somebody_else_moved_on(office: Office, anna: int) -> None:
    customer = ivanova(office)
    office.do(customers.edit, customer_id=customer, values={"territory": "Юг"})
    office.person_id = None
    office.do(customers.edit, customer_id=customer, values={"territory": "Север"})
    office.person_id = anna
    with pytest.raises(MovedOn):
        office.undo()
    assert territory(office, customer) == "Север"


def test_undo_is_ones_own(office: Office) -> None:
    other = office.do(people.create, name="Борис")
    ivanova(office)
    office.person_id = other
    with pytest.raises(NothingToUndo):
        office.undo()


def test_untouched_fields_join_and_a_clash_is_shown(office: Office) -> None:
    customer = ivanova(office)
    office.do(customers.edit, customer_id=customer, values={"territory": "Юг"}, was={"territory": ""})
    office.do(customers.edit, customer_id=customer, values={"source": "сайт"}, was={"source": ""})
    with pytest.raises(EditConflict) as caught:
        office.do(customers.edit, customer_id=customer, values={"territory": "Север"}, was={"territory": ""})
    assert (caught.value.base, caught.value.theirs, caught.value.mine) == (
        {"territory": ""},
        {"territory": "Юг"},
        {"territory": "Север"},
    )
    assert territory(office, customer) == "Юг"


def territory(office: Office, customer: int) -> str:
    return office.ask(lambda work: work.value(sa.select(Customer.territory).where(Customer.id == customer)))


def test_tags_of_many_change_at_once_and_come_back(office: Office) -> None:
    """However many customers there are, only those who lack a tag get it; one undo takes all of it back."""
    ids = [
        office.do(customers.create, values={"surname": f"N{number}"}, tags=["чай"] if number % 2 else [])
        for number in range(120)
    ]

    def tagged() -> set[tuple[int, str]]:
        rows = office.ask(
            lambda reading: reading.rows(
                sa.select(CustomerTag.customer_id, Tag.name).join(Tag, Tag.id == CustomerTag.tag_id)
            )
        )
        return {(row.customer_id, row.name) for row in rows}

    before = tagged()
    statements: list[str] = []
    sa.event.listen(office.database.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    office.do(customers.bulk_edit, ids=ids, values={}, add_tags=["лес"], remove_tags=["никто", "чай"])
    assert tagged() == {(each, "лес") for each in ids}
    assert sum("SELECT" in text and "customer_tags" in text for text in statements) < 80
    office.undo()
    assert tagged() == before
