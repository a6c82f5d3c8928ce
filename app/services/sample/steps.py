"""The next steps of a sample: most customers have one, a few are late, the day of each person is full but not too full."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, Final
from zoneinfo import ZoneInfo

from app.domain.availability import spans_on
from app.domain.hours import Hours, weekdays
from app.domain.hours_text import parse_hours
from app.services.sample.draft import Account, Card, Todo, World
from app.services.sample.story import fitting, sentence

#: share of all customers that have a next step in a team that works well
SHARE: Final = 0.7
#: working days ahead at most, by class of the account
_AHEAD: Final = {"VIP": 10, "A": 16, "B": 22}
_DAYS: Final = 42
_MEETINGS: Final = frozenset({"meeting", "visit"})
#: share of steps that have an hour, by kind; a meeting always has one
_TIMED: Final = {"call": 0.6, "email": 0.08, "task": 0.2}
_MINUTES: Final = {"meeting": 45, "visit": 60}
_USUAL: Final = weekdays((9, 18))
_OURS: Final = range(9 * 60, 17 * 60 + 31, 30)
_OUR_MEETINGS: Final = range(10 * 60, 16 * 60 + 1, 30)


class NextSteps:
    """Gives customers their next steps."""

    def __init__(self, world: World, unseen: Collection[Card]) -> None:
        """``unseen`` are customers that fell out of sight: nobody plans anything for them."""
        self.world, self.random, self.story = world, world.random, world.story
        self.unseen = {id(card) for card in unseen}
        #: working days of the next six weeks
        self.furthest = sum(
            world.week.working(world.today + dt.timedelta(days=day)) for day in range(2, _DAYS + 1)
        )
        #: hours that are given away: (person, day, time)
        self.taken: set[tuple[str, dt.date, str]] = set()

    # --- somebody has thought of nearly everybody

    def fill(self) -> None:
        """Give a next step to those who lack one, those who matter most first, until most customers have one."""
        ranked = sorted(
            (self._rank(account, card), number, account, card)
            for number, (account, card) in enumerate(self._pairs())
            if not _open(card) and not self._left_alone(account, card)
        )
        cards = self.world.cards
        missing = round(len(cards) * SHARE) - sum(bool(_open(card)) for card in cards)
        for _, _, account, card in ranked[: max(missing, 0)]:
            todo = self._step(account, card)
            if todo is not None:
                card.todos.append(todo)

    def _pairs(self) -> list[tuple[Account, Card]]:
        return [(account, card) for account in self.world.accounts for card in account.cards]

    def _left_alone(self, account: Account, card: Card) -> bool:
        if id(card) in self.unseen or account.status == "lost":
            return True
        return account.class_ == "D" and not self.world.chance(0.15)

    def _rank(self, account: Account, card: Card) -> float:
        """Return the place in the queue for a next step: low ones come first."""
        rank = 0.0 if card in (account.org, account.buyer) else 0.6
        rank += {"VIP": -1.0, "A": -0.6, "B": -0.3}.get(account.class_, 0.0)
        rank += {"prospect": 2.0, "lapsed": 2.4}.get(account.status, 0.0)
        return rank + self.random.random()

    def _step(self, account: Account, card: Card) -> Todo | None:
        choices = [
            (text, kind, *rest)
            for text, kind, *rest in self.story["steps"][_role(account, card)]
            if self._fits(text, account, card) and (account.local or kind != "visit")
        ]
        if not choices:
            return None
        text, kind, *rest = self.random.choice(choices)
        furthest = min(_AHEAD.get(account.class_, _DAYS), self.furthest)
        # what is near is planned more often than what is far
        ahead = 1 + int(furthest * self.random.random() ** 1.2)
        due = self.world.week.after(self.world.today, ahead)
        person = self.world.at_work(card.responsible, due)
        return Todo(
            due,
            person,
            sentence(fitting([text], account.line)[0].format(**self._slots(account, card, due))),
            kind,
            due_time=self._time(card, person, due, kind),
            repeat=rest[0] if rest else "",
            minutes=_MINUTES.get(kind),
            made_at=self._made(card),
        )

    def _fits(self, text: str, account: Account, card: Card) -> bool:
        if not fitting([text], account.line):
            return False
        return (account.machine or "{machine}" not in text) and (bool(_need(card)) or "{need}" not in text)

    def _slots(self, account: Account, card: Card, due: dt.date) -> dict[str, object]:
        month = self.story["months"][due.month % 12]
        return account.slots | {"month": month, "need": _need(card)}

    def _made(self, card: Card) -> dt.datetime:
        """Return when the step was noted: after the last contact, as one does."""
        last = card.last_heard
        ago = self.world.now - dt.timedelta(days=3)
        return min(last + dt.timedelta(minutes=10), self.world.now) if last else ago

    # --- hours

    def _time(self, card: Card, person: str, day: dt.date, kind: str, *, earliest: int = 0) -> str:
        """Return an hour at which the customer can be reached and the person is free; empty for any time."""
        if kind not in _MEETINGS and not self.world.chance(_TIMED.get(kind, 0.5)):
            return ""
        minutes = [one for one in (_OUR_MEETINGS if kind in _MEETINGS else _OURS) if one >= earliest]
        self.random.shuffle(minutes)
        for minute in minutes:
            time = f"{minute // 60:02}:{minute % 60:02}"
            if (person, day, time) not in self.taken and self._reached(card, day, minute):
                self.taken.add((person, day, time))
                return time
        return ""

    def _reached(self, card: Card, day: dt.date, minute: int) -> bool:
        ours = dt.datetime.combine(day, dt.time(minute // 60, minute % 60), self.world.zone)
        theirs = ours.astimezone(ZoneInfo(str(card.values["time_zone"])))
        known = parse_hours(str(card.values.get("hours") or ""))
        hours: Hours = known if known is not None and not known.empty else _USUAL
        at = theirs.hour * 60 + theirs.minute
        return any(
            span.start <= at < span.end for span in spans_on(theirs.date(), hours, card.values["country"])
        )

    # --- late ones, and today's

    def be_late(self, count: int) -> None:
        """Let some follow-ups be late by a few days: of those with whom nobody has spoken for longest."""
        heard = [(last, card, todo) for card, todo in self._movable() if (last := card.last_heard)]
        heard.sort(key=lambda one: one[0])
        half = heard[: max(len(heard) // 2, 1)]
        for last, card, todo in self.random.sample(half, min(count, len(half) // 2)):
            due = self.world.week.before(self.world.today, self.random.randint(1, 4))
            first = last.date() + dt.timedelta(days=1)
            if first < self.world.today:
                due = max(due, self.world.week.after(first, 0))
                todo.due_on = min(due, self.world.week.before(self.world.today, 1))
                todo.person = card.responsible
                todo.made_at = min(self._made(card), self._before(todo.due_on))

    def be_due(self, count: int) -> None:
        """Let ``count`` follow-ups of the team be due today, a good part of them the manager's."""
        today = self.world.today
        todos = [todo for card in self.world.cards for todo in card.todos] + self.world.tasks
        count -= sum(todo.done_at is None and todo.due_on == today for todo in todos)
        open_ = self._movable()
        count = min(count, len(open_) // 3)
        chosen: list[tuple[Card, Todo]] = []
        for person, share in (("manager", 0.4), ("city", 0.35), ("away", 0.25)):
            own = [pair for pair in open_ if self.world.at_work(pair[0].responsible, today) == person]
            chosen += self.random.sample(own, min(round(count * share), len(own)))
        for card, todo in chosen[: max(count, 0)]:
            todo.due_on, todo.person = today, self.world.at_work(card.responsible, today)
            todo.made_at = min(self._made(card), self._before(today))
            todo.due_time = self._time(card, todo.person, today, todo.kind, earliest=self._still())

    def _still(self) -> int:
        """Return the first minute of today that is still to come; a day that is over is planned whole."""
        now = self.world.now
        minute = now.hour * 60 + now.minute
        return minute + 15 if minute < 16 * 60 else 0

    def _before(self, day: dt.date) -> dt.datetime:
        return self.world.week.moment(self.random, self.world.week.before(day, 2), "call", self.world.zone)

    def _movable(self) -> list[tuple[Card, Todo]]:
        """Return the follow-ups to come whose customer has been left in peace since the day before yesterday."""
        before = self.world.now - dt.timedelta(days=2)
        return [
            (card, todo)
            for card in self.world.cards
            for todo in card.todos
            if todo.done_at is None
            and not todo.repeat
            and todo.due_on > self.world.today
            and (card.last_heard is None or card.last_heard < before)
        ]


def _open(card: Card) -> list[Todo]:
    return [todo for todo in card.todos if todo.done_at is None]


def _need(card: Card) -> str:
    """Return what the customer wishes and has not got."""
    rows: list[dict[str, Any]] = card.rows["needs"]
    return next((str(row["text"]) for row in rows if row["met_on"] is None), "")


def _role(account: Account, card: Card) -> str:
    """Return which steps fit: by how the relation stands, else by what the customer is."""
    if account.status in {"prospect", "lapsed"}:
        return account.status
    if account.private:
        return "private"
    roles = {
        id(account.org): "org",
        id(account.buyer): "buyer",
        id(account.books): "books",
        id(account.top): "top",
    }
    return roles.get(id(card), "second")
