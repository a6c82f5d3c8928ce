"""What single columns do with a contact that is being read, where they need nothing but themselves."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Final

from app.exchange.cells import PLACEHOLDER_HEADERS, PLACEHOLDERS, meant, split_tags
from app.exchange.drafts import Draft
from app.exchange.headers import OWN_PREFIX
from app.exchange.labels import plain
from app.exchange.mapping import ColumnMap

Step = Callable[[Draft, Sequence[str]], None]
#: header of the column that holds rare fields of their own, as JSON
PACKED: Final = "own: more"


def attribute(column: ColumnMap, name: str) -> Step:
    """Fill an attribute of the draft with one line of text."""
    index = column.index

    def step(draft: Draft, cells: Sequence[str]) -> None:
        text = meant(cells[index])
        if text:
            setattr(draft, name, " ".join(text.split()))

    return step


def tags(column: ColumnMap) -> Step:
    """Add the tags of a cell."""
    index = column.index

    def step(draft: Draft, cells: Sequence[str]) -> None:
        text = meant(cells[index])
        if text:
            draft.tags.extend(tag for tag in split_tags(text) if tag not in draft.tags)

    return step


def note(column: ColumnMap) -> Step:
    """Add a cell to the note."""
    index = column.index

    def step(draft: Draft, cells: Sequence[str]) -> None:
        text = cells[index].strip()
        if text:
            draft.note(text.replace("\r\n", "\n"))

    return step


def own(column: ColumnMap) -> Step:
    """Keep the cell under its header; Outlook's marks of «nothing» are left out."""
    index, header = column.index, column.header.removeprefix(OWN_PREFIX) or f"Column {column.index + 1}"
    if column.header == PACKED:
        return _packed(index)
    quiet = plain(header) in PLACEHOLDER_HEADERS

    def step(draft: Draft, cells: Sequence[str]) -> None:
        text = cells[index].strip().replace("\r\n", "\n")
        if text and not (quiet and text.lower() in PLACEHOLDERS) and text != "0.0.00":
            draft.raw.append((header, text))

    return step


def _packed(index: int) -> Step:
    """Unpack the column in which our own export keeps rare fields together."""

    def step(draft: Draft, cells: Sequence[str]) -> None:
        text = cells[index].strip()
        if not text:
            return
        try:
            pairs = [(str(name), str(value)) for name, value in json.loads(text)]
        except (ValueError, TypeError):
            pairs = [(PACKED, text)]
        draft.raw.extend(pairs)

    return step
