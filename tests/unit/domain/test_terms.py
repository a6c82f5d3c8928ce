"""Planned contacts against the customer's terms and consents."""

from __future__ import annotations

import datetime as dt
import gettext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.terms import (
    BY_CHANNEL,
    Consent,
    ConsentState,
    Contact,
    Frequency,
    Plan,
    Term,
    TermKind,
    Weight,
    check_contact,
    consent_for,
    parse_channels,
    parse_frequency,
)
from app.language import Translator

EN = Translator("en", gettext.NullTranslations())
MONDAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, 0)  # noqa: DTZ001 - the customer's wall clock
YES = tuple(Consent(channel, state=ConsentState.GIVEN) for channel in BY_CHANNEL)


def codes(plan: Plan, **what) -> list[str]:
    return [warning.code for warning in check_contact(plan, **what)]


def texts(plan: Plan, **what) -> list[str]:
    return [warning.text(EN) for warning in check_contact(plan, **what)]


def refusal(channel: str, topic: str = "", on: dt.date | None = dt.date(2026, 3, 1)) -> Consent:
    return Consent(channel, topic, ConsentState.REFUSED, on)


def test_a_refusal_stops_every_plan_on_that_channel_and_only_there() -> None:
    consents = [refusal("phone"), Consent("email", state=ConsentState.GIVEN)]
    warnings = check_contact(Plan("call", NOON), consents=consents)
    assert [warning.code for warning in warnings] == ["refused"]
    assert warnings[0].stops
    assert warnings[0].text(EN) == "No contact by phone: the customer refused, 1 Mar 2026"
    assert codes(Plan("voicemail", NOON), consents=consents) == ["refused"]
    assert codes(Plan("email", NOON), consents=consents) == []
    assert codes(Plan("email", NOON, many=True), consents=consents) == []
    assert codes(Plan("call", NOON), consents=[refusal("")]) == ["refused"], "refused everywhere"


def test_letters_to_many_need_consent_and_a_personal_contact_only_a_hint() -> None:
    assert codes(Plan("email", NOON, many=True)) == ["not_given"]
    assert check_contact(Plan("email", NOON, many=True))[0].stops
    assert codes(Plan("email", NOON)) == ["ask"]
    assert check_contact(Plan("email", NOON))[0].weight is Weight.HINT
    not_asked = [Consent("email", state=ConsentState.NOT_ASKED)]
    assert codes(Plan("email", NOON), consents=not_asked) == ["ask"]
    assert texts(Plan("call", NOON)) == ["Ask whether contact by phone is welcome: nobody has asked yet"]


def test_a_consent_ends() -> None:
    given = [Consent("email", "", ConsentState.GIVEN, dt.date(2025, 11, 23), until=MONDAY)]
    assert codes(Plan("email", NOON, many=True), consents=given) == []
    later = Plan("email", MONDAY + dt.timedelta(days=1), many=True)
    assert codes(later, consents=given) == ["expired"]
    assert texts(later, consents=given) == ["The consent to letters by e-mail ended on 23 Nov 2026"]
    assert codes(Plan("email", later.at), consents=given) == ["ask_again"]


def test_the_latest_word_counts() -> None:
    given = Consent("email", "news", ConsentState.GIVEN, dt.date(2026, 1, 1))
    withdrawn = Consent("email", "", ConsentState.WITHDRAWN, dt.date(2026, 2, 1))
    again = Consent("email", "news", ConsentState.GIVEN, dt.date(2026, 3, 1))
    assert codes(Plan("email", NOON, "news", many=True), consents=[given, withdrawn]) == ["withdrawn"]
    assert codes(Plan("email", NOON, "news", many=True), consents=[given, withdrawn, again]) == []
    assert codes(Plan("email", NOON, "offers"), consents=[given, withdrawn, again]) == ["withdrawn"]
    same_day = Consent("email", "news", ConsentState.REFUSED, dt.date(2026, 3, 1))
    assert codes(Plan("email", NOON, "news"), consents=[again, same_day]) == ["refused"], "the stricter one"


def test_topics() -> None:
    consents = [refusal("email", "offers"), Consent("email", "invoices", ConsentState.GIVEN)]
    assert codes(Plan("email", NOON, "invoices"), consents=consents) == []
    assert codes(Plan("email", NOON, "offers"), consents=consents) == ["refused"]
    assert codes(Plan("email", NOON), consents=consents) == ["refused"], "topic not known: no risk"
    but_offers = [Consent("email", "", ConsentState.GIVEN), refusal("email", "offers")]
    assert codes(Plan("email", NOON), consents=but_offers) == ["refused"], "nor where all else was allowed"
    assert codes(Plan("email", NOON, "invoices"), consents=but_offers) == []
    only_news = [Consent("email", "news", ConsentState.GIVEN)]
    assert codes(Plan("email", NOON, "", many=True), consents=only_news) == ["not_given"]
    assert codes(Plan("email", NOON, "news", many=True), consents=only_news) == []
    said = texts(Plan("email", NOON, "offers"), consents=consents)
    assert said == ["No contact by e-mail: the customer refused (topic “offers”), 1 Mar 2026"]


def test_a_moment_is_a_date_too() -> None:
    at = dt.datetime(2026, 3, 1, 10, tzinfo=dt.UTC)
    consents = [Consent("phone", "", ConsentState.REFUSED, at), Consent("phone", "", ConsentState.GIVEN)]
    assert consent_for("phone", "", consents) == consents[0]


def test_channels() -> None:
    term = Term(TermKind.CHANNEL, "только почта и WhatsApp")
    assert texts(Plan("call", NOON), terms=[term], consents=YES) == [
        "The customer wants no contact by phone, only by e-mail, in a messenger"
    ]
    assert codes(Plan("chat", NOON), terms=[term], consents=YES) == []


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("phone, email", ("phone", "email")),
        ("только телефон и WhatsApp", ("phone", "messenger")),
        ("email, messenger", ("email", "messenger")),
        ("электронная почта", ("email",)),
        ("почтой России", ("address",)),
        ("letters by post", ("address",)),
        ("личная встреча", ("meeting",)),
        ("когда как", ()),
    ],
)
def test_channels_are_read(text: str, channels: tuple[str, ...]) -> None:
    assert parse_channels(text) == channels


def test_all_but_the_channel_that_is_declined() -> None:
    assert "phone" not in parse_channels("не звонить")
    assert "email" in parse_channels("не звонить")
    assert "fax" not in parse_channels("anything, no fax")


HOURS = [
    (12, 0, "10–13, 15–18", []),
    (14, 0, "10–13, 15–18", ["hours"]),
    (18, 0, "10–13, 15–18", ["hours"]),
    (17, 59, "10–13, 15–18", []),
    (12, 0, "вт, чт 10-18", ["day"]),
    (12, 0, "по понедельникам с 10", []),
]


@pytest.mark.parametrize(("hour", "minute", "value", "expected"), HOURS)
def test_hours(hour: int, minute: int, value: str, expected: list[str]) -> None:
    plan = Plan("call", NOON.replace(hour=hour, minute=minute))
    assert codes(plan, terms=[Term(TermKind.HOURS, value)], consents=YES) == expected


def test_hours_disturb_only_at_once_and_a_day_has_none() -> None:
    term = Term(TermKind.HOURS, "после 16")
    assert codes(Plan("email", NOON), terms=[term], consents=YES) == []
    assert codes(Plan("call", MONDAY), terms=[term], consents=YES) == []
    assert codes(Plan("call", MONDAY - dt.timedelta(days=1)), terms=[term], consents=YES) == ["day"]
    assert texts(Plan("call", NOON), terms=[term], consents=YES) == [
        "Outside the customer's hours: 16:00–20:00"
    ]
    unity_day = dt.date(2026, 11, 4)
    warning = check_contact(Plan("call", unity_day), terms=[term], consents=YES, country="RU", language="ru")[
        0
    ]
    assert warning.text(EN) == "A holiday there: День народного единства"


def test_days() -> None:
    term = Term(TermKind.DAYS, "вт–чт")
    assert texts(Plan("email", NOON), terms=[term], consents=YES) == [
        "Mon is not among the customer's days: вт–чт"
    ]
    assert codes(Plan("email", dt.date(2026, 11, 24)), terms=[term], consents=YES) == []
    assert codes(Plan("letter", NOON), terms=[term], consents=YES) == [], "post arrives when it arrives"


def days_before(*days: int, kind: str = "call", direction: str = "out") -> list[Contact]:
    return [Contact(kind, MONDAY - dt.timedelta(days=day), direction) for day in days]


FREQUENCIES = [
    ("30", [29], ["too_often"]),
    ("30", [30], []),
    ("30", [-10], ["too_often"]),
    ("не чаще 2 раз в месяц", [10], []),
    ("не чаще 2 раз в месяц", [10, 20], ["too_often"]),
    ("не чаще 2 раз в месяц", [10, 40], []),
    ("не чаще 2 раз в месяц", [20, -20], []),
    ("once a week", [6], ["too_often"]),
    ("once a week", [7], []),
]


@pytest.mark.parametrize(("value", "before", "expected"), FREQUENCIES)
def test_frequency(value: str, before: list[int], expected: list[str]) -> None:
    term = Term(TermKind.FREQUENCY, value)
    assert codes(Plan("call", NOON), terms=[term], consents=YES, recent=days_before(*before)) == expected


def test_only_our_own_contacts_of_that_channel_count() -> None:
    term = Term(TermKind.FREQUENCY, "14", "email")
    letters = days_before(3, kind="email")
    plan = Plan("email", NOON)
    assert texts(plan, terms=[term], consents=YES, recent=letters) == [
        "Too often: at most once in 14 days; another contact stands on 20 Nov 2026"
    ]
    assert codes(plan, terms=[term], consents=YES, recent=days_before(3)) == []
    assert codes(plan, terms=[term], consents=YES, recent=days_before(3, kind="email", direction="in")) == []
    assert codes(plan, terms=[term], consents=YES, recent=days_before(3, kind="remark")) == []
    assert codes(Plan("call", NOON), terms=[term], consents=YES, recent=letters) == []


@pytest.mark.parametrize(
    ("text", "times", "days"),
    [
        ("14", 1, 14),
        ("раз в 2 недели", 1, 14),
        ("раз в две недели", 1, 14),
        ("не чаще раза в месяц", 1, 30),
        ("не чаще 1 раза в 14 дней", 1, 14),
        ("раз в полгода", 1, 182),
        ("2 раза в год", 2, 365),
        ("дважды в неделю", 2, 7),
        ("каждые 10 дней", 1, 10),
        ("ежеквартально", 1, 90),
        ("once a month", 1, 30),
        ("twice a week", 2, 7),
        ("every other week", 1, 14),
        ("at most 3 times per quarter", 3, 90),
        ("monthly", 1, 30),
    ],
)
def test_frequencies_are_read(text: str, times: int, days: int) -> None:
    assert parse_frequency(text) == Frequency(times, days)


@given(st.text(max_size=40))
def test_no_text_breaks_a_term(text: str) -> None:
    for kind in TermKind:
        for warning in check_contact(Plan("call", NOON), terms=[Term(kind, text)], consents=YES):
            assert warning.text(EN)


def test_what_cannot_be_read_is_shown() -> None:
    terms = [Term(TermKind.FREE, "не звонить во время тренировок"), Term(TermKind.HOURS, "как получится")]
    warnings = check_contact(Plan("call", NOON), terms=terms, consents=YES)
    assert [warning.code for warning in warnings] == ["remember", "remember"]
    assert warnings[1].text(EN) == "The customer's own words: как получится"


def test_the_most_serious_stands_first_and_tasks_are_no_contacts() -> None:
    terms = [Term(TermKind.FREE, "любит точность"), Term(TermKind.HOURS, "после 16")]
    assert codes(Plan("call", NOON), terms=terms, consents=[refusal("phone")]) == [
        "refused",
        "hours",
        "remember",
    ]
    assert codes(Plan("task", NOON), terms=terms, consents=[refusal("phone")]) == []
