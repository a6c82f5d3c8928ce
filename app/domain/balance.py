"""How contacts felt, and what was given and asked for (row I5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.saying import Speaks
from app.language import N_


class Comfort(StrEnum):
    """How a contact felt."""

    GOOD = "good"
    NEUTRAL = "neutral"
    BAD = "bad"


COMFORT_NAMES: Final = {
    Comfort.GOOD: N_("good to be in touch"),
    Comfort.NEUTRAL: N_("so-so"),
    Comfort.BAD: N_("uneasy"),
}
_POINTS: Final = {Comfort.GOOD: 1, Comfort.NEUTRAL: 0, Comfort.BAD: -1}
#: how many of the last marks tell how things are now
RECENT: Final = 5


class Side(StrEnum):
    """Who did whom a favour: we gave, or we received what we asked for."""

    GIVEN = "given"
    RECEIVED = "received"


SIDE_NAMES: Final = {Side.GIVEN: N_("given by us"), Side.RECEIVED: N_("received by us")}


@dataclass(frozen=True)
class Favour:
    """An entry of the ledger; ``weight`` from 1 (a trifle) to 5 (a great favour)."""

    side: Side
    on: dt.date
    text: str = ""
    weight: int = 1


class Standing(StrEnum):
    """Who is in whose debt."""

    EVEN = "even"
    WE_OWE = "we_owe"
    THEY_OWE = "they_owe"


_STANDINGS: Final = {
    Standing.EVEN: N_("We are even"),
    Standing.WE_OWE: N_("We are in the customer's debt: a time to thank"),
    Standing.THEY_OWE: N_("We gave more than we received: we may ask"),
}


@dataclass(frozen=True)
class Balance:
    """What was given and received, by weight."""

    given: int
    received: int
    count: int

    @property
    def difference(self) -> int:
        """Positive where we gave more."""
        return self.given - self.received

    @property
    def standing(self) -> Standing:
        """Who is in whose debt; a difference of one is no debt."""
        if abs(self.difference) < 2:
            return Standing.EVEN
        return Standing.THEY_OWE if self.difference > 0 else Standing.WE_OWE

    def text(self, tr: Speaks) -> str:
        """Say how things stand; empty where nothing was noted."""
        return tr(_STANDINGS[self.standing]) if self.count else ""


@dataclass(frozen=True)
class Feeling:
    """How contacts feel: counts of all marks, and the mean of the last ones from −1 to 1.

    ``trend`` compares the last marks with those before: positive where it gets better; None
    where there are too few.
    """

    good: int
    neutral: int
    bad: int
    now: float | None
    trend: float | None

    @property
    def count(self) -> int:
        """How many contacts were marked."""
        return self.good + self.neutral + self.bad


def balance(favours: Iterable[Favour]) -> Balance:
    """Return the balance of a ledger."""
    entries = list(favours)
    given = sum(entry.weight for entry in entries if entry.side is Side.GIVEN)
    received = sum(entry.weight for entry in entries if entry.side is Side.RECEIVED)
    return Balance(given, received, len(entries))


def feeling(marks: Iterable[Comfort]) -> Feeling:
    """Return how contacts feel; ``marks`` are in the order of time, the oldest first."""
    said = list(marks)
    points = [_POINTS[mark] for mark in said]
    last, before = points[-RECENT:], points[-2 * RECENT : -RECENT]
    now = _mean(last)
    earlier = _mean(before)
    return Feeling(
        said.count(Comfort.GOOD),
        said.count(Comfort.NEUTRAL),
        said.count(Comfort.BAD),
        now,
        now - earlier if now is not None and earlier is not None and len(before) >= 2 else None,
    )


def _mean(points: list[int]) -> float | None:
    return sum(points) / len(points) if points else None
