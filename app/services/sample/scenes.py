"""What a sample holds today: requests that wait, what is late or due, who is silent, whose birthday it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, Final

from app.domain.keys import digits
from app.domain.touch import interval_of
from app.domain.translit import to_latin
from app.services.sample.draft import Account, Card, Contact, Todo, World
from app.services.sample.naming import Names
from app.services.sample.steps import NextSteps
from app.services.sample.story import said
from app.services.sample.timeline import Timeline

#: for how many minutes of working days the requests have been waiting, and from when till when such a day lasts
_AGES: Final = (12, 40, 95, 170, 300, 560, 1150)
_DAY: Final = (9 * 60, 18 * 60)


class Today:
    """Arranges the present."""

    def __init__(self, world: World, names: Names, timeline: Timeline) -> None:
        self.world, self.names, self.timeline = world, names, timeline
        self.random, self.story = world.random, world.story
        #: customers that fell out of sight
        self.unseen: list[Card] = []

    def arrange(self, *, size: int, doubles: int) -> None:
        """Arrange everything; ``size`` scales how much of it there is (1 for 300 customers)."""
        active = [one for one in self.world.accounts if one.status == "active"]
        self._keep_in_touch(active, size)
        self._wait(active, 7 * size)
        self._tasks()
        steps = NextSteps(self.world, self.unseen)
        steps.fill()
        steps.be_late(4 * size)
        steps.be_due(12 * size)
        self._birthdays(active, 4 * size)
        self._greet(active)
        self._favours(active)
        self._files()
        self._acquaintances(active)
        self._double(doubles)

    # --- nobody is forgotten, but for a few

    def _keep_in_touch(self, active: list[Account], size: int) -> None:
        """Let the team call whom it would call in time; a few are out of sight."""
        valued = [one for one in active if one.class_ in {"A", "B", "C"}]
        self.unseen = [one.buyer for one in self.random.sample(valued, min(5 * size, len(valued) // 4))]
        silent = {id(card) for card in self.unseen}
        for account in active:
            for card in account.cards:
                interval = interval_of(card.values.get("class_", ""), card.values.get("keep_in_touch_days"))
                if interval is not None and id(card) not in silent:
                    self._touch(account, card, interval)
        for account in self.world.accounts:
            if account.status == "lapsed":
                # whoever left is missed once, not with every card of the firm
                for card in account.cards:
                    if card is not account.buyer:
                        card.values["keep_in_touch_days"] = 0

    def _touch(self, account: Account, card: Card, interval: int) -> None:
        last = card.last_heard
        if last is not None and (self.world.today - last.date()).days <= interval - 3:
            return
        earliest = self.world.today - dt.timedelta(days=max(interval - 4, 3))
        first = max(earliest, last.date() + dt.timedelta(days=1)) if last else earliest
        first = max(first, min(account.start, self.world.today))
        day = first + dt.timedelta(days=self.random.randint(0, max((self.world.today - first).days - 4, 0)))
        day = self.world.week.after(day, 0)
        if card is account.org:
            self.timeline.run(account, "order_in", day)
        elif card is account.buyer:
            self.timeline.run(account, "v_touch" if account.private else "touch", day)
        elif card in account.seconds[:1]:
            self.timeline.run(account, "descale" if account.machine else "touch", day)
        if card.last_heard is None or (self.world.today - card.last_heard.date()).days > interval:
            card.values["keep_in_touch_days"] = 0

    # --- today

    def _wait(self, active: list[Account], count: int) -> None:
        """Let requests wait for an answer, some for minutes and some for days."""
        chosen = self._asking(active, count)
        for number, account in enumerate(chosen):
            about = self.story.waiting[number % len(self.story.waiting)]
            at = self._waking(
                _AGES[number % len(_AGES)] + number // len(_AGES) * 3 + self.random.randint(0, 7)
            )
            card = account.buyer
            # whoever spoke with the customer afterwards would have answered
            while any(contact.at >= at for contact in card.contacts):
                later = [contact for contact in card.contacts if contact.at >= at]
                card.contacts = [contact for contact in card.contacts if contact not in later]
                card.todos = [todo for todo in card.todos if todo.source not in later]
            month = self.story["months"][self.world.today.month % 12]
            invoice = "№ 1574" if self.story.language == "ru" else "HL-1574"
            slots = account.slots | {"month": month, "inv": invoice}
            card.contacts.append(
                Contact(
                    at=at,
                    person=self.world.at_work(card.responsible, at.date()),
                    kind=about["k"],
                    direction="in",
                    text=said(about["t"], slots, card.gender),
                    body=said(about["b"], slots, card.gender),
                    waits=True,
                )
            )

    def _asking(self, active: list[Account], count: int) -> list[Account]:
        """Return the firms whose requests wait; some of them are the manager's, who opens the program first."""
        unseen = {id(card) for card in self.unseen}
        firms = [one for one in active if not one.private and id(one.buyer) not in unseen]
        self.random.shuffle(firms)
        own = [one for one in firms if one.buyer.responsible == "manager"][: (count + 1) // 2]
        others = [one for one in firms if one not in own]
        chosen = own + others[: count - len(own)]
        self.random.shuffle(chosen)
        return chosen

    def _waking(self, age: int) -> dt.datetime:
        """Return the moment ``age`` minutes of working days ago: nobody asks at night, or waits through it."""
        first, last = _DAY
        now = self.world.now
        day, minute = now.date(), now.hour * 60 + now.minute
        if not self.world.week.working(day) or minute <= first:
            day, minute = self.world.week.before(day, 1), last
        minute = min(minute, last)
        while age >= minute - first:
            age -= minute - first
            day, minute = self.world.week.before(day, 1), last
        minute -= age
        return dt.datetime.combine(day, dt.time(minute // 60, minute % 60), self.world.zone)

    def _birthdays(self, active: list[Account], count: int) -> None:
        """Let somebody turn fifty today, and some have a birthday this week."""
        ranked = sorted(active, key=lambda one: ("VIP", "A", "B", "C", "D", "").index(one.class_))
        first = next((one for one in ranked if self._may_be_fifty(one)), None)
        chosen = [
            one.buyer for one in self.random.sample(ranked, min(count, len(ranked))) if one is not first
        ]
        for number, card in enumerate(chosen):
            day = self.world.today + dt.timedelta(days=1 + number % 6)
            card.values |= {"birth_month": day.month, "birth_day": day.day, "age": None, "age_noted_on": None}
        if first is not None:
            today = self.world.today
            first.buyer.values |= {
                "birth_year": today.year - 50,
                "birth_month": today.month,
                "birth_day": min(today.day, 28) if today.month == 2 else today.day,
                "age": None,
                "age_noted_on": None,
            }

    def _may_be_fifty(self, account: Account) -> bool:
        """Tell whether nothing that is known of the family and the name contradicts fifty years."""
        card = account.buyer
        oldest = min((row["birth_year"] or 9999 for row in card.rows["relatives"]), default=9999)
        wedding = min((row["year"] or 9999 for row in card.rows["personal_dates"]), default=9999)
        born = self.world.today.year - 50
        return 36 <= self._age(card) <= 66 and oldest >= born + 20 and wedding >= born + 20

    def _age(self, card: Card) -> int:
        return self.world.today.year - int(card.rows["born"][0]["year"])

    # --- the recent past

    def _greet(self, active: list[Account]) -> None:
        """Let valued customers have been greeted on their last birthday."""
        for account in active:
            values = account.buyer.values
            if account.class_ not in {"VIP", "A"} or not values.get("birth_month"):
                continue
            day = dt.date(self.world.today.year, values["birth_month"], min(values["birth_day"], 28))
            if day >= self.world.today:
                day = day.replace(year=day.year - 1)
            if day <= account.start:
                continue
            at = self.world.week.moment(self.random, self.world.week.after(day, 0), "call", self.world.zone)
            text = said(self.random.choice(self.story.greetings), account.slots, account.buyer.gender)
            if at < self.world.now:
                account.buyer.contacts.append(
                    Contact(at, account.buyer.responsible, "greeting", "out", text, mood="good")
                )

    def _favours(self, active: list[Account]) -> None:
        for account in active:
            if account.class_ not in {"VIP", "A", "B"} or not self.world.chance(0.45):
                continue
            side = self.random.choice(("given", "received"))
            days = max(min((self.world.today - account.start).days, 500), 1)
            on = self.world.week.before(
                self.world.today - dt.timedelta(days=self.random.randint(0, days - 1)), 1
            )
            if on < account.start:
                continue
            text = said(self.random.choice(self.story["favours"][side]), {}, account.buyer.gender)
            account.buyer.rows["favours"].append({"side": side, "text": text, "on": on, "weight": 1})

    def _files(self) -> None:
        """Attach price lists, offers and installation reports to those who got them."""
        for account in self.world.accounts:
            share = {"VIP": 0.9, "A": 0.7, "B": 0.5, "C": 0.15}.get(account.class_, 0.3)
            if account.org is None or not self.world.chance(share):
                continue
            kinds = ["offer"] if account.status != "active" else ["price", "offer"]
            kinds += ["act"] if account.machine else []
            for kind in kinds[: self.random.randint(1, len(kinds))]:
                account.org.files.append(self._file(account, kind))

    def _file(self, account: Account, kind: str) -> tuple[str, str, dt.datetime]:
        org, story = account.org, self.story
        assert org is not None
        contacts = [contact.at for card in account.cards for contact in card.contacts]
        at = self.random.choice(contacts) if contacts else self.world.now - dt.timedelta(days=1)
        about = story["files"][kind]
        keeper = next(one for one in story["team"] if one["key"] == org.responsible)
        address = next((row["value"] for row in org.rows["channels"] if row["kind"] == "address"), "")
        beans = "\n".join(f"  {one['name']:<14} {story.money(one['price'])}" for one in story["beans"])
        rents = "\n".join(f"  {one['name']:<14} {story.money(one['rent'])}" for one in story["machines"])
        date = at.strftime("%d.%m.%Y") if story.language == "ru" else at.strftime("%d %b %Y")
        slots = account.slots | {
            "org": org.title,
            "month": story["months"][at.month - 1],
            "year": at.year,
            "date": date,
            "lines": beans,
            "rents": rents,
            "our": keeper["name"],
            "tech": story["technicians"][0],
            "address": address,
        }
        return str(about["name"]).format(**slots), str(about["text"]).format(**slots), at

    def _acquaintances(self, active: list[Account]) -> None:
        """Let some buyers know each other: the trade is small."""
        buyers = [one.buyer for one in active if not one.private]
        for _ in range(len(buyers) // 6):
            one, other = self.random.sample(buyers, 2)
            kind = self.random.choice(("friend", "acquaintance", "acquaintance"))
            if one.city["name"] == other.city["name"] and all(link[1] is not other for link in one.links):
                one.links.append((kind, other, ""))

    # --- doubles, and the team's own tasks

    def _double(self, count: int) -> None:
        """Enter some customers twice, as it happens: from a visiting card, from the site, by another person."""
        people = [
            account.buyer
            for account in self.world.accounts
            if account.status == "active"
            and any(row["kind"] == "phone" for row in account.buyer.rows["channels"])
        ]
        for number, card in enumerate(self.random.sample(people, min(count, len(people)))):
            self.world.extra.append(self._twin(card, number))

    def _twin(self, card: Card, number: int) -> Card:
        values: dict[str, Any] = {
            name: card.values.get(name, "")
            for name in (
                "kind",
                "surname",
                "given",
                "gender",
                "language",
                "country",
                "time_zone",
                "territory",
            )
        }
        since = self.world.week.before(self.world.today, self.random.randint(4, 35))
        keeper = "city" if card.responsible != "city" else "away"
        twin = Card(
            values | {"formality": "", "source": self.story["sources"][1][0]}, card.city, since, keeper
        )
        twin.tags = list(self.story["tags"]["prospect"])
        phone = next(row for row in card.rows["channels"] if row["kind"] == "phone")
        if number % 3 == 1:
            twin.values["given"] = f"{values['given'][:1]}."
        elif number % 3 == 0 and self.story.language == "ru":
            twin.values |= {name: to_latin(values[name]) for name in ("surname", "given")}
        elif number % 3 == 0:
            twin.values["surname"] = _misheard(values["surname"])
        written = digits(phone["value"])
        if self.story.language == "ru" and written.startswith("7"):
            written = f"8{written[1:4]}{written[4:]}"
        else:
            written = f"+{written}"
        twin.rows["channels"].append(
            {**phone, "value": written, "label": "", "origin": "found", "confirmed_on": since}
        )
        at = self.world.week.moment(self.random, since, "form", self.world.zone)
        note = said(self.random.choice(self.story.duplicate_notes), {"label": self._label(card)}, card.gender)
        twin.contacts.append(Contact(at, keeper, "note", "in", note))
        return twin

    def _label(self, card: Card) -> str:
        lines = self.story["lines"]
        account = next(one for one in self.world.accounts if one.buyer is card)
        return (
            str(lines[account.line]["label"])
            if account.line in lines
            else str(self.story["tags"]["private"][0])
        )

    def _tasks(self) -> None:
        """Give the team tasks of its own, without a customer."""
        people = ("manager", "city", "manager", "owner", "city")
        for number, (text, rule, time) in enumerate(self.story["team_tasks"]):
            due = self.world.week.after(self.world.today, number)
            if "BYDAY=MO" in rule:
                due = self.world.today + dt.timedelta(days=(7 - self.world.today.weekday()) % 7)
            task = Todo(due, people[number % len(people)], text, "task", due_time=time, repeat=rule)
            self.world.tasks.append(task)
            if rule:
                past = self.world.week.before(due, 5)
                done = self.world.week.moment(self.random, past, "call", self.world.zone)
                if done < self.world.now:
                    result = str(self.story["done"][0])
                    self.world.tasks.append(
                        replace(task, due_on=past, repeat="", done_at=done, result=result)
                    )


def _misheard(name: str) -> str:
    """Return a name as somebody wrote it who only heard it: two letters of the middle swapped."""
    middle = len(name) // 2
    return name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]
