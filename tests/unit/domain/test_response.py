"""Percentiles against known values, and what is said of requests by person and month."""

from __future__ import annotations

import datetime as dt
import random
import statistics

import pytest

from app.domain.response import Wait, figures, last_months, month_after, percentile, response_times

NOVEMBER, OCTOBER = dt.date(2026, 11, 1), dt.date(2026, 10, 1)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([7], 0.9, 7),
        ([1, 2], 0.5, 1.5),
        ([15, 20, 35, 40, 50], 0.4, 29),
        ([15, 20, 35, 40, 50], 0.9, 46),
        ([3, 1, 2], 0.5, 2),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9.1),
        ([4, 8], 0, 4),
        ([4, 8], 1, 8),
    ],
)
def test_percentiles_that_are_known(values, share, expected):
    assert percentile(values, share) == pytest.approx(expected)


def test_percentiles_are_those_of_the_standard_library():
    """Its «inclusive» method is definition 7, as numpy's default."""
    dice = random.Random(3)
    for size in (2, 3, 10, 11, 500):
        values = [dice.randrange(2000) for _ in range(size)]
        hundredths = statistics.quantiles(values, n=100, method="inclusive")
        for share in (1, 10, 25, 50, 90, 99):
            assert percentile(values, share / 100) == pytest.approx(hundredths[share - 1])


def test_nothing_has_no_percentile_and_a_share_is_a_share():
    assert percentile([], 0.5) is None
    with pytest.raises(ValueError, match="no share"):
        percentile([1], 1.1)


def wait(minutes, norm=60, *, answered=True, person=1, month=NOVEMBER):
    return Wait(person, month, minutes, norm, answered)


def test_what_still_waits_counts_as_late_once_it_is():
    found = figures([wait(10), wait(60), wait(61), wait(5, answered=False)])
    assert (found.count, found.answered, found.median) == (4, 3, 60)
    assert found.within == pytest.approx(2 / 3)
    assert figures([wait(10), wait(100, answered=False)]).within == 0.5
    nothing_decided = figures([wait(5, answered=False)])
    assert (nothing_decided.count, nothing_decided.median, nothing_decided.within) == (1, None, None)


def test_a_row_for_everybody_who_was_asked_in_the_order_of_names():
    waits = [
        wait(10, person=2),
        wait(30, person=1, month=OCTOBER),
        wait(20, person=1),
        wait(90, person=None),
        wait(1, person=1, month=dt.date(2025, 11, 1)),
    ]
    names = {1: "Anna", 3: "Idle", 2: "Boris", None: ""}
    table = response_times(waits, months=(OCTOBER, NOVEMBER), names=names)
    assert [(row.name, row.total.count) for row in table.people] == [("Anna", 2), ("Boris", 1), ("", 1)]
    assert table.people[0].months[OCTOBER].median == 30
    assert table.everybody.total.count == sum(row.total.count for row in table.people) == 4
    assert table.everybody.months[NOVEMBER].slow == pytest.approx(76)


def test_months_go_over_the_turn_of_the_year():
    assert last_months(dt.date(2026, 2, 28), 3) == (
        dt.date(2025, 12, 1),
        dt.date(2026, 1, 1),
        dt.date(2026, 2, 1),
    )
    assert month_after(dt.date(2025, 12, 1)) == dt.date(2026, 1, 1)
    assert len(last_months(NOVEMBER)) == 12
