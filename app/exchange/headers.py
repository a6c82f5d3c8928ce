"""Recognises what the header of a column says, in the words of many programs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from app.exchange import labels
from app.exchange.labels import plain
from app.exchange.targets import BY_TARGET
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
        return replace(whole, slot=slot) if base_of(whole.target) in _QUALIFIED else _unnumbered(whole, slot)
    codes, rest = _without_qualifiers(words)
    target = _noun(rest) if rest else ("phone" if codes & {"mobile", "fax", "work", "home"} else "")
    if not target:
        return None
    base = base_of(target)
    if base == "messenger":
        service = next((labels.messenger(word) for word in rest.split() if labels.is_messenger(word)), "")
        return Guess(target, service, slot)
    if base not in _QUALIFIED:
        # «Secondary contact first name» is not this person's name; «primary …» is.
        return _unnumbered(Guess(target), slot) if codes <= {"main"} else None
    return Guess(target, _label(codes, base), slot)


def _unnumbered(guess: Guess, slot: str) -> Guess:
    """A second name or company does not belong to this person's first one."""
    many = BY_TARGET[guess.target].many
    return guess if many or slot in {"", "1"} else Guess("own")


def base_of(target: str) -> str:
    """Return «address» for «address.city»."""
    return target.partition(".")[0]


def _noun(rest: str) -> str:
    for words in (rest, " ".join(word for word in rest.split() if word not in NOISE)):
        target = NOUNS.get(words)
        if target:
            return target
        if words in WHOLE:
            return WHOLE[words][0]
        if labels.is_messenger(words):
            return "messenger"
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
