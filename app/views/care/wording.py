"""Values and changes of a card in the words of the user."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final

from app.domain.fields import BY_KEY, ORIGIN_NAMES
from app.domain.merge import Datum, is_other, original
from app.language import N_
from app.views.kit.ui import Ui
from app.views.kit.words import field_name

_ISO: Final = re.compile(r"^(\d{4}|-)-(\d{2})(?:-(\d{2}))?$")
#: kinds of records as one meets them in the trash and in the history
KIND_NAMES: Final = {
    "customers": N_("Customer"),
    "interactions": N_("Contact"),
    "mail_messages": N_("Letter"),
    "mail_files": N_("File of a letter"),
    "mail_accounts": N_("Mailbox"),
    "ignored_senders": N_("Ignored sender"),
    "drafts": N_("Draft"),
    "followups": N_("Next step"),
    "attachments": N_("File"),
    "channels": N_("Way to reach"),
    "facts": N_("Datum"),
    "relatives": N_("Relative"),
    "personal_dates": N_("Date"),
    "needs": N_("Need"),
    "links": N_("Link"),
    "terms": N_("Term"),
    "consents": N_("Consent"),
    "customer_tags": N_("Tag"),
    "favours": N_("Favour"),
    "raw_properties": N_("Kept from a file"),
    "own_fields": N_("Field of our own"),
    "views": N_("Saved view"),
    "people": N_("Team member"),
    "leaves": N_("Leave"),
    "tags": N_("Tag"),
    "feedback": N_("Complaint or idea"),
    "saved_mappings": N_("Mapping of columns"),
    "duplicate_pairs": N_("Pair of duplicates"),
    "asked": N_("Question that was skipped"),
}


def datum_name(key: str, own: Mapping[str, str], ui: Ui) -> str:
    """Return the name of a field: of the catalogue, of the team's own, or «another value of …»."""
    if is_other(key):
        return ui.tr("{field}, another value", field=datum_name(original(key), own, ui))
    if key.startswith("own:"):
        return own.get(key, key.removeprefix("own:"))
    return field_name(key, ui.tr)


def value_text(key: str, value: Any, ui: Ui) -> str:
    """Return a value as people read it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return ui.tr("yes") if value else ui.tr("no")
    if isinstance(value, dt.date):
        return _date_text(value, ui)
    return _plain_text(key, str(value), ui)


def _date_text(value: dt.date, ui: Ui) -> str:
    if isinstance(value, dt.datetime):
        return f"{ui.date(ui.local(value).date())}, {ui.time(value)}"
    return ui.date(value, year=True)


def _plain_text(key: str, text: str, ui: Ui) -> str:
    if key == "photo_id":
        return ui.tr("a photo")
    field = BY_KEY.get(key)
    names = dict(field.choices) if field else {}
    return ui.tr(names[text]) if text in names else _day(text, ui) or _moment(text, ui) or text


def _day(text: str, ui: Ui) -> str:
    """Return «1980-05-12» and «--05-12» as a date in words."""
    found = _ISO.match(text)
    if not found or found[3] is None:
        return ""
    try:
        day = dt.date(2000 if found[1] == "-" else int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return ""
    return ui.date(day, year=found[1] != "-")


def _moment(text: str, ui: Ui) -> str:
    if len(text) < 19 or text[10:11] not in {"T", " "}:
        return ""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return ""
    return value_text("", moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC), ui)


def known_of(datum: Datum | None, ui: Ui) -> str:
    """Return where a value came from and when it was confirmed."""
    if datum is None:
        return ""
    tr = ui.tr
    parts = []
    if datum.origin:
        parts.append(
            tr(next((name for key, name in ORIGIN_NAMES.items() if key == datum.origin), datum.origin))
        )
    if datum.confirmed_on:
        parts.append(tr("confirmed {date}", date=ui.date(datum.confirmed_on)))
    if datum.private:
        parts.append(tr("private"))
    return ", ".join(parts)
