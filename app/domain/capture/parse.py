"""The capture language: one line becomes a contact and its follow-up."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.capture.contact import direction_of, kind_of, primary
from app.domain.capture.cues import IN_MARK, OUT_MARK, Cue, cues, no_answer
from app.domain.capture.dates import DAY_END, DAY_START, WORKING_DAYS, Calendar, moments
from app.domain.capture.durations import Duration, durations
from app.domain.capture.line import Clause, clauses_of, lowered, quoted_of, words_of
from app.domain.capture.people import Person, Scene, people
from app.domain.capture.step import Step, Steps
from app.domain.capture.values import Captured, DateHit, FollowupWords, Outcome, Role, Span

Place = tuple[int, int]

# A line is one line: what is longer is kept as topic and not searched for words.
_LONGEST: Final = 2000
_EDGE: Final = " \t\n,;:.!?-–—/|&+>=*•"
_SMALL_BEFORE: Final = re.compile(
    r"^(?:(?:с|со|к|ко|у|от|для|до|из|в|во|на|и|а|но|with|to|from|for|at|of|and|w/?|by|via|re|about|regarding|on|was|a|an|had|got|:|-|the)\s+)+",
    re.IGNORECASE,
)
_SMALL_AFTER: Final = re.compile(
    r"(?:(?:^|\s+)(?:с|со|к|ко|у|от|для|до|из|в|во|на|и|а|по|про|with|to|from|for|at|of|and|w/?|by|via|re|about|in|on|the|a|an|мне|нам|me|us|i|we|я|мы|was|is|had|got|back|his|her|’s|'s))+$",
    re.IGNORECASE,
)
_RUSSIAN_KEPT: Final = re.compile(r"^(?:с|со|к|у|от|для|до|из|в|во|на|по)\s", re.IGNORECASE)
_LEAD_IN: Final = re.compile(
    r"^(?:(?:и|а|но|потом|затем|надо|нужно|необходимо|просил[аи]?|просит|просят|попросил[аи]?|договорил\w+(?: на| о)?|решили|условились|буду|"
    r"след(?:ующий|\.)? шаг|and|then|to|will|i'll|i will|we'll|we will|i need to|need to|needs to|must|should|please|pls|asked (?:me |us )?to|"
    r"wants me to|agreed to|let's|next step|todo|says|–|-|:)\s*[:–-]?\s+)+",
    re.IGNORECASE,
)
_PREPOSITION: Final = re.compile(
    r"(?:(?<!\w)(?:с|со|к|ко|у|от|для|до|из|в|во|на|with|w/?|to|from|for|at|by|of|via|on|by the|through|over|mr\.?|mrs\.?|ms\.?|dr\.?|г-н|г-жа|г-ну|г-же)\s+)+$",
    re.IGNORECASE,
)
_FOR: Final = re.compile(
    r"(?<!\w)(?:на|около|примерно|где-то|почти|for|about|around|approx\.?|took|lasted|заняло|длил\w+|всего|ещё|еще)\s+(?:about |около )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The line as read so far, from which topic, follow-up and spans are written."""

    text: str
    clauses: tuple[Clause, ...]
    cut: tuple[tuple[int, int, Role], ...]
    steps: tuple[Step, ...]


def understand(
    text: str,
    *,
    now: dt.datetime,
    languages: Sequence[str] = ("ru", "en"),
    working_days: frozenset[int] = WORKING_DAYS,
    day_start: dt.time = DAY_START,
    day_end: dt.time = DAY_END,
) -> Captured:
    """Return what ``text`` says of a contact and its follow-up, read from ``now`` (aware, local).

    Never raises on any text. Direction is out unless the customer began, «письмо» and "wrote" are e-mail
    unless paper is said, an attempt that nobody answered is ``no_answer``. Dates are read as
    :mod:`app.domain.capture.dates` says. The text keeps what is neither contact, customer, duration nor
    follow-up, in the words of the line.
    """
    calendar = Calendar(now=now, working_days=working_days, day_start=day_start, day_end=day_end)
    line = text[:_LONGEST]
    low = lowered(line)
    found = moments(low, languages)
    quoted = quoted_of(line)
    lasting = durations(low, [moment_span for moment in found for moment_span in moment.spans])
    whole = (*quoted, *((m.start, m.end) for m in found), *((d.start, d.end) for d in lasting))
    clauses = clauses_of(low, whole)
    named = [cue for cue in cues(low, 0, len(low)) if not _within(cue.start, cue.end, whole)]
    silent = no_answer(low)
    minutes = _minutes(lasting, named, clauses)
    looking = Steps(
        low=low,
        words=words_of(line, low),
        clauses=clauses,
        cues=named,
        moments=found,
        minutes=[(minutes.start, minutes.end)] if minutes else [],
        silent=silent,
        calendar=calendar,
    )
    steps = looking.find()
    step = (steps[0].start, steps[0].end) if steps else None
    if silent and step and step[0] <= silent[0] < step[1] and not steps[0].keep:
        silent = None
    return _captured(text, line, low, clauses, named, quoted, minutes, silent, steps, looking.took, now)


def _captured(  # noqa: PLR0913 - the parts of one line, put together once
    text: str,
    line: str,
    low: str,
    clauses: tuple[Clause, ...],
    named: list[Cue],
    quoted: tuple[Place, ...],
    minutes: Duration | None,
    silent: Place | None,
    steps: tuple[Step, ...],
    took: list[DateHit],
    now: dt.datetime,
) -> Captured:
    step = (steps[0].start, steps[0].end) if steps else None
    cue, kind = primary(named, clauses, step)
    said = cue is not None or minutes is not None or silent is not None
    if cue is None and step is not None and named and not said:
        cue, kind = named[0], named[0].kind
    took_spans = [span for hit in took for span in hit.spans]
    taken: list[Place] = [(one.start, one.end) for one in named]
    taken += [span for one in steps for span in one.hit.spans] + took_spans
    taken += [(minutes.start, minutes.end)] if minutes else []
    taken += [silent] if silent else []
    marks = [
        match.span()
        for pattern in (IN_MARK, OUT_MARK)
        for match in pattern.finditer(low)
        if not step or not step[0] <= match.start() < step[1]
    ]
    scene = Scene(
        line, words_of(line, low), clauses, tuple(named), tuple(taken + marks), quoted, step, silent
    )
    persons = people(scene)
    clause = next((one for one in clauses if cue is not None and one.start <= cue.start < one.end), None)
    outside = (
        low if step is None or steps[0].keep else low[: step[0]] + " " * (step[1] - step[0]) + low[step[1] :]
    )
    direction = direction_of(outside if re.search(r"\w", outside) else low, cue, kind, clause, persons)
    kind = kind_of(low, kind, cue, named, silent=silent is not None, step=step)
    outcome: Outcome = (
        "no_answer" if silent and not (kind == "voicemail" and direction == "in") else "reached"
    )
    cut = _cut(low, clauses, cue, kind, named, persons, minutes, silent, took_spans, marks, step)
    reading = _Reading(line, clauses, cut, steps)
    topic = _topic(reading) + text[_LONGEST:]
    return Captured(
        kind=kind,
        direction=direction,
        minutes=minutes.minutes if minutes else None,
        outcome=outcome,
        person_words=tuple(dict.fromkeys(person.text for person in persons)),
        text=topic,
        followup=_followup(reading, steps[0]) if steps else None,
        further=tuple(_followup(reading, one) for one in steps[1:]),
        at=_at(took, now),
        contact_said=said,
        spans=_spans(reading),
    )


def _within(start: int, end: int, places: Iterable[Place]) -> bool:
    return any(begin < end and start < stop for begin, stop in places)


def _minutes(found: Sequence[Duration], named: Sequence[Cue], clauses: Sequence[Clause]) -> Duration | None:
    """Return the duration of the contact: the first in the clause that names it, else the first at all."""
    homes = [clause for clause in clauses if any(clause.start <= cue.start < clause.end for cue in named)]
    header = next((clause for clause in clauses if clause in homes), clauses[0] if clauses else None)
    inside = [one for one in found if header is not None and header.start <= one.start < header.end]
    edges = {edge for clause in clauses for edge in (clause.start, clause.start + 1)}
    sure = [one for one in found if not one.doubtful or one.start in edges or one.start < clauses[0].end]
    return next(iter(inside or sure), None)


def _cut(  # noqa: PLR0913 - the parts of one line, put together once
    low: str,
    clauses: Sequence[Clause],
    cue: Cue | None,
    kind: str,
    named: Sequence[Cue],
    persons: Sequence[Person],
    minutes: Duration | None,
    silent: Place | None,
    took: Sequence[Place],
    marks: Sequence[Place],
    step: Place | None,
) -> tuple[tuple[int, int, Role], ...]:
    """Return what the topic is without: contact, customer, duration, outcome, time of the contact."""
    cut: list[tuple[int, int, Role]] = [(*place, "when") for place in took]
    clause = next((one for one in clauses if cue is not None and one.start <= cue.start < one.end), None)
    if cue is not None and not cue.keep:
        cut.append((cue.start, cue.end, "kind"))
    for other in named:
        if (
            clause
            and other is not cue
            and clause.start <= other.start < clause.end
            and other.kind == kind
            and not other.keep
        ):
            lead = _PREPOSITION.search(low, 0, other.start)
            cut.append((lead.start() if lead else other.start, other.end, "kind"))
    if minutes:
        lead = _FOR.search(low, 0, minutes.start)
        cut.append((lead.start() if lead else minutes.start, minutes.end, "minutes"))
    if silent:
        cut.append((*silent, "outcome"))
    cut.extend((*mark, "direction") for mark in marks)
    for person in persons[:1]:
        own = next((one for one in clauses if one.start <= person.start < one.end), None)
        if (
            own is clause
            or own is (clauses[0] if clauses else None)
            or clause is None
            or not _has_words(low, own, person)
        ):
            lead = _PREPOSITION.search(low, 0, person.start)
            cut.append((lead.start() if lead else person.start, person.end, "person"))
    return tuple(_apart(cut, step))


def _has_words(low: str, clause: Clause | None, person: Person) -> bool:
    return (
        clause is not None
        and re.search(r"\w", low[clause.start : person.start] + low[person.end : clause.end]) is not None
    )


def _apart(cut: list[tuple[int, int, Role]], step: Place | None) -> list[tuple[int, int, Role]]:
    """Return the places without overlaps, those outside the follow-up only, in their order."""
    result: list[tuple[int, int, Role]] = []
    rank = {"when": 0, "minutes": 1, "kind": 2, "outcome": 3, "person": 4, "direction": 5}
    for start, end, role in sorted(cut, key=lambda one: (rank[one[2]], one[0])):
        begin = start
        for other, stop, _ in result:
            if other < end and begin < stop:
                begin = max(begin, stop) if other <= begin else begin
                end = min(end, other) if other > begin else end
        if begin < end and not (step and step[0] <= begin < step[1] and role != "person"):
            result.append((begin, end, role))
    return sorted(result)


def _topic(reading: _Reading) -> str:
    """Return the words of the line that are left when all else is taken out, clause by clause."""
    parts: list[str] = []
    joint = ""
    for clause in reading.clauses:
        for start, end in _outside(clause, [(one.start, one.end) for one in reading.steps if not one.keep]):
            piece = _clean(
                _carved(reading.text, start, end, reading.cut),
                header=any(start <= one[0] < end for one in reading.cut),
            )
            if piece:
                parts.append((joint if parts else "") + piece)
                joint = _joint(clause.sign)
    return "".join(parts)


def _joint(sign: str) -> str:
    if sign in {".", "!", "?", ";", ":", "…"}:
        return f"{sign} "
    return f" {sign} " if sign in {"-", "–", "—", "->", "=>"} else ", "


def _outside(clause: Clause, steps: Iterable[Place]) -> list[Place]:
    """Return the stretches of a clause that no follow-up covers."""
    free = [(clause.start, clause.end)]
    for start, end in steps:
        free = [
            piece
            for begin, stop in free
            for piece in ((begin, min(stop, start)), (max(begin, end), stop))
            if piece[0] < piece[1]
        ]
    return free


def _carved(text: str, start: int, end: int, cut: Iterable[tuple[int, int, Role]]) -> str:
    """Return ``text[start:end]`` without the places in ``cut``."""
    pieces, at = [], start
    for begin, stop, _ in cut:
        if begin < end and start < stop:
            pieces.append(text[at : max(begin, at)])
            at = max(at, min(stop, end))
    pieces.append(text[at:end])
    return " ".join(pieces)


def _clean(piece: str, *, header: bool) -> str:
    piece = re.sub(r"\(\s*\)|«\s*»|\"\s*\"", " ", piece)
    piece = " ".join(piece.split()).strip(_EDGE).strip()
    if header:
        piece = re.sub(r"^['’]s\s+", "", piece)
        piece = _SMALL_AFTER.sub("", piece).strip(_EDGE)
        if not _RUSSIAN_KEPT.match(piece):
            piece = _SMALL_BEFORE.sub("", piece).strip(_EDGE)
    return re.sub(r"\s+([,.;:!?])", r"\1", piece) if re.search(r"\w", piece) else ""


def _followup(reading: _Reading, step: Step) -> FollowupWords:
    """Return the follow-up in the words of the line, without its date."""
    spans = [(*span, "due") for span in step.hit.spans]
    cut: list[tuple[int, int, Role]] = [(start, end, "due") for start, end, _ in spans]
    pieces = []
    for clause in reading.clauses:
        start, end = max(clause.start, step.start), min(clause.end, step.end)
        if start < end:
            piece = " ".join(_carved(reading.text, start, end, cut).split()).strip(_EDGE)
            piece = _LEAD_IN.sub("", piece).strip(_EDGE)
            piece = re.sub(r"\s+(?:в|на|к|до|с|on|at|by|the|for|to)$", "", piece)
            if re.search(r"\w", piece):
                pieces.append(piece)
    return FollowupWords(step.hit.date, step.hit.time, ", ".join(pieces))


def _at(took: Sequence[DateHit], now: dt.datetime) -> dt.datetime | None:
    """Return when the contact took place; a day without a time counts from the start of work."""
    if not took:
        return None
    hit = took[0]
    time = hit.time or next((other.time for other in took if other.time), None) or DAY_START
    return min(dt.datetime.combine(hit.date, time, now.tzinfo), now)


def _spans(reading: _Reading) -> tuple[Span, ...]:
    """Return which part of the line was understood as what, in the order of the line."""
    spans = [Span(*_trimmed(reading.text, start, end), role) for start, end, role in reading.cut]
    for step in reading.steps:
        due = sorted(step.hit.spans)
        spans.extend(Span(start, end, "due") for start, end in due)
        spans.extend(
            Span(*_trimmed(reading.text, start, end), "followup")
            for start, end in _outside(
                Clause(step.start, step.end, ""),
                [*due, *((one.start, one.end) for one in spans if one.role != "due")],
            )
            if reading.text[start:end].strip(_EDGE)
        )
    spans.sort(key=lambda one: (one.start, one.end))
    result: list[Span] = []
    for span in spans:
        if span.start < span.end and (not result or result[-1].end <= span.start):
            result.append(span)
    return tuple(result)


def _trimmed(text: str, start: int, end: int) -> Place:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(_EDGE)), end - (len(piece) - len(piece.rstrip(_EDGE)))
