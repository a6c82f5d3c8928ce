"""A believable sample: a small supplier of coffee and machines, its customers and two years with them (row T6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from app.language import N_
from app.models.work import Work
from app.services import duplicates
from app.services.sample.accounts import Census, counts_of
from app.services.sample.draft import World
from app.services.sample.naming import Names
from app.services.sample.scenes import Today
from app.services.sample.story import story
from app.services.sample.timeline import Timeline
from app.services.sample.workweek import Workweek
from app.services.sample.writing import Writer
from app.services.settings import set_meta

__all__ = ["MOST", "Filled", "fill"]

#: customers that one sample may have
MOST = 10_000


@dataclass(frozen=True)
class Filled:
    """What a sample holds: counts by table, and who is at work in it."""

    counts: Mapping[str, int]
    person_id: int


def fill(
    work: Work,
    *,
    language: str,
    customers: int = 300,
    seed: int = 1,
    today: dt.date | None = None,
    progress: Callable[[float], None] | None = None,
) -> Filled:
    """Fill a new database with a sample and tell what it holds.

    The same seed on the same day makes the same sample. ``today`` (by default the clock's) is the day
    to which everything is related; ``progress`` hears shares from 0 to 1. The step cannot be undone:
    a sample has a file of its own.
    """
    told = progress or (lambda _share: None)
    world = _world(work, language, seed, today)
    names = Names(world.story, world.random)
    counts = counts_of(min(max(customers, 2), MOST))
    census = Census(world, names)
    census.make(counts)
    told(0.1)
    timeline = Timeline(world)
    for account in world.accounts:
        timeline.live(account)
    Today(world, names, timeline).arrange(size=max(1, customers // 300), doubles=counts.doubles)
    for card in world.cards:
        census.desk.columns(card)
    told(0.3)
    writer = Writer(work, world)
    writer.write(lambda share: told(0.3 + share * 0.6))
    duplicates.refresh(work)
    set_meta(work, key="sample", value=world.story.language)
    work.note_bulk("customers", [card.id for card in world.cards])
    work.for_good()
    work.name(N_("Filled with a sample"))
    told(1.0)
    return Filled(dict(writer.counts), writer.people["manager"])


def _world(work: Work, language: str, seed: int, today: dt.date | None) -> World:
    told = story(language)
    zone = work.moment.zone
    now = work.now.astimezone(zone)
    if today is not None:
        now = dt.datetime.combine(today, now.timetz())
    # the language is part of the seed, or both samples would have the same accidents
    random = Random(f"{seed} {told.language}")  # noqa: S311 - a sample, not a secret
    world = World(told, random, now, zone, Workweek(told["country"]))
    notes, day = told["leave_notes"], now.date()
    past = day - dt.timedelta(days=random.randint(60, 150))
    coming = day + dt.timedelta(days=random.randint(12, 30))
    short = world.week.after(day + dt.timedelta(days=3), 0)
    world.leaves = {
        "city": [(past, past + dt.timedelta(days=13), notes["past"])],
        "away": [(coming, coming + dt.timedelta(days=13), notes["coming"])],
        "books": [(short, short, notes["short"])],
    }
    return world
