"""What the context menu of a line offers."""

from __future__ import annotations

from collections.abc import Callable

from app.language import Translator
from app.views.customers.card.lines import Line
from app.views.kit.menu import Entry


def entries(line: Line, tr: Translator, edit: Callable[[], None]) -> list[list[Entry]]:
    """Return the groups of the menu of ``line``; ``edit`` opens its editor."""
    first: list[Entry] = []
    if line.act is not None:
        first.append(Entry(line.act.text, line.act.then, icon=line.act.icon, key="Ctrl+Enter"))
    if line.edit is not None:
        first.append(Entry(tr("Edit"), edit, icon="edit", key="F2"))
    if line.confirm is not None and not line.empty:
        first.append(Entry(tr("Still true: confirm"), line.confirm, icon="check"))
    last: list[Entry] = []
    if line.remove is not None:
        last.append(Entry(tr("Remove"), line.remove, icon="trash", key="Del", danger=True))
    return [first, list(line.more), last]
