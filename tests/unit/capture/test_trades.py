"""Ordinary lines and lines from many trades, in haste and with slips, read where the names of the customers are known."""

from __future__ import annotations

import pytest

from app.domain.capture import Captured, match_name, settled, understand
from tests.unit.capture.table import CUSTOMERS, EARLY, OFFICE, Phrase, phrases

ALL = [*phrases("trades_ru.txt"), *phrases("trades_en.txt")]
ORDINARY = frozenset((*phrases("everyday_ru.txt"), *phrases("everyday_en.txt")))
ALL += sorted(ORDINARY, key=lambda one: one.line)


@pytest.fixture(params=[one for one in ALL if not one.weak], ids=lambda phrase: phrase.line)
def phrase(request: pytest.FixtureRequest) -> Phrase:
    return request.param


@pytest.fixture
def captured(phrase: Phrase) -> Captured:
    return read(phrase)


def known(phrase: Phrase) -> tuple[str, ...]:
    return OFFICE if phrase in ORDINARY else CUSTOMERS


def read(phrase: Phrase) -> Captured:
    return understand(phrase.line, now=EARLY, names=known(phrase))


def wrong(phrase: Phrase, captured: Captured) -> list[str]:
    """Return which fields are not what the line says."""
    match = settled(match_name(captured.person_words, enumerate(known(phrase)), sex=captured.sex))
    at = captured.at.strftime("%Y-%m-%d %H:%M") if captured.at else ""
    checks = {
        "kind": captured.kind == phrase.kind,
        "direction": captured.direction == phrase.direction,
        "minutes": captured.minutes == phrase.minutes,
        "outcome": captured.outcome == phrase.outcome,
        "customer": match is None
        if phrase.person == "-"
        else match is not None and phrase.person in match.name,
        "text": phrase.text.casefold() in captured.text.casefold(),
        "at": at.startswith(phrase.at) if phrase.at else not at,
    }
    return [name for name, right in checks.items() if not right] + _wrong_step(phrase, captured)


def _wrong_step(phrase: Phrase, captured: Captured) -> list[str]:
    step = captured.followup
    if phrase.due is None or step is None:
        return [] if phrase.due is None and step is None else ["follow-up"]
    date, time, *words = phrase.due
    said = f"{step.time:%H:%M}" if step.time else "-"
    checks = {
        "date": step.date.isoformat() == date,
        "time": time in {"*", said},
        "words": " ".join(words).casefold() in step.text.casefold(),
    }
    return [name for name, right in checks.items() if not right]


def test_line(phrase: Phrase, captured: Captured) -> None:
    assert wrong(phrase, captured) == []


def test_the_customer_is_not_repeated_in_the_follow_up(phrase: Phrase, captured: Captured) -> None:
    step = captured.followup
    if step is None or phrase.person == "-" or not captured.person_words:
        return
    assert captured.person_words[0].casefold() not in step.text.casefold()


def test_weak_lines_are_few() -> None:
    weak = [one for one in ALL if one.weak]
    assert len(weak) <= len(ALL) // 20
    for one in weak:
        assert wrong(one, read(one)), f"no longer weak: {one.line}"
