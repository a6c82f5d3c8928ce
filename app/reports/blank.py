"""The blank card to print and fill in by hand: the catalogue's fields by tab (row C16)."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.fields import TAB_NAMES, Store, Tab, fields_for
from app.language import Translator
from app.models.work import Reading
from app.queries.card import own_fields

#: how many lines a datum of which there are several gets
LINES = {
    "phone": 2,
    "email": 1,
    "messenger": 1,
    "address": 2,
    "relatives": 3,
    "needs": 3,
    "links": 2,
    "terms": 2,
}
LEFT_OUT = frozenset(
    {"kind", "tags", "responsible_id", "language", "salutation", "first_contact_on", "gender"}
)


@dataclass(frozen=True)
class BlankField:
    """One line to fill in; ``choices`` are offered to tick, ``lines`` is how many lines it gets."""

    label: str
    question: str
    choices: tuple[str, ...] = ()
    lines: int = 1


@dataclass(frozen=True)
class BlankCard:
    """Sections of the card in their order."""

    kind: str
    sections: tuple[tuple[str, tuple[BlankField, ...]], ...]


def blank(reading: Reading, *, kind: str, tr: Translator) -> BlankCard:
    """Return the blank card of a person or an organisation, the team's own fields included."""
    own = own_fields(reading)
    sections = []
    for tab in Tab:
        fields = [
            BlankField(
                tr(field.label),
                tr(field.question),
                tuple(tr(label) for _, label in field.choices),
                LINES.get(field.key, 1),
            )
            for field in fields_for(kind, tab)
            if field.key not in LEFT_OUT and (field.weight or field.store is Store.FACT)
        ]
        fields += [BlankField(row["label"], row["question"]) for row in own if row["tab"] == tab]
        if fields:
            sections.append((tr(TAB_NAMES[tab]), tuple(fields)))
    return BlankCard(kind, tuple(sections))
