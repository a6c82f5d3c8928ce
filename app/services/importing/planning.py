"""Decides what an import would do, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from app.domain.duplicates import Candidate
from app.exchange.contacts import ContactRecord, Problem, problem
from app.exchange.pace import uncollected
from app.language import N_
from app.models.work import Reading
from app.queries import duplicates, exports, matching
from app.services.derive import sort_key_of
from app.services.importing import whom
from app.services.importing.entry import Entry, entry_of
from app.services.importing.faults import Cancelled
from app.services.importing.joining import Clash, additions, extend, held_entry
from app.services.importing.plans import Counted, Decision, ImportPlan, Options, Source, Verdict
from app.services.importing.whom import Directory, Like, Ref

#: from how many new records on all names are read at once instead of asked for one by one
MANY: Final = 300
#: how many pairs an import lists for review at most; looking through everything finds the others
REVIEW: Final = 20_000
_PULSE: Final = 500


def _never() -> bool:
    return False


def plan(
    reading: Reading,
    *,
    sources: Sequence[Source],
    options: Options | None = None,
    cancelled: Callable[[], bool] = _never,
) -> ImportPlan:
    """Decide what an import of ``sources`` would do; nothing is written.

    The files are one import: a record of a later file joins one of an earlier file.

    Raises:
        Cancelled: ``cancelled`` said so meanwhile.
    """
    with uncollected():
        return _Planner(reading, options or Options(), cancelled).plan(sources)


class _Planner:
    """Takes the records apart, then decides about each in its order."""

    def __init__(self, reading: Reading, options: Options, cancelled: Callable[[], bool]) -> None:
        self.reading = reading
        self.options = options
        self.cancelled = cancelled
        self.directory = Directory()
        self.own: frozenset[str] = frozenset()
        #: whether there is nobody whom a record could be
        self.alone = False
        self.decisions: list[Decision] = []
        self.entries: dict[int, Entry] = {}
        self.joins: dict[int, list[Entry]] = defaultdict(list)
        self.joined: dict[int, list[int]] = defaultdict(list)
        self.same: set[int] = set()
        self.likes: list[Like] = []
        self.more_likes = False
        self.notices: dict[int, list[Problem]] = defaultdict(list)
        self._wanted: dict[str, set[str]] = {"uid": set(), "email": set(), "phone": set()}
        self._anonymous: set[str] = set()
        self._there: dict[str, list[Entry]] = defaultdict(list)
        self._seen: dict[tuple[object, ...], list[ContactRecord]] = {}

    def plan(self, sources: Sequence[Source]) -> ImportPlan:
        self.own = frozenset({*self.options.own, *matching.own_fields(self.reading)})
        self.alone = not matching.count(self.reading)
        records = self._records(sources)
        made = [self._entry(number, record) for number, record in records]
        self._look_up()
        self._same_titles()
        for place, ((source, record), entry) in enumerate(zip(records, made, strict=True)):
            self._breathe(place)
            if isinstance(entry, Entry):
                self._decide(place, record, entry)
            else:
                self.decisions.append(Decision(source, record.line, record.title, Verdict.SKIP, entry))
        self._clashes_of_joined()
        self._likenesses()
        return self._result(sources)

    def _breathe(self, place: int) -> None:
        if not place % _PULSE and self.cancelled():
            raise Cancelled

    def _records(self, sources: Sequence[Source]) -> list[tuple[int, ContactRecord]]:
        found: list[tuple[int, ContactRecord]] = []
        for number, source in enumerate(sources):
            for record in source.contents:
                found.append((number, record))
                self._breathe(len(found))
        return found

    def _entry(self, source: int, record: ContactRecord) -> Entry | str:
        """Take a record apart, or say why there is nothing to take."""
        if record.empty:
            return "empty"
        if self._repeats(record):
            return "repeat"
        entry = entry_of(record, region=self.options.region)
        entry.source = source
        if self.own:
            _promote(entry, self.own)
        entry.keys = whom.identifiers(entry)
        if self.alone:
            return entry
        for kind in ("uid", "email"):
            self._wanted[kind].update(entry.keys.get(kind, ()))
        if not entry.keys:
            self._anonymous.add(title_key(entry))
        self._wanted["phone"].update(row.key for row in entry.channels if row.kind == "phone")
        return entry

    def _repeats(self, record: ContactRecord) -> bool:
        channel = record.channels[0].value if record.channels else ""
        rough = (record.name, record.surname, record.given, record.uid, channel)
        earlier = self._seen.get(rough)
        if earlier is None:
            self._seen[rough] = [record]
            return False
        if any(_same(record, other) for other in earlier):
            return True
        earlier.append(record)
        return False

    def _look_up(self) -> None:
        """Find the customers that share an identifier with any of the records."""
        if self.alone:
            return
        wanted = self._wanted
        phones = wanted["phone"] | whom.phone_forms(map(whom.phone_tail, wanted["phone"]))
        found = matching.identified(self.reading, uids=wanted["uid"], emails=wanted["email"], phones=phones)
        self.directory.add_known(found, duplicates.candidates(self.reading, ids=found.ids()))

    def _same_titles(self) -> None:
        """Read the customers who are called like a record that nothing identifies."""
        ids = matching.titled(self.reading, keys=self._anonymous) if self._anonymous else []
        for start in range(0, len(ids), exports.CHUNK):
            for card in exports.whole(self.reading, ids=ids[start : start + exports.CHUNK]):
                held = held_entry(card, region=self.options.region)
                self._there[card.customer["sort_key"]].append(held)

    def _is_there(self, entry: Entry) -> bool:
        """Tell whether a customer says word for word what this record says, and nothing else."""
        for held in self._there.get(title_key(entry), ()):
            back = additions(entry, held)
            if not entry.responsible:
                back.adds.responsible = ""
            if held.kind == entry.kind and not additions(held, entry) and not back:
                return True
        return False

    def _decide(self, place: int, record: ContactRecord, entry: Entry) -> None:
        if not entry.keys and self._is_there(entry):
            self.decisions.append(Decision(entry.source, record.line, record.title, Verdict.SKIP, "there"))
            return
        match, others = self.directory.match(entry, entry.keys)
        ref = match.ref if match else place
        if others:
            self.likes += [Like(ref, other, likeness) for other, likeness in others if other != ref]
        self.directory.add(ref, entry, entry.keys)
        if match is None:
            self.entries[place] = entry
            verdict, reason, into = Verdict.CREATE, "new", None
        else:
            verdict, reason, into = Verdict.JOIN, match.reason, ref
            self._join(place, ref, entry)
        self.decisions.append(Decision(entry.source, record.line, record.title, verdict, reason, into, place))

    def _join(self, place: int, ref: Ref, entry: Entry) -> None:
        if ref < 0:
            self.joins[-ref].append(entry)
            self.joined[-ref].append(place)
        else:
            self._added(place, self.entries[ref], entry)

    def _added(self, place: int, held: Entry, entry: Entry) -> None:
        """Put what a record adds to the card that it joins, and note where they differ or nothing is new."""
        made = additions(held, entry)
        if not made:
            self.same.add(place)
        extend(held, made)
        self._notice(entry, made.clashes)

    def _clashes_of_joined(self) -> None:
        """Say where customers that are there and the file differ."""
        ids = sorted(self.joins)
        for start in range(0, len(ids), exports.CHUNK):
            self._breathe(0)
            for card in exports.whole(self.reading, ids=ids[start : start + exports.CHUNK]):
                held = held_entry(card, region=self.options.region)
                for place, entry in zip(self.joined[card.id], self.joins[card.id], strict=True):
                    self._added(place, held, entry)

    def _notice(self, entry: Entry, clashes: Sequence[Clash]) -> None:
        self.notices[entry.source] += [notice(entry.line, clash) for clash in clashes]

    # -- mere likeness -------------------------------------------------------------------------

    def _likenesses(self) -> None:
        """Find pairs whose names are alike, among the new and between new and old."""
        groups: dict[str, list[int]] = defaultdict(list)
        for place, entry in self.entries.items():
            key = whom.sound(entry.kind, entry.value("surname"), entry.value("given"), entry.value("name"))
            if key:
                groups[key].append(place)
        few = len(self.entries) < MANY
        known = {} if few else self._namesakes(groups)
        pairs = {frozenset((like.first, like.second)): like for like in self.likes}
        for like in self._near() if few else ():
            pairs.setdefault(frozenset((like.first, like.second)), like)
        # the rarer a name, the more two of its bearers say
        for key in sorted(groups, key=lambda each: len(groups[each]) + len(known.get(each, ()))):
            cards = [*known.get(key, ())]
            cards += [whom.entry_candidate(self.entries[place], place) for place in groups[key]]
            if len(cards) > whom.COMMON:
                break
            if len(pairs) >= REVIEW:
                self.more_likes = len(cards) > 1
                break
            if len(cards) > 1:
                for like in whom.alike(cards):
                    pairs.setdefault(frozenset((like.first, like.second)), like)
        self.more_likes = self.more_likes or len(pairs) > REVIEW
        self.likes = sorted(pairs.values(), key=lambda like: -like.likeness.score)[:REVIEW]

    def _near(self) -> Iterator[Like]:
        """Ask for each new record who sounds like it: exact, and worth it for a few records."""
        for place, entry in self.entries.items():
            self._breathe(place)
            candidate = whom.entry_candidate(entry, place)
            near = duplicates.near_ids(self.reading, candidate)
            if near:
                known = map(whom.known_candidate, duplicates.candidates(self.reading, ids=near))
                yield from whom.alike_to(candidate, known)

    def _namesakes(self, groups: Mapping[str, Sequence[int]]) -> dict[str, list[Candidate]]:
        """Return the customers that are there and sound like a new one, by the key of the group."""
        keys = {
            customer_id: key
            for customer_id, kind, surname, given, name in matching.everyone(self.reading)
            if (key := whom.sound(kind, surname, given, name)) in groups
        }
        found: dict[str, list[Candidate]] = defaultdict(list)
        for one in duplicates.candidates(self.reading, ids=keys):
            found[keys[one.id]].append(whom.known_candidate(one))
        return found

    # -- the numbers ---------------------------------------------------------------------------

    def _result(self, sources: Sequence[Source]) -> ImportPlan:
        counts = {verdict: [0] * len(sources) for verdict in Verdict}
        firsts = [""] * len(sources)
        for decision in self.decisions:
            counts[decision.verdict][decision.source] += 1
            firsts[decision.source] = firsts[decision.source] or decision.title
            if decision.verdict is Verdict.SKIP:
                self.notices[decision.source].append(skipped(decision))
        return ImportPlan(
            tuple(self.decisions),
            self.entries,
            {customer_id: tuple(entries) for customer_id, entries in self.joins.items()},
            tuple(self.likes),
            tuple(
                self._counted(source, number, counts, firsts[number]) for number, source in enumerate(sources)
            ),
            self.options,
            frozenset(self.same),
            self.more_likes,
        )

    def _counted(
        self, source: Source, number: int, counts: Mapping[Verdict, Sequence[int]], first: str
    ) -> Counted:
        created, merged = counts[Verdict.CREATE][number], counts[Verdict.JOIN][number]
        read = max(source.contents.read, created + merged + counts[Verdict.SKIP][number])
        problems = sorted([*source.contents.problems, *self.notices[number]], key=lambda each: each.line)
        same = sum(self.decisions[place].source == number for place in self.same)
        return Counted(
            source.file, read, created, merged, read - created - merged, tuple(problems), first, same
        )


def notice(line: int, clash: Clash) -> Problem:
    """Say that the card and the file differ, and what became of it."""
    return problem(
        line,
        "differs",
        N_(
            "The card says “{kept}” and the file “{other}” ({field}): the card was kept, the other stands beside it."
        ),
        kept=clash.kept[:60],
        other=clash.other[:60],
        field=clash.field,
    )


def skipped(decision: Decision) -> Problem:
    """Say why a record was left out."""
    if decision.reason == "there":
        return problem(
            decision.line,
            "there",
            N_("“{name}” stands among the customers already, word for word; it was left out."),
            name=decision.title,
        )
    if decision.reason == "repeat":
        return problem(
            decision.line,
            "repeat",
            N_("“{name}” says the same as an earlier one; it was left out."),
            name=decision.title,
        )
    return problem(
        decision.line, "empty", N_("There is neither a name nor a way to reach anybody; it was left out.")
    )


def title_key(entry: Entry) -> str:
    """Return the key by which the customer that a record would make is sorted."""
    return sort_key_of(entry)


def _same(record: ContactRecord, other: ContactRecord) -> bool:
    """Tell whether two records say the same, wherever they stand."""
    return record[1:] == other[1:]


def _promote(entry: Entry, own: frozenset[str]) -> None:
    """Turn raw properties into fields of the team's own: those that the mapping or the team knows."""
    kept: list[tuple[str, str]] = []
    for name, value in entry.raw:
        key = f"own:{name}"
        if name not in own or key in entry.facts:
            kept.append((name, value))
        else:
            entry.facts[key] = value
    entry.raw = kept
