"""Which cards are about one customer: blocks that may hold pairs, and how alike a pair is (row X3)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal, TypeVar

from app.domain.diminutives import base_keys
from app.domain.given_names import gender_of_given_name, is_given_name
from app.domain.keys import digits, fold
from app.domain.name_key import name_key, word_key
from app.domain.organisations import bare_name
from app.domain.slips import slip_key
from app.language import N_

__all__ = [
    "LIKELY",
    "POSSIBLE",
    "REASON_NAMES",
    "Candidate",
    "Likeness",
    "Pair",
    "Reason",
    "blocking_keys",
    "find_pairs",
    "name_key",
    "score",
]

T = TypeVar("T")

#: share of the time that making the keys takes, and after how many cards one hears of it
_PREPARING: Final = 0.7
_PULSE: Final = 500

Reason = Literal[
    "email", "phone", "uid", "tax", "name", "name_alike", "birth", "city", "employer", "names_differ"
]

#: what a review list says of each reason
REASON_NAMES: Final[dict[Reason, str]] = {
    "email": N_("same e-mail"),
    "phone": N_("same phone"),
    "uid": N_("same card in another program"),
    "tax": N_("same tax number"),
    "name": N_("same name"),
    "name_alike": N_("name alike"),
    "birth": N_("same birth date"),
    "city": N_("same city"),
    "employer": N_("same employer"),
    "names_differ": N_("names differ"),
}

#: pairs from this score on are worth a look
POSSIBLE: Final = 0.5
LIKELY: Final = 0.75


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is compared of one card; a person has name parts, an organisation a ``name``.

    ``birth`` is «05-17» or «1980-05-17» or empty; ``phones`` are digits or any writing.
    """

    id: int
    surname: str = ""
    given: str = ""
    patronymic: str = ""
    name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    uid: str = ""
    tax: str = ""
    birth: str = ""
    city: str = ""
    employer: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two cards are, from 0 to 1, and why.

    ``certain``: they share an address, number or identity and their names do not contradict.
    """

    score: float
    reasons: tuple[Reason, ...]
    certain: bool

    @property
    def grade(self) -> Literal["certain", "likely", "possible", ""]:
        """The likeness in a word; empty when it is not worth a look."""
        if self.certain:
            return "certain"
        return "likely" if self.score >= LIKELY else "possible" if self.score >= POSSIBLE else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that may be one: ``first`` < ``second`` by id."""

    first: int
    second: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class _Keys:
    """A candidate made comparable."""

    organisation: str
    surname: str
    given: str
    bases: frozenset[str]
    patronymic: str
    gender: str | None
    known: bool
    emails: frozenset[str]
    phones: frozenset[str]
    uid: str
    tax: str
    birth: str
    city: str
    employer: str
    blocks: frozenset[str]


_INITIAL: Final = re.compile(r"^\s*(?:\w\.?|\w{2}\.)\s*(?:\w\.?\s*)?$")
_GMAIL: Final = re.compile(r"^([^@+]+)(?:\+[^@]*)?@(?:gmail|googlemail)\.com$")


def _email(text: str) -> str:
    """One form for all writings of a mailbox; Google's ignores dots and what follows a plus."""
    plain = text.strip().casefold().removeprefix("mailto:")
    google = _GMAIL.match(plain)
    return f"{google[1].replace('.', '')}@gmail.com" if google else plain


def _phone(text: str) -> str:
    """The last ten digits, so that 8 912, +7 912 and 912 are one; short internal numbers do not count."""
    plain = digits(text)
    return plain[-10:] if len(plain) >= 6 else ""


def _prepared(candidate: Candidate) -> _Keys:
    organisation = "" if candidate.surname or candidate.given else bare_name(candidate.name)
    surname, given = name_key(candidate.surname), name_key(candidate.given)
    emails = frozenset(filter(None, map(_email, candidate.emails)))
    phones = frozenset(filter(None, map(_phone, candidate.phones)))
    full = bool(given) and not _INITIAL.match(candidate.given)
    bases = base_keys(candidate.given) if full else frozenset()
    hard = {*(f"e:{each}" for each in emails), *(f"p:{each}" for each in phones)}
    hard |= {f"{sign}:{text}" for sign, text in (("u", candidate.uid), ("t", digits(candidate.tax))) if text}
    soft = _name_blocks(surname, given, bases) | _organisation_blocks(organisation)
    return _Keys(
        " ".join(map(word_key, organisation.split())),
        surname,
        given,
        bases,
        name_key(candidate.patronymic),
        gender_of_given_name(candidate.given) if full else None,
        full and is_given_name(candidate.given),
        emails,
        phones,
        candidate.uid,
        digits(candidate.tax),
        candidate.birth,
        fold(candidate.city),
        bare_name(candidate.employer),
        frozenset(hard | soft),
    )


def _name_blocks(surname: str, given: str, bases: frozenset[str]) -> set[str]:
    """Blocks of a person: both words in any order, by spelling and by consonants, and with an initial."""
    if not surname or not given:
        return set()
    blocks = {"n:" + " ".join(sorted((surname, base))) for base in bases}
    blocks |= {f"s:{slip_key(surname)} {base}" for base in bases}
    blocks.add(f"i:{surname} {given[:1]}")
    return blocks


def _organisation_blocks(organisation: str) -> set[str]:
    words = sorted(map(word_key, organisation.split()))
    return {"o:" + " ".join(words), "a:" + slip_key(organisation)} if words else set()


def blocking_keys(candidate: Candidate) -> set[str]:
    """Return the keys of which a duplicate shares at least one: bounded in number, equal by plain comparison.

    They stand for phones, e-mails, uid, tax number, the name in any word order and spelling (with its
    short forms and slips in the surname), and an organisation's name without its legal form.
    """
    return set(_prepared(candidate).blocks)


def score(first: Candidate, second: Candidate) -> Likeness:
    """Return how likely the two cards are about one customer, and why.

    A shared phone or e-mail weighs nothing against names that contradict: spouses and colleagues share them.
    """
    return _compared(_prepared(first), _prepared(second))


# alike: a slip apart; initial: И. and Иван; partial: one of them has no given name or no surname;
# apart: nothing to compare; unknown: one has no name at all.
_Names = Literal["same", "initial", "partial", "alike", "apart", "unknown", "differ"]


def _compared(first: _Keys, second: _Keys) -> Likeness:
    hard: list[Reason] = []
    if first.emails & second.emails:
        hard.append("email")
    if first.phones & second.phones:
        hard.append("phone")
    if first.uid and first.uid == second.uid:
        hard.append("uid")
    if first.tax and first.tax == second.tax:
        hard.append("tax")
    names = _names(first, second)
    if _births_differ(first.birth, second.birth):
        names = "differ"
    if names == "differ":
        return Likeness(0.2 if hard else 0.0, (*hard, "names_differ"), certain=False)
    if hard:
        value, _, told = _WEIGHTS[names]
        return Likeness(value, (*hard, *told, *_soft(first, second)), certain=names not in {"alike", "apart"})
    return _by_name(first, second, names)


# The score with a shared phone, e-mail, uid or tax number, without one, and the reason that the names give.
_WEIGHTS: Final[dict[_Names, tuple[float, float, tuple[Reason, ...]]]] = {
    "same": (1.0, 0.7, ("name",)),
    "initial": (0.97, 0.5, ("name_alike",)),
    "partial": (0.96, 0.3, ("name_alike",)),
    "alike": (0.9, 0.5, ("name_alike",)),
    "apart": (0.6, 0.0, ()),
    "unknown": (0.95, 0.0, ()),
}


def _soft(first: _Keys, second: _Keys) -> tuple[Reason, ...]:
    soft: list[Reason] = []
    if first.birth and second.birth:
        soft.append("birth")
    if first.city and first.city == second.city:
        soft.append("city")
    if first.employer and first.employer == second.employer:
        soft.append("employer")
    return tuple(soft)


def _by_name(first: _Keys, second: _Keys, names: _Names) -> Likeness:
    """Without a shared number the name alone speaks, helped by what else agrees or does not."""
    soft = _soft(first, second)
    _, value, told = _WEIGHTS[names]
    value += 0.1 * len(soft) + (0.1 if "birth" in soft else 0.0)
    if first.patronymic and first.patronymic == second.patronymic and names == "same":
        value += 0.1
    if first.organisation:
        value += 0.1
    if first.city and second.city and first.city != second.city:
        value -= 0.15
    if first.tax and second.tax:
        value -= 0.4
    # Namesakes have numbers of their own, but so has one person with two telephones.
    value -= 0.1 * (bool(first.phones and second.phones) + bool(first.emails and second.emails))
    return Likeness(round(min(max(value, 0.0), 0.95), 2), (*told, *soft), certain=False)


def _births_differ(first: str, second: str) -> bool:
    """Two dates contradict; a date without a year fits the same day of any."""
    if not first or not second:
        return False
    shorter = min(len(first), len(second))
    return first[-shorter:] != second[-shorter:]


def _names(first: _Keys, second: _Keys) -> _Names:
    nameless = [not (each.surname or each.given or each.organisation) for each in (first, second)]
    if any(nameless):
        return "unknown"
    if bool(first.organisation) != bool(second.organisation):
        return "differ"
    if first.organisation:
        return _organisations(first.organisation, second.organisation)
    straight = _persons(first, second)
    if (
        straight == "differ"
        and first.given
        and first.surname == second.given
        and first.given == second.surname
    ):
        return "same"
    return straight


def _organisations(first: str, second: str) -> _Names:
    if sorted(first.split()) == sorted(second.split()):
        return "same"
    return "alike" if _near(first, second) else "differ"


def _persons(first: _Keys, second: _Keys) -> _Names:
    given, surname = _givens(first, second), _surnames(first, second)
    parts = {given, surname, _patronymics(first, second)}
    if "differ" in parts:
        return "differ"
    if "alike" in parts:
        return "alike"
    if given == surname == "unknown":
        return "apart"
    if surname == "same" and given in {"same", "initial"}:
        return given
    return "partial"


def _givens(first: _Keys, second: _Keys) -> _Names:
    if not first.given or not second.given:
        return "unknown"
    if not first.bases or not second.bases:
        return "initial" if _initial_fits(first.given, second.given) else "differ"
    if first.bases & second.bases:
        return "same"
    # Мария and Марина are near and never the same, nor are Юлий and Юлия.
    if (first.known and second.known) or (first.gender and second.gender and first.gender != second.gender):
        return "differ"
    return "alike" if _near(first.given, second.given) else "differ"


def _initial_fits(one: str, other: str) -> bool:
    """Tell whether the shorter begins the longer; И. begins no Юлия and no Яков, whose keys begin with i."""
    shorter, longer = sorted((one.partition(" ")[0], other.partition(" ")[0]), key=len)
    return longer.startswith(shorter) and not (shorter == "i" and longer.startswith(("iu", "ia")))


def _surnames(first: _Keys, second: _Keys) -> _Names:
    one, other = first.surname, second.surname
    if not one or not other:
        return "unknown"
    if one == other:
        return "same"
    if _pair_of_spouses(one, other):
        # Anna Ivanov abroad is Анна Иванова at home; Саша Петров and Саша Петрова are two people.
        return "same" if first.gender and first.gender == second.gender == "female" else "differ"
    return "alike" if _near(one, other) else "differ"


def _pair_of_spouses(one: str, other: str) -> bool:
    """Tell whether the two are the forms of one surname for a man and a woman."""
    shorter, longer = sorted((one, other), key=len)
    if longer == f"{shorter}a":
        return shorter.endswith(("v", "n"))
    return shorter.endswith("i") and longer == f"{shorter[:-1]}aia"


def _patronymics(first: _Keys, second: _Keys) -> _Names:
    if not first.patronymic or not second.patronymic or first.patronymic == second.patronymic:
        return "unknown"
    if min(len(first.patronymic), len(second.patronymic)) < 3:
        return "unknown" if _initial_fits(first.patronymic, second.patronymic) else "differ"
    return "alike" if _near(first.patronymic, second.patronymic) else "differ"


def _near(one: str, other: str) -> bool:
    """Tell whether two keys are a slip apart: one letter in six, and not the last one.

    The ending carries gender and kinship (Петров, Петрова; Иванов, Иванин).
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 50 ms that a start need not wait for

    most = min(len(one), len(other)) // 5
    return bool(most) and OSA.distance(one, other, score_cutoff=most) <= most and one[-1] == other[-1]


def find_pairs(
    candidates: Sequence[Candidate],
    *,
    minimum: float = POSSIBLE,
    cap: int = 40,
    told: Callable[[float], None] | None = None,
) -> list[Pair]:
    """Return the pairs that score at least ``minimum``, likeliest first.

    Only candidates that share a block are compared; blocks of more than ``cap`` (the number of a
    switchboard, Иванов Иван) tell too little and are passed over, so that the time grows with the
    number of candidates and not with its square. ``told`` hears how much is done, from 0 to 1.
    """
    keys = list(map(_prepared, _telling(candidates, told, 0.0, _PREPARING)))
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        for block in key.blocks:
            blocks[block].append(place)
    together = list(_together(blocks.values(), cap))
    pairs = [
        _pair(candidates[one].id, candidates[other].id, likeness)
        for one, other in _telling(together, told, _PREPARING, 1.0)
        if (likeness := _compared(keys[one], keys[other])).score >= minimum
    ]
    return sorted(pairs, key=lambda pair: (-pair.likeness.score, pair.first, pair.second))


def _pair(one: int, other: int, likeness: Likeness) -> Pair:
    return Pair(min(one, other), max(one, other), likeness)


def _telling(
    items: Sequence[T], told: Callable[[float], None] | None, first: float, last: float
) -> Iterator[T]:
    """Yield ``items`` and tell now and then how far between ``first`` and ``last`` they are."""
    for place, item in enumerate(items):
        if told is not None and not place % _PULSE:
            told(first + (last - first) * place / len(items))
        yield item


def _together(blocks: Iterable[list[int]], cap: int) -> set[tuple[int, int]]:
    """Return each two places that share a block which is not too common."""
    return {pair for block in blocks if 1 < len(block) <= cap for pair in combinations(block, 2)}
