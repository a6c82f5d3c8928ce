"""Whatever is typed or pasted into the line, it is read without a fault."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.capture import find_date, understand
from tests.unit.capture.table import NOW, phrases

WORDS = [
    word
    for name in ("phrases_ru.txt", "phrases_en.txt")
    for phrase in phrases(name)
    for word in phrase.line.split()
]
NOISE = st.text(alphabet=st.sampled_from("0123456789.,:;-–/ ()«»\"'№%$€вadйЁ\n\t İß²"), max_size=40)
MOMENTS = st.datetimes(  # naive bounds are what hypothesis asks for
    dt.datetime(1, 1, 2),  # noqa: DTZ001 - see above
    dt.datetime(9999, 12, 30),  # noqa: DTZ001 - see above
    timezones=st.just(dt.UTC),
)


@settings(deadline=None)  # the first line loads the grammar
@given(st.text(), MOMENTS)
@example("İİ звонок İванову 15 мин завтра", NOW)
@example("٣ مواعيد, call Brown in ٣ days", NOW)
def test_any_text(text: str, now: dt.datetime) -> None:
    captured = understand(text, now=now)
    assert isinstance(captured.text, str)
    find_date(text, now=now)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS) | NOISE, max_size=25), MOMENTS)
def test_words_in_any_order(parts: list[str], now: dt.datetime) -> None:
    line = " ".join(parts)
    captured = understand(line, now=now)
    end = 0
    for span in captured.spans:
        assert end <= span.start < span.end <= len(line)
        end = span.end
    if captured.followup is not None:
        assert captured.followup.date >= now.date()
    if captured.at is not None:
        assert captured.at <= now
    assert captured.minutes is None or 0 < captured.minutes <= 24 * 60


@pytest.mark.parametrize(
    "unit", ["звонок ", "в среду ", "не ", "call, ", "5 мин ", "и Иванов ", "(", "«", "1.", "a ", "-"]
)
def test_long_lines_end(unit: str) -> None:
    captured = understand(unit * 20_000, now=NOW)
    assert captured.kind


def test_nothing_typed() -> None:
    captured = understand("", now=NOW)
    assert (captured.kind, captured.direction, captured.outcome) == ("call", "out", "reached")
    assert captured.text == ""
    assert captured.followup is None
    assert captured.person_words == ()
    assert not captured.contact_said
    assert captured.spans == ()
