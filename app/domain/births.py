"""Birth dates, also without a year, and ages without a date: read, written, counted (row C2)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from app.domain.saying import MONTHS, years_text

# Address books of Apple write this year where none is known.
_NO_YEAR: Final = 1604
_EARLIEST: Final = 1900


@dataclass(frozen=True, order=True)
class Birth:
    """A day of the year, with its year where that is known."""

    month: int
    day: int
    year: int | None = None

    def __post_init__(self) -> None:
        # A leap year stands in for the unknown one: 29 February is a day without a year too.
        dt.date(self.year or 2000, self.month, self.day)

    def in_year(self, year: int) -> dt.date:
        """Return the day on which it is kept in ``year``.

        29 February is kept on 1 March in common years: that is when the age is reached by law in Russia
        and Britain, and a greeting ahead of the day is thought unlucky by many.
        """
        if self.month == 2 and self.day == 29 and not calendar.isleap(year):
            return dt.date(year, 3, 1)
        return dt.date(year, self.month, self.day)

    def age_on(self, date: dt.date) -> int | None:
        """Return the full years on ``date``; None without a year or before the birth."""
        if self.year is None:
            return None
        age = date.year - self.year - (date < self.in_year(date.year))
        return age if age >= 0 else None

    def iso(self) -> str:
        """Return «1980-05-12», or «--05-12» without a year, as vCard has it."""
        year = f"{self.year:04}" if self.year is not None else "-"
        return f"{year}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True)
class AgeOnly:
    """An age, roughly, and the day on which it was noted."""

    age: int
    noted_on: dt.date

    def age_on(self, date: dt.date) -> int:
        """Return the age on ``date``: it grows by a year with each full year since."""
        since = date.year - self.noted_on.year
        since -= (date.month, date.day) < (self.noted_on.month, self.noted_on.day)
        return self.age + since


def round_years(years: int) -> bool:
    """Tell whether ``years`` are kept as a jubilee: each ten, each five from 25 on, and coming of age."""
    return years > 0 and (years % 10 == 0 or (years >= 25 and years % 5 == 0) or years == 18)


_MONTH_WORDS: Final = (
    r"янв(?:ар[ьяе])?|jan(?:uary)?",
    r"фев(?:р(?:ал[ьяе])?)?|feb(?:ruary)?",
    r"мар(?:т[ае]?)?|mar(?:ch)?",
    r"апр(?:ел[ьяе])?|apr(?:il)?",
    r"ма[йяе]|may",
    r"июн[ьяе]?|june?",
    r"июл[ьяе]?|july?",
    r"авг(?:уст[ае]?)?|aug(?:ust)?",
    r"сент?(?:ябр[ьяе])?|sept?(?:ember)?",
    r"окт(?:ябр[ьяе])?|oct(?:ober)?",
    r"ноя(?:б(?:р[ьяе])?)?|nov(?:ember)?",
    r"дек(?:абр[ьяе])?|dec(?:ember)?",
)
_MONTH: Final = "(?:" + "|".join(f"(?P<m{i}>{words})" for i, words in enumerate(_MONTH_WORDS, 1)) + r")\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:-?(?:го|ое|е|st|nd|rd|th))?"
_YEAR: Final = r"(?:[\s,]+(?P<year>\d{4}|['’]?\d{2}))?"
_IN_WORDS: Final = (
    re.compile(rf"(?:the\s+)?{_DAY}\s*(?:of\s+)?{_MONTH}{_YEAR}"),
    re.compile(rf"{_MONTH}\s+(?:the\s+)?{_DAY}{_YEAR}"),
)
_IN_FIGURES: Final = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[t\s].*)?"),
    re.compile(r"(?P<year>\d{4})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})(?:\s+\d.*)?"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:t.*)?"),
    re.compile(r"--(?P<month>\d{2})-?(?P<day>\d{2})(?P<year>)"),
)
_DAY_FIRST: Final = re.compile(
    r"(?P<day>\d{1,2})(?P<sign>[./-])\s?(?P<month>\d{1,2})"
    r"(?:(?P=sign)\s?(?P<year>\d{4}|\d{2})(?:\s+\d{1,2}:.*)?|(?P=sign))?"
)
_AROUND: Final = re.compile(
    r"^(?:д\.?\s?р\.?|дата\s+рожд\w+|день\s+рожд\w+|род\w*\.?|birthday|date\s+of\s+birth|d\.?o\.?b\.?|born"
    r"|b\.)(?:\s+(?:on|in|в))?\s*:?\s*"
    r"|\s*(?:г\.?\s?р\.?|года?(?:\s+рожд\w+)?|г\.)$"
)
_AGE: Final = re.compile(
    r"(?:(?:~|≈|около|ок\.?|примерно|где-то|приблизительно|лет|возраст|под|за|больше|about|around"
    r"|approx(?:imately|\.)?|circa|ca?\.|nearly|almost|over|aged?|early|mid|late)\s*-?\s*(?:за\s+|под\s+)?)?"
    r"(?P<age>\d{1,3})(?:\s*-\s*(?P<upto>\d{1,3}))?(?P<decade>s)?\+?"
    r"(?:\s*-?\s*(?:ти)?\s*(?:лет|год[а-я]*|л\.|years?(?:\s+old)?|y\.?\s?o\.?|yrs?\.?))?(?:\s+на\s+вид)?"
)


def parse_birth(
    text: str, today: dt.date, *, month_first: bool = False, earliest: int = _EARLIEST
) -> Birth | AgeOnly | None:
    """Return the birth date or age that ``text`` names, None where it names none.

    Reads «12.05.1980», «12 мая», "May 12, 1980", «1980-05-12», «--05-12», «12.05», and ages such as
    «~45», «около 45 лет», «1980 г. р.», "in her 40s", which are noted as of ``today``. ``month_first``
    reads 5/12/1980 as the Americans do. A day that does not exist, in the future or before
    ``earliest``, is none.
    """
    plain = text.casefold().replace("ё", "е").replace("–", "-").replace("—", "-").strip()
    born = bool(_AROUND.search(plain)) and not _AGE.fullmatch(plain)
    bare = _AROUND.sub("", plain).strip(" ,;") if born else plain
    for pattern in _IN_WORDS:
        if match := pattern.fullmatch(bare):
            month = next(number for number in range(1, 13) if match[f"m{number}"])
            return _birth(match["year"], month, int(match["day"]), today, earliest)
    for pattern in _IN_FIGURES:
        if match := pattern.fullmatch(bare):
            return _birth(match["year"], int(match["month"]), int(match["day"]), today, earliest)
    if match := _DAY_FIRST.fullmatch(bare):
        return _in_figures(match, today, earliest, month_first=month_first)
    return _age(bare, today, earliest)


def _in_figures(match: re.Match[str], today: dt.date, earliest: int, *, month_first: bool) -> Birth | None:
    day, month = int(match["day"]), int(match["month"])
    # «12-05» without a year could be anything: an age range, a part of a number.
    if match["sign"] == "-" and not match["year"]:
        return None
    if month > 12 >= day or (month_first and match["sign"] == "/" and day <= 12):
        day, month = month, day
    return _birth(match["year"], month, day, today, earliest)


def _birth(year: str | None, month: int, day: int, today: dt.date, earliest: int) -> Birth | None:
    number: int | None = int((year or "").strip("'’") or 0) or None
    if number is not None and number < 100:
        number += 2000 if 2000 + number <= today.year else 1900
    if number == _NO_YEAR:
        number = None
    try:
        birth = Birth(month, day, number)
    except ValueError:
        return None
    if number is not None and (number < earliest or dt.date(number, month, day) > today):
        return None
    return birth


def _age(text: str, today: dt.date, earliest: int) -> AgeOnly | None:
    """Return an age said in years, or as a year of birth alone."""
    if re.fullmatch(r"(?:~|≈|около|about|ca?\.|примерно)?\s*\d{4}", text):
        year = int(text[-4:])
        return AgeOnly(today.year - year, today) if earliest <= year <= today.year else None
    match = _AGE.fullmatch(re.sub(r"^(?:in\s+)?(?:his|her|their|the)\s+", "", text))
    if match is None:
        return None
    age = int(match["age"])
    if match["upto"]:
        if int(match["upto"]) <= age:
            return None
        age = (age + int(match["upto"])) // 2
    elif match["decade"]:
        age += {"early": 2, "late": 8}.get(text.split()[-2] if " " in text else "", 5)
    return AgeOnly(age, today) if 0 < age <= 120 else None


def format_birth(birth: Birth, language: str) -> str:
    """Return «12 мая 1980», «12 мая», "12 May 1980"."""
    day = f"{birth.day} {MONTHS[language][birth.month - 1]}"
    return f"{day} {birth.year}" if birth.year is not None else day


def format_age(known: AgeOnly, today: dt.date, language: str) -> str:
    """Return «около 45 лет» or "about 45 years", as of ``today``."""
    age = known.age_on(today)
    if language == "ru":
        # After «около» stands the genitive: около 41 года, около 45 лет.
        return f"около {age} {'года' if age % 10 == 1 and age % 100 != 11 else 'лет'}"
    return f"about {years_text(age, language)}"
