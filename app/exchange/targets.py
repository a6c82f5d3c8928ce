"""The places that a column of a table can go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.domain.fields import BY_KEY, Store
from app.exchange.contacts import DATE_LABELS, RELATIONS
from app.language import N_


@dataclass(frozen=True, slots=True)
class Target:
    """A place that a column can go to; ``many`` tells that several columns may go to it."""

    key: str
    label: str
    many: bool = False


#: places that are no field of the catalogue, or are a part of one
_PARTS: Final = (
    Target("full_name", N_("Full name")),
    Target("prefix", N_("Title before the name")),
    Target("suffix", N_("Suffix after the name")),
    Target("nickname", N_("Nickname")),
    Target("reach", N_("Phone or e-mail, told apart by content"), many=True),
    Target("address.street", N_("Address: street"), many=True),
    Target("address.city", N_("Address: town"), many=True),
    Target("address.region", N_("Address: region"), many=True),
    Target("address.postcode", N_("Address: postal code"), many=True),
    Target("address.country", N_("Address: country"), many=True),
    Target("address.extra", N_("Address: post box, flat"), many=True),
    Target("birth.year", N_("Birth year")),
    Target("birth.month", N_("Birth month")),
    Target("birth.day", N_("Day of birth in the month")),
    Target("responsible", N_("Responsible")),
    Target("uid", N_("Unique identifier")),
    Target("photo", N_("Photo")),
    Target("phone.label", N_("Kind of phone"), many=True),
    Target("email.label", N_("Kind of e-mail"), many=True),
    Target("messenger.label", N_("Messenger service"), many=True),
    Target("address.label", N_("Kind of address"), many=True),
    Target("site.label", N_("Kind of site"), many=True),
    Target("date", N_("A date"), many=True),
    Target("date.label", N_("What the date is"), many=True),
    Target("relative", N_("A relative"), many=True),
    Target("relative.label", N_("What the relative is"), many=True),
    Target("relative.birth", N_("Birth date of the relative"), many=True),
)
_OWN: Final = Target("own", N_("Keep as a field of its own"), many=True)
_IGNORE: Final = Target("ignore", N_("Leave out"), many=True)
_CHANNELS: Final = frozenset({"phone", "email", "messenger", "address", "site"})
#: rows of their own that no single column holds, and what the parts above say better
_NO_COLUMN: Final = frozenset({"dates", "relatives", "links", "needs", "terms", "consents", "responsible_id"})


def _targets() -> tuple[Target, ...]:
    fields = tuple(
        Target(
            field.key,
            field.label,
            many=field.key in _CHANNELS or field.store is Store.FACT or field.key in {"tags", "note"},
        )
        for field in BY_KEY.values()
        if field.key not in _NO_COLUMN
    )
    days = tuple(
        Target(f"date.{key}", label, many=True) for key, label in DATE_LABELS.items() if key != "other"
    )
    people = tuple(Target(f"relative.{key}", label, many=True) for key, label in RELATIONS.items())
    return (*_PARTS[:4], *fields, *_PARTS[4:], *days, *people, _OWN, _IGNORE)


#: every place that a column can go to, in the order of a combo box; labels are msgids
TARGETS: Final = _targets()
BY_TARGET: Final = {target.key: target for target in TARGETS}
