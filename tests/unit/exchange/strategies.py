"""Contacts of all shapes, and what two of them have in common after a trip through a file."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from app.domain.fields import BY_KEY, Store
from app.exchange.contacts import (
    DATE_LABELS,
    LABELS,
    MESSENGERS,
    RELATIONS,
    AddressParts,
    ChannelValue,
    ContactRecord,
    DateValue,
    RelativeValue,
)

_SIGNS = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"),
    include_characters=" ,;:\\\"'=+-@|^*.",
)


def _tidy(text: str) -> str:
    return " ".join(text.split())


#: any text on one line, with the signs that formats trip over
wordy = st.text(_SIGNS, max_size=60).map(lambda text: f"Ж{_tidy(text)}z".replace(":::", "::"))
notes = st.lists(wordy, min_size=1, max_size=4).map("\n".join)
names = st.sampled_from(
    ["Иванов", "Анна-Мария", "O’Brien", "Müller", "Ли", "van der Berg", "Ёлкина", "D'Arc", "Smith, Jr"]
)
phones = st.from_regex(r"\+?[1-9]\d{2} \d{3}-\d{2}-\d{2}", fullmatch=True)
emails = st.from_regex(r"[a-z]{1,8}[.+_-]?[a-z0-9]{1,5}@[a-z]{2,9}\.(ru|com|org)", fullmatch=True)


def _label(codes: dict[str, str]) -> st.SearchStrategy[str]:
    return st.sampled_from([*codes, "Дача, зимой", "x;y"])


_parts = st.builds(
    AddressParts,
    street=notes,
    city=st.just("") | wordy,
    region=st.just("") | wordy,
    postcode=st.just("") | st.sampled_from(["101000", "SW1A 1AA"]),
    country=st.just("") | wordy,
    extra=st.just("") | wordy,
)


@st.composite
def _address(draw: st.DrawFn) -> ChannelValue:
    label, preferred = draw(_label(LABELS) | st.just("")), draw(st.booleans())
    parts = draw(st.none() | _parts)
    value = draw(notes) if parts is None else draw(st.just(parts.line) | notes)
    return ChannelValue("address", value, label, preferred, parts)


def _channel(
    kind: str, values: st.SearchStrategy[str], labels: dict[str, str]
) -> st.SearchStrategy[ChannelValue]:
    return st.builds(
        ChannelValue, st.just(kind), values, _label(labels) | st.just(""), st.booleans(), st.none()
    )


channels = st.lists(
    st.one_of(
        _channel("phone", phones, LABELS),
        _channel("email", emails, LABELS),
        _channel("messenger", wordy, MESSENGERS),
        _channel("site", wordy.map(lambda text: f"https://example.com/{text.replace(' ', '')}"), LABELS),
        _address(),
    ),
    max_size=6,
).map(tuple)


def dates(label: st.SearchStrategy[str]) -> st.SearchStrategy[DateValue]:
    """Whole dates, without a year (29 February too), without a day, a year alone."""
    days = st.dates(dt.date(1700, 1, 1), dt.date(2900, 1, 1))
    whole = days.map(lambda day: (day.year, day.month, day.day))
    shapes = st.one_of(
        whole,
        whole.map(lambda day: (None, *day[1:])),
        st.just((None, 2, 29)),
        whole.map(lambda day: (*day[:2], None)),
        whole.map(lambda day: (day[0], None, None)),
    )
    return st.builds(lambda name, shape: DateValue(name, *shape), label, shapes)


relatives = st.lists(
    st.builds(RelativeValue, _label(RELATIONS), wordy, st.none() | dates(st.just("birth"))), max_size=3
).map(tuple)
_facts = [
    field.key
    for field in BY_KEY.values()
    if field.store is Store.FACT and field.key not in {"size", "tax_reason"}
]
facts = st.lists(st.tuples(st.sampled_from(_facts), notes), max_size=4).map(tuple)
columns = st.fixed_dictionaries(
    {},
    optional={
        "note": notes,
        "source": wordy,
        "territory": wordy,
        "hours": wordy,
        "address_as": wordy,
        "salutation": wordy,
        "country": st.sampled_from(["RU", "GB"]),
        "time_zone": st.sampled_from(["Europe/Moscow", "Asia/Yekaterinburg"]),
        "gender": st.sampled_from(["male", "female"]),
        "language": st.sampled_from(["ru", "en"]),
        "formality": st.sampled_from(["formal", "informal"]),
        "class_": st.sampled_from(["VIP", "A", "D"]),
        "keep_in_touch_days": st.sampled_from(["7", "90"]),
        "first_contact_on": st.dates().map(
            lambda day: day.replace(year=2000 + day.year % 30, day=1).isoformat()
        ),
    },
).map(lambda values: tuple(values.items()))
tags = st.lists(wordy, max_size=4, unique=True).map(tuple)
raw = st.lists(
    st.tuples(
        wordy
        | st.sampled_from(
            ["Lead Status", "Website", "E-mail backup", "X-FOO", "X-BAR;TYPE=HOME", "KEY;ENCODING=B", "Фото"]
        ),
        notes | emails | st.just("AAAA") | st.just("=1+2") | st.just("https://example.com"),
    ),
    max_size=5,
).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> ContactRecord:
    """A contact in the shape in which reading gives it."""
    kind = draw(st.sampled_from(["person", "organisation", "citizen"]))
    person = kind != "organisation"
    surname, given = (draw(names), draw(names)) if person else ("", "")
    return ContactRecord(
        kind=kind,
        uid=draw(st.just("") | st.uuids().map(str)),
        surname=surname,
        given=given,
        patronymic=draw(st.just("") | names) if person else "",
        prefix=draw(st.just("") | wordy) if person else "",
        suffix=draw(st.just("") | wordy) if person else "",
        nickname=draw(st.just("") | wordy),
        name=draw(st.just("") | wordy) if person else draw(wordy),
        employer=draw(st.just("") | wordy) if person else "",
        position=draw(st.just("") | wordy) if person else "",
        channels=draw(channels),
        birth=draw(st.none() | dates(st.just("birth"))),
        dates=draw(st.lists(dates(_label(DATE_LABELS)), max_size=3).map(tuple)),
        relatives=draw(relatives),
        facts=draw(facts),
        columns=draw(columns),
        tags=draw(tags),
        responsible=draw(st.just("") | wordy),
        photo=draw(st.none() | st.binary(min_size=1, max_size=200)),
        raw=draw(raw),
    )


def canonical(record: ContactRecord) -> ContactRecord:
    """Put in order what has no order: channels of different kinds, facts, columns and raw fields of different names."""
    return record._replace(
        line=0,
        channels=tuple(sorted(record.channels, key=lambda channel: channel.kind)),
        facts=tuple(sorted(record.facts, key=lambda pair: pair[0])),
        columns=tuple(sorted(record.columns)),
        raw=tuple(sorted(record.raw)),
    )
