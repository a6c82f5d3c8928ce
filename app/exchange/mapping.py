"""Which column of a table goes where: made by recognition, corrected by people, kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from collections.abc import Mapping as Dict
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from app.domain.fields import BY_KEY, Store
from app.exchange.contacts import DATE_LABELS, RELATIONS
from app.exchange.faults import BadMapping, FileUnreadable
from app.exchange.labels import plain
from app.language import N_


@dataclass(frozen=True, slots=True)
class Target:
    """A place that a column can go to; ``many`` tells that several columns may go to it."""

    key: str
    label: str
    many: bool = False


#: places that are no field of the catalogue, or are a part of one
_PARTS: Final = (
    Target("full_name", N_("Full name")),
    Target("prefix", N_("Title before the name")),
    Target("suffix", N_("Suffix after the name")),
    Target("nickname", N_("Nickname")),
    Target("reach", N_("Phone or e-mail, told apart by content"), many=True),
    Target("address.street", N_("Address: street"), many=True),
    Target("address.city", N_("Address: town"), many=True),
    Target("address.region", N_("Address: region"), many=True),
    Target("address.postcode", N_("Address: postal code"), many=True),
    Target("address.country", N_("Address: country"), many=True),
    Target("address.extra", N_("Address: post box, flat"), many=True),
    Target("birth.year", N_("Birth year")),
    Target("birth.month", N_("Birth month")),
    Target("birth.day", N_("Day of birth in the month")),
    Target("responsible", N_("Responsible")),
    Target("uid", N_("Unique identifier")),
    Target("photo", N_("Photo")),
    Target("phone.label", N_("Kind of phone"), many=True),
    Target("email.label", N_("Kind of e-mail"), many=True),
    Target("messenger.label", N_("Messenger service"), many=True),
    Target("address.label", N_("Kind of address"), many=True),
    Target("site.label", N_("Kind of site"), many=True),
    Target("date", N_("A date"), many=True),
    Target("date.label", N_("What the date is"), many=True),
    Target("relative", N_("A relative"), many=True),
    Target("relative.label", N_("What the relative is"), many=True),
    Target("relative.birth", N_("Birth date of the relative"), many=True),
)
_OWN: Final = Target("own", N_("Keep as a field of its own"), many=True)
_IGNORE: Final = Target("ignore", N_("Leave out"), many=True)
_CHANNELS: Final = frozenset({"phone", "email", "messenger", "address", "site"})
#: rows of their own that no single column holds, and what the parts above say better
_NO_COLUMN: Final = frozenset({"dates", "relatives", "links", "needs", "terms", "consents", "responsible_id"})


def _targets() -> tuple[Target, ...]:
    fields = tuple(
        Target(
            field.key,
            field.label,
            many=field.key in _CHANNELS or field.store is Store.FACT or field.key in {"tags", "note"},
        )
        for field in BY_KEY.values()
        if field.key not in _NO_COLUMN
    )
    days = tuple(
        Target(f"date.{key}", label, many=True) for key, label in DATE_LABELS.items() if key != "other"
    )
    people = tuple(Target(f"relative.{key}", label, many=True) for key, label in RELATIONS.items())
    return (*_PARTS[:4], *fields, *_PARTS[4:], *days, *people, _OWN, _IGNORE)


#: every place that a column can go to, in the order of a combo box; labels are msgids
TARGETS: Final = _targets()
BY_TARGET: Final = {target.key: target for target in TARGETS}


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """One column: ``index`` counts from 0, ``target`` is a key of :data:`BY_TARGET`.

    ``label`` says which phone, address … it is (a code of ``contacts.LABELS`` or a word), ``slot``
    joins columns that make one thing, such as the parts of the second address.
    """

    index: int
    header: str
    target: str
    label: str = ""
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """The columns of a table; ``kind`` is «organisation» where every row is one, else empty."""

    columns: tuple[ColumnMap, ...] = ()
    kind: str = ""
    month_first: bool = False

    def with_target(self, index: int, target: str, label: str = "") -> Mapping:
        """Return the mapping with one column sent elsewhere."""
        columns = tuple(
            replace(column, target=target, label=label, slot="") if column.index == index else column
            for column in self.columns
        )
        return replace(self, columns=columns)

    def to_json(self) -> str:
        """Write it in the form that :func:`from_json` reads, for people to change."""
        columns = [{"position": column.index + 1} | _told(column) for column in self.columns]
        document = {"kind": self.kind, "month_first": self.month_first, "columns": columns}
        return json.dumps(document, ensure_ascii=False, indent=2)


def _told(column: ColumnMap) -> dict[str, object]:
    values = {key: value for key, value in asdict(column).items() if key != "index"}
    return {key: value for key, value in values.items() if value or key in {"header", "target"}}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a mapping given by hand says of one column, by header or by position from 1."""

    target: str
    label: str = ""
    slot: str = ""
    header: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """A mapping given by hand, before the table is known."""

    columns: tuple[Wish, ...]
    kind: str = ""
    month_first: bool | None = None

    def applied(self, mapping: Mapping) -> Mapping:
        """Return ``mapping`` as wished; columns that are not named stay as they were recognised.

        Raises :class:`BadMapping` where a wish names a column that the table does not have.
        """
        by_index = {column.index: column for column in mapping.columns}
        taken: set[int] = set()
        for wish in self.columns:
            for index in self._places(wish, mapping, taken):
                taken.add(index)
                by_index[index] = ColumnMap(index, by_index[index].header, wish.target, wish.label, wish.slot)
        month_first = mapping.month_first if self.month_first is None else self.month_first
        columns = tuple(by_index[index] for index in sorted(by_index))
        return Mapping(columns, self.kind or mapping.kind, month_first)

    @staticmethod
    def _places(wish: Wish, mapping: Mapping, taken: set[int]) -> Iterable[int]:
        if wish.header:
            exact = [
                column.index for column in mapping.columns if column.header.strip() == wish.header.strip()
            ]
            alike = [column.index for column in mapping.columns if plain(column.header) == plain(wish.header)]
            places = [index for index in exact or alike if index not in taken]
            if wish.position - 1 in places:
                return [wish.position - 1]
            if places:
                return places[:1]
        if wish.position and any(column.index == wish.position - 1 for column in mapping.columns):
            return [wish.position - 1]
        name = wish.header or str(wish.position)
        raise BadMapping(N_("the file has no column “{column}”"), column=name)


def from_json(text: str) -> Wishes:
    """Read a mapping: what :meth:`Mapping.to_json` writes, {"header": "target"} or ["target", …] by position.

    Raises :class:`BadMapping`.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        raise BadMapping(N_("it is not valid JSON")) from error
    columns: object = document
    kind, month_first = "", None
    if isinstance(document, dict) and isinstance(document.get("columns"), list | dict):
        columns, kind = document["columns"], str(document.get("kind") or "")
        month_first = bool(document["month_first"]) if "month_first" in document else None
    if isinstance(columns, dict):
        wishes = [_named(str(header), told) for header, told in columns.items()]
    elif isinstance(columns, list):
        wishes = [_placed(place, told) for place, told in enumerate(columns, 1)]
    else:
        raise BadMapping(N_("it is neither a list of columns nor names with targets"))
    return Wishes(tuple(wish for wish in wishes if wish), kind, month_first)


def load(path: Path) -> Wishes:
    """Read a mapping from a file.

    Raises :class:`BadMapping` and :class:`FileUnreadable`.
    """
    try:
        return from_json(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileUnreadable(file=path.name, reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise BadMapping(N_("it is not valid JSON")) from error


def _named(header: str, told: object) -> Wish | None:
    """Read one pair of a dictionary; a number for a header is a position."""
    position = int(header) if header.isascii() and header.isdigit() else 0
    return _wish("" if position else header, position, told)


def _placed(place: int, told: object) -> Wish | None:
    if isinstance(told, dict):
        position = told.get("position") or (0 if told.get("header") else place)
        return _wish(str(told.get("header") or ""), int(position), told)
    return _wish("", place, told)


def _wish(header: str, position: int, told: object) -> Wish | None:
    if told is None or told == "":
        return Wish("ignore", header=header, position=position)
    if isinstance(told, str):
        target, label = target_named(told)
        return Wish(target, label, header=header, position=position)
    if isinstance(told, dict):
        target, label = target_named(str(told.get("target") or "own"))
        return Wish(target, str(told.get("label") or label), str(told.get("slot") or ""), header, position)
    raise BadMapping(N_("“{text}” is no target"), text=told)


def target_named(text: str) -> tuple[str, str]:
    """Return (target, label) for a key or for words such as «mobile phone».

    Raises :class:`BadMapping`.
    """
    key = text.strip()
    if key in BY_TARGET:
        return key, ""
    if key.lower() in BY_TARGET:
        return key.lower(), ""
    if key.startswith("own:"):
        return "own", ""
    found = _recognise(key)
    if found is None:
        raise BadMapping(N_("“{text}” is no target"), text=text)
    return found


@lru_cache(maxsize=256)
def _recognise(text: str) -> tuple[str, str] | None:
    from app.exchange.headers import recognise  # noqa: PLC0415 - recognition makes mappings: avoid the circle

    guess = recognise(text)
    return (guess.target, guess.label) if guess else None


def labelled(targets: Dict[str, Target] | None = None) -> tuple[tuple[str, str], ...]:
    """Return (key, msgid of its label) of all targets, for a combo box."""
    return tuple((target.key, target.label) for target in (targets or BY_TARGET).values())
