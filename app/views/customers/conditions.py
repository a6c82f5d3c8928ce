"""The conditions of the filter bar: what each offers, how it changes the filter, how its chip reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from app.domain.fields import BY_KEY, CATALOGUE, CLASSES, KINDS
from app.language import N_, Translator
from app.queries.lines import Facets, ListFilter


@dataclass(frozen=True)
class Option:
    """One value that a condition offers, with the number of customers where it is known."""

    value: Any
    text: str
    count: int | None = None


@dataclass(frozen=True)
class Condition:
    """One kind of condition.

    ``single`` ones hold one value at a time. ``options`` makes what is offered from the facets;
    ``read`` and ``write`` carry the chosen values out of a filter and into one.
    """

    key: str
    title: str
    icon: str
    options: Callable[[Facets, Translator], list[Option]]
    read: Callable[[ListFilter], tuple[Any, ...]]
    write: Callable[[ListFilter, tuple[Any, ...]], ListFilter]
    single: bool = False
    #: how the chip reads before its values, such as «not known: Phone»; empty for the values alone
    lead: str = ""

    def cleared(self, filter_: ListFilter) -> ListFilter:
        """Return the filter without this condition."""
        return self.write(filter_, ())

    def label(self, filter_: ListFilter, facets: Facets, tr: Translator) -> str:
        """Return the text of the chip; empty where the filter says nothing of this."""
        chosen = self.read(filter_)
        if not chosen:
            return ""
        names = {option.value: option.text for option in self.options(facets, tr)}
        texts = [names.get(value, str(value)) for value in chosen]
        said = ", ".join(texts[:2])
        if len(texts) > 2:
            said = tr("{first} and {count} more", first=said, count=len(texts) - 2)
        return tr(self.lead, values=said) if self.lead else said


def _with(filter_: ListFilter, key: str, value: Any) -> ListFilter:
    return replace(filter_, **{key: value})


def _listed(
    key: str,
    title: str,
    icon: str,
    options: Callable[[Facets, Translator], list[Option]],
    *,
    lead: str = "",
) -> Condition:
    """Return a condition over a tuple of the filter."""
    return Condition(
        key,
        title,
        icon,
        options,
        lambda filter_: tuple(getattr(filter_, key)),
        lambda filter_, values: _with(filter_, key, tuple(values)),
        lead=lead,
    )


def _facet(
    key: str,
    title: str,
    icon: str,
    occur: Callable[[Facets], Sequence[tuple[str, int]]],
    *,
    lead: str = "",
) -> Condition:
    """Return a condition whose values are those that occur."""

    def options(facets: Facets, _tr: Translator) -> list[Option]:
        return [Option(value, value, count) for value, count in occur(facets)]

    return _listed(key, title, icon, options, lead=lead)


def _classes(facets: Facets, tr: Translator) -> list[Option]:
    counts = dict(facets.classes)
    named = [Option(name, name, counts.get(name, 0)) for name in CLASSES]
    return [*named, Option("", tr("without a class"))]


def _kinds(_facets: Facets, tr: Translator) -> list[Option]:
    return [Option(code, tr(text)) for code, text in KINDS]


def _missing(_facets: Facets, tr: Translator) -> list[Option]:
    # most wanted first: what weighs most in the completeness of a card
    fields = sorted(CATALOGUE, key=lambda field: -field.weight)
    return [Option(field.key, tr(field.label)) for field in fields if field.key != "kind"]


def _people(facets: Facets, _tr: Translator) -> list[Option]:
    return [Option(person_id, name, count) for person_id, name, count in facets.people]


def _contact(_facets: Facets, tr: Translator) -> list[Option]:
    return [
        Option(("quiet", True), tr("silent for too long")),
        *[
            Option(
                ("silent_days", days), tr.plural("silent for {count} day", "silent for {count} days", days)
            )
            for days in (30, 60, 90, 180, 365)
        ],
        Option(("never", True), tr("never contacted")),
        *[
            Option(
                ("contacted_days", days), tr.plural("contact in {count} day", "contact in {count} days", days)
            )
            for days in (7, 30)
        ],
    ]


_CONTACT: Final[Mapping[str, Any]] = {"quiet": False, "silent_days": 0, "never": False, "contacted_days": 0}


def _read_contact(filter_: ListFilter) -> tuple[Any, ...]:
    return tuple((name, getattr(filter_, name)) for name in _CONTACT if getattr(filter_, name))


def _write_contact(filter_: ListFilter, values: tuple[Any, ...]) -> ListFilter:
    return replace(filter_, **{**_CONTACT, **dict(values)})


def _single(
    key: str,
    title: str,
    icon: str,
    options: Callable[[Facets, Translator], list[Option]],
    none: Any,
) -> Condition:
    """Return a condition over one value of the filter, where ``none`` says nothing."""
    return Condition(
        key,
        title,
        icon,
        options,
        lambda filter_: (getattr(filter_, key),) if getattr(filter_, key) != none else (),
        lambda filter_, values: _with(filter_, key, values[0] if values else none),
        single=True,
    )


def _steps(_facets: Facets, tr: Translator) -> list[Option]:
    return [
        Option("none", tr("without next step")),
        Option("late", tr("next step is late")),
        Option("today", tr("next step today")),
        Option("week", tr("next step within a week")),
    ]


def _birthdays(_facets: Facets, tr: Translator) -> list[Option]:
    return [
        Option(days, tr.plural("birthday within {count} day", "birthday within {count} days", days))
        for days in (7, 14, 30)
    ]


def _created(_facets: Facets, tr: Translator) -> list[Option]:
    return [
        Option(days, tr.plural("added in the last {count} day", "added in the last {count} days", days))
        for days in (1, 7, 30, 90)
    ]


#: every condition, in the order in which the menu offers them
CONDITIONS: Final[Sequence[Condition]] = (
    _listed("classes", N_("Class"), "star", _classes, lead=N_("Class {values}")),
    _facet("tags", N_("Tag"), "tag", lambda facets: facets.tags),
    _listed("people", N_("Responsible"), "user-check", _people),
    _facet("cities", N_("City"), "map-pin", lambda facets: facets.cities),
    _facet("countries", N_("Country"), "globe", lambda facets: facets.countries),
    _facet("territories", N_("Territory"), "flag", lambda facets: facets.territories),
    _facet("sources", N_("Heard of us from"), "ear", lambda facets: facets.sources, lead=N_("From {values}")),
    _listed("kinds", N_("Kind"), "person", _kinds),
    Condition("contact", N_("Last contact"), "clock", _contact, _read_contact, _write_contact, single=True),
    _single("step", N_("Next step"), "follow-up", _steps, ""),
    _listed("missing", N_("Missing data"), "ask", _missing, lead=N_("Not known: {values}")),
    _single("birthday_days", N_("Birthday soon"), "birthday", _birthdays, 0),
    _single("created_days", N_("Recently added"), "user-add", _created, 0),
)


def search_text(option: Option) -> str:
    """Return what typing in the list of options looks through."""
    field = BY_KEY.get(option.value) if isinstance(option.value, str) else None
    return f"{option.text} {field.key}" if field else option.text
