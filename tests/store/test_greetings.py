"""Occasions are announced once, stay until greeted, and nobody is congratulated twice or against the own word."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from app.clock import FixedClock
from app.models.base import table_of
from app.models.contact import Interaction
from app.models.customer import Consent, Customer
from app.models.greeting import Greeting, GreetingRule
from app.models.work import Reading, Work
from app.office import Office
from app.queries import greetings as asked
from app.queries import today
from app.queries.card import timeline
from app.queries.greeting_drafts import draft, verdicts
from app.queries.greeting_templates import templates as offered
from app.queries.items import Item
from app.services import card_rows, customers, merging, templates, trash
from app.services import greetings as verbs
from app.services.faults import BadValue

ZONE = ZoneInfo("Europe/Moscow")
LONG_AGO = dt.datetime(2020, 1, 1, 9, tzinfo=ZONE)


def person(office: Office, **values: object) -> int:
    """Create a customer whose card was begun long ago."""
    plain = {"surname": "Петрова", "given": "Мария", "first_contact_on": None, "class_": "VIP", **values}
    made = office.do(customers.create, values=plain)

    def age(work: Work) -> None:
        table = table_of(Customer)
        work.connection.execute(sa.update(table).where(table.c.id == made).values(created_at=LONG_AGO))

    office.do(age)
    return made


def begun_now(work: Work) -> None:
    """Let every card be begun today."""
    work.connection.execute(sa.update(table_of(Customer)).values(created_at=work.now))


def born(office: Office, day: dt.date, **values: object) -> int:
    return person(office, birth_month=day.month, birth_day=day.day, birth_year=1976, **values)


def reach(office: Office, customer: int) -> None:
    for kind, value in (
        ("phone", "+7 912 345-67-89"),
        ("email", "m@example.org"),
        ("address", "Москва, Арбат, 1"),
    ):
        office.do(card_rows.add_channel, customer_id=customer, channel=kind, value=value)


def keys(items: object) -> list[str]:
    return [item.occasion.key for item in items]  # type: ignore[attr-defined]


def day(office: Office, shift: int) -> dt.date:
    return office.clock.today() + dt.timedelta(days=shift)


def the_only(office: Office) -> Item:
    (item,) = office.ask(asked.due).items
    return item


# -- announced, kept, late -----------------------------------------------------------------------


def test_it_is_announced_ahead_by_class_and_stays_until_greeted(office: Office, clock: FixedClock) -> None:
    vip = born(office, day(office, 7))
    born(office, day(office, 7), class_="C")
    assert [(item.ref, item.days, item.ways) for item in office.ask(asked.due).items] == [
        (vip, 7, ("call", "gift"))
    ]
    clock.advance(days=7)
    today_now = office.ask(asked.due)
    assert (len(today_now.items), today_now.today, today_now.late, today_now.count) == (2, 2, 0, 2)
    item = next(one for one in today_now.items if one.ref == vip)
    office.do(verbs.greeted, customer_id=vip, occasion="birthday:2026", on=item.date, way="call", text="Ура!")
    assert len(office.ask(asked.due).items) == 1
    clock.advance(days=1)
    late = office.ask(asked.due)
    assert (late.late, late.today) == (1, 0)
    assert late.items[0].late
    clock.advance(days=59)
    assert office.ask(asked.due).late == 1
    clock.advance(days=1)
    assert office.ask(asked.due).items == ()


def test_what_lies_before_the_card_was_begun_is_not_late(office: Office) -> None:
    made = office.do(
        customers.create,
        values={"surname": "Новая", "class_": "VIP", "birth_month": 11, "birth_day": 10, "birth_year": 1980},
    )
    assert office.ask(asked.due).items == ()
    assert [item.ref for item in office.ask(asked.greetings, start=day(office, -8), end=day(office, 0))] == [
        made
    ]


def test_a_greeting_stands_on_the_timeline_and_is_taken_back_in_one_step(office: Office) -> None:
    one = born(office, day(office, 0))
    office.do(
        verbs.greeted,
        customer_id=one,
        occasion="birthday:2026",
        on=day(office, 0),
        way="email",
        subject="С днём рождения!",
        text="Поздравляю!",
    )
    entry = office.ask(timeline, customer_id=one)[0]
    assert (entry.kind, entry.direction, entry.text, entry.body) == (
        "greeting",
        "out",
        "С днём рождения!",
        "Поздравляю!",
    )
    past = office.ask(asked.history, customer_id=one)[0]
    assert (past.state, past.way, past.person, past.interaction_id) == (
        "greeted",
        "email",
        "Анна Орлова",
        entry.id,
    )
    office.undo()
    assert office.ask(timeline, customer_id=one) == []
    assert office.ask(asked.history, customer_id=one) == []
    assert the_only(office).state == ""
    office.redo()
    assert office.ask(asked.history, customer_id=one)[0].state == "greeted"


def test_greeted_twice_is_greeted_once(office: Office) -> None:
    one = born(office, day(office, 0))
    for way in ("call", "email"):
        office.do(
            verbs.greeted, customer_id=one, occasion="birthday:2026", on=day(office, 0), way=way, text=way
        )
    assert len(office.ask(timeline, customer_id=one)) == 1
    assert [past.way for past in office.ask(asked.history, customer_id=one)] == ["email"]


def test_passed_over_drafted_and_opened_again(office: Office) -> None:
    one = born(office, day(office, 0))
    at = {"customer_id": one, "occasion": "birthday:2026", "on": day(office, 0)}
    office.do(verbs.save_draft, **at, way="email", text="Дорогая Мария!", subject="Привет")
    assert the_only(office).state == "draft"
    office.do(verbs.skip, **at)
    assert office.ask(asked.due).items == ()
    office.do(verbs.reopen, customer_id=one, occasion="birthday:2026")
    assert the_only(office).state == "draft"
    office.do(verbs.greeted, **at, way="email", text="Дорогая Мария!")
    office.do(verbs.reopen, customer_id=one, occasion="birthday:2026")
    assert office.ask(timeline, customer_id=one) == []
    assert the_only(office).state == "draft"
    with pytest.raises(BadValue):
        office.do(verbs.greeted, **at, way="fly")


# -- no occasion twice ---------------------------------------------------------------------------


def dated(office: Office, customer: int, label: str, on: dt.date, **more: object) -> int:
    values = {"label": label, "month": on.month, "day": on.day, "year": 2010, **more}
    return office.do(card_rows.add, kind="personal_dates", customer_id=customer, values=values)


def kin(office: Office, customer: int, name: str, on: dt.date, relation: str = "daughter") -> int:
    values = {
        "relation": relation,
        "name": name,
        "birth_month": on.month,
        "birth_day": on.day,
        "birth_year": 2015,
    }
    return office.do(card_rows.add, kind="relatives", customer_id=customer, values=values)


def test_a_birthday_entered_twice_is_one(office: Office) -> None:
    one = born(office, day(office, 0))
    dated(office, one, "день рождения", day(office, 0))
    assert keys(office.ask(asked.due).items) == ["birthday:2026"]


def test_a_date_called_a_birthday_on_another_day_is_a_date(office: Office) -> None:
    one = born(office, day(office, 0))
    row = dated(office, one, "birthday", day(office, 1))
    assert keys(office.ask(asked.due).items) == ["birthday:2026", f"date:{row}:2026"]


def test_a_relative_who_is_a_customer_is_greeted_on_the_own_card(office: Office) -> None:
    one = person(office)
    row = kin(office, one, "Алиса", day(office, 1))
    assert keys(office.ask(asked.due).items) == [f"relative:{row}:2026"]
    two = born(office, day(office, 1), surname="Петрова", given="Алиса")
    assert len(office.ask(asked.due).items) == 2
    office.do(card_rows.add, kind="links", customer_id=one, values={"other_id": two, "kind": "family"})
    assert keys(office.ask(asked.due).items) == ["birthday:2026"]


def test_anniversaries_of_contract_and_first_contact_on_one_day_are_one(office: Office) -> None:
    one = person(office, first_contact_on=day(office, 0).replace(year=2021))
    office.do(customers.set_fact, customer_id=one, key="contract_since", value="2021-11-17")
    assert keys(office.ask(asked.due).items) == ["contract:2026"]
    assert the_only(office).occasion.round  # type: ignore[union-attr]


def test_an_organisation_and_its_person_met_on_one_day_are_greeted_once(office: Office) -> None:
    met = day(office, 0).replace(year=2023)
    person(office, surname="", given="", name="Вектор", kind="organisation", first_contact_on=met)
    one = person(office, employer="Вектор", first_contact_on=met)
    assert [item.ref for item in office.ask(asked.due).items] == [one]


def test_sad_days_are_remembered_and_never_congratulated(office: Office) -> None:
    one = person(office)
    dated(office, one, "death", day(office, 0))
    dated(office, one, "развод", day(office, 0), sad=True)
    assert office.ask(asked.due).items == ()
    shown = office.ask(asked.greetings, start=day(office, 0), end=day(office, 0))
    assert [(item.occasion.sad, item.ways) for item in shown if item.occasion] == [(True, ())] * 2
    made = office.ask(draft, customer_id=one, occasion=shown[0].occasion.key, on=day(office, 0))  # type: ignore[union-attr]
    assert made is not None
    assert (made.text, made.ways, made.verdict.barred[0].code) == ("", (), "sad")


def test_29_february_is_kept_on_1_march_in_common_years(office: Office, clock: FixedClock) -> None:
    person(office, birth_month=2, birth_day=29, birth_year=1976)
    clock.moment = dt.datetime(2027, 3, 1, 9, tzinfo=ZONE)
    assert (the_only(office).date, keys(office.ask(asked.due).items)) == (
        dt.date(2027, 3, 1),
        ["birthday:2027"],
    )
    clock.moment = dt.datetime(2028, 2, 29, 9, tzinfo=ZONE)
    assert keys(office.ask(asked.due).items) == ["birthday:2028"]
    clock.moment = dt.datetime(2028, 3, 2, 9, tzinfo=ZONE)
    assert the_only(office).days == -2


def test_a_winter_lived_through_day_by_day(office: Office, clock: FixedClock) -> None:
    """Every birthday is announced, each is greeted once on its day, and none comes again; over New Year and 29 February."""
    clock.moment = dt.datetime(2027, 12, 1, 9, tzinfo=ZONE)
    people = {}
    for number, class_ in enumerate(("VIP", "A", "B", "", "C")):
        for month in (12, 1, 2, 3):
            birth = {"birth_month": month, "birth_day": 1 + number * 6, "birth_year": None}
            one = person(office, surname=f"Человек{number}-{month}", class_=class_, **birth)
            people[one] = (month, birth["birth_day"])
    people[person(office, birth_month=2, birth_day=29)] = (2, 29)
    office.do(begun_now)
    greeted: list[tuple[int, str]] = []
    while clock.today() <= dt.date(2028, 3, 31):
        for item in office.ask(asked.due).items:
            assert item.occasion is not None
            assert (item.days or 0) >= 0, "nothing is late where everybody is greeted on the day"
            if item.days == 0:
                at = {"customer_id": item.ref, "occasion": item.occasion.key, "on": item.date}
                office.do(verbs.greeted, **at, way=item.ways[0])
                greeted.append((item.ref, item.occasion.key))
                assert (item.date.month, item.date.day) == people[item.ref]
        clock.advance(days=1)
    assert len(greeted) == len(set(greeted)) == len(people)
    assert {key for _, key in greeted} == {"birthday:2027", "birthday:2028"}


# -- days of many --------------------------------------------------------------------------------


def test_a_holiday_is_one_line_however_many_keep_it(office: Office, clock: FixedClock) -> None:
    clock.moment = dt.datetime(2026, 12, 25, 9, tzinfo=ZONE)
    ids = [person(office, country="RU", class_="A") for _ in range(3)]
    american = person(office, country="US", class_="B")
    person(office, country="RU", class_="D")
    found = {each.key: each for each in office.ask(asked.due).groups}
    new_year = found["holiday:*:new_year:2027"]
    assert (new_year.occasion.count, new_year.left, dict(new_year.classes)) == (4, 4, {"A": 3, "B": 1})
    assert [each.occasion.date for each in found.values()] == sorted(
        each.occasion.date for each in found.values()
    )
    members = office.ask(asked.celebrants, key=new_year.key, on=dt.date(2027, 1, 1))
    assert {item.occasion.key for item in members if item.occasion} == {
        "holiday:RU:new_year:2027",
        "holiday:US:new_year:2027",
    }
    assert [item.ref for item in members] == [*ids, american]
    assert office.ask(asked.celebrant_ids, key=new_year.key, on=dt.date(2027, 1, 1), class_="B") == [american]


def test_many_are_greeted_in_one_step(office: Office, clock: FixedClock) -> None:
    clock.moment = dt.datetime(2026, 12, 30, 9, tzinfo=ZONE)
    ids = [person(office, country="RU") for _ in range(3)]
    key, on = "holiday:*:new_year:2027", dt.date(2027, 1, 1)
    office.do(verbs.skip, customer_id=ids[0], occasion="holiday:RU:new_year:2027", on=on)
    assert (
        office.do(verbs.greeted_many, ids=ids, occasion=key, on=on, way="email", text="С Новым годом!") == 2
    )
    assert key not in [each.key for each in office.ask(asked.due).groups]
    everyone = office.ask(asked.celebrants, key=key, on=on, open_only=False)
    assert [item.state for item in everyone] == ["skipped", "greeted", "greeted"]
    assert office.ask(asked.celebrants, key=key, on=on) == []
    assert office.do(verbs.skip_many, ids=ids, occasion=key, on=on) == 0
    office.undo()
    assert len(office.ask(asked.celebrants, key=key, on=on)) == 2


def test_women_and_men_have_days_of_their_own(office: Office) -> None:
    she = person(office, country="RU", patronymic="Петровна")
    noted = person(office, country="RU", surname="Ким", given="Саша", gender="female")
    he = person(office, country="RU", surname="Орлов", given="Пётр")
    person(office, country="RU", name="Вектор", surname="", given="", kind="organisation")
    march = office.ask(asked.celebrant_ids, key="holiday:RU:womens_day:2027", on=dt.date(2027, 3, 8))
    february = office.ask(asked.celebrant_ids, key="holiday:RU:defenders_day:2027", on=dt.date(2027, 2, 23))
    assert (sorted(march), february) == ([she, noted], [he])


def test_professions_are_found_by_position_profession_and_employer(office: Office) -> None:
    position = person(office, country="RU", position="Главный бухгалтер")
    fact = person(office, country="RU")
    office.do(customers.set_fact, customer_id=fact, key="profession", value="бухгалтер-кассир")
    firm = person(office, country="RU", name="Счёт", surname="", given="", kind="organisation")
    office.do(customers.set_fact, customer_id=firm, key="line", value="бухгалтерские услуги")
    employee = person(office, country="RU", employer="Счёт", position="курьер")
    abroad = person(office, country="GB", position="Accountant")
    unknown = person(office, country="", position="бухгалтер")
    on = dt.date(2026, 11, 21)
    found = office.ask(asked.celebrant_ids, key="pro:accountant:2026", on=on)
    assert sorted(found) == [position, fact, firm, employee]
    home = office.ask(asked.celebrant_ids, key="pro:accountant:2026", on=on, home="RU")
    assert sorted(home) == [position, fact, firm, employee, unknown]
    world = office.ask(asked.celebrant_ids, key="pro:accountant:2026", on=dt.date(2026, 11, 10))
    assert sorted(world) == [abroad, unknown]


def test_own_days_come_back_for_whom_they_are_meant(office: Office, clock: FixedClock) -> None:
    barista = person(office, country="RU", position="бариста", class_="A")
    person(office, country="RU", class_="A")
    row = office.do(verbs.add_own_day, name="День эспрессо", month=11, day=23, professions="барист, кофе")
    (group,) = (each for each in office.ask(asked.due).groups if each.key.startswith("own:"))
    assert (group.key, group.occasion.count, group.days) == (f"own:{row}:2026", 1, 6)
    assert office.ask(asked.celebrant_ids, key=group.key, on=group.occasion.date) == [barista]
    office.do(verbs.edit_own_day, row_id=row, values={"professions": ""})
    assert len(office.ask(asked.celebrant_ids, key=group.key, on=group.occasion.date)) == 2
    with pytest.raises(BadValue):
        office.do(verbs.add_own_day, name="x", month=2, day=30)
    with pytest.raises(BadValue):
        office.do(verbs.add_own_day, name=" ", month=2, day=3)
    office.do(verbs.remove_own_day, row_id=row)
    office.undo()
    clock.advance(days=365)
    assert f"own:{row}:2027" in [each.key for each in office.ask(asked.due).groups]


def test_thousands_of_new_year_greetings_are_a_few_rows(office: Office, clock: FixedClock) -> None:
    clock.moment = dt.datetime(2026, 12, 30, 9, tzinfo=ZONE)

    def crowd(work: Work) -> None:
        rows = [
            {
                "uid": str(number),
                "surname": "Х",
                "title": "Х",
                "country": "RU",
                "class": "A",
                "created_at": LONG_AGO,
                "updated_at": LONG_AGO,
                "birth_month": 12,
                "birth_day": 29,
            }
            for number in range(3000)
        ]
        work.connection.execute(sa.insert(table_of(Customer)), rows)

    office.do(crowd)
    due = office.ask(asked.due)
    assert len(due.items) == 60
    assert due.more
    assert [each.left for each in due.groups if each.key == "holiday:*:new_year:2027"] == [3000]


# -- rules, terms, consent -----------------------------------------------------------------------


def test_a_class_or_a_customer_is_greeted_by_the_own_rule(office: Office) -> None:
    one = born(office, day(office, 0), class_="D")
    assert office.ask(asked.due).items == ()
    office.do(verbs.set_rule, group="birthday", ways=["email"], class_="D", warn_days=3)
    assert the_only(office).ways == ("email",)
    office.do(verbs.set_rule, group="birthday", ways=[], customer_id=one)
    assert office.ask(asked.due).items == ()
    office.undo()
    assert the_only(office).ways == ("email",)
    office.do(verbs.reset_rule, group="birthday", class_="D")
    office.do(verbs.set_rule, group="birthday", ways=["card"], customer_id=one)
    assert the_only(office).ways == ("card",)
    for wrong in (
        {"group": "x"},
        {"group": "birthday", "ways": ["fly"]},
        {"group": "birthday", "warn_days": 99},
    ):
        with pytest.raises(BadValue):
            office.do(verbs.set_rule, **wrong)


def test_a_refusal_closes_the_way_and_says_why(office: Office) -> None:
    one = born(office, day(office, 0), class_="A")
    reach(office, one)
    at = {"customer_id": one, "occasion": "birthday:2026", "on": day(office, 0)}
    assert office.ask(draft, **at).ways == ("call", "card")  # type: ignore[union-attr]
    office.do(card_rows.set_consent, customer_id=one, channel="phone", topic="", state="refused")
    verdict = office.ask(verdicts, key="birthday:2026", on=day(office, 0), ids=[one], many=False)[one]
    assert (verdict.ways, [each.way for each in verdict.barred]) == (("card",), ["call"])


def test_letters_to_many_need_consent(office: Office) -> None:
    one, two = (person(office, country="RU", class_="C") for _ in range(2))
    for each in (one, two):
        reach(office, each)
    office.do(card_rows.set_consent, customer_id=two, channel="email", topic="", state="given")
    key, on = "holiday:*:new_year:2027", dt.date(2027, 1, 1)
    many = office.ask(verdicts, key=key, on=on, ids=[one, two])
    assert (many[one].ways, many[two].ways) == ((), ("email",))
    alone = office.ask(verdicts, key=key, on=on, ids=[one], many=False)
    assert (alone[one].ways, len(alone[one].hints)) == (("email",), 1)


# -- drafts and templates ------------------------------------------------------------------------


def test_a_draft_speaks_as_the_customer_is_spoken_to(office: Office) -> None:
    one = born(office, day(office, 0), patronymic="Ивановна", first_contact_on=dt.date(2023, 1, 1))
    office.do(customers.set_fact, customer_id=one, key="tea", value="чай с чабрецом", origin="told")
    at = {"customer_id": one, "occasion": "birthday:2026", "on": day(office, 0)}
    made = office.ask(draft, **at)
    assert made is not None
    assert made.text.startswith("Уважаемая Мария Ивановна!")
    assert "50 лет" in made.text
    assert (made.template, made.variants) == ("ru/birthday_round/formal/1", 3)
    third = office.ask(draft, **at, variant=2)
    assert third is not None
    assert "чай с чабрецом" in third.text
    assert "3 года" in third.text
    english = office.ask(draft, **at, language="en", tone="short")
    assert english is not None
    assert "Petrova" in english.text
    assert "чай" not in english.text
    office.do(customers.edit, customer_id=one, values={"formality": "informal"})
    assert office.ask(draft, **at).text.startswith("Дорогая Мария!")  # type: ignore[union-attr]


def test_private_guessed_and_disliked_things_are_not_spoken_of(office: Office) -> None:
    one = born(office, day(office, 0))
    at = {"customer_id": one, "occasion": "birthday:2026", "on": day(office, 0), "variant": 2}
    for key, value, more in (
        ("wine", "Мукузани", {"private": True}),
        ("tea", "улун", {"origin": "guessed"}),
        ("chocolate", "сладкого не ест", {}),
        ("hobby", "печёт хлеб", {}),
    ):
        office.do(customers.set_fact, customer_id=one, key=key, value=value, **more)
        made = office.ask(draft, **at)
        assert made is not None
        assert "любите" not in made.text, value


def test_a_relative_is_congratulated_in_the_right_case(office: Office) -> None:
    one = person(office, language="ru")
    kin(office, one, "Алиса", day(office, 0))
    made = office.ask(
        draft, customer_id=one, occasion=keys(office.ask(asked.due).items)[0], on=day(office, 0)
    )
    assert made is not None
    assert "с днём рождения дочери Алисы" in made.text


def test_what_somebody_wrote_is_kept_as_it_stands(office: Office) -> None:
    one = born(office, day(office, 0))
    at = {"customer_id": one, "occasion": "birthday:2026", "on": day(office, 0)}
    office.do(verbs.save_draft, **at, way="email", text="{{ сама }} написала", subject="Привет")
    kept = office.ask(draft, **at)
    assert kept is not None
    assert (kept.text, kept.subject, kept.saved, kept.way) == ("{{ сама }} написала", "Привет", True, "email")
    fresh = office.ask(draft, **at, fresh=True)
    assert fresh is not None
    assert "Мария" in fresh.text


def test_the_team_rewrites_hides_and_adds_texts(office: Office) -> None:
    one = born(office, day(office, 0))
    at = {"customer_id": one, "occasion": "birthday:2026", "on": day(office, 0)}
    key = "ru/birthday_round/formal/1"
    office.do(templates.replace, key=key, subject="Ура", body="{{ name }}, ура!")
    assert office.ask(draft, **at).text == "Мария, ура!"  # type: ignore[union-attr]
    office.do(templates.hide, key=key)
    assert office.ask(draft, **at).variants == 2  # type: ignore[union-attr]
    assert key in [
        row.key for row in office.ask(offered, language="ru", hidden=True) if row.hidden and row.changed
    ]
    office.do(templates.reset, key=key)
    assert office.ask(draft, **at).text.startswith("Уважаемая")  # type: ignore[union-attr]
    row = office.do(
        templates.create, name="Своё", body="Своё: {{ name }}", occasion="birthday_round", language="ru"
    )
    own = office.ask(draft, **at, variant=3)
    assert own is not None
    assert (own.text, own.template, own.variants) == ("Своё: Мария", "Своё", 4)
    office.do(templates.edit, row_id=row, values={"body": "Иначе: {{ name }}"})
    assert office.ask(draft, **at, variant=3).text == "Иначе: Мария"  # type: ignore[union-attr]
    office.do(templates.remove, row_id=row)
    assert office.ask(draft, **at).variants == 3  # type: ignore[union-attr]
    for wrong in ({"name": ""}, {"body": " "}, {"language": "fr"}, {"tone": "rude"}, {"occasion": "x"}):
        with pytest.raises(BadValue):
            office.do(templates.create, **({"name": "x", "body": "x", "occasion": ""} | wrong))


# -- the card ------------------------------------------------------------------------------------


def count(office: Office, model: type) -> int:
    def read(reading: Reading) -> int:
        return int(reading.value(sa.select(sa.func.count()).select_from(table_of(model))) or 0)

    return office.ask(read)


def test_merging_joins_equal_occasions_and_loses_nothing(office: Office) -> None:
    keep, other = born(office, day(office, 0)), born(office, day(office, 0))
    mine, theirs = kin(office, keep, "Алиса", day(office, 0)), kin(office, other, "Алиса", day(office, 0))
    on = day(office, 0)
    office.do(verbs.save_draft, customer_id=keep, occasion="birthday:2026", on=on, text="Черновик")
    office.do(verbs.greeted, customer_id=other, occasion="birthday:2026", on=on, way="call", text="Позвонила")
    office.do(verbs.skip, customer_id=other, occasion=f"relative:{theirs}:2026", on=on)
    office.do(verbs.set_rule, group="birthday", ways=["card"], customer_id=other)
    office.do(merging.merge, keep_id=keep, other_id=other, choices={})
    past = {each.occasion: each for each in office.ask(asked.history, customer_id=keep)}
    assert past["birthday:2026"].state == "greeted"
    assert "Позвонила" in past["birthday:2026"].text
    assert "Черновик" in past["birthday:2026"].text
    assert past[f"relative:{mine}:2026"].state == "skipped"
    assert office.ask(asked.due).items == ()
    assert count(office, Greeting) == 2
    office.undo()
    assert len(office.ask(asked.history, customer_id=other)) == 2


def test_erasing_takes_greetings_and_rules_along(office: Office) -> None:
    one = born(office, day(office, 0))
    office.do(
        verbs.greeted, customer_id=one, occasion="birthday:2026", on=day(office, 0), way="call", text="Тайна"
    )
    office.do(verbs.set_rule, group="birthday", ways=["card"], customer_id=one)
    office.do(trash.erase, customer_id=one)
    assert [count(office, model) for model in (Greeting, GreetingRule, Interaction, Consent)] == [0, 0, 0, 0]


def test_the_agenda_and_today_go_on_as_before(office: Office) -> None:
    one = born(office, day(office, 2), class_="D")
    lines = office.ask(today.agenda, start=day(office, 0), days=7)
    assert [(line.kind, line.ref, line.date) for line in lines] == [("occasion", one, day(office, 2))]
    assert [item.ref for item in office.ask(today.today).greetings] == [one]
