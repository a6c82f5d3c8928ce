"""Words of time in English."""

from __future__ import annotations

import re
from typing import Final

from app.domain.capture.atoms import (
    AFTER,
    AFTERNOON,
    BEFORE,
    BEGINNING,
    BOUND,
    CHRISTMAS,
    DAY_END,
    EASTER,
    END,
    EVENING,
    LUNCH,
    MORNING,
    NEW_YEAR,
    NOON,
    ON,
    PLAIN,
    SURE,
    WEAK,
    WHOLE,
    Atom,
    Rule,
    after_day,
    bare_hour,
    clock,
    counts,
    fixed,
    hour_of,
    labelled,
    mod_of,
    part_of,
    period,
    rule,
    span_value,
    unit_of,
    whole_year,
)
from app.domain.capture.numerals import NUMBER_EN, ORDINAL_EN, ORDINALS_EN, number
from app.domain.capture.vocabulary import slips
from app.domain.capture.words_en import is_action_en

_DAYS: Final = {
    word: weekday
    for weekday, words in enumerate(
        (
            "monday mon mondy",
            "tuesday tue tues tuesdy",
            "wednesday wed weds wednes wensday wednsday",
            "thursday thu thur thurs thursdy",
            "friday fri firday",
            "saturday sat",
            "sunday sun",
        )
    )
    for word in words.split()
}
# A slip of the finger in a long name of a day is still that day (втроник, thrusday).
_DAYS.update(
    {
        slip: day
        for word, day in list(_DAYS.items())
        if len(word) > 5
        for slip in slips(word)
        if slip not in _DAYS
    }
)
_MONTHS: Final = {
    word: month
    for month, words in enumerate(
        (
            "january jan",
            "february feb febr",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for word in words.split()
}
_DAY: Final = rf"(?P<day>{'|'.join(sorted(_DAYS, key=len, reverse=True))})\b\.?"
_MONTH: Final = rf"(?P<m>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_MODS: Final = (
    r"(?:(?P<next>next|nxt|following)|(?P<this>this(?: coming)?|the coming|coming|upcoming)|"
    r"(?P<last>last|past|previous))"
)
_PARTS: Final = (
    r"(?:(?P<begin>early(?: in)?|(?:the )?(?:start|beginning|first days|first half|first week|1st week)(?: of)?)|"
    r"(?P<mid>mid(?:dle)?(?: of)?|the middle(?: of)?|(?:the )?second half of|halfway through)|"
    r"(?P<end>late(?: in)?|later|(?:the )?end(?: of)?|the back end of|(?:the )?last (?:week|days) of))[\s-]+(?:in )?"
)
_UNITS: Final = (
    r"(?:(?P<min>min(?:ute)?s?\.?)|(?P<hour>hours?|hrs?\.?|h)|"
    r"(?P<work>(?:business|working|work) days?)|(?P<day>days?)|(?P<week>weeks?|wks?\.?)|"
    r"(?P<fortnight>fortnights?)|(?P<month>months?|mths?|mos?\.?)|(?P<quarter>quarters?)|(?P<year>years?|yrs?\.?))"
)
_HOURS: Final = r"[01]?\d|2[0-4]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_OF_DAY: Final = (
    r"(?:\s*(?:(?P<am>a\.?m\.?|in the morning)|(?P<pm>p\.?m\.?|in the (?:afternoon|evening)|at night)))"
)
_STREET: Final = re.compile(
    r"\s*(?:street|st\b|road|rd\b|avenue|ave\b|square|sq\b|lane|close|drive|way\b|house|hotel)"
)
_EACH: Final = re.compile(r"(?<!\w)(?:every|each|any|black|ruby|casual|bloody|good)\s*$")
_TITLE: Final = re.compile(
    r"\s*(?:times|ltd|inc|telegraph|post\b|protection|screen|morning quarterback|roof|tan\b)"
)
_ON: Final = re.compile(
    r"(?:on|by|until|till|til|before|after|this|next|for|from|to|or|and|every|back|mid|-|/|,)\s*$"
)
_DAY_TIME: Final = re.compile(
    r"\s*(?:$|[,;.!?)\-–]|at\b|by\b|am\b|pm\b|morning|afternoon|evening|noon|or\b|and\b|\d|next)"
)


def _weekday(match: re.Match[str]) -> Atom | None:
    text, word = match.string, match["day"]
    before = text[max(0, match.start() - 12) : match.start()]
    if _EACH.search(before) or _TITLE.match(text, match.end()):
        return None
    # «Sat» and «sun» are words of their own: they need a day's company.
    alone = word in {"sat", "sun"} and not mod_of(match) and not _ON.search(before)
    if alone and not _DAY_TIME.match(text, match.end()):
        return None
    return Atom(match.start(), match.end(), "weekday", (_DAYS[word], mod_of(match)))


def _in(match: re.Match[str]) -> Atom | None:
    unit = unit_of(match)
    # "Doubled in 3 years" looks back: years need something to be done in them.
    force = WEAK if unit == "year" else SURE
    return Atom(match.start(), match.end(), "in", span_value(number(match["n"] or ""), unit), force)


def _ago(match: re.Match[str]) -> Atom:
    value = span_value(number(match["n"] or ""), unit_of(match))
    return Atom(match.start(), match.end(), "in", tuple(-part for part in value))


def _weekend(match: re.Match[str]) -> Atom:
    at = (match["at"] or "").split()
    when = BEFORE if "before" in at else AFTER if "after" in at else ON
    return Atom(match.start(), match.end(), "weekend", (mod_of(match), when))


def _date(match: re.Match[str]) -> Atom | None:
    day = ORDINALS_EN.get(match["d"]) or int(match["d"])
    month = _MONTHS[match["m"]]
    if _STREET.match(match.string, match.end()):
        return None
    tail = re.match(r"\s*(?:min|m\b|h\b|hrs?\b|hours?\b|am\b|pm\b|people|%)", match.string[match.end("d") :])
    if match.end("d") > match.end("m") and tail:
        # "called June 15 min": June is a name.
        return None
    return Atom(match.start(), match.end(), "date", (day, month, whole_year(match["y"])))


def _monthday(match: re.Match[str]) -> Atom | None:
    word = match["d"]
    day = ORDINALS_EN.get(word) or int(word)
    if not 1 <= day <= 31 or counts(match, is_action_en):
        return None
    return Atom(match.start(), match.end(), "monthday", (day,))


def _month(match: re.Match[str]) -> Atom:
    value = (_MONTHS[match["m"]], part_of(match), mod_of(match), whole_year(match.groupdict().get("y")))
    # "Two hundred a month from January" is a term.
    return Atom(
        match.start(), match.end(), "month", value, BOUND if match.group().startswith("from ") else SURE
    )


def _this_month(match: re.Match[str]) -> Atom | None:
    mod, part = mod_of(match), part_of(match)
    return (
        None
        if mod == PLAIN and part == WHOLE
        else Atom(match.start(), match.end(), "month", (0, part, mod, 0))
    )


def _digits(match: re.Match[str]) -> Atom | None:
    found = match.groupdict()
    hour, short = int(match["h"]), len(match["h"]) == 1
    if found.get("am") or found.get("pm"):
        hour = hour_of(hour, morning=bool(found.get("am")), evening=bool(found.get("pm")))
    elif hour <= 7 and short:
        hour = hour_of(hour, morning=False, evening=False)
    return clock(match, hour, int(match["min"]))


def _pointed(match: re.Match[str]) -> Atom | None:
    if counts(match, is_action_en) or labelled(match):
        return None
    return clock(match, hour_of(int(match["h"]), morning=False, evening=False), int(match["min"]), WEAK)


def _hour_pm(match: re.Match[str]) -> Atom | None:
    hour = int(number(match["h"]))
    return (
        clock(match, hour_of(hour, morning=bool(match["am"]), evening=bool(match["pm"])), 0)
        if hour < 13
        else None
    )


def _hour(match: re.Match[str]) -> Atom | None:
    found = match.groupdict()
    sure = bool(found.get("oclock"))
    if not sure and counts(match, is_action_en):
        return None
    before = match.string[: match.start()].rstrip()
    force = SURE if sure else WEAK
    if not sure and match["at"] not in {"at", "@"}:
        force = WEAK if any(is_action_en(word) for word in before.split()[-3:]) else BOUND
    return clock(
        match, hour_of(int(number(match["h"])), morning=match["h"].startswith("0"), evening=False), 0, force
    )


def _past_to(match: re.Match[str]) -> Atom | None:
    word = match["n"]
    minutes = 30 if word.startswith("half") else 15 if "quarter" in word else int(number(word))
    morning, evening = bool(match["am"]), bool(match["pm"])
    hour = hour_of(int(number(match["h"])), morning=morning, evening=evening)
    if match["side"].strip() in {"to", "till", "of", "before"}:
        # Three o'clock is 15:00, so a quarter to eight is 7:45.
        hour, minutes = hour - 1, 60 - minutes
    return clock(match, hour % 24, minutes) if 0 < minutes < 60 else None


def _military(match: re.Match[str]) -> Atom | None:
    return clock(match, int(match["h"]), int(match["min"]), BOUND)


def _ish(match: re.Match[str]) -> Atom | None:
    return clock(match, hour_of(int(match["h"]), morning=False, evening=False), 0, WEAK)


def _half(match: re.Match[str]) -> Atom | None:
    return clock(match, hour_of(int(number(match["h"])), morning=False, evening=False), 30, WEAK)


def _window(match: re.Match[str]) -> Atom | None:
    if not after_day(match) and counts(match, is_action_en):
        return None
    found = match.groupdict()
    hour = hour_of(int(match["h"]), morning=bool(found.get("am")), evening=bool(found.get("pm")))
    return (
        Atom(match.start(), match.end(), "window", (hour, int(match["min"] or 0)), BOUND)
        if hour < 24
        else None
    )


_YEAR: Final = r"(?:,?\s*(?P<y>(?:19|20|21)\d\d))?"
_LATER: Final = r"(?:a|one|1|two|2|three|3) weeks? (?:from|after|on) "

RULES: Final[tuple[Rule, ...]] = (
    rule(r"(?:today|tday)(?!'s)", fixed("day", 0)),
    rule(r"(?:tomorrow|tmrw|tmr|tomo|tommorow|tomorow|tommorrow|tmw|2moro|tomorro)(?!'s)", fixed("day", 1)),
    rule(r"(?:the )?day after (?:tomorrow|tmrw|tmr|tomo)|overmorrow", fixed("day", 2)),
    rule(r"yesterday|yday|yest", fixed("day", -1)),
    rule(r"(?:the )?day before yesterday", fixed("day", -2)),
    rule(r"last night", fixed("day", -1)),
    rule(r"(?:in the next|within the next)? ?a few days", fixed("in", 0, 3, 0, 0)),
    rule(
        rf"(?:in|within|after)\s+(?:about |around |approx\.? |roughly |another |the next |say )?(?:(?P<n>{NUMBER_EN})"
        rf"(?:\s*(?:-|to|or)\s*\d+)?\s*){_UNITS}(?:'s?)?(?: time)?",
        _in,
    ),
    rule(rf"(?:(?P<n>{NUMBER_EN})\s*){_UNITS} from (?:now|today)", _in),
    rule(rf"(?:(?P<n>{NUMBER_EN})\s*){_UNITS} ago", _ago),
    rule(r"(?:in|within) half an hour", fixed("in", 0, 0, 30, 0)),
    rule(r"(?:in|within) half a year", fixed("in", 6, 0, 0, 0)),
    rule(
        r"(?:a|one|1) week (?:from|after|on)(?: now)?(?= (?:today|tomorrow|mon|tue|wed|thu|fri|sat|sun|next))",
        fixed("in", 0, 7, 0, 0),
    ),
    rule(
        r"(?:two|2) weeks (?:from|after|on)(?= (?:today|tomorrow|mon|tue|wed|thu|fri|sat|sun|next))",
        fixed("in", 0, 14, 0, 0),
    ),
    rule(
        r"week(?= (?:on )?(?:mon|tue|wed|thu|fri|sat|sun))|(?:(?<=day )|(?<=mon )|(?<=tue )|(?<=tues )|(?<=wed )|(?<=weds )|(?<=thu )|(?<=thurs )|(?<=fri )|(?<=sat )|(?<=sun ))week",
        fixed("in", 0, 7, 0, 0, force=BOUND),
    ),
    rule(r"a fortnight|in a fortnight", fixed("in", 0, 14, 0, 0)),
    rule(rf"(?:{_MODS}\s+)?{_DAY}(?!'s)", _weekday),
    rule(rf"(?:{_PARTS})?(?:(?:{_MODS}|the)\s+)?(?:week|wk)", period("week")),
    rule(r"eow|week'?s end", fixed("week", PLAIN, END)),
    rule(r"mid-?week", fixed("week", PLAIN, 2)),
    rule(rf"(?P<at>(?:on|at|over|for|by|before|after|during))?\s*(?:(?:{_MODS}|the)\s+)?weekend", _weekend),
    rule(rf"(?:{_PARTS})?(?:(?:{_MODS}|the)\s+)?month", _this_month),
    rule(r"eom|month[ -]?end", fixed("month", 0, END, PLAIN, 0)),
    rule(rf"{_PARTS}(?:{_MODS}\s+)?{_MONTH}{_YEAR}", _month),
    rule(
        rf"(?:in|by|until|till|til|before|after|from|during)\s+(?:{_MODS}\s+)?{_MONTH}(?!\s*\d{{1,2}}(?!\d)){_YEAR}",
        _month,
    ),
    rule(rf"{_MODS}\s+{_MONTH}", _month),
    rule(rf"{_MONTH},? (?P<y>20\d\d)", _month),
    rule(rf"(?:{_PARTS})?(?:(?:{_MODS}|the)\s+)?quarter", period("quarter")),
    rule(r"eoq", fixed("quarter", PLAIN, END)),
    rule(rf"(?:{_PARTS})?(?:(?:{_MODS}|the)\s+)?year(?! old)", period("year")),
    rule(r"eoy|year[ -]?end", fixed("year", PLAIN, END)),
    rule(r"(?:in|after|early in) (?:the )?new year(?:'?s)?", fixed("feast", NEW_YEAR, AFTER)),
    rule(r"(?:before|by) (?:the )?new year(?:'?s)?", fixed("feast", NEW_YEAR, BEFORE)),
    rule(r"(?:after|post) (?:christmas|xmas|the holidays)", fixed("feast", CHRISTMAS, AFTER)),
    rule(r"(?:before|by) (?:christmas|xmas|the holidays)", fixed("feast", CHRISTMAS, BEFORE)),
    rule(r"after easter", fixed("feast", EASTER, AFTER)),
    rule(r"before easter", fixed("feast", EASTER, BEFORE)),
    rule(
        rf"(?:from (?:the )?[0-3]?\d(?:st|nd|rd|th)? to (?:the )?)?(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?:\s*(?:-|–|to)\s*[0-3]?\d(?:st|nd|rd|th)?)?(?: of)?\s*{_MONTH}{_YEAR}",
        _date,
    ),
    rule(rf"(?:the )?(?P<d>{ORDINAL_EN})(?: of)? {_MONTH}{_YEAR}", _date),
    rule(
        rf"{_MONTH}\s*(?:the )?(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?:\s*[-–]\s*[0-3]?\d(?:st|nd|rd|th)?)?(?![\d:]){_YEAR}",
        _date,
    ),
    rule(rf"{_MONTH} (?:the )?(?P<d>{ORDINAL_EN}){_YEAR}", _date),
    rule(r"(?:the )?(?P<d>[0-3]?\d)(?:st|nd|rd|th)(?: of (?:the |this )?month)?", _monthday),
    rule(
        rf"(?:on|by|until|till|before|after) the (?P<d>{ORDINAL_EN})(?: of (?:the |this )?month)?", _monthday
    ),
    rule(rf"(?P<h>[01]?\d|2[0-4]):(?P<min>[0-5]\d){_OF_DAY}?", _digits),
    rule(rf"(?P<h>[01]?\d)[.](?P<min>[0-5]\d){_OF_DAY}", _digits),
    rule(r"(?:(?:at|by|until|till|before|after|around) )(?P<h>[01]?\d|2[0-4])[.](?P<min>[0-5]\d)", _pointed),
    rule(rf"(?P<h>{_HOURS}){_OF_DAY}", _hour_pm),
    rule(r"at (?P<h>[01]\d|2[0-3])(?P<min>[0-5][05])(?:\s*(?:h|hrs|hours))?", _digits),
    rule(r"(?P<h>0\d|1\d|2[0-3])(?P<min>[0-5][05])(?:\s*(?:h|hrs|hours))?", _military),
    rule(r"(?:at |around |about )?(?P<h>1?\d)-?ish", _ish),
    rule(rf"(?P<at>at|@)\s*(?:about |around )?(?P<h>{_HOURS})(?P<oclock>\s*o'? ?clock)?", _hour),
    rule(
        rf"(?P<at>by|until|till|before|after|around|about|from|past)\s+(?P<h>{_HOURS})(?P<oclock>\s*o'? ?clock)?",
        _hour,
    ),
    rule(r"(?P<h>0?[1-9]|1[0-2])", bare_hour(is_action_en)),
    rule(rf"(?P<at>)(?P<h>{_HOURS})(?P<oclock>\s*o'? ?clock)", _hour),
    rule(
        rf"(?:a )?(?P<n>half|quarter|five|ten|twenty(?:[ -]five)?|5|10|15|20|25)(?: minutes| mins)?(?P<side> (?:past|to|till|after) ?)(?P<h>{_HOURS}){_OF_DAY}?",
        _past_to,
    ),
    rule(
        r"(?:at )?half (?P<h>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})", _half
    ),
    rule(r"(?:(?:at|by|until|before|after|around) )?(?:noon|midday|12 noon)", fixed("time", 12, 0)),
    rule(
        r"(?:between|from)\s+(?P<h>[01]?\d)(?::(?P<min>\d\d))?\s*(?:(?P<am>am)|(?P<pm>pm))?\s*(?:and|to|till|until|-)\s*[012]?\d(?::\d\d)?(?:\s*(?:am|pm))?",
        _window,
    ),
    rule(
        r"(?P<h>[01]?\d)(?::(?P<min>\d\d))?\s?(?:[-–]|to|till)\s?[012]?\d(?::\d\d)?(?:\s*(?:(?P<am>am)|(?P<pm>pm)))?",
        _window,
    ),
    rule(r"tonight|tonite", fixed("day", 0, EVENING)),
    rule(r"this (?:morning)", fixed("day", 0, MORNING)),
    rule(r"this afternoon", fixed("day", 0, AFTERNOON)),
    rule(r"this evening", fixed("day", 0, EVENING)),
    rule(
        r"by (?:eod|cob|(?:the )?end of (?:the )?day|close of (?:play|business))",
        fixed("part", DAY_END),
    ),
    rule(
        r"eod|cob|by close of business|(?:by |at |before )?(?:the )?(?:end of (?:the )?day|close of play)",
        fixed("part", DAY_END, force=WEAK),
    ),
    rule(
        r"(?:in the |early |first thing (?:in the )?|late )?morning|first thing",
        fixed("part", MORNING, force=WEAK),
    ),
    rule(r"(?:before|until|till|by) lunch(?:time)?", fixed("part", NOON, force=WEAK)),
    rule(r"(?:at|around|over) lunch ?time|lunchtime", fixed("part", LUNCH, force=WEAK)),
    rule(
        r"(?:after lunch(?:time)?|(?:in the |early |late )?(?:afternoon|arvo))",
        fixed("part", AFTERNOON, force=WEAK),
    ),
    rule(
        r"(?:in the |early |late )?evening|(?:by|before) (?:evening|night)",
        fixed("part", EVENING, force=WEAK),
    ),
    rule(r"am", fixed("part", MORNING, force=BOUND)),
    rule(r"pm", fixed("part", AFTERNOON, force=BOUND)),
    rule(r"(?:in|next|this|until|by) (?:the )?spring", fixed("month", 3, BEGINNING, PLAIN, 0, force=WEAK)),
    rule(
        r"(?:in|next|this|until|by|after|before) (?:the )?summer",
        fixed("month", 6, BEGINNING, PLAIN, 0, force=WEAK),
    ),
    rule(
        r"(?:in|next|this|until|by) (?:the )?(?:autumn|fall)",
        fixed("month", 9, BEGINNING, PLAIN, 0, force=WEAK),
    ),
    rule(r"(?:in|next|this|until|by) (?:the )?winter", fixed("month", 12, BEGINNING, PLAIN, 0, force=WEAK)),
)
