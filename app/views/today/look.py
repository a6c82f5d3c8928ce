"""What the Today room reads, in one go beside the window: the work, when to call whom, and who works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from app.domain.availability import GoodTime
from app.domain.names import split_full_name
from app.models.work import Reading
from app.queries import customers, people, today
from app.queries.items import Item

Key = tuple[str, int, str]
#: kinds of contacts for which the customer's hours matter
SPOKEN: Final = frozenset({"call", "meeting", "visit", "voicemail"})


@dataclass(frozen=True)
class Look:
    """The work of today; ``good`` has the good time to call by :func:`key_of`.

    ``person`` is the given name of who works here; ``alone`` tells that nobody else is in the team,
    ``empty`` that there is no customer yet.
    """

    today: today.Today
    good: Mapping[Key, GoodTime] = field(default_factory=dict)
    person: str = ""
    alone: bool = True
    empty: bool = False


def key_of(item: Item) -> Key:
    """Return what tells a thing to do from all others."""
    return item.kind, item.ref, item.occurrence


def look(reading: Reading, *, mine: bool, language: str) -> Look:
    """Read what the room shows."""
    found = today.today(reading, mine=mine)
    team = people.team(reading)
    me = next((person.name for person in team if person.id == reading.moment.person_id), "")
    zone = reading.moment.zone
    good = {
        key_of(item): item.good_time(reading.now, zone, language)
        for item in found.items
        if item.contact_kind in SPOKEN
    }
    return Look(
        found,
        {key: value for key, value in good.items() if value is not None},
        split_full_name(me, language=language).given or me,
        alone=len(team) < 2,
        empty=not found.due and not found.silent and not customers.count(reading),
    )
