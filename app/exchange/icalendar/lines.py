"""Text of a calendar file to components and properties: folded lines, missing ends, stray lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from app.exchange.contacts import Problem
from app.language import N_

#: components that stand beside each other: one that begins inside another of them ends it
TOP: Final = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"})
_EDGE: Final = re.compile(r"^(BEGIN|END)\s*:\s*([A-Za-z0-9-]+)\s*$", re.IGNORECASE)
_HEAD: Final = re.compile(r"^([A-Za-z0-9-]+)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?)[:](.*)$", re.DOTALL)
#: parameters, with what is quoted in one piece
_PIECES: Final = re.compile(r';((?:[^;"]|"[^"]*")*)')
#: problems of one file that are told one by one
_MANY: Final = 200
_LONGEST: Final = 1_000_000


@dataclass(frozen=True)
class Property:
    """One property: ``value`` as it stands in the file, still escaped."""

    line: int
    name: str
    params: tuple[tuple[str, str], ...]
    value: str
    raw: str

    def param(self, name: str) -> str:
        """Return a parameter, empty where it is absent."""
        return next((value for key, value in self.params if key == name), "")


@dataclass
class Component:
    """A component with its properties and the components inside it."""

    name: str
    line: int
    properties: list[Property] = field(default_factory=list)
    children: list[Component] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        """Return the first property of that name."""
        return next((one for one in self.properties if one.name == name), None)

    def all(self, name: str) -> list[Property]:
        """Return all properties of that name."""
        return [one for one in self.properties if one.name == name]


def unfolded(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield logical lines with the number of their first physical line; a line that begins with white space goes on."""
    number, held = 0, ""
    for count, line in enumerate(lines, 1):
        plain = line.rstrip("\r\n")
        if plain[:1] in (" ", "\t") and held and len(held) < _LONGEST:
            held += plain[1:]
            continue
        if held.strip():
            yield number, held
        number, held = count, plain
    if held.strip():
        yield number, held


def components(lines: Iterable[str], problems: list[Problem]) -> list[Component]:
    """Return the outermost components; whatever is not closed is closed where the next begins or the file ends."""
    root = Component("", 0)
    open_ = [root]
    for number, text in unfolded(lines):
        edge = _EDGE.match(text.strip().lstrip("\ufeff"))
        if edge is None:
            _property(open_[-1], number, text, problems)
            continue
        word, name = edge[1].upper(), edge[2].upper()
        if word == "BEGIN":
            _begin(open_, Component(name, number), problems)
        else:
            _end(open_, name, number, problems)
    for left in open_[1:]:
        _say(problems, left.line, N_("{name} has no end; it was read as far as it goes."), name=left.name)
    return root.children


def _begin(open_: list[Component], made: Component, problems: list[Problem]) -> None:
    inside = next((place for place, one in enumerate(open_) if one.name in TOP), None)
    if made.name in TOP and inside is not None:
        unclosed = open_[inside]
        _say(
            problems,
            unclosed.line,
            N_("{name} has no end; it was read as far as it goes."),
            name=unclosed.name,
        )
        del open_[inside:]
    if made.name == "VCALENDAR" and len(open_) > 1:
        del open_[1:]
    open_[-1].children.append(made)
    open_.append(made)


def _end(open_: list[Component], name: str, number: int, problems: list[Problem]) -> None:
    place = next((n for n in range(len(open_) - 1, 0, -1) if open_[n].name == name), None)
    if place is None:
        _say(problems, number, N_("An end of {name} that never began was passed over."), name=name)
    else:
        del open_[place:]


def _property(owner: Component, number: int, text: str, problems: list[Problem]) -> None:
    found = parse(number, text)
    if found is None:
        _say(problems, number, N_("A line that is no property was passed over: {text}"), text=text[:60])
    elif owner.name:
        owner.properties.append(found)


def parse(number: int, text: str) -> Property | None:
    """Return the property that a logical line holds; None for a line that holds none."""
    line = text.lstrip("\ufeff")
    match = _HEAD.match(line)
    if match is None:
        return None
    pieces = _PIECES.findall(match[2])
    params = tuple(_param(piece) for piece in pieces if "=" in piece)
    return Property(number, match[1].upper(), params, match[3], line)


def _param(piece: str) -> tuple[str, str]:
    key, _, value = piece.partition("=")
    return key.strip().upper(), value.strip().strip('"')


def _say(problems: list[Problem], line: int, message: str, /, **values: str) -> None:
    if len(problems) < _MANY:
        problems.append(Problem(line, "calendar", message, tuple(values.items())))
