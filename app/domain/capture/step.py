"""Which part of a line is the follow-up, and when it is due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.domain.capture.atoms import LAST
from app.domain.capture.cues import Cue
from app.domain.capture.dates import Calendar
from app.domain.capture.line import Clause, Word
from app.domain.capture.moments import Moment, is_action, joined
from app.domain.capture.people import ordinary
from app.domain.capture.step_words import (
    ASKED,
    CONTACT_TO_COME,
    FACT,
    FEAST,
    HIDDEN,
    LEAD_IN,
    LIKE_VERBS,
    LINKS,
    MOVING,
    NAMES_A_THING,
    NEED,
    NEXT,
    NO_OBJECT,
    NOT_TO,
    OPEN_DAY,
    PROMISE,
    SMALL,
    THEIR_VERB,
    THEN,
)
from app.domain.capture.values import DateHit
from app.domain.capture.words_en import THINGS
from app.domain.capture.words_ru import is_expected_ru

_LONG_AGO: Final = 120
# How much speaks for a clause being the follow-up.
_OURS, _NAMED, _DATED, _THEIRS = 3.0, 2.5, 2.0, 1.5


@dataclass(frozen=True, slots=True)
class Step:
    """A follow-up found: its stretch of the line, its date, and whether the topic keeps its words too."""

    start: int
    end: int
    hit: DateHit
    score: float
    keep: bool = False


class Steps:
    """Looks for follow-ups in one line."""

    def __init__(
        self,
        *,
        low: str,
        words: Sequence[Word],
        clauses: Sequence[Clause],
        cues: Sequence[Cue],
        moments: Sequence[Moment],
        minutes: Sequence[tuple[int, int]],
        silent: tuple[int, int] | None,
        calendar: Calendar,
    ) -> None:
        self._low = low
        self._words = words
        self._clauses = clauses
        self._cues = cues
        self._moments = moments
        self._minutes = minutes
        self._silent = silent
        self._calendar = calendar
        self.took: list[DateHit] = []
        self._opening = self._opening_cue()

    def _opening_cue(self) -> int:
        """Return where the word stands that opens the line as its contact («call Petrov 15m»), −1 without."""
        if not self._words:
            return -1
        first = self._words[0]
        said = (
            bool(self._minutes or self._silent)
            or len(self._clauses) > 1
            or len(self._actions(0, len(self._low))) > 1
        )
        return first.start if said and any(cue.start == first.start for cue in self._cues) else -1

    def find(self) -> tuple[Step, ...]:
        """Return the follow-ups, the one to show first; remember in ``took`` when the contact took place."""
        steps = [step for number in range(len(self._clauses)) for step in self._of_clause(number)]
        # Among facts that are dated alike the soonest asks first.
        steps.sort(
            key=lambda step: (
                -step.score if step.score >= _OURS else -min(step.score, _DATED),
                step.start if step.score >= _OURS else step.hit.date.toordinal(),
                step.start,
            )
        )
        if not steps:
            return ()
        best = steps[0]
        rest = sorted(
            (step for step in steps[1:] if step.score >= _NAMED and step.start >= best.end),
            key=lambda step: step.start,
        )
        return (best, *rest)

    def _inside(self, clause: Clause) -> list[Moment]:
        return [moment for moment in self._moments if clause.start <= moment.start < clause.end]

    def _actions(self, start: int, end: int) -> list[Word]:
        """Return the words of action in a stretch, without those that name the time or the contact itself."""
        return [
            word
            for number, word in enumerate(self._words)
            if start <= word.start < end
            and not (number and word.low[0] < "а" and self._thing(number))
            and is_action(word.low)
            and not any(m.start <= word.start < m.end for m in self._moments)
        ]

    def _thing(self, number: int) -> bool:
        """Tell whether an English word that could be an action names a thing: «the quote», "revised quote"."""
        word = self._words[number]
        if NAMES_A_THING.search(self._low, 0, word.start):
            return True
        if word.low not in THINGS or LEAD_IN.search(self._low, 0, word.start):
            return False
        if any(moment.start < word.start <= moment.end + 1 for moment in self._moments):
            return False
        previous = self._words[number - 1]
        near = self._low[previous.end : word.start] == " "
        return near and previous.low not in {"next", "nxt"} and not is_action(previous.low)

    def _of_clause(self, number: int) -> list[Step]:
        clause = self._clauses[number]
        inside = self._inside(clause)
        if not inside:
            return []
        ahead = [moment for moment in inside if not moment.back]
        for moment in inside:
            if moment.back:
                self._remember(moment)
        actions = [word for word in self._actions(clause.start, clause.end) if word.start != self._opening]
        groups = self._grouped(ahead, actions, clause)
        return [step for group in groups for step in self._settle(number, group, actions)]

    def _grouped(self, ahead: list[Moment], actions: list[Word], clause: Clause) -> list[Moment]:
        """Put a day and a time of one clause together; drop what is too bare to count."""
        expected = any(is_expected_ru(w.low) for w in self._words if clause.start <= w.start < clause.end)
        acting = bool(actions) or expected or NEED.search(self._low, clause.start, clause.end) is not None
        usable = [moment for moment in ahead if moment.sure or acting or self._past_contact(clause)]
        groups: list[Moment] = []
        times = [moment for moment in usable if moment.has_time and not moment.has_day]
        for moment in usable:
            if not moment.has_day:
                continue
            groups.append(joined(moment, times.pop(0)) if times and not moment.has_time else moment)
        if len(groups) > 1 and MOVING.search(self._low, clause.start, clause.end):
            # «Перенести с четверга на пятницу»: the last day is the new one.
            return [replace(groups[-1], more=(*groups[-1].more, *groups[:-1]))]
        if groups or not times:
            return groups
        # «В четверг у них встреча, перезвонить после 15»: the time belongs to the day said before.
        number = self._clauses.index(clause)
        days = (
            [m for m in self._inside(self._clauses[number - 1]) if m.has_day and m.sure and not m.back]
            if number and acting
            else []
        )
        return (
            [joined(days[-1], times[0])]
            if days and not self._past_contact(self._clauses[number - 1])
            else times[:1]
        )

    def _past_contact(self, clause: Clause) -> bool:
        return any(
            cue.form in {"verb", "object", "both"} and clause.start <= cue.start < clause.end and not cue.weak
            for cue in self._cues
        )

    def _remember(self, moment: Moment) -> None:
        if self._that_week(moment):
            moment = replace(moment, atoms=(replace(moment.atoms[0], value=(LAST, 0)),))
        hit = self._calendar.hit(moment, back=True)
        if hit is not None:
            self.took.append(hit)

    def _settle(self, number: int, moment: Moment, actions: list[Word]) -> list[Step]:
        clause = self._clauses[number]
        hit = self._calendar.hit(moment)
        if hit is None or hit.past or NOT_TO.search(self._low, clause.start, clause.end):
            return []
        if actions:
            return [self._acted(number, moment, hit, actions)]
        if self._happened(clause, moment):
            self._remember(moment)
            return []
        return self._noun_step(number, moment, hit)

    def _acted(self, number: int, moment: Moment, hit: DateHit, actions: list[Word]) -> Step:
        clause = self._clauses[number]
        before = [word for word in actions if word.start < moment.start]
        first = moment.spans[0][0]
        start = first
        if before:
            start = self._chain_start(before)
            start = min(start, first) if not self._free(clause.start, first) else start
        named = NEXT.search(self._low, clause.start, start)
        start = named.start() if named else start
        lead = LEAD_IN.search(self._low, clause.start, start)
        theirs = PROMISE.search(self._low, clause.start, start) is not None
        begin = lead.start() if lead else start
        if self._free(clause.start, begin) or self._object(clause, begin):
            begin = clause.start
        asked = lead is not None and ASKED.search(lead.group()) is not None
        return Step(begin, self._tail(number), hit, _THEIRS if theirs else _OURS, keep=theirs or asked)

    def _object(self, clause: Clause, end: int) -> bool:
        """Tell whether what stands before the action is its object: «договор выслать до пятницы»."""
        before = [word for word in self._words if clause.start <= word.start < end]
        if (
            0 < len(before) <= 3
            and clause.start > self._clauses[0].start
            and self._low[end : end + 3] == "to "
        ):
            return not any(is_action(word.low) or word.low.endswith(("ed", "s")) for word in before)
        if (
            not before
            or len(before) > 3
            or any(clause.start <= cue.start < end and cue.form != "channel" for cue in self._cues)
        ):
            return False
        if clause.start > self._clauses[0].start and before[-1].low[0] < "а":
            # "Win back call in Jan", "price list to send": the words before are of the action.
            return not any(
                is_action(word.low) or word.low.endswith(("ed", "ing", "ly", "'s")) or word.low in NO_OBJECT
                for word in before
            )
        return (
            clause.start > self._clauses[0].start
            and not self._finite(clause.start, end)
            and "а" <= before[-1].low[0] <= "я"
            and not any(
                re.search(r"(?:[еи]т|[уюая]т)(?:ся)?$", word.low) and word.low not in LIKE_VERBS
                for word in before
            )
        )

    def _chain_start(self, before: list[Word]) -> int:
        """Return where the last chain of actions begins: «выслать прайс и перезвонить», "send it and call"."""
        chain = before[-1]
        for word in reversed(before[:-1]):
            between = self._low[word.end : chain.start]
            russian = "а" <= word.low[0] <= "я"
            # "Send thank you note": what follows an English verb closely is its object.
            linked = re.search(r"(?<!\w)(?:and|to|и|then)\W+$", between) or (
                not self._finite(word.end, chain.start) if russian else len(between.split()) <= 2
            )
            if not linked or not re.fullmatch(r"[^.;!?]{0,60}", between):
                break
            chain = word
        return chain.start

    def _finite(self, start: int, end: int) -> bool:
        found = re.findall(r"\w*\w[аяиеыоу]л[аи]?(?!\w)", self._low[start:end])
        return any(word not in LIKE_VERBS for word in found)

    def _free(self, start: int, end: int) -> bool:
        """Tell whether a stretch holds no words of its own, nothing but small ones."""
        return (
            re.fullmatch(
                r"\W*(?:(?:и|а|но|потом|затем|тогда|and|then|but|so|ok|ок|-)\W*)*", self._low[start:end]
            )
            is not None
        )

    def _tail(self, number: int) -> int:
        """Return the end of a follow-up: clauses that go on with actions and have no date of their own join it."""
        end = self._clauses[number].end
        for clause in self._clauses[number + 1 :]:
            actions = self._actions(clause.start, clause.end)
            if self._inside(clause) or not actions or not self._free(clause.start, actions[0].start):
                break
            end = clause.end
        return end

    def _happened(self, clause: Clause, moment: Moment) -> bool:
        """Tell whether a date belongs to the contact that took place («в пятницу встретились с Кимом»)."""
        if self._that_week(moment):
            return self._past_contact(clause)
        if self._calendar_far(moment) or MOVING.search(self._low, clause.start, moment.start):
            return False
        if any(
            atom.what not in OPEN_DAY and not (atom.what == "day" and atom.value[0] == 0)
            for atom in moment.atoms
        ):
            return False
        cues = [cue for cue in self._cues if clause.start <= cue.start < clause.end]
        done = any(
            cue.form in {"verb", "object", "both"} and not (cue.weak and cue.keep) for cue in cues
        ) or any(
            clause.start <= start < clause.end or cues[:1] == list(self._cues[:1])
            for start, _ in (*self._minutes, *([self._silent] if self._silent else []))
        )
        if not cues or not done:
            return False
        header_end = max(cue.end for cue in cues)
        if moment.start < header_end:
            return True
        # Words of a topic between the contact and the date make it a date to come.
        return not any(
            len(word.low) > 3
            and word.low not in SMALL
            and ordinary(word.low)
            and not any(s <= word.start < e for s, e in self._minutes)
            for word in self._words
            if header_end <= word.start < moment.start
        )

    def _that_week(self, moment: Moment) -> bool:
        """Tell whether it says «на той неделе», which looks back as often as ahead."""
        return re.search(r"(?<!\w)т(?:ой|у) недел", self._low[moment.start : moment.end]) is not None

    def _calendar_far(self, moment: Moment) -> bool:
        """Tell whether a date without a year would lie long ago: then it is one to come."""
        hit = self._calendar.hit(moment, back=True)
        return (
            hit is not None
            and any(atom.what == "date" and not atom.value[2] for atom in moment.atoms)
            and (self._calendar.today - hit.date).days > _LONG_AGO
        )

    def _noun_step(self, number: int, moment: Moment, hit: DateHit) -> list[Step]:
        """Return the step of a clause without an action: «КП до конца недели», "contract on Friday"."""
        clause = self._clauses[number]
        rest = self._rest(clause, moment)
        following = self._clauses[number + 1] if number + 1 < len(self._clauses) else None
        joins = self._feast(rest, following) or (
            following is not None
            and THEN.search(self._low, following.start, following.end) is not None
            and bool(self._actions(following.start, following.end))
        )
        if FACT.search(rest) and not joins and hit.time is None:
            return []
        if not re.search(r"\w", HIDDEN.sub("", rest)):
            return [self._bare(number, hit)]
        if (number or not self._minutes) and self._to_come(clause, rest):
            return [Step(clause.start, self._tail(number), hit, _NAMED)]
        theirs = THEIR_VERB.search(rest) is not None
        keep = theirs or (self._finite(clause.start, clause.end) and "договор" not in rest)
        start = self._after_contact(clause, moment)
        end = self._tail(number) if joins or theirs else clause.end
        return [Step(start, end, hit, _THEIRS if theirs else _DATED, keep=keep)]

    def _to_come(self, clause: Clause, rest: str) -> bool:
        """Tell whether a clause names a contact that is ours to make («созвон в четверг»)."""
        if CONTACT_TO_COME.search(rest) is None or THEIR_VERB.search(rest):
            return False
        return not self._finite(clause.start, clause.end)

    def _feast(self, rest: str, following: Clause | None) -> bool:
        """Tell whether a feast asks for what the next clause says: «день рождения 5 декабря, поздравить»."""
        if following is None or FEAST.search(rest) is None or self._inside(following):
            return False
        actions = self._actions(following.start, following.end)
        return bool(actions) and self._free(following.start, actions[0].start)

    def _after_contact(self, clause: Clause, moment: Moment) -> int:
        """Return where the words after the contact begin in a clause that says both without a comma."""
        ends = [
            cue.end
            for cue in self._cues
            if clause.start <= cue.start < moment.start and cue.form in {"verb", "object", "both"}
        ]
        ends += [end for start, end in self._minutes if clause.start <= start < moment.start]
        end = max(ends, default=clause.start)
        return (
            end
            if end <= moment.start and re.search(r"\w{3}", self._low[end : moment.start])
            else clause.start
        )

    def _rest(self, clause: Clause, moment: Moment) -> str:
        low = list(self._low[clause.start : clause.end])
        for start, end in moment.spans:
            low[max(start - clause.start, 0) : max(end - clause.start, 0)] = " " * (
                max(end - clause.start, 0) - max(start - clause.start, 0)
            )
        return "".join(low)

    def _bare(self, number: int, hit: DateHit) -> Step:
        """Return the step of a clause that is a date alone: its neighbour says what to do."""
        clause = self._clauses[number]
        previous = next(
            (
                one
                for one in reversed(self._clauses[:number])
                if re.search(r"[^\W\d]", self._low[one.start : one.end])
            ),
            None,
        )
        if previous is not None and not self._inside(previous):
            actions = [
                word for word in self._actions(previous.start, previous.end) if word.start != self._opening
            ]
            if actions:
                start = self._chain_start(actions)
                lead = LEAD_IN.search(self._low, previous.start, start)
                return Step(lead.start() if lead else start, clause.end, hit, _OURS)
            if previous.sign in LINKS and number > 1:
                return Step(previous.start, clause.end, hit, _DATED)
        end = self._tail(number)
        following = self._clauses[number + 1] if number + 1 < len(self._clauses) else None
        if end == clause.end and following is not None and clause.sign in LINKS:
            end = following.end
        return Step(clause.start, end, hit, _OURS if end > clause.end else _DATED)
