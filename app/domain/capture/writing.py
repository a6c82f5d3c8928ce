"""What is left of a line when its parts are taken out: the topic, the words of the follow-up, the places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from app.domain.capture.cues import Cue
from app.domain.capture.people import Person
from app.domain.capture.reading import Contact, Line, Place
from app.domain.capture.step import Step
from app.domain.capture.values import FollowupWords, Role, Span

Cut = tuple[int, int, Role]

_EDGE: Final = " \t\n,;:.!?-–—/|&+>=*•"
_SMALL_BEFORE: Final = re.compile(
    r"^(?:(?:с|со|к|ко|у|от|для|до|из|в|во|на|и|а|но|to|from|of|and|w/?|by|via|re|regarding|was|had|got|:|-)\s+)+",
    re.IGNORECASE,
)
_SMALL_AFTER: Final = re.compile(
    r"(?:(?:^|\s+)(?:с|со|к|ко|у|от|для|до|из|в|во|на|и|а|по|про|мне|нам|я|мы|with|to|from|for|at|of|and|w/?|by|via|re|"
    r"about|in|on|the|a|an|me|us|i|we|was|is|had|got|back|his|her|['’]s))+$",
    re.IGNORECASE,
)
# Russian prepositions govern what follows: «с прайсом», «о цене» keep them.
_GOVERNED: Final = re.compile(r"^(?:с|со|к|у|от|для|до|из|в|во|на|по)\s", re.IGNORECASE)
_LEAD_IN: Final = re.compile(
    r"^(?:(?:и|а|но|потом|затем|надо|нужно|необходимо|просил[аи]?|просит|просят|попросил[аи]?|договорил\w+(?: на| о)?|"
    r"решили|условились|буду|след(?:ующий|\.)? шаг|and|then|to|will|i'll|i will|we'll|we will|i need to|need to|needs to|"
    r"must|should|please|pls|asked (?:me |us )?to|wants me to|agreed to|let's|next step|todo|says|–|-|:)\s*[:–-]?\s+)+",
    re.IGNORECASE,
)
_TRAILING: Final = re.compile(r"\s+(?:в|на|к|до|с|on|at|by|the|for|to)$", re.IGNORECASE)
_PREPOSITION: Final = re.compile(
    r"(?:(?<!\w)(?:с|со|к|ко|у|от|для|до|из|в|во|на|with|w/?|to|from|for|at|by|of|via|on|through|over|"
    r"mr\.?|mrs\.?|ms\.?|dr\.?|г-н|г-жа|г-ну|г-же)\s+)+$"
)
_ARTICLE: Final = re.compile(r"(?<!\w)(?:an?|the)\s+$")
_STILL: Final = re.compile(r"\s+(?:yet|again|at all|so far|either|пока|опять|снова)(?!\w)")
_LASTING: Final = re.compile(
    r"(?<!\w)(?:на|около|примерно|где-то|почти|всего|еще|заняло|длил\w+|for|about|around|approx\.?|took|lasted)\s+"
    r"(?:about |около )?$"
)
# Where two roles claim a place, the lower number has it.
_RANK: Final[dict[Role, int]] = {
    "when": 0,
    "minutes": 1,
    "kind": 2,
    "outcome": 3,
    "person": 4,
    "direction": 5,
}


def cuts(line: Line, contact: Contact) -> tuple[Cut, ...]:
    """Return the places that are understood as contact, customer, duration, outcome or time, in their order."""
    found: list[Cut] = [(*place, "when") for place in line.took_places]
    found += [(*place, "kind") for place in _kind_places(line, contact)]
    found += [(*place, "direction") for place in line.marks]
    if line.minutes:
        lead = _LASTING.search(line.low, 0, line.minutes.start)
        found.append((lead.start() if lead else line.minutes.start, line.minutes.end, "minutes"))
    if line.silent:
        start, end = line.silent
        still = _STILL.match(line.low, end)
        found.append((start, still.end() if still else end, "outcome"))
    if contact.people and _names_apart(line, contact, contact.people[0]):
        person = contact.people[0]
        lead = _PREPOSITION.search(line.low, 0, person.start)
        found.append((lead.start() if lead else person.start, person.end, "person"))
    return tuple(_apart(found, line.step))


def _kind_places(line: Line, contact: Contact) -> list[Place]:
    cue = contact.cue
    if cue is None:
        return []
    places = [] if cue.keep else [(_led(line.low, cue), cue.end)]
    clause = line.clause_at(cue.start)
    for other in line.cues:
        here = clause is not None and clause.start <= other.start < clause.end
        if (
            here
            and other is not cue
            and other.kind == contact.kind
            and not other.keep
            and not _subject(line, cue, other)
        ):
            places.append((_led(line.low, other), other.end))
    return places


def _led(low: str, cue: Cue) -> int:
    """Return where the small words before a word of contact begin: «на встрече», "over the phone"."""
    if cue.form not in {"noun", "channel"}:
        return cue.start
    article = _ARTICLE.search(low, 0, cue.start)
    start = article.start() if article else cue.start
    lead = _PREPOSITION.search(low, 0, start)
    return lead.start() if lead else start


def _subject(line: Line, cue: Cue, other: Cue) -> bool:
    """Tell whether a noun of contact behind the duration is what it was about: «зум 45 мин, демо программы»."""
    return other.form == "noun" and line.minutes is not None and cue.end <= line.minutes.start < other.start


def _names_apart(line: Line, contact: Contact, person: Person) -> bool:
    """Tell whether the name stands where the contact is named, not within the words of the topic."""
    own = line.clause_at(person.start)
    home = line.clause_at(contact.cue.start) if contact.cue else None
    if own is None or home is None or own is home or own is line.clauses[0]:
        return True
    return re.search(r"\w", line.low[own.start : person.start] + line.low[person.end : own.end]) is None


def _apart(found: list[Cut], step: Place | None) -> list[Cut]:
    """Return the places without overlaps, in their order; within the follow-up only the customer."""
    result: list[Cut] = []
    for begin, stop, role in sorted(found, key=lambda one: (_RANK[one[2]], one[0])):
        start, end = begin, stop
        for other, until, _ in result:
            if other <= start < until:
                start = until
            elif start < other < end:
                end = other
        if start < end and not (step and step[0] <= start < step[1] and role != "person"):
            result.append((start, end, role))
    return sorted(result)


def topic(line: Line, cut: tuple[Cut, ...]) -> str:
    """Return the words that are left when all else is taken out, clause by clause."""
    steps = [(step.start, step.end) for step in line.steps if not step.keep]
    said, joint = "", ""
    for clause in line.clauses:
        for start, end in _outside(clause.start, clause.end, steps):
            inside = [one for one in cut if start <= one[0] < end]
            piece = _clean(
                _carved(line.text, start, end, cut),
                header=bool(inside),
                tail=not inside or _hangs(line.text[inside[-1][1] : end]),
            )
            if piece:
                said += joint + piece if said else piece
                joint = _joint(clause.sign)
    return said


def _joint(sign: str) -> str:
    if sign in {".", "!", "?", ";", ":", "…"}:
        return f"{sign} "
    return f" {sign} " if sign in {"-", "–", "—", "->", "=>"} else ", "


def _outside(begin: int, stop: int, places: Iterable[Place]) -> list[Place]:
    """Return the stretches of ``begin`` to ``stop`` that none of ``places`` covers."""
    free = [(begin, stop)]
    for start, end in places:
        free = [
            piece
            for left, right in free
            for piece in ((left, min(right, start)), (max(left, end), right))
            if piece[0] < piece[1]
        ]
    return free


def _carved(text: str, start: int, end: int, cut: Iterable[Cut]) -> str:
    """Return ``text[start:end]`` without the places in ``cut``."""
    places = [(begin, stop) for begin, stop, _ in cut]
    return " ".join(text[begin:stop] for begin, stop in _outside(start, end, places))


def _hangs(tail: str) -> bool:
    """Tell whether nothing but small words stands behind the last part taken out: "called Brown back"."""
    return re.search(r"\w", _SMALL_AFTER.sub("", tail.strip(_EDGE))) is None


def _clean(piece: str, *, header: bool, tail: bool = True) -> str:
    piece = re.sub(r"\(\s*\)|«\s*»|\"\s*\"|“\s*”", " ", piece)
    piece = " ".join(piece.split()).strip(_EDGE)
    if header:
        piece = re.sub(r"^['’]s?\s+", "", piece)
        piece = (_SMALL_AFTER.sub("", piece) if tail else piece).strip(_EDGE)
        if not _GOVERNED.match(piece):
            piece = _SMALL_BEFORE.sub("", piece).strip(_EDGE)
    return re.sub(r"\s+([,.;:!?])", r"\1", piece) if re.search(r"\w", piece) else ""


def _customer(line: Line, person: Person | None) -> list[Place]:
    """Return where a customer who is known stands, with the preposition: the card says whom it is about."""
    if person is None or not any(one.start < person.end and person.start < one.end for one in line.known):
        return []
    lead = _PREPOSITION.search(line.low, 0, person.start)
    return [(lead.start() if lead else person.start, person.end)]


def _nearest(line: Line, step: Step, cut: Iterable[Cut]) -> str:
    """Return the words of the clause before or after a follow-up that is a date alone."""
    before = [clause for clause in line.clauses if clause.end <= step.start][-1:]
    after = [clause for clause in line.clauses if clause.start >= step.end][:1]
    for clause in (*before, *after):
        piece = _clean(_carved(line.text, clause.start, clause.end, cut), header=True)
        if piece:
            return piece
    return ""


def followup(line: Line, step: Step, person: Person | None, said: tuple[Cut, ...]) -> FollowupWords:
    """Return the follow-up in the words of the line, without its date and the customer where he is known.

    ``said`` are the places that are understood as something else.
    """
    cut: list[Cut] = [(start, end, "due") for start, end in step.hit.spans]
    cut += [(start, end, "person") for start, end in _customer(line, person)]
    pieces = []
    for clause in line.clauses:
        start, end = max(clause.start, step.start), min(clause.end, step.end)
        if start < end:
            piece = " ".join(_carved(line.text, start, end, cut).split()).strip(_EDGE)
            piece = _TRAILING.sub("", _LEAD_IN.sub("", piece).strip(_EDGE))
            if re.search(r"\w", piece):
                pieces.append(piece)
    text = ", ".join(pieces) or _nearest(line, step, said)
    return FollowupWords(step.hit.date, step.hit.time, text)


def spans(line: Line, cut: tuple[Cut, ...]) -> tuple[Span, ...]:
    """Return which part of the line was understood as what, in the order of the line and without overlaps."""
    found = [Span(*_trimmed(line.text, start, end), role) for start, end, role in cut]
    for step in line.steps:
        due = list(step.hit.spans)
        found.extend(Span(start, end, "due") for start, end in due)
        known = [*due, *((one.start, one.end) for one in found)]
        found.extend(
            Span(*_trimmed(line.text, start, end), "followup")
            for start, end in _outside(step.start, step.end, known)
        )
    found.sort(key=lambda one: (one.start, one.end))
    result: list[Span] = []
    for span in found:
        if span.start < span.end and (not result or result[-1].end <= span.start):
            result.append(span)
    return tuple(result)


def _trimmed(text: str, start: int, end: int) -> Place:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(_EDGE)), end - (len(piece) - len(piece.rstrip(_EDGE)))
