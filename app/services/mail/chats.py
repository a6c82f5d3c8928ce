"""Files chats: one contact per customer and day, which grows when the chat is exported again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.exchange.chats.conversation import Day, entries, joined
from app.models.contact import Interaction
from app.models.customer import LIVE, Channel, Customer
from app.models.mail import MailMessage
from app.models.team import Person
from app.models.work import Reading, Work
from app.queries import mail_whom
from app.queries.mail_whom import ignored, words_of
from app.services.card_rows import channel_key
from app.services.mail import timeline
from app.services.mail.storing import safe

_SEVEN = 7


@dataclass(frozen=True, slots=True)
class Talked:
    """What became of one day of a chat, in messages."""

    created: int = 0
    merged: int = 0
    skipped: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """Whom a chat is with: customers on whose timelines it stands, and how the team itself is called there."""

    customers: tuple[int, ...]
    own: frozenset[str]
    proposed: bool
    ignored: bool = False


def file_days(work: Work, *, days: Sequence[Day], customer_id: int | None = None) -> list[Talked]:
    """File days of chats; ``customer_id`` is the card that they were dropped on."""
    talks: dict[str, Talk] = {}
    made = []
    for day in days:
        key = day.sender if day.personal or customer_id else day.uid
        if key not in talks:
            talks[key] = whom(work, day, customer_id)
        made.append(_file(work, day, talks[key]))
    return made


def whom(reading: Reading, day: Day, customer_id: int | None = None) -> Talk:
    """Return whom a chat is with: as filed before, by its name or number, of a group by who speaks."""
    team = {words_of(name) for name in reading.connection.execute(sa.select(Person.name)).scalars()}
    own = frozenset(who for who in day.people if who == day.owner or words_of(who) in team)
    if customer_id is not None:
        return Talk((customer_id,), own, proposed=False)
    if not day.personal:
        speakers = (mail_whom.called(reading, name=who) for who in day.people if who not in own)
        return Talk(tuple(dict.fromkeys(one for one in speakers if one is not None)), own, proposed=False)
    before = _before(reading, day.sender)
    if before:
        return Talk(tuple(before), own, proposed=False)
    names = dict.fromkeys([day.chat, *(who for who in day.people if who not in own)])
    for name in names:
        found = _customer(reading, name)
        if found is not None:
            return Talk(
                (found,),
                own | {each for each in day.people if each != name and len(day.people) == 2},
                proposed=False,
            )
    return Talk((), own, proposed=True, ignored=day.sender in ignored(reading))


def _before(reading: Reading, sender: str) -> list[int]:
    """Return the customers on whose timelines this chat stands already."""
    statement = (
        sa.select(Interaction.customer_id)
        .join(MailMessage, MailMessage.id == Interaction.message_id)
        .join(Customer, Customer.id == Interaction.customer_id)
        .where(MailMessage.sender == sender, Customer.state == LIVE)
        .distinct()
    )
    return list(reading.connection.execute(statement).scalars())


def _customer(reading: Reading, name: str) -> int | None:
    """Return who is called so, or has this number."""
    digits = channel_key("phone", name)
    if len(digits) >= _SEVEN and not any(sign.isalpha() for sign in name):
        found = reading.rows(
            sa.select(Channel.customer_id)
            .join(Customer, Customer.id == Channel.customer_id)
            .where(Channel.key == digits, Channel.kind.in_(("phone", "messenger")), Customer.state == LIVE)
            .distinct()
        )
        return int(found[0][0]) if len(found) == 1 else None
    return mail_whom.called(reading, name=name)


def _file(work: Work, day: Day, talk: Talk) -> Talked:
    count = len(day.messages)
    found = work.find(MailMessage, identity=day.uid)
    if not talk.customers and (not talk.proposed or talk.ignored):
        return Talked(skipped=count, reason="ignored" if talk.ignored else "nobody")
    if found and found[0]["state"] == "ignored" and not talk.customers:
        return Talked(skipped=count, reason="ignored")
    text, fresh = _text(day, found[0]["text"] if found else "")
    at = _moment(work, day.messages[-1].at)
    if found:
        message_id = int(found[0]["id"])
        state = "filed" if talk.customers else found[0]["state"]
        work.change(MailMessage, message_id, {"text": text, "at": max(at, found[0]["at"]), "state": state})
    else:
        message_id = _store(work, day, text, at, "filed" if talk.customers else "proposed")
    put = [_put(work, day, message_id, customer_id, text, at, talk) for customer_id in talk.customers]
    if not found:
        return Talked(created=count)
    return Talked(
        created=fresh,
        merged=count - fresh if fresh or any(put) else 0,
        skipped=0 if fresh or any(put) else count,
    )


def _text(day: Day, before: str) -> tuple[str, int]:
    lines = [safe(line) for line in day.lines]
    kept = joined(before, lines) if before else lines
    return "\n".join(kept), len(kept) - len(entries(before))


def _moment(work: Work, at: dt.datetime) -> dt.datetime:
    found = at.replace(tzinfo=work.moment.zone).astimezone(dt.UTC)
    return min(found, work.now)


def _store(work: Work, day: Day, text: str, at: dt.datetime, state: str) -> int:
    return work.insert(
        MailMessage,
        identity=day.uid,
        thread=safe(day.sender),
        direction=_direction(day, frozenset({day.owner})),
        subject=safe(day.chat),
        sender=safe(day.sender),
        sender_name=safe(day.chat),
        people=safe(json.dumps([("from", who, "") for who in day.people], ensure_ascii=False)),
        at=at,
        text=text,
        state=state,
        origin=day.service,
        added_at=work.now,
    )


def _direction(day: Day, own: frozenset[str]) -> str:
    """Return who began that day."""
    return "out" if day.messages[0].who in own else "in"


def _put(
    work: Work, day: Day, message_id: int, customer_id: int, text: str, at: dt.datetime, talk: Talk
) -> bool:
    """Put a day onto a timeline, or let the contact that is there grow; tell whether anything changed."""
    found = work.find(Interaction, customer_id=customer_id, uid=day.uid)
    if found:
        row = found[0]
        body = text[: timeline.LONGEST]
        row_id, changed = (
            int(row["id"]),
            bool(work.change(Interaction, row["id"], {"body": body, "at": max(at, row["at"])})),
        )
    else:
        row_id, changed = (
            put_day(work, customer_id, message_id, day.uid, text, at, _direction(day, talk.own)),
            True,
        )
    if changed:
        _answer(work, day, customer_id, row_id, talk)
    return changed


def put_day(
    work: Work, customer_id: int, message_id: int, uid: str, text: str, at: dt.datetime, direction: str
) -> int:
    """Put one day of a chat onto a timeline; its first words stand in the line."""
    first = entries(text)[0].partition(": ")[2] if text else ""
    return work.insert(
        Interaction,
        customer_id=customer_id,
        kind="chat",
        direction=direction,
        at=at,
        text=" ".join(first.split())[:200],
        body=text[: timeline.LONGEST],
        outcome="reached",
        message_id=message_id,
        uid=uid,
        created_at=work.now,
        key="",
    )


def _answer(work: Work, day: Day, customer_id: int, row_id: int, talk: Talk) -> None:
    """Let what we wrote in the chat answer the requests before it, by the time of each message."""
    waiting = work.value(
        sa.select(sa.func.min(Interaction.at)).where(
            Interaction.customer_id == customer_id, Interaction.waits, Interaction.trashed_at.is_(None)
        )
    )
    if waiting is None:
        return
    for one in day.messages:
        at = _moment(work, one.at)
        if one.who in talk.own and at >= waiting:
            timeline.answer_requests(work, customer_id=customer_id, answer_id=row_id, at=at)


def put_stored(work: Work, row: Any, customer_id: int) -> int:
    """Put a day that was proposed onto a timeline."""
    return put_day(work, customer_id, row.id, row.identity, row.text, row.at, row.direction)


def foresee(reading: Reading, day: Day, customer_id: int | None) -> Talked:
    """Tell what a day would become; nothing is written."""
    talk = whom(reading, day, customer_id)
    count = len(day.messages)
    if not talk.customers and (not talk.proposed or talk.ignored):
        return Talked(skipped=count, reason="ignored" if talk.ignored else "nobody")
    before = reading.value(sa.select(MailMessage.text).where(MailMessage.identity == day.uid))
    if before is None:
        return Talked(created=count)
    _, fresh = _text(day, before)
    return Talked(created=fresh, merged=count - fresh) if fresh else Talked(skipped=count)
