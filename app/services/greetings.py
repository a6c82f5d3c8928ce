"""Verbs on occasions: greeted, passed over, drafted, opened again; rules and days of the team's own (rows R2, R3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from app.domain.fields import CLASSES
from app.domain.greeting_policy import LONGEST_WARNING, NOTHING, WAYS
from app.domain.occasions import Birth, Group
from app.language import N_
from app.models.base import table_of
from app.models.contact import Interaction
from app.models.greeting import Greeting, GreetingRule, OwnDay
from app.models.work import Work
from app.queries.calendar_days import office_country
from app.queries.greeting_days import keys_of, of_many
from app.services import interactions
from app.services.customers import title as name_of
from app.services.faults import BadValue

#: a greeting to more than these is one to many: each has its own row, the step names their number
CHUNK = 400


def greeted(
    work: Work,
    *,
    customer_id: int,
    occasion: str,
    on: dt.date,
    way: str,
    text: str = "",
    subject: str = "",
    title: str = "",
    minutes: int | None = None,
    at: dt.datetime | None = None,
    interaction_id: int | None = None,
) -> int:
    """Note that a customer was greeted, put it on the timeline as a contact, and return the greeting's id.

    ``occasion`` is its key and ``on`` its day; ``title`` is the line on the timeline, ``text`` what was written. Greeted
    twice is greeted once: the second time corrects what was noted. ``interaction_id`` is the letter that was the
    greeting: it stands on the timeline already.

    Raises:
        BadValue: there is no such way.
    """
    if way not in WAYS:
        raise BadValue(value=way, field="way")
    row_id = _greet(
        work, customer_id, occasion, on, way, (subject, text, title), minutes, at, letter=interaction_id
    )
    work.name(N_("Greeted {name}"), name=name_of(work, customer_id))
    return row_id


def greeted_many(
    work: Work, *, ids: Sequence[int], occasion: str, on: dt.date, way: str, text: str = "", title: str = ""
) -> int:
    """Note that several customers were greeted on a day of many; return how many. ``occasion`` is the day's key.

    Those who do not keep the day, or were greeted already, are left out.
    """
    if way not in WAYS:
        raise BadValue(value=way, field="way")
    wanted = _still_open(work, ids, occasion, on)
    for customer_id, key in wanted.items():
        _greet(work, customer_id, key, on, way, ("", text, title), None, None)
    if wanted:
        work.name(N_("Greeted {count} customers"), count=len(wanted))
    return len(wanted)


def greeted_each(
    work: Work, *, occasions: Sequence[tuple[int, str, dt.date]], way: str, text: str = "", title: str = ""
) -> int:
    """Note that several customers were greeted, each on an occasion of their own: (customer, key, day).

    Who was greeted already is left as it was noted.

    Raises:
        BadValue: there is no such way.
    """
    if way not in WAYS:
        raise BadValue(value=way, field="way")
    wanted = [one for one in occasions if not _over(work, one[0], one[1])]
    for customer_id, key, on in wanted:
        _greet(work, customer_id, key, on, way, ("", text, title), None, None)
    if wanted:
        work.name(N_("Greeted {count} customers"), count=len(wanted))
    return len(wanted)


def skip_each(work: Work, *, occasions: Sequence[tuple[int, str, dt.date]]) -> int:
    """Pass over occasions of several customers: (customer, key, day); return how many were open."""
    wanted = [one for one in occasions if not _over(work, one[0], one[1])]
    for customer_id, key, on in wanted:
        _keep(work, customer_id, key, {"on": on, "state": "skipped", "way": ""})
    if wanted:
        work.name(N_("Passed over an occasion of {count} customers"), count=len(wanted))
    return len(wanted)


def _over(work: Work, customer_id: int, occasion: str) -> bool:
    known = work.find(Greeting, customer_id=customer_id, occasion=occasion)
    return any(row["state"] != "draft" for row in known)


def skip(work: Work, *, customer_id: int, occasion: str, on: dt.date) -> int:
    """Pass over an occasion: nobody is reminded of it any more. Return the greeting's id."""
    row_id = _keep(work, customer_id, occasion, {"on": on, "state": "skipped", "way": ""})
    work.name(N_("Passed over an occasion of {name}"), name=name_of(work, customer_id))
    return row_id


def skip_many(work: Work, *, ids: Sequence[int], occasion: str, on: dt.date) -> int:
    """Pass over a day of many for several customers; return how many."""
    wanted = _still_open(work, ids, occasion, on)
    for customer_id, key in wanted.items():
        _keep(work, customer_id, key, {"on": on, "state": "skipped", "way": ""})
    if wanted:
        work.name(N_("Passed over an occasion of {count} customers"), count=len(wanted))
    return len(wanted)


def save_draft(
    work: Work, *, customer_id: int, occasion: str, on: dt.date, way: str = "", text: str, subject: str = ""
) -> int:
    """Keep a greeting that is written and not sent yet; return its id.

    Raises:
        BadValue: there is no such way.
    """
    if way and way not in WAYS:
        raise BadValue(value=way, field="way")
    values = {"on": on, "state": "draft", "way": way, "text": text, "subject": subject}
    row_id = _keep(work, customer_id, occasion, values)
    work.name(N_("Drafted a greeting to {name}"), name=name_of(work, customer_id))
    return row_id


def reopen(work: Work, *, customer_id: int, occasion: str) -> None:
    """Take back that a customer was greeted or passed over; what stood on the timeline goes to the trash."""
    for row in work.find(Greeting, customer_id=customer_id, occasion=occasion):
        if row["interaction_id"] is not None:
            work.change(Interaction, row["interaction_id"], {"trashed_at": work.now})
        if row["text"]:
            work.change(Greeting, row["id"], {"state": "draft", "interaction_id": None})
        else:
            work.remove(Greeting, row["id"])
    work.name(N_("Opened an occasion of {name} again"), name=name_of(work, customer_id))


def _greet(
    work: Work,
    customer_id: int,
    occasion: str,
    on: dt.date,
    way: str,
    said: tuple[str, str, str],
    minutes: int | None,
    at: dt.datetime | None,
    *,
    letter: int | None = None,
) -> int:
    subject, text, title = said
    known = next(iter(work.find(Greeting, customer_id=customer_id, occasion=occasion)), None)
    line = title or subject or text.strip().partition("\n")[0]
    contact = known["interaction_id"] if known and known["state"] == "greeted" else None
    if letter is not None:
        contact = letter
    elif contact is not None:
        work.change(Interaction, contact, {"text": line, "body": text, "minutes": minutes})
    else:
        contact = interactions.log(
            work, customer_id=customer_id, kind="greeting", at=at, minutes=minutes, text=line, body=text
        )
    values = {
        "on": on,
        "state": "greeted",
        "way": way,
        "subject": subject,
        "text": text,
        "interaction_id": contact,
    }
    return _keep(work, customer_id, occasion, values)


def _keep(work: Work, customer_id: int, occasion: str, values: Mapping[str, Any]) -> int:
    meta = {"person_id": work.moment.person_id, "at": work.now}
    known = next(iter(work.find(Greeting, customer_id=customer_id, occasion=occasion)), None)
    if known is not None:
        work.change(Greeting, known["id"], {**values, **meta}, current=known)
        return int(known["id"])
    plain = {"way": "", "subject": "", "text": "", "interaction_id": None, **values}
    return work.insert(Greeting, customer_id=customer_id, occasion=occasion, **plain, **meta)


def _still_open(work: Work, ids: Sequence[int], occasion: str, on: dt.date) -> dict[int, str]:
    """Return the key of each customer's own occasion, without those who were greeted or passed over."""
    table, found = table_of(Greeting), {}
    for start in range(0, len(ids), CHUNK):
        some = list(ids[start : start + CHUNK])
        home = office_country(work)
        keys = keys_of(work, key=occasion, on=on, ids=some, home=home) if of_many(occasion) else {}
        done = sa.select(table.c.customer_id).where(
            table.c.customer_id.in_(some),
            table.c.occasion.in_(sorted(set(keys.values()))),
            table.c.state != "draft",
        )
        over = set(work.connection.execute(done).scalars())
        found.update({one: key for one, key in keys.items() if one not in over})
    return found


# -- rules ---------------------------------------------------------------------------------------


def set_rule(
    work: Work,
    *,
    group: str,
    ways: Sequence[str] | None = None,
    warn_days: int | None = None,
    class_: str = "",
    customer_id: int | None = None,
) -> int:
    """Set how a class, or one customer, is greeted on a group of occasions; return the rule's id.

    ``ways`` in order of preference, none of them for «nothing», None as usual; ``warn_days`` None as usual.

    Raises:
        BadValue: there is no such group, class or way, or the days are too many.
    """
    _check_rule(group, ways, warn_days, class_)
    said = "" if ways is None else " ".join(ways) or NOTHING
    where = {"customer_id": customer_id, "class_": "" if customer_id else class_, "group": group}
    known = next(iter(work.find(GreetingRule, **where)), None)
    values = {"ways": said, "warn_days": warn_days}
    if known is not None:
        work.change(GreetingRule, known["id"], values)
        row_id = int(known["id"])
    else:
        row_id = work.insert(GreetingRule, **where, **values)
    if customer_id is not None:
        work.name(N_("Changed how {name} is greeted"), name=name_of(work, customer_id))
    else:
        work.name(N_("Changed how customers are greeted"))
    return row_id


def reset_rule(work: Work, *, group: str, class_: str = "", customer_id: int | None = None) -> None:
    """Let a class or a customer be greeted as usual again."""
    for row in work.find(GreetingRule, customer_id=customer_id, class_=class_, group=group):
        work.remove(GreetingRule, row["id"])
    work.name(N_("Changed how customers are greeted"))


def _check_rule(group: str, ways: Sequence[str] | None, warn_days: int | None, class_: str) -> None:
    if group not in set(Group):
        raise BadValue(value=group, field="group")
    if class_ and class_ not in CLASSES:
        raise BadValue(value=class_, field="class")
    for way in ways or ():
        if way not in WAYS:
            raise BadValue(value=way, field="way")
    if warn_days is not None and not 0 <= warn_days <= LONGEST_WARNING:
        raise BadValue(value=warn_days, field="warn_days")


# -- days of the team's own ----------------------------------------------------------------------


def add_own_day(
    work: Work, *, name: str, month: int, day: int, professions: str = "", country: str = ""
) -> int:
    """Add a day of the team's own, for customers of ``professions`` (words divided by commas) and of ``country``.

    Raises:
        BadValue: it has no name, or there is no such day.
    """
    values = {"name": name, "month": month, "day": day, "professions": professions, "country": country}
    row_id = work.insert(OwnDay, **_own_day(values))
    work.name(N_("Added the day “{day}”"), day=name)
    return row_id


def edit_own_day(
    work: Work, *, row_id: int, values: Mapping[str, Any], was: Mapping[str, Any] | None = None
) -> None:
    """Change a day of the team's own."""
    row = work.get(OwnDay, row_id)
    checked = _own_day({**row, **values})
    work.change(OwnDay, row_id, {name: checked[name] for name in values}, was, current=row)
    work.name(N_("Changed the day “{day}”"), day=row["name"])


def remove_own_day(work: Work, *, row_id: int) -> None:
    """Remove a day of the team's own; who was greeted on it stays on the timelines."""
    row = work.remove(OwnDay, row_id)
    work.name(N_("Removed the day “{day}”"), day=row["name"])


def _own_day(values: Mapping[str, Any]) -> dict[str, Any]:
    name = " ".join(str(values["name"]).split())
    if not name:
        raise BadValue(value=values["name"], field="name")
    try:
        Birth(int(values["month"]), int(values["day"]))
    except ValueError as fault:
        raise BadValue(value=f"{values['day']}.{values['month']}", field="day") from fault
    words = [word.strip() for word in str(values["professions"]).split(",") if word.strip()]
    return {
        "name": name,
        "month": int(values["month"]),
        "day": int(values["day"]),
        "professions": ", ".join(words),
        "country": str(values["country"]).strip().upper(),
    }
