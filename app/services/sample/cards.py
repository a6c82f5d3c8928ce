"""The cards of a sample: people and organisations with all that is known of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from app.domain.fields import BY_KEY
from app.domain.keys import fold
from app.domain.translit import to_latin
from app.services.sample.draft import Card, World
from app.services.sample.naming import Names, birth_year, slug, tax_number
from app.services.sample.story import fitting, said

#: facts of a person with the share of people of whom they are known when everything is known
_PERSONAL: Final = {
    "wine": 0.5,
    "chocolate": 0.65,
    "tea": 0.8,
    "holiday": 0.55,
    "sport": 0.5,
    "pets": 0.4,
    "books": 0.4,
    "films": 0.4,
    "hobby": 0.7,
    "dislikes": 0.45,
    "taste_other": 0.15,
    "goals": 0.55,
    "profession": 0.5,
}
#: what one hears from the customer and nowhere else
_SAID: Final = frozenset({"phone", "email", "messenger", "terms", "needs"})
_COMPANY: Final = {
    "business_goals": 0.7,
    "season": 0.7,
    "decides": 0.75,
    "office": 0.6,
    "invested_integration": 0.25,
}
_ORIGINS: Final = (("told", 60), ("overheard", 15), ("found", 15), ("guessed", 10))
#: data that are columns of the customer, with the ways in which the team learns them
_NAME: Final = (("told", 65), ("found", 35))
_COLUMNS: Final = {
    "name": _NAME,
    "surname": _NAME,
    "given": _NAME,
    "patronymic": (("told", 55), ("found", 45)),
    "address_as": (("told", 70), ("overheard", 30)),
    "formality": (("told", 60), ("guessed", 40)),
    "birth": (("told", 45), ("overheard", 30), ("found", 25)),
    "source": (("told", 1),),
    "time_zone": (("found", 80), ("told", 20)),
    "hours": (("told", 65), ("overheard", 35)),
    "employer": (("told", 50), ("found", 50)),
    "position": (("told", 50), ("found", 40), ("overheard", 10)),
}
_DRIVERS: Final = (("service", 35), ("discount", 25), ("attention", 25), ("mix", 15))
_MARITAL: Final = (("married", 52), ("single", 18), ("divorced", 14), ("partner", 12), ("widowed", 4))


class Desk:
    """Fills in cards."""

    def __init__(self, world: World, names: Names) -> None:
        self.world, self.names, self.random, self.story = world, names, world.random, world.story

    def person(self, card_city: Mapping[str, Any], since: dt.date, *, young: bool = False) -> Card:
        """Return a person with a name, a birth date and no work yet."""
        country = self.country(card_city)
        year = birth_year(self.random, self.world.today, young=young)
        name = self.names.person(country, year, self.world.today.year)
        formal = self.world.chance(0.75 if self.story.language == "ru" else 0.25)
        values: dict[str, Any] = {
            "kind": "person",
            **name,
            "formality": "formal" if formal else "informal",
            "language": self.story.language if country in {"RU", "IE", "GB"} else "en",
            **self._birth(year),
        }
        card = Card(values, card_city, since, "")
        card.rows["born"].append({"year": year})  # what the team may not know, and relatives agree with
        self.place(card)
        short = self.names.of_country(country).get("short", self.story["names"].get("short", {}))
        if not formal and name["given"] in short and self.world.chance(0.6):
            values["address_as"] = short[name["given"]]
        return card

    def country(self, city: Mapping[str, Any]) -> str:
        """Return the country of a city."""
        return str(city.get("country", self.story["country"]))

    def place(self, card: Card) -> None:
        """Put a card into its city."""
        city = card.city
        card.values |= {
            "country": self.country(city),
            "time_zone": city["zone"],
            "territory": city["territory"],
        }

    def _birth(self, year: int) -> dict[str, Any]:
        """Return as much of the birth date as people tell."""
        month, day = self.random.randint(1, 12), self.random.randint(1, 28)
        told = self.random.random()
        if told < 0.5:
            return {"birth_year": year, "birth_month": month, "birth_day": day}
        if told < 0.68:
            return {"birth_month": month, "birth_day": day}
        if told < 0.74:
            noted = self.world.today - dt.timedelta(days=self.random.randint(20, 500))
            return {"age": noted.year - year, "age_noted_on": noted}
        return {}

    # --- ways to reach

    def channel(self, card: Card, kind: str, value: str, label: str = "", **more: Any) -> None:
        """Add a phone, e-mail, messenger, address or site; the first of its kind is preferred."""
        if not value:
            return
        first = not any(row["kind"] == kind for row in card.rows["channels"])
        card.rows["channels"].append(
            {
                "kind": kind,
                "value": value,
                "label": label,
                "preferred": first and kind in {"phone", "email"},
                **self.known(card, kind, stale=0.1),
                **more,
            }
        )

    def reach_person(self, card: Card, domain: str) -> None:
        """Give a person a mobile number, an e-mail and perhaps a messenger."""
        city, country = card.city, card.values["country"]
        mobile = self.names.phone("mobile", city, country)
        self.channel(card, "phone", mobile, "mobile")
        if not mobile or self.world.chance(0.15):
            self.channel(card, "phone", self.names.phone("office", city, country), "work")
        given, surname = (slug(to_latin(fold(card.values[name]))) for name in ("given", "surname"))
        self.channel(card, "email", self.names.email(f"{given[:1]}.{surname}", domain), "work")
        if mobile and self.world.chance(0.45):
            service = "telegram" if self.story.language == "ru" else "whatsapp"
            handle = f"@{given}_{surname}".replace("-", "_") if service == "telegram" else mobile
            self.channel(card, "messenger", handle, service)

    def reach_firm(self, card: Card, domain: str) -> None:
        """Give an organisation its number, address, e-mail and site."""
        city, country = card.city, card.values["country"]
        self.channel(card, "phone", self.names.phone("office", city, country), "main")
        self.channel(
            card, "email", self.names.email("info" if self.world.chance(0.6) else "office", domain), "main"
        )
        if self.world.chance(0.7):
            self.channel(card, "site", f"https://{domain}", "main")
        address = self.names.address(city, country, office=card.rows["line"][0]["line"] == "office")
        self.channel(card, "address", label="main", **address)

    # --- what is known

    def known(self, card: Card, key: str, *, stale: float = 0.2, origin: str = "") -> dict[str, Any]:
        """Return what is known of a datum: its purposes, origin, last confirmation and privacy."""
        field = BY_KEY.get(key)
        days = max((self.world.today - card.since).days, 1)
        old = self.world.chance(stale)
        age = (
            self.random.randint(min(days, 420), min(days, 1100))
            if old
            else self.random.randint(0, min(days, 400))
        )
        origin = origin or ("told" if key in _SAID else self._weighted(_ORIGINS))
        return {
            "purposes": ",".join(field.purposes) if field else "",
            "origin": origin,
            # what was guessed has been confirmed by nobody
            "confirmed_on": None if origin == "guessed" else self.world.today - dt.timedelta(days=age),
            "private": False,
        }

    def fact(self, card: Card, key: str, value: str, **more: Any) -> None:
        """Add a fact to a card unless it is there."""
        if value and all(row["key"] != key for row in card.rows["facts"]):
            card.rows["facts"].append({"key": key, "value": value, **self.known(card, key), **more})

    def columns(self, card: Card) -> None:
        """Note of most data that are columns where they came from and when they were confirmed; a few are private."""
        kept = {*card.values, "birth"} if _birth_known(card) else set(card.values)
        for key, origins in _COLUMNS.items():
            if key in kept and (key == "birth" or card.values[key]) and self.world.chance(0.85):
                meta = self.known(card, key, origin=self._weighted(origins))
                private = key == "birth" and meta["origin"] == "overheard" and self.world.chance(0.2)
                card.rows["facts"].append({"key": key, "value": None, **meta, "private": private})

    def knows(self, card: Card, share: float) -> bool:
        """Tell whether a datum is known that is known of ``share`` of the best known customers."""
        return self.world.chance(share * card.knowledge)

    def facts_of_person(self, card: Card) -> None:
        """Fill in tastes, goals and what else is known of a person."""
        choices = self.story["facts"]
        for key, share in _PERSONAL.items():
            # of private people the work is known instead
            if self.knows(card, share) and (key != "profession" or card.values.get("employer")):
                self.fact(card, key, said(self.random.choice(choices[key]), {}, card.gender))
        if card.gender == "female" and self.knows(card, 0.4):
            self.fact(card, "flowers", self.random.choice(choices["flowers"]))
        if self.knows(card, 0.12):
            value = self.random.choice(self.story["private_facts"]["dislikes"])
            self.fact(card, "dislikes", value, private=True, origin="overheard")
        if self.knows(card, 0.8):
            self.fact(card, "driver", self._weighted(_DRIVERS))
            self.fact(card, "style", "personal" if self.world.chance(0.6) else "quick")
        if self.knows(card, 0.12):
            self.fact(card, "own:allergy", self.random.choice(choices["allergy"]))
        card.values["note"] = card.values.get("note", "")
        self.family(card)

    def facts_of_firm(self, card: Card, line: str, staff: int) -> None:
        """Fill in what is known of an organisation."""
        choices = self.story["facts"]
        self.fact(card, "line", self.story["lines"][line]["label"])
        if self.knows(card, 0.9):
            self.fact(card, "size", str(staff))
        for key, share in _COMPANY.items():
            if self.knows(card, share):
                self.fact(card, key, self.random.choice(fitting(choices[key], line)))
        if self.knows(card, 0.9):
            self.fact(card, "driver", self._weighted(_DRIVERS))
        if self.knows(card, 0.8):
            self.fact(card, "tax_number", tax_number(card.values["country"], self.random), origin="found")
        if self.world.chance(0.2):
            years = self.random.randint(3, 24)
            self._date(card, "founding", self.world.today.year - years)

    def _weighted(self, choices: tuple[tuple[str, int], ...]) -> str:
        values, weights = zip(*choices, strict=True)
        return str(self.random.choices(values, weights)[0])

    # --- family

    def family(self, card: Card) -> None:
        """Give a person a family as far as the team knows it; ages agree."""
        if not self.knows(card, 0.75):
            return
        marital = self._weighted(_MARITAL)
        self.fact(
            card, "marital", marital, private=marital in {"divorced", "widowed"} and self.world.chance(0.3)
        )
        year = int(card.rows["born"][0]["year"])
        if marital in {"married", "partner"} and self.knows(card, 0.8):
            self._spouse(card, marital, year)
        if marital != "single" and self.world.today.year - year >= 27:
            for _ in range(self.random.choices((0, 1, 2, 3), (25, 40, 28, 7))[0]):
                self._child(card, year)

    def _spouse(self, card: Card, marital: str, year: int) -> None:
        names = self.names.of_country(card.values["country"])
        gender = "male" if card.gender == "female" else "female"
        generation = "old" if self.world.today.year - year >= 56 else "middle"
        relation = "spouse" if marital == "married" else "partner"
        self._relative(card, relation, self.random.choice(names[gender][generation]), None)
        if marital == "married" and self.world.chance(0.25):
            first = year + 21
            self._date(card, "wedding", self.random.randint(first, max(first, self.world.today.year - 1)))

    def _child(self, card: Card, year: int) -> None:
        name, gender = self.names.child(card.values["country"])
        if any(row["name"] == name for row in card.rows["relatives"]):
            return
        born = self.random.randint(max(year + 21, self.world.today.year - 24), self.world.today.year - 2)
        self._relative(card, "daughter" if gender == "female" else "son", name, born)

    def _relative(self, card: Card, relation: str, name: str, year: int | None) -> None:
        birthday = year is not None and self.knows(card, 0.75)
        age = self.world.today.year - year if year is not None else -1
        notes = self._notes_of_age(age)
        card.rows["relatives"].append(
            {
                "relation": relation,
                "name": name,
                "birth_year": year if birthday else None,
                "birth_month": self.random.randint(1, 12) if birthday else None,
                "birth_day": self.random.randint(1, 28) if birthday else None,
                "note": self.random.choice(notes) if notes and self.world.chance(0.4) else "",
                **self.known(card, "relatives"),
            }
        )

    def _notes_of_age(self, age: int) -> list[str]:
        """Return what may be said of a child of ``age``."""
        stages = ((3, 5, "small"), (7, 15, "school"), (17, 18, "leaving"), (19, 30, "grown"))
        stage = next((name for first, last, name in stages if first <= age <= last), "")
        return list(self.story["relatives_notes"].get(stage, ()))

    def _date(self, card: Card, label: str, year: int) -> None:
        card.rows["personal_dates"].append(
            {
                "label": label,
                "year": year,
                "month": self.random.randint(1, 12),
                "day": self.random.randint(1, 28),
                "sad": False,
                **self.known(card, "dates"),
            }
        )

    # --- needs, terms, consents, favours

    def needs(self, card: Card, line: str, *, most: int = 3) -> None:
        """Add needs, some of them met."""
        choices = list(self.story["needs"][line])
        self.random.shuffle(choices)
        for text in choices[: self.random.randint(0, most)]:
            self.need(card, text)

    def need(self, card: Card, text: str) -> None:
        """Add one need, noted within the relation and perhaps met later."""
        days = max((self.world.today - card.since).days, 1)
        noted = self.world.today - dt.timedelta(days=self.random.randint(0, min(days, 500)))
        met = noted + dt.timedelta(days=self.random.randint(10, 120))
        card.rows["needs"].append(
            {
                "text": text,
                "noted_on": noted,
                "met_on": met if met <= self.world.today and self.world.chance(0.6) else None,
                **self.known(card, "needs"),
                "origin": "told",
                "confirmed_on": noted,
            }
        )

    def terms(self, card: Card) -> None:
        """Add one or two of the customer's own terms."""
        for kind, channel, value in self.random.sample(self.story["terms"], self.random.randint(1, 2)):
            if all(row["kind"] != kind for row in card.rows["terms"]):
                meta = self.known(card, "terms") | {"origin": "told"}
                card.rows["terms"].append({"kind": kind, "channel": channel, "value": value, **meta})

    def consents(self, card: Card) -> None:
        """Record what was said about letters and calls, with when and how."""
        wording = self.story["consent"]
        states = (("given", 68), ("refused", 17), ("withdrawn", 8), ("not_asked", 7))
        for channel in ("email", "phone") if self.world.chance(0.35) else ("email",):
            state = self._weighted(states)
            asked = state != "not_asked"
            days = max((self.world.today - card.since).days, 1)
            day = self.world.week.before(
                self.world.today - dt.timedelta(self.random.randint(0, min(days, 650) - 1)), 1
            )
            moment = self.world.week.moment(self.random, day, "call", self.world.zone)
            card.rows["consents"].append(
                {
                    "channel": channel,
                    "topic": self.random.choice(wording["topics"]),
                    "state": state,
                    "at": moment.astimezone(dt.UTC) if asked else None,
                    "until": (moment + dt.timedelta(days=1095)).date() if state == "given" else None,
                    "how": self.random.choice(wording["how"]) if asked else "",
                    "wording": self.random.choice(wording[state]) if asked else "",
                }
            )

    def favour(self, card: Card, side: str, text: str, on: dt.date) -> None:
        """Enter thanks or a favour into the ledger."""
        card.rows["favours"].append(
            {"side": side, "text": said(text, {}, card.gender), "on": on, "weight": 1}
        )


def _birth_known(card: Card) -> bool:
    return any(card.values.get(name) for name in ("birth_year", "birth_month", "age"))
