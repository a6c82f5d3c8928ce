"""An import accounts for every record, joins without loss, and is seen, undone and redone as one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.exchange.contacts import (
    AddressParts,
    ChannelValue,
    ContactRecord,
    DateValue,
    Problem,
    ReadResult,
    RelativeValue,
    problem,
)
from app.models.base import Base, table_of
from app.models.customer import (
    LIVE,
    STAGED,
    Attachment,
    AttachmentData,
    Channel,
    Customer,
    Fact,
    OwnField,
    PersonalDate,
    RawProperty,
    Relative,
    Tag,
)
from app.models.team import Batch, DuplicatePair, Person
from app.models.work import Reading
from app.office import Office
from app.queries import customers as customer_list
from app.queries import imports, search
from app.services import customers, derive, importing, people, settings
from app.services.importing import ImportPlan, Options, Source, Verdict, batches


class File:
    """Records as an open file gives them."""

    def __init__(self, records: Sequence[ContactRecord], problems: Sequence[Problem] = ()) -> None:
        self.records = [one._replace(line=at) for at, one in enumerate(records, 2)]
        self.problems = list(problems)
        self.read = len(records) + len(self.problems)

    def __iter__(self) -> Any:
        return iter(self.records)


def source(*records: ContactRecord, file: str = "contacts.csv", problems: Sequence[Problem] = ()) -> Source:
    return Source(file, File(records, problems))


def person(surname: str = "", given: str = "", **values: Any) -> ContactRecord:
    return ContactRecord(surname=surname, given=given, **values)


def phone(value: str, **values: Any) -> ChannelValue:
    return ChannelValue("phone", value, **values)


def email(value: str) -> ChannelValue:
    return ChannelValue("email", value)


def planned(office: Office, *sources: Source, **options: Any) -> ImportPlan:
    plan: ImportPlan = office.ask(importing.plan, sources=sources, options=Options(**options))
    return plan


def imported(office: Office, *sources: Source, **options: Any) -> importing.Imported:
    return importing.run(office, plan=planned(office, *sources, **options))


def rows(office: Office, model: type[Base], *where: Any) -> list[Any]:
    table = table_of(model)
    return office.ask(lambda work: work.rows(sa.select(table).where(*where).order_by(*table.primary_key)))


def live(office: Office) -> list[Any]:
    return rows(office, Customer, Customer.state == LIVE)


def contents(office: Office) -> dict[str, list[dict[str, Any]]]:
    """Everything that is visible, without what only counts writes."""

    def read(work: Reading) -> dict[str, list[dict[str, Any]]]:
        alive = sa.select(Customer.id).where(Customer.state == LIVE)
        found = {}
        for table in Base.metadata.sorted_tables:
            if table.name in {"steps", "step_rows", "batches", "tags", "words"}:
                continue
            statement = sa.select(table).order_by(*table.primary_key)
            if table.name == "customers":
                statement = statement.where(table.c.state == LIVE)
            elif "customer_id" in table.c:
                statement = statement.where(table.c.customer_id.in_(alive))
            elif table.name == "people":
                statement = statement.where(sa.not_(table.c.gone))
            elif "first_id" in table.c:
                statement = statement.where(table.c.first_id.in_(alive), table.c.second_id.in_(alive))
            elif table.name == "attachment_data":
                continue
            kept = work.connection.execute(statement).mappings()
            found[table.name] = [
                {k: v for k, v in row.items() if k not in {"version", "updated_at", "indexed"}}
                for row in kept
            ]
        return found

    return office.ask(read)


ANNA = person(
    "Орлова",
    "Анна",
    patronymic="Петровна",
    nickname="Аня",
    prefix="г-жа",
    uid="urn:uuid:1",
    employer="ООО «Ромашка»",
    position="директор",
    channels=(
        phone("8 (912) 345-67-89", label="mobile", preferred=True),
        email("Anna@Example.ru"),
        ChannelValue(
            "address",
            "Лесная 5, Казань",
            "work",
            parts=AddressParts(street="Лесная 5", city="Казань", country="Россия"),
        ),
    ),
    birth=DateValue("birth", None, 2, 29),
    dates=(DateValue("anniversary", 2010, 6, 1), DateValue("wedding", 1999)),
    relatives=(RelativeValue("spouse", "Пётр", DateValue("birth", 1970, 1, 2)),),
    facts=(("hobby", "сад"), ("own:Размер", "44"), ("marital", "по-разному")),
    columns=(
        ("note", "две строки\nтекста"),
        ("source", "выставка"),
        ("time_zone", "Europe/Samara"),
        ("country", "Россия"),
        ("first_contact_on", "когда-то"),
    ),
    tags=("Кофе", "кофе", "чай"),
    responsible="Борис Ким",
    photo=b"\xff\xd8\xff picture",
    raw=(("X-COLOUR;TYPE=home", "синий"), ("utm_source", "ya")),
)


def test_every_datum_of_a_record_finds_its_place(office: Office) -> None:
    done = imported(office, source(ANNA))
    (row,) = live(office)
    assert (row.surname, row.given, row.patronymic, row.name) == ("Орлова", "Анна", "Петровна", "")
    assert (row.uid, row.employer, row.position) == ("urn:uuid:1", "ООО «Ромашка»", "директор")
    assert (row.birth_year, row.birth_month, row.birth_day) == (None, 2, 29)
    assert (row.note, row.source, row.time_zone, row.country) == (
        "две строки\nтекста",
        "выставка",
        "Europe/Samara",
        "RU",
    )
    assert (row.title, row.phone, row.email, row.city) == (
        "Орлова Анна Петровна",
        "8 (912) 345-67-89",
        "Anna@Example.ru",
        "Казань",
    )
    channels = rows(office, Channel)
    assert [(c.kind, c.label, c.preferred, c.key) for c in channels[:2]] == [
        ("phone", "mobile", True, "79123456789"),
        ("email", "", False, "anna@example.ru"),
    ]
    assert (channels[2].street, channels[2].city, channels[2].country) == ("Лесная 5", "Казань", "Россия")
    assert all(channel.purposes for channel in channels)
    (own,) = rows(office, OwnField)
    assert (own.label, own.purposes) == ("Размер", "topics")
    assert {f.key: f.value for f in rows(office, Fact)} == {"hobby": "сад", f"own:{own.id}": "44"}
    assert [(d.label, d.year, d.month, d.day) for d in rows(office, PersonalDate)] == [
        ("anniversary", 2010, 6, 1)
    ]
    assert [(r.relation, r.name, r.birth_year) for r in rows(office, Relative)] == [("spouse", "Пётр", 1970)]
    assert [tag.name for tag in rows(office, Tag)] == ["Кофе", "чай"]
    (picture,) = rows(office, Attachment)
    assert (row.photo_id, picture.media_type) == (picture.id, "image/jpeg")
    assert rows(office, AttachmentData)[0].data == b"\xff\xd8\xff picture"
    boris = next(p for p in rows(office, Person) if p.name == "Борис Ким")
    assert (row.responsible_id, boris.gone) == (boris.id, False)
    raw = {(r.name, r.value) for r in rows(office, RawProperty)}
    assert raw == {
        ("X-COLOUR;TYPE=home", "синий"),
        ("utm_source", "ya"),
        ("date wedding", "1999"),
        ("marital", "по-разному"),
        ("first_contact_on", "когда-то"),
        ("nickname", "Аня"),
        ("prefix", "г-жа"),
    }
    assert done.plan.document(lambda item: item.message)["files"] == [
        {
            "file": "contacts.csv",
            "read": 1,
            "created": 1,
            "merged": 0,
            "unchanged": 0,
            "skipped": 0,
            "problems": [],
            "first": "Орлова Анна Петровна",
        }
    ]


def test_what_an_import_derives_is_what_every_verb_derives(office: Office) -> None:
    imported(office, source(ANNA, person("Brown", "Tom", channels=(email("tom@x.org"),), tags=("VIP",))))

    def derived(work: Reading) -> list[Any]:
        names = ("customer_search", "name_words", "words")
        tables = [Base.metadata.tables[name] for name in names]
        found = [work.rows(sa.select(table).order_by(*table.primary_key)) for table in tables]
        columns = [Customer.id, Customer.title, Customer.sort_key, Customer.phone, Customer.email]
        return [*found, work.rows(sa.select(*columns, Customer.city).order_by(Customer.id))]

    before = office.ask(derived)
    office.do(lambda work: derive.refresh_customers(work, [row.id for row in live(office)]))
    assert office.ask(derived) == before


@pytest.mark.parametrize("text", ["орлова", "34567", "anna@ex", "ромашка", "сад", "пётр", "ОРЛ"])
def test_imported_customers_are_found_at_once(office: Office, text: str) -> None:
    imported(office, source(ANNA, person("Brown", "Tom")))
    assert [hit.title for hit in office.ask(search.search, text=text)] == ["Орлова Анна Петровна"]


def test_every_record_is_accounted_for(office: Office) -> None:
    bad = problem(9, "card", "broken", rejected=True)
    one = person("Ким", "Ли", channels=(phone("+7 495 111-22-33"),))
    plan = planned(
        office,
        source(
            one, one, person(), person("Ким", "Ли", channels=one.channels, position="врач"), problems=[bad]
        ),
        source(one._replace(employer="Клиника"), person("Пак", "Ён"), file="second.vcf"),
    )
    assert [(d.verdict, d.reason) for d in plan.decisions] == [
        (Verdict.CREATE, "new"),
        (Verdict.SKIP, "repeat"),
        (Verdict.SKIP, "empty"),
        (Verdict.JOIN, "phone"),
        (Verdict.JOIN, "phone"),
        (Verdict.CREATE, "new"),
    ]
    assert [(f.file, f.read, f.created, f.merged, f.skipped) for f in plan.files] == [
        ("contacts.csv", 5, 1, 1, 3),
        ("second.vcf", 2, 1, 1, 0),
    ]
    assert (plan.read, plan.created, plan.merged, plan.skipped) == (7, 2, 2, 3)
    assert {item.line for item in plan.files[0].problems} == {3, 4, 9}
    assert not live(office)
    importing.run(office, plan=plan)
    (kim, pak) = live(office)
    assert (kim.employer, kim.position, pak.surname) == ("Клиника", "врач", "Пак")


def test_a_dry_run_changes_nothing_and_counts_as_the_import_does(office: Office) -> None:
    imported(office, source(ANNA))
    before = contents(office)
    files = (
        source(ANNA, person("Ким", "Ли")),
        source(person("Ким", "Ли", uid="7"), person("Ким", "Ли", uid="7", position="врач")),
    )
    plan = planned(office, *files)
    assert contents(office) == before
    assert (plan.created, plan.merged) == (2, 2)


def same_phone(surname: str, given: str, **values: Any) -> ContactRecord:
    return person(surname, given, channels=(phone("+7 912 345-67-89"),), **values)


@pytest.mark.parametrize(
    ("record", "joins"),
    [
        (same_phone("Орлова", "Анна"), True),
        (same_phone("Orlova", "Anna"), True),
        (same_phone("Орлова", "А."), True),
        (same_phone("", "Анна"), True),
        (same_phone("", ""), True),
        (person("Орлова", "Анна", channels=(phone("8 912 345 67 89 доб. 5"),)), True),
        (person("Орлова", "Анна", channels=(phone("912 345-67-89"),)), True),
        (person("Орлова", "Анна", channels=(email("ANNA@example.ru"),)), True),
        (person("Орлова", "Анна", uid="urn:uuid:1"), True),
        (same_phone("Орлов", "Пётр"), False),
        (same_phone("Орлова", "Ольга"), False),
        (person("Ким", "Ли", uid="urn:uuid:1"), False),
        (same_phone("Орлова", "Анна", birth=DateValue("birth", 1980, 5, 5)), False),
        (person("Орлова", "Анна"), False),
        (person("Орлова", "Анна", channels=(phone("67-89"),)), False),
        (ContactRecord(kind="organisation", name="ООО «Лютик»", channels=(phone("89123456789"),)), False),
    ],
)
def test_a_record_joins_by_identifier_where_names_do_not_contradict(
    office: Office, record: ContactRecord, joins: bool
) -> None:
    imported(office, source(ANNA))
    plan = planned(office, source(record))
    assert (plan.merged, plan.created) == ((1, 0) if joins else (0, 1))


def test_a_landline_of_many_joins_nobody_who_has_no_name(office: Office) -> None:
    office_phone = (phone("+7 495 000-00-00"),)
    staff = [person(name, "Анна", channels=office_phone) for name in ("Ким", "Пак", "Цой")]
    plan = planned(office, source(*staff, person(channels=office_phone)))
    assert (plan.created, plan.merged) == (4, 0)


def test_customers_in_the_trash_or_undone_are_not_joined(office: Office) -> None:
    imported(office, source(ANNA))
    office.undo()
    assert planned(office, source(ANNA)).created == 1
    imported(office, source(ANNA))
    office.do(customers.trash, ids=[live(office)[0].id])
    assert planned(office, source(ANNA)).created == 1


def test_joining_adds_what_is_new_and_keeps_what_differs(office: Office) -> None:
    imported(office, source(ANNA))
    other = ANNA._replace(
        uid="urn:uuid:2",
        position="владелец",
        channels=(phone("+7 (912) 345 67 89", label="work"), phone("+7 495 765-43-21", preferred=True)),
        birth=DateValue("birth", 1980, 2, 29),
        facts=(("hobby", "теннис"), ("sport", "лыжи"), ("own:Размер", "44")),
        columns=(("note", "новое"), ("territory", "Волга")),
        tags=("Сыр", "ЧАЙ"),
        dates=(DateValue("anniversary", 2010, 6, 1), DateValue("nameday", None, 2, 16)),
        relatives=(RelativeValue("spouse", "пётр"), RelativeValue("son", "Илья")),
        responsible="Вера Пак",
        photo=b"\x89PNG other",
        raw=(("utm_source", "ya"), ("utm_term", "тест")),
    )
    before = contents(office)
    done = imported(office, source(other))
    (row,) = live(office)
    assert (row.position, row.birth_year, row.territory, row.note) == (
        "директор",
        1980,
        "Волга",
        "две строки\nтекста\nновое",
    )
    phones = [(c.value, c.preferred) for c in rows(office, Channel, Channel.kind == "phone")]
    assert phones == [("8 (912) 345-67-89", True), ("+7 495 765-43-21", False)]
    facts = {f.key: f.value for f in rows(office, Fact)}
    assert (facts["hobby"], facts["sport"]) == ("сад", "лыжи")
    assert len(rows(office, PersonalDate)) == len(rows(office, Relative)) == 2
    assert len(rows(office, Attachment)) == 2
    assert row.photo_id == rows(office, Attachment)[0].id
    raw = {(r.name, r.value) for r in rows(office, RawProperty)}
    assert raw >= {
        ("position", "владелец"),
        ("hobby", "теннис"),
        ("uid", "urn:uuid:2"),
        ("responsible_id", "Вера Пак"),
        ("utm_term", "тест"),
    }
    said = [dict(item.values) for item in done.plan.files[0].problems]
    assert {(each["kept"], each["other"]) for each in said} == {
        ("директор", "владелец"),
        ("сад", "теннис"),
        ("Борис Ким", "Вера Пак"),
    }
    after = contents(office)
    office.undo()
    assert contents(office) == before
    office.redo()
    assert contents(office) == after


def test_the_same_file_again_adds_nothing(office: Office) -> None:
    records = [
        ANNA,
        person("Ким", "Ли", channels=(phone("123-45-67"),)),
        ContactRecord(kind="organisation", name="Acme", channels=(email("a@b.c"),)),
    ]
    imported(office, source(*records))
    before = contents(office)
    done = imported(office, source(*records))
    assert (done.plan.created, done.plan.merged, done.step) == (0, 3, None)
    assert contents(office) == before


def test_a_record_that_nothing_identifies_is_not_created_twice(office: Office) -> None:
    alone = person("Сыч", "Ян", channels=(ChannelValue("site", "https://x.org"),), tags=("t",))
    imported(office, source(alone))
    (again,) = planned(office, source(alone)).decisions
    assert (again.verdict, again.reason) == (Verdict.SKIP, "there")
    assert planned(office, source(alone._replace(employer="Acme"))).created == 1
    assert planned(office, source(person("Сыч", "Ян"))).created == 1


def test_the_other_identity_of_a_joined_card_is_remembered(office: Office) -> None:
    imported(office, source(ANNA))
    imported(office, source(same_phone("Орлова", "Анна", uid="google:9")))
    plan = planned(office, source(person("Орлова", "Анна", uid="google:9", channels=(phone("000-11-22"),))))
    assert [(d.verdict, d.reason) for d in plan.decisions] == [(Verdict.JOIN, "uid")]


def test_mere_likeness_goes_to_the_review_list(office: Office) -> None:
    imported(office, source(person("Орлова", "Анна", channels=(phone("+7 912 345-67-89"),))))
    done = imported(
        office,
        source(
            person("Orlova", "Anna", channels=(email("o@x.ru"),)), person("Сыч", "Ян"), person("Sych", "Yan")
        ),
    )
    assert done.plan.created == 3
    first, second, third, fourth = (row.id for row in live(office))
    pairs = {(p.first_id, p.second_id): p for p in rows(office, DuplicatePair)}
    assert pairs.keys() == {(first, second), (third, fourth)}
    assert all(50 <= pair.score <= 100 and "name" in pair.reasons for pair in pairs.values())


def test_a_name_that_many_bear_is_no_likeness(office: Office) -> None:
    records = [person("Иванов", "Иван", channels=(phone(f"+7 912 000-00-{at:02d}"),)) for at in range(30)]
    assert planned(office, source(*records)).likes == ()


def test_undo_and_redo_of_a_large_import(office: Office) -> None:
    records = [
        person(
            f"Имя{at}",
            "Анна",
            channels=(email(f"a{at}@x.ru"),),
            tags=("t",),
            responsible="Борис Ким",
            facts=(("own:Цвет", "синий"),),
        )
        for at in range(700)
    ]
    before = contents(office)
    done = imported(office, source(*records))
    assert done.step is not None
    after = contents(office)
    assert len(after["customers"]) == 700
    office.undo()
    assert contents(office) == before
    assert planned(office, source(*records)).created == 700
    office.redo()
    assert contents(office) == after
    office.undo()
    again = imported(office, source(*records))
    assert (again.plan.created, again.plan.merged) == (700, 0)
    assert len(live(office)) == 700
    assert [p.name for p in rows(office, Person, sa.not_(Person.gone))] == ["Анна Орлова", "Борис Ким"]
    assert [field.label for field in rows(office, OwnField)] == ["Цвет"]
    table = office.ask(customer_list.facets)
    assert table.tags == (("t", 700),)


def test_one_history_row_for_each_created_customer(office: Office) -> None:
    done = imported(office, source(ANNA, person("Ким", "Ли")))
    counted = office.ask(
        lambda work: work.rows(
            sa.text(
                "SELECT kind, op, count(*) FROM step_rows WHERE step_id = :s GROUP BY kind, op"
            ).bindparams(s=done.step)
        )
    )
    assert {(kind, op): n for kind, op, n in counted}[("customers", "+")] == 2
    assert ("channels", "+") not in {(kind, op) for kind, op, _ in counted}
    (batch,) = rows(office, Batch)
    assert (batch.file, batch.step_id, batch.person_id) == ("contacts.csv", done.step, office.person_id)


def test_nothing_is_seen_before_the_end_and_one_news_tells_of_it(office: Office, monkeypatch: Any) -> None:
    monkeypatch.setattr("app.services.importing.batches.CHUNK", 10)
    news: list[Any] = []
    office.listeners.append(news.append)
    seen: list[tuple[int, int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((done, total, len(live(office))))

    plan = planned(office, source(*(person(f"Имя{at}", "Анна") for at in range(25))))
    importing.run(office, plan=plan, progress=progress)
    assert seen == [(10, 25, 0), (20, 25, 0), (25, 25, 0)]
    assert len(live(office)) == 25
    assert len(news) == 1
    assert news[0].bulk


def untouched(office: Office) -> dict[str, int]:
    """How many rows of any state there are."""

    def read(work: Reading) -> dict[str, int]:
        names = [name for name in Base.metadata.tables if name not in {"steps", "step_rows"}]
        return {name: work.value(sa.text(f'SELECT count(*) FROM "{name}"')) for name in names}

    return office.ask(read)


def test_a_cancelled_import_leaves_nothing(office: Office, monkeypatch: Any) -> None:
    monkeypatch.setattr("app.services.importing.batches.CHUNK", 2)
    before = untouched(office)
    calls = iter([False, False, True])
    plan = planned(office, source(ANNA, *(person(f"Имя{at}", "Анна") for at in range(9))))
    with pytest.raises(importing.Cancelled):
        importing.run(office, plan=plan, cancelled=lambda: next(calls))
    assert untouched(office) == before
    assert office.ask(search.search, text="орлова") == [] or office.person_id


def test_what_a_dead_import_left_is_removed_at_the_next_opening(
    office: Office, clock: Any, monkeypatch: Any
) -> None:
    before = untouched(office)
    plan = planned(office, source(ANNA, person("Ким", "Ли")))

    class Dead(BaseException):
        pass

    def die(*_: Any, **__: Any) -> None:
        raise Dead

    monkeypatch.setattr("app.services.importing.publishing.show", die)
    monkeypatch.setattr("app.services.importing.batches.discard", lambda *_, **__: False)
    with pytest.raises(Dead):
        importing.run(office, plan=plan)
    monkeypatch.undo()
    assert len(rows(office, Customer, Customer.state == STAGED)) == 2
    assert live(office) == []
    assert office.do(importing.discard_unfinished) == 0
    assert len(rows(office, Customer, Customer.state == STAGED)) == 2
    office.clock = type(clock)(clock.now() + __import__("datetime").timedelta(minutes=11), clock.zone)
    assert office.do(importing.discard_unfinished) == 1
    assert untouched(office) == before
    imported(office, source(ANNA))
    assert [hit.title for hit in office.ask(search.search, text="3456789")] == ["Орлова Анна Петровна"]


def test_an_import_that_was_taken_for_dead_does_not_publish_a_part(office: Office, monkeypatch: Any) -> None:
    monkeypatch.setattr("app.services.importing.batches.CHUNK", 2)
    plan = planned(office, source(*(person(f"Имя{at}", "Анна") for at in range(5))))

    def thief(done: int, _total: int) -> None:
        if done == 4:
            office.do(batches.discard, batch_id=rows(office, Batch)[0].id)

    with pytest.raises(importing.Interrupted):
        importing.run(office, plan=plan, progress=thief)
    assert rows(office, Customer) == []


def test_a_customer_that_went_meanwhile_stops_the_import(office: Office) -> None:
    imported(office, source(ANNA))
    plan = planned(office, source(same_phone("Орлова", "Анна", position="врач"), person("Ким", "Ли")))
    office.undo()
    with pytest.raises(importing.Outdated):
        importing.run(office, plan=plan)
    assert live(office) == []
    assert rows(office, Customer, Customer.state == STAGED) == []


def test_people_are_recognised_by_their_words_in_any_order(office: Office) -> None:
    boris = office.do(people.create, name="Борис Ким")
    imported(office, source(person("Пак", "Ён", responsible="Ким  БОРИС"), person("Сыч", "Ян")))
    assert [row.responsible_id for row in live(office)] == [boris, office.person_id]
    assert len(rows(office, Person)) == 2


def test_raw_columns_become_own_fields_where_the_mapping_says_so(office: Office) -> None:
    record = person("Пак", "Ён", raw=(("Размер", "44"), ("Цвет", "синий")))
    imported(office, source(record), own={"Размер": "gifts"})
    (field,) = rows(office, OwnField)
    assert (field.label, field.purposes) == ("Размер", "gifts")
    assert [(f.key, f.value, f.purposes) for f in rows(office, Fact)] == [(f"own:{field.id}", "44", "gifts")]
    assert [(r.name, r.value) for r in rows(office, RawProperty)] == [("Цвет", "синий")]


def test_a_region_makes_local_numbers_meet(office: Office) -> None:
    imported(office, source(person("Brown", "Tom", channels=(phone("+44 20 7946 0958"),))))
    local = source(person("Brown", "Tom", channels=(phone("020 7946 0958"),)))
    assert planned(office, local).created == 1
    assert planned(office, local, region="GB").merged == 1


@pytest.mark.parametrize("many", [3, 1500])
def test_namesakes_are_found_however_many_records_there_are(
    office: Office, many: int, request: pytest.FixtureRequest
) -> None:
    imported(office, source(person("Щукин", "Юрий")))
    others = [person(f"Имя{at}", "Анна") for at in range(many)]
    plan = planned(office, source(person("Shchukin", "Yuri"), *others))
    old = live(office)[0].id
    assert [(like.first, like.second) for like in plan.likes if -old in {like.first, like.second}] == [
        (-old, 0)
    ]


def test_a_saved_mapping_is_found_again_by_the_header(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Кличка;Имя;Телефон\nОрлова;Анна;+7 912 345-67-89\n", encoding="utf-8")
    opened = office.ask(importing.load, path=path).opened
    corrected = opened.mapping.with_target(0, "surname")
    office.do(
        settings.save_mapping,
        name="чужая программа",
        header=imports.header_key(opened.header),
        definition=corrected.to_json(),
    )
    (record,) = office.ask(importing.load, path=path).records
    assert (record.surname, record.given) == ("Орлова", "Анна")
    (again,) = office.ask(importing.load, path=path, mapping=opened.mapping).records
    assert again.surname == ""


def test_a_result_that_was_read_whole_is_a_source(office: Office) -> None:
    result = ReadResult("csv", records=(ANNA,), problems=(problem(7, "x", "y", rejected=True),), read=2)
    plan = planned(office, Source.of("a.csv", result))
    assert (plan.read, plan.created, plan.skipped, plan.title) == (2, 1, 1, "a.csv")


def test_a_shared_telephone_that_does_not_join_is_the_reason_given(office: Office) -> None:
    imported(office, source(person("Dupont", "Jean", channels=(phone("06 12 34 56 78"), email("jean@x.fr")))))
    plan = planned(office, source(person(channels=(phone("06 12 34 56 78"), email("sophie@y.fr")))))
    assert [like.likeness.reasons for like in plan.likes] == [("phone",)]


# -- into a young database ------------------------------------------------------------------------


def many(count: int = 600) -> Source:
    return source(*(person(f"Фамилия{at}", "Анна", channels=(email(f"p{at}@b.ru"),)) for at in range(count)))


def indexes(office: Office) -> set[str]:
    return office.ask(
        lambda work: {
            str(row.name) for row in work.rows(sa.text("SELECT name FROM sqlite_master WHERE type = 'index'"))
        }
    )


@pytest.fixture
def file_office(office: Office) -> Office:
    if office.database.is_server:
        pytest.skip("a server keeps its indexes")
    return office


def test_many_into_a_young_file_are_written_at_once_and_found(file_office: Office) -> None:
    office = file_office
    before = indexes(office)
    seen: list[tuple[int, int]] = []
    importing.run(office, plan=planned(office, many()), progress=lambda done, all_: seen.append((done, all_)))
    assert seen == [(600, 600)]
    assert indexes(office) == before
    assert rows(office, Customer, Customer.state != LIVE) == []
    assert [hit.title for hit in office.ask(search.search, text="милия599")] == ["Фамилия599 Анна"]
    assert planned(office, many()).joined == 0
    derived = contents(office)
    office.do(lambda work: derive.refresh_customers(work, [row.id for row in live(office)]))
    assert contents(office) == derived
    office.undo()
    assert live(office) == []
    office.redo()
    assert len(live(office)) == 600


def test_what_breaks_off_a_young_import_leaves_the_file_as_it_was(
    file_office: Office, monkeypatch: Any
) -> None:
    office = file_office
    before, names = untouched(office), indexes(office)
    plan = planned(office, many())
    with pytest.raises(importing.Cancelled):
        importing.run(office, plan=plan, cancelled=lambda: True)

    class Dead(BaseException):
        pass

    def die(*_: Any, **__: Any) -> None:
        raise Dead

    monkeypatch.setattr("app.services.importing.publishing.publish", die)
    with pytest.raises(Dead):
        importing.run(office, plan=plan)
    assert untouched(office) == before
    assert indexes(office) == names


def test_a_file_in_use_is_written_in_short_transactions(file_office: Office, monkeypatch: Any) -> None:
    office = file_office
    imported(office, many(501))
    monkeypatch.setattr("app.services.importing.batches.CHUNK", 300)
    seen: list[int] = []
    plan = planned(office, source(*(person(f"Другой{at}", "Ким") for at in range(600))))
    importing.run(office, plan=plan, progress=lambda _done, _all: seen.append(len(live(office))))
    assert seen == [501, 501]
    assert len(live(office)) == 1101


# -- what is told -----------------------------------------------------------------------------------


def test_what_adds_nothing_is_told_from_what_is_joined(office: Office) -> None:
    imported(office, source(ANNA, person("Ким", "Ли", channels=(phone("+7 912 000-00-01"),))))
    plan = planned(
        office,
        source(
            ANNA, person("Ким", "Ли", channels=(phone("+7 912 000-00-01"),), position="врач"), file="a.csv"
        ),
        source(
            person("Ким", "Ли", channels=(phone("+7 912 000-00-01"),), position="врач"),
            person("Пак", "Ён", channels=(email("p@b.ru"),)),
            person("Пак", "Ён", channels=(email("p@b.ru"),), tags=()),
            file="b.csv",
        ),
    )
    assert [(each.merged, each.joined, each.same) for each in plan.files] == [(2, 1, 1), (0, 0, 0)]
    done = importing.run(office, plan=plan)
    assert done.step is not None
    assert (plan.merged, plan.joined) == (2, 1)


def test_pairs_beyond_the_list_are_told_of(office: Office, monkeypatch: Any) -> None:
    monkeypatch.setattr("app.services.importing.planning.REVIEW", 2)
    twice = [
        person(name, "Анна", channels=(email(f"{at}{name}@b.ru"),))
        for name in ("Орлова", "Ким", "Пак")
        for at in range(2)
    ]
    monkeypatch.setattr("app.services.importing.planning.MANY", 1)
    plan = planned(office, source(*twice))
    assert len(plan.likes) == 2
    assert plan.more_likes
    assert not planned(office, source(*twice[:4])).more_likes
