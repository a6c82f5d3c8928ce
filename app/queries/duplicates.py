"""Customers that may be one: found as one types, in the whole database, and the list to review (row X3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from app.domain.duplicates import POSSIBLE, Candidate, Likeness, Pair, find_pairs, score
from app.domain.keys import fold
from app.domain.names import looks_like_organisation, split_full_name
from app.domain.organisations import bare_name
from app.domain.phone import search_digits
from app.domain.slips import slip_key
from app.domain.translit import to_cyrillic, to_latin
from app.language import N_
from app.models.customer import LIVE, Channel, Customer, Fact, NameWord, Word
from app.models.declare import aliased
from app.models.team import DuplicatePair
from app.models.work import Reading

CHUNK: Final = 900
#: candidates that are compared before the form gives up: more share a name than tell anything
NEAR: Final = 80
OPEN, APART = "open", "apart"
#: share of the time that reading takes in a search through everything
_READING: Final = 0.25
REASON_NAMES: Final[Mapping[str, str]] = {
    "email": N_("same e-mail"),
    "phone": N_("same phone"),
    "uid": N_("same identifier"),
    "tax": N_("same tax number"),
    "name": N_("same name"),
    "name_alike": N_("similar name"),
    "birth": N_("same birthday"),
    "city": N_("same city"),
    "employer": N_("same employer"),
    "names_differ": N_("names differ"),
}
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class Similar:
    """A customer that may be the one being entered; ``score`` from 0 to 100."""

    id: int
    title: str
    class_: str
    detail: str
    score: int
    certain: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class PairRow:
    """Two customers of the review list; ``reasons`` are keys of REASON_NAMES."""

    id: int
    first_id: int
    second_id: int
    first: str
    second: str
    first_detail: str
    second_detail: str
    score: int
    reasons: tuple[str, ...]
    version: int


def pairs(reading: Reading, *, limit: int = 500) -> list[PairRow]:
    """Return the open pairs of live customers, the likeliest first."""
    first, second = aliased(Customer), aliased(Customer)
    pair = DuplicatePair
    own: list[Any] = [pair.id, pair.first_id, pair.second_id, pair.score, pair.reasons, pair.version]
    statement = (
        sa.select(*own, *_shown(first, "a"), *_shown(second, "b"))
        .join(first, first.id == pair.first_id)
        .join(second, second.id == pair.second_id)
        .where(pair.state == OPEN, first.state == LIVE, second.state == LIVE)
        .order_by(pair.score.desc(), pair.id)
        .limit(limit)
    )
    return [
        PairRow(
            row.id,
            row.first_id,
            row.second_id,
            row.a_title,
            row.b_title,
            _detail(row.a_position, row.a_employer, row.a_city, row.a_phone or row.a_email),
            _detail(row.b_position, row.b_employer, row.b_city, row.b_phone or row.b_email),
            row.score,
            tuple(reason for reason in row.reasons.split(",") if reason),
            row.version,
        )
        for row in reading.rows(statement)
    ]


def count(reading: Reading) -> int:
    """Return how many pairs wait for a decision."""
    first, second = aliased(Customer), aliased(Customer)
    statement = (
        sa.select(sa.func.count())
        .select_from(DuplicatePair)
        .join(first, first.id == DuplicatePair.first_id)
        .join(second, second.id == DuplicatePair.second_id)
        .where(DuplicatePair.state == OPEN, first.state == LIVE, second.state == LIVE)
    )
    return int(reading.value(statement) or 0)


def similar(
    reading: Reading,
    *,
    name: str = "",
    phones: Sequence[str] = (),
    emails: Sequence[str] = (),
    but: int | None = None,
    limit: int = 5,
) -> list[Similar]:
    """Return live customers that may be the one who is being entered, the likeliest first.

    ``name`` is as typed: surname first, or an organisation. Two words of a name are needed, or a phone
    or an e-mail: a surname alone is no duplicate. Whole words are compared, by sound and in both alphabets.
    """
    typed = _typed(name, phones, emails)
    near = {customer_id for one in typed for customer_id in near_ids(reading, one, but=but)}
    scored = [
        (max((score(one, candidate) for one in typed), key=lambda likeness: likeness.score), candidate.id)
        for candidate in candidates(reading, ids=near)
    ]
    good = [pair for pair in scored if pair[0].score >= POSSIBLE]
    good.sort(key=lambda pair: (-pair[0].score, pair[1]))
    return _found(reading, {customer_id: likeness for likeness, customer_id in good[:limit]})


def look(reading: Reading, *, told: Callable[[float], None] | None = None) -> list[Pair]:
    """Return all pairs of live customers that may be one, likeliest first; takes a while with many.

    ``told`` hears how much is done, from 0 to 1; what it raises ends the search.
    """
    hear = told or (lambda _share: None)
    count = max(int(reading.value(sa.select(sa.func.count()).where(Customer.state == LIVE)) or 0), 1)
    found: list[Candidate] = []
    for candidate in candidates(reading):
        if not len(found) % CHUNK:
            hear(_READING * min(len(found) / count, 1.0))
        found.append(candidate)
    return find_pairs(found, told=lambda share: hear(_READING + (1 - _READING) * share))


def pairs_of(reading: Reading, *, customer_id: int) -> list[Pair]:
    """Return the pairs of one live customer with whom it may be one: those of the list, and new ones."""
    own = next(iter(candidates(reading, ids=[customer_id])), None)
    if own is None:
        return []
    known = {end for row in _listed(reading, [customer_id]) for end in (row.first_id, row.second_id)}
    near = {*near_ids(reading, own, but=customer_id), *known} - {customer_id}
    return [
        Pair(min(customer_id, other.id), max(customer_id, other.id), likeness)
        for other in candidates(reading, ids=near)
        if (likeness := score(own, other)).score >= POSSIBLE
    ]


def news(reading: Reading, *, customer_ids: Collection[int]) -> dict[int, list[Pair]]:
    """Return the pairs of those of ``customer_ids`` of whom the review list does not say the same."""
    found = {}
    for customer_id in sorted(customer_ids):
        pairs = pairs_of(reading, customer_id=customer_id)
        listed = {(row.first_id, row.second_id): row for row in _listed(reading, [customer_id])}
        said = {(pair.first, pair.second): points(pair) for pair in pairs}
        if said != {
            ends: (row.score, row.reasons)
            for ends, row in listed.items()
            if row.state == OPEN or ends in said
        }:
            found[customer_id] = pairs
    return found


def points(pair: Pair) -> tuple[int, str]:
    """Return the score from 0 to 100 and the reasons of a pair as they are kept."""
    return round(pair.likeness.score * 100), ",".join(pair.likeness.reasons)


def _listed(reading: Reading, ids: Collection[int]) -> Sequence[Any]:
    """Return the pairs of live customers in which one of ``ids`` stands, whatever was said of them."""
    first, second = aliased(Customer), aliased(Customer)
    pair = DuplicatePair
    return reading.rows(
        sa.select(pair.first_id, pair.second_id, pair.state, pair.score, pair.reasons)
        .join(first, first.id == pair.first_id)
        .join(second, second.id == pair.second_id)
        .where(sa.or_(pair.first_id.in_(ids), pair.second_id.in_(ids)))
        .where(first.state == LIVE, second.state == LIVE)
    )


def near_ids(reading: Reading, typed: Candidate, *, but: int | None = None) -> list[int]:
    """Return live customers that share a phone, an e-mail or the sound of a name with ``typed``."""
    found: dict[int, None] = {}
    for statement in _ways(typed):
        for row in reading.rows(statement.limit(NEAR)):
            if row[0] != but:
                found.setdefault(int(row[0]))
    return list(found)


def candidates(reading: Reading, *, ids: Collection[int] | None = None) -> Iterator[Candidate]:
    """Yield what is compared of live customers: of ``ids``, or of all."""
    if ids is None:
        yield from _candidates(reading, None)
        return
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        yield from _candidates(reading, ordered[start : start + CHUNK])


def _candidates(reading: Reading, ids: Sequence[int] | None) -> Iterator[Candidate]:
    keys = _keys(reading, ids)
    statement = sa.select(
        Customer.id,
        Customer.surname,
        Customer.given,
        Customer.patronymic,
        Customer.name,
        Customer.birth_year,
        Customer.birth_month,
        Customer.birth_day,
        Customer.uid,
        Customer.city,
        Customer.employer,
    ).where(Customer.state == LIVE)
    if ids is not None:
        statement = statement.where(Customer.id.in_(ids))
    for row in reading.connection.execute(statement.order_by(Customer.id)):
        own = keys.get(row.id, {})
        yield Candidate(
            id=row.id,
            surname=row.surname,
            given=row.given,
            patronymic=row.patronymic,
            name=row.name,
            emails=tuple(own.get("email", ())),
            phones=tuple(own.get("phone", ())),
            uid=row.uid,
            tax=next(iter(own.get("tax_number", ())), ""),
            birth=_birth(row.birth_year, row.birth_month, row.birth_day),
            city=row.city,
            employer=row.employer,
        )


def _keys(reading: Reading, ids: Sequence[int] | None) -> dict[int, dict[str, list[str]]]:
    """Return phones, e-mails and tax numbers by customer."""
    channel = sa.select(Channel.customer_id, Channel.kind, Channel.key)
    fact = sa.select(Fact.customer_id, Fact.key, Fact.value)
    if ids is None:
        channel = channel.where(Channel.kind.in_(("phone", "email")))
        fact = fact.where(Fact.key == "tax_number")
    else:
        # all rows of these few: a condition on the kind would lead the engine to everybody's rows of it
        channel, fact = channel.where(Channel.customer_id.in_(ids)), fact.where(Fact.customer_id.in_(ids))
    found: dict[int, dict[str, list[str]]] = {}
    statements: list[Any] = [channel, fact]
    for statement in statements:
        for customer_id, kind, key in reading.connection.execute(statement):
            if key and kind in {"phone", "email", "tax_number"}:
                found.setdefault(customer_id, {}).setdefault(kind, []).append(key)
    return found


def _birth(year: int | None, month: int | None, day: int | None) -> str:
    if not month or not day:
        return ""
    return f"{year:04}-{month:02}-{day:02}" if year else f"{month:02}-{day:02}"


def _typed(name: str, phones: Sequence[str], emails: Sequence[str]) -> list[Candidate]:
    """Return what the typed name may mean: in Latin letters either word may be the surname."""
    plain = " ".join(name.split())
    reach = Candidate(id=0, name=plain, phones=tuple(phones), emails=tuple(emails))
    if not plain or looks_like_organisation(plain):
        return [reach]
    readings = dict.fromkeys(split_full_name(plain, language=language) for language in ("ru", "en"))
    people = [
        replace(reach, surname=parts.surname, given=parts.given, patronymic=parts.patronymic, name="")
        for parts in readings
        if (parts.surname and parts.given) or phones or emails
    ]
    # a word alone, and any words, may be the name of an organisation too
    return [*people, reach]


def _ways(typed: Candidate) -> Iterator[sa.Select[Any]]:
    """Yield the queries by which somebody may share something with ``typed``; each uses an index."""
    numbers = {key for phone in typed.phones for key in search_digits(phone) if len(key) >= 6}
    # a number without its country is stored with it elsewhere: Russian ones are the ones dialled so
    numbers |= {"7" + key for key in numbers if len(key) == 10}
    mails = {fold(mail).replace(" ", "") for mail in typed.emails if "@" in mail}
    for kind, keys in (("phone", numbers), ("email", mails)):
        if keys:
            yield (
                sa.select(Channel.customer_id)
                .join(Customer, Customer.id == Channel.customer_id)
                .where(Channel.kind == kind, Channel.key.in_(sorted(keys)), Customer.state == LIVE)
            )
    if typed.tax:
        yield (
            sa.select(Fact.customer_id)
            .join(Customer, Customer.id == Fact.customer_id)
            .where(
                Fact.key == "tax_number",
                Fact.value.is_not(None),
                Fact.value == typed.tax,
                Customer.state == LIVE,
            )
        )
    person = [word for word in (typed.surname, typed.given) if len(word.rstrip(".")) > 1]
    words = person if len(person) > 1 else _WORD.findall(bare_name(typed.name))[:3]
    if typed.surname and len(typed.given.rstrip(".")) == 1:
        yield _by_word(typed.surname)
    if words:
        yield _by_words(words, Word.word, spellings)
        yield _by_words(words, Word.slip, lambda word: {slip_key(one) for one in spellings(word)})


def spellings(word: str) -> set[str]:
    """Return the folded word in both alphabets."""
    plain = fold(word)
    return {plain, fold(to_cyrillic(plain)), fold(to_latin(plain))} - {""}


def _by_word(word: str) -> sa.Select[Any]:
    return (
        sa.select(NameWord.customer_id)
        .join(Word, Word.id == NameWord.word_id)
        .join(Customer, Customer.id == NameWord.customer_id)
        .where(Word.word.in_(sorted(spellings(word))), Customer.state == LIVE)
    )


def _by_words(words: Sequence[str], column: Any, forms: Any) -> sa.Select[Any]:
    """Return the customers in whose name every one of ``words`` stands, in one of its forms.

    The longest word is looked up in its index, for it is the rarest as a rule; the others are only
    looked for among the words of whom that one found.
    """
    first, *others = sorted(words, key=len, reverse=True)
    found = (
        sa.select(NameWord.customer_id)
        .join(Word, Word.id == NameWord.word_id)
        .where(column.in_(sorted(forms(first))))
    )
    for word in others:
        again, other = aliased(NameWord), aliased(Word)
        form = getattr(other, column.key)
        same = sa.and_(again.customer_id == NameWord.customer_id, form.in_(sorted(forms(word))))
        bearer = sa.select(again.customer_id).join(other, other.id == again.word_id)
        found = found.where(sa.exists(bearer.where(same)))
    live = sa.and_(Customer.id == NameWord.customer_id, Customer.state == LIVE)
    return found.where(sa.exists(sa.select(Customer.id).where(live))).distinct()


def _found(reading: Reading, best: Mapping[int, Likeness]) -> list[Similar]:
    statement = sa.select(
        Customer.id,
        Customer.title,
        Customer.class_.label("class_"),
        Customer.position,
        Customer.employer,
        Customer.city,
        Customer.phone,
        Customer.email,
    ).where(Customer.id.in_(best))
    rows = {row.id: row for row in reading.rows(statement)}
    return [
        Similar(
            customer_id,
            rows[customer_id].title,
            rows[customer_id].class_,
            _detail(
                rows[customer_id].position,
                rows[customer_id].employer,
                rows[customer_id].city,
                rows[customer_id].phone or rows[customer_id].email,
            ),
            round(likeness.score * 100),
            likeness.certain,
            tuple(likeness.reasons),
        )
        for customer_id, likeness in best.items()
    ]


def _shown(customer: Any, prefix: str) -> list[Any]:
    names = ("title", "position", "employer", "city", "phone", "email")
    return [getattr(customer, name).label(f"{prefix}_{name}") for name in names]


def _detail(position: str, employer: str, city: str, reach: str) -> str:
    """Return what tells a customer from another of the same name."""
    work = ", ".join(part for part in (position, employer) if part)
    return " · ".join(part for part in (work, city, reach) if part)
