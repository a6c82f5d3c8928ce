"""The story of a sample: who the team is, what it sells and to whom, and how people write about it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, Final

from app.paths import root

LANGUAGES: Final = ("ru", "en")
# «попробовал[|а]» and "[his|her]": what is said of a man, then of a woman
_GENDERED: Final = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_GROUPS: Final = {"horeca": ("cafe", "restaurant", "bakery", "hotel"), "office": ("office", "lobby")}
_SENTENCE: Final = re.compile(r"(?:^|(?<=[.!?] ))[a-zа-яё]")
_HEADER: Final = re.compile(r"^(\d+)(?:-(\d+))?(h?) (\w+) (in|out)(.*)$")


@dataclass(frozen=True)
class Scene:
    """One contact of a thread.

    ``days`` are working days since the one before (``soon``: within the same day), ``minutes`` its
    duration. ``next_`` is what it leads to and ``result`` what became of what the one before led to.
    """

    days: tuple[int, int]
    soon: bool
    kind: str
    direction: str
    minutes: tuple[int, int] | None
    moods: tuple[str, ...]
    waits: bool
    missed: bool
    texts: tuple[str, ...]
    bodies: tuple[str, ...]
    local: tuple[str, ...]
    remote: tuple[str, ...]
    next_: tuple[str, ...]
    next_kind: str
    next_days: tuple[int, int] | None
    result: tuple[str, ...]
    chance: int
    machine_only: bool
    given: str
    asked: str
    favour: tuple[str, str] | None


@dataclass(frozen=True)
class Thread:
    """A sequence of contacts about one thing, as it happens again and again in such a business."""

    id: str
    who: str
    weight: int
    gap: int
    scenes: tuple[Scene, ...]
    lines: frozenset[str]
    classes: frozenset[str]
    months: frozenset[int]
    needs_machine: bool
    need: str


@dataclass(frozen=True)
class Story:
    """Everything that a sample is told from, in one language."""

    language: str
    data: Mapping[str, Any]
    threads: Mapping[str, tuple[Thread, ...]]
    waiting: tuple[Mapping[str, str], ...]
    greetings: tuple[str, ...]
    duplicate_notes: tuple[str, ...]

    def __getitem__(self, key: str) -> Any:
        return self.data[key]

    def money(self, amount: int) -> str:
        """Return an amount as people write it in notes: 48 000 ₽, €480."""
        separator = "\u00a0" if self.language == "ru" else ","
        return str(self.data["money"]).format(amount=f"{amount:,}".replace(",", separator))


@lru_cache(maxsize=4)
def story(language: str) -> Story:
    """Return the story in ``language``; only Russian and English ones are told."""
    folder = root() / "resources" / "sample"
    code = language if language in LANGUAGES else "en"
    threads = _read(folder / f"{code}.threads.json")
    kinds = ("start", "prospect", "lost", "lapse", "regular", "private")
    return Story(
        language=code,
        data=_read(folder / f"{code}.json"),
        threads={kind: tuple(_thread(one) for one in threads[kind]) for kind in kinds},
        waiting=tuple(threads["waiting"]),
        greetings=tuple(threads["greetings"]),
        duplicate_notes=tuple(threads["duplicates_note"]),
    )


def said(template: str, slots: Mapping[str, object], gender: str) -> str:
    """Return a template with its slots filled in, of a man or a woman."""
    number = 2 if gender == "female" else 1
    text = _GENDERED.sub(lambda match: str(match.group(number)), template)
    return text.format(**slots)


def sentence(text: str) -> str:
    """Return ``text`` with capitals where its sentences begin."""
    return _SENTENCE.sub(lambda match: match.group(0).upper(), text)


def fitting(texts: Sequence[str], line: str) -> list[str]:
    """Return the texts that fit a line of business: «@horeca:…» and «@office:…» fit groups, «@cafe:…» one."""
    found = []
    for text in texts:
        mark, _, rest = text.partition(":") if text.startswith("@") else ("", "", text)
        if not mark or mark[1:] == line or line in _GROUPS.get(mark[1:], ()):
            found.append(rest)
    return found


def pick(random: Random, choices: Sequence[Any]) -> Any:
    """Return one of ``choices``, which may be pairs of a value and its weight."""
    if choices and isinstance(choices[0], (list, tuple)) and len(choices[0]) == 2:
        values, weights = zip(*choices, strict=True)
        if all(isinstance(weight, (int, float)) for weight in weights):
            return random.choices(values, weights)[0]
    return random.choice(choices)


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _thread(stored: Mapping[str, Any]) -> Thread:
    return Thread(
        id=stored["id"],
        who=stored["who"],
        weight=stored["w"],
        gap=stored.get("gap", 0),
        scenes=tuple(_scene(one) for one in stored["steps"]),
        lines=frozenset(stored.get("lines", ())),
        classes=frozenset(stored.get("classes", ())),
        months=frozenset(stored.get("months", ())),
        needs_machine=stored.get("if") == "machine",
        need=stored.get("need", ""),
    )


def _texts(stored: str | Sequence[str]) -> tuple[str, ...]:
    return (stored,) if isinstance(stored, str) else tuple(stored)


def _scene(stored: Mapping[str, Any]) -> Scene:
    match = _HEADER.match(stored["s"])
    assert match, stored["s"]
    first, last, soon, kind, direction, rest = match.groups()
    words = rest.split()
    minutes = next((word[1:].split("-") for word in words if re.match(r"m\d", word)), None)
    moods = next((word for word in words if word[0] in "gnb" and word not in {"w", "x"}), "")
    chance = stored.get("p", "100")
    favour = stored.get("fav")
    days = stored.get("nd")
    return Scene(
        days=(int(first), int(last or first)),
        soon=bool(soon),
        kind=kind,
        direction=direction,
        minutes=(int(minutes[0]), int(minutes[1])) if minutes else None,
        moods=tuple(mood for mood in moods.split(",") if mood),
        waits="w" in words,
        missed="x" in words,
        texts=tuple(stored["t"]),
        bodies=tuple(stored.get("b", ())),
        local=_texts(stored.get("local", ())),
        remote=_texts(stored.get("remote", ())),
        next_=tuple(stored.get("nx", ())),
        next_kind=stored.get("nk", "call"),
        next_days=(days[0], days[1]) if days else None,
        result=tuple(stored.get("r", ())),
        chance=100 if chance == "m" else int(chance),
        machine_only=chance == "m",
        given=stored.get("given", ""),
        asked=stored.get("asked", ""),
        favour=(favour[0], favour[1]) if favour else None,
    )
