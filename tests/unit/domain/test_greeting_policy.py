"""Who is greeted how, and what closes a way."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.greeting_policy import CLASSES, Rule, Rules, judge, parse_ways, usual
from app.domain.occasions import Group
from app.domain.terms import Consent, ConsentState, Plan, check_contact
from app.language import translator
from app.paths import root

TR = translator("en", root())
DAY = dt.date(2026, 12, 1)


def test_the_usual_policy_gives_more_to_who_matters_more() -> None:
    assert usual(Group.BIRTHDAY, "VIP").ways == ("call", "gift")
    assert usual(Group.BIRTHDAY, "D").ways == ()
    days = [usual(Group.BIRTHDAY, class_).warn_days for class_ in CLASSES]
    assert days == sorted(days, reverse=True)
    for group in Group:
        assert usual(group, "VIP").ways


def test_a_stored_rule_holds_before_the_usual_and_the_card_before_the_class() -> None:
    rules = Rules(
        [
            Rule(Group.BIRTHDAY, ("email",), 9, class_="D"),
            Rule(Group.BIRTHDAY, (), class_="VIP"),
            Rule(Group.BIRTHDAY, ("card",), customer=7),
            Rule(Group.HOLIDAY, None, 20, customer=8),
        ]
    )
    assert rules.policy(Group.BIRTHDAY, "D") == rules.policy(Group.BIRTHDAY, "D", 1)
    assert (rules.policy(Group.BIRTHDAY, "D").ways, rules.policy(Group.BIRTHDAY, "D").warn_days) == (
        ("email",),
        9,
    )
    assert rules.policy(Group.BIRTHDAY, "VIP").ways == ()
    assert rules.policy(Group.BIRTHDAY, "VIP", 7).ways == ("card",)
    kept = rules.policy(Group.HOLIDAY, "A", 8)
    assert (kept.ways, kept.warn_days, kept.source) == (usual(Group.HOLIDAY, "A").ways, 20, "usual")
    assert rules.longest_warning() == 20
    assert "VIP" not in rules.classes(Group.BIRTHDAY)


def test_ways_are_read_in_their_order() -> None:
    assert parse_ways("gift call nothing gift fly") == ("gift", "call")


def warned(state: ConsentState | None, *, many: bool = False) -> dict[str, tuple[object, ...]]:
    consents = [Consent("phone", "", state, DAY)] if state else []
    return {"phone": check_contact(Plan("phone", DAY, many=many), consents=consents)}


@pytest.mark.parametrize("state", [ConsentState.REFUSED, ConsentState.WITHDRAWN])
def test_a_refused_channel_is_no_way(state: ConsentState) -> None:
    verdict = judge(usual(Group.BIRTHDAY, "VIP"), warnings=warned(state))  # type: ignore[arg-type]
    assert verdict.ways == ("gift",)
    assert [one.way for one in verdict.barred] == ["call"]
    assert "by phone" in verdict.why(TR)[0]


def test_one_who_was_not_asked_is_greeted_with_a_hint_but_gets_no_letter_to_many() -> None:
    one = judge(usual(Group.BIRTHDAY, "VIP"), warnings=warned(None))  # type: ignore[arg-type]
    assert one.ways == ("call", "gift")
    assert len(one.hints) == 1
    many = judge(usual(Group.BIRTHDAY, "VIP"), warnings=warned(None, many=True))  # type: ignore[arg-type]
    assert many.ways == ("gift",)
    given = judge(usual(Group.BIRTHDAY, "VIP"), warnings=warned(ConsentState.GIVEN, many=True))  # type: ignore[arg-type]
    assert given.ways == ("call", "gift")
    assert given.why(TR) == ()


def test_a_sad_day_is_never_congratulated() -> None:
    verdict = judge(usual(Group.BIRTHDAY, "VIP"), sad=True)
    assert verdict.ways == ()
    assert verdict.why(TR) == ("A sad day is not congratulated",)


def test_no_address_is_no_way_and_nothing_says_why() -> None:
    assert judge(usual(Group.BIRTHDAY, "B"), reachable=["email"]).why(TR) == ("No phone number is known",)
    assert judge(usual(Group.RELATIVE, "D")).why(TR) == (
        "Customers of this class are not greeted on such days",
    )
    nothing = Rules([Rule(Group.BIRTHDAY, (), customer=7)]).policy(Group.BIRTHDAY, "VIP", 7)
    assert judge(nothing).why(TR)[0].startswith("This customer is not greeted")
