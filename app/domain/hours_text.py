"""Reads hours to reach a customer as people write them, in Russian and English."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from app.domain.hours import MIDNIGHT, Hours, Span, make_hours, without
from app.errors import BadInput
from app.language import N_

# What an open end means: nobody is glad of a call before nine or after eight in the evening.
_FIRST: Final = 9 * 60
_LAST: Final = 20 * 60
_WORKDAY: Final = Span(9 * 60, 18 * 60)
#: the mark among weekday numbers that stands for «working days»
_WORK: Final = 7

_PARTS: Final = {
    "forenoon": Span(9 * 60, 13 * 60),
    "afternoon": Span(14 * 60, 18 * 60),
    "morning": Span(9 * 60, 12 * 60),
    "day": Span(12 * 60, 17 * 60),
    "evening": Span(18 * 60, 21 * 60),
    "office": _WORKDAY,
}
# A Russian and an English pattern per weekday, Monday first.
_WEEKDAYS: Final = (
    r"пн|пнд|понедельник\w*|mon(?:day)?s?",
    r"вт|втр|вторник\w*|tue(?:s(?:day)?)?s?",
    r"ср|срд|сред[ауыеоа]\w{0,2}|wed(?:nesday)?s?",
    r"чт|чтв|четверг\w*|thu(?:r(?:s(?:day)?)?)?s?",
    r"пт|птн|пятниц\w*|fri(?:day)?s?",
    r"сб|сбт|суббот\w*|sat(?:urday)?s?",
    r"вс|вск|воскресень\w+|sun(?:day)?s?",
)
_TIME: Final = (
    r"(?P<hour>\d{1,2})(?:(?:[:.h]|-(?=00|30|45))(?P<minute>\d{2}))?(?!\d)"
    r"(?:\s*(?P<suffix>[ap]\.?\s?m\b\.?|утра|дня|вечера|ночи)|\s*(?:ч(?:ас\w*)?|h(?:rs?)?|o['’]?clock)\b\.?)?"
)
_DAY_SETS: Final = {"work": {_WORK}, "weekend": {5, 6}, "daily": set(range(7))}
_DAY_KINDS: Final = {*_DAY_SETS, *(f"day{number}" for number in range(7))}
_PATTERNS: Final = (
    (
        "always",
        r"24\s*/\s*7|круглосуточно|(?:в\s+)?любое\s+время|когда\s+угодно|any\s*time|around\s+the\s+clock",
    ),
    ("military", r"(?P<mh>[012]\d)(?P<mm>[0-5]\d)(?!\d)"),
    ("time", _TIME),
    ("noon", r"полд(?:ень|ня)|noon|midday"),
    ("midnight", r"полноч[ьи]|midnight"),
    ("forenoon", r"до\s+обеда|(?:в\s+)?перв\w+\s+половин\w+(?:\s+дня)?|before\s+(?:lunch|noon)"),
    ("afternoon", r"после\s+обеда|(?:во\s+)?втор\w+\s+половин\w+(?:\s+дня)?|after\s+lunch|afternoons?"),
    (
        "office",
        r"(?:в\s+)?рабочее\s+время|(?:в\s+)?рабочие\s+часы|(?:office|business|working)\s+hours",
    ),
    ("morning", r"с\s+утра|утром|по\s+утрам|mornings?"),
    ("day", r"дн[её]м"),
    ("evening", r"вечером|по\s+вечерам|вечера|evenings?"),
    ("not_before", r"не\s+(?:раньше|ранее)|(?:not|no)\s+(?:before|earlier\s+than)"),
    ("not_after", r"не\s+(?:позже|позднее)|(?:not|no)\s+(?:after|later\s+than)"),
    ("daily", r"ежедневно|кажд\w+\s+день|без\s+выходных|every\s*day|daily|all\s+week"),
    (
        "work",
        r"будн\w*|раб(?:очи\w+|\.)\s*дн\w+|week\s?days?|(?:working|work|business)\s?days?",
    ),
    ("closed", r"выходной(?:\s+день)?|закрыто|не\s+работа\w+|closed|(?:day\s+)?off"),
    ("weekend", r"выходны\w+(?:\s+дн\w+)?|weekends?"),
    (
        "holidays",
        r"праздн\w+(?:\s+дн\w+)?(?:\s+тоже)?|(?:(?:public|bank)\s+)?holidays?(?:\s+too)?",
    ),
    (
        "except",
        r"кроме|за\s+исключением|исключая|(?:но\s+|только\s+)?не(?:\s+звонить|\s+беспокоить)?"
        r"|except(?:\s+for)?|excluding|(?:but\s+)?not(?:\s+on)?|no\s+calls|never"
        r"|do(?:\s+not|n['’]?t)\s+(?:call|ring|phone)",
    ),
    ("lunch", r"обед\w*(?:\s+перерыв\w*)?|перерыв\w*(?:\s+на\s+обед)?|lunch(?:\s+break)?|break"),
    ("after", r"после|позже|after|past"),
    ("before", r"до|раньше|before|until|till?|by"),
    ("from", r"с|со|c|от|from|between|между"),
    ("to", r"to|through|thru|по"),
    ("and", r"и|а|and"),
    *((f"day{number}", f"(?:{names})\\.?") for number, names in enumerate(_WEEKDAYS)),
    (
        "filler",
        r"звон\w+|набира\w+|лучше(?:\s+всего)?|можно|удобно|в|во|на|только|обычно|желательно|строго|время"
        r"|call(?:s|ing)?|ring|phone|best|please|only|on|at|in|the|usually|preferably|time|for",
    ),
)
_SIGNS: Final = (("dash", r"-"), ("stop", r"[,;.\n+/|]"), ("and", "&"), ("filler", r"[:()\s]+"))
_TOKENS: Final = re.compile(
    "|".join(
        [f"(?P<{name}_{number}>(?<!\\w)(?:{words})(?!\\w))" for number, (name, words) in enumerate(_PATTERNS)]
        + [f"(?P<{name}_s{number}>{signs})" for number, (name, signs) in enumerate(_SIGNS)]
    )
)
_DASHES: Final = str.maketrans("‐‑‒–—―−…", "--------", "«»“”\"'")
# «с 9-15 до 17-45» writes minutes after a dash; «10-15» alone is a span.
_DASHED: Final = re.compile(r"(?<!\w)((?:с|до|после)\s+\d{1,2})-(00|15|30|45)(?=\s*$|\s*,|\s+до\b)")


class UnclearHours(BadInput):
    """The text of hours was not understood; ``part`` is where the reader gave up."""

    message = N_("“{part}” could not be read as hours.")
    advice = N_("Write, for example: weekdays 10–13, 15–18; Sat 11–15.")


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    hour: int = 0
    minute: int = 0
    suffix: str = ""


@dataclass
class _Group:
    """Days and the hours that go with them, in the order in which they were written."""

    days: set[int] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)
    complete: bool = False


@lru_cache(maxsize=1024)
def parse_hours(text: str) -> Hours | None:
    """Return the hours that ``text`` names, None where it is empty or not understood."""
    try:
        return read_hours(text)
    except UnclearHours:
        return None


def read_hours(text: str) -> Hours:
    """Return the hours that ``text`` names. Raises UnclearHours with the part that is not understood.

    Hours without days hold on working days. «9–6» ends in the evening, «после 4» begins at 16:00:
    nobody asks for calls at night. An open end runs from 9:00, or to 20:00.
    """
    return _Reader(_tokens(text), text).hours()


def parse_days(text: str) -> frozenset[int] | None:
    """Return weekdays (0 is Monday) that ``text`` names, such as «пн–чт, кроме ср»; None if unclear."""
    try:
        hours = _Reader(_tokens(text), text).hours()
    except UnclearHours:
        return None
    named = [bool(own) if own is not None else day < 5 for day, own in enumerate(hours.week)]
    return frozenset(day for day, there in enumerate(named) if there)


def _tokens(text: str) -> list[_Token]:
    plain = text.casefold().replace("ё", "е").translate(_DASHES).replace("\u00a0", " ")
    plain = _DASHED.sub(r"\1:\2", plain)
    found: list[_Token] = []
    at = 0
    while at < len(plain):
        match = _TOKENS.match(plain, at)
        if match is None:
            raise UnclearHours(part=re.split(r"[\s,;]", plain[at:], maxsplit=1)[0] or plain[at:])
        kind = (match.lastgroup or "").rpartition("_")[0]
        at = match.end()
        if kind != "filler":
            found.append(_token(kind, match))
    return found


def _token(kind: str, match: re.Match[str]) -> _Token:
    text = match.group()
    if kind == "military":
        return _Token("time", text, int(match["mh"]), int(match["mm"]), "exact")
    if kind == "time":
        hour, suffix = match["hour"], (match["suffix"] or "").replace(".", "").replace(" ", "")
        exact = "exact" if hour.startswith("0") else ""
        return _Token("time", text, int(hour), int(match["minute"] or 0), suffix or exact)
    if kind in {"noon", "midnight"}:
        return _Token("time", text, 12 if kind == "noon" else 24, 0, "exact")
    return _Token(kind, text)


def _minutes(token: _Token, suffix: str = "") -> int:
    """Return minutes from midnight; ``suffix`` replaces one that was not said."""
    said, hour = token.suffix or suffix, token.hour
    if said in {"am", "pm", "утра", "дня", "вечера", "ночи"}:
        if not 1 <= hour <= 12:
            raise UnclearHours(part=token.text.strip())
        late = said in {"pm", "вечера"} or (said == "дня" and hour < 11)
        # «12 дня» and «11 дня» are what they say.
        hour = hour if said == "дня" and hour > 10 else hour % 12 + (12 if late else 0)
    total = hour * 60 + token.minute
    if token.minute > 59 or total > MIDNIGHT:
        raise UnclearHours(part=token.text.strip())
    return total


def _alone(token: _Token) -> int:
    """Return the minutes of a time that stands alone: «после 4» is 16:00."""
    minutes = _minutes(token)
    return minutes + 12 * 60 if not token.suffix and 60 <= minutes < 8 * 60 else minutes


def _between(first: _Token, last: _Token) -> Span:
    """Return the span of two times, with the halves of the day that make sense of it."""
    half = last.suffix if not first.suffix and last.suffix != "exact" else ""
    start, end = _minutes(first), _minutes(last)
    if half and start < end and _minutes(first, half) < end:
        start = _minutes(first, half)
    if not (first.suffix or last.suffix):
        if 60 <= start < 6 * 60 and start < end <= 8 * 60:
            start, end = start + 12 * 60, end + 12 * 60
        elif end <= start < end + 12 * 60 <= MIDNIGHT:
            end += 12 * 60
    if end == 0 < start:
        end = MIDNIGHT
    if start >= end:
        raise UnclearHours(part=f"{first.text.strip()}–{last.text.strip()}")
    return Span(start, end)


class _Reader:
    """Puts tokens together to days and hours."""

    def __init__(self, tokens: list[_Token], text: str) -> None:
        self._tokens = tokens
        self._text = text.strip()
        self._at = 0
        self._groups = [_Group()]
        self._breaks: list[Span] = []
        self._closed: set[int] = set()
        self._last_closed: set[int] = set()
        self._holidays = False
        self._runs = 0
        self._excluding = self._pause = self._apart = False

    def hours(self) -> Hours:
        if not self._tokens:
            raise UnclearHours(part=self._text)
        while self._at < len(self._tokens):
            self._step()
        if self._pause:
            raise UnclearHours(part=self._text)
        return self._built()

    # reading

    def _kind(self, ahead: int = 0) -> str:
        return self._tokens[self._at + ahead].kind if self._at + ahead < len(self._tokens) else ""

    def _take(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _fail(self) -> UnclearHours:
        place = min(self._at, len(self._tokens) - 1)
        return UnclearHours(part=self._tokens[place].text.strip() or self._text)

    def _step(self) -> None:
        kind = self._kind()
        days = self._days() if kind in _DAY_KINDS else None
        if days is not None:
            self._found_days(days, weekend=kind == "weekend")
        elif kind in {"stop", "and"}:
            self._take()
            self._apart = self._apart or kind == "stop"
            return
        elif not self._rule(kind):
            self._found_span(self._span())
        self._apart = False

    def _rule(self, kind: str) -> bool:
        """Take a word that changes how the rest is read; tell whether it was one."""
        if kind == "always":
            self._found_days(set(range(7)))
            self._found_span(Span(0, MIDNIGHT))
            self._holidays = True
        elif kind == "holidays":
            self._holidays = not self._excluding
            self._runs += self._excluding
        elif kind == "closed" or (kind == "except" and self._kind(1) in {"", "stop"}):
            self._found_closed()
        elif kind == "except":
            self._excluding, self._runs = True, 0
        elif kind == "lunch":
            self._pause = True
        elif kind not in {"dash", "to"} and not (kind == "from" and self._kind(1) in _DAY_KINDS):
            return False
        self._take()
        return True

    def _days(self) -> set[int]:
        """Return the days at this place: one, a range, working days or the weekend."""
        kind = self._take().kind
        if kind in _DAY_SETS:
            self._holidays = self._holidays or kind == "daily"
            return set(_DAY_SETS[kind])
        first = int(kind[3:])
        if self._kind() in {"dash", "to", "before"} and self._kind(1) in _DAY_KINDS - set(_DAY_SETS):
            self._take()
            last = int(self._take().kind[3:])
            return {(first + step) % 7 for step in range((last - first) % 7 + 1)}
        return {first}

    def _span(self) -> Span:
        """Return the span at this place."""
        kind = self._kind()
        if kind in _PARTS:
            self._take()
            return _PARTS[kind]
        opening = self._take().kind if kind in {"from", "after", "before", "not_before", "not_after"} else ""
        if self._kind() != "time":
            raise self._fail()
        first = self._take()
        links = {"dash", "to", "before", "and"} if opening == "from" else {"dash", "to", "before"}
        if self._kind() in links and self._kind(1) == "time" and opening not in {"before", "not_after"}:
            self._take()
            return _between(first, self._take())
        return self._open(opening, first)

    def _open(self, opening: str, time: _Token) -> Span:
        minutes = _alone(time)
        late = opening in {"after", "from", "not_before"}
        if not opening:
            raise UnclearHours(part=time.text.strip())
        if self._excluding and opening in {"after", "before"} and not self._runs:
            # «не звонить до 11» is a call after eleven.
            late, self._excluding = not late, False
        if late:
            last = _LAST if minutes < _LAST - 60 else MIDNIGHT - 120
            if minutes >= last:
                raise UnclearHours(part=time.text.strip())
            return Span(minutes, last)
        if minutes <= 6 * 60:
            raise UnclearHours(part=time.text.strip())
        return Span(_FIRST if minutes > _FIRST else 6 * 60, minutes)

    # putting together

    def _found_days(self, days: set[int], *, weekend: bool = False) -> None:
        group = self._groups[-1]
        if weekend and group.days and not group.spans and not self._excluding:
            # «сб, вс — выходные»
            self._found_closed()
        elif self._excluding:
            self._closed |= days
            self._last_closed = days if self._apart or not self._runs else self._last_closed | days
            self._runs += self._apart or not self._runs
        elif group.spans and (group.days or self._apart):
            self._groups.append(_Group(days))
        else:
            group.complete = bool(group.spans)
            group.days |= days

    def _found_closed(self) -> None:
        group = self._groups[-1]
        if group.days and not group.spans:
            self._closed |= group.days
            self._groups[-1] = _Group()
        else:
            self._excluding, self._runs = True, 0

    def _found_span(self, span: Span) -> None:
        excluding, self._excluding = self._excluding, False
        if self._pause or (excluding and not self._runs and not self._apart):
            self._breaks.append(span)
            self._pause = False
            return
        if excluding and not self._apart and self._runs > 1:
            # «кроме среды, сб 11–15»: the day beside the hours opens a new group.
            self._closed -= self._last_closed
            self._groups.append(_Group(self._last_closed))
        elif excluding and not self._apart and self._groups[-1].spans:
            # «10–18, кроме среды 10–12»: closed then, or open then?
            raise self._fail()
        elif self._groups[-1].complete:
            self._groups.append(_Group())
        self._groups[-1].spans.append(span)

    def _built(self) -> Hours:
        groups = [group for group in self._groups if group.days or group.spans]
        if len(groups) > 1 and not groups[-1].spans:
            groups[-2].days |= groups.pop().days
        if not groups:
            groups = [_Group()]
        workday: list[Span] = []
        week: dict[int, list[Span]] = {}
        for group in groups:
            spans = without(group.spans or [_WORKDAY], self._breaks)
            for day in group.days or {_WORK}:
                (workday if day == _WORK else week.setdefault(day, [])).extend(spans)
        for day in self._closed - {_WORK}:
            if day in week or day < 5:
                week[day] = []
        hours = make_hours(
            workday=() if _WORK in self._closed else workday, week={**week}, holidays=self._holidays
        )
        if hours.empty:
            raise UnclearHours(part=self._text)
        return hours
