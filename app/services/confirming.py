"""The step that confirms a meeting the day before, and goes with it wherever it goes (row R7)."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import sqlalchemy as sa

from app.domain.places import zone_named
from app.domain.planning import confirmation_day, confirmation_text
from app.domain.recurrence import in_zone
from app.domain.terms import TermKind
from app.models.contact import FollowUp
from app.models.customer import Channel, Consent, Customer, Term
from app.models.work import Work
from app.queries.calendar_days import office_country

Row = dict[str, Any]
MEETINGS: Final = frozenset({"meeting", "visit"})
#: how a customer is asked on each channel
_BY: Final = {"phone": "call", "messenger": "chat", "email": "email"}


def wanted(work: Work, *, customer_id: int | None, kind: str, asked: bool) -> bool:
    """Tell whether a planned contact gets a confirmation: as asked, and always with those who want their time respected."""
    if customer_id is None or kind not in MEETINGS:
        return False
    return asked or respects_time(work, customer_id)


def respects_time(work: Work, customer_id: int) -> bool:
    """Tell whether the customer asked us to respect their time."""
    return bool(work.find(Term, customer_id=customer_id, kind=TermKind.RESPECT_TIME.value))


def add(work: Work, meeting_id: int) -> int | None:
    """Plan the step that confirms a meeting; None for one that is over. Return the step's id."""
    meeting = work.get(FollowUp, meeting_id)
    day = _day(work, meeting)
    if day < work.today:
        return None
    name = work.value(sa.select(Customer.title).where(Customer.id == meeting["customer_id"]))
    return work.insert(
        FollowUp,
        customer_id=meeting["customer_id"],
        person_id=meeting["person_id"],
        kind=_kind(work, meeting["customer_id"]),
        text=confirmation_text(meeting["text"], str(name or "")),
        due_on=confirmation_day(day, work.today, office_country(work)),
        due_time="",
        repeat="",
        private=meeting["private"],
        confirms_id=meeting_id,
        result="",
        created_at=work.now,
    )


def steps_of(work: Work, meeting_id: int) -> list[Row]:
    """Return the steps that confirm a meeting and are not in the trash."""
    return [row for row in work.find(FollowUp, confirms_id=meeting_id) if row["trashed_at"] is None]


def follow(work: Work, meeting_id: int) -> None:
    """Bring the open step of a meeting to the day, person and customer that the meeting has now."""
    meeting = work.get(FollowUp, meeting_id)
    day = confirmation_day(_day(work, meeting), work.today, office_country(work))
    for step in steps_of(work, meeting_id):
        if step["done_at"] is None:
            values = {"due_on": day, "person_id": meeting["person_id"], "customer_id": meeting["customer_id"]}
            work.change(FollowUp, step["id"], values)


def hand_over(work: Work, from_id: int, to_id: int) -> None:
    """Let the steps of a series' open meeting confirm the row that it became; the series gets a new one."""
    steps = steps_of(work, from_id)
    for step in steps:
        work.change(FollowUp, step["id"], {"confirms_id": to_id})
    if steps:
        follow(work, to_id)
        add(work, from_id)


def finish(work: Work, meeting_id: int) -> None:
    """Finish the open steps of a meeting that took place."""
    for step in steps_of(work, meeting_id):
        if step["done_at"] is None:
            work.change(FollowUp, step["id"], {"done_at": work.now})


def _day(work: Work, meeting: Row) -> dt.date:
    """Return the day of a meeting on our own calendar."""
    zone = zone_named(meeting["zone"])
    if zone is None:
        day: dt.date = meeting["due_on"]
        return day
    return in_zone(meeting["due_on"], meeting["due_time"], zone, work.moment.zone)[0]


def _kind(work: Work, customer_id: int) -> str:
    """Return how the customer is asked: by the preferred channel, else by one that was not refused."""
    refused = {
        row["channel"]
        for row in work.find(Consent, customer_id=customer_id)
        if row["state"] in {"refused", "withdrawn"} and not row["topic"]
    }
    channels = work.find(Channel, customer_id=customer_id)
    preferred = [row["kind"] for row in channels if row["preferred"]]
    has = [row["kind"] for row in channels]
    return next(
        (
            _BY[kind]
            for kind in (*preferred, *_BY, *has)
            if kind in _BY and kind in has and kind not in refused
        ),
        "call",
    )
