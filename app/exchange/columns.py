"""Recognises what the columns of a table hold: by their headers, their content and each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.domain.given_names import is_given_name
from app.domain.names import looks_like_surname
from app.exchange import labels
from app.exchange.dates import month_leads
from app.exchange.headers import Guess, base_of, recognise
from app.exchange.labels import plain
from app.exchange.mapping import BY_TARGET, ColumnMap, Mapping

#: what is longer is no e-mail, phone or name; and long texts would keep the patterns busy
_LONGEST: Final = 200
_EMAIL: Final = re.compile(r"^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]{2,}$")
_URL: Final = re.compile(r"(?i)^(?:https?://|www\.)\S+$")
_PHONE: Final = re.compile(
    r"^(?=(?:\D*\d){7,15}\D*$)(?:\+|\(|8|7)[\d\s().+-]{6,25}(?:\s*(?:доб|ext|x)\.?\s*\d{1,6})?$"
)
_PHONE_SIGNS: Final = re.compile(r"^(?=(?:\D*\d){7,15}\D*$)[+\d\s().-]*[+()\s-][+\d\s().-]*$")


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
        if base_of(column.target) in {"birth", "date"}
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
        return sum(bool(pattern.match(text)) for text in sample if len(text) < _LONGEST) >= 0.7 * len(sample)

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
        wordy = sum(
            bool(re.fullmatch(r"[^\W\d]+(?:[ .-]+[^\W\d]+\.?){1,3}", text[:_LONGEST])) for text in sample
        )
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
    if {"birth.year", "birth.month", "birth"} <= set(targets) and "birth.day" not in targets:
        # German says «Geburtstag» for the birthday and for its day.
        guesses[targets.index("birth")] = Guess("birth.day")
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
        if base_of(guess.target) == "address":
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
