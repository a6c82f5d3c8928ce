"""Which column of a table goes where: made by recognition, corrected by people, kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from app.exchange.faults import BadMapping, FileUnreadable
from app.exchange.headers import recognise
from app.exchange.labels import plain
from app.exchange.targets import BY_TARGET, TARGETS, Target
from app.language import N_

__all__ = [
    "BY_TARGET",
    "TARGETS",
    "ColumnMap",
    "Mapping",
    "Target",
    "Wish",
    "Wishes",
    "from_json",
    "load",
    "target_named",
]


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
        return _wish(str(told.get("header") or ""), _position(told, place), told)
    return _wish("", place, told)


def _position(told: dict[str, object], place: int) -> int:
    """Return where a column stands, from 1: as «position» says, or «index», which counts from 0."""
    text = str(told.get("position") or "")
    if not text and told.get("index") is not None:
        index = str(told["index"])
        text = str(int(index) + 1) if index.isdecimal() else index
    if text and not text.isdecimal():
        raise BadMapping(N_("the file has no column “{column}”"), column=text)
    return int(text) if text else 0 if told.get("header") else place


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
    guess = recognise(key)
    if guess is None:
        raise BadMapping(N_("“{text}” is no target"), text=text)
    return guess.target, guess.label
