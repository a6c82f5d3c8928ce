"""Two cards of one customer compared field by field: what agrees, what clashes, what should stand (row X3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from app.domain.fields import CATALOGUE, Origin
from app.domain.keys import digits, fold
from app.domain.name_key import name_key

#: how the key of a fact begins that keeps a value which lost in a merge
OTHER: Final = "other:"
#: which word about consent weighs more: a «no» is never lost, and a «yes» is more than a question not put
_CONSENT_WEIGHT: Final = {"not_asked": 0, "given": 1, "refused": 2, "withdrawn": 2}
#: which source is trusted more where two values differ
_TRUST: Final = {Origin.GUESSED: 0, "": 1, Origin.OVERHEARD: 2, Origin.FOUND: 3, Origin.TOLD: 4}
_CODES: Final = {field.key for field in CATALOGUE if field.choices} | {"country", "time_zone", "class_"}


class Side(StrEnum):
    """Which of the two cards a value is taken from."""

    KEEP = "keep"
    OTHER = "other"


@dataclass(frozen=True)
class Datum:
    """One value of a card with what is known of it; ``text`` is what people compare."""

    value: Any
    text: str
    origin: str = ""
    confirmed_on: dt.date | None = None
    private: bool = False
    purposes: str = ""


@dataclass(frozen=True)
class Choice:
    """One field of both cards. ``clash``: both say something, and not the same."""

    field: str
    keep: Datum | None
    other: Datum | None
    chosen: Side
    clash: bool

    @property
    def winner(self) -> Datum | None:
        """The value that will stand."""
        return self.keep if self.chosen is Side.KEEP else self.other

    @property
    def loser(self) -> Datum | None:
        """The value that will not."""
        return self.other if self.chosen is Side.KEEP else self.keep

    def taking(self, side: Side) -> Choice:
        """Return the same field with the value of ``side`` chosen."""
        return Choice(self.field, self.keep, self.other, side, self.clash)


def propose(keep: Mapping[str, Datum], other: Mapping[str, Datum]) -> tuple[Choice, ...]:
    """Compare the single values of two cards, in the order in which they stand on a card.

    What is empty gives way, then what the other value contains («М.» to «Мария», a day without a year to
    the same day with one), then the less trusted source, then what was confirmed longer ago.
    """
    names = sorted({*keep, *other}, key=_place)
    return tuple(_choice(name, keep.get(name), other.get(name)) for name in names)


def _choice(name: str, mine: Datum | None, theirs: Datum | None) -> Choice:  # noqa: PLR0911 - a line for each case
    if mine is None or theirs is None:
        return Choice(name, mine, theirs, Side.OTHER if mine is None else Side.KEEP, clash=False)
    if same(name, mine.text, theirs.text):
        return Choice(name, mine, theirs, _better(mine, theirs), clash=False)
    if contains(name, mine.text, theirs.text):
        return Choice(name, mine, theirs, Side.KEEP, clash=False)
    if contains(name, theirs.text, mine.text):
        return Choice(name, mine, theirs, Side.OTHER, clash=False)
    if name == "first_contact_on":
        earlier = Side.OTHER if theirs.text < mine.text else Side.KEEP
        return Choice(name, mine, theirs, earlier, clash=False)
    if name == "note":
        return Choice(name, mine, theirs, Side.KEEP, clash=False)  # notes are joined, none has to give way
    return Choice(name, mine, theirs, _better(mine, theirs), clash=True)


def _better(mine: Datum, theirs: Datum) -> Side:
    """Return the side whose source is trusted more, then the one confirmed later, then the kept one."""

    def rank(datum: Datum) -> tuple[int, dt.date]:
        return _TRUST.get(datum.origin, 1), datum.confirmed_on or dt.date.min

    return Side.OTHER if rank(theirs) > rank(mine) else Side.KEEP


def same(name: str, mine: str, theirs: str) -> bool:
    """Tell whether two texts of a field say the same: codes exactly, everything else folded."""
    return mine == theirs if name in _CODES else fold(mine) == fold(theirs)


def contains(name: str, full: str, part: str) -> bool:
    """Tell whether ``full`` says all that ``part`` says, so that nothing is lost without the latter."""
    if name == "birth":
        return _yearless(full) == part or (
            len(part) < len(full) and part[:1].isdigit() and full.startswith(part)
        )
    if name in {"given", "patronymic"}:
        initial = fold(part).rstrip(".")
        return len(initial) == 1 and fold(full).startswith(initial)
    if name == "note":
        return fold(part) in fold(full)
    return False


def _yearless(birth: str) -> str:
    """Return «--05-12» for «1980-05-12»."""
    return "-" + birth[4:] if len(birth) == 10 else ""


def birth_text(year: int | None, month: int | None, day: int | None) -> str:
    """Return a birth date as «1980-05-12», «--05-12», «1980-05» or «1980»; empty when nothing is known."""
    if month is None:
        return "" if year is None else f"{year:04}"
    head = "-" if year is None else f"{year:04}"
    return f"{head}-{month:02}" + ("" if day is None else f"-{day:02}")


def other_key(field: str, taken: Iterable[str]) -> str:
    """Return the free key under which a value of ``field`` that lost is kept: «other:wine», «other:wine#2»."""
    first = f"{OTHER}{original(field)}"
    used = set(taken)
    number = 1
    key = first
    while key in used:
        number += 1
        key = f"{first}#{number}"
    return key


def original(key: str) -> str:
    """Return the field of which ``key`` keeps another value; ``key`` itself where it keeps none."""
    return key.removeprefix(OTHER).partition("#")[0] if key.startswith(OTHER) else key


def is_other(key: str) -> bool:
    """Tell whether a fact keeps a value that lost in a merge."""
    return key.startswith(OTHER)


def stricter(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Side:
    """Return the side whose word about one channel and topic holds: a «no» before a «yes», then the later."""

    def rank(row: Mapping[str, Any]) -> tuple[int, str]:
        at = row.get("at")
        return _CONSENT_WEIGHT[str(row["state"])], at.isoformat() if at else ""

    return Side.OTHER if rank(theirs) > rank(mine) else Side.KEEP


def row_key(kind: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return by what two rows of a card are one: folded texts and dates, never the ids.

    Rows of kinds that are dated (contacts, follow-ups, needs) are one only where the dates agree too.
    """
    if kind == "channels":
        return row["kind"], row["key"] or fold(row["value"])
    if kind == "relatives":
        return fold(row["relation"]), name_key(row["name"]), *_undated(row)
    if kind == "interactions" and row.get("message_id"):
        # a letter to both of them is one letter, though it waits for an answer to one alone
        return fold(row["text"]), fold(row["body"]), row["message_id"]
    texts, exact = _KEYS[kind]
    return *(fold(str(row[name] or "")) for name in texts), *(row[name] for name in exact)


def _undated(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Tell nameless relatives apart by their birthdays; named ones are one though a birthday is missing."""
    return () if row["name"] else (row["birth_year"], row["birth_month"], row["birth_day"])


_KEYS: Final[Mapping[str, tuple[Sequence[str], Sequence[str]]]] = {
    "personal_dates": (["label"], ["month", "day", "year", "sad"]),
    "needs": (["text"], ["noted_on", "met_on"]),
    "terms": (["value"], ["kind", "channel"]),
    "consents": ([], ["channel", "topic"]),
    "customer_tags": ([], ["tag_id"]),
    "attachments": (["name"], ["sha256", "role", "trashed_at"]),
    "raw_properties": ([], ["name", "value"]),
    "asked": ([], ["field"]),
    # two letters that are written are two, whatever they say
    "drafts": ([], ["id"]),
    "greetings": ([], ["occasion"]),
    "greeting_rules": ([], ["group"]),
    "gifts": (
        ["name"],
        ["occasion", "state", "due_on", "given_on", "cost", "currency", "trashed_at"],
    ),
    # what is said twice was meant twice, unless it came with one and the same contact
    "feedback": (["text", "outcome"], ["kind", "state", "noted_at", "interaction_id", "trashed_at"]),
    "favours": (["text"], ["side", "on", "weight"]),
    "followups": (
        ["text", "result"],
        ["kind", "due_on", "due_time", "zone", "repeat", "except_on", "done_at", "trashed_at", "minutes"],
    ),
    "interactions": (
        ["text", "body", "given", "asked"],
        [
            "kind",
            "direction",
            "at",
            "minutes",
            "outcome",
            "mood",
            "waits",
            "answered_at",
            "trashed_at",
            "private",
        ],
    ),
}


def agree(kind: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Tell whether rows with the same key really are one: nothing that both state may differ."""
    if kind != "relatives":
        return True
    pairs = ((mine[name], theirs[name]) for name in ("birth_year", "birth_month", "birth_day"))
    return all(a is None or b is None or a == b for a, b in pairs)


def joined(kind: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the kept row takes over from its equal: what it lacks, and all that is known of it."""
    values: dict[str, Any] = {}
    for name in _FILLED.get(kind, ()):
        if mine[name] in {None, ""} and theirs[name] not in {None, ""}:
            values[name] = theirs[name]
    if "note" in mine:
        values["note"] = joined_note(kind, mine, theirs)
    if (
        kind == "channels"
        and mine["kind"] == "phone"
        and len(digits(theirs["value"])) > len(digits(mine["value"]))
    ):
        values["value"] = theirs["value"]
    if "origin" in mine:
        values |= joined_meta(mine, theirs)
    if kind == "interactions" and theirs["waits"] and not mine["waits"]:
        values |= {name: theirs[name] for name in ("waits", "answered_at", "answered_by_id", "owner_id")}
    if kind == "greetings":
        values |= _joined_greeting(mine, theirs)
    if kind == "asked":
        values["asked_on"] = max(mine["asked_on"], theirs["asked_on"])
    return {name: value for name, value in values.items() if mine[name] != value}


#: what became of an occasion, the more the higher
_GREETED: Final = {"draft": 0, "skipped": 1, "greeted": 2}


def _joined_greeting(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Return a greeting of both cards: greeted before passed over before drafted, no text lost."""
    further = _GREETED[theirs["state"]] > _GREETED[mine["state"]]
    names = ("state", "way", "subject", "on", "interaction_id", "person_id", "at") if further else ()
    first, second = (theirs, mine) if further else (mine, theirs)
    texts = [str(first["text"])]
    if fold(str(second["text"])) not in fold(texts[0]):
        texts.append(str(second["text"]))
    return {**{name: theirs[name] for name in names}, "text": "\n\n".join(text for text in texts if text)}


_FILLED: Final[Mapping[str, Sequence[str]]] = {
    "followups": ("place", "notify_minutes", "starts_on", "uid", "ics"),
    "gifts": ("for_whom", "taste", "reason", "dispatch_on", "interaction_id"),
    "interactions": ("mood", "given", "asked"),
    "channels": ("label", "street", "city", "region", "postcode", "country"),
    "relatives": ("birth_year", "birth_month", "birth_day"),
}


def joined_note(kind: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> str:
    """Return the notes of both rows without saying anything twice; a label that differs is said there too."""
    parts = [str(mine["note"] or "")]
    if kind == "channels" and mine["label"] and theirs["label"] not in {"", mine["label"]}:
        parts.append(str(theirs["label"]))
    parts.append(str(theirs["note"] or ""))
    said: list[str] = []
    for part in parts:
        if part and not any(fold(part) in fold(one) for one in said):
            said.append(part)
    return "; ".join(said)


def joined_meta(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known of a datum that both cards hold: surest source, last confirmation, privacy of either."""
    purposes = [*mine["purposes"].split(","), *theirs["purposes"].split(",")]
    confirmed = [day for day in (mine["confirmed_on"], theirs["confirmed_on"]) if day]
    trusted = max((mine["origin"], theirs["origin"]), key=lambda origin: _TRUST.get(origin, 1))
    return {
        "purposes": ",".join(dict.fromkeys(one for one in purposes if one)),
        "origin": trusted,
        "confirmed_on": max(confirmed, default=None),
        "private": bool(mine["private"] or theirs["private"]),
    }


_PLACES: Final = {field.key: number for number, field in enumerate(CATALOGUE)}


def _place(name: str) -> tuple[int, str]:
    return _PLACES.get(name, len(_PLACES)), name
