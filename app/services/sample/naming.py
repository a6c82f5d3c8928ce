"""Names, numbers and addresses of a sample: right in form, and nobody's.

Phone numbers lie in ranges that exist in the numbering plan and are not given to anybody, or that a
regulator keeps for drama; e-mail domains are those that RFC 2606 reserves for examples.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, Final

from app.domain.keys import fold
from app.domain.translit import to_latin
from app.services.sample.story import Story, pick

_SLUG: Final = re.compile(r"[^a-z0-9]+")
#: age in years from which on people bear names of the older generations
_OLD, _MIDDLE = 56, 36


class Names:
    """Gives out names, numbers and addresses, each of them once."""

    def __init__(self, story: Story, random: Random) -> None:
        self.story, self.random = story, random
        self.taken: set[str] = set()
        self.numbers: dict[str, int] = {}
        pairs = [(first, second) for first in story["name_pairs"][0] for second in story["name_pairs"][1]]
        #: each line of business gives out all pairs in an order of its own
        self.pairs = {line: random.sample(pairs, len(pairs)) for line in story["lines"]}
        self.firms = {line: list(about["names"]) for line, about in story["lines"].items()}
        for names in self.firms.values():
            random.shuffle(names)

    def person(self, country: str, birth_year: int, year: int) -> dict[str, str]:
        """Return a full name with its gender, as columns of a customer."""
        for _ in range(200):
            found = self._person(country, birth_year, year)
            full = f"{found['surname']} {found['given']}"
            if full not in self.taken:
                break
        self.taken.add(full)
        return found

    def _person(self, country: str, birth_year: int, year: int) -> dict[str, str]:
        names, gender = self.of_country(country), self.random.choice(("female", "male"))
        age = year - birth_year
        generation = "old" if age >= _OLD else "middle" if age >= _MIDDLE else "young"
        given = self.random.choice(names[gender][generation])
        forms = self.random.choice(names["surnames"]).split("/")
        surname = forms[-1] if gender == "female" else forms[0]
        found = {"surname": surname, "given": given, "patronymic": "", "gender": gender}
        if "fathers" in names:
            father = self.random.choice(sorted(names["fathers"]))
            found["patronymic"] = names["fathers"][father][1 if gender == "female" else 0]
        return found

    def of_country(self, country: str) -> Mapping[str, Any]:
        """Return the names that are common in a country."""
        names: Mapping[str, Any] = self.story["names"]
        own: Mapping[str, Any] = names.get(country, names)
        return own

    def child(self, country: str) -> tuple[str, str]:
        """Return a child's given name and gender."""
        gender = self.random.choice(("female", "male"))
        return self.random.choice(self.of_country(country)[gender]["child"]), gender

    def firm(self, line: str, country: str) -> str:
        """Return the name of an organisation that nobody bears yet; people see at once what it is."""
        about = self.story["lines"][line]
        own = self.firms[line]
        # «DE:…» is a name for one country only
        fitting = [name for name in own if name[2:3] != ":" or name.startswith(country)]
        if not fitting:
            return self._composed(line)
        own.remove(fitting[-1])
        return str(about["kind"]).format(name=fitting[-1].removeprefix(f"{country}:"))

    def _composed(self, line: str) -> str:
        """Return a name made of two words, once those of the story have been given out."""
        about = self.story["lines"][line]
        first, second = self.pairs[line].pop() if self.pairs[line] else (line, str(len(self.taken)))
        name = f"{first} {second}"
        self.taken.add(name)
        return str(about.get("composed", about["kind"])).format(name=name)

    def phone(self, kind: str, city: Mapping[str, Any], country: str) -> str:
        """Return an unused number of ``kind`` (mobile or office); empty where the range has run out."""
        ranges = self.story["phones"][kind]
        area = str(city["area"])
        # one range for the country, or one for each area
        found = ranges[0] if isinstance(ranges, list) else ranges.get(area) or ranges.get(country)
        if found is None:
            return ""
        # areas of one form have ranges of their own
        key = f"{found['form']} {area if '{area}' in found['form'] else ''}"
        number = self.numbers.get(key, -1) + 1
        size = int(found["size"]) - int(found.get("first", 0))
        if number >= size:
            return ""
        self.numbers[key] = number
        # a step without common divisors visits every number of the range once, in no order to be seen
        mixed = (number * 7_919_317 + sum(map(ord, key)) * 48_611 + 3_527_419) % size + int(
            found.get("first", 0)
        )
        a, b, c = mixed // 10_000, mixed // 100 % 100, mixed % 100
        if size <= 100_000:
            a = mixed // 100 if size > 10_000 else mixed
            a %= 1000
        return str(found["form"]).format(area=area, a=a, b=b, c=c)

    def email(self, local: str, domain: str) -> str:
        """Return an unused address."""
        number = 1
        made = f"{local}@{domain}"
        while made in self.taken:
            number += 1
            made = f"{local}{number}@{domain}"
        self.taken.add(made)
        return made

    def domain(self, name: str) -> str:
        """Return a domain for an organisation, below one that is reserved for examples."""
        made = f"{slug(name)}.example.com"
        number = 1
        while made in self.taken:
            number += 1
            made = f"{slug(name)}-{number}.example.com"
        self.taken.add(made)
        return made

    def address(self, city: Mapping[str, Any], country: str, *, office: bool = False) -> dict[str, str]:
        """Return a postal address as columns of a channel."""
        random = self.random
        house = random.randint(1, 88)
        numbers = {"n": random.randint(1, 9), "m": random.randint(10, 99), "d": random.randint(1, 9)}
        postcode = str(city["postcode"]).format(**numbers)
        street = random.choice(city["streets"])
        if country == "RU":
            street = f"{street}, {house}" + (f", офис {random.randint(2, 90)}" if office else "")
        elif country in {"DE", "SE"}:
            street = f"{street} {house}"
        else:
            street = f"{house} {street}"
        parts = {
            "postcode": postcode,
            "region": str(city.get("region", "")),
            "city": str(city["name"]),
            "street": street,
        }
        return {**parts, "value": ", ".join(part for part in parts.values() if part), "country": country}


def slug(text: str) -> str:
    """Return a name as it stands in an address: «Кофейня «Полдень»» is polden."""
    quoted = re.search("«([^»]+)»", text)
    plain = to_latin(fold(quoted[1] if quoted else text))
    return _SLUG.sub("-", fold(plain)).strip("-") or "office"


def tax_number(country: str, random: Random) -> str:
    """Return a tax number of the form of its country that no office gives out: it begins with zeros."""
    if country == "IE":
        return f"IE00{random.randint(10_000, 99_999)}{random.choice('ABCDEFGHW')}"
    if country != "RU":
        return f"{country}{random.randint(10_000, 99_999):09}"
    digits = [0, 0, *(random.randint(0, 9) for _ in range(7))]
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    check = sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11 % 10
    return "".join(map(str, [*digits, check]))


def birth_year(random: Random, today: dt.date, *, young: bool = False) -> int:
    """Return the year of birth of somebody who works."""
    age = round(random.triangular(22, 42 if young else 68, 29 if young else 40))
    return today.year - age


def city_of(random: Random, cities: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return one of the cities, large ones more often."""
    return random.choices(cities, [city["weight"] for city in cities])[0]


def source_of(story: Story, random: Random) -> str:
    """Return where a customer heard of us."""
    return str(pick(random, story["sources"]))
