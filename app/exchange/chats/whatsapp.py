"""Reads chats that WhatsApp exports as text, from Android and iPhones, in any order of day and month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.exchange.chats.conversation import Day, Said, by_day
from app.exchange.contacts import Problem, problem
from app.exchange.encodings import Lines, detect
from app.exchange.sniff import unicode_mark
from app.language import N_

#: marks of direction and odd spaces that phones put between
_MARKS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES: Final = re.compile("[\u00a0\u202f\u2009]")
_HEAD: Final = re.compile(
    r"""^\[?(?P<a>\d{1,4})[./-](?P<b>\d{1,2})[./-](?P<c>\d{2,4})\.?,?\s+(?:г\.?,?\s+)?(?:в\s+|at\s+)?
    (?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?\s*
    (?P<half>[aApP]\.?\s?[mM]\.?|[дДпП][оО]\s+полудня|[пП]осле\s+полудня|ДП|ПП)?\]?\s*(?:[-–—]\s+|(?<=\])\s*)?(?P<rest>.*)$""",
    re.VERBOSE | re.DOTALL,
)
_SPEAKER: Final = re.compile(r"^(?P<who>[^:\n]{1,80}?):\s(?P<text>.*)$|^(?P<lone>[^:\n]{1,80}?):$", re.DOTALL)
_OMITTED: Final = re.compile(
    r"(?i)^<?(?:media omitted|без медиафайлов|медиафайл (?:пропущен|исключён|исключен)|"
    r"(?P<what>image|video|audio|sticker|gif|document|contact card|изображение|видео|аудио|аудиофайл|стикер|документ|"
    r"карточка контакта)\s+(?:omitted|отсутствует|пропущено|пропущен|не добавлено|не добавлен))>?$"
)
_ATTACHED: Final = re.compile(
    r"(?i)^<?(?:attached|прикреплено|вложение):\s*(?P<one>[^>]+)>?$|^(?P<two>\S.*?\.\w{2,5})\s+\((?:file attached|файл добавлен)\)"
)
_TITLE: Final = re.compile(
    r"(?i)^(?:whatsapp chat with|чат whatsapp с(?: контактом)?|whatsapp chat\s*-|чат whatsapp\s*-)\s*(?P<name>.+?)(?:\s*\(\d+\))?$"
)
_FEW: Final = 4000
#: signs for what was sent beside words: they need no language
_SIGNS: Final = {
    "image": "📷",
    "изображение": "📷",
    "video": "🎬",
    "видео": "🎬",
    "gif": "🎬",
    "audio": "🎤",
    "аудио": "🎤",
    "аудиофайл": "🎤",
    "sticker": "🙂",
    "стикер": "🙂",
    "contact card": "👤",
    "карточка контакта": "👤",
}


@dataclass(slots=True)
class _Line:
    """One message before its date is understood."""

    number: int
    parts: tuple[int, int, int]
    year_first: bool
    slashes: bool
    time: tuple[int, int, int]
    half: str
    who: str
    text: str


def plain(line: str) -> str:
    """Return a line without marks of direction, with spaces that are spaces."""
    return _SPACES.sub(" ", _MARKS.sub("", line))


def is_export(head: bytes) -> bool:
    """Tell whether a text begins like an export of WhatsApp: dated lines, one of them with a speaker."""
    mark = unicode_mark(head)
    lines = [
        plain(each) for each in head.decode(mark or "utf-8", "replace").splitlines()[:60] if each.strip()
    ]
    dated = [match for match in (_HEAD.match(each) for each in lines[:-1] or lines) if match]
    if not dated or not _HEAD.match(lines[0]):
        return False
    return any(_SPEAKER.match(match["rest"]) for match in dated) and (
        len(dated) > 1 or "omitted" in lines[0] or len(lines) < 5
    )


def read(path: Path, problems: list[Problem]) -> Iterator[Day]:
    """Yield the days of an export; the name of the chat is that of the file, or of the other speaker.

    Raises:
        FileUnreadable: the system does not let it be read.
    """
    found = list(_messages(path, problems))
    order = _order(found)
    messages: list[Said] = []
    for line in found:
        at = _moment(line, order)
        if at is None:
            problems.append(
                problem(
                    line.number, "date", N_("The date of this message cannot be understood; it was left out.")
                )
            )
        elif line.who:
            messages.append(_said(at, line))
    speakers = tuple(dict.fromkeys(one.who for one in messages))
    name = title_of(path.stem)
    chat = name or next(iter(speakers), path.stem)
    owner = (
        next((who for who in speakers if who != name), "") if name in speakers and len(speakers) == 2 else ""
    )
    yield from by_day(messages, "whatsapp", chat, chat, personal=len(speakers) <= 2, owner=owner)


def title_of(stem: str) -> str:
    """Return the name of the chat that a file's name says, empty where it says none."""
    match = _TITLE.match(plain(stem).replace("_", " ").strip())
    return match["name"].strip() if match else ""


def _messages(path: Path, problems: list[Problem]) -> Iterator[_Line]:
    last: _Line | None = None
    lines = Lines(path, detect(path), problems)
    for raw in lines:
        text = plain(raw).rstrip("\r\n")
        match = _HEAD.match(text)
        made = _line(lines.number, match) if match else None
        if made is None:
            if last is not None and len(last.text) < 100_000:
                last.text += "\n" + text
            continue
        if last is not None:
            yield last
        last = made
    if last is not None:
        yield last


def _line(number: int, match: re.Match[str]) -> _Line | None:
    a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if hour > 24 or minute > 59 or second > 59:
        return None
    speaker = _SPEAKER.match(match["rest"])
    who, text = (speaker["who"] or speaker["lone"], speaker["text"] or "") if speaker else ("", match["rest"])
    return _Line(
        number,
        (a, b, c),
        len(match["a"]) == 4,
        "/" in match[0][:12],
        (hour, minute, second),
        _half(match["half"] or ""),
        who.strip().removeprefix("~").strip(),
        text,
    )


def _half(word: str) -> str:
    said = word.lower().replace(".", "").replace(" ", "")
    if said in {"pm", "пп"} or "после" in said or said.startswith("по"):
        return "pm"
    return "am" if said else ""


def _order(lines: Sequence[_Line]) -> str:
    """Tell which of the numbers is the day: what no month can be decides, then the order of time, then the signs."""
    if any(line.year_first for line in lines[:1]):
        return "ymd"
    if any(line.parts[0] > 12 for line in lines):
        return "dmy"
    if any(line.parts[1] > 12 for line in lines):
        return "mdy"
    backwards = {"dmy": 0, "mdy": 0}
    for order in backwards:
        before: dt.datetime | None = None
        for line in lines[:_FEW]:
            at = _moment(line, order)
            if at is None:
                backwards[order] += 2
                continue
            backwards[order] += bool(before and at < before)
            before = at
    if backwards["dmy"] != backwards["mdy"]:
        return min(backwards, key=lambda each: backwards[each])
    american = any(line.slashes for line in lines) and any(line.half for line in lines)
    return "mdy" if american else "dmy"


def _moment(line: _Line, order: str) -> dt.datetime | None:
    a, b, c = line.parts
    year, month, day = {"ymd": (a, b, c), "dmy": (c, b, a), "mdy": (c, a, b)}[order]
    hour, minute, second = line.time
    if line.half:
        hour = hour % 12 + (12 if line.half == "pm" else 0)
    try:
        return dt.datetime(year + 2000 if year < 100 else year, month, day, hour % 24, minute, second)  # noqa: DTZ001 - a wall clock
    except ValueError:
        return None


def _said(at: dt.datetime, line: _Line) -> Said:
    text = line.text.strip()
    first, _, rest = text.partition("\n")
    if match := _OMITTED.match(first.strip()):
        return Said(at, line.who, rest.strip(), _SIGNS.get((match["what"] or "").lower(), "📎"))
    if match := _ATTACHED.match(first.strip()):
        return Said(at, line.who, rest.strip(), f"📎 {(match['one'] or match['two']).strip()}")
    return Said(at, line.who, text)
