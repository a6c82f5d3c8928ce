"""What speaks against putting a contact on a day and an hour, beyond the customer's own terms (rows R4, T0)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from app.domain.hours import Spans, format_spans
from app.domain.saying import Speaks, duration_text
from app.domain.terms import Weight
from app.domain.workdays import CalendarDay, is_working_day
from app.language import N_

#: minutes that a contact takes where nobody planned its length, by kind
USUAL_MINUTES: Final[Mapping[str, int]] = MappingProxyType(
    {
        "call": 15,
        "voicemail": 5,
        "sms": 5,
        "chat": 10,
        "email": 15,
        "letter": 30,
        "card": 15,
        "fax": 10,
        "form": 15,
        "meeting": 60,
        "visit": 90,
        "task": 30,
    }
)
_OTHER: Final = 30
_DAY: Final = dt.timedelta(days=1)
_CYRILLIC: Final = re.compile("[а-яёА-ЯЁ]")


def usual_minutes(kind: str) -> int:
    """Return how long a contact of ``kind`` takes where nobody planned it."""
    return USUAL_MINUTES.get(kind, _OTHER)


def confirmation_day(meeting: dt.date, today: dt.date, country: str) -> dt.date:
    """Return the day on which a meeting is confirmed: the working day before it in ``country``, today at the earliest."""
    day = meeting - _DAY
    while day > today and not is_working_day(day, country):
        day -= _DAY
    return max(day, today)


def confirmation_text(text: str, name: str) -> str:
    """Return the words of the step that confirms a meeting, in the language of its own words or the customer's name.

    They are kept with the step, as if somebody had typed them.
    """
    russian = _CYRILLIC.search(text or name) is not None
    if not text:
        return "Подтвердить встречу" if russian else "Confirm the meeting"
    return f"Подтвердить: {text}" if russian else f"Confirm: {text}"


@dataclass(frozen=True)
class Slot:
    """A day, and perhaps a part of it: ``time`` («HH:MM») and ``minutes`` of a wall clock."""

    date: dt.date
    time: str = ""
    minutes: int = 0

    @property
    def start(self) -> int:
        """Minutes from midnight; 0 without a time."""
        return int(self.time[:2]) * 60 + int(self.time[3:]) if self.time else 0

    def meets(self, other: Slot) -> bool:
        """Tell whether two timed slots of one day overlap."""
        if not (self.time and other.time) or self.date != other.date:
            return False
        return self.start < other.start + other.minutes and other.start < self.start + self.minutes


@dataclass(frozen=True)
class Hours:
    """What hours somebody keeps on a day: ``spans`` (None where they are not known) and the day's kind.

    ``stated`` tells whether they are somebody's own words rather than what is usual.
    """

    spans: Spans | None
    day: CalendarDay
    stated: bool = True


_TEXTS: Final = {
    "their_holiday": (Weight.WARN, N_("A holiday there: {holiday}")),
    "their_day_off": (Weight.WARN, N_("A day off there")),
    "their_hours": (Weight.WARN, N_("Outside the customer's hours: {hours}, there it is {time}")),
    "their_usual_hours": (Weight.HINT, N_("Outside usual hours: there it is {time}")),
    "leave": (Weight.WARN, N_("{name} is on leave")),
    "leave_note": (Weight.WARN, N_("{name} is on leave: {note}")),
    "our_holiday": (Weight.WARN, N_("A public holiday here: {holiday}")),
    "our_day_off": (Weight.WARN, N_("{name} does not work that day")),
    "our_hours": (Weight.WARN, N_("Outside the working hours of {name}: {hours}")),
    "overlap": (Weight.WARN, N_("Overlaps with “{text}” at {time}")),
    "overlap_customer": (Weight.WARN, N_("Overlaps with {name} at {time}")),
    "past": (Weight.HINT, N_("That day is over")),
    "overload": (Weight.HINT, N_("The day would hold {load} of work, {norm} is what can be done")),
    "full_day_off": (Weight.HINT, N_("The day would hold {load} of work, and nobody works then")),
}


@dataclass(frozen=True)
class PlanWarning:
    """What a day and an hour run against; ``values`` fill its sentence in."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def weight(self) -> Weight:
        """How serious it is."""
        return _TEXTS[self.code][0]

    @property
    def stops(self) -> bool:
        """Whether the plan must not be carried out."""
        return self.weight is Weight.STOP

    def text(self, tr: Speaks) -> str:
        """Return the warning as a sentence."""
        said = {
            name: duration_text(value, tr) if isinstance(value, int) else value
            for name, value in self.values.items()
        }
        return tr(_TEXTS[self.code][1], **said)


def check_customer(slot: Slot, hours: Hours) -> Iterator[PlanWarning]:
    """Yield what the customer's hours and holidays say of ``slot``, which is on the customer's own clock."""
    if hours.day.holiday and not hours.spans:
        yield PlanWarning("their_holiday", {"holiday": hours.day.holiday})
    elif hours.stated and hours.spans == ():
        yield PlanWarning("their_day_off")
    elif slot.time and hours.spans and not _within(slot, hours.spans):
        values = {"hours": format_spans(hours.spans), "time": slot.time}
        yield PlanWarning("their_hours" if hours.stated else "their_usual_hours", values)


def check_person(slot: Slot, hours: Hours, *, name: str, leave: str | None) -> Iterator[PlanWarning]:
    """Yield what the working hours, the leave (its note, None for none) and the holidays of the doer say."""
    if leave is not None:
        yield PlanWarning("leave_note" if leave else "leave", {"name": name, "note": leave})
    elif hours.day.holiday and not hours.spans:
        yield PlanWarning("our_holiday", {"holiday": hours.day.holiday})
    elif hours.spans == ():
        yield PlanWarning("our_day_off", {"name": name})
    elif slot.time and hours.spans and not _within(slot, hours.spans, whole=True):
        yield PlanWarning("our_hours", {"name": name, "hours": format_spans(hours.spans)})


def check_overlaps(slot: Slot, others: Sequence[tuple[Slot, str, str]]) -> Iterator[PlanWarning]:
    """Yield which of ``others`` (slot, words, customer) ``slot`` overlaps with."""
    for other, text, name in others:
        if slot.meets(other):
            code = "overlap_customer" if name else "overlap"
            yield PlanWarning(code, {"text": text, "name": name, "time": other.time})


def check_load(before: int, minutes: int, norm: int) -> Iterator[PlanWarning]:
    """Yield whether ``minutes`` more than ``before`` go over the norm of the day."""
    load = before + minutes
    if minutes and load > norm:
        yield PlanWarning("overload" if norm else "full_day_off", {"load": load, "norm": norm})


def _within(slot: Slot, spans: Spans, *, whole: bool = False) -> bool:
    """Tell whether a slot begins, or lies as a ``whole``, within one of the spans."""
    end = slot.start + (slot.minutes if whole else 0)
    return any(span.start <= slot.start < span.end and end <= span.end for span in spans)
