"""vCards of versions 2.1, 3.0 and 4.0 as contacts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from app.domain.fields import BY_KEY
from app.exchange import labels
from app.exchange.contacts import AddressParts, ChannelValue, ContactRecord, Problem, RelativeValue, problem
from app.exchange.dates import date_value
from app.exchange.drafts import Draft
from app.exchange.encodings import Encoding
from app.exchange.vcard_lines import Card, Property, read_cards, split_escaped, unescape
from app.exchange.vcard_values import (
    DAYS,
    FACTS,
    LEGACY_IM,
    RELATIVES,
    SCHEMES,
    components,
    pair,
    picture,
    place_label,
    telephone_label,
)
from app.language import N_

#: said by every card about itself, not about the customer
_ABOUT_FILE: Final = frozenset({"VERSION", "PRODID", "REV", "PROFILE", "BEGIN", "END"})
_APPLE_YEARLESS: Final = "X-APPLE-OMIT-YEAR"


def read_vcards(
    path: Path, problems: list[Problem], encoding: Encoding | None = None
) -> Iterator[ContactRecord]:
    """Yield the contacts of a vCard file; what is in doubt is added to ``problems``.

    Raises :class:`app.exchange.faults.FileUnreadable`.
    """
    for card in read_cards(path, problems, encoding):
        yield contact(card, problems)


def contact(card: Card, problems: list[Problem]) -> ContactRecord:
    """Return what one card says."""
    draft = Draft(line=card.line)
    reader = _Reader(draft, card, problems)
    reader.read()
    return draft.record()


class _Reader:
    """Puts the properties of one card in their places."""

    def __init__(self, draft: Draft, card: Card, problems: list[Problem]) -> None:
        self.draft = draft
        self.card = card
        self.problems = problems
        self.labels = {
            item.group: item.text for item in card.properties if item.name == "X-ABLABEL" and item.group
        }
        self.used_labels: set[str] = set()
        self.derived = False
        self.seen: dict[str, set[str]] = {}

    def read(self) -> None:
        for item in self.card.properties:
            if item.name in _ABOUT_FILE or item.name == "X-ABLABEL":
                continue
            if not (item.params and self._alternative(item)):
                self._place(item)
        self._names()
        self._left_labels()

    def _alternative(self, item: Property) -> bool:
        """Say whether this is the same thing in another language: the first one counts, others are kept raw."""
        mark = item.param("ALTID")
        if not mark:
            return False
        marks = self.seen.setdefault(item.name, set())
        if mark in marks:
            self._keep(item)
            return True
        marks.add(mark)
        return False

    def _place(self, item: Property) -> None:
        if not item.value.strip(" ;,") and not item.param("LABEL"):
            return
        name = item.name
        handler = _HANDLERS.get(name)
        if handler is not None:
            handler(self, item)
        elif name in DAYS:
            self._day(item, DAYS[name])
        elif name in RELATIVES:
            self.draft.relatives.append(RelativeValue(RELATIVES[name], item.text))
        elif name in FACTS:
            self.draft.facts.append((FACTS[name], item.text))
        elif match := LEGACY_IM.match(name):
            service = labels.messenger(match[1].replace("-USERNAME", "").replace("-", " "))
            self._channel(item, "messenger", item.text, label=service)
        else:
            self._keep(item)

    def _keep(self, item: Property) -> None:
        head = f"{item.group}.{item.name}" if item.group else item.name
        for key, value in item.params:
            quoted = f'"{value}"' if re.search(r"[;:,]", value) and not value.startswith('"') else value
            head += f";{key}={quoted}"
        self.draft.raw.append((head, item.value.strip()))

    def _left_labels(self) -> None:
        """Keep the labels of raw properties beside them."""
        if not self.labels:
            return
        kept = {name.split(".", 1)[0] for name, _ in self.draft.raw if "." in name.split(";", 1)[0]}
        for item in self.card.properties:
            if (
                item.name == "X-ABLABEL"
                and item.group in kept
                and item.group not in self.used_labels
                and item.value
            ):
                self._keep(item)

    def _label(self, item: Property) -> str:
        """Return the label that Apple and Google write beside the property, if any."""
        label = self.labels.get(item.group, "") if item.group else ""
        if label:
            self.used_labels.add(item.group)
        return label

    # -- names -------------------------------------------------------------------------------------

    def formatted(self, item: Property) -> None:
        if self.draft.name or self.derived:
            if item.text != self.draft.name:
                self._keep(item)
            return
        if item.param("DERIVED").lower() in {"true", "1"}:
            self.derived = True
        else:
            self.draft.name = " ".join(item.text.split())

    def structured(self, item: Property) -> None:
        parts = components(item, 5)
        draft = self.draft
        if draft.surname or draft.given:
            self._keep(item)
            return
        draft.surname, draft.given, draft.patronymic = (" ".join(value) for value in parts[:3])
        draft.prefix, draft.suffix = (", ".join(value) for value in parts[3:])

    def _names(self) -> None:
        draft = self.draft
        names = " ".join(part for part in (draft.surname, draft.given, draft.patronymic) if part)
        if (
            not draft.kind
            and draft.employer
            and names
            and names in {draft.employer, draft.name}
            and draft.name == draft.employer
        ):
            draft.kind = "organisation"
        if draft.kind == "organisation":
            draft.name = draft.name or draft.employer or names
            if not self.derived and names in {draft.name, draft.employer}:
                draft.surname = draft.given = draft.patronymic = ""
        elif not draft.name and not self.derived:
            draft.name = names
        draft.decide_kind()

    def nickname(self, item: Property) -> None:
        names = ", ".join(unescape(part).strip() for part in split_escaped(item.value, ","))
        self.draft.nickname = f"{self.draft.nickname}, {names}" if self.draft.nickname else names

    def kind(self, item: Property) -> None:
        word = item.text.strip().lower()
        if word in {"org", "organization", "group", "company"}:
            self.draft.kind = "organisation"
        elif word == "citizen":
            self.draft.kind = "citizen"
        elif word == "individual":
            self.draft.kind = "person"
        if word == "group":
            self._keep(item)

    def uid(self, item: Property) -> None:
        self.draft.uid = self.draft.uid or item.text.strip()

    def gender(self, item: Property) -> None:
        word = item.text.split(";")[0].strip().lower()
        code = {
            "m": "male",
            "male": "male",
            "f": "female",
            "female": "female",
            "м": "male",
            "ж": "female",
        }.get(word)
        if code and not self.draft_has("gender"):
            self.draft.columns.append(("gender", code))
        if not code or ";" in item.text:
            self._keep(item)

    def draft_has(self, key: str) -> bool:
        return any(name == key for name, _ in self.draft.columns)

    # -- work --------------------------------------------------------------------------------------

    def organisation(self, item: Property) -> None:
        first, *units = [unescape(part).strip() for part in (item.parts or split_escaped(item.value, ";"))]
        if self.draft.employer:
            self._keep(item)
            return
        self.draft.employer = first
        department = ", ".join(unit for unit in units if unit)
        if department:
            self.draft.facts.append(("department", department))

    def title(self, item: Property) -> None:
        if self.draft.position:
            self._keep(item)
        else:
            self.draft.position = item.text.strip()

    # -- channels ----------------------------------------------------------------------------------

    def _channel(
        self, item: Property, kind: str, value: str, *, label: str, parts: AddressParts | None = None
    ) -> None:
        preferred = "pref" in item.types or item.param("PREF") == "1"
        value = value.strip()
        if value:
            self.draft.channels.append(ChannelValue(kind, value, label, preferred, parts))

    def telephone(self, item: Property) -> None:
        value = item.text
        if value.lower().startswith("tel:"):
            number, _, extension = value[4:].partition(";ext=")
            value = f"{number} ext. {extension}" if extension else number
        self._channel(item, "phone", value, label=self._kind_label(item, telephone_label(item.types)))

    def email(self, item: Property) -> None:
        value = re.sub(r"(?i)^mailto:", "", item.text.strip())
        self._channel(item, "email", value, label=self._kind_label(item, place_label(item.types)))

    def site(self, item: Property) -> None:
        self._channel(item, "site", item.text, label=self._kind_label(item, place_label(item.types)))

    def _kind_label(self, item: Property, by_type: str) -> str:
        own = labels.label(self._label(item))
        return own or by_type

    def messenger(self, item: Property) -> None:
        text = item.text.strip()
        scheme, colon, rest = text.partition(":")
        known = SCHEMES.get(scheme.lower()) if colon else None
        service = item.param("X-SERVICE-TYPE") or item.param("SERVICE-TYPE") or item.param("X-SERVICE")
        if (known is not None and not rest.startswith("//")) or (
            colon and service and labels.messenger(scheme) == labels.messenger(service)
        ):
            text = rest
        label = labels.messenger(service) if service else (known or labels.messenger(self._label(item)))
        self._channel(item, "messenger", text, label=label)

    def profile(self, item: Property) -> None:
        kinds = [kind for kind in item.types if kind not in {"pref", "home", "work"}]
        service = item.param("SERVICE-TYPE") or item.param("X-SERVICE-TYPE") or next(iter(sorted(kinds)), "")
        value = item.param("X-USER") or item.text
        value = re.sub(r"^x-apple:", "", value)
        self._channel(item, "messenger", value, label=labels.messenger(service or self._label(item)))

    def address(self, item: Property) -> None:
        box, extended, street, city, region, postcode, country = map(", ".join, components(item, 7))
        extra = ", ".join(part for part in (box, extended) if part)
        parts = AddressParts(street, city, region, postcode, country, extra)
        written = unescape(item.param("LABEL")).strip() or self._delivery(item)
        label = self._kind_label(item, place_label(item.types))
        empty = parts == AddressParts()
        self._channel(item, "address", written or parts.line, label=label, parts=None if empty else parts)

    def _delivery(self, item: Property) -> str:
        """Return the text of the LABEL that stands in the same group as this address."""
        if not item.group:
            return ""
        return next(
            (
                other.text.strip()
                for other in self.card.properties
                if other.name == "LABEL" and other.group == item.group
            ),
            "",
        )

    def delivery(self, item: Property) -> None:
        """A label without its address is an address; beside one of the same kind it is kept raw."""
        homes = [other for other in self.card.properties if other.name == "ADR" and other.value.strip(" ;,")]
        if any(other.group and other.group == item.group for other in homes):
            return
        if not item.group and any(other.types == item.types for other in homes):
            self._keep(item)
            return
        text = "\n".join(line.strip() for line in item.text.splitlines())
        self._channel(item, "address", text, label=self._kind_label(item, place_label(item.types)))

    # -- days and people ---------------------------------------------------------------------------

    def birthday(self, item: Property) -> None:
        found = date_value("birth", item.text)
        if found is None or self.draft.birth is not None:
            self._odd_date(item, found is None)
            return
        omitted = item.param(_APPLE_YEARLESS)
        if found.year == 1604 or (omitted and str(found.year) == omitted):
            found = date_value("birth", f"--{found.month or 0:02d}-{found.day or 0:02d}") or found
        self.draft.birth = found

    def _odd_date(self, item: Property, unread: bool) -> None:  # noqa: FBT001 - private, said by its name
        if unread:
            text = item.text[:60]
            self.problems.append(
                problem(item.line, "date", N_("“{text}” is no date; it was kept as it is."), text=text)
            )
        self._keep(item)

    def _day(self, item: Property, label: str) -> None:
        found = date_value(label, item.text)
        if found is None:
            self._odd_date(item, unread=True)
            return
        if found.year == 1604:
            found = date_value(label, f"--{found.month or 0:02d}-{found.day or 0:02d}") or found
        self.draft.dates.append(found)

    def other_day(self, item: Property) -> None:
        self._day(item, labels.day(self._label(item)) or "other")

    def related(self, item: Property) -> None:
        kinds = [kind for kind in item.types if kind != "pref"]
        word = self._label(item) or item.param("X-RELATION") or next(iter(sorted(kinds)), "")
        name = item.text.strip()
        if re.match(r"(?i)(urn|https?|mailto|tel):", name):
            self._keep(item)
            return
        birth = date_value("birth", item.param("X-BIRTH")) if item.param("X-BIRTH") else None
        self.draft.relatives.append(RelativeValue(labels.relation(word) if word else "relative", name, birth))

    # -- the rest ----------------------------------------------------------------------------------

    def note(self, item: Property) -> None:
        self.draft.note(item.text.strip("\n"))

    def categories(self, item: Property) -> None:
        tags = (unescape(part).strip() for part in split_escaped(item.value, ","))
        self.draft.tags.extend(tag for tag in tags if tag and tag not in self.draft.tags)

    def zone(self, item: Property) -> None:
        text = item.text.strip()
        if re.fullmatch(r"[A-Z][A-Za-z_]+/[A-Za-z_/+-]+", text) and not self.draft_has("time_zone"):
            self.draft.columns.append(("time_zone", text))
        else:
            self._keep(item)

    def language(self, item: Property) -> None:
        code = item.text.strip().lower().split("-")[0]
        if code in {"ru", "en"} and not self.draft_has("language"):
            self.draft.columns.append(("language", code))
        else:
            self._keep(item)

    def photo(self, item: Property) -> None:
        data = picture(item)
        if data and self.draft.photo is None:
            self.draft.photo = data
            return
        if not data and not re.match(r"(?i)(https?|file|cid):", item.value):
            self.problems.append(
                problem(item.line, "photo", N_("The photo is damaged; it was kept as text."))
            )
        self._keep(item)

    def own_fact(self, item: Property) -> None:
        key, value = pair(item)
        if key in BY_KEY:
            self.draft.facts.append((key, value))
        else:
            self._keep(item)

    def own_column(self, item: Property) -> None:
        key, value = pair(item)
        if key in BY_KEY:
            self.draft.columns.append((key, value))
        else:
            self._keep(item)

    def own_raw(self, item: Property) -> None:
        self.draft.raw.append(pair(item))

    def responsible(self, item: Property) -> None:
        self.draft.responsible = item.text


_HANDLERS: Final[dict[str, Callable[[_Reader, Property], None]]] = {
    "FN": _Reader.formatted,
    "N": _Reader.structured,
    "NICKNAME": _Reader.nickname,
    "KIND": _Reader.kind,
    "X-ABSHOWAS": _Reader.kind,
    "X-ADDRESSBOOKSERVER-KIND": _Reader.kind,
    "X-RAPPORT-KIND": _Reader.kind,
    "UID": _Reader.uid,
    "GENDER": _Reader.gender,
    "X-GENDER": _Reader.gender,
    "SEX": _Reader.gender,
    "ORG": _Reader.organisation,
    "TITLE": _Reader.title,
    "TEL": _Reader.telephone,
    "EMAIL": _Reader.email,
    "URL": _Reader.site,
    "IMPP": _Reader.messenger,
    "X-SOCIALPROFILE": _Reader.profile,
    "SOCIALPROFILE": _Reader.profile,
    "ADR": _Reader.address,
    "LABEL": _Reader.delivery,
    "BDAY": _Reader.birthday,
    "X-ABDATE": _Reader.other_day,
    "RELATED": _Reader.related,
    "X-ABRELATEDNAMES": _Reader.related,
    "NOTE": _Reader.note,
    "CATEGORIES": _Reader.categories,
    "TZ": _Reader.zone,
    "LANG": _Reader.language,
    "PHOTO": _Reader.photo,
    "X-RAPPORT-FACT": _Reader.own_fact,
    "X-RAPPORT-COLUMN": _Reader.own_column,
    "X-RAPPORT-RAW": _Reader.own_raw,
    "X-RAPPORT-RESPONSIBLE": _Reader.responsible,
}


def understood(name: str) -> bool:
    """Tell whether a property, by its name in capitals, has a place of its own."""
    known = name in _ABOUT_FILE or name in _HANDLERS or name in DAYS or name in RELATIVES or name in FACTS
    return known or name in {"X-ABLABEL", "AGENT"} or bool(LEGACY_IM.match(name))
