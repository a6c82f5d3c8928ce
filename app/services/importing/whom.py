"""Who a record is: a customer that is there, an earlier record of the import, or somebody new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from app.domain.duplicates import LIKELY, POSSIBLE, Candidate, Likeness, Reason, find_pairs, score
from app.domain.name_key import name_key
from app.domain.organisations import bare_name
from app.queries import matching
from app.queries.matching import birth_text
from app.services.importing.entry import IDENTIFYING_DIGITS, Entry, says_name

#: customers and records that share a sound of name with more than so many others are no hint
COMMON: Final = 8
#: a switchboard: a telephone of more than so many records joins nobody who has no name
SHARED: Final = 3

Ref = int
"""A record of this import by its place from 0, or an existing customer as a negative number."""


def customer_ref(customer_id: int) -> Ref:
    """Return the reference to an existing customer."""
    return -customer_id


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a record certainly is, and by what: «uid», «email» or «phone»."""

    ref: Ref
    reason: str


@dataclass(frozen=True, slots=True)
class Like:
    """Two cards that may be one and were not joined."""

    first: Ref
    second: Ref
    likeness: Likeness


def phone_tail(key: str) -> str:
    """Return the last ten digits, by which 8 912, +7 912 and 912 are one; empty for a short number."""
    return key[-10:] if len(key) >= IDENTIFYING_DIGITS else ""


def phone_forms(tails: Iterable[str]) -> set[str]:
    """Return the keys under which telephones with these last digits may be stored."""
    return {f"{head}{tail}" for tail in tails for head in ("", "7", "8", "1")}


class Directory:
    """Everybody who is known so far, by what identifies them.

    First the customers that are there, then each record as it is decided on, so that two records
    of one person meet.
    """

    def __init__(self) -> None:
        self._groups: dict[str, dict[str, list[Ref]]] = {"uid": {}, "email": {}, "phone": {}}
        self._known: dict[Ref, Candidate] = {}
        self._entries: dict[Ref, list[Entry]] = {}

    def add_known(self, found: matching.Identified, known: Iterable[Candidate]) -> None:
        """Add customers that are there."""
        for one in known:
            self._known[customer_ref(one.id)] = known_candidate(one)
        for kind, group in (("uid", found.uids), ("email", found.emails), ("phone", found.phones)):
            for key, ids in group.items():
                plain = phone_tail(key) if kind == "phone" else key
                refs = self._groups[kind].setdefault(plain, [])
                refs += [ref for ref in map(customer_ref, ids) if ref in self._known and ref not in refs]

    def add(self, ref: Ref, entry: Entry, keys: Identifiers) -> None:
        """Add a record that became (or joined) ``ref``."""
        cards = self._entries.get(ref)
        if cards is None:
            self._entries[ref] = [entry]
        elif names_of(entry_candidate(cards[-1], ref)) != names_of(entry_candidate(entry, ref)):
            cards.append(entry)
        for kind, some in keys.items():
            group = self._groups[kind]
            for key in some:
                refs = group.get(key)
                if refs is None:
                    group[key] = [ref]
                elif ref not in refs:
                    refs.append(ref)

    def match(self, entry: Entry, keys: Identifiers) -> tuple[Match | None, list[tuple[Ref, Likeness]]]:
        """Return whom the record certainly is, and others that share an identifier and are alike."""
        best: dict[Ref, tuple[int, str]] = {}
        for kind, some in keys.items():
            group = self._groups[kind]
            for key in some:
                for ref in group.get(key, ()):
                    weight, reason = best.get(ref, (0, kind))  # the strongest kind comes first
                    best[ref] = (weight + _WEIGHTS[kind], reason)
        if not best:
            return None, []
        return self._chosen(best, entry)

    def _chosen(
        self, best: Mapping[Ref, tuple[int, str]], entry: Entry
    ) -> tuple[Match | None, list[tuple[Ref, Likeness]]]:
        candidate, nameless = entry_candidate(entry, 0), entry.nameless
        certain: list[tuple[float, Ref, str]] = []
        alike: list[tuple[Ref, Likeness]] = []
        for ref, (weight, reason) in best.items():
            likeness = self._likeness(ref, candidate)
            if likeness.certain and reason == "phone" and self._other_mailbox(ref, entry):
                alike.append((ref, _shared(reason)))
            elif likeness.certain:
                certain.append((weight + likeness.score, ref, reason))
            elif likeness.score >= POSSIBLE:
                alike.append((ref, likeness))
        certain.sort(key=lambda each: (-each[0], abs(each[1])))
        if not certain or (nameless and len(certain) > 1 and certain[0][0] == certain[1][0]):
            return None, alike + [(ref, _shared(reason)) for _, ref, reason in certain[:SHARED]]
        _, ref, reason = certain[0]
        rest = [(other, _shared(why)) for _, other, why in certain[1 : 1 + SHARED]]
        return Match(ref, reason), alike + rest

    def _other_mailbox(self, ref: Ref, entry: Entry) -> bool:
        """Tell whether a telephone alone joins what has no name on one side and other e-mails on both."""
        entries = self._entries.get(ref, ())
        known = self._known.get(ref)
        named = [not one.nameless for one in entries] + ([any(names_of(known))] if known else [])
        mailed = any(one.keys.get("email") for one in entries) or bool(known and known.emails)
        return bool(entry.keys.get("email")) and mailed and not (any(named) and not entry.nameless)

    def _likeness(self, ref: Ref, candidate: Candidate) -> Likeness:
        """Compare with every name that the card has had; one that contradicts is enough to doubt."""
        worst: Likeness | None = None
        cards = [entry_candidate(entry, ref) for entry in self._entries.get(ref, ())]
        if ref in self._known:
            cards.append(self._known[ref])
        for card in cards:
            if names_of(card) == names_of(candidate) and (not card.birth or card.birth == candidate.birth):
                likeness = _SAME
            else:
                likeness = _hard(card, candidate)
            if worst is None or likeness.score < worst.score or not likeness.certain:
                worst = likeness
        return worst or _SAME


_WEIGHTS: Final = {"uid": 100, "email": 10, "phone": 9}
_SAME: Final = Likeness(1.0, ("name",), certain=True)
_REASONS: Final[dict[str, Reason]] = {"uid": "uid", "email": "email", "phone": "phone"}


def _shared(kind: str) -> Likeness:
    """Return the likeness of two cards that share an identifier, and why they still are not joined unasked."""
    return Likeness(0.9, (_REASONS[kind],), certain=False)


def _hard(card: Candidate, candidate: Candidate) -> Likeness:
    """Compare two cards that are known to share an identifier, whatever it is."""
    return score(_with_identity(card), _with_identity(candidate))


def _with_identity(card: Candidate) -> Candidate:
    return Candidate(
        card.id,
        card.surname,
        card.given,
        card.patronymic,
        card.name,
        uid="shared",
        birth=card.birth,
        city=card.city,
        employer=card.employer,
    )


def names_of(card: Candidate) -> tuple[str, str, str, str]:
    """Return the names that are compared."""
    return card.surname, card.given, card.patronymic, card.name


Identifiers = Mapping[str, Sequence[str]]


def identifiers(entry: Entry) -> Identifiers:
    """Return the keys by which a record is one person's: of uid, e-mails and telephones."""
    emails: list[str] = []
    phones: list[str] = []
    for row in entry.channels:
        if row.kind == "email" and "@" in row.key:
            emails.append(row.key)
        elif row.kind == "phone":
            tail = phone_tail(row.key)
            if tail:
                phones.append(tail)
    found = {"uid": [entry.uid]} if entry.uid else {}
    if emails:
        found["email"] = emails
    if phones:
        found["phone"] = phones
    return found


def entry_candidate(entry: Entry, ref: Ref) -> Candidate:
    """Return what is compared of a record."""
    values = entry.values
    surname, given = values.get("surname", ""), values.get("given", "")
    shown = values.get("name", "")
    if entry.kind != "organisation" and (surname or given or not says_name(shown)):
        shown = ""
    return Candidate(
        ref,
        surname,
        given,
        values.get("patronymic", ""),
        shown,
        birth=birth_text(values.get("birth_year"), values.get("birth_month"), values.get("birth_day")),
        employer=values.get("employer", ""),
    )


def known_candidate(one: Candidate) -> Candidate:
    """Return what is compared of a customer, under its reference."""
    return replace(one, id=customer_ref(one.id), name=one.name if says_name(one.name) else "")


# -- mere likeness -------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def _word_block(text: str) -> str:
    return " ".join(sorted(name_key(text).split()))


def sound(kind: str, surname: str, given: str, name: str) -> str:
    """Return the key that spellings of one whole name share; empty where there is no whole name."""
    if kind != "organisation" and (surname or given):
        if not surname or not given:
            return ""
        one, other = _word_block(surname), _word_block(given)
        return f"{one}|{other}" if one < other else f"{other}|{one}"
    if kind == "organisation" and name:
        return f"o|{_organisation_block(name)}"
    return ""


@lru_cache(maxsize=65536)
def _organisation_block(name: str) -> str:
    return " ".join(sorted(name_key(bare_name(name)).split()))


def alike(cards: Sequence[Candidate]) -> list[Like]:
    """Compare the cards of one sound pairwise; at least one of a pair is a record of this import."""
    return [
        Like(pair.first, pair.second, pair.likeness)
        for pair in find_pairs(cards)
        if pair.first >= 0 or pair.second >= 0
    ]


def alike_to(candidate: Candidate, known: Iterable[Candidate]) -> list[Like]:
    """Compare a record with customers that are there; of many namesakes only the likely ones count."""
    found = [Like(one.id, candidate.id, score(one, candidate)) for one in known]
    likely = [like for like in found if like.likeness.score >= POSSIBLE]
    if len(likely) > COMMON:
        likely = [like for like in likely if like.likeness.score >= LIKELY]
    return sorted(likely, key=lambda like: -like.likeness.score)[:COMMON]
