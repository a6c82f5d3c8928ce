"""Two cards side by side, as the review of duplicates and the merge show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.exchange.contacts import DATE_LABELS, LABELS, MESSENGERS, RELATIONS
from app.language import N_, Translator
from app.models.work import Reading
from app.queries import merging
from app.queries.card import Card, card
from app.queries.merging import Proposal
from app.views.care.compare import Values
from app.views.care.wording import datum_name, known_of, value_text
from app.views.kit.ui import Ui

#: what comes over by rows, counted in words
MOVED: Final[Mapping[str, Callable[[Translator, int], str]]] = {
    "channels": lambda tr, n: tr.plural("{count} way to reach", "{count} ways to reach", n),
    "relatives": lambda tr, n: tr.plural("{count} relative", "{count} relatives", n),
    "dates": lambda tr, n: tr.plural("{count} date", "{count} dates", n),
    "needs": lambda tr, n: tr.plural("{count} need", "{count} needs", n),
    "links": lambda tr, n: tr.plural("{count} link", "{count} links", n),
    "terms": lambda tr, n: tr.plural("{count} term", "{count} terms", n),
    "consents": lambda tr, n: tr.plural("{count} consent", "{count} consents", n),
    "tags": lambda tr, n: tr.plural("{count} tag", "{count} tags", n),
    "files": lambda tr, n: tr.plural("{count} file", "{count} files", n),
    "interactions": lambda tr, n: tr.plural("{count} contact", "{count} contacts", n),
    "followups": lambda tr, n: tr.plural("{count} next step", "{count} next steps", n),
    "favours": lambda tr, n: tr.plural("{count} favour", "{count} favours", n),
    "raw": lambda tr, n: tr.plural("{count} property of a file", "{count} properties of a file", n),
}
_CHANNELS: Final = {
    "phone": N_("Phones"),
    "email": N_("E-mails"),
    "messenger": N_("Messengers"),
    "address": N_("Addresses"),
    "site": N_("Sites"),
}
_NAMES: Final = ("kind", "surname", "given", "patronymic", "name")


@dataclass(frozen=True)
class Both:
    """Two cards, and what a merge of them would make."""

    proposal: Proposal
    keep: Card
    other: Card

    @property
    def own(self) -> Mapping[str, str]:
        """Labels of the team's own fields by their keys."""
        return {f"own:{row['id']}": str(row["label"]) for row in self.keep.own_fields}


def both(reading: Reading, *, keep_id: int, other_id: int) -> Both:
    """Read two cards.

    Raises:
        Gone: one of them is not there.
    """
    found = merging.proposal(reading, keep_id=keep_id, other_id=other_id)
    return Both(found, card(reading, customer_id=keep_id), card(reading, customer_id=other_id))


def single_values(pair: Both, ui: Ui, *, loser: str = "") -> list[Values]:
    """Return the fields of which a card holds one value; ``loser`` says what becomes of one that gives way."""
    made = []
    for choice in pair.proposal.choices:
        data = (choice.keep, choice.other)
        made.append(
            Values(
                choice.field,
                datum_name(choice.field, pair.own, ui),
                tuple(value_text(choice.field, datum.text, ui) if datum else "" for datum in data),
                tuple(known_of(datum, ui) for datum in data),
                choice.clash,
                loser if choice.clash else "",
            )
        )
    return sorted(made, key=lambda one: one.field not in _NAMES)


def listed_values(pair: Both, ui: Ui) -> list[Values]:
    """Return the data of which a card may hold several, as one text each."""
    sides = [_listed(pair.keep, ui), _listed(pair.other, ui)]
    same = _shared_kinds(pair, ui)
    made = []
    for key in dict.fromkeys([*sides[0], *sides[1]]):
        first, second = (side.get(key, []) for side in sides)
        texts = ("\n".join(first), "\n".join(second))
        made.append(
            Values(
                "",
                key,
                texts,
                (),
                differs=bool(first and second) and key not in same and not set(first) & set(second),
            )
        )
    return made


def _shared_kinds(pair: Both, ui: Ui) -> set[str]:
    """Return the kinds of channels of which both cards hold one, however it is written."""
    keys = [
        {(row["kind"], row["key"]) for row in one.channels if row["key"]} for one in (pair.keep, pair.other)
    ]
    return {ui.tr(_CHANNELS[kind]) for kind, _ in keys[0] & keys[1]}


def _listed(one: Card, ui: Ui) -> dict[str, list[str]]:
    tr = ui.tr
    found: dict[str, list[str]] = {}
    for row in one.channels:
        names: Mapping[str, str] = MESSENGERS if row["kind"] == "messenger" else LABELS
        label = names.get(row["label"], row["label"])
        text = f"{row['value']} ({tr(label)})" if label else str(row["value"])
        found.setdefault(tr(_CHANNELS[row["kind"]]), []).append(text)
    for row in one.dates:
        text = f"{tr(_word(DATE_LABELS, row['label']))} {_date(row, ui)}"
        found.setdefault(tr("Dates"), []).append(text)
    for row in one.relatives:
        text = f"{tr(_word(RELATIONS, row['relation']))} {row['name']}"
        found.setdefault(tr("Relatives"), []).append(text.strip())
    if one.tags:
        found[tr("Tags")] = list(one.tags)
    counts = [
        ("interactions", one.interactions),
        ("followups", len(one.followups)),
        ("files", len(one.files)),
    ]
    told = [MOVED[key](tr, count) for key, count in counts if count]
    if told:
        found[tr("Holds")] = told
    return found


def _word(names: Mapping[str, str], key: str) -> str:
    return names.get(key) or key


def _date(row: Mapping[str, Any], ui: Ui) -> str:
    year, month, day = row["year"], row["month"], row["day"]
    if not month or not day:
        return str(year or "")
    head = f"{year:04}" if year else "-"
    return value_text("", f"{head}-{month:02}-{day:02}", ui)


def comparison(pair: Both, ui: Ui) -> list[Values]:
    """Return everything side by side: names, ways to reach, then the rest."""
    singles = single_values(pair, ui)
    names = [one for one in singles if one.field in _NAMES]
    return [*names, *listed_values(pair, ui), *(one for one in singles if one.field not in _NAMES)]


def moved_text(pair: Both, ui: Ui) -> str:
    """Return what comes over from the other card, in words."""
    return ", ".join(MOVED[key](ui.tr, count) for key, count in pair.proposal.moves.items())
