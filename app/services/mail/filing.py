"""Files letters: each once, on the timeline of everybody known whom it is from or to (row I4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from app.exchange.contacts import Problem
from app.exchange.mail.letter import Letter, Someone, same_subject
from app.models.contact import Interaction
from app.models.mail import MailMessage
from app.models.work import Reading, Work
from app.queries import mail_whom
from app.queries.mail_whom import Directory, address_key
from app.services.mail import timeline
from app.services.mail.storing import Came, moment_of, store

CREATED, MERGED, SKIPPED = "created", "merged", "skipped"
_PARTIES: Final = frozenset({"from", "to", "cc", "bcc"})
#: customers of one letter at most: a letter to more is a mailing
_MOST: Final = 50
_CHUNK: Final = 400
#: a letter that is older when it is filed waits for no answer: years of old mail are no requests
FRESH: Final = dt.timedelta(days=30)
#: signs of a name by which somebody is looked for
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one letter: ``verdict`` is created, merged or skipped; ``reason`` why."""

    verdict: str
    reason: str
    message_id: int | None = None
    customers: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A customer of a letter; ``first`` tells the one who wrote it."""

    customer_id: int
    role: str
    first: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with a letter: nobody is changed by making it."""

    direction: str
    parties: tuple[Party, ...]
    state: str
    reason: str
    person_id: int | None


@dataclass(slots=True)
class Shelf:
    """The letters that are there already, by identity, with the customers on whose timelines they are."""

    letters: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    customers: dict[int, set[int]] = field(default_factory=dict)

    def identity(self, letter: Letter) -> str:
        """Return what a letter is known by; another one that only has the same Message-ID goes by its digest."""
        found = self.letters.get(letter.identity)
        if found is None or same_subject(found[1], letter.subject):
            return letter.identity
        return letter.digest

    def add(self, identity: str, message_id: int, subject: str, state: str) -> None:
        self.letters[identity] = (message_id, subject, state)
        self.customers.setdefault(message_id, set())


def file_some(work: Work, *, letters: Sequence[Came]) -> list[Outcome]:
    """File letters, one after the other, and tell what became of each."""
    directory, shelf = look_up(work, [came.letter for came in letters])
    return [_file(work, came, directory, shelf) for came in letters]


def look_up(reading: Reading, letters: Sequence[Letter]) -> tuple[Directory, Shelf]:
    """Return who is known of all people of these letters, and which of the letters are there."""
    return directory_of(reading, letters), shelf_of(reading, letters)


def directory_of(reading: Reading, letters: Sequence[Letter]) -> Directory:
    """Return who is known of all people of these letters."""
    people = {(one.address, one.name[:_LONGEST_NAME]) for letter in letters for one in letter.people}
    return mail_whom.directory(reading, people=people)


def shelf_of(reading: Reading, letters: Sequence[Letter]) -> Shelf:
    """Return which of these letters are there already."""
    shelf = Shelf()
    keys = sorted({key for letter in letters for key in (letter.identity, letter.digest)})
    m, i = MailMessage, Interaction
    for start in range(0, len(keys), _CHUNK):
        some = sa.select(m.id, m.identity, m.subject, m.state).where(
            m.identity.in_(keys[start : start + _CHUNK])
        )
        for row in reading.rows(some):
            shelf.add(row.identity, row.id, row.subject, row.state)
    ids = sorted(shelf.customers)
    for start in range(0, len(ids), _CHUNK):
        on = sa.select(i.message_id, i.customer_id).where(i.message_id.in_(ids[start : start + _CHUNK]))
        for row in reading.rows(on):
            shelf.customers[row.message_id].add(row.customer_id)
    return shelf


def plan(came: Came, directory: Directory) -> Plan:
    """Decide what is to be done with a letter that is not there yet."""
    letter = came.letter
    direction = "out" if came.sent or address_key(letter.sender) in directory.own else "in"
    parties = _parties(came, directory, direction)
    person_id = _own_person(letter, directory, direction)
    if parties:
        return Plan(direction, parties, "filed", "", person_id)
    others = _others(letter, directory)
    if not others and letter.people and any(one.address for one in letter.people):
        return Plan(direction, (), "", "internal", person_id)
    if direction == "in" and address_key(letter.sender) in directory.ignored:
        return Plan(direction, (), "", "ignored", person_id)
    if direction == "out" and others and all(address_key(one.address) in directory.ignored for one in others):
        return Plan(direction, (), "", "ignored", person_id)
    return Plan(direction, (), "proposed", "", person_id)


def _others(letter: Letter, directory: Directory) -> list[Someone]:
    """Return the people of a letter who are not of the team."""
    return [
        one for one in letter.people if one.role in _PARTIES and address_key(one.address) not in directory.own
    ]


def _own_person(letter: Letter, directory: Directory, direction: str) -> int | None:
    """Return who of the team wrote it, or got it."""
    roles = ("from",) if direction == "out" else ("to", "cc", "bcc")
    for role in roles:
        for one in letter.people:
            found = directory.own.get(address_key(one.address)) if one.role == role else None
            if found is not None:
                return found
    return None


def _parties(came: Came, directory: Directory, direction: str) -> tuple[Party, ...]:
    """Return the customers of a letter, the writer first; an address of several customers makes one of them first."""
    found: dict[int, Party] = {}
    people = [one for one in came.letter.people if one.role in _PARTIES]
    if not any(one.role == "from" and directory.whose(one.address, one.name) for one in people):
        # whoever asks to be answered elsewhere is known there
        people += [
            Someone("from", one.name, one.address) for one in came.letter.people if one.role == "reply-to"
        ]
    if came.customer_id is not None:
        found[came.customer_id] = Party(
            came.customer_id, "from" if direction == "in" else "to", direction == "in"
        )
    for one in people:
        if address_key(one.address) in directory.own:
            continue
        for customer_id in directory.whose(one.address, one.name):
            first = one.role == "from" and not any(party.first for party in found.values())
            found.setdefault(customer_id, Party(customer_id, one.role, first))
    return tuple(found.values())[:_MOST]


def _file(work: Work, came: Came, directory: Directory, shelf: Shelf) -> Outcome:
    identity = shelf.identity(came.letter)
    decided = plan(came, directory)
    known = shelf.letters.get(identity)
    if known is not None:
        return _file_again(work, came, decided, known, directory, shelf)
    if not decided.state:
        return Outcome(SKIPPED, decided.reason)
    message_id, problems = store(
        work, came, identity=identity, direction=decided.direction, state=decided.state
    )
    shelf.add(identity, message_id, came.letter.subject, decided.state)
    for party in decided.parties:
        _put(work, came, message_id, decided, party, directory)
        shelf.customers[message_id].add(party.customer_id)
    customers = tuple(party.customer_id for party in decided.parties)
    return Outcome(CREATED, decided.state, message_id, customers, tuple(problems))


def _file_again(
    work: Work, came: Came, decided: Plan, known: tuple[int, str, str], directory: Directory, shelf: Shelf
) -> Outcome:
    """Put a letter that is there onto the timelines that lack it; most often there is nothing to do."""
    message_id, _, state = known
    if state == "ignored" and came.customer_id is None:
        return Outcome(SKIPPED, "ignored", message_id)
    lacking = [party for party in decided.parties if party.customer_id not in shelf.customers[message_id]]
    if not lacking:
        return Outcome(SKIPPED, "there", message_id)
    if state != "filed":
        work.change(MailMessage, message_id, {"state": "filed"})
    for party in lacking:
        _put(work, came, message_id, decided, party, directory)
        shelf.customers[message_id].add(party.customer_id)
    return Outcome(MERGED, "joined", message_id, tuple(party.customer_id for party in lacking))


def _put(work: Work, came: Came, message_id: int, decided: Plan, party: Party, directory: Directory) -> int:
    letter = came.letter
    at = moment_of(work, letter)
    customer = directory.customers.get(party.customer_id)
    responsible = customer.responsible_id if customer else None
    recent = at >= (came.waits_since or work.now - FRESH)
    waits = decided.direction == "in" and party.first and recent and not letter.bulk
    return timeline.put(
        work,
        customer_id=party.customer_id,
        message_id=message_id,
        direction=decided.direction,
        at=at,
        subject=letter.subject,
        text=letter.text,
        person_id=decided.person_id,
        waits=waits,
        owner_id=(decided.person_id or responsible) if waits else None,
    )


def file_stored(work: Work, came: Came, row: Any, directory: Directory) -> bool:
    """Put a letter that was proposed onto the timelines of those who are known by now; tell whether there are any."""
    decided = plan(came, directory)
    if not decided.parties:
        return False
    work.change(MailMessage, row.id, {"state": "filed"})
    there = {each["customer_id"] for each in work.find(Interaction, message_id=row.id)}
    for party in decided.parties:
        if party.customer_id not in there:
            _put(work, came, row.id, decided, party, directory)
    return True


def rows_of(reading: Reading, condition: Any) -> list[Any]:
    """Return letters, oldest first."""
    return reading.rows(sa.select(MailMessage).where(condition).order_by(MailMessage.at, MailMessage.id))
