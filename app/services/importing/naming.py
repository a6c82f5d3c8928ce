"""The people, tags and own fields that records name: found, or made so that nobody sees them yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from app.domain.keys import fold
from app.models.base import table_of
from app.models.customer import Customer, CustomerTag, Fact, OwnField, Tag
from app.models.history import Step, StepRow
from app.models.team import Person
from app.models.work import Work
from app.queries import matching
from app.services.importing.entry import Entry
from app.services.importing.staging import Names

OWN = "own:"
#: the purpose of an own field when the mapping states none
PURPOSE = "topics"


@dataclass(slots=True)
class Made:
    """What an import created beside customers: it is taken back when the import is not finished."""

    people: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything that entries name: spellings by folded name."""

    people: Mapping[str, str]
    tags: Mapping[str, str]
    own: tuple[str, ...]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Wanted:
        """Gather what ``entries`` name."""
        people: dict[str, str] = {}
        tags: dict[str, str] = {}
        own: dict[str, None] = {}
        for entry in entries:
            if entry.responsible:
                people.setdefault(fold(entry.responsible), entry.responsible)
            for tag in entry.tags:
                tags.setdefault(fold(tag), tag)
            own.update({key: None for key in entry.facts if key.startswith(OWN)})
        return cls(people, tags, tuple(own))


def prepare(work: Work, *, wanted: Wanted, batch_id: int) -> tuple[Names, Made]:
    """Find what is wanted and make what is missing; new people count as gone until :func:`appear`."""
    made = Made()
    tags = matching.tags(work)
    for key, name in wanted.tags.items():
        if key not in tags:
            tags[key] = _insert(work, table_of(Tag), name=name, key=key)
            made.tags.append(tags[key])
    people = _people(work, wanted, made)
    own = {f"{OWN}{label}": f"{OWN}{row_id}" for label, row_id in matching.own_fields(work).items()}
    keys = {key: own.get(key) or staged_key(key, batch_id) for key in wanted.own}
    return Names(people, tags, keys, work.moment.person_id), made


def staged_key(key: str, batch_id: int) -> str:
    """Return the key of a staged fact whose field is created when the import becomes visible."""
    return f"staged:{batch_id}:{key.removeprefix(OWN)}"


def _insert(work: Work, table: sa.Table, **values: object) -> int:
    key = work.connection.execute(sa.insert(table).values(values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _people(work: Work, wanted: Wanted, made: Made) -> dict[str, int]:
    """Return the ids of the people named: the same words in any order are the same person."""
    by_words: dict[frozenset[str], int] = {}
    for row in sorted(matching.people(work), key=lambda each: (each.gone, each.id)):
        by_words.setdefault(_words(row.name), row.id)
    found: dict[str, int] = {}
    for key, name in wanted.people.items():
        words = _words(name)
        if words not in by_words:
            by_words[words] = _insert(work, table_of(Person), name=name, gone=True)
            made.people.append(by_words[words])
        found[key] = by_words[words]
    return found


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split())


def appear(work: Work, *, names: Names, made: Made, batch_id: int, purposes: Mapping[str, str]) -> None:
    """Let new people and own fields be seen, in the step of the import, so that its undo hides them."""
    people = table_of(Person)
    for person_id in names.people.values():
        gone = work.value(sa.select(people.c.gone).where(people.c.id == person_id))
        if gone and (person_id in made.people or _hidden_by_undo(work, person_id)):
            work.change(Person, person_id, {"gone": False})
    facts = table_of(Fact)
    for key, stored in names.own.items():
        if stored != staged_key(key, batch_id):
            continue
        label = key.removeprefix(OWN)
        row_id = work.insert(
            OwnField, label=label, purposes=purposes.get(label) or PURPOSE, input="line", tab="person"
        )
        work.connection.execute(
            sa.update(facts)
            .where(facts.c.key == stored)
            .values(key=f"{OWN}{row_id}", purposes=purposes.get(label) or PURPOSE)
        )


def _hidden_by_undo(work: Work, person_id: int) -> bool:
    """Tell whether a person counts as gone only because the import that brought her was undone."""
    last = (
        sa.select(Step.kind)
        .join(StepRow, StepRow.step_id == Step.id)
        .where(StepRow.kind == "people", StepRow.row_id == person_id, StepRow.field == "gone")
        .order_by(StepRow.id.desc())
        .limit(1)
    )
    return bool(work.value(last) == "undo")


def forget(work: Work, *, made: Made) -> None:
    """Take back what an unfinished import made and nobody uses."""
    people, tags = table_of(Person), table_of(Tag)
    used = sa.select(Customer.responsible_id).where(Customer.responsible_id.is_not(None))
    work.connection.execute(
        sa.delete(people).where(people.c.id.in_(made.people), people.c.gone, people.c.id.not_in(used))
    )
    tagged = sa.select(CustomerTag.tag_id)
    work.connection.execute(sa.delete(tags).where(tags.c.id.in_(made.tags), tags.c.id.not_in(tagged)))
