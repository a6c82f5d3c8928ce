"""The capture language: one line becomes a contact and its follow-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from app.domain.capture import writing
from app.domain.capture.dates import DAY_END, DAY_START, WORKING_DAYS, Calendar
from app.domain.capture.reading import Contact, Line, contact_in, read_line
from app.domain.capture.sex import sex_of
from app.domain.capture.values import Captured
from app.domain.given_names import Gender

# A line is one line: what is longer is kept as topic and not searched for words.
_LONGEST: Final = 2000


def understand(
    text: str,
    *,
    now: dt.datetime,
    names: Sequence[str] = (),
    languages: Sequence[str] = ("ru", "en"),
    working_days: frozenset[int] = WORKING_DAYS,
    day_start: dt.time = DAY_START,
    day_end: dt.time = DAY_END,
) -> Captured:
    """Return what ``text`` says of a contact and its follow-up, read from ``now`` (aware, local).

    Never raises on any text. Direction is out unless the customer began; «письмо» and "wrote" are e-mail
    unless paper is said; an attempt that nobody answered is ``no_answer``; a message left on a machine is a
    voicemail. Dates are read as :mod:`app.domain.capture.dates` says; ``languages`` limits theirs, words of
    contact are known in both. ``names`` are those of customers whom the line may mean (a list gives them by
    :func:`said_forms`): their words are names even where they look like others. The topic keeps, in the words of the line, what is neither contact, customer,
    duration nor follow-up. A dated wish or promise of the customer's stays in the topic and is the
    follow-up too; a line that has nothing but a plan has ``contact_said`` false.
    """
    calendar = Calendar(now=now, working_days=working_days, day_start=day_start, day_end=day_end)
    line = read_line(text[:_LONGEST], calendar, languages, names)
    contact = contact_in(line)
    cut = writing.cuts(line, contact)
    heard = line.silent is None or (contact.kind == "voicemail" and contact.direction == "in")
    person = contact.people[0] if contact.people else None
    steps = [writing.followup(line, step, person, cut) for step in line.steps]
    return Captured(
        kind=contact.kind,
        direction=contact.direction,
        minutes=line.minutes.minutes if line.minutes else None,
        outcome="reached" if heard else "no_answer",
        person_words=tuple(dict.fromkeys(person.text for person in contact.people if person.text)),
        text=writing.topic(line, cut) + text[_LONGEST:],
        followup=steps[0] if steps else None,
        further=tuple(steps[1:]),
        at=_at(line, now, day_start),
        contact_said=contact.said,
        spans=writing.spans(line, cut),
        sex=_sex(line, contact),
    )


def _sex(line: Line, contact: Contact) -> Gender | None:
    if not contact.people:
        return None
    person = contact.people[0]
    return sex_of(line.low, person.start, person.end, contact.cue, subject=contact.direction == "in")


def _at(line: Line, now: dt.datetime, day_start: dt.time) -> dt.datetime | None:
    """Return when the contact took place; a day without a time counts from the start of work."""
    if not line.took:
        return None
    time = next((hit.time for hit in line.took if hit.time), day_start)
    return min(dt.datetime.combine(line.took[0].date, time, now.tzinfo), now)
