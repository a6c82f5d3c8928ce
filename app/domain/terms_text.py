"""Reads a customer's terms as people write them: channels, and how often at most."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.language import N_

#: the channel that each kind of contact takes; what is not here is no contact with the customer
CHANNEL_OF: Final = {
    "call": "phone",
    "voicemail": "phone",
    "sms": "phone",
    "email": "email",
    "chat": "messenger",
    "letter": "address",
    "card": "address",
    "meeting": "meeting",
    "visit": "meeting",
    "fax": "fax",
    "form": "site",
}
#: channels for which terms and consents are kept, with the way to say «by» each
BY_CHANNEL: Final = {
    "phone": N_("by phone"),
    "email": N_("by e-mail"),
    "messenger": N_("in a messenger"),
    "address": N_("by post"),
    "meeting": N_("in person"),
    "fax": N_("by fax"),
    "site": N_("through the site"),
}


@dataclass(frozen=True)
class Frequency:
    """At most ``times`` contacts within ``days``."""

    times: int
    days: int


_CHANNEL_WORDS: Final = {
    "phone": r"phone|calls?|ring|тел\w*|звон\w*",
    "address": r"address|(?<!e-)(?<!e )(?:post|letters?)|бумажн\w+\s+письм\w*|обычн\w+\s+почт\w*|почт\w+\s+россии",
    "email": r"e-?mails?|почт\w*\s+электр\w*|эл\w*\.?\s*почт\w*|электронн\w+\s+почт\w*|мейл\w*|имейл\w*|почт\w*",
    "messenger": r"messengers?|chats?|whats\s?app|telegram|viber|signal|мессенджер\w*|чат\w*|ватсап\w*"
    r"|вотсап\w*|телеграм\w*|вайбер\w*|max|макс",
    "meeting": r"meetings?|visits?|in\s+person|встреч\w*|лично|визит\w*",
    "fax": r"fax|факс\w*",
    "site": r"site|сайт\w*|личн\w+\s+кабинет\w*",
}
_CHANNELS_READ: Final = re.compile(
    "|".join(f"(?P<{channel}>(?<!\\w)(?:{words})(?!\\w))" for channel, words in _CHANNEL_WORDS.items())
)
_NEGATION: Final = re.compile(r"\b(?:не|кроме|без|no|not|never|except|without)\b", re.IGNORECASE)


def parse_channels(text: str) -> tuple[str, ...]:
    """Return the channels that ``text`` allows: «email, phone» or «только телефон и WhatsApp».

    After «кроме» or "no" all channels but the named ones are allowed. Empty when none is named.
    """
    plain = text.casefold()
    named = [match.lastgroup or "" for match in _CHANNELS_READ.finditer(plain)]
    if named and _NEGATION.search(plain):
        return tuple(channel for channel in BY_CHANNEL if channel not in named)
    return tuple(dict.fromkeys(named))


_UNITS: Final = (
    (r"дн\w*|ден\w*|сут\w*|days?", 1),
    (r"нед\w*|weeks?", 7),
    (r"мес\w*|months?", 30),
    (r"квартал\w*|quarters?", 90),
    (r"полгод\w*|полугоди\w*|half\s+a\s+year|half-year", 182),
    (r"год\w*|лет|years?", 365),
)
_ADVERBS: Final = (
    (r"ежедневно|daily", 1),
    (r"еженедельно|weekly", 7),
    (r"fortnightly|biweekly", 14),
    (r"ежемесячно|monthly", 30),
    (r"ежеквартально|quarterly", 90),
    (r"ежегодно|yearly|annually", 365),
)
_COUNTS: Final = {
    "once": 1,
    "twice": 2,
    "один": 1,
    "одного": 1,
    "одной": 1,
    "два": 2,
    "две": 2,
    "двух": 2,
    "двух-трех": 3,
    "дважды": 2,
    "три": 3,
    "трех": 3,
    "трижды": 3,
    "четыре": 4,
    "two": 2,
    "three": 3,
    "four": 4,
    "six": 6,
    "шесть": 6,
    "полтора": 2,
    "other": 2,
}
_TIMES: Final = re.compile(r"(\d+|\w+)\s*(?:раз\w*|times?)\b")
_PERIOD: Final = re.compile(
    r"(?<!\w)(?:(?:в|за|per|an?|every|каждые|каждую|каждый|within|in)\s+)?(?:(\d+)\s*-?|([a-zа-я-]+)\s)?\s*(?:"
    + "|".join(f"(?P<u{number}>{words})" for number, (words, _) in enumerate(_UNITS))
    + r")\b"
)


def parse_frequency(text: str) -> Frequency | None:
    """Return how often at most: «14», «раз в 2 недели», «не чаще 2 раз в месяц», "once a month"; else None.

    A month counts 30 days, a quarter 90. A bare number is days.
    """
    plain = text.casefold().replace("ё", "е").strip()
    if plain.isdecimal():
        return Frequency(1, int(plain)) if 0 < int(plain) <= 3650 else None
    for words, days in _ADVERBS:
        if re.search(rf"\b(?:{words})\b", plain):
            return Frequency(1, days)
    times = _times(plain)
    period = next((match for match in _PERIOD.finditer(plain)), None)
    if period is None:
        return None
    unit = next(days for number, (_, days) in enumerate(_UNITS) if period[f"u{number}"])
    count = int(period[1] or 0) or _COUNTS.get(period[2] or "", 1)
    return Frequency(times, min(count * unit, 3650)) if times else None


def _times(plain: str) -> int:
    """Return how many times are said; once where no number is."""
    said = _TIMES.search(plain)
    if said and said[1].isdecimal():
        return int(said[1])
    if said and said[1] in _COUNTS:
        return _COUNTS[said[1]]
    return next((_COUNTS[word] for word in ("twice", "дважды", "трижды") if word in plain), 1)


_HOURS: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:hours?|hrs?|h|час\w*|ч)(?!\w)")
_MINUTES: Final = re.compile(r"(\d+)\s*(?:min\w*|m|мин\w*|м)(?!\w)")
_BARE: Final = re.compile(r"(?<!\d)\d+(?!\d)")
_LENGTHS_IN_WORDS: Final = (
    (r"полчаса|half\s+an\s+hour", 30),
    (r"полтора\s+часа|an?\s+hour\s+and\s+a\s+half", 90),
    (r"часа?\b|an?\s+hour|one\s+hour", 60),
)


def parse_minutes(text: str) -> int | None:
    """Return how long a meeting may take: «45», «до 40 минут», «1 ч 30 мин», «полчаса», "an hour"; else None."""
    plain = text.casefold().replace("ё", "е")
    hours, minutes = _HOURS.search(plain), _MINUTES.search(plain)
    bare = None if hours or minutes else _BARE.search(plain)
    length = round(float(hours[1].replace(",", ".")) * 60) if hours else 0
    length += int(minutes[1]) if minutes else int(bare[0]) if bare else 0
    if not length:
        length = next((said for words, said in _LENGTHS_IN_WORDS if re.search(words, plain)), 0)
    return length if 0 < length <= 24 * 60 else None
