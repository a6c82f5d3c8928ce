"""Rows of a table to contacts, by a mapping: the columns are planned once, then each row runs through."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from app.domain.fields import BY_KEY, Store
from app.exchange import labels
from app.exchange import row_steps as steps
from app.exchange.cells import (
    code,
    date_parts,
    digits_lost,
    emails,
    meant,
    number_text,
    phones,
    split_tags,
    split_values,
)
from app.exchange.contacts import (
    AddressParts,
    ChannelValue,
    ContactRecord,
    DateValue,
    Problem,
    RelativeValue,
    problem,
)
from app.exchange.dates import iso
from app.exchange.drafts import Draft
from app.exchange.mapping import ColumnMap, Mapping
from app.exchange.row_steps import Step
from app.language import N_

_NAMES: Final = frozenset(
    {"surname", "given", "patronymic", "prefix", "suffix", "nickname", "employer", "position", "responsible"}
)
_CODED: Final = frozenset({"gender", "language", "formality"})
_ORGANISATION_FACTS: Final = frozenset({"size", "tax_reason"})
_NOT_A_LABEL: Final = frozenset({"smtp", "ex", "*", ""})


class Rows:
    """Makes contacts of rows; what is in doubt is added to ``problems``."""

    def __init__(self, mapping: Mapping, problems: list[Problem]) -> None:
        self.mapping = mapping
        self.problems = problems
        self.width = max((column.index for column in mapping.columns), default=-1) + 1
        self._by_place = {
            (column.target, column.label, column.slot): column.index for column in mapping.columns
        }
        self._shown = [column.index for column in _name_order(mapping)]
        self._full = any(column.target in {"full_name", "name"} for column in mapping.columns)
        self._steps = self._plan()

    def contact(self, line: int, cells: Sequence[str]) -> ContactRecord:
        """Return the contact of one row; ``cells`` may be fewer or more than the header."""
        if len(cells) < self.width:
            cells = [*cells, *[""] * (self.width - len(cells))]
        draft = Draft(line=line, kind=self.mapping.kind)
        for step in self._steps:
            step(draft, cells)
        if len(cells) > self.width:
            self._too_many(draft, cells)
        self._settle(draft, cells)
        return draft.record()

    def _too_many(self, draft: Draft, cells: Sequence[str]) -> None:
        for place, extra in enumerate(cells[self.width :], self.width + 1):
            if extra.strip():
                draft.raw.append((f"Column {place}", extra.strip()))
                self._say(
                    draft.line,
                    "too_many",
                    N_("This row has more cells than the header; they were kept as fields of their own."),
                )

    def _settle(self, draft: Draft, cells: Sequence[str]) -> None:
        """Decide what the row is and, for a person named in parts, how the file shows the name."""
        if not draft.kind and not draft.surname and not draft.given:
            keys = {key for key, _ in draft.facts}
            tax = next((value for key, value in draft.facts if key == "tax_number"), "")
            if keys & _ORGANISATION_FACTS or (len(tax) == 10 and tax.isdigit()):
                draft.kind = "organisation"
        bare = not draft.name
        draft.decide_kind()
        if bare and draft.kind != "organisation" and not self._full:
            draft.name = " ".join([text for place in self._shown if (text := meant(cells[place]))])

    def _say(self, line: int, code_: str, message: str, *, text: str = "") -> None:
        self.problems.append(problem(line, code_, message, text=text))

    # -- the plan ----------------------------------------------------------------------------------

    def _plan(self) -> list[Step]:
        plan: list[Step] = []
        addresses: dict[tuple[str, str], list[ColumnMap]] = {}
        for column in self.mapping.columns:
            base, _, part = column.target.partition(".")
            if base == "address":
                group = addresses.setdefault((column.label, column.slot), [])
                if not group:
                    plan.append(self._address(column.label, group))
                group.append(column)
            elif part != "label" and column.target not in {"ignore", "relative.birth"}:
                plan.append(self._step(column, base, part))
        return plan

    def _step(self, column: ColumnMap, base: str, part: str) -> Step:  # noqa: PLR0911 - one line for each family
        if base == "phone":
            return self._phone(column)
        if base == "email":
            return self._email(column)
        if base == "reach":
            return self._email(column)
        if base in {"messenger", "site"}:
            return self._plain_channel(column, base)
        if base == "birth":
            return self._birth(column, part)
        if base == "date":
            return self._date(column, part)
        if base == "relative":
            return self._relative(column, part)
        if column.target in _NAMES:
            return steps.attribute(column, column.target)
        special = {
            "full_name": lambda: steps.attribute(column, "name"),
            "name": lambda: self._organisation(column),
            "kind": lambda: self._kind(column),
            "uid": lambda: steps.attribute(column, "uid"),
            "tags": lambda: steps.tags(column),
            "photo": lambda: self._photo(column),
            "note": lambda: steps.note(column),
            "own": lambda: steps.own(column),
        }
        if column.target in special:
            return special[column.target]()
        return self._field(column)

    def _label_of(self, column: ColumnMap, base: str) -> Callable[[Sequence[str]], tuple[str, bool]]:
        """Return what reads the label beside a value: its code, and whether a star marks it preferred."""
        index = self._by_place.get((f"{base}.label", "", column.slot)) if column.slot else None
        coder = {"messenger": labels.messenger, "date": labels.day, "relative": labels.relation}.get(
            base, labels.label
        )
        fixed = column.label
        if index is None:
            return lambda _cells: (fixed, False)

        def read(cells: Sequence[str]) -> tuple[str, bool]:
            text = cells[index].strip()
            word = text.removeprefix("*").strip()
            return ("" if word.lower() in _NOT_A_LABEL else coder(word)) or fixed, text.startswith("*")

        return read

    def _phone(self, column: ColumnMap) -> Step:
        index, label_of = column.index, self._label_of(column, "phone")
        # Beside a column of labels stands one number, as the other program keeps it.
        paired = bool(column.slot) and ("phone.label", "", column.slot) in self._by_place

        def step(draft: Draft, cells: Sequence[str]) -> None:
            text = meant(cells[index])
            if not text:
                return
            label, preferred = label_of(cells)
            if paired:
                found = [
                    ChannelValue("phone", number_text(part), label, preferred) for part in split_values(text)
                ]
            else:
                found = phones(text, label, preferred=preferred)
            if not found:
                self._misplaced(draft, column, text, "phone")
            elif digits_lost(text):
                self._say(
                    draft.line,
                    "digits",
                    N_("A spreadsheet has cut the digits of the phone “{text}”."),
                    text=text,
                )
            draft.channels.extend(found)

        return step

    def _misplaced(self, draft: Draft, column: ColumnMap, text: str, kind: str) -> None:
        """Keep what is no phone or e-mail under the header that it stood under."""
        if kind == "phone" and "@" in text:
            values, rest = emails(text, "")
            draft.channels.extend(values)
            if values and not rest:
                return
        draft.raw.append((column.header or f"Column {column.index + 1}", text))
        message = (
            N_("“{text}” is no phone number; it was kept as a field of its own.")
            if kind == "phone"
            else N_("“{text}” is no e-mail address; it was kept as a field of its own.")
        )
        self._say(draft.line, kind, message, text=text[:60])

    def _email(self, column: ColumnMap) -> Step:
        index, label_of = column.index, self._label_of(column, "email")

        def step(draft: Draft, cells: Sequence[str]) -> None:
            text = meant(cells[index])
            if not text:
                return
            label, preferred = label_of(cells)
            values, rest = emails(text, label, preferred=preferred)
            draft.channels.extend(values)
            if not rest:
                return
            numbers = phones(rest, "") if sum(sign.isdigit() for sign in rest) >= 6 else []
            draft.channels.extend(numbers)
            if not numbers and any(sign.isalnum() for sign in rest):
                self._misplaced(draft, column, rest, "email")

        return step

    def _plain_channel(self, column: ColumnMap, kind: str) -> Step:
        index, label_of = column.index, self._label_of(column, kind)

        def step(draft: Draft, cells: Sequence[str]) -> None:
            text = meant(cells[index])
            if text:
                label, preferred = label_of(cells)
                for value in split_values(text):
                    draft.channels.append(ChannelValue(kind, value, label, preferred))

        return step

    def _address(self, label: str, group: list[ColumnMap]) -> Step:
        """``group`` grows while the plan is made; it is complete when the first row comes."""

        def step(draft: Draft, cells: Sequence[str]) -> None:
            parts: dict[str, str] = {}
            whole, kind, preferred = "", label, False
            for column in group:
                text = meant(cells[column.index])
                if not text:
                    continue
                part = column.target.partition(".")[2]
                if part == "label":
                    preferred = text.startswith("*")
                    kind = labels.label(text) or label
                elif part:
                    parts[part] = f"{parts[part]}\n{text}" if part in parts else text
                else:
                    whole = text
            if parts:
                draft.channels.append(_address(whole, kind, preferred, *parts.items()))
            elif whole:
                draft.channels.extend(
                    ChannelValue("address", value, kind, preferred) for value in split_values(whole)
                )

        return step

    # -- dates and people --------------------------------------------------------------------------

    def _when(self, draft: Draft, column: ColumnMap, text: str, label: str) -> DateValue | None:
        parts = date_parts(text, month_first=self.mapping.month_first)
        if parts:
            return DateValue(label, *parts)
        draft.raw.append((column.header or f"Column {column.index + 1}", text))
        self._say(draft.line, "date", N_("“{text}” is no date; it was kept as it is."), text=text[:60])
        return None

    def _birth(self, column: ColumnMap, part: str) -> Step:
        index = column.index

        def whole(draft: Draft, cells: Sequence[str]) -> None:
            text = meant(cells[index])
            if text:
                draft.birth = self._when(draft, column, text, "birth") or draft.birth

        def piece(draft: Draft, cells: Sequence[str]) -> None:
            text = meant(cells[index])
            if not text:
                return
            limit = {"year": 2999, "month": 12, "day": 31}[part]
            if not text.isdigit() or not 1 <= int(text) <= limit:
                self._when(draft, column, f"?{text}", "birth")
                return
            old = draft.birth or DateValue("birth")
            known = {"year": old.year, "month": old.month, "day": old.day} | {part: int(text)}
            draft.birth = DateValue("birth", known["year"], known["month"], known["day"])

        return piece if part else whole

    def _date(self, column: ColumnMap, part: str) -> Step:
        index, label_of = column.index, self._label_of(column, "date")

        def step(draft: Draft, cells: Sequence[str]) -> None:
            text = meant(cells[index])
            if text:
                found = self._when(draft, column, text, part or label_of(cells)[0] or "other")
                if found:
                    draft.dates.append(found)

        return step

    def _relative(self, column: ColumnMap, part: str) -> Step:
        index, label_of = column.index, self._label_of(column, "relative")
        born = self._by_place.get(("relative.birth", "", column.slot)) if column.slot else None

        def step(draft: Draft, cells: Sequence[str]) -> None:
            text = meant(cells[index])
            if not text:
                return
            relation = part or label_of(cells)[0] or "relative"
            birth = meant(cells[born]) if born is not None else ""
            parts = date_parts(birth, month_first=self.mapping.month_first) if birth else None
            day = DateValue("birth", *parts) if parts else None
            names = split_tags(text) if relation == "child" and born is None and not column.slot else [text]
            draft.relatives.extend(RelativeValue(relation, name, day) for name in names)

        return step

    # -- the rest ----------------------------------------------------------------------------------

    def _organisation(self, column: ColumnMap) -> Step:
        index = column.index

        def step(draft: Draft, cells: Sequence[str]) -> None:
            text = meant(cells[index])
            if text:
                draft.name = " ".join(text.split())
                draft.kind = draft.kind or "organisation"

        return step

    def _kind(self, column: ColumnMap) -> Step:
        index = column.index

        def step(draft: Draft, cells: Sequence[str]) -> None:
            text = meant(cells[index])
            if not text:
                return
            kind = code("kind", text)
            if kind:
                draft.kind = kind
            else:
                draft.raw.append((column.header, text))

        return step

    def _photo(self, column: ColumnMap) -> Step:
        index = column.index

        def step(draft: Draft, cells: Sequence[str]) -> None:
            text = "".join(cells[index].split())
            if not text:
                return
            try:
                draft.photo = base64.b64decode(text, validate=True)
            except (binascii.Error, ValueError):
                draft.raw.append((column.header, cells[index].strip()))

        return step

    def _field(self, column: ColumnMap) -> Step:
        """Fill a column of the customer, or a fact."""
        index, key = column.index, column.target
        fact = BY_KEY[key].store is Store.FACT

        def step(draft: Draft, cells: Sequence[str]) -> None:
            text = meant(cells[index])
            if not text:
                return
            if fact:
                draft.facts.append((key, text))
                return
            value = self._column_value(key, text)
            if value:
                draft.columns.append((key, value))
            else:
                draft.raw.append((column.header or key, text))

        return step

    def _column_value(self, key: str, text: str) -> str:
        """Return a catalogue column in its code, empty where the text cannot be one."""
        if key in _CODED:
            return code(key, text)
        if key == "class_":
            return {name.lower(): name for name in ("VIP", "A", "B", "C", "D")}.get(text.lower(), "")
        if key == "keep_in_touch_days":
            return text if text.isdigit() else ""
        if key == "first_contact_on":
            parts = date_parts(text, month_first=self.mapping.month_first)
            return iso(DateValue("", *parts)) if parts and None not in parts else ""
        return text


@lru_cache(maxsize=16384)
def _address(whole: str, label: str, preferred: bool, *parts: tuple[str, str]) -> ChannelValue:  # noqa: FBT001
    """Return an address; thousands of people live in one town, and one value stands for all of them."""
    made = AddressParts(**dict(parts))
    return ChannelValue("address", whole or made.line, label, preferred, made)


def _name_order(mapping: Mapping) -> list[ColumnMap]:
    """Return the columns of a name in the order of showing it: surname first where the file has it first."""
    found = {
        column.target: column
        for column in mapping.columns
        if column.target in {"surname", "given", "patronymic"}
    }
    leads = "surname" in found and "given" in found and found["surname"].index < found["given"].index
    order = ("surname", "given", "patronymic") if leads else ("given", "patronymic", "surname")
    return [found[part] for part in order if part in found]
