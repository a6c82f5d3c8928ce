"""Merging two cards of one customer without losing a fact; one step, undone like any other (row X3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.domain.fields import BY_KEY, Store
from app.domain.merge import Choice, Datum, Side, contains, is_other, joined_meta, original, other_key, same
from app.language import N_
from app.models.customer import LIVE, UNDONE, Customer, Fact, RawProperty
from app.models.faults import Gone
from app.models.work import Work
from app.queries.merging import BIRTH, COLUMNS, Proposal, customer_row, proposal
from app.services.faults import BadValue, SameCustomer, UnknownField
from app.services.merging_rows import move_rows

META: Final = ("purposes", "origin", "confirmed_on", "private")
#: raw property that keeps the UID of a merged card, so that a later import of its file still finds the customer
OTHER_UID: Final = "uid"


def merge(work: Work, *, keep_id: int, other_id: int, choices: Mapping[str, str] | None = None) -> None:
    """Merge ``other_id`` into ``keep_id``; ``choices`` says per field «keep» or «other», the rest as proposed.

    Rows of the other card come over, equal ones are not doubled. Values that lose stay on the card as
    facts «other:FIELD» with their origin and privacy. The other customer is hidden.

    Raises:
        SameCustomer: both are one card.
        UnknownField, BadValue: a choice is about no field of these cards, or none of the two sides.
        Gone: one of them is not there, or was merged before.
    """
    _absorb(work, keep_id, other_id, choices or {})
    titles = {row_id: customer_row(work, row_id)["title"] for row_id in (keep_id, other_id)}
    # the ids let the history of the kept card go on with that of the other, and an erasure reach both
    work.name(
        N_("Merged {other} into {name}"),
        other=titles[other_id],
        name=titles[keep_id],
        keep_id=keep_id,
        other_ids=[other_id],
    )


def merge_all(
    work: Work,
    *,
    keep_id: int,
    other_ids: Sequence[int],
    choices: Mapping[int, Mapping[str, str]] | None = None,
) -> None:
    """Merge several customers into one in one step; ``choices`` by the id of the other customer."""
    for other_id in other_ids:
        _absorb(work, keep_id, other_id, (choices or {}).get(other_id, {}))
    work.name(
        N_("Merged {count} customers into {name}"),
        count=len(other_ids),
        name=customer_row(work, keep_id)["title"],
        keep_id=keep_id,
        other_ids=list(other_ids),
    )


def drop_other(work: Work, *, row_id: int) -> None:
    """Forget a value that lost in a merge; undo brings it back.

    Raises:
        UnknownField: the fact is not such a value.
    """
    row = work.get(Fact, row_id)
    if not is_other(row["key"]):
        raise UnknownField(field=row["key"])
    work.remove(Fact, row_id)
    name = customer_row(work, row["customer_id"])["title"]
    work.name(N_("Removed another value of {field} from {name}"), field=original(row["key"]), name=name)


def _absorb(work: Work, keep_id: int, other_id: int, wanted: Mapping[str, str]) -> None:
    if keep_id == other_id:
        raise SameCustomer
    both = proposal(work, keep_id=keep_id, other_id=other_id)
    keep, other = customer_row(work, keep_id), customer_row(work, other_id)
    if keep["state"] != LIVE or other["state"] == UNDONE:
        raise Gone
    settled = _settled(both, wanted)
    values: dict[str, Any] = {}
    facts = _Facts(work, keep, other)
    for choice in settled:
        values |= _column_values(choice, keep, other)
        facts.settle(choice)
    facts.move_rest()
    work.change(Customer, keep_id, values)
    if other["uid"] and other["uid"] != keep["uid"]:
        work.insert(RawProperty, customer_id=keep_id, name=OTHER_UID, value=other["uid"])
    move_rows(work, keep_id, other_id)
    work.change(Customer, other_id, {"state": UNDONE})


def _settled(both: Proposal, wanted: Mapping[str, str]) -> list[Choice]:
    """Return the choices with what the user wants in place of what was proposed."""
    known = {choice.field for choice in both.choices}
    for field, side in wanted.items():
        if field not in known:
            raise UnknownField(field=field)
        if side not in set(Side):
            raise BadValue(value=side, field=field)
    return [
        choice.taking(Side(wanted[choice.field]))
        if choice.field in wanted and choice.keep and choice.other
        else choice
        for choice in both.choices
    ]


def _column_values(choice: Choice, keep: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of the kept customer that the choice changes."""
    name = choice.field
    if name == "note" and choice.keep and choice.other:
        return {"note": _joined_notes(choice)}
    if choice.chosen is Side.KEEP:
        return {}
    if name == "birth":
        return {column: other[column] for column in BIRTH}
    if name == "class_":
        return {"class_": other["class_"], "class_reason": other["class_reason"]}
    return {name: other[name]} if name in COLUMNS and other[name] != keep[name] else {}


def _joined_notes(choice: Choice) -> str:
    assert choice.winner is not None
    assert choice.loser is not None
    first, second = choice.winner.text, choice.loser.text
    if contains("note", first, second):
        return first
    return second if contains("note", second, first) else f"{first}\n\n{second}"


def _lost(choice: Choice) -> Datum | None:
    """Return the value that would be lost, None where the winner says all that it says."""
    if choice.winner is None or choice.loser is None or choice.field in {"note", "photo_id"}:
        return None
    texts = choice.field, choice.winner.text, choice.loser.text
    if choice.field == "first_contact_on" or same(*texts) or contains(*texts):
        return None
    return choice.loser


class _Facts:
    """The facts of both cards while they become those of one.

    A fact holds the value itself, or only what is known of a value that stands in a column.
    """

    def __init__(self, work: Work, keep: Mapping[str, Any], other: Mapping[str, Any]) -> None:
        self.work, self.keep_id = work, int(keep["id"])
        self.mine = {row["key"]: row for row in work.find(Fact, customer_id=keep["id"])}
        self.theirs = {row["key"]: row for row in work.find(Fact, customer_id=other["id"])}
        self.class_reasons = {Side.KEEP: keep["class_reason"], Side.OTHER: other["class_reason"]}

    def settle(self, choice: Choice) -> None:
        """Make the kept card's fact that of the winner, and keep the loser beside it."""
        mine, theirs = self.mine.get(choice.field), self.theirs.pop(choice.field, None)
        lost = _lost(choice)
        if mine and theirs and choice.loser is not None and lost is None:
            self._join(mine, theirs, choice)
            return
        if choice.chosen is Side.OTHER:
            theirs = self._take(choice, mine, theirs)
        elif theirs and not mine and lost is None:
            self._move(theirs)
            return
        if lost is not None:
            self._keep_beside(choice, lost, theirs)
        elif theirs:
            self.work.remove(Fact, theirs["id"])

    def move_rest(self) -> None:
        """Bring over what has no counterpart: values that lost in earlier merges, remarks on data of several rows."""
        for key, row in sorted(self.theirs.items()):
            if is_other(key) and self._said_already(key, row["value"]):
                self.work.remove(Fact, row["id"])
            elif is_other(key):
                self._move_beside(row, other_key(key, self.mine))
            elif key in self.mine:
                self.work.change(Fact, self.mine[key]["id"], joined_meta(self.mine[key], row))
                self.work.remove(Fact, row["id"])
            else:
                self._move(row)

    def _join(self, mine: dict[str, Any], theirs: dict[str, Any], choice: Choice) -> None:
        values = joined_meta(mine, theirs)
        if choice.chosen is Side.OTHER and mine["value"] is not None:
            values["value"] = theirs["value"]
        self.work.change(Fact, mine["id"], values)
        self.work.remove(Fact, theirs["id"])

    def _take(
        self, choice: Choice, mine: dict[str, Any] | None, theirs: dict[str, Any] | None
    ) -> dict[str, Any] | None:
        """Put the other card's value into the kept fact; return the other's row where it is still free."""
        if mine is None:
            if theirs is not None:
                self._move(theirs)
            return None
        datum = choice.other
        assert datum is not None
        values = _meta_of(datum)
        if _is_fact(choice.field):
            values["value"] = datum.value
        self.work.change(Fact, mine["id"], values)
        return theirs

    def _keep_beside(self, choice: Choice, lost: Datum, free: dict[str, Any] | None) -> None:
        key = other_key(choice.field, self.mine)
        reason = ""
        if choice.field == "class_":
            reason = self.class_reasons[Side.OTHER if choice.chosen is Side.KEEP else Side.KEEP]
        text = f"{lost.text}: {reason}" if reason else lost.text
        values = {"key": key, "value": text, **_meta_of(lost)}
        if free is not None:
            self.work.remove(Fact, free["id"])
        # a new row, not a changed one: undo sets field by field, and half a change could meet another row's key
        self.work.insert(Fact, customer_id=self.keep_id, **values)
        self.mine[key] = values

    def _move(self, row: dict[str, Any]) -> None:
        self.work.change(Fact, row["id"], {"customer_id": self.keep_id})
        self.mine[row["key"]] = row

    def _move_beside(self, row: dict[str, Any], key: str) -> None:
        self.work.remove(Fact, row["id"])
        values = {name: row[name] for name in ("value", *META)}
        self.work.insert(Fact, customer_id=self.keep_id, key=key, **values)
        self.mine[key] = row

    def _said_already(self, key: str, value: str | None) -> bool:
        kept = [row["value"] for name, row in self.mine.items() if original(name) == original(key)]
        return any(same(original(key), value or "", text or "") for text in kept)


def _is_fact(field: str) -> bool:
    return field not in BY_KEY or BY_KEY[field].store is Store.FACT


def _meta_of(datum: Datum) -> dict[str, Any]:
    return {name: getattr(datum, name) for name in META}
