"""The customers of a sample: companies with their people, private persons, and how each relation stands."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Final

from app.domain.fields import CLASSES
from app.services.sample.cards import Desk
from app.services.sample.draft import Account, Card, World
from app.services.sample.naming import Names, city_of, source_of
from app.services.sample.story import fitting, said

_STATUSES: Final = (("active", 66), ("prospect", 16), ("lost", 8), ("lapsed", 10))
_CLASSES: Final = (("VIP", 9), ("A", 17), ("B", 21), ("C", 44), ("D", 9))
_PRIVATE: Final = (("C", 60), ("B", 10), ("", 30))
#: how well people of each class are known
_KNOWLEDGE: Final = {
    "VIP": (0.8, 1.0),
    "A": (0.65, 0.95),
    "B": (0.45, 0.8),
    "C": (0.2, 0.6),
    "D": (0.15, 0.5),
}
#: what a company of each class takes, as a share between the least and the most of its line
_VOLUME: Final = {
    "VIP": (0.75, 1.0),
    "A": (0.5, 0.8),
    "B": (0.3, 0.6),
    "C": (0.0, 0.3),
    "D": (0.0, 0.35),
    "": (0.1, 0.6),
}
WINDOW: Final = 730
#: share of all customers that the manager looks after herself
_MANAGED: Final = 0.27


@dataclass(frozen=True)
class Counts:
    """How many customers of each kind make up a sample."""

    firms: int
    people: int
    private: int
    doubles: int


def counts_of(customers: int) -> Counts:
    """Return what ``customers`` consist of: firms with at least one person each, private people, doubles."""
    doubles = round(customers * 0.02) if customers >= 20 else 0
    private = round(customers * 0.16)
    firms = max(round((customers - doubles - private) * 0.37), 1)
    return Counts(firms, customers - doubles - private - firms, private, doubles)


class Census:
    """Makes accounts."""

    def __init__(self, world: World, names: Names) -> None:
        self.world, self.names, self.random, self.story = world, names, world.random, world.story
        self.desk = Desk(world, names)
        self.dealt: dict[tuple[tuple[str, int], ...], Counter[str]] = defaultdict(Counter)

    def make(self, counts: Counts) -> None:
        """Make all accounts of the world; people beyond one per firm go to the more valuable firms."""
        extra = counts.people - counts.firms
        firms = [self._firm() for _ in range(min(counts.firms, counts.people))]
        ranked = sorted(range(len(firms)), key=lambda place: (*CLASSES, "").index(firms[place].class_))
        # two more people of the firms that matter most, one of the next, and so on round
        valued = [place for place in ranked if firms[place].class_ in {"VIP", "A"}]
        order = [*valued, *ranked, *ranked, *ranked]
        for place in order[: max(extra, 0)]:
            self._colleague(firms[place])
        self.world.accounts = [*firms, *(self._private() for _ in range(counts.private))]
        self._hand_over()
        self._recommendations()

    def _dealt(self, choices: tuple[tuple[str, int], ...]) -> str:
        """Return the choice that falls shortest of its weight so far: a small sample has some of each as well."""
        dealt = self.dealt[choices]
        total = sum(weight for _, weight in choices)
        value = max(choices, key=lambda one: one[1] * (dealt.total() + 1) / total - dealt[one[0]])[0]
        dealt[value] += 1
        return value

    def _weighted(self, choices: tuple[tuple[str, int], ...]) -> str:
        values, weights = zip(*choices, strict=True)
        return str(self.random.choices(values, weights)[0])

    # --- companies

    def _firm(self) -> Account:
        line = self._line()
        status = self._dealt(_STATUSES)
        class_ = self._dealt(_CLASSES) if status == "active" else self._class_of(status)
        while line == "lobby" and class_ in {"VIP", "A"}:
            line = self._line()  # a waiting room does not drink that much
        city = city_of(self.random, self.story["cities"])
        start = self._start(status, class_)
        org = Card(
            {"kind": "organisation", "name": self.names.firm(line, self.desk.country(city))}, city, start, ""
        )
        org.knowledge = self._knowledge(class_)
        org.rows["line"].append({"line": line})
        self.desk.place(org)
        domain = self.names.domain(org.title)
        self.desk.reach_firm(org, domain)
        buyer = self.desk.person(city, start)
        account = Account(buyer, status, class_, line, start, {}, org=org)
        account.local = bool(city.get("local"))
        account.slots = self._slots(account)
        account.machine = status in {"active", "lapsed"} and self.world.chance(0.72)
        self._employ(account, buyer, self._job("buyer", line, buyer), domain)
        staff = self._staff(line)
        self.desk.facts_of_firm(org, line, staff)
        self._company_rows(account)
        self._assign(account)
        return account

    def _line(self) -> str:
        lines = self.story["lines"]
        return str(self.random.choices(list(lines), [about["weight"] for about in lines.values()])[0])

    def _class_of(self, status: str) -> str:
        return self.random.choice(("A", "B", "C", "C", "C", "D")) if status == "lapsed" else ""

    def _knowledge(self, class_: str) -> float:
        low, high = _KNOWLEDGE.get(class_, (0.15, 0.5))
        return self.random.uniform(low, high)

    def _start(self, status: str, class_: str) -> dt.date:
        """Return the first contact: prospects came lately, growing customers within the year, others any time."""
        today, week = self.world.today, self.world.week
        if status == "prospect":
            days = self.random.randint(3, 45)
        elif status == "lost":
            days = self.random.randint(40, 260)
        elif class_ == "B":
            days = self.random.randint(110, 400)
        else:
            days = round(self.random.triangular(90, 2200, 700))
        return week.after(today - dt.timedelta(days=days), 0) if days > 6 else week.before(today, days)

    def _slots(self, account: Account) -> dict[str, object]:
        story, random = self.story, self.random
        about = story["lines"][account.line]
        low, high = about["kg"]
        share = random.uniform(*_VOLUME[account.class_])
        kg = max(2, round((low + (high - low) * share) / 2) * 2)
        beans, second = random.sample(story["beans"], 2)
        machine = story["machines"][random.choice(about["machines"])]
        seats = max(round(random.uniform(*about["seats"]) / 5) * 5, 5)
        label = about["label"]
        return {
            "beans": beans["name"],
            "beans2": second["name"],
            "decaf": story["decaf"],
            "kg": kg,
            "kg2": kg + max(2, round(kg * 0.4)),
            "price": story.money(beans["price"]),
            "sum": story.money(beans["price"] * kg),
            "machine": machine["name"],
            "mprice": story.money(machine["price"]),
            "rent": story.money(machine["rent"]),
            "grinder": random.choice(story["grinders"]),
            "home": random.choice(story["home_machines"])["name"],
            "seats": seats,
            "places": about["places"],
            "label": label,
            "cap_label": label[:1].upper() + label[1:],
            "rival": random.choice(story["rivals"]),
            "choc": story["choc"],
            "city": account.buyer.city["name"],
        }

    def _staff(self, line: str) -> int:
        _, low, high = self.story["lines"][line]["size"]
        return self.random.randint(low, high)

    def _job(self, role: str, line: str, card: Card) -> str:
        job = str(self.random.choice(self.story["jobs"][role][line]))
        return str(self.story["feminine_jobs"].get(job, job)) if card.gender == "female" else job

    def _employ(self, account: Account, card: Card, job: str, domain: str) -> None:
        """Let a person work at the firm of the account."""
        org = account.org
        assert org is not None
        card.values |= {"employer": org.title, "position": job}
        card.knowledge = self._knowledge(account.class_)
        self.desk.reach_person(card, domain)
        card.links.append(("member_of", org, ""))
        self.desk.facts_of_person(card)
        if self.world.chance(0.55):
            card.values["hours"] = self.random.choice(self.story["lines"][account.line]["hours"])
        note = self.random.choice(self.story["notes"]["buyer" if card is account.buyer else "second"])
        card.values["note"] = said(note, {}, card.gender)
        if self.world.chance(0.25):
            self.desk.terms(card)
        if self.world.chance(0.7):
            self.desk.consents(card)

    def _company_rows(self, account: Account) -> None:
        org, slots = account.org, account.slots
        assert org is not None
        org.values["note"] = self.random.choice(fitting(self.story["notes"]["org"], account.line))
        self.desk.needs(org, account.line)
        if self.world.chance(0.5):
            self.desk.needs(account.buyer, account.line, most=2)
        if account.machine:
            self.desk.fact(org, "own:machine", str(slots["machine"]))
        if account.status == "active":
            self.desk.fact(org, "own:kg", str(slots["kg"]))
        if account.class_ in {"VIP", "A"}:
            training = fitting(self.story["facts"]["invested_training"], account.line)
            self.desk.fact(org, "invested_training", self.random.choice(training))
            self.desk.fact(org, "invested_hours", str(self.random.randint(2, 12) * 5))
        if self.world.chance(0.4):
            self.desk.consents(org)
        if account.line == "hotel" and self.world.chance(0.5):
            self.desk.fact(account.buyer, "department", self.story["facts"]["department"][1])

    def _colleague(self, account: Account) -> None:
        """Add one more person to a firm: one at the bar or in the kitchen, and a bookkeeper."""
        org = account.org
        assert org is not None
        card = self.desk.person(account.buyer.city, account.start, young=not account.seconds)
        jobs = [
            job
            for job in self.story["jobs"]["second"][account.line]
            if (job in self._money_jobs()) == bool(account.seconds)
        ]
        wanted = self.random.choice(jobs or self.story["jobs"]["second"][account.line])
        job = self.story["feminine_jobs"].get(wanted, wanted) if card.gender == "female" else wanted
        domain = org.rows["channels"][1]["value"].partition("@")[2]
        top = wanted in self.story["top_jobs"]
        if top and account.top is None:
            account.top = card
        elif wanted in self._money_jobs() and account.books is None:
            account.books = card
        else:
            account.seconds.append(card)
        card.knowledge = 0.3
        self._employ(account, card, job, domain)
        chief, other = (card, account.buyer) if top else (account.buyer, card)
        other.links.append(("boss", chief, ""))
        if top or card is account.books or self.world.chance(0.6):
            # kept in touch with by way of the buyer
            card.values["keep_in_touch_days"] = 0
        if card is account.top or (card is not account.books and self.world.chance(0.4)):
            card.links.append(("influences", account.buyer, ""))
        self._copy_account(account, card)

    def _money_jobs(self) -> set[str]:
        return {self.story["bookkeeper"], "accountant", "бухгалтер"}

    def _copy_account(self, account: Account, card: Card) -> None:
        card.responsible = account.buyer.responsible
        card.values |= {"source": "", "class_": ""}
        card.tags = []

    # --- private people

    def _private(self) -> Account:
        # private people come to the showroom themselves
        city = city_of(self.random, [one for one in self.story["cities"] if one.get("local")])
        status = "active" if self.world.chance(0.85) else "prospect"
        class_ = self._weighted(_PRIVATE) if status == "active" else ""
        start = self._start(status, class_)
        card = self.desk.person(city, start, young=self.world.chance(0.4))
        card.knowledge = self.random.uniform(0.3, 0.8)
        account = Account(card, status, class_, "private", start, {})
        account.local = bool(city.get("local"))
        account.slots = self._private_slots(card)
        self.desk.reach_person(card, self.random.choice(("example.com", "example.org", "example.net")))
        for row in card.rows["channels"]:
            row["label"] = "home" if row["kind"] == "email" else row["label"]
        age = self.world.today.year - int(card.rows["born"][0]["year"])
        jobs = [job for job in self.story["jobs"]["private"] if job != self.story["retired"]]
        card.values["position"] = self.story["retired"] if age >= 63 else self.random.choice(jobs)
        if self.world.chance(0.4):
            self.desk.channel(
                card, "address", label="home", **self.names.address(city, card.values["country"])
            )
        card.values["note"] = said(self.random.choice(self.story["notes"]["private"]), {}, card.gender)
        self.desk.facts_of_person(card)
        self.desk.needs(card, "private", most=2)
        if self.world.chance(0.6):
            self.desk.consents(card)
        if self.world.chance(0.2):
            self.desk.terms(card)
        self._assign(account)
        return account

    def _private_slots(self, card: Card) -> dict[str, object]:
        beans, second = self.random.sample(self.story["beans"], 2)
        home = self.random.choice(self.story["home_machines"])
        cafes = self.story["lines"]["cafe"]["names"][:12]
        place = str(self.story["lines"]["cafe"]["kind"]).format(name=self.random.choice(cafes))
        return {
            "beans": beans["name"],
            "beans2": second["name"],
            "decaf": self.story["decaf"],
            "kg": 1,
            "kg2": 2,
            "price": self.story.money(beans["price"]),
            "home": home["name"],
            "place": place,
            "city": card.city["name"],
            "seats": 2,
            "label": "",
        }

    # --- who looks after whom, and where they came from

    def _assign(self, account: Account) -> None:
        """Give the account its responsible person, class, source and tags."""
        team = {member["key"]: member for member in self.story["team"]}
        if account.class_ == "VIP":
            keeper = self._dealt((("manager", 2), ("owner", 1)))
        else:
            keeper = "city" if account.local else "away"
        assert keeper in team
        source = source_of(self.story, self.random)
        tags = list(self.story["tags"]["private" if account.private else account.line])
        tags += self.story["tags"]["prospect"] if account.status == "prospect" else []
        tags += self.story["tags"]["lost"] if account.status == "lost" else []
        if account.machine:
            tags += self.story["tags"]["machine"]
        if account.class_ == "VIP" and not account.private:
            tags += self.story["tags"]["big"]
        reasons = self.story["class_reasons"]
        for card in account.cards:
            card.responsible = keeper
            card.values |= {"source": source, "class_": account.class_}
            card.tags = list(tags) if card is (account.org or account.buyer) else tags[:1]
            card.values["class_reason"] = (
                self.random.choice(reasons[account.class_]) if account.class_ else ""
            )
            if account.status == "lost":
                card.values["keep_in_touch_days"] = 365

    def _hand_over(self) -> None:
        """Give the manager her share of the customers, more often those who matter."""
        cards = [card for account in self.world.accounts for card in account.cards]
        missing = round(len(cards) * _MANAGED) - sum(card.responsible == "manager" for card in cards)
        others = [one for one in self.world.accounts if one.buyer.responsible in {"city", "away"}]
        others.sort(key=lambda one: {"A": 0, "B": 1}.get(one.class_, 2) + self.random.random() * 3)
        for account in others:
            if missing < len(account.cards):
                continue
            missing -= len(account.cards)
            for card in account.cards:
                card.responsible = "manager"

    def _recommendations(self) -> None:
        """Let recommended customers come from somebody who was there before."""
        word = self.story["referral"]
        givers = [
            one
            for one in self.world.accounts
            if one.status == "active" and one.class_ in {"VIP", "A", "B", "C"}
        ]
        for account in self.world.accounts:
            first: dict[str, Any] = account.buyer.values
            older = [one for one in givers if one.start < account.start and one is not account]
            if first.get("source") != word or not older:
                account.slots.setdefault("other", self.random.choice(self.world.accounts).cards[0].title)
                continue
            giver = self.random.choice(older)
            account.slots["other"] = giver.cards[0].title
            account.buyer.links.append(("recommended_by", giver.buyer, ""))
