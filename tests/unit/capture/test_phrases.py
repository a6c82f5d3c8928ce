"""Lines as salespeople type them, in Russian, in English and in both."""

from __future__ import annotations

import pytest

from app.domain.capture import Captured, match_name, settled, understand
from tests.unit.capture.table import NAMES, NOW, Phrase, phrases

ALL = [*phrases("phrases_ru.txt"), *phrases("phrases_en.txt")]


@pytest.fixture(params=ALL, ids=lambda phrase: phrase.line)
def phrase(request: pytest.FixtureRequest) -> Phrase:
    return request.param


@pytest.fixture
def captured(phrase: Phrase) -> Captured:
    return understand(phrase.line, now=NOW)


def test_contact(phrase: Phrase, captured: Captured) -> None:
    said = (captured.kind, captured.direction, captured.minutes, captured.outcome)
    assert said == (phrase.kind, phrase.direction, phrase.minutes, phrase.outcome)


def test_customer(phrase: Phrase, captured: Captured) -> None:
    match = settled(match_name(captured.person_words, NAMES))
    assert match is not None, captured.person_words
    assert phrase.person in match.name


def test_topic(phrase: Phrase, captured: Captured) -> None:
    assert phrase.text.casefold() in captured.text.casefold()


def test_follow_up(phrase: Phrase, captured: Captured) -> None:
    step = captured.followup
    if phrase.due is None:
        assert step is None
        return
    assert step is not None
    date, time, *words = phrase.due
    said = f"{step.time:%H:%M}" if step.time else "-"
    assert (step.date.isoformat(), said) == (date, time)
    assert " ".join(words).casefold() in step.text.casefold()


def test_time_of_the_contact(phrase: Phrase, captured: Captured) -> None:
    said = captured.at.strftime("%Y-%m-%d %H:%M") if captured.at else ""
    assert said.startswith(phrase.at) if phrase.at else not said


def test_places_are_in_the_line_and_apart(phrase: Phrase, captured: Captured) -> None:
    end = 0
    for span in captured.spans:
        assert end <= span.start < span.end <= len(phrase.line)
        end = span.end


def test_there_are_many_of_each_language() -> None:
    assert len(phrases("phrases_ru.txt")) >= 120
    assert len(phrases("phrases_en.txt")) >= 120
