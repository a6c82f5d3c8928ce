"""A sample must be believed: nothing in it contradicts anything else, in either language."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
import sqlalchemy as sa

from app.clock import FixedClock
from app.domain.gender import gender_of
from app.domain.hours_text import parse_days, parse_hours
from app.domain.names import NameParts
from app.domain.places import zone_of_place
from app.domain.terms import parse_channels, parse_frequency
from app.domain.touch import interval_of
from app.domain.workdays import is_working_day
from app.models.base import Base
from app.models.database import create
from app.models.faults import NothingToUndo
from app.models.work import Reading
from app.office import Office
from app.queries import search
from app.services import customers, sample
from app.services.sample.story import story

NOW = dt.datetime(2026, 11, 17, 10, 44)  # noqa: DTZ001 - each language has its own zone
ZONES = {"ru": ZoneInfo("Europe/Moscow"), "en": ZoneInfo("Europe/Dublin")}
COUNTRY = {"ru": "RU", "en": "IE"}
RESERVED = re.compile(r"@([a-z0-9-]+\.)?example\.(com|org|net)$")
Row = dict[str, Any]


@dataclass
class Told:
    """A filled database, read whole."""

    language: str
    tables: dict[str, list[Row]]
    office: Office

    def __getattr__(self, name: str) -> list[Row]:
        return self.tables[name]

    def of(self, table: str, customer_id: int) -> list[Row]:
        return [row for row in self.tables[table] if row["customer_id"] == customer_id]

    @property
    def by_id(self) -> dict[int, Row]:
        return {row["id"]: row for row in self.tables["customers"]}

    def local(self, moment: dt.datetime) -> dt.datetime:
        return moment.astimezone(ZONES[self.language])


def everything(office: Office) -> dict[str, list[Row]]:
    def read(reading: Reading) -> dict[str, list[Row]]:
        return {
            name: [
                dict(row)
                for row in reading.connection.execute(
                    sa.select(table).order_by(*table.primary_key)
                ).mappings()
            ]
            for name, table in Base.metadata.tables.items()
        }

    return office.ask(read)


def new_office(folder: Path, language: str) -> Office:
    zone = ZONES[language]
    return Office(create(folder / f"{language}.rapport"), FixedClock(NOW.replace(tzinfo=zone), zone))


@pytest.fixture(scope="module", params=["ru", "en"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    office = new_office(tmp_path_factory.mktemp("sample"), request.param)
    office.do(sample.fill, language=request.param)
    yield Told(request.param, everything(office), office)
    office.close()


def test_there_are_as_many_customers_as_asked_for(told: Told) -> None:
    assert len(told.customers) == 300
    kinds = Counter(row["kind"] for row in told.customers)
    assert kinds["organisation"] > 80
    assert kinds["person"] > kinds["organisation"]
    classes = Counter(row["class"] for row in told.customers if row["kind"] == "organisation")
    assert 0 < classes["VIP"] < classes["A"] + classes["B"] < 2 * classes["C"]
    assert all(row["class_reason"] for row in told.customers if row["class"])


def test_every_kind_of_datum_is_there(told: Told) -> None:
    few = {name: len(rows) for name, rows in told.tables.items() if len(rows) < 3}
    assert set(few) <= {
        "meta",
        "steps",
        "batches",
        "saved_mappings",
        "raw_properties",
        "asked",
        # what only this team sets, sends or was told
        "drafts",
        "gift_budgets",
        "gift_ideas",
        "greeting_rules",
        "mail_accounts",
        "mail_folders",
        "ignored_senders",
        "notices",
        "own_days",
        "templates",
        # the sample tells these later
        "duplicate_pairs",
    }
    assert len(told.interactions) > 2000
    origins = Counter(row["origin"] for row in told.facts)
    assert set(origins) == {"told", "overheard", "found", "guessed"}
    assert any(row["private"] for row in told.facts)
    assert any(row["key"].startswith("own:") for row in told.facts)
    old = NOW.date() - dt.timedelta(days=730)
    assert any(row["confirmed_on"] and row["confirmed_on"] < old for row in told.facts)
    assert {row["state"] for row in told.consents} == {"given", "refused", "withdrawn", "not_asked"}


def test_names_tell_the_gender_that_is_noted(told: Told) -> None:
    for row in told.customers:
        if row["kind"] == "person" and (row["patronymic"] or told.language == "en"):
            parts = NameParts(row["surname"], row["given"], row["patronymic"])
            assert gender_of(parts) in {None, row["gender"]}, row["title"]
    if told.language == "ru":
        assert sum(bool(row["patronymic"]) for row in told.customers) > 150


def test_nobody_is_there_twice_but_on_purpose(told: Told) -> None:
    titles = Counter(row["title"] for row in told.customers)
    assert sum(count - 1 for count in titles.values()) <= 6
    assert 4 <= len(told.duplicate_pairs) <= 8
    mails = Counter(row["key"] for row in told.channels if row["kind"] == "email")
    assert max(mails.values()) == 1


def test_numbers_are_right_in_form_and_addresses_reserved(told: Told) -> None:
    for row in told.channels:
        country = told.by_id[row["customer_id"]]["country"]
        if row["kind"] == "phone":
            number = phonenumbers.parse(row["value"], country)
            assert phonenumbers.is_valid_number(number), row["value"]
            assert phonenumbers.region_code_for_number(number) == country
        if row["kind"] == "email":
            assert RESERVED.search(row["value"]), row["value"]


def test_zones_belong_to_the_cities(told: Told) -> None:
    for row in told.customers:
        if row["city"]:
            assert str(zone_of_place(row["city"], row["country"])) == row["time_zone"], row["city"]


def test_hours_and_terms_can_be_read(told: Told) -> None:
    readers = {
        "hours": parse_hours,
        "days": parse_days,
        "channel": parse_channels,
        "frequency": parse_frequency,
    }
    for hours in {row["hours"] for row in [*told.customers, *told.people]} - {""}:
        assert not parse_hours(hours).empty, hours
    for kind, value in {(row["kind"], row["value"]) for row in told.terms}:
        assert kind == "free" or readers[kind](value), value


def test_no_mark_of_a_template_is_left(told: Told) -> None:
    for name in (
        "interactions",
        "followups",
        "facts",
        "needs",
        "favours",
        "customers",
        "attachments",
        "relatives",
    ):
        for row in told.tables[name]:
            for value in row.values():
                text = str(value)
                assert not re.search(r"[{}\[\]|]|@(horeca|office|cafe):|None,", text), (name, text)


def test_nothing_happens_before_it_can(told: Told) -> None:
    now = NOW.replace(tzinfo=ZONES[told.language])
    for row in told.interactions:
        card = told.by_id[row["customer_id"]]
        assert row["at"] <= now
        assert told.local(row["at"]).date() >= card["first_contact_on"], (card["title"], row["text"])
        if row["answered_at"]:
            assert row["at"] < row["answered_at"] <= now
    for name in ("facts", "channels", "relatives", "needs", "terms"):
        for row in told.tables[name]:
            day = row["confirmed_on"]
            assert day is None or told.by_id[row["customer_id"]]["first_contact_on"] <= day <= NOW.date()
    for row in told.needs:
        assert told.by_id[row["customer_id"]]["first_contact_on"] <= row["noted_on"]
        assert row["met_on"] is None or row["noted_on"] <= row["met_on"] <= NOW.date()
    for row in told.followups:
        assert row["done_at"] is None or row["done_at"] <= now


def test_people_meet_on_working_days_in_working_hours(told: Told) -> None:
    country = COUNTRY[told.language]
    moments = [(row, told.local(row["at"])) for row in told.interactions]
    for row, at in moments:
        if row["kind"] in {"meeting", "visit"}:
            assert is_working_day(at.date(), country), row["text"]
            assert 9 <= at.hour <= 17
    off = [row for row, at in moments if not is_working_day(at.date(), country)]
    assert len(off) < len(moments) * 0.02


def test_answers_stand_on_the_card_of_the_request(told: Told) -> None:
    rows = {row["id"]: row for row in told.interactions}
    answered = [row for row in rows.values() if row["answered_by_id"]]
    assert len(answered) > 300
    for row in answered:
        answer = rows[row["answered_by_id"]]
        assert (answer["customer_id"], answer["direction"]) == (row["customer_id"], "out")
        assert answer["at"] == row["answered_at"]
    minutes = sorted((row["answered_at"] - row["at"]).total_seconds() / 60 for row in answered)
    assert 15 < minutes[len(minutes) // 2] < 120


def test_families_agree(told: Told) -> None:
    for row in told.relatives:
        year = told.by_id[row["customer_id"]]["birth_year"]
        if row["relation"] in {"son", "daughter"} and row["birth_year"] and year:
            assert row["birth_year"] - year >= 18
    spouses = {row["customer_id"] for row in told.relatives if row["relation"] == "spouse"}
    marital = {row["customer_id"]: row["value"] for row in told.facts if row["key"] == "marital"}
    assert all(marital[customer] == "married" for customer in spouses)


def test_people_work_where_their_links_lead(told: Told) -> None:
    cards = told.by_id
    members = [row for row in told.links if row["kind"] == "member_of"]
    assert len(members) > 100
    for row in members:
        assert cards[row["customer_id"]]["employer"] == cards[row["other_id"]]["name"]
    for row in told.links:
        if row["kind"] == "boss":
            assert cards[row["customer_id"]]["employer"] == cards[row["other_id"]]["employer"]
        if row["kind"] == "recommended_by":
            assert cards[row["other_id"]]["first_contact_on"] < cards[row["customer_id"]]["first_contact_on"]


def test_today_has_work_of_every_kind(told: Told) -> None:
    today = NOW.date()
    open_ = [row for row in told.followups if row["done_at"] is None]
    due = Counter((row["due_on"] > today) - (row["due_on"] < today) for row in open_)
    assert 2 <= due[-1] <= 6
    assert 10 <= due[0] <= 14
    assert due[1] > 25
    assert any(row["repeat"] for row in open_)
    assert any(row["customer_id"] is None for row in open_)
    assert sum(row["done_at"] is not None for row in told.followups) > 500
    waiting = [row for row in told.interactions if row["waits"] and not row["answered_at"]]
    assert len(waiting) == 7
    ages = sorted(
        (NOW.replace(tzinfo=ZONES[told.language]) - row["at"]).total_seconds() / 60 for row in waiting
    )
    assert ages[0] < 30
    assert ages[-1] > 1000
    for row in waiting:
        later = [one for one in told.of("interactions", row["customer_id"]) if one["at"] > row["at"]]
        assert later == []


def test_most_customers_have_a_next_step(told: Told) -> None:
    stepped = {row["customer_id"] for row in told.followups if row["done_at"] is None} - {None}
    assert 0.65 <= len(stepped) / len(told.customers) <= 0.75
    for row in told.customers:
        assert (row["next_due"] is not None) == (row["id"] in stepped)
    shares = {
        class_: [row["id"] in stepped for row in told.customers if row["class"] == class_]
        for class_ in ("VIP", "A", "B", "C", "D")
    }
    assert sum(shares["D"]) < 0.5 * len(shares["D"])
    for class_ in ("VIP", "B", "C"):
        assert sum(shares[class_]) > 0.75 * len(shares[class_]), class_


def test_next_steps_come_on_working_days_at_hours_that_suit(told: Told) -> None:
    zone, last = ZONES[told.language], NOW.date() + dt.timedelta(days=46)
    timed = far = 0
    for row in told.followups:
        if row["done_at"] is not None or row["customer_id"] is None:
            continue
        assert row["due_on"] == NOW.date() or is_working_day(row["due_on"], COUNTRY[told.language]), row[
            "text"
        ]
        far += row["due_on"] > last
        assert row["created_at"].date() <= NOW.date()
        if row["due_time"]:
            timed += 1
            card = told.by_id[row["customer_id"]]
            at = dt.datetime.combine(row["due_on"], dt.time.fromisoformat(row["due_time"]), zone)
            assert 9 <= at.hour < 19
            assert 8 <= at.astimezone(ZoneInfo(card["time_zone"])).hour < 20, (card["title"], row["text"])
    assert timed > 40
    # but for what a customer asked to be reminded of in a season
    assert far <= 5


def test_the_manager_comes_first_and_has_a_day_of_her_own(told: Told) -> None:
    first = min(told.people, key=lambda row: row["id"])
    assert first["role"] == "manager"
    assert 70 <= sum(row["responsible_id"] == first["id"] for row in told.customers) <= 90
    own = [row for row in told.followups if row["person_id"] == first["id"] and row["done_at"] is None]
    assert sum(row["due_on"] == NOW.date() for row in own) >= 3
    waiting = [row for row in told.interactions if row["waits"] and not row["answered_at"]]
    assert sum(row["person_id"] == first["id"] for row in waiting) >= 2


def test_what_is_known_of_columns_is_noted_beside_them(told: Told) -> None:
    known = {(row["customer_id"], row["key"]): row for row in told.facts if row["value"] is None}
    people = [row for row in told.customers if row["kind"] == "person"]
    for key in ("surname", "given", "employer", "position", "source", "hours"):
        filled = [row["id"] for row in people if row[key]]
        noted = [known[row, key] for row in filled if (row, key) in known]
        assert len(filled) > len(noted) > 0.7 * len(filled), key
        assert all(row["origin"] and row["purposes"] for row in noted)
    for (customer_id, key), row in known.items():
        card = told.by_id[customer_id]
        filled = card["birth_month"] or card["birth_year"] or card["age"] if key == "birth" else card[key]
        assert filled, (card["title"], key)
        assert row["confirmed_on"] or row["origin"] == "guessed"
    stale = NOW.date() - dt.timedelta(days=731)
    assert any(row["confirmed_on"] and row["confirmed_on"] < stale for row in known.values())
    private = sum(row["private"] for row in known.values())
    assert 0 < private < 0.05 * len(known)


@pytest.mark.parametrize(
    "now", ["2026-11-17T03:20", "2026-11-16T08:10", "2026-11-21T15:00", "2026-11-19T23:50"]
)
def test_requests_wait_for_working_hours_whenever_one_looks(tmp_path: Path, now: str) -> None:
    zone = ZONES["ru"]
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=zone)
    office = Office(create(tmp_path / "now.rapport"), FixedClock(moment, zone))
    office.do(sample.fill, language="ru", customers=80)
    rows = everything(office)["interactions"]
    office.close()
    waiting = [row["at"].astimezone(zone) for row in rows if row["waits"] and not row["answered_at"]]
    assert len(waiting) == 7
    for at in waiting:
        assert at <= moment
        assert is_working_day(at.date(), "RU")
        assert 9 <= at.hour < 18
    assert (moment - min(waiting)).days <= 6


def test_a_few_are_out_of_sight_and_nobody_else(told: Told) -> None:
    silent = 0
    for row in told.customers:
        interval = interval_of(row["class"], row["keep_in_touch_days"])
        last = row["last_contact_at"] or row["created_at"]
        silent += interval is not None and (NOW.date() - told.local(last).date()).days > interval
    assert 5 <= silent <= 35


def test_birthdays_come_this_week(told: Told) -> None:
    week = {(NOW.date() + dt.timedelta(days=day)).timetuple()[1:3] for day in range(7)}
    people = [row for row in told.customers if (row["birth_month"], row["birth_day"]) in week]
    assert len(people) >= 4
    fifty = [row for row in people if row["birth_year"] == NOW.year - 50 and row["birth_day"] == NOW.day]
    assert any(row["class"] == "VIP" for row in fifty)
    assert any(row["birth_year"] is None for row in told.customers if row["birth_month"])
    assert any(row["age"] for row in told.customers)


def test_what_is_derived_is_derived(told: Told) -> None:
    row = next(row for row in told.customers if row["kind"] == "person" and row["last_contact_at"])
    hits = told.office.ask(search.search, text=row["surname"])
    assert any(hit.customer_id == row["id"] for hit in hits)
    assert row["surname"] in row["title"]
    assert row["sort_key"].startswith(row["surname"].casefold()[:3])
    last = max(one["at"] for one in told.of("interactions", row["id"]) if one["outcome"] == "reached")
    assert row["last_contact_at"] == last


def test_complaints_and_ideas_are_at_every_stage_and_told_where_they_are_over(told: Told) -> None:
    assert len(told.feedback) == 12
    assert {row["state"] for row in told.feedback} == {"new", "working", "accepted", "declined", "done"}
    contacts = {row["id"]: row for row in told.interactions}
    steps = {row["id"]: row for row in told.followups}
    untold = [row for row in told.feedback if row["decided_at"] and not row["told_at"]]
    assert len(untold) == 2
    for row in told.feedback:
        entry = contacts[row["interaction_id"]]
        assert (entry["customer_id"], entry["kind"]) == (row["customer_id"], row["kind"])
        assert (entry["text"], entry["at"]) == (row["text"], row["noted_at"])
        assert (row["decided_at"] is not None) == bool(row["outcome"])
        if row["told_at"]:
            assert row["noted_at"] < row["decided_at"] < row["told_at"] == contacts[row["told_id"]]["at"]
            assert contacts[row["told_id"]]["direction"] == "out"
    for row in untold:
        step = steps[row["followup_id"]]
        assert (step["customer_id"], step["done_at"]) == (row["customer_id"], None)
        assert row["outcome"] in step["text"]


def test_the_same_seed_makes_the_same_sample(told: Told, tmp_path: Path) -> None:
    offices = []
    for number, seed in enumerate((1, 1, 2)):
        folder = tmp_path / str(number)
        folder.mkdir()
        office = new_office(folder, told.language)
        office.do(sample.fill, language=told.language, customers=40, seed=seed)
        offices.append(everything(office))
        office.close()
    assert offices[0] == offices[1]
    assert offices[0] != offices[2]


def test_both_languages_tell_the_same_story() -> None:
    russian, english = story("ru"), story("en")
    for kind, threads in russian.threads.items():
        shapes = [(one.id, one.who, one.weight, one.gap, one.lines, len(one.scenes)) for one in threads]
        assert shapes == [
            (one.id, one.who, one.weight, one.gap, one.lines, len(one.scenes))
            for one in english.threads[kind]
        ]
        for one, other in zip(threads, english.threads[kind], strict=True):
            for mine, theirs in zip(one.scenes, other.scenes, strict=True):
                assert (mine.kind, mine.direction, mine.days) == (theirs.kind, theirs.direction, theirs.days)
    assert set(russian.data) == set(english.data)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_sample_lives_in_both_engines(office: Office, language: str) -> None:
    shares: list[float] = []
    done = office.do(sample.fill, language=language, customers=60, progress=shares.append)
    assert done.counts["customers"] == 60
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    office.person_id = done.person_id
    with pytest.raises(NothingToUndo):
        office.undo()
    made = office.do(customers.create, values={"surname": "Новиков"})
    assert made > 60
    office.undo()


def test_any_size_and_any_day_will_do(tmp_path: Path) -> None:
    for number, (size, day) in enumerate(
        ((2, dt.date(2027, 1, 3)), (7, dt.date(2028, 2, 29)), (25, dt.date(2026, 5, 9)))
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        office = new_office(folder, "ru")
        done = office.do(sample.fill, language="ru", customers=size, today=day)
        assert done.counts["customers"] == size
        office.close()
