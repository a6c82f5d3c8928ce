"""Verbs on what a card holds several of: channels, relatives, dates, needs, links, terms, consents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from app.domain.keys import digits, fold
from app.domain.phone import parse_phone, region_of
from app.domain.terms import TermKind
from app.language import N_
from app.models.base import Base
from app.models.customer import Asked, Channel, Consent, Customer, Link, Need, PersonalDate, Relative, Term
from app.models.work import Work
from app.services.customers import default_purposes, title
from app.services.faults import BadValue, SelfLink, UnknownField

MODELS: Final[Mapping[str, type[Base]]] = {
    "channels": Channel,
    "relatives": Relative,
    "personal_dates": PersonalDate,
    "needs": Need,
    "links": Link,
    "terms": Term,
    "consents": Consent,
}
FIELD_OF: Final = {
    "relatives": "relatives",
    "personal_dates": "dates",
    "needs": "needs",
    "links": "links",
    "terms": "terms",
    "consents": "consents",
}


def add(work: Work, *, kind: str, customer_id: int, values: Mapping[str, Any]) -> int:
    """Add a row of ``kind`` (a key of MODELS other than channels) to a card and return its id.

    What is new counts as confirmed today, with the purposes of the catalogue unless given.

    Raises:
        UnknownField: there is no such kind.
        BadValue: a value does not fit, such as an e-mail without @.
        SelfLink: a link from a customer to itself.
    """
    model = _model(kind)
    plain = _normal(work, kind, customer_id, dict(values))
    if kind != "consents":
        plain.setdefault("confirmed_on", work.today)
        plain.setdefault("purposes", default_purposes(_field(kind, plain)))
    if kind == "needs":
        plain.setdefault("noted_on", work.today)
    row_id = work.insert(model, customer_id=customer_id, **plain)
    work.name(N_("Added {field} to {name}"), field=_field(kind, plain), name=title(work, customer_id))
    return row_id


def add_channel(work: Work, *, customer_id: int, channel: str, value: str, **values: Any) -> int:
    """Add a phone, email, messenger, address or site to a card and return its id."""
    plain = _normal(work, "channels", customer_id, {"kind": channel, "value": value, **values})
    plain.setdefault("confirmed_on", work.today)
    plain.setdefault("purposes", default_purposes(channel))
    if plain.get("preferred"):
        _only_preferred(work, customer_id, channel)
    row_id = work.insert(Channel, customer_id=customer_id, **plain)
    work.name(N_("Added {field} to {name}"), field=channel, name=title(work, customer_id))
    return row_id


def change(
    work: Work,
    *,
    kind: str,
    row_id: int,
    values: Mapping[str, Any],
    was: Mapping[str, Any] | None = None,
    confirm: bool = True,
) -> None:
    """Change a row; what is changed counts as confirmed today unless ``confirm`` is false.

    Raises:
        EditConflict: somebody changed the same thing meanwhile.
        BadValue, Gone, SelfLink: nothing was changed.
    """
    model = _model(kind)
    current = work.get(model, row_id)
    customer_id = current["customer_id"]
    plain = _normal(work, kind, customer_id, {**values}, current)
    if confirm and kind != "consents" and "confirmed_on" not in plain:
        plain["confirmed_on"] = work.today
    if kind == "channels" and plain.get("preferred"):
        _only_preferred(work, customer_id, current["kind"], but=row_id)
    work.change(model, row_id, plain, was)
    work.name(N_("Changed {field} of {name}"), field=_field(kind, current), name=title(work, customer_id))


def remove(work: Work, *, kind: str, row_id: int) -> None:
    """Remove a row from a card; undo brings it back."""
    row = work.remove(_model(kind), row_id)
    work.name(
        N_("Removed {field} from {name}"), field=_field(kind, row), name=title(work, row["customer_id"])
    )


def set_consent(
    work: Work,
    *,
    customer_id: int,
    channel: str,
    topic: str,
    state: str,
    how: str = "",
    wording: str = "",
    until: Any = None,
) -> int:
    """Record consent by channel and topic as it stands now, with when and how (row C14)."""
    found = work.find(Consent, customer_id=customer_id, channel=channel, topic=topic)
    values = {"state": state, "how": how, "wording": wording, "until": until, "at": work.now}
    if found:
        work.change(Consent, found[0]["id"], values)
        row_id = int(found[0]["id"])
    else:
        row_id = work.insert(Consent, customer_id=customer_id, channel=channel, topic=topic, **values)
    work.name(N_("Recorded consent of {name}"), name=title(work, customer_id))
    return row_id


def skip_question(work: Work, *, customer_id: int, field: str) -> None:
    """Do not propose this question for this customer for a while (row C11)."""
    found = work.find(Asked, customer_id=customer_id, field=field)
    if found:
        work.change(Asked, found[0]["id"], {"asked_on": work.today})
    else:
        work.insert(Asked, customer_id=customer_id, field=field, asked_on=work.today)
    work.name(N_("Put a question to {name} off"), name=title(work, customer_id))


def channel_key(kind: str, value: str, *, region: str = "") -> str:
    """Return the folded value by which a channel is found and compared."""
    if kind == "phone":
        plain = digits(value)
        # without a country, eleven digits from 8 on are dialled so in Russia: 8 912 and +7 912 are one
        at_home = "RU" if len(plain) == 11 and plain[0] == "8" and "+" not in value else None
        found = parse_phone(value, region=region or at_home)
        return found.digits or digits(value)
    return fold(value).replace(" ", "")


def _model(kind: str) -> type[Base]:
    try:
        return MODELS[kind]
    except KeyError:
        raise UnknownField(field=kind) from None


def _field(kind: str, row: Mapping[str, Any]) -> str:
    return str(row["kind"]) if kind == "channels" else FIELD_OF[kind]


def _normal(
    work: Work, kind: str, customer_id: int, values: dict[str, Any], current: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the values as they are stored, or refuse them."""
    both = {**(current or {}), **values}
    if kind == "channels":
        country = work.value(sa.select(Customer.country).where(Customer.id == customer_id))
        _normal_channel(values, both, region_of(country or ""))
    if kind == "links" and both.get("other_id") == customer_id:
        raise SelfLink
    if kind == "personal_dates" and not (both.get("month") and both.get("day")):
        raise BadValue(value="", field="dates")
    # whoever wants time respected need not say how long
    said = kind == "terms" and both.get("kind") == TermKind.RESPECT_TIME
    if kind in {"relatives", "needs", "terms"} and not said:
        name = {"relatives": "name", "needs": "text", "terms": "value"}[kind]
        if not str(both.get(name) or both.get("relation") or "").strip():
            raise BadValue(value="", field=FIELD_OF[kind])
    if kind == "links" and work.find(
        Link, customer_id=customer_id, other_id=both["other_id"], kind=both["kind"]
    ):
        raise BadValue(value=both["kind"], field="links")
    return values


def _region(work: Work, customer_id: int) -> str:
    """Return the country to which the customer's numbers without «+» belong; «» where nobody knows."""
    country = work.value(sa.select(Customer.country).where(Customer.id == customer_id)) or ""
    return region_of(str(country)) or ""


def _normal_channel(values: dict[str, Any], both: Mapping[str, Any], region: str | None) -> None:
    kind, value = both["kind"], str(both.get("value") or "").strip()
    if kind == "address" and not value:
        parts = (both.get(name) for name in ("postcode", "country", "region", "city", "street"))
        value = ", ".join(str(part) for part in parts if part)
    if not value:
        raise BadValue(value=value, field=kind)
    if kind == "email" and ("@" not in value or any(sign.isspace() for sign in value)):
        raise BadValue(value=value, field=kind)
    if kind == "phone" and len(digits(value)) < 3:
        raise BadValue(value=value, field=kind)
    if "value" in values or kind == "address":
        values["value"] = value
        values["key"] = channel_key(kind, value, region=region or "")


def _only_preferred(work: Work, customer_id: int, kind: str, *, but: int = 0) -> None:
    for row in work.find(Channel, customer_id=customer_id, kind=kind, preferred=True):
        if row["id"] != but:
            work.change(Channel, row["id"], {"preferred": False})
