"""Where a line names customers who are known, whatever their names look like: «will harper», «май», "art cook"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.domain.capture.line import Word, lowered, words_of
from app.domain.capture.moments import is_action
from app.domain.capture.names import forms_of, tokens_of
from app.domain.capture.people import common, inconspicuous
from app.domain.capture.spelt import sound, sounds
from app.domain.capture.vocabulary import vocabulary
from app.domain.given_names import Gender, gender_of_given_name
from app.domain.keys import fold
from app.domain.translit import to_cyrillic, to_latin

# A form less likely than this (Ивановой: Иванов) names nobody by itself.
_LIKELY: Final = 0.8
_MOST_WORDS: Final = 60
_JOINED: Final = re.compile(
    r"[\s.\"»”«“]*(?:[&-]\s*)?(?:(?:van|von|de|der|den|di|da|and|of|the|at|и|у|на|в)\s+)*"
)
_TO_SOMEBODY: Final = vocabulary(
    "with w to for с со к ко у от для see met ring rang call called text texted chat"
)
# «В мае», "from Friday", "on Mark": what may be a name and follows these is a time or a thing.
_TO_SOMETIME: Final = vocabulary(
    "в во на до к с от по in on by until till til from to since for before after this next last every early late mid end of"
)
_CALENDAR: Final = vocabulary(
    "january february march april may june july august september october november december jan mar "
    "май мая маю мае маем март марта август августа "
    "monday tuesday wednesday thursday friday saturday sunday sun sat wed mon fri"
)
_ACTED: Final = re.compile(
    r"(?:'s)?\s+(?:\w{2,}ed|rang|said|says|wants?|wrote|sent|came|is|was|has|needs|loves|likes|asks|again|\w+[аиеыяу]л[аи]?(?:сь|ся)?|просит|хочет)(?!\w)"
)
_WEEKDAYS: Final = vocabulary("monday tuesday wednesday thursday friday saturday sunday sun sat wed mon fri")


@dataclass(frozen=True, slots=True)
class Known:
    """A place that names a known customer; ``sure`` where several words of one name stand together."""

    start: int
    end: int
    sure: bool
    sex: Gender | None = None


def said_forms(text: str) -> tuple[str, ...]:
    """Return the folded forms under which any word of ``text`` may stand in a list of names."""
    found: dict[str, None] = {}
    for word in words_of(text, lowered(text))[:_MOST_WORDS]:
        if len(word.low) > 1:
            found.update(dict.fromkeys(_likely(word.typed)))
    return tuple(found)


@lru_cache(maxsize=8192)
def _likely(typed: str) -> tuple[str, ...]:
    forms = [form for form, score in forms_of(typed).items() if score >= _LIKELY]
    forms += [fold(typed)] if "'" in typed or "’" in typed else []
    forms += [part for form in forms if "-" in form for part in form.split("-")]
    for form in forms[:3]:
        other = to_latin(form) if re.search("[а-я]", form) else to_cyrillic(form)
        forms.append(other)
    return tuple(forms)


def known_in(
    low: str, words: Sequence[Word], names: Iterable[str], cue_ends: Sequence[int]
) -> tuple[Known, ...]:
    """Return where the lowered line names one of ``names``, in the order of the line.

    ``cue_ends`` are where words of contact end, behind which names stand.
    """
    index: dict[str, set[int]] = {}
    listed = [tokens_of(name) for name in names]
    for number, tokens in enumerate(listed):
        for token in tokens:
            for part in (token, *(token.split("-") if "-" in token else ())):
                index.setdefault(part, set()).add(number)
    hits = [_hit(word, index) for word in words[:_MOST_WORDS]]
    latin: dict[str, set[int]] = {}
    for token, numbers in index.items():
        if token.isascii() and len(token) > 2:
            latin.setdefault(sound(token), set()).update(numbers)
    hits = [hit or _heard(word, latin) for word, hit in zip(words, hits, strict=False)]
    found: list[Known] = []
    place = 0
    while place < len(hits):
        last, shared = place, hits[place]
        while (
            shared
            and last + 1 < len(hits)
            and shared & hits[last + 1]
            and words[last].low != words[last + 1].low
            and _JOINED.fullmatch(low, words[last].end, words[last + 1].start)
        ):
            last += 1
            shared = shared & hits[last]
        sure = last > place
        if shared and (sure or _named(low, words, place, cue_ends)):
            telling = sure or _telling(words[place])
            found.append(Known(words[place].start, words[last].end, telling, _sex(shared, listed)))
        place = last + 1
    return tuple(found)


def _sex(shared: set[int], listed: Sequence[Sequence[str]]) -> Gender | None:
    """Return the sex that all who are meant have."""
    found = {sex for number in shared for word in listed[number] if (sex := gender_of_given_name(word))}
    return found.pop() if len(found) == 1 else None


def _hit(word: Word, index: dict[str, set[int]]) -> set[int]:
    if len(word.low) < 2:
        return set()
    found: set[int] = set()
    for form in _likely(word.typed):
        found |= index.get(form, set())
    return found


def _heard(word: Word, latin: dict[str, set[int]]) -> set[int]:
    """Return the names in Latin, by their sound, that a Russian word may stand for."""
    if not latin or len(word.low) < 3 or word.low[0] < "а" or not word.capital or common(word.low):
        return set()
    return {
        number
        for form, score in forms_of(word.typed).items()
        if score >= _LIKELY
        for heard in sounds(form) & latin.keys()
        for number in latin[heard]
    }


def _telling(word: Word) -> bool:
    return not inconspicuous(re.sub(r"'s?$", "", word.low)) and word.low not in _CALENDAR


def _named(low: str, words: Sequence[Word], place: int, cue_ends: Sequence[int]) -> bool:
    """Tell whether a single word that is in somebody's name is meant as one here."""
    word = words[place]
    bare = re.sub(r"'s?$", "", word.low)
    before = words[place - 1] if place and not low[words[place - 1].end : word.start].strip() else None
    after = re.match(r"\s*(?:\d|st\b|street|road)", low[word.end :]) is not None
    if word.low in _CALENDAR:
        return _beside_date(word, before, place, after=after)
    if _telling(word):
        return not (
            word.low in {"макс", "максе"} and before is not None and before.low == "в"
        )  # the messenger
    if before is not None and (before.low in _TO_SOMEBODY or is_action(before.low)):
        return not common(bare) or word.capital
    if place == 0 and _ACTED.match(low, word.end):
        return True
    if any(low[end : word.start].isspace() for end in cue_ends if end <= word.start) and not common(bare):
        return True
    return place == 0 and (not common(bare) or word.capital)


def _beside_date(word: Word, before: Word | None, place: int, *, after: bool) -> bool:
    """Tell whether the name of a month or a day is somebody's name here: «chat with may», "April said"."""
    if after or (before is not None and before.low in _TO_SOMETIME - {"to"}):
        return False
    if place and word.capital and word.low[0] >= "а":
        return True  # months are not written large in Russian
    if word.low in _WEEKDAYS:
        return before is not None and before.low in {"with", "w"}
    return (before is None and place == 0) or (before is not None and before.low in _TO_SOMEBODY)


def hidden(low: str, known: Sequence[Known]) -> str:
    """Return the lowered line with the letters of known names made to say nothing, each in its place."""
    for one in known:
        blank = "ъ" if re.search("[а-я]", low[one.start : one.end]) else "x"
        name = re.sub(r"[^\W\d_]", blank, low[one.start : one.end])
        low = low[: one.start] + name + low[one.end :]
    return low
