"""What happened with each customer in two years: threads of contacts, each with its reason and its outcome."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Final

from app.services.sample.accounts import WINDOW
from app.services.sample.draft import Account, Card, Contact, Todo, World
from app.services.sample.story import Scene, Thread, fitting, said, sentence

#: working days between two threads, by class
_GAPS: Final = {"VIP": (4, 11), "A": (6, 15), "B": (9, 20), "C": (18, 45), "D": (28, 60), "": (18, 45)}
_MINUTES: Final = {"call": 5, "meeting": 45, "visit": 60}


class Timeline:
    """Lets threads happen."""

    def __init__(self, world: World) -> None:
        self.world, self.random, self.story = world, world.random, world.story
        self.first_day = world.today - dt.timedelta(days=WINDOW)
        # who speaks for the card of the thread that runs
        self._gender = "male"
        #: how often each text stands on a card: nobody writes the same note again and again
        self._used: Counter[tuple[int, str]] = Counter()

    def live(self, account: Account) -> None:
        """Let the whole relation happen, from the first enquiry or two years ago until today."""
        day = account.start
        if account.status in {"prospect", "lost"}:
            self._run(account, self._chosen(account, self.story.threads[account.status], day), day)
            return
        if day >= self.first_day and not account.private:
            fitting = self._chosen(account, self._openings(account), day)
            day = self._run(account, fitting, day)
        day = max(day, self.first_day + dt.timedelta(days=self.random.randint(1, 20)))
        end = self._end(account)
        while True:
            day = self.world.week.after(day, self.random.randint(*_GAPS[account.class_]))
            if day > end:
                break
            thread = self._chosen(account, self._pool(account), day)
            day = self._run(account, thread, day)
        if account.status == "lapsed":
            self._run(account, self._chosen(account, self.story.threads["lapse"], end), end)

    def _openings(self, account: Account) -> Sequence[Thread]:
        """Return the beginnings that agree with where the customer heard of us."""
        source = str(account.buyer.values.get("source", ""))
        threads = {thread.id: thread for thread in self.story.threads["start"]}
        names = [name for name, _ in self.story["sources"]]
        wanted = {names[0]: "referral", names[2]: "fair", names[5]: "cold"}.get(source, "site")
        return [threads[wanted]]

    def _end(self, account: Account) -> dt.date:
        if account.status != "lapsed":
            return self.world.today
        long_ago = self.world.today - dt.timedelta(days=self.random.randint(70, 300))
        return self.world.week.after(max(long_ago, account.start + dt.timedelta(days=30)), 0)

    def _pool(self, account: Account) -> Sequence[Thread]:
        return self.story.threads["private" if account.private else "regular"]

    def _chosen(self, account: Account, threads: Sequence[Thread], day: dt.date) -> Thread:
        """Return a thread that fits the customer, the season, and what happened lately."""

        def fits(thread: Thread) -> bool:
            last = account.last_runs.get(thread.id)
            return (
                (not thread.lines or account.line in thread.lines)
                and (not thread.classes or account.class_ in thread.classes)
                and (not thread.months or day.month in thread.months)
                and (not thread.needs_machine or account.machine)
                and (thread.who != "second" or bool(account.seconds) or thread.needs_machine)
                and (thread.who != "private" or account.private)
                and (thread.who == "private" or not account.private)
                and (last is None or (day - last).days >= thread.gap)
            )

        fitting = [thread for thread in threads if fits(thread)] or list(threads)
        return self.random.choices(fitting, [thread.weight for thread in fitting])[0]

    # --- one thread

    def run(self, account: Account, thread_id: str, day: dt.date) -> None:
        """Let a thread of a given name happen."""
        thread = next(one for group in self.story.threads.values() for one in group if one.id == thread_id)
        self._run(account, thread, day)

    def _run(self, account: Account, thread: Thread, day: dt.date) -> dt.date:
        """Let a thread happen from ``day`` on and return the day of its last contact."""
        account.last_runs[thread.id] = day
        card = account.card_for(thread.who)
        self._gender = (account.buyer if card.organisation else card).gender
        days = self._days(account, thread, day)
        if thread.need:
            self._need(card, thread.need, days[0][1])
        open_: Todo | None = None
        asked: Contact | None = None
        before: dt.datetime | None = None
        made: list[Contact] = []
        last = len(days) - 1
        for number, (scene, date) in enumerate(days):
            at = self._moment(scene, date, before)
            if at > self.world.now:
                self._promise(open_, scene, at)
                break
            following = days[number + 1][1] if number < last else None
            contact = self._contact(account, card, scene, at, following)
            if scene.direction == "out" and asked is not None and not scene.missed:
                asked.answered_by, asked = contact, None
            asked = contact if scene.waits else asked
            open_ = self._close(open_, scene, contact, self._slots(account, card, at, following))
            open_ = self._plan(card, account, scene, contact) or open_
            made.append(contact)
            before = at + dt.timedelta(minutes=contact.minutes or 1)
        self._settle(open_)
        if asked is not None:
            # a request that nobody answered: those that wait today are chosen elsewhere, on purpose
            made = self._without(card, made, asked)
        return made[-1].at.date() if made else day

    def _days(self, account: Account, thread: Thread, day: dt.date) -> list[tuple[Scene, dt.date]]:
        """Return the scenes that take place, with their days."""
        found: list[tuple[Scene, dt.date]] = []
        date = self.world.week.after(day, 0)
        for scene in thread.scenes:
            if scene.machine_only and not account.machine:
                continue
            if not self.world.chance(scene.chance / 100):
                continue
            date = self.world.week.after(date, self.random.randint(*scene.days)) if found else date
            found.append((scene, date))
        return found

    def _moment(self, scene: Scene, date: dt.date, before: dt.datetime | None) -> dt.datetime:
        week, zone = self.world.week, self.world.zone
        if before is None or (before.date() < date and not scene.soon):
            return week.moment(self.random, date, scene.kind, zone)
        return week.soon(self.random, before)

    def _contact(
        self, account: Account, card: Card, scene: Scene, at: dt.datetime, following: dt.date | None
    ) -> Contact:
        slots = self._slots(account, card, at, following)
        texts = fitting(scene.texts, account.line)
        if scene.local and account.local and self.world.chance(0.8):
            texts = list(scene.local)
        elif scene.remote and not account.local:
            texts = list(scene.remote)
        kind = "call" if scene.kind == "visit" and scene.remote and not account.local else scene.kind
        person = self.world.at_work(card.responsible, at.date())
        contact = Contact(
            at=at,
            person=person,
            kind=kind,
            direction=scene.direction,
            text=sentence(self._said(texts, slots, card)),
            body=self._said(scene.bodies, slots, card) if scene.bodies else "",
            minutes=self.random.randint(*scene.minutes) if scene.minutes else None,
            missed=scene.missed,
            mood=self.random.choice(scene.moods) if scene.moods and self.world.chance(0.8) else "",
            given=scene.given,
            asked=scene.asked,
            waits=scene.waits,
        )
        card.contacts.append(contact)
        if scene.favour:
            side, text = scene.favour
            entry = {"side": side, "text": said(text, slots, card.gender), "on": at.date(), "weight": 1}
            if all(row["text"] != entry["text"] for row in card.rows["favours"]):
                card.rows["favours"].append(entry)
        return contact

    def _said(self, texts: Sequence[str], slots: dict[str, object], card: Card) -> str:
        fresh = min(self._used[id(card), text] for text in texts)
        text = self.random.choice([text for text in texts if self._used[id(card), text] == fresh])
        self._used[id(card), text] += 1
        return said(text, slots, card.gender or self._gender)

    def _slots(
        self, account: Account, card: Card, at: dt.datetime, following: dt.date | None
    ) -> dict[str, object]:
        story, random = self.story, self.random
        later = (
            following
            if following and following > at.date()
            else self.world.week.after(at.date(), random.randint(1, 3))
        )
        month = at.month % 12
        invoice = 120 + (at.date() - self.first_day).days * 2 + random.randint(0, 1)
        contact = card if not card.organisation else account.buyer
        greeting = addressed(contact, story.language)
        keeper = next(one for one in story["team"] if one["key"] == card.responsible)
        return account.slots | {
            "on": story["weekdays"][later.weekday()],
            "month": story["months"][month],
            "month_to": story["months_to"][(month + 1) % 12],
            "inv": f"№ {invoice}" if story.language == "ru" else f"HL-{invoice}",
            "pct": random.choice((3, 4, 5, 6, 7)),
            "tech": random.choice(story["technicians"]) if account.local else story["partner"],
            "fair": random.choice(story["fairs"]),
            "contact": greeting,
            "our": keeper["name"],
            "salute": str(story["salute"]).format(contact=greeting),
            "sign": str(story["sign"]).format(our=keeper["name"]),
        }

    # --- what contacts lead to

    def _plan(self, card: Card, account: Account, scene: Scene, contact: Contact) -> Todo | None:
        """Note what the contact leads to; its day is set when that happens, or is expected to."""
        if not scene.next_:
            return None
        slots = self._slots(account, card, contact.at, None)
        days = scene.next_days or (5, 10)
        due = self.world.week.after(contact.at.date() + dt.timedelta(days=self.random.randint(*days)), 0)
        todo = Todo(
            due_on=due,
            person=contact.person,
            text=self._said(scene.next_, slots, card),
            kind=scene.next_kind,
            source=contact,
            made_at=contact.at,
            minutes=_MINUTES.get(scene.next_kind),
        )
        card.todos.append(todo)
        return todo

    def _close(
        self, todo: Todo | None, scene: Scene, contact: Contact, slots: dict[str, object]
    ) -> Todo | None:
        """Finish what the thread promised, on the day on which it was done; a missed call leaves it open."""
        if todo is None or scene.missed:
            return todo
        todo.due_on = contact.at.date()
        if todo.kind in {"meeting", "visit"}:
            todo.due_time = contact.at.strftime("%H:%M")
        todo.done_at = min(contact.at + dt.timedelta(minutes=(contact.minutes or 5) + 5), self.world.now)
        results = scene.result or tuple(self.story["done"])
        todo.result = said(self.random.choice(results), slots, self._gender)
        return None

    def _promise(self, todo: Todo | None, scene: Scene, at: dt.datetime) -> None:
        """Leave what comes next as an open follow-up on its day."""
        if todo is None:
            return
        todo.due_on = max(at.date(), self.world.today)
        if scene.kind in {"meeting", "visit"}:
            todo.kind, todo.due_time = scene.kind, at.strftime("%H:%M")

    def _settle(self, todo: Todo | None) -> None:
        """Finish what was due long ago: only what is late on purpose stays late."""
        if todo is None or todo.done_at is not None or todo.due_on > self.world.today:
            return
        if todo.due_on == self.world.today:
            todo.due_on = self.world.week.after(self.world.today, self.random.randint(1, 4))
            return
        todo.done_at = min(
            self.world.week.moment(self.random, todo.due_on, "call", self.world.zone), self.world.now
        )
        todo.result = str(self.random.choice(self.story["done"]))
        if todo.source is not None and todo.done_at <= todo.source.at:
            todo.done_at = todo.source.at + dt.timedelta(minutes=20)

    def _without(self, card: Card, made: list[Contact], asked: Contact) -> list[Contact]:
        """Take an unanswered request, and what came after it, off the card."""
        gone = made[made.index(asked) :]
        card.contacts = [contact for contact in card.contacts if contact not in gone]
        card.todos = [todo for todo in card.todos if todo.source not in gone]
        return made[: made.index(asked)]

    def _need(self, card: Card, text: str, on: dt.date) -> None:
        if on <= self.world.today and all(row["text"] != text for row in card.rows["needs"]):
            card.rows["needs"].append(
                {
                    "text": text,
                    "noted_on": on,
                    "met_on": None,
                    "purposes": "offer",
                    "origin": "told",
                    "confirmed_on": on,
                    "private": False,
                }
            )


def addressed(card: Card, language: str) -> str:
    """Return how letters address a person, and notes call her."""
    values = card.values
    if values.get("address_as") and values["formality"] == "informal":
        return str(values["address_as"])
    if language == "ru" and values["formality"] == "formal":
        return f"{values['given']} {values['patronymic']}".strip()
    if language == "en" and values["formality"] == "formal":
        return f"{'Ms' if card.gender == 'female' else 'Mr'} {values['surname']}"
    return str(values["given"])
