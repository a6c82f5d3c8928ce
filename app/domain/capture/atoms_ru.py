"""Words of time in Russian."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from app.domain.capture.atoms import (
    AFTER,
    AFTERNOON,
    BEFORE,
    BEGINNING,
    BOUND,
    DAY_END,
    EVENING,
    LUNCH,
    MAY,
    MORNING,
    NEW_YEAR_RU,
    NOON,
    ON,
    PLAIN,
    SURE,
    THIS,
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
from app.domain.capture.numerals import NUMBER_RU, ORDINAL_RU, ORDINALS_RU, number
from app.domain.capture.vocabulary import listed, slips, vocabulary
from app.domain.capture.words_ru import is_action_ru, is_expected_ru

_DAYS: Final = {
    word: weekday
    for weekday, words in enumerate(
        (
            "понедельник понедельника понедельнику понедельником пнд пн понед пон понидельник понедельнк",
            "вторник вторника вторнику вторником втр вт втор",
            "среду среды среде среда срд ср сереу среу",
            "четверг четверга четвергу четвергом чтв чт четв чет черверг чевтерг",
            "пятница пятницу пятницы пятнице пятницей птн пт пятн пятницк пятнцу",
            "суббота субботу субботы субботе субботой сбт сб субб суботу",
            "воскресенье воскресенья воскресенью воскр вскр вс воскресение",
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
            "января январь январю январе янв",
            "февраля февраль февралю феврале фев февр",
            "марта март марту марте мар",
            "апреля апрель апрелю апреле апр",
            "мая май маю мае",
            "июня июнь июню июне июн",
            "июля июль июлю июле июл",
            "августа август августу августе авг",
            "сентября сентябрь сентябрю сентябре сен сент",
            "октября октябрь октябрю октябре окт",
            "ноября ноябрь ноябрю ноябре ноя нояб",
            "декабря декабрь декабрю декабре дек декбря",
        ),
        1,
    )
    for word in words.split()
}
_DAY: Final = rf"(?P<day>{'|'.join(sorted(_DAYS, key=len, reverse=True))})\b\.?"
_MONTH: Final = rf"(?P<m>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_MONTH_ANY: Final = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b"
_MONTH_FULL: Final = (
    rf"(?P<m>{'|'.join(word for word in _MONTHS if word[-1] in 'яьюейуаю' or word in {'март', 'август'})})"
)
_MODS: Final = (
    r"(?:(?P<next>след(?:ующ(?:ий|ая|ее|ую|ей|его|ему|ем|им|ие|их))?\.?|будущ(?:ий|ая|ее|ую|ей|его|ему|ем|ие|их))|"
    r"(?P<this>эт(?:от|а|о|у|ой|ого|ому|им|ом|и|их)|текущ(?:ий|ая|ую|ей|его|ему|ем)|"
    r"ближайш(?:ий|ая|ее|ую|ей|его|ему|ем|ие|их)|ближ\.?)|"
    r"(?P<last>(?:прошл|прошедш|минувш|позапрошл)(?:ый|ий|ая|ое|ее|ую|ой|ей|ого|его|ом|ем|ому|ему|ые|ие|ых|их)|прош\.?))"
)
_PARTS: Final = (
    r"(?:(?P<begin>начал[еоуа]|перв\w{2} (?:числа[х]?|дн(?:и|ях)|недел[еяию]|половин[ыеу]|декад[еу])(?: |$))|(?P<mid>середин[еуыа]|посреди)|"
    r"(?P<end>кон(?:ец|це|ца|цу)|исходе|последни[хе] (?:числа[х]?|дн(?:и|ях))))"
)
_UNITS: Final = (
    r"(?:(?P<min>мин(?:ут(?:у|ы|ок|ку|очку)?)?\.?)|(?P<hour>час(?:а|ов|ик|ика|иков|ок)?|ч)|"
    r"(?P<work>раб(?:оч(?:их|ий|ие|его))?\.? (?:дн(?:я|ей|и)|день|дн))|"
    r"(?P<day>дн(?:я|ей|и|ю)|дне[йк]|денек|денька|день|дн\.?|сут(?:ки|ок))|"
    r"(?P<week>недел(?:ю|и|ь|ьку|ьки|ек)|нед\.?)|(?P<month>месяц(?:а|ев|ок|ик)?|мес\.?)|"
    r"(?P<quarter>квартала?)|(?P<year>год(?:а|ик|ок|у)?|лет))"
)
_HOURS: Final = (
    r"\d{1,2}|час|один|два|двух|двум|три|трех|трем|четыре|четырех|четырем|пять|пяти|шесть|шести|семь|семи|восемь|"
    r"восьми|девять|девяти|десять|десяти|одиннадцать|одиннадцати|двенадцать|двенадцати"
)
_AT: Final = r"(?:(?:часов|часиков|где-то|примерно|ровно) )?(?P<at>в|во)"
_NEAR: Final = (
    r"(?P<at>к|ко|с|со|до|после|около|на|ближе к|часам к|часов до|часов после|не раньше|не позже|не позднее)"
)
_OF_DAY: Final = r"(?:\s*(?:(?P<am>утра|утром)|(?P<noon>дня|днем)|(?P<pm>вечера|вечером)))"
_HALF: Final = listed(
    "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого"
)
_PLACE: Final = re.compile(
    r"(?<!\w)(?:ул|улиц\w*|пер|переул\w*|пл|площад\w*|просп\w*|пр-т|пр-кт|набережн\w*|наб|метро|м|сквер\w*|парк\w*|станци\w*|"
    r"пос[её]л\w*|имени|им|фабрик\w*|завод\w*|колхоз\w*|лет|бульвар\w*|б-р|шоссе|проезд\w*|микрорайон\w*|"
    r"кинотеатр\w*|от|поздрав\w+ с(?: праздником)?)\.?\s*[«\"]?$"
)
_TOLD: Final = vocabulary(
    "просил просила просит попросил попросила лучше удобно можно только сказал сказала велел велела"
)
_PUT_OFF: Final = re.compile(
    r"(?:перен\w+|отлож\w+|отклад\w+|договор\w+|назнач\w+|запланир\w+|верн\w+|сдвин\w+|пауз\w+)\s*$"
)
_EACH: Final = re.compile(r"(?:(?<!\w)кажд\w+|(?<!\w)по|(?<!\w)черн\w+|\d|всяк\w+)\s*$")
_ENVIRONMENT: Final = re.compile(r"\s*(?:обит|общ|разраб|чек|зарплат|цен|балл|знач|стоим|образ)")


def _before(match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    return pattern.search(match.string, max(0, match.start() - 24), match.start()) is not None


def _weekday(match: re.Match[str]) -> Atom | None:
    word = match["day"]
    if _before(match, _EACH) or _ENVIRONMENT.match(match.string, match.end()):
        return None
    if word in {"среды", "среде"} and not (
        mod_of(match)
        or re.search(r"\b(?:до|после|с|со|к|ко|раньше|позднее|позже)\s*$", match.string[: match.start()])
    ):
        return None
    return Atom(match.start(), match.end(), "weekday", (_DAYS[word], mod_of(match)))


def _in(match: re.Match[str]) -> Atom:
    return Atom(match.start(), match.end(), "in", span_value(number(match["n"] or ""), unit_of(match)))


def _ago(match: re.Match[str]) -> Atom:
    value = span_value(number(match["n"] or ""), unit_of(match))
    return Atom(match.start(), match.end(), "in", tuple(-part for part in value))


def _weekend(match: re.Match[str]) -> Atom:
    when = {"до": BEFORE, "перед": BEFORE, "после": AFTER}.get(match["at"], ON)
    return Atom(match.start(), match.end(), "weekend", (mod_of(match), when))


def _date(match: re.Match[str]) -> Atom | None:
    day = ORDINALS_RU.get(match["d"]) or int(match["d"])
    if _before(match, _PLACE):
        return None
    return Atom(match.start(), match.end(), "date", (day, _MONTHS[match["m"]], whole_year(match["y"])))


def _monthday(match: re.Match[str]) -> Atom | None:
    day = ORDINALS_RU.get(match["d"]) or int(match["d"])
    said = "числ" in match.group()
    if not 1 <= day <= 31 or (not said and (counts(match, is_action_ru) or labelled(match))):
        return None
    return Atom(match.start(), match.end(), "monthday", (day,))


def _month(match: re.Match[str]) -> Atom:
    if match["m"].startswith("январ") and part_of(match) in {WHOLE, BEGINNING}:
        # Nobody is to be called on the first days of January.
        return Atom(match.start(), match.end(), "feast", (NEW_YEAR_RU, AFTER))
    value = (_MONTHS[match["m"]], part_of(match), mod_of(match), whole_year(match.groupdict().get("y")))
    # «Цену на декабрь» is a topic, «перенесли на декабрь» a date.
    topic = match.group().startswith("на ") and not _before(match, _PUT_OFF)
    return Atom(match.start(), match.end(), "month", value, BOUND if topic else SURE)


def _this_month(match: re.Match[str]) -> Atom | None:
    mod, part = mod_of(match), part_of(match)
    return (
        None
        if mod == PLAIN and part == WHOLE
        else Atom(match.start(), match.end(), "month", (0, part, mod, 0))
    )


def _digits(match: re.Match[str]) -> Atom | None:
    found = match.groupdict()
    hour = int(match["h"])
    if hour <= 12:
        afternoon = bool(found.get("pm") or (found.get("noon") and hour < 12))
        if afternoon or found.get("am"):
            hour = hour_of(hour, morning=bool(found.get("am")), evening=afternoon)
        elif hour <= 7 and len(match["h"]) == 1:
            hour = hour_of(hour, morning=False, evening=False)
    return clock(match, hour, int(match["min"]))


def _pointed(match: re.Match[str]) -> Atom | None:
    if counts(match, is_action_ru) or labelled(match):
        return None
    hour = hour_of(int(match["h"]), morning=match["h"].startswith("0"), evening=False)
    return clock(match, hour, int(match["min"]), SURE if match.groupdict().get("at") else WEAK)


def _beside_day(match: re.Match[str]) -> Atom | None:
    atom = clock(match, hour_of(int(match["h"]), morning=False, evening=False), int(match["min"] or 0), WEAK)
    return None if atom is None else replace(atom, force=BOUND)


def _hour_number(word: str) -> int:
    return 1 if word == "час" else int(number(word))


def _hour(match: re.Match[str]) -> Atom | None:
    found = match.groupdict()
    sure = bool(found.get("oclock") or found.get("am") or found.get("noon") or found.get("pm"))
    if not sure and counts(match, is_action_ru):
        return None
    before = match.string[: match.start()].rstrip()
    if before and (before[-1].isdigit() or before.endswith(("руб", "км", "раз"))):
        return None
    hour = _hour_number(match["h"])
    morning = bool(found.get("am")) or match["h"].startswith("0")
    hour = hour_of(
        hour, morning=morning, evening=bool(found.get("pm")) or (bool(found.get("noon")) and hour < 12)
    )
    force = SURE if sure else WEAK
    if not sure and match["at"] not in {"в", "во"}:
        told = any(
            is_action_ru(word) or is_expected_ru(word) or word in _TOLD for word in before.split()[-2:]
        )
        force = WEAK if told and match["at"] != "на" else BOUND
    return clock(match, hour, 0, force)


def _half(match: re.Match[str]) -> Atom | None:
    hour = _HALF.index(match["h"])
    minute = 15 if match.groupdict().get("quarter") else 30
    return clock(match, hour_of(hour or 12, morning=False, evening=False), minute)


def _minus(match: re.Match[str]) -> Atom | None:
    word = match["n"]
    minutes = 15 if word == "четверти" else int(number(word))
    hour = hour_of(_hour_number(match["h"]), morning=False, evening=False)
    return clock(match, (hour - 1) % 24, 60 - minutes) if 0 < minutes < 60 else None


def _window(match: re.Match[str]) -> Atom | None:
    if match.group()[0].isdigit() and not after_day(match) and counts(match, is_action_ru):
        return None
    hour = hour_of(int(match["h"]), morning=bool(match["h"].startswith("0")), evening=False)
    return (
        Atom(match.start(), match.end(), "window", (hour, int(match["min"] or 0)), BOUND)
        if hour < 24
        else None
    )


_SPAN_HOUR: Final = r"\d{1,2}(?::\d\d)?(?:\s*(?:ч\w*|утра|дня|вечера))?"

RULES: Final[tuple[Rule, ...]] = (
    rule(r"(?:сегодня|сегодн|сёдня|седня)", fixed("day", 0)),
    rule(r"(?:завтра|завтро|завтр)", fixed("day", 1)),
    rule(r"(?:после ?завтра|послезавтро)", fixed("day", 2)),
    rule(r"послепослезавтра", fixed("day", 3)),
    rule(r"вчера", fixed("day", -1)),
    rule(r"позавчера", fixed("day", -2)),
    rule(r"на днях", fixed("in", 0, 0, 0, 2)),
    rule(
        rf"(?:через|ч/з|в течени[еи]|в теч\.?|в ближайши[ей])\s+(?:примерно |где-то |около |буквально )?"
        rf"(?:(?P<n>{NUMBER_RU})(?:\s*-\s*(?:\d+|\w+))?\s*)?{_UNITS}",
        _in,
    ),
    rule(rf"через\s+{_UNITS}\s+(?P<n>{NUMBER_RU})(?:-\w+)?", _in),
    rule(rf"{_UNITS}\s+через\s+(?P<n>{NUMBER_RU})(?:-\w+)?", _in),
    rule(r"через пол-? ?часа", fixed("in", 0, 0, 30, 0)),
    rule(r"через пол-? ?года", fixed("in", 6, 0, 0, 0)),
    rule(r"через пол-? ?месяца", fixed("in", 0, 15, 0, 0)),
    rule(rf"(?:(?P<n>{NUMBER_RU})\s*)?{_UNITS} (?:тому )?назад", _ago),
    rule(r"пол-? ?часа назад", fixed("in", 0, 0, -30, 0)),
    rule(rf"(?:{_MODS}\s+)?{_DAY}", _weekday),
    rule(rf"(?:{_PARTS}\s+)?(?:(?:{_MODS}|(?P<that>той|ту))\s+)?недел[еюяи]", period("week")),
    rule(r"(?:на )?(?:той|ту|след\.?) (?:недел[еюя]|нед\.?)", fixed("week", 2, WHOLE)),
    rule(r"(?:на|за|в течение) недел[еюи]", fixed("week", THIS, WHOLE)),
    rule(
        rf"(?P<at>на|в|к|до|перед|после|за)\s+(?:{_MODS}\s+)?(?:выходн(?:ые|ых|ым|ой)|уик-?енд\w*)", _weekend
    ),
    rule(
        rf"(?:{_MODS}\s+)?выходные",
        lambda match: Atom(match.start(), match.end(), "weekend", (mod_of(match), ON), BOUND),
    ),
    rule(rf"(?:{_PARTS}\s+)?(?:{_MODS}\s+)?месяц[еау]?", _this_month),
    rule(rf"{_PARTS}\s*(?:{_MODS}\s+)?{_MONTH_FULL}(?:\s+(?P<y>20\d\d)(?:\s*г(?:ода|\.)?)?)?", _month),
    rule(
        rf"(?:в|к|до|с|после|на|под|не раньше)\s+(?:{_MODS}\s+)?{_MONTH_FULL}(?:\s+(?P<y>20\d\d)(?:\s*г(?:ода|\.)?)?)?",
        _month,
    ),
    rule(rf"(?:{_PARTS}\s+)?(?:{_MODS}\s+)?квартал[еау]?", period("quarter")),
    rule(rf"(?:{_PARTS}\s+)?(?:{_MODS}\s+)?год[ау]?", period("year")),
    rule(
        r"после (?:нового года|нг|новогодних(?: праздников| каникул)?|праздников|каникул)",
        fixed("feast", NEW_YEAR_RU, AFTER),
    ),
    rule(
        r"(?:в |к )?(?:начал[еу] )?(?:в? ?новом|следующем|следующего|будущем|будущего|след\.?) год[уа]",
        fixed("feast", NEW_YEAR_RU, AFTER),
    ),
    rule(
        r"(?:до|перед|к|под) (?:нов(?:ого|ым|ому|ый) год(?:а|ом|у)?|нг|новогодни\w+(?: праздник\w+)?)",
        fixed("feast", NEW_YEAR_RU, BEFORE),
    ),
    rule(r"после майских(?: праздников)?", fixed("feast", MAY, AFTER)),
    rule(r"(?:до|перед) майски(?:х|ми)(?: праздник\w+)?", fixed("feast", MAY, BEFORE)),
    rule(
        rf"(?:с (?:[0-3]?\d|{ORDINAL_RU})(?:-?го)?(?: {_MONTH_ANY})? на )?(?P<d>[0-3]?\d|{ORDINAL_RU})(?:-?(?:го|ого|е|ое|му))?(?:\s*(?:[-–]|по)\s*[0-3]?\d(?:-?(?:го|е))?)?\s*{_MONTH}"
        r"(?:\s*(?P<y>(?:19|20|21)\d\d))?(?:\s*(?:года|год|г\b\.?))?",
        _date,
    ),
    rule(r"(?P<d>[0-3]?\d)-?(?:го|ого|му)(?:\s+числ[аоу])?", _monthday),
    rule(r"(?P<d>[0-3]?\d)-?(?:е)?\s+числ[аоу]", _monthday),
    rule(rf"(?P<d>{ORDINAL_RU})\s+числ[аоу]", _monthday),
    rule(r"числа\s+(?P<d>[0-3]?\d)(?:-?го)?", _monthday),
    rule(rf"(?P<h>[01]?\d|2[0-4])[:](?P<min>[0-5]\d){_OF_DAY}?", _digits),
    rule(
        r"(?P<at>в|во|часов в|около|примерно в|где-то в) (?P<h>[01]?\d|2[0-4])[.\-](?P<min>[0-5]\d)", _pointed
    ),
    rule(r"(?:(?:к|до|после|с|на) )?(?P<h>[01]?\d|2[0-4])[.](?P<min>1[5-9]|[2-5][05])", _pointed),
    rule(r"(?P<h>[01]?\d|2[0-3])[.](?P<min>00)", _beside_day),
    rule(r"(?P<h>[01]?\d|2[0-3]) (?P<min>00|15|30|45)", _beside_day),
    rule(r"(?P<h>9|1\d|20)(?P<min>)\s*(?:час(?:а|ов)|ч\b\.?)", _beside_day),
    rule(r"(?P<h>0?[1-9]|1\d)", bare_hour(is_action_ru)),
    rule(rf"{_AT}\s+(?P<h>{_HOURS})(?P<oclock>\s*(?:ч\.?|час(?:а|ов)?))?{_OF_DAY}?", _hour),
    rule(rf"{_NEAR}\s+(?P<h>{_HOURS})(?P<oclock>\s*(?:час(?:а|ов|ам)))?{_OF_DAY}?", _hour),
    rule(r"(?:в|к|до|после|около) (?:полудня|полудню|полдень)", fixed("time", 12, 0)),
    rule(rf"(?:(?:в|к|до|после|около) )?(?:пол|половин[аеуы])[ -]?(?P<h>{'|'.join(_HALF)})", _half),
    rule(rf"(?:(?:в|к|после) )?(?P<quarter>четверть) (?P<h>{'|'.join(_HALF)})", _half),
    rule(
        rf"без (?P<n>четверти|пяти|десяти|двадцати(?: пяти)?|5|10|15|20|25)(?: минут)?\s+(?P<h>{_HOURS})",
        _minus,
    ),
    rule(
        rf"(?:с|между)\s+(?P<h>\d{{1,2}})(?::(?P<min>\d\d))?(?:\s*(?:ч\w*|утра|дня))?\s+(?:до|и|по)\s+{_SPAN_HOUR}",
        _window,
    ),
    rule(r"(?P<h>\d{1,2})(?::(?P<min>\d\d))?\s?[-–]\s?\d{1,2}(?::\d\d)?", _window),
    rule(
        r"(?:с утра|поутру|утром|утречком|к утру|на утро|в первой половине(?: дня)?)",
        fixed("part", MORNING, force=WEAK),
    ),
    rule(r"утра", fixed("part", MORNING, force=BOUND)),
    rule(r"(?:до|перед) обед(?:а|ом)", fixed("part", NOON, force=WEAK)),
    rule(r"(?:в обед|к обеду|в обеденное время)", fixed("part", LUNCH, force=WEAK)),
    rule(r"(?:после обеда|(?:в|во) (?:второй|2-?й) половине(?: дня)?)", fixed("part", AFTERNOON, force=WEAK)),
    rule(r"(?<!с )днем(?! рожд| \w+ника)", fixed("part", AFTERNOON, force=WEAK)),
    rule(
        r"(?:вечером|вечерком|вечера|к вечеру|ближе к вечеру|на вечер|под вечер|до вечера)",
        fixed("part", EVENING, force=WEAK),
    ),
    rule(r"до конца (?:рабочего |раб\.? )?дня", fixed("part", DAY_END)),
    rule(r"(?:до|в|к|под) кон(?:ца|це|цу|ец) (?:рабочего |раб\.? )?дня", fixed("part", DAY_END, force=WEAK)),
    rule(r"(?:весной|к весне|по весне)", fixed("month", 3, BEGINNING, PLAIN, 0, force=WEAK)),
    rule(r"(?:летом|к лету)", fixed("month", 6, BEGINNING, PLAIN, 0, force=WEAK)),
    rule(r"(?:осенью|к осени)", fixed("month", 9, BEGINNING, PLAIN, 0, force=WEAK)),
    rule(r"(?:зимой|к зиме)", fixed("month", 12, BEGINNING, PLAIN, 0, force=WEAK)),
)
