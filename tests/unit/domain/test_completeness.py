"""What is known of a customer, and what to ask."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.completeness import (
    Datum,
    completeness,
    fields_of,
    next_question,
    stale,
    unverified,
)
from app.domain.fields import BY_KEY, CATALOGUE, Field, Origin, Purpose, Tab

TODAY = dt.date(2026, 11, 23)
SMALL = (
    Field("name", Tab.PERSON, "Name", (Purpose.ADDRESS,), "Name?", weight=2),
    Field("phone", Tab.CONTACTS, "Phone", (Purpose.REACH,), "Phone?", weight=3, stale_months=24),
    Field("email", Tab.CONTACTS, "E-mail", (Purpose.REACH,), "E-mail?", weight=1),
    Field("wine", Tab.TASTES, "Wine", (Purpose.GIFTS, Purpose.TOPICS), "Wine?", weight=1),
    Field("firm", Tab.WORK, "Firm", (Purpose.PAPERS,), "Firm?", weight=9, people=False),
    Field("note", Tab.PERSON, "Note", (Purpose.TOPICS,), weight=0),
)


def person(**known: Datum):
    return completeness(known, kind="person", today=TODAY, catalogue=SMALL)


def ask(asked: tuple[str, ...] = (), **known: Datum) -> str | None:
    question = next_question(known, kind="person", today=TODAY, asked=asked, catalogue=SMALL)
    return question.field.key if question else None


def test_nothing_known() -> None:
    found = person()
    assert found.total == 0
    assert found.by_purpose == {
        Purpose.ADDRESS: 0,
        Purpose.REACH: 0,
        Purpose.GIFTS: 0,
        Purpose.TOPICS: 0,
    }


def test_weights() -> None:
    found = person(phone=Datum(), wine=Datum())
    assert found.by_purpose[Purpose.REACH] == pytest.approx(3 / 4)
    assert found.by_purpose[Purpose.GIFTS] == 1
    assert found.total == pytest.approx(4 / 7)


def test_what_does_not_count() -> None:
    known = {"note": Datum(), "firm": Datum(), "unheard_of": Datum(), "phone": Datum(filled=False)}
    assert person(**known).total == 0
    everything = {field.key: Datum() for field in SMALL}
    assert person(**everything).total == 1
    assert completeness(everything, kind="organisation", today=TODAY, catalogue=SMALL).by_purpose[
        Purpose.PAPERS
    ] == pytest.approx(1)


def test_guesses_and_stale_data_count_half() -> None:
    guess = Datum(origin=Origin.GUESSED)
    assert person(wine=guess).by_purpose[Purpose.GIFTS] == 0.5
    fresh = Datum(origin=Origin.TOLD, confirmed_on=dt.date(2024, 11, 24))
    old = Datum(origin=Origin.TOLD, confirmed_on=dt.date(2024, 11, 23))
    assert person(phone=fresh).by_purpose[Purpose.REACH] == pytest.approx(0.75)
    assert person(phone=old).by_purpose[Purpose.REACH] == pytest.approx(0.375)
    unconfirmed = Datum(noted_on=dt.date(2020, 1, 1))
    assert person(phone=unconfirmed).by_purpose[Purpose.REACH] == pytest.approx(0.375)
    again = Datum(noted_on=dt.date(2020, 1, 1), confirmed_on=TODAY)
    assert person(phone=again).by_purpose[Purpose.REACH] == pytest.approx(0.75)


def test_the_question_worth_most() -> None:
    assert ask() == "phone"
    assert ask(phone=Datum()) == "name"
    assert ask(phone=Datum(), name=Datum()) == "wine"
    assert ask(phone=Datum(), name=Datum(), wine=Datum()) == "email"
    everything = {field.key: Datum() for field in SMALL}
    assert ask(**everything) is None


def test_what_was_refused_is_not_asked_again() -> None:
    assert ask(("phone",)) == "name"
    assert ask(("phone", "name", "email", "wine")) is None
    # One question stands for surname and given name.
    question = next_question({"phone": Datum()}, kind="person", today=TODAY, asked=["surname"])
    assert question is not None
    assert question.field.key != "given"


def test_a_guess_is_asked_for_after_what_is_missing() -> None:
    known = {"phone": Datum(), "name": Datum(), "email": Datum()}
    assert ask(**known, wine=Datum(origin=Origin.GUESSED)) == "wine"
    found = next_question(known, kind="person", today=TODAY, catalogue=SMALL)
    assert found is not None
    assert (found.text, found.purposes) == ("Wine?", (Purpose.GIFTS, Purpose.TOPICS))


def test_the_real_catalogue_asks_in_a_sensible_order() -> None:
    known: dict[str, Datum] = {}
    order = []
    while question := next_question(known, kind="person", today=TODAY):
        order.append(question.field.key)
        known[question.field.key] = Datum()
        assert len(order) < 100
    assert set(order[:2]) == {"phone", "surname"}
    assert order.index("hours") < order.index("birth") < order.index("wine") < order.index("pets")
    assert order.index("needs") < order.index("goals")
    organisation = next_question({"phone": Datum(), "name": Datum()}, kind="organisation", today=TODAY)
    assert organisation is not None
    assert organisation.field.organisations


def test_who_has_which_fields() -> None:
    assert {"surname", "wine"} <= {field.key for field in fields_of("person")}
    assert not {"surname", "wine"} & {field.key for field in fields_of("organisation")}
    assert {field.key for field in fields_of("citizen")} == {field.key for field in fields_of("person")}


def test_stale_and_unverified() -> None:
    long_ago = dt.date(2020, 1, 1)
    known = {
        "phone": Datum(confirmed_on=long_ago),
        "wine": Datum(confirmed_on=long_ago, origin=Origin.OVERHEARD),
        "surname": Datum(confirmed_on=long_ago),
        "pets": Datum(origin=Origin.GUESSED),
        "sport": Datum(origin=Origin.FOUND),
        "books": Datum(origin=Origin.TOLD),
        "films": Datum(filled=False, origin=Origin.GUESSED),
    }
    assert [field.key for field in stale(known, kind="person", today=TODAY)] == ["phone", "wine"]
    assert [field.key for field in unverified(known, kind="person")] == ["pets", "sport"]


data = st.builds(
    Datum,
    filled=st.booleans(),
    origin=st.sampled_from([None, *Origin]),
    confirmed_on=st.none() | st.dates(dt.date(2015, 1, 1), TODAY),
)


@given(
    st.dictionaries(st.sampled_from([field.key for field in CATALOGUE]), data),
    st.sampled_from(["person", "organisation"]),
)
def test_more_knowledge_never_counts_less(known: dict[str, Datum], kind: str) -> None:
    before = completeness(known, kind=kind, today=TODAY)
    assert 0 <= before.total <= 1
    assert all(0 <= share <= 1 for share in before.by_purpose.values())
    question = next_question(known, kind=kind, today=TODAY)
    if question is not None:
        key = question.field.key
        assert BY_KEY[key].question
        after = completeness({**known, key: Datum(confirmed_on=TODAY)}, kind=kind, today=TODAY)
        assert after.total > before.total
