"""What the rooms of import, history and conflicts read, on both engines."""

from __future__ import annotations

from app.exchange.contacts import ContactRecord
from app.models.customer import Fact
from app.office import Office
from app.queries import conflicts, history, imports
from app.services import customers, settings
from app.services.entering import enter
from app.services.history import undo
from app.services.importing import Source, plan, run


class Contents:
    """Two contacts that are at hand already."""

    def __init__(self) -> None:
        self.problems, self.read = [], 2

    def __iter__(self):
        yield ContactRecord(line=2, surname="Иванова", given="Мария")
        yield ContactRecord(line=3, surname="Brown", given="Peter")


def test_a_mapping_is_found_by_the_header_alone(office: Office) -> None:
    header = ("ФИО", "Любимый  сорт")
    assert office.ask(imports.definition, header=header) is None
    office.do(settings.save_mapping, name="a.csv", header=imports.header_key(header), definition="{}")
    assert office.ask(imports.definition, header=("ФИО", "Любимый сорт")) == "{}"
    assert office.ask(imports.definition, header=("ФИО",)) is None


def test_what_an_import_created_until_it_is_taken_back(office: Office) -> None:
    old = office.do(enter, values={"surname": "Old"})
    done = run(office, plan=office.ask(plan, sources=[Source("a.vcf", Contents())]))
    found = office.ask(imports.created, batch_id=done.batch_id)
    assert len(found) == 2
    assert old not in found
    assert len(office.ask(imports.created, batch_id=done.batch_id, limit=1)) == 1
    detail = office.ask(history.changes_of, step_id=done.step)
    assert detail.added["customers"] == 2
    office.do(undo, step_id=done.step)
    assert office.ask(imports.created, batch_id=done.batch_id) == []


def test_steps_of_the_whole_database_newest_first_and_onwards(office: Office) -> None:
    customer_id = office.do(enter, values={"surname": "Иванова"})
    office.do(customers.edit, customer_id=customer_id, values={"surname": "Петрова"})
    steps = office.ask(history.all_steps, limit=1)
    assert [(step.verb, step.person) for step in steps] == [("edit", "Анна Орлова")]
    detail = office.ask(history.changes_of, step_id=steps[0].id)
    assert [(c.field, c.before, c.after) for c in detail.changes if c.field == "surname"] == [
        ("surname", "Иванова", "Петрова")
    ]
    earlier = office.ask(history.all_steps, before=steps[0].id)
    assert earlier[0].verb == "enter"
    assert all(step.id < steps[0].id for step in earlier)


def test_a_clash_is_told_by_card_datum_and_person(office: Office) -> None:
    customer_id = office.do(enter, values={"surname": "Иванова"})
    office.do(customers.set_fact, customer_id=customer_id, key="wine", value="red")
    (fact,) = office.do(lambda work: work.find(Fact, customer_id=customer_id, key="wine"))
    found = office.ask(conflicts.clash, kind="facts", row_id=fact["id"])
    assert (found.customer_id, found.title, found.key, found.person) == (
        customer_id,
        "Иванова",
        "wine",
        "Анна Орлова",
    )
    whole = office.ask(conflicts.clash, kind="customers", row_id=customer_id)
    assert (whole.customer_id, whole.key) == (customer_id, "")
    assert office.ask(conflicts.clash, kind="facts", row_id=999).title == ""
