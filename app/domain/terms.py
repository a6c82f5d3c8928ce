"""The customer's own terms and consents, and what they say of a planned contact (rows C13, C14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from app.domain.hours import Hours, Span, format_spans
from app.domain.hours_text import parse_days, parse_hours
from app.domain.saying import Speaks, date_text, duration_text, weekday_text
from app.domain.terms_text import (
    BY_CHANNEL,
    CHANNEL_OF,
    Frequency,
    parse_channels,
    parse_frequency,
    parse_minutes,
)
from app.domain.workdays import calendar_day
from app.language import N_

__all__ = [
    "BY_CHANNEL",
    "CHANNEL_OF",
    "CONSENT_NAMES",
    "TERM_NAMES",
    "Consent",
    "ConsentState",
    "Contact",
    "Frequency",
    "Plan",
    "Term",
    "TermKind",
    "TermWarning",
    "Weight",
    "check_contact",
    "consent_for",
    "frequency_text",
    "parse_channels",
    "parse_frequency",
    "parse_minutes",
]

# Hours matter where the customer is disturbed at once, not where a letter waits.
_LIVE: Final = frozenset({"phone", "messenger", "meeting"})


class TermKind(StrEnum):
    """What a term limits."""

    CHANNEL = "channel"
    HOURS = "hours"
    FREQUENCY = "frequency"
    DAYS = "days"
    RESPECT_TIME = "respect_time"
    FREE = "free"


TERM_NAMES: Final = {
    TermKind.CHANNEL: N_("channels"),
    TermKind.HOURS: N_("hours"),
    TermKind.FREQUENCY: N_("how often at most"),
    TermKind.DAYS: N_("days"),
    TermKind.RESPECT_TIME: N_("respect my time"),
    TermKind.FREE: N_("in own words"),
}


class ConsentState(StrEnum):
    """What the customer said to being contacted."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOT_ASKED = "not_asked"


CONSENT_NAMES: Final = {
    ConsentState.GIVEN: N_("given"),
    ConsentState.REFUSED: N_("refused"),
    ConsentState.WITHDRAWN: N_("withdrawn"),
    ConsentState.NOT_ASKED: N_("not asked"),
}


@dataclass(frozen=True)
class Term:
    """One of the customer's own terms.

    ``value`` depends on the kind: channels («phone, email»), hours («10–13»), a frequency («once a
    month», «14»), weekdays («вт, чт») or free words. ``channel`` limits the term to one; empty means all.
    """

    kind: TermKind
    value: str
    channel: str = ""


@dataclass(frozen=True)
class Consent:
    """What was said to one channel and topic; an empty channel or topic means all of them."""

    channel: str
    topic: str = ""
    state: ConsentState = ConsentState.NOT_ASKED
    at: dt.date | None = None
    until: dt.date | None = None
    how: str = ""
    wording: str = ""


@dataclass(frozen=True)
class Plan:
    """A planned contact: its kind or channel, and when, on the customer's own clock.

    A plain date leaves the hour open. ``many`` marks a letter or call to many at once. ``minutes`` is its
    length where it is planned; ``same_day`` marks a meeting that is moved on the day of it.
    """

    kind: str
    at: dt.date
    topic: str = ""
    many: bool = False
    minutes: int | None = None
    same_day: bool = False

    @property
    def channel(self) -> str:
        """The channel that it takes; empty for what is no contact."""
        return CHANNEL_OF.get(self.kind, self.kind if self.kind in BY_CHANNEL else "")

    @property
    def date(self) -> dt.date:
        """The day of it."""
        return self.at.date() if isinstance(self.at, dt.datetime) else self.at


@dataclass(frozen=True)
class Contact:
    """A contact that was or is planned already, for counting how often we come."""

    kind: str
    on: dt.date
    direction: str = "out"


class Weight(StrEnum):
    """How serious a warning is: ``stop`` forbids, ``warn`` asks to think again, ``hint`` advises."""

    STOP = "stop"
    WARN = "warn"
    HINT = "hint"


_TEXTS: Final = {
    "refused": (Weight.STOP, N_("No contact {by}: the customer refused")),
    "withdrawn": (Weight.STOP, N_("No contact {by}: the customer withdrew the consent")),
    "expired": (Weight.STOP, N_("The consent to letters {by} ended on {until}")),
    "not_given": (Weight.STOP, N_("Letters to many need consent, and {by} none was given")),
    "ask": (Weight.HINT, N_("Ask whether contact {by} is welcome: nobody has asked yet")),
    "ask_again": (Weight.HINT, N_("Ask again whether contact {by} is welcome: the consent ended on {until}")),
    "channel": (Weight.WARN, N_("The customer wants no contact {by}, only {allowed}")),
    "hours": (Weight.WARN, N_("Outside the customer's hours: {hours}")),
    "day": (Weight.WARN, N_("{weekday} is not among the customer's days: {term}")),
    "holiday": (Weight.WARN, N_("A holiday there: {holiday}")),
    "too_often": (Weight.WARN, N_("Too often: {limit}; another contact stands on {last}")),
    "longer": (Weight.WARN, N_("Longer than agreed: {planned}, the customer gives a meeting {agreed}")),
    "same_day": (Weight.WARN, N_("The customer's time is to be respected: not moved on the day itself")),
    "respect": (Weight.HINT, N_("The customer's time is to be respected: confirm meetings, come on time")),
    "respect_within": (
        Weight.HINT,
        N_("The customer's time is to be respected: confirm meetings, come on time, {agreed} at most"),
    ),
    "remember": (Weight.HINT, N_("The customer's own words: {term}")),
}


@dataclass(frozen=True)
class TermWarning:
    """What a plan runs against, and which term or consent says so."""

    code: str
    source: Term | Consent | None
    values: dict[str, object] = field(default_factory=dict)

    @property
    def weight(self) -> Weight:
        """How serious it is."""
        return _TEXTS[self.code][0]

    @property
    def stops(self) -> bool:
        """Whether the plan must not be carried out."""
        return self.weight is Weight.STOP

    def text(self, tr: Speaks) -> str:
        """Return the warning as a sentence that names the term."""
        said = {name: _said(name, value, tr) for name, value in self.values.items()}
        sentence = tr(_TEXTS[self.code][1], **said)
        source = self.source
        if isinstance(source, Consent) and source.topic:
            sentence = tr("{sentence} (topic “{topic}”)", sentence=sentence, topic=source.topic)
        if isinstance(source, Consent) and source.at and self.code in {"refused", "withdrawn"}:
            sentence = tr("{sentence}, {date}", sentence=sentence, date=date_text(_day(source.at), tr))
        return sentence


def _said(name: str, value: object, tr: Speaks) -> str:
    if isinstance(value, dt.date):
        return date_text(value, tr)
    if isinstance(value, Frequency):
        return frequency_text(value, tr)
    if isinstance(value, int):
        return weekday_text(value, tr) if name == "weekday" else duration_text(value, tr)
    if name == "by":
        return tr(BY_CHANNEL[str(value)])
    if name == "allowed" and isinstance(value, tuple):
        return ", ".join(tr(BY_CHANNEL[channel]) for channel in value)
    return str(value)


def check_contact(
    plan: Plan,
    *,
    terms: Sequence[Term] = (),
    consents: Sequence[Consent] = (),
    recent: Iterable[Contact] = (),
    country: str = "",
    language: str = "en",
) -> tuple[TermWarning, ...]:
    """Return what speaks against ``plan``, the most serious first; an empty tuple when nothing does.

    A refusal stops every plan on its channel; letters to many need consent that is given and has not
    ended; a personal contact with one who was not asked is allowed, with the hint to ask.
    ``recent`` are past and planned contacts; those that the customer began do not count.
    """
    if not plan.channel:
        return ()
    found = [*_consent_warnings(plan, consents)]
    contacts = list(recent)
    for term in terms:
        if term.channel in {"", plan.channel}:
            found += _term_warnings(plan, term, contacts, country, language)
    order = list(Weight)
    return tuple(sorted(found, key=lambda warning: order.index(warning.weight)))


def consent_for(channel: str, topic: str, consents: Iterable[Consent]) -> Consent | None:
    """Return the consent that holds for a channel and topic, None where nobody asked.

    The latest word counts; of two of the same day, the stricter. Where the topic is not known, a
    refusal of any topic counts, and only a consent to all topics permits.
    """
    fitting = [
        consent
        for consent in consents
        if consent.channel in {"", channel}
        and consent.state is not ConsentState.NOT_ASKED
        and (not topic or consent.topic in {"", topic})
    ]
    if topic:
        return max(fitting, key=_latest, default=None)
    by_topic = [
        max((one for one in fitting if one.topic in {"", each}), key=_latest)
        for each in {consent.topic for consent in fitting}
    ]
    refused = [consent for consent in by_topic if consent.state is not ConsentState.GIVEN]
    general = [consent for consent in by_topic if not consent.topic]
    return max(refused or general, key=_latest, default=None)


def _latest(consent: Consent) -> tuple[dt.date, bool]:
    return (_day(consent.at) if consent.at else dt.date.min, consent.state is not ConsentState.GIVEN)


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _consent_warnings(plan: Plan, consents: Iterable[Consent]) -> Iterator[TermWarning]:
    values: dict[str, object] = {"by": plan.channel}
    consent = consent_for(plan.channel, plan.topic, consents)
    if consent is None:
        yield TermWarning("not_given" if plan.many else "ask", None, values)
    elif consent.state is not ConsentState.GIVEN:
        yield TermWarning(consent.state.value, consent, values)
    elif consent.until and consent.until < plan.date:
        values["until"] = consent.until
        yield TermWarning("expired" if plan.many else "ask_again", consent, values)


def _term_warnings(
    plan: Plan, term: Term, contacts: Sequence[Contact], country: str, language: str
) -> Iterator[TermWarning]:
    """Yield what one term says; a value that cannot be read is shown as the customer's own words."""
    if term.kind is TermKind.CHANNEL and (allowed := parse_channels(term.value)):
        if plan.channel not in allowed:
            yield TermWarning("channel", term, {"by": plan.channel, "allowed": allowed})
    elif term.kind is TermKind.HOURS and (hours := parse_hours(term.value)):
        if plan.channel in _LIVE:
            yield from _hours_warnings(plan, term, hours, country, language)
    elif term.kind is TermKind.DAYS and (days := parse_days(term.value)):
        if plan.channel != "address" and plan.date.weekday() not in days:
            yield TermWarning("day", term, {"weekday": plan.date.weekday(), "term": term.value})
    elif term.kind is TermKind.FREQUENCY and (limit := parse_frequency(term.value)):
        yield from _frequency_warnings(plan, term, limit, contacts)
    elif term.kind is TermKind.RESPECT_TIME:
        yield from _respect_warnings(plan, term)
    elif term.value.strip():
        yield TermWarning("remember", term, {"term": term.value.strip()})


def _hours_warnings(
    plan: Plan, term: Term, hours: Hours, country: str, language: str
) -> Iterator[TermWarning]:
    day = calendar_day(plan.date, country, language)
    spans = hours.on(plan.date.weekday(), working=day.working, holiday=bool(day.holiday))
    if not spans and day.holiday:
        yield TermWarning("holiday", term, {"holiday": day.holiday})
    elif not spans:
        yield TermWarning("day", term, {"weekday": plan.date.weekday(), "term": term.value})
    elif isinstance(plan.at, dt.datetime) and not _within(plan.at, spans):
        yield TermWarning("hours", term, {"hours": format_spans(spans)})


def _within(at: dt.datetime, spans: Iterable[Span]) -> bool:
    minute = at.hour * 60 + at.minute
    return any(span.start <= minute < span.end for span in spans)


def _frequency_warnings(
    plan: Plan, term: Term, limit: Frequency, contacts: Iterable[Contact]
) -> Iterator[TermWarning]:
    """Warn where some window of ``limit.days`` days around the plan would hold too many contacts."""
    days = sorted(
        _day(contact.on)
        for contact in contacts
        if contact.direction == "out"
        and abs((_day(contact.on) - plan.date).days) < limit.days
        and (not term.channel or CHANNEL_OF.get(contact.kind, contact.kind) == term.channel)
        and CHANNEL_OF.get(contact.kind, contact.kind) in BY_CHANNEL
    )
    for place in range(len(days) - limit.times + 1):
        window = [*days[place : place + limit.times], plan.date]
        if (max(window) - min(window)).days < limit.days:
            nearest = min(days, key=lambda day: abs((day - plan.date).days))
            yield TermWarning("too_often", term, {"limit": limit, "last": nearest})
            return


def _respect_warnings(plan: Plan, term: Term) -> Iterator[TermWarning]:
    """Say what respecting the customer's time asks of this plan (row R7)."""
    agreed = parse_minutes(term.value)
    if plan.channel == "meeting" and agreed and plan.minutes is not None and plan.minutes > agreed:
        yield TermWarning("longer", term, {"planned": plan.minutes, "agreed": agreed})
    if plan.channel == "meeting" and plan.same_day:
        yield TermWarning("same_day", term)
    if plan.channel in _LIVE:
        yield (
            TermWarning("respect_within", term, {"agreed": agreed})
            if agreed
            else TermWarning("respect", term)
        )


def frequency_text(limit: Frequency, tr: Speaks) -> str:
    """Return “at most once in 14 days”, “at most 2 times in 30 days”."""
    days = tr.plural("{count} day", "{count} days", limit.days)
    if limit.times == 1:
        return tr("at most once in {days}", days=days)
    return tr.plural(
        "at most {count} time in {days}", "at most {count} times in {days}", limit.times, days=days
    )
