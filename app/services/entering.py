"""The verb behind «New customer»: a card with its first phone, e-mail and tags in one step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.language import N_
from app.models.work import Work
from app.services import card_rows, customers


def enter(
    work: Work,
    *,
    values: Mapping[str, Any],
    phones: Iterable[str] = (),
    emails: Iterable[str] = (),
    tags: Iterable[str] = (),
) -> int:
    """Create a customer from columns of the catalogue with its channels and tags; return the id.

    Raises:
        NoName: neither a person's nor an organisation's name is given.
        BadValue: a phone without digits, an e-mail without @.
    """
    customer_id = customers.create(work, values=values, tags=tags)
    for channel, given in (("phone", phones), ("email", emails)):
        for value in given:
            card_rows.add_channel(work, customer_id=customer_id, channel=channel, value=value)
    work.name(N_("Created {name}"), name=customers.title(work, customer_id))
    return customer_id
