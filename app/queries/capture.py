"""What a line of the capture language means in this database: who, what, when, and what speaks against it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from app.domain import terms as rules
from app.domain.capture import (
    Captured,
    fits,
    match_name,
    name_stems,
    said_forms,
    settled,
    spellings,
    tokens_of,
    understand,
)
from app.domain.keys import digits, fold
from app.domain.names import is_patronymic
from app.domain.phone import search_digits
from app.domain.slips import slip_keys
from app.domain.translit import to_cyrillic, to_latin
from app.models.contact import FollowUp, Interaction
from app.models.customer import LIVE, Channel, Consent, Customer, NameWord, Term, Word
from app.models.work import Reading

if TYPE_CHECKING:
    from app.domain.capture.names import NameMatch

CANDIDATES = 400
_EMAIL = re.compile(r"[^\s@<>(),;]+@[^\s@<>(),;]+\.\w+")
# long enough to be a telephone number, and no amount of money
_NUMBER = re.compile(r"(?<!\w)\+?\d[\d\s()-]{8,}\d(?!\w)")
_DIGITS = 10
# Below this nothing fits to the letter; who is this close to the best is meant as likely.
SURE = 0.8
ALIKE = 0.1


@dataclass(frozen=True)
class _Named:
    """A customer as the line may call him."""

    id: int
    name: str
    employer: str


@dataclass(frozen=True)
class Candidate:
    """A customer whom the line may mean; ``detail`` tells namesakes apart."""

    id: int
    name: str
    class_: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Understood:
    """A line understood against the database.

    ``customer`` is set where nobody need be asked; ``candidates`` (at most 5) where the name is not unique.
    ``unknown``: of the name that was said nobody is known; candidates, if any, share only a part of it.
    ``warnings`` are what speaks against the follow-up, the most serious first.
    """

    text: str
    captured: Captured
    customer: Candidate | None
    candidates: tuple[Candidate, ...]
    warnings: tuple[rules.TermWarning, ...] = ()
    unknown: bool = False


def understood(
    reading: Reading, *, text: str, customer_id: int | None = None, language: str = "ru"
) -> Understood:
    """Understand ``text``; ``customer_id`` settles whom it is about."""
    now = reading.now.astimezone(reading.moment.zone)
    line, by_address = _by_address(reading, text)
    if by_address is not None:
        customer_id = customer_id if customer_id is not None else by_address
        if line.strip():
            found = understood(reading, text=line, customer_id=customer_id, language=language)
            return replace(found, text=text)
    near = _named_in(reading, text)
    captured = understand(text, now=now, names=[one.name for one in near])
    customer: Candidate | None = None
    candidates: tuple[Candidate, ...] = ()
    if customer_id is not None:
        customer = next(iter(_by_ids(reading, [customer_id])), None)
    else:
        pool = _pool(reading, text, captured, near)
        if len(pool) > len(near):
            captured = understand(text, now=now, names=[one.name for one in pool])
        customer, candidates = _who(reading, text, captured, pool)
    warnings = _warnings(reading, customer.id, captured, language) if customer else ()
    unknown = customer is None and bool(captured.person_words)
    unknown = unknown and not any(_whole(captured, one.name) for one in candidates)
    return Understood(text, captured, customer, candidates, warnings, unknown)


def _whole(captured: Captured, name: str) -> bool:
    """Tell whether all that was said of a name may stand in ``name``; a patronymic need not be known."""
    said = [word for word in tokens_of(captured.person_words[0]) if not is_patronymic(word)]
    return all(any(fits(word, token) for token in tokens_of(name)) for word in said)


def _by_address(reading: Reading, text: str) -> tuple[str, int | None]:
    """Return the line with the e-mail or phone of one known customer in it spelt as the name, and that customer.

    Nothing else names a customer so surely; an address that several share says nothing.
    """
    for kind, said in _addresses(text):
        keys = [fold(said)] if kind == "email" else [k for k in search_digits(said) if len(k) >= _DIGITS]
        rows = reading.rows(
            sa.select(Customer.id, Customer.title)
            .join(Channel, Channel.customer_id == Customer.id)
            .where(Customer.state == LIVE, Channel.kind == kind, Channel.key.in_(keys))
            .distinct()
            .limit(2)
        )
        if len(rows) == 1:
            return text.replace(said, f" {rows[0].title} ", 1), int(rows[0].id)
    return text, None


def _addresses(text: str) -> Iterator[tuple[str, str]]:
    """Yield what may be an e-mail or a phone; minutes behind a number are told from it by trying shorter ones."""
    for found in _EMAIL.finditer(text):
        yield "email", found[0]
    for found in _NUMBER.finditer(text):
        words = found[0].split()
        for count in range(len(words), 0, -1):
            said = found[0][: found[0].rindex(words[count - 1]) + len(words[count - 1])]
            if len(digits(said)) >= _DIGITS:
                yield "phone", said


def named(reading: Reading, *, customer_id: int) -> Candidate | None:
    """Return a customer by its number, None where it is not in the list."""
    return next(iter(_by_ids(reading, [customer_id])), None)


def _named_in(reading: Reading, text: str) -> list[_Named]:
    """Return customers whose name shares a word with ``text``, those who share most first."""
    forms = said_forms(text)
    return _with_words(reading, [Word.word.in_(forms)]) if forms else []


def _pool(reading: Reading, text: str, captured: Captured, near: list[_Named]) -> list[_Named]:
    """Return who may be meant: those named to the letter, else also by a slip, a beginning or another spelling."""
    words = captured.person_words
    matches = match_name(words, [(one.id, one.name) for one in near], sex=captured.sex)
    if matches and matches[0].score >= SURE:
        return near
    asked = words or tuple(word for word in text.split()[:8] if word[:1].isupper())
    return list({one.id: one for one in (*near, *_names(reading, asked))}.values())


def _who(
    reading: Reading, text: str, captured: Captured, pool: list[_Named]
) -> tuple[Candidate | None, tuple[Candidate, ...]]:
    matches = match_name(captured.person_words, [(one.id, one.name) for one in pool], sex=captured.sex)
    chosen = settled(matches)
    if chosen is None:
        chosen = _by_employer(text, matches, {one.id: one for one in pool})
    if chosen is not None:
        return next(iter(_by_ids(reading, [chosen.id])), None), ()
    alike = [match for match in matches if match.score >= matches[0].score - ALIKE]
    found = _by_ids(reading, [match.id for match in alike[:5]])
    return None, tuple(found)


def _by_employer(
    text: str, matches: Sequence[NameMatch[int]], pool: dict[int, _Named]
) -> NameMatch[int] | None:
    """Return the one of those alike whose employer the line names («Иванова из Вектора»)."""
    alike = [match for match in matches if match.score >= matches[0].score - ALIKE]
    forms = set(said_forms(text))
    named = [match for match in alike if forms & set(tokens_of(pool[match.id].employer))]
    return named[0] if len(named) == 1 else None


def _names(reading: Reading, words: Iterable[str]) -> list[_Named]:
    """Return customers of whose name some word may be meant."""
    said = [word for group in words for word in group.replace("-", " ").split()]
    stems = {part for word in said for form in name_stems(word) for part in form.replace("-", " ").split()}
    found = _with_words(reading, [Word.word.in_(sorted(stem for stem in stems if stem))])
    if not found:
        bare = [fold(word).strip("«»\"'.,") for word in said]
        # the other alphabet too: «Смит» is Smith on the card
        beginnings = [
            *bare,
            *[form for word in bare for form in (fold(to_latin(word)), fold(to_cyrillic(word)))],
        ]
        ranges = [
            sa.and_(Word.word >= part, Word.word < part + "\U0010ffff")
            for part in beginnings
            if len(part) >= 2
        ]
        found = _with_words(reading, ranges) if ranges else []
    heard: set[str] = set()
    if not found:
        heard = {one for stem in stems for one in spellings(stem)}
        found = _with_words(reading, [Word.word.in_(sorted(heard))]) if heard else []
    if not found:
        keys = {key for stem in (*stems, *heard) if len(stem) > 3 for key in slip_keys(stem)[:1]}
        found = _with_words(reading, [Word.slip.in_(sorted(keys))]) if keys else []
    return found


def _with_words(reading: Reading, any_of: list[Any]) -> list[_Named]:
    shared = sa.func.count().label("shared")
    matched = (
        sa.select(NameWord.customer_id, shared)
        .join(Word, Word.id == NameWord.word_id)
        .where(sa.or_(*any_of))
        .group_by(NameWord.customer_id)
        .order_by(shared.desc(), NameWord.customer_id)
        .limit(CANDIDATES)
        .subquery()
    )
    rows = reading.rows(
        sa.select(Customer.id, Customer.title, Customer.address_as, Customer.employer)
        .join(matched, matched.c.customer_id == Customer.id)
        .where(Customer.state == LIVE)
        .order_by(matched.c.shared.desc(), Customer.id)
    )
    return [
        _Named(row.id, " ".join(part for part in (row.title, row.address_as) if part), row.employer or "")
        for row in rows
    ]


def _by_ids(reading: Reading, ids: list[int]) -> list[Candidate]:
    rows = reading.rows(
        sa.select(
            Customer.id,
            Customer.title,
            Customer.class_.label("klass"),
            Customer.position,
            Customer.employer,
            Customer.city,
            Customer.phone,
        ).where(Customer.state == LIVE, Customer.id.in_(ids))
    )
    known = {
        row.id: Candidate(
            row.id,
            row.title,
            row.klass,
            " · ".join(
                part
                for part in (", ".join(p for p in (row.position, row.employer) if p), row.city, row.phone)
                if part
            ),
        )
        for row in rows
    }
    return [known[i] for i in ids if i in known]


def _warnings(
    reading: Reading, customer_id: int, captured: Captured, language: str
) -> tuple[rules.TermWarning, ...]:
    step = captured.followup
    if step is None:
        return ()
    when: dt.date = dt.datetime.combine(step.date, step.time) if step.time else step.date
    kind = (
        understand(step.text, now=reading.now.astimezone(reading.moment.zone)).kind if step.text else "call"
    )
    return check(reading, customer_id=customer_id, plan=rules.Plan(kind, when), language=language)


def check(
    reading: Reading,
    *,
    customer_id: int,
    plan: rules.Plan,
    language: str = "ru",
    but: frozenset[int] = frozenset(),
) -> tuple[rules.TermWarning, ...]:
    """Return what speaks against a planned contact: the customer's own terms and consents (rows C13, C14).

    ``but`` are follow-ups that do not count among the planned contacts: the one that is moved.
    """
    columns = (
        Consent.channel,
        Consent.topic,
        Consent.state,
        Consent.at,
        Consent.until,
        Consent.how,
        Consent.wording,
    )
    of_terms = sa.select(Term.kind, Term.value, Term.channel).where(Term.customer_id == customer_id)
    terms = [term for row in reading.rows(of_terms) if (term := term_of(row)) is not None]
    of_consents = sa.select(*columns).where(Consent.customer_id == customer_id)
    consents = [consent_of(row) for row in reading.rows(of_consents)]
    country = reading.value(sa.select(Customer.country).where(Customer.id == customer_id)) or ""
    return rules.check_contact(
        plan,
        terms=terms,
        consents=consents,
        recent=recent_contacts(reading, customer_id, but),
        country=country,
        language=language,
    )


def term_of(row: Any) -> rules.Term | None:
    """Return the term of a row of the table, None for one of a kind that is not known here."""
    known = row.kind in set(rules.TermKind)
    return rules.Term(rules.TermKind(row.kind), row.value, row.channel) if known else None


def consent_of(row: Any) -> rules.Consent:
    """Return the consent of a row of the table."""
    return rules.Consent(
        row.channel,
        row.topic,
        rules.ConsentState(row.state),
        row.at.date() if row.at else None,
        row.until,
        row.how,
        row.wording,
    )


def recent_contacts(
    reading: Reading, customer_id: int, but: frozenset[int] = frozenset()
) -> list[rules.Contact]:
    """Return the contacts of the last months and the planned ones, without the follow-ups ``but``."""
    since = reading.now - dt.timedelta(days=120)
    past = reading.rows(
        sa.select(Interaction.kind, Interaction.at, Interaction.direction).where(
            Interaction.customer_id == customer_id, Interaction.at >= since, Interaction.trashed_at.is_(None)
        )
    )
    ahead = reading.rows(
        sa.select(FollowUp.id, FollowUp.kind, FollowUp.due_on).where(
            FollowUp.customer_id == customer_id, FollowUp.done_at.is_(None), FollowUp.trashed_at.is_(None)
        )
    )
    return [
        *[rules.Contact(row.kind, row.at.date(), row.direction) for row in past],
        *[rules.Contact(row.kind, row.due_on) for row in ahead if row.id not in but],
    ]
