"""Recognises what the columns of a table hold: by their headers, then by their content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from app.domain.given_names import is_given_name
from app.domain.names import looks_like_surname
from app.exchange import labels
from app.exchange.dates import month_leads
from app.exchange.labels import plain
from app.exchange.mapping import BY_TARGET, ColumnMap, Mapping
from app.exchange.vocabulary import NOISE, NOUNS, QUALIFIERS, WHOLE


@dataclass(frozen=True, slots=True)
class Guess:
    """What a header says: a target, which one of several, and the number that joins columns."""

    target: str
    label: str = ""
    slot: str = ""


_CAMEL: Final = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")
_EMBLEMS: Final = {
    "☎": " phone ",
    "📞": " phone ",
    "📱": " mobile ",
    "✉": " email ",
    "📧": " email ",
    "🏠": " address ",
    "🎂": " birthday ",
}
#: «Wine (wine)»: our own exports name the field where the words over the column might not
_KEYED: Final = re.compile(r"\(([a-z][a-z_.]+)\)$")
#: our own exports mark columns that must not be taken for anything else
OWN_PREFIX: Final = "own: "
_NUMBER: Final = re.compile(r"(?<![^\W_])(\d{1,2})(?![^\W_])")
_QUALIFIED: Final = frozenset({"phone", "email", "messenger", "address", "site", "reach"})

#: «Phone 1 - Type» of Google and of our own files
_GOOGLE: Final = re.compile(
    r"^(e mail|email|phone|address|im|messenger|organization|website|site|event|date|relation|relative|custom field|"
    r"телефон|почта|мессенджер|адрес|сайт|дата|родственник) (\d{1,3})(?: (.+))?$"
)
_GOOGLE_NOUNS: Final = {
    "e mail": "email",
    "im": "messenger",
    "website": "site",
    "event": "date",
    "relation": "relative",
    "телефон": "phone",
    "почта": "email",
    "мессенджер": "messenger",
    "адрес": "address",
    "сайт": "site",
    "дата": "date",
    "родственник": "relative",
}
_GOOGLE_PARTS: Final = {
    "type": "label",
    "label": "label",
    "вид": "label",
    "тип": "label",
    "value": "",
    "значение": "",
    "formatted": "",
    "полностью": "",
    "service": "service",
    "служба": "service",
    "street": "street",
    "улица": "street",
    "city": "city",
    "город": "city",
    "region": "region",
    "регион": "region",
    "postal code": "postcode",
    "индекс": "postcode",
    "country": "country",
    "страна": "country",
    "po box": "extra",
    "extended address": "extra",
    "extra": "extra",
    "дополнительно": "extra",
    "birth": "birth",
    "birth date": "birth",
    "дата рождения": "birth",
}
_ORGANISATION: Final = {
    "name": "employer",
    "title": "position",
    "department": "department",
    "job description": "profession",
    "location": "office",
}

_EMAIL: Final = re.compile(r"^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]{2,}$")
_URL: Final = re.compile(r"(?i)^(?:https?://|www\.)\S+$")
_PHONE: Final = re.compile(
    r"^(?=(?:\D*\d){7,15}\D*$)(?:\+|\(|8|7)[\d\s().+-]{6,25}(?:\s*(?:доб|ext|x)\.?\s*\d{1,6})?$"
)
_PHONE_SIGNS: Final = re.compile(r"^(?=(?:\D*\d){7,15}\D*$)[+\d\s().-]*[+()\s-][+\d\s().-]*$")
_DATA: Final = re.compile(r"@\w|^\+?\d[\d\s().,:/-]{4,}$|^https?://")


@lru_cache(maxsize=4096)
def recognise(header: str) -> Guess | None:
    """Return what a header says, or None where it says nothing known."""
    text = header.strip().lstrip("\ufeff")
    for emblem, word in _EMBLEMS.items():
        text = text.replace(emblem, word)
    words = plain(_CAMEL.sub(" ", text).replace("&", " "))
    if not words or len(words) > 80:
        return None
    keyed = _KEYED.search(text)
    if keyed and keyed[1] in BY_TARGET:
        return Guess(keyed[1])
    if text.startswith(OWN_PREFIX):
        return Guess("own")
    readers = (_google, _whole, _relative_part, _grammar, _alike)
    found = next((guess for reader in readers if (guess := reader(words))), None)
    return found or _whole(plain(text))


def _google(words: str) -> Guess | None:
    match = _GOOGLE.match(words)
    if not match:
        return None
    noun = _GOOGLE_NOUNS.get(match[1], match[1])
    slot, part = match[2], match[3] or ""
    if noun == "organization":
        target = _ORGANISATION.get(part, "own")
        return Guess(target if slot == "1" else "own", slot=slot)
    if part not in _GOOGLE_PARTS:
        return None if part or noun in {"custom field", "date", "relative"} else Guess(noun, slot=slot)
    kind = _GOOGLE_PARTS[part]
    if noun == "custom field":
        return Guess("own", slot=slot)
    if noun == "messenger":
        # Google: Type is home or work, Service is the messenger. Ours has only the service, as a label.
        kind = (
            "label"
            if kind == "service"
            else ("" if not kind else ("label" if part in {"вид", "label"} else "ignore"))
        )
        return (
            Guess("ignore")
            if kind == "ignore"
            else Guess("messenger.label" if kind else "messenger", slot=slot)
        )
    target = f"{noun}.{kind}" if kind else noun
    return Guess(target, slot=slot) if target in BY_TARGET else None


def _relative_part(words: str) -> Guess | None:
    """«Mum-email», «Sister city» are about somebody else."""
    first, _, rest = words.partition(" ")
    if rest and labels.is_relation(first) and plain(rest) not in {"name", "имя", "фио"}:
        return Guess("own")
    if labels.is_relation(first) and labels.relation(first) in {
        "spouse",
        "child",
        "mother",
        "father",
        "son",
        "daughter",
    }:
        return Guess(f"relative.{labels.relation(first)}")
    return None


def _whole(words: str) -> Guess | None:
    found = WHOLE.get(words)
    if found:
        return Guess(*found)
    target = NOUNS.get(words)
    if target is None and labels.is_messenger(words):
        return Guess("messenger", labels.messenger(words))
    return Guess(target) if target else None


def _grammar(words: str) -> Guess | None:
    """Take numbers and words such as «home» off, and look for what remains."""
    slot = ""
    numbers = _NUMBER.findall(words)
    if len(numbers) == 1:
        slot = numbers[0]
        words = " ".join(_NUMBER.sub(" ", words).split())
    whole = _whole(words)
    if whole:
        return replace(whole, slot=slot) if _base(whole.target) in _QUALIFIED else _unnumbered(whole, slot)
    codes, rest = _without_qualifiers(words)
    target = _noun(rest) if rest else ("phone" if codes & {"mobile", "fax", "work", "home"} else "")
    if not target:
        return None
    base = _base(target)
    if base not in _QUALIFIED:
        # «Secondary contact first name» is not this person's name; «primary …» is.
        return _unnumbered(Guess(target), slot) if codes <= {"main"} else None
    return Guess(target, _label(codes, base), slot)


def _unnumbered(guess: Guess, slot: str) -> Guess:
    """A second name or company does not belong to this person's first one."""
    many = BY_TARGET[guess.target].many
    return guess if many or slot in {"", "1"} else Guess("own")


def _base(target: str) -> str:
    return target.partition(".")[0]


def _noun(rest: str) -> str:
    for words in (rest, " ".join(word for word in rest.split() if word not in NOISE)):
        target = NOUNS.get(words)
        if target:
            return target
        if words in WHOLE:
            return WHOLE[words][0]
    return ""


def _without_qualifiers(words: str) -> tuple[set[str], str]:
    codes: set[str] = set()
    rest = f" {words} "
    for qualifier in sorted(QUALIFIERS, key=len, reverse=True):
        if f" {qualifier} " in rest:
            codes.add(QUALIFIERS[qualifier])
            rest = rest.replace(f" {qualifier} ", " ", 1)
    return codes, rest.strip()


def _label(codes: set[str], base: str) -> str:
    if base == "phone" and "fax" in codes:
        other = next((code for code in ("home", "work", "other") if code in codes), "")
        return f"{other}_fax" if other else "fax"
    if base == "phone" and {"work", "mobile"} <= codes:
        return "work_mobile"
    for code in ("mobile", "direct", "legal", "billing", "shipping", "home", "work", "other"):
        if code in codes:
            return code
    return "main" if "main" in codes and base == "phone" else ""


def _alike(words: str) -> Guess | None:
    """Forgive a slip of the pen in long enough words."""
    if len(words) < 5:
        return None
    found = process.extractOne(words, _spellings(), scorer=fuzz.ratio, score_cutoff=88)
    if not found or found[0][0] != words[0] or abs(len(found[0]) - len(words)) > 2:
        return None
    return _whole(found[0])


@lru_cache(maxsize=1)
def _spellings() -> tuple[str, ...]:
    return tuple(word for word in (*NOUNS, *WHOLE) if len(word) >= 5)


def looks_like_data(cell: str) -> bool:
    """Tell whether a cell is an e-mail, a number or a link, which no header is."""
    return bool(_DATA.search(cell.strip()))


def looks_like_content(sample: Sequence[str]) -> bool:
    """Tell whether values would be taken for e-mails, sites or phones whatever stands above them."""
    return _by_content([text.strip() for text in sample], strict=True) is not None


def map_columns(header: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = 0) -> Mapping:
    """Return the mapping for a table with this header (empty where it has none) and these first rows."""
    width = max(width, len(header))
    samples = [
        [row[index].strip() for row in rows if index < len(row) and row[index].strip()]
        for index in range(width)
    ]
    guesses = [
        _by_both(header[index] if index < len(header) else "", samples[index]) for index in range(width)
    ]
    if not header:
        guesses = _names_by_content(guesses, samples)
    guesses = _misnamed(list(header), guesses, samples)
    guesses = _together(list(header), guesses)
    columns = tuple(
        ColumnMap(index, header[index].strip() if index < len(header) else "", *_fields(guess))
        for index, guess in enumerate(guesses)
    )
    dates = [
        text
        for column in columns
        if _base(column.target) in {"birth", "date"}
        for text in samples[column.index]
    ]
    return Mapping(columns, _kind(columns), month_leads(dates))


def _fields(guess: Guess) -> tuple[str, str, str]:
    return guess.target, guess.label, guess.slot


def _by_both(header: str, sample: Sequence[str]) -> Guess:
    guess = recognise(header) if header.strip() else None
    if guess and guess.target not in {"full_name", "own"}:
        return guess
    content = _by_content(sample, strict=bool(header.strip()))
    if guess and guess.target == "own":
        return guess
    if guess:
        return guess
    first = plain(header).partition(" ")[0]
    if content and not labels.is_relation(first):
        return replace(content, label=header.strip())
    return Guess("own")


def _by_content(sample: Sequence[str], *, strict: bool) -> Guess | None:
    """Tell e-mails, sites and phones; under an unknown header digits alone are no phone."""
    if not sample:
        return None

    def mostly(pattern: re.Pattern[str]) -> bool:
        return sum(bool(pattern.match(text)) for text in sample) >= 0.7 * len(sample)

    if mostly(_EMAIL):
        return Guess("email")
    if mostly(_URL):
        return Guess("site")
    if mostly(_PHONE_SIGNS if strict else _PHONE) and not mostly(_DATE_LIKE):
        return Guess("phone")
    return None


_DATE_LIKE: Final = re.compile(r"^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:[ T].*)?$|^\d{1,2}:\d{2}")


def _names_by_content(guesses: list[Guess], samples: Sequence[Sequence[str]]) -> list[Guess]:
    """Without a header: a column of two or three words is the name, of given names the given name."""
    result = list(guesses)
    for index, sample in enumerate(samples):
        if result[index].target != "own" or not sample:
            continue
        wordy = sum(bool(re.fullmatch(r"[^\W\d]+(?:[ .-]+[^\W\d]+\.?){1,3}", text)) for text in sample)
        given = sum(is_given_name(text) for text in sample)
        family = sum(looks_like_surname(text) and " " not in text for text in sample)
        for target, count in (("given", given), ("surname", family), ("full_name", wordy)):
            if count >= 0.6 * len(sample) and all(guess.target != target for guess in result):
                result[index] = Guess(target)
                break
    return _rest_of_name(result, samples)


def _rest_of_name(guesses: list[Guess], samples: Sequence[Sequence[str]]) -> list[Guess]:
    """Beside «John Doe» and «John», the column with «Doe» is the surname."""
    places = {guess.target: index for index, guess in enumerate(guesses)}
    if "full_name" not in places or "given" not in places or "surname" in places:
        return guesses
    whole, given = samples[places["full_name"]], samples[places["given"]]
    for index, sample in enumerate(samples):
        rows = list(zip(whole, given, sample, strict=False))
        if (
            guesses[index].target == "own"
            and rows
            and all({first, last} <= set(full.split()) for full, first, last in rows)
        ):
            guesses[index] = Guess("surname")
            break
    return guesses


def _misnamed(header: list[str], guesses: list[Guess], samples: Sequence[Sequence[str]]) -> list[Guess]:
    """A second «Name», or a «Contact», that holds e-mails is a column of e-mails."""
    result: list[Guess] = []
    for index, guess in enumerate(guesses):
        if guess.target == "full_name" and index < len(header):
            before = any(other.target in {"full_name", "surname", "given"} for other in result)
            content = _by_content(samples[index], strict=True)
            if content and (before or plain(header[index]) in {"contact", "контакт"}):
                result.append(content)
                continue
        result.append(guess)
    return result


def _together(header: list[str], guesses: list[Guess]) -> list[Guess]:
    """Settle what depends on the other columns: «Title», repeated columns, a table of organisations."""
    targets = [guess.target for guess in guesses]
    named = {"surname", "given"} & set(targets)
    for index, guess in enumerate(guesses):
        words = plain(header[index]) if index < len(header) else ""
        if words == "title" and guess.target == "position" and targets.count("position") > 1:
            guesses[index] = Guess("prefix")
        if (
            words in {"name", "наименование", "название"}
            and named
            and guess.target == "full_name"
            and "employer" not in targets
            and _about_firm(targets)
        ):
            guesses[index] = Guess("employer")
    seen: set[str] = set()
    for index, guess in enumerate(guesses):
        if not BY_TARGET[guess.target].many:
            if guess.target in seen:
                guesses[index] = Guess("own")
            seen.add(guess.target)
    return _slots(guesses)


def _about_firm(targets: Sequence[str]) -> bool:
    return bool({"tax_reason", "size", "reg_number"} & set(targets))


def _slots(guesses: list[Guess]) -> list[Guess]:
    """Give each part of an address the address that it belongs to."""
    parts = {
        (guess.label, guess.slot)
        for guess in guesses
        if guess.target.startswith("address.") and guess.target not in {"address.street", "address.label"}
    }
    counts: dict[tuple[str, str, str], int] = {}
    result = []
    for guess in guesses:
        if _base(guess.target) == "address":
            guess = _line_of(guess, parts)  # noqa: PLW2901 - the same column, better known
        if guess.target.startswith("address.") and guess.target not in {"address.street", "address.extra"}:
            key = (guess.target, guess.label, guess.slot)
            counts[key] = counts.get(key, 0) + 1
            # The same part a second time is of another address.
            if counts[key] > 1:
                guess = replace(guess, slot=f"{guess.slot}+{counts[key]}")  # noqa: PLW2901
        result.append(guess)
    return result


def _line_of(guess: Guess, parts: set[tuple[str, str]]) -> Guess:
    """«Home Address» beside «Home City» is its street, and «Home Address 2» its second line."""
    if guess.target not in {"address", "address.street"}:
        return guess
    if (guess.label, guess.slot) in parts:
        whole = guess.target == "address" and guess.slot
        return guess if whole else replace(guess, target="address.street")
    for slot in ("", "1"):
        if (guess.label, slot) in parts and guess.slot:
            return Guess("address.street", guess.label, slot)
    return guess


def _kind(columns: Sequence[ColumnMap]) -> str:
    """Every row is an organisation where columns say so and none holds a person's name."""
    targets = {column.target for column in columns}
    if targets & {"surname", "given", "patronymic", "position", "birth", "kind", "gender"}:
        return ""
    if targets & {"size", "tax_reason", "reg_number"}:
        return "organisation"
    return (
        "organisation"
        if any(re.match(r"organi[sz]ation id|company id", plain(column.header)) for column in columns)
        else ""
    )
