"""The rows of a merged card: they come over to the kept one, and equal ones are not doubled (row X3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.domain.merge import Side, agree, joined, joined_note, other_key, row_key, stricter
from app.models.base import Base
from app.models.contact import Favour, FollowUp, Interaction
from app.models.customer import (
    Asked,
    Attachment,
    Channel,
    Consent,
    CustomerTag,
    Fact,
    Link,
    Need,
    PersonalDate,
    RawProperty,
    Relative,
    Term,
)
from app.models.feedback import Feedback
from app.models.greeting import Gift, Greeting, GreetingRule
from app.models.mail import Draft
from app.models.team import DuplicatePair
from app.models.work import Work

# contacts first: follow-ups and favours point to them
_MOVED: Final[Mapping[str, type[Base]]] = {
    "interactions": Interaction,
    "followups": FollowUp,
    "favours": Favour,
    "channels": Channel,
    "relatives": Relative,
    "personal_dates": PersonalDate,
    "needs": Need,
    "terms": Term,
    "customer_tags": CustomerTag,
    "attachments": Attachment,
    "raw_properties": RawProperty,
    "asked": Asked,
    "drafts": Draft,
    # after relatives and dates, whose numbers stand in the keys of occasions
    "greetings": Greeting,
    "greeting_rules": GreetingRule,
    "gifts": Gift,
    "feedback": Feedback,
}
#: rows that occasions are named after: «relative:17:2026»
_NAMED: Final = {"relatives": "relative", "personal_dates": "date"}
_CONSENT: Final = ("state", "at", "until", "how", "wording")


def move_rows(work: Work, keep_id: int, other_id: int) -> None:
    """Give every row of ``other_id`` to ``keep_id``, or join it with the one that says the same."""
    for kind, model in _MOVED.items():
        _move(work, kind, model, keep_id, other_id)
    _move_consents(work, keep_id, other_id)
    _move_links(work, keep_id, other_id)
    _keep_apart(work, keep_id, other_id)


def _move(work: Work, kind: str, model: type[Base], keep_id: int, other_id: int) -> None:
    theirs = work.find(model, customer_id=other_id)
    if not theirs:
        return
    mine: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    kept = work.find(model, customer_id=keep_id)
    for row in kept:
        mine.setdefault(row_key(kind, row), []).append(row)
    preferred = {row["kind"] for row in kept if row.get("preferred")}
    for row in theirs:
        twins = mine.get(row_key(kind, row), [])
        twin = next((one for one in twins if agree(kind, one, row)), None)
        if twin is None:
            values: dict[str, Any] = {"customer_id": keep_id}
            if row.get("preferred") and row["kind"] in preferred:
                values["preferred"] = False
            work.change(model, row["id"], values)
            continue
        twins.remove(twin)  # each row has one counterpart: two equal ones of one card were meant
        _join(work, kind, model, twin, row, preferred)


def _join(
    work: Work, kind: str, model: type[Base], twin: dict[str, Any], row: dict[str, Any], preferred: set[str]
) -> None:
    values = joined(kind, twin, row)
    if row.get("preferred") and row["kind"] not in preferred:
        values["preferred"] = True
        preferred.add(row["kind"])
    if values:
        work.change(model, twin["id"], values)
    if kind == "interactions":
        _repoint(work, row["id"], twin["id"])
    if kind in _NAMED:
        _rename(work, row["customer_id"], f"{_NAMED[kind]}:{row['id']}:", f"{_NAMED[kind]}:{twin['id']}:")
    if kind == "followups":
        _retie(work, row["id"], twin["id"])
    work.remove(model, row["id"])


def _retie(work: Work, gone_id: int, kept_id: int) -> None:
    """Let what belonged to a series or a meeting that goes belong to its equal."""
    for name in ("series_id", "confirms_id"):
        for row in work.find(FollowUp, **{name: gone_id}):
            work.change(FollowUp, row["id"], {name: kept_id})


def _repoint(work: Work, gone_id: int, kept_id: int) -> None:
    """Let what pointed to a contact that goes point to its equal."""
    for model in (FollowUp, Favour, Greeting, Gift, Feedback):
        for row in work.find(model, interaction_id=gone_id):
            work.change(model, row["id"], {"interaction_id": kept_id})
    for row in work.find(Feedback, told_id=gone_id):
        work.change(Feedback, row["id"], {"told_id": kept_id})
    for row in work.find(Interaction, answered_by_id=gone_id):
        work.change(Interaction, row["id"], {"answered_by_id": kept_id})


def _rename(work: Work, customer_id: int, gone: str, kept: str) -> None:
    """Let greetings and gifts on the day of a row that goes be on that of its equal."""
    for model in (Greeting, Gift):
        for row in work.find(model, customer_id=customer_id):
            if row["occasion"].startswith(gone):
                work.change(model, row["id"], {"occasion": kept + row["occasion"].removeprefix(gone)})


def _move_consents(work: Work, keep_id: int, other_id: int) -> None:
    """Join consents: of two words about one channel and topic the stricter holds, the other one is kept."""
    mine = {(row["channel"], row["topic"]): row for row in work.find(Consent, customer_id=keep_id)}
    for row in work.find(Consent, customer_id=other_id):
        twin = mine.get((row["channel"], row["topic"]))
        if twin is None:
            work.change(Consent, row["id"], {"customer_id": keep_id})
            continue
        theirs_holds = stricter(twin, row) is Side.OTHER
        lost = twin if theirs_holds else row
        if any(twin[name] != row[name] for name in _CONSENT):
            _keep_text(work, keep_id, "consents", _consent_text(lost))
        if theirs_holds:
            work.change(Consent, twin["id"], {name: row[name] for name in _CONSENT})
        work.remove(Consent, row["id"])


def _consent_text(row: Mapping[str, Any]) -> str:
    at, until = row["at"], row["until"]
    parts = (
        row["channel"],
        row["topic"],
        row["state"],
        at.date().isoformat() if at else "",
        f"– {until.isoformat()}" if until else "",
        row["how"],
        row["wording"],
    )
    return " · ".join(part for part in parts if part)


def _keep_text(work: Work, keep_id: int, field: str, text: str) -> None:
    """Keep as a fact what has no row of its own any more."""
    taken = [row["key"] for row in work.find(Fact, customer_id=keep_id)]
    work.insert(Fact, customer_id=keep_id, key=other_key(field, taken), value=text)


def _move_links(work: Work, keep_id: int, other_id: int) -> None:
    for end in ("customer_id", "other_id"):
        for row in work.find(Link, **{end: other_id}):
            moved = {"customer_id": row["customer_id"], "other_id": row["other_id"], end: keep_id}
            if moved["customer_id"] == moved["other_id"]:
                # the two cards were linked to each other: they are one now
                if row["note"]:
                    _keep_text(work, keep_id, "links", f"{row['kind']}: {row['note']}")
                work.remove(Link, row["id"])
                continue
            twins = work.find(Link, **moved, kind=row["kind"])
            if not twins:
                work.change(Link, row["id"], moved)
                continue
            values = joined("links", twins[0], row) | {"note": joined_note("links", twins[0], row)}
            work.change(Link, twins[0]["id"], values)
            work.remove(Link, row["id"])


def _keep_apart(work: Work, keep_id: int, other_id: int) -> None:
    """Who was said to be apart from the other card is apart from the kept one; open pairs follow by themselves."""
    for end, far in (("first_id", "second_id"), ("second_id", "first_id")):
        for row in work.find(DuplicatePair, **{end: other_id}, state="apart"):
            if row[far] == keep_id:
                continue
            first, second = sorted((keep_id, row[far]))
            found = work.find(DuplicatePair, first_id=first, second_id=second)
            if found:
                work.change(DuplicatePair, found[0]["id"], {"state": "apart"})
            else:
                said = {name: row[name] for name in ("score", "reasons", "state")}
                work.insert(DuplicatePair, first_id=first, second_id=second, **said)
