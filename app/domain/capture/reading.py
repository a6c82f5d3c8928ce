"""One line as read: its parts found, before they are written out as contact, topic and follow-up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.capture.contact import direction_of, kind_of, primary
from app.domain.capture.cues import IN_MARK, OUT_MARK, Cue, cues, no_answer
from app.domain.capture.dates import Calendar
from app.domain.capture.durations import Duration, durations
from app.domain.capture.known import Known, hidden, known_in
from app.domain.capture.line import Clause, Word, clauses_of, lowered, quoted_of, words_of
from app.domain.capture.moments import is_action, moments
from app.domain.capture.people import Person, Scene, people
from app.domain.capture.step import Step, Steps
from app.domain.capture.values import DateHit, Direction, Kind

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A line cut into words, clauses and the words of contact, time and silence."""

    text: str
    low: str
    words: tuple[Word, ...]
    clauses: tuple[Clause, ...]
    quoted: tuple[Place, ...]
    cues: tuple[Cue, ...]
    minutes: Duration | None
    silent: Place | None
    steps: tuple[Step, ...]
    took: tuple[DateHit, ...]
    known: tuple[Known, ...] = ()

    @property
    def step(self) -> Place | None:
        """Where the follow-up stands."""
        return (self.steps[0].start, self.steps[0].end) if self.steps else None

    @property
    def took_places(self) -> tuple[Place, ...]:
        """Where it says when the contact took place."""
        return tuple(place for hit in self.took for place in hit.spans)

    @property
    def marks(self) -> tuple[Place, ...]:
        """Where the line says outright who began («входящий», "incoming")."""
        found = (match.span() for mark in (IN_MARK, OUT_MARK) for match in mark.finditer(self.low))
        return tuple(place for place in found if not _inside(place[0], self.step))

    def clause_at(self, at: int) -> Clause | None:
        """Return the clause at a place."""
        return next((clause for clause in self.clauses if clause.start <= at < clause.end), None)


@dataclass(frozen=True, slots=True)
class Contact:
    """What the line says of the contact; ``cue`` is the word that says its kind."""

    kind: Kind
    direction: Direction
    cue: Cue | None
    said: bool
    people: tuple[Person, ...]


def _inside(at: int, place: Place | None) -> bool:
    return place is not None and place[0] <= at < place[1]


def _overlaps(start: int, end: int, places: Iterable[Place]) -> bool:
    return any(begin < end and start < stop for begin, stop in places)


def read_line(text: str, calendar: Calendar, languages: Sequence[str], names: Iterable[str] = ()) -> Line:
    """Return the parts of ``text``; ``names`` are of customers whom it may mean."""
    said = lowered(text)
    all_words = words_of(text, said)
    spoken = cues(said, 0, len(said))
    known = known_in(said, all_words, names, [cue.end for cue in spoken]) if names else ()
    # Known names say nothing of contact or time: "will harper", "art cook", «Май Светлана».
    low = hidden(said, known)
    words = words_of(text, low)
    found = moments(low, languages)
    quoted = quoted_of(text)
    lasting = durations(low, [place for moment in found for place in moment.spans])
    whole = (
        *quoted,
        *((moment.start, moment.end) for moment in found),
        *((one.start, one.end) for one in lasting),
    )
    clauses = clauses_of(low, whole)
    named = tuple(
        cue
        for cue in (cues(low, 0, len(low)) if known else spoken)
        if not _overlaps(cue.start, cue.end, whole)
    )
    silent = no_answer(low)
    minutes = _minutes(lasting, named, clauses)
    looking = Steps(
        low=low,
        words=words,
        clauses=clauses,
        cues=named,
        moments=found,
        minutes=[(minutes.start, minutes.end)] if minutes else [],
        silent=silent,
        calendar=calendar,
    )
    steps = looking.find()
    if (
        silent
        and steps
        and not steps[0].keep
        and _after_action(words, steps[0].start, silent[0], steps[0].end)
    ):
        # «Если не ответит», "send it if no answer": nobody has failed to answer yet.
        silent = None
    return Line(
        text, said, all_words, clauses, quoted, named, minutes, silent, steps, tuple(looking.took), known
    )


def _after_action(words: Sequence[Word], start: int, at: int, end: int) -> bool:
    """Tell whether the place ``at`` stands in a follow-up behind what is to be done."""
    return start <= at < end and any(start <= word.start < at and is_action(word.low) for word in words)


def _minutes(found: Sequence[Duration], named: Sequence[Cue], clauses: Sequence[Clause]) -> Duration | None:
    """Return the duration of the contact: the first in the clause that names it, else the first at all."""
    homes = (clause for clause in clauses if any(clause.start <= cue.start < clause.end for cue in named))
    header = next(homes, clauses[0] if clauses else None)
    inside = [one for one in found if header is not None and header.start <= one.start < header.end]
    edges = {edge for clause in clauses for edge in (clause.start, clause.start + 1)}
    # «15м» and "15m" may be metres: they count in the first clause or in one of their own.
    sure = [one for one in found if not one.doubtful or one.start in edges or one.start < clauses[0].end]
    return next(iter(inside or sure), None)


def contact_in(line: Line) -> Contact:
    """Return what kind of contact the line speaks of, who began it and who it was."""
    cue, kind = _attempt(line) or primary(
        line.cues, line.clauses, [(step.start, step.end) for step in line.steps]
    )
    said = cue is not None or line.minutes is not None or line.silent is not None
    if cue is None and line.step is not None and line.cues and not said and not _thing_to_come(line):
        cue, kind = line.cues[0], line.cues[0].kind
    named = people(_scene(line))
    direction = direction_of(_outside(line), cue, kind, line.clauses, named)
    kind = kind_of(line.low, kind, cue, line.cues, silent=line.silent is not None, step=line.step)
    if cue is None and line.minutes and _STAYED.match(line.low, line.minutes.end):
        kind = "visit"
    return Contact(kind, direction, cue, said, named)


def _thing_to_come(line: Line) -> bool:
    """Tell whether a topic comes first and the plan names a thing: «брак, выезд мастера в среду» was no visit."""
    start = line.steps[0].start
    named = [(one.start, one.end) for one in line.known]
    small = [one for one in line.words if not one.capital and not _overlaps(one.start, one.end, named)]
    topic = any(
        one.end <= start and sum(one.start <= word.start < one.end for word in small) > 1
        for one in line.clauses
    )
    return topic and line.cues[0].form == "noun" and line.cues[0].kind in {"visit", "meeting"}


_STAYED: Final = re.compile(r"\s+(?:at|у|на (?:складе|объекте|базе|заводе)|в (?:офисе|магазине|салоне))\s+\w")
_BY_PHONE: Final = re.compile(
    r"pick|answer|трубк|дозв|гудк|недоступ|сброс|busy|engaged|unreach|not reach|отвеча|ответил|берет|взял"
)


def _attempt(line: Line) -> tuple[Cue | None, Kind] | None:
    """Return a call where the line begins with one that nobody took and goes on with writing instead."""
    if line.silent is None or not _BY_PHONE.search(line.low[slice(*line.silent)]):
        return None
    first = next((cue for cue in line.cues if not _inside(cue.start, line.step)), None)
    after = first is not None and first.start >= line.silent[1] and first.weak is False
    return (None, "call") if after and first is not None and first.kind in {"email", "chat"} else None


def _outside(line: Line) -> str:
    """Return the lowered line with the follow-up blanked out, unless the customer's own words are in it."""
    if not line.steps or line.steps[0].keep:
        return line.low
    start, end = line.steps[0].start, line.steps[0].end
    outside = line.low[:start] + " " * (end - start) + line.low[end:]
    return outside if outside.strip() else line.low


def _scene(line: Line) -> Scene:
    taken: list[Place] = [(cue.start, cue.end) for cue in line.cues]
    taken += [place for step in line.steps for place in step.hit.spans]
    taken += [*line.took_places, *line.marks]
    taken += [(line.minutes.start, line.minutes.end)] if line.minutes else []
    taken += [line.silent] if line.silent else []
    return Scene(
        text=line.text,
        words=line.words,
        clauses=line.clauses,
        cues=line.cues,
        taken=tuple(taken),
        quoted=line.quoted,
        step=line.step,
        silent=line.silent,
        known=tuple((one.start, one.end, 5.0 if one.sure else 2.0) for one in line.known),
        sexes=tuple((one.start, one.end, one.sex) for one in line.known),
    )
