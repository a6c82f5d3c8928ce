"""Templates of greetings: those that the program brings, and the team's own over them (row R3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from app.domain.occasions import Group, Kind, Occasion
from app.language import N_
from app.models.customer import LIVE, Customer
from app.models.greeting import Template
from app.models.work import Reading
from app.paths import root

LANGUAGES: Final = ("ru", "en")
TONES: Final = ("formal", "informal", "short")
TONE_NAMES: Final = {"formal": N_("formal"), "informal": N_("friendly"), "short": N_("short")}
#: what there are texts for
SHELVES: Final = {
    "birthday": N_("birthday"),
    "birthday_round": N_("round birthday"),
    "relative": N_("relative's birthday"),
    "name_day": N_("name day"),
    "date": N_("personal date"),
    "anniversary": N_("years together"),
    "new_year": N_("New Year"),
    "christmas": N_("Christmas"),
    "defenders_day": N_("Defender of the Fatherland Day"),
    "womens_day": N_("International Women's Day"),
    "victory_day": N_("Victory Day"),
    "holiday": N_("other holidays"),
    "professional": N_("professional day"),
}
_HEAD: Final = re.compile(r"^=== (\w+)$", re.MULTILINE)
_NAME_DAY: Final = re.compile(r"именин|день ангела|тезоименит|name[ -]?day|saint'?s day", re.IGNORECASE)


@dataclass(frozen=True)
class TemplateRow:
    """One text: ``key`` is that of the program's own («ru/birthday/formal/1»), ``row`` the team's row, 0 where there is none.

    ``changed`` marks one of the program's that the team rewrote, ``hidden`` one that is not offered.
    """

    key: str
    row: int
    occasion: str
    language: str
    tone: str
    name: str
    subject: str
    body: str
    changed: bool = False
    hidden: bool = False
    version: int = 1
    kind: str = "greeting"


def shelves_of(occasion: Occasion) -> tuple[str, ...]:
    """Return for what texts are looked for, the closest first."""
    if occasion.kind is Kind.BIRTHDAY:
        return ("birthday_round", "birthday") if occasion.round else ("birthday",)
    if occasion.kind is Kind.RELATIVE:
        return ("relative",)
    if occasion.kind is Kind.DATE:
        return ("name_day", "date") if _NAME_DAY.search(occasion.label) else ("date",)
    if occasion.group is Group.ANNIVERSARY:
        return ("anniversary",)
    if occasion.kind is Kind.PROFESSIONAL:
        return ("professional",)
    code = occasion.key.split(":")[2] if occasion.kind is Kind.HOLIDAY else ""
    code = "christmas" if code.endswith("christmas") else code
    return (code, "holiday") if code in SHELVES else ("holiday",)


@lru_cache(maxsize=4)
def builtin(language: str) -> tuple[TemplateRow, ...]:
    """Return the texts that the program brings in ``language``, in the order in which they stand in its files."""
    folder = root() / "resources" / "templates" / language
    found: list[TemplateRow] = []
    for shelf in SHELVES:
        found += _read((folder / f"{shelf}.txt").read_text(encoding="utf-8"), language, shelf)
    return tuple(found)


def _read(text: str, language: str, shelf: str) -> list[TemplateRow]:
    """Return the texts of one file: «=== tone», the subject, an empty line, the body."""
    parts = _HEAD.split(text)
    numbers: dict[str, int] = {}
    found = []
    for tone, said in zip(parts[1::2], parts[2::2], strict=True):
        numbers[tone] = number = numbers.get(tone, 0) + 1
        subject, _, body = said.strip().partition("\n\n")
        key = f"{language}/{shelf}/{tone}/{number}"
        found.append(TemplateRow(key, 0, shelf, language, tone, "", subject.strip(), body.strip()))
    return found


def templates(
    reading: Reading, *, language: str = "", kind: str = "greeting", hidden: bool = False
) -> list[TemplateRow]:
    """Return the texts there are: the program's, as the team rewrote them, then the team's own.

    ``language`` leaves those of one language; with ``hidden`` also those that are not offered.
    """
    own, others = _stored(reading, kind)
    found = []
    for spoken in (language,) if language else LANGUAGES:
        if kind == "greeting":
            found += [_over(row, own.get(row.key)) for row in builtin(spoken)]
        found += [row for row in others if row.language == spoken]
    return [row for row in found if hidden or not row.hidden]


def _stored(reading: Reading, kind: str) -> tuple[dict[str, TemplateRow], list[TemplateRow]]:
    t = Template
    statement = sa.select(
        t.id,
        t.builtin,
        t.kind,
        t.occasion,
        t.language,
        t.tone,
        t.name,
        t.subject,
        t.body,
        t.hidden,
        t.version,
    ).where(t.kind == kind)
    rows = [_row(row) for row in reading.rows(statement.order_by(t.id))]
    return {row.key: row for row in rows if row.key}, [row for row in rows if not row.key]


def _row(row: Any) -> TemplateRow:
    return TemplateRow(
        row.builtin,
        row.id,
        row.occasion,
        row.language,
        row.tone,
        row.name,
        row.subject,
        row.body,
        changed=bool(row.builtin and row.body),
        hidden=row.hidden,
        version=row.version,
        kind=row.kind,
    )


def _over(brought: TemplateRow, stored: TemplateRow | None) -> TemplateRow:
    """Return the program's text as the team has it: rewritten, or only hidden (then its row has no text)."""
    if stored is None:
        return brought
    text = stored if stored.changed else brought
    return TemplateRow(
        brought.key,
        stored.row,
        brought.occasion,
        brought.language,
        brought.tone,
        stored.name,
        text.subject,
        text.body,
        changed=stored.changed,
        hidden=stored.hidden,
        version=stored.version,
    )


def fitting(
    rows: list[TemplateRow], occasion: Occasion, *, tones: tuple[str, ...], shelves: tuple[str, ...] = ()
) -> list[TemplateRow]:
    """Return the texts for an occasion: of the closest shelf and of the first tone of ``tones`` that has any."""
    by_place: dict[tuple[str, str], list[TemplateRow]] = {}
    for row in rows:
        by_place.setdefault((row.occasion, row.tone), []).append(row)
    for shelf in shelves or shelves_of(occasion):
        for tone in tones:
            if (shelf, tone) in by_place:
                return by_place[shelf, tone]
    return []


def example_customer(reading: Reading) -> tuple[int, str] | None:
    """Return a person to try texts on: (id, name); None while there is nobody."""
    c = Customer
    statement = sa.select(c.id, c.title).where(c.state == LIVE, c.kind == "person").order_by(c.id).limit(1)
    row = reading.one(statement)
    return (int(row.id), str(row.title)) if row is not None else None
