"""A week lived through on the sample: nothing is missed, nothing is announced twice, every list says the same (R1, R2, R5, I3)."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.models.base import table_of
from app.models.contact import FollowUp
from app.models.customer import Customer
from app.models.database import create
from app.office import Office
from app.queries import calendar, greetings, notices, today
from app.queries.response_clock import count_waiting
from app.services import followups, interactions, outcomes, sample
from app.services import greetings as greeting_verbs
from app.services import notices as notice_verbs

ROOT = Path(__file__).resolve().parents[2]
STEP = dt.timedelta(minutes=15)


@pytest.fixture
def told(tmp_path, clock):
    """Anna's office on the sample, and the same file opened a second time by her."""
    first = Office(create(tmp_path / "sample.rapport"), clock)
    first.do(sample.fill, language="ru", customers=90)
    first.person_id = second_id = 1
    second = Office(first.database, clock)
    second.person_id = second_id
    yield first, second
    first.close()


def timed(office, start, end):
    """Return the open follow-ups with an hour of this person between two days, as they stand in the file."""
    t = table_of(FollowUp)
    live = sa.select(Customer.id).where(Customer.state == 0)
    statement = sa.select(t.c.id, t.c.due_on, t.c.due_time).where(
        t.c.done_at.is_(None),
        t.c.trashed_at.is_(None),
        t.c.person_id == office.person_id,
        t.c.due_time != "",
        t.c.due_on >= start,
        t.c.due_on <= end,
        sa.or_(t.c.customer_id.is_(None), t.c.customer_id.in_(live)),
    )
    return office.ask(lambda reading: reading.rows(statement))


def born(office, days):
    """Return (customer, day) of every birthday of a live customer on ``days``."""
    c = table_of(Customer)
    rows = office.ask(
        lambda reading: reading.rows(
            sa.select(c.c.id, c.c.birth_month, c.c.birth_day).where(
                c.c.state == 0, c.c.birth_month.is_not(None)
            )
        )
    )
    return {
        (row.id, day)
        for row in rows
        for day in days
        if (row.birth_month, row.birth_day) == (day.month, day.day)
    }


def to(clock, moment):
    clock.advance(seconds=(moment - clock.moment).total_seconds())


def test_every_hour_of_the_week_is_announced_once_by_one_of_two_windows(told, clock):
    anna, again = told
    start = clock.today()
    days = [start + dt.timedelta(days=number) for number in range(7)]
    expected = {f"followup:{row.id}:{row.due_on}T{row.due_time}" for row in timed(anna, days[0], days[-1])}
    expected = {subject for subject in expected if subject[-5:] >= "08:00"}
    assert len(expected) > 5
    heard: Counter[str] = Counter()
    snoozed, moved = set(), set()
    for day in days:
        to(clock, dt.datetime.combine(day, dt.time(8), clock.zone))
        while clock.local().hour < 20:
            # both windows have asked before either announces
            seen = [office.ask(notices.pending).due for office in (anna, again)]
            for office, due in zip((anna, again), seen, strict=True):
                for one in office.do(notice_verbs.take, announcements=due):
                    heard[one.subject] += 1
                    answer(anna, one, clock, snoozed, moved)
            clock.advance(minutes=15)
    wrong = {subject: count for subject, count in heard.items() if count != (2 if subject in snoozed else 1)}
    assert wrong == {}
    assert expected - set(heard) == set()
    assert snoozed
    assert moved


def answer(office, one, clock, snoozed, moved):
    """Do what is announced; put every third off once, move every fourth by a day."""
    if one.ref % 3 == 0 and one.subject not in snoozed:
        snoozed.add(one.subject)
        office.do(notice_verbs.put_off, subject=one.subject, until=clock.now() + 2 * STEP)
    elif one.ref % 4 == 0 and one.ref not in moved:
        moved.add(one.ref)
        later = clock.local().date() + dt.timedelta(days=1)
        office.do(followups.move, row_id=one.ref, due_on=later, occurrence=one.occurrence)
    else:
        office.do(outcomes.finish, row_id=one.ref, occurrence=one.occurrence, took_place=False)


def test_what_is_due_stays_in_sight_until_it_is_done(told, clock):
    anna, _ = told
    left: set[int] = set()
    for _ in range(7):
        shown = anna.ask(today.agenda, start=clock.today(), days=1)
        steps = {item.ref for item in shown if item.kind in {"followup", "meeting"}}
        assert left <= steps
        asked = {item.ref for item in shown if item.kind == "request"}
        assert len(asked) == anna.ask(count_waiting)
        done = sorted(steps)[: max(1, len(steps) // 2)]
        for row_id in done:
            anna.do(outcomes.finish, row_id=row_id, took_place=False)
        for row_id in sorted(asked)[:1]:
            anna.do(interactions.answered, row_id=row_id)
        left = steps - set(done)
        to(clock, dt.datetime.combine(clock.today() + dt.timedelta(days=1), dt.time(9), clock.zone))


def test_every_birthday_is_greeted_once_and_none_is_lost(told, clock):
    anna, _ = told
    days = [clock.today() + dt.timedelta(days=number) for number in range(7)]
    expected = born(anna, days)
    assert expected
    greeted: Counter[str] = Counter()
    waiting: set[tuple[int, str]] = set()
    for day in days:
        to(clock, dt.datetime.combine(day, dt.time(9), clock.zone))
        items = [item for item in anna.ask(greetings.due).items if item.occasion.key.startswith("birthday")]
        there = {(item.who.id, item.date) for item in items}
        assert {pair for pair in expected if pair[1] == day and not sad(anna, pair[0])} <= there
        keys = {(item.who.id, item.occasion.key) for item in items}
        assert waiting <= keys
        assert not keys & set(greeted)
        for item in items:
            pair = (item.who.id, item.occasion.key)
            if item.date > day:
                continue
            if item.who.id % 2:
                greet(anna, item)
                greeted[pair] += 1
                waiting.discard(pair)
            else:
                waiting.add(pair)
    assert greeted
    assert waiting


def sad(office, customer_id):
    """Tell whether nobody greets this customer at all: class D by the usual rules."""
    c = table_of(Customer)
    found = office.ask(lambda reading: reading.value(sa.select(c.c["class"]).where(c.c.id == customer_id)))
    return found == "D"


def greet(office, item):
    office.do(
        greeting_verbs.greeted,
        customer_id=item.who.id,
        occasion=item.occasion.key,
        on=item.date,
        way="call",
        text="",
    )


def test_the_command_says_what_the_window_says(told, clock, tmp_path):
    anna, _ = told
    for number in range(7):
        day = clock.today() + dt.timedelta(days=number)
        to(clock, dt.datetime.combine(day, dt.time(8, 30), clock.zone))
        said = agenda(anna.database.path, clock)
        span = anna.ask(calendar.span, start=day, end=day, language="ru")
        drawn = Counter(
            (one.kind, one.who.name if one.who else "", one.time)
            for one in span.days[0].entries
            if one.kind in {"followup", "meeting"} and one.open
        )
        written = Counter(
            (item["kind"], item["customer"]["name"] if item["customer"] else "", item["time"] or "")
            for item in said
            if item["kind"] in {"followup", "meeting"} and item["date"] == day.isoformat()
        )
        assert written == drawn
        badge = anna.ask(today.count_due)
        assert badge == sum(item["kind"] in {"followup", "meeting", "request"} for item in said)
        clock.advance(days=-number)


def agenda(path, clock):
    command = [sys.executable, str(ROOT / "main.py"), "agenda", "--database", str(path), "--json"]
    command += ["--now", clock.moment.isoformat(), "--date", clock.today().isoformat()]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    return json.loads(ran.stdout)
