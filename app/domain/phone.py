"""Phone numbers: read in any writing, shown in one, found by any of their digits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Final

from app.domain.keys import digits as only_digits
from app.domain.keys import fold
from app.domain.translit import pairs

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

# «доб. 12», «вн. 5», "ext. 102", "x123", "#123", ";ext=5" at the end of what was written.
_EXTENSION: Final = re.compile(
    r"[\s,;.]*(?:\(\s*)?(?:доб\w*|доп\w*|вн\w*|тоновый|ext\w*|x|х|#|;ext)[\s.:=№-]*(\d{1,7})\s*\)?[\s.]*$",
    re.IGNORECASE,
)
_EDGES: Final = re.compile(r"^[^\d+]*|[^\d]*$")
_VANITY: Final = re.compile(r"^[+\d(][\d\s().+-]*[A-Za-z]{3,}$")
_APART: Final = re.compile(r"\s*[,;/|\n\t]+\s*|\s+(?:или|либо|or|и|and)\s+", re.IGNORECASE)
_PLUS_EIGHT: Final = re.compile(r"^\+\s?8(?=[\s(-])")
# phonenumbers.ValidationResult.IS_POSSIBLE and PhoneNumberFormat, which are not imported before it is needed
_POSSIBLE: Final = 0
_E164, _INTERNATIONAL, _NATIONAL = 0, 1, 2
# Countries of zone 7 dial 8 where others dial +7.
_EIGHT: Final = frozenset({"RU", "KZ"})

# Names that addresses carry instead of the two letters of ISO 3166.
_COUNTRIES: Final = pairs(
    "россия=RU рф=RU российскаяфедерация=RU russia=RU russianfederation=RU казахстан=KZ kazakhstan=KZ "
    "беларусь=BY белоруссия=BY belarus=BY украина=UA ukraine=UA армения=AM armenia=AM грузия=GE georgia=GE "
    "азербайджан=AZ azerbaijan=AZ узбекистан=UZ uzbekistan=UZ киргизия=KG кыргызстан=KG kyrgyzstan=KG "
    "таджикистан=TJ tajikistan=TJ туркмения=TM туркменистан=TM turkmenistan=TM молдавия=MD молдова=MD "
    "moldova=MD латвия=LV latvia=LV литва=LT lithuania=LT эстония=EE estonia=EE сербия=RS serbia=RS "
    "сша=US usa=US us=US unitedstates=US unitedstatesofamerica=US америка=US великобритания=GB "
    "соединенноекоролевство=GB uk=GB unitedkingdom=GB greatbritain=GB англия=GB england=GB scotland=GB "
    "wales=GB германия=DE germany=DE deutschland=DE австрия=AT austria=AT osterreich=AT швейцария=CH "
    "switzerland=CH schweiz=CH suisse=CH франция=FR france=FR италия=IT italy=IT italia=IT испания=ES "
    "spain=ES espana=ES португалия=PT portugal=PT нидерланды=NL голландия=NL netherlands=NL "
    "thenetherlands=NL nederland=NL бельгия=BE belgium=BE швеция=SE sweden=SE sverige=SE норвегия=NO "
    "norway=NO norge=NO дания=DK denmark=DK danmark=DK финляндия=FI finland=FI suomi=FI польша=PL poland=PL "
    "polska=PL чехия=CZ czechia=CZ czechrepublic=CZ словакия=SK slovakia=SK венгрия=HU hungary=HU болгария=BG "
    "bulgaria=BG румыния=RO romania=RO греция=GR greece=GR турция=TR turkey=TR turkiye=TR израиль=IL "
    "israel=IL китай=CN china=CN кнр=CN япония=JP japan=JP корея=KR южнаякорея=KR korea=KR southkorea=KR "
    "индия=IN india=IN вьетнам=VN vietnam=VN таиланд=TH thailand=TH оаэ=AE uae=AE "
    "unitedarabemirates=AE ирландия=IE ireland=IE канада=CA canada=CA мексика=MX mexico=MX бразилия=BR "
    "brazil=BR brasil=BR аргентина=AR argentina=AR австралия=AU australia=AU новаязеландия=NZ newzealand=NZ "
    "монголия=MN mongolia=MN кипр=CY cyprus=CY черногория=ME montenegro=ME хорватия=HR croatia=HR "
    "словения=SI slovenia=SI южнаяафрика=ZA юар=ZA southafrica=ZA египет=EG egypt=EG иран=IR iran=IR"
)


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone number as understood; ``text`` is what was written.

    ``e164`` is empty when no whole number could be read (then ``digits`` are those that were written).
    ``valid`` says that the number exists in the numbering plan of its country.
    """

    text: str
    e164: str
    digits: str
    valid: bool
    extension: str

    @property
    def international(self) -> str:
        """The number as it is written abroad: +7 912 345-67-89."""
        return _written(self, style=_INTERNATIONAL)

    @property
    def national(self) -> str:
        """The number as it is written at home: 8 (912) 345-67-89."""
        return _written(self, style=_NATIONAL)

    @property
    def country(self) -> str:
        """The two letters of the number's country; empty where several or none have it."""
        number = _read(self.e164, None)
        return str(_library().region_code_for_number(number) or "") if number else ""


def parse_phone(text: str, *, region: str | None) -> Phone:
    """Read one number, however written; ``region`` (ISO 3166) is where numbers without «+» belong.

    Never fails: what is no number keeps its text and its digits and is not valid.
    """
    written = " ".join(text.removeprefix("tel:").split())
    found = _EXTENSION.search(written)
    extension = found[1] if found and _count(written[: found.start()]) >= 5 else ""
    bare = written[: found.start()] if found and extension else written
    number, valid = _best(_readings(bare, region), region)
    if number is None:
        return Phone(text.strip(), "", only_digits(bare), valid=False, extension=only_digits(extension))
    e164: str = _library().format_number(number, _E164)
    inner = only_digits(extension or number.extension or "")
    return Phone(text.strip(), e164, e164.lstrip("+"), valid=valid, extension=inner)


def split_phones(text: str) -> tuple[str, ...]:
    """Return the numbers that stand in one cell («8 495 123-45-67, 8 912 345-67-89 доб. 3»).

    A piece too short for a number of its own stays with the one before it.
    """
    pieces: list[str] = []
    for piece in _APART.split(text.strip()):
        if pieces and _count(piece) < 7:
            pieces[-1] = f"{pieces[-1]}, {piece}" if piece else pieces[-1]
        elif piece:
            pieces.append(piece)
    if len(pieces) > 1 and _count(pieces[0]) < 5:
        pieces[:2] = [f"{pieces[0]} {pieces[1]}"]
    return tuple(pieces) if len(pieces) > 1 else ((text.strip(),) if text.strip() else ())


def display(phone: Phone, *, language: str) -> str:
    """Return the number as lists and cards show it, with its extension in ``language``."""
    if not phone.e164:
        return phone.text
    word = "доб." if language == "ru" else "ext."
    return phone.international + (f" {word} {phone.extension}" if phone.extension else "")


def search_digits(query: str) -> tuple[str, ...]:
    """Return the digit strings to look for inside stored ``digits``: 8 912, +7 912 and 912 find one another.

    Also without the 0 or 00 that is dialled in front elsewhere.
    """
    plain = only_digits(query)
    found = [plain]
    if plain.startswith("8") and len(plain) > 1:
        found += ["7" + plain[1:]]
    for prefix in ("810", "00", "0"):
        if plain.startswith(prefix) and len(plain) > len(prefix):
            found.append(plain.removeprefix(prefix))
            break
    return tuple(dict.fromkeys(each for each in found if each))


def region_of(country: str) -> str | None:
    """Return the two letters of a country written in Russian, English or its own tongue; None if unknown."""
    name = re.sub(r"[^\w]", "", fold(country))
    if name in _COUNTRIES:
        return _COUNTRIES[name]
    code = country.strip().upper()
    known = len(code) == 2 and code.isascii() and code in _library().SUPPORTED_REGIONS
    return code if known else None


@lru_cache(maxsize=1)
def _library() -> ModuleType:
    import phonenumbers  # noqa: PLC0415 - 50 ms that a start without numbers need not wait for

    return phonenumbers


def _count(text: str) -> int:
    return sum(sign.isdecimal() for sign in text)


def _readings(written: str, region: str | None) -> tuple[str, ...]:
    """Return how ``written`` may be meant, likeliest first."""
    if _VANITY.match(written):
        return (written,)
    bare = _EDGES.sub("", written)
    if region in _EIGHT:
        bare = _PLUS_EIGHT.sub("8", bare)
    plain = only_digits(bare)
    if not 3 <= len(plain) <= 20 or bare.startswith("+"):
        return (bare,) if plain else ()
    if plain.startswith("00"):
        return (bare, "+" + plain[2:])
    # «7 912 …» and «49 171 …» without the plus, where they are no numbers of the region
    return (bare, "+" + plain) if len(plain) >= 11 else (bare,)


def _best(readings: tuple[str, ...], region: str | None) -> tuple[PhoneNumber | None, bool]:
    """Return the first valid reading; without one, the first of a possible length; and whether it is valid."""
    first = None
    for reading in readings:
        number = _read(reading, region)
        if number and _library().is_valid_number(number):
            return number, True
        # Local, cut and over-long numbers stay as they were written: a code in front would be a guess.
        if first is None and number and _library().is_possible_number_with_reason(number) == _POSSIBLE:
            first = number
    return first, False


def _read(text: str, region: str | None) -> PhoneNumber | None:
    library = _library()
    try:
        number: PhoneNumber = library.parse(text, region)
    except library.NumberParseException:
        return None
    return number


def _written(phone: Phone, *, style: int) -> str:
    number = _read(phone.e164, None)
    return str(_library().format_number(number, style)) if number else phone.text
