"""The card tells who changed what, and colleagues' changes are news."""

from __future__ import annotations

from app.office import Office
from app.queries import history
from app.services import card_rows, customers, merging, people


def test_a_card_tells_who_changed_what(office: Office) -> None:
    customer = office.do(customers.create, values={"surname": "Орлов"})
    office.do(customers.create, values={"surname": "Ким"})
    office.do(customers.edit, customer_id=customer, values={"territory": "Юг", "birth_month": 5})
    row = office.do(card_rows.add_channel, customer_id=customer, channel="phone", value="+7 912 345-67-89")
    office.do(card_rows.remove, kind="channels", row_id=row)
    office.undo()
    steps = office.ask(history.card_history, customer_id=customer)
    assert [step.verb for step in steps] == ["undo", "remove", "add_channel", "edit", "create"]
    undo, removed, added, edited, created = steps
    assert (undo.kind, undo.target_id, removed.undone) == ("undo", removed.id, True)
    assert {step.person for step in steps} == {"Анна Орлова"}
    assert (edited.title, edited.values["name"]) == ("Changed {field} of {name}", "Орлов")
    changed = {
        change.field: (change.before, change.after) for change in edited.changes if change.kind == "customers"
    }
    assert changed == {"territory": ("", "Юг"), "birth_month": (None, 5)}
    assert removed.changes[0].before["value"] == "+7 912 345-67-89"
    assert [change.op for change in added.changes] == ["+"]
    assert created.at == office.clock.now()


def test_the_history_is_read_in_pages(office: Office) -> None:
    customer = office.do(customers.create, values={"surname": "Орлов"})
    for name in ("Юг", "Север", "Запад"):
        office.do(customers.edit, customer_id=customer, values={"territory": name})
    first = office.ask(history.card_history, customer_id=customer, limit=2)
    rest = office.ask(history.card_history, customer_id=customer, limit=9, before=first[-1].id)
    whole = office.ask(history.card_history, customer_id=customer)
    assert first + rest == whole
    assert len(first) == 2


def test_the_history_of_a_merged_card_goes_on(office: Office) -> None:
    ids = [office.do(customers.create, values={"surname": name}) for name in ("Орлов", "Орлоф", "Арлов")]
    office.do(merging.merge, keep_id=ids[1], other_id=ids[2])
    office.do(merging.merge, keep_id=ids[0], other_id=ids[1])
    steps = office.ask(history.card_history, customer_id=ids[0])
    assert [step.verb for step in steps] == ["merge", "merge", "create", "create", "create"]
    office.undo()
    assert office.ask(history.merged_into, customer_id=ids[0]) == []
    assert office.ask(history.merged_into, customer_id=ids[1]) == [ids[2]]


def test_what_colleagues_did_is_news(office: Office, anna: int) -> None:
    boris = office.do(people.create, name="Борис")
    customer = office.do(customers.create, values={"surname": "Орлов"})
    seen = office.ask(history.last_step)
    assert office.ask(history.steps, after=seen) == history.News(seen)
    office.person_id = boris
    office.do(customers.edit, customer_id=customer, values={"territory": "Юг"})
    office.person_id = anna
    office.do(customers.create, values={"surname": "Ким"})
    news = office.ask(history.steps, after=seen, others_only=True)
    assert news.people == ("Борис",)
    assert news.changes.touches_customer(customer)
    assert news.changes.ids["customers"] == {customer}
    assert news.last == seen + 2
    assert len(office.ask(history.steps, after=seen).changes.ids["customers"]) == 2


def test_a_great_many_changes_are_news_as_a_whole(office: Office, monkeypatch: object) -> None:
    monkeypatch.setattr(history, "MANY", 2)
    seen = office.ask(history.last_step)
    ids = [office.do(customers.create, values={"surname": name}) for name in "АБВ"]
    office.do(customers.bulk_edit, ids=ids, values={"territory": "Юг"})
    news = office.ask(history.steps, after=seen)
    assert news.changes.bulk
    assert news.changes.touches_customer(12345)
