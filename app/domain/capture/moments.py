"""Words of time that stand together in a text and say one moment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.domain.capture import atoms_en, atoms_ru
from app.domain.capture.atoms import BOUND, LAST, SURE, Atom, Rule, both
from app.domain.capture.words_en import is_action_en
from app.domain.capture.words_ru import is_action_ru


def is_action(word: str) -> bool:
    """Tell whether a lowered word says, in either language, that something is to be done."""
    return is_action_ru(word) or is_action_en(word)


_RULES: Final[dict[str, tuple[Rule, ...]]] = {"ru": atoms_ru.RULES, "en": atoms_en.RULES}
_DIGITS: Final = both(is_action)
TIMES: Final = frozenset({"time", "hour", "part", "window"})
_JOIN: Final = re.compile(
    r"[\s,]*(?:(?:в|во|на|к|ко|с|до|после|около|где-то|часов|примерно|часиков|уже|ровно|или около|"
    r"at|on|by|around|about|in|the|of|from|for|~|@|sometime|before|after|until|say|,)[\s,]+)*[~@]?"
)
_OR: Final = re.compile(r"\s*(?:(?:или|либо|or|-|–|/)\s*(?:(?:в|во|on|at|к|на)\s+)?)")
_LEAD: Final = re.compile(
    r"(?:(?<!\w)(?:(?:the )?(?:week|wk) (?:of|commencing|beginning)|w/c|не (?:позднее|позже|раньше|ранее)(?: чем)?|ближе к|начиная с|где-то|примерно|ориентировочно|часов|"
    r"уже|только|прямо|в|во|на|к|ко|с|со|до|после|по|около|no later than|not before|starting|sometime|on|by|until|till|"
    r"til|before|after|from|at|around|about|for|(?<!check )(?<!pop )(?<!drop )(?<!checking )in(?! for)|the|due|since|~|@)\s+)+$"
)
_FULL_STOP: Final = re.compile(r"[^\W\d_]{5,}\.$")
_AFTER: Final = re.compile(r"\b(?:после|after)\s+(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class Moment:
    """Words of time that stand together and say one date, one time or both."""

    start: int
    end: int
    atoms: tuple[Atom, ...]
    after: bool = False
    more: tuple[Moment, ...] = field(default=())

    @property
    def sure(self) -> bool:
        """Whether the words make a date by themselves."""
        return any(atom.force == SURE for atom in self.atoms)

    @property
    def has_day(self) -> bool:
        """Whether a day is said."""
        return any(atom.what not in TIMES for atom in self.atoms)

    @property
    def has_time(self) -> bool:
        """Whether a time of day is said."""
        return any(
            atom.what in TIMES
            or (atom.what == "day" and len(atom.value) > 1)
            or (atom.what == "in" and atom.value[2])
            for atom in self.atoms
        )

    @property
    def back(self) -> bool:
        """Whether the words themselves look back («вчера», "last Friday")."""
        return any(
            (atom.what in {"day", "in"} and min(atom.value) < 0)
            or (atom.what in {"weekday", "month"} and LAST in atom.value[1:])
            or (atom.what in {"week", "weekend", "quarter", "year"} and atom.value[0] == LAST)
            for atom in self.atoms
        )

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where its words stand."""
        return tuple(sorted([(self.start, self.end), *((part.start, part.end) for part in self.more)]))


def _found(low: str, languages: Iterable[str]) -> list[Atom]:
    """Return the atoms of a lowered text, the longer one where two overlap."""
    found = [
        atom
        for rules in (*(_RULES[language] for language in languages if language in _RULES), _DIGITS)
        for one in rules
        for match in one.pattern.finditer(low)
        if (atom := one.make(match)) is not None
    ]
    found.sort(key=lambda atom: (atom.start - atom.end, atom.start, atom.force))
    taken: list[Atom] = []
    for atom in found:
        if all(atom.end <= other.start or other.end <= atom.start for other in taken):
            taken.append(atom)
    taken.sort(key=lambda atom: atom.start)
    return taken


def _same_kind(one: Atom, other: Atom) -> bool:
    return one.what == other.what or (one.what in TIMES and other.what in TIMES)


def _clusters(low: str, found: list[Atom]) -> list[tuple[list[Atom], int]]:
    """Put atoms that stand together into one heap, each with the place where its words end."""
    heaps: list[tuple[list[Atom], int]] = []
    for atom in found:
        if heaps:
            heap, end = heaps[-1]
            gap = low[end : atom.start]
            if _OR.fullmatch(gap) and _same_kind(heap[-1], atom):
                # «в среду или четверг»: the first is taken, the words of both are.
                heaps[-1] = (heap, atom.end)
                continue
            if _JOIN.fullmatch(gap) and not any(_clash(atom, other) for other in heap):
                heaps[-1] = ([*heap, atom], atom.end)
                continue
        heaps.append(([atom], atom.end))
    return heaps


def _clash(one: Atom, other: Atom) -> bool:
    """Tell whether two atoms cannot belong to one date («завтра, в пятницу» are two)."""
    if one.what in {"time", "hour", "window"} and other.what in {"time", "hour", "window"}:
        return True
    days = {"day", "date"}
    return one.what == other.what or (one.what in days and other.what in days)


def moments(text: str, languages: Sequence[str]) -> tuple[Moment, ...]:
    """Return the words of time in a lowered ``text``, in their order."""
    result = []
    for heap, stop in _clusters(text, _found(text, languages)):
        first = heap[0].start
        # The point after a whole word ends a sentence.
        end = stop - 1 if _FULL_STOP.search(text, first, stop) else stop
        lead = _LEAD.search(text, max(0, first - 32), first)
        start = lead.start() if lead else first
        alone = not text[:start].strip() and not text[end:].strip(" .!?")
        if all(atom.force == BOUND for atom in heap) and not alone:
            continue
        after = any(
            _AFTER.search(text, max(0, atom.start - 12), atom.start)
            for atom in heap
            if atom.what not in TIMES
        )
        result.append(Moment(start, end, tuple(heap), after))
    return tuple(result)


def joined(day: Moment, time: Moment) -> Moment:
    """Return the moment that a day and a time elsewhere in the clause say together."""
    days = (atom for atom in day.atoms if atom.what not in TIMES)
    return Moment(day.start, day.end, (*days, *time.atoms), day.after, (*day.more, time))
