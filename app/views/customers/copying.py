"""Chosen rows as a table for the clipboard: tabs for editors, HTML for spreadsheets and letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from app.models.work import Reading
from app.queries.lines import CustomerRow, rows
from app.views.customers.columns import heading
from app.views.customers.wording import Wording
from app.views.kit.cells import Cell
from app.views.kit.ui import Ui

#: rows read at once
CHUNK: Final = 500
#: what a spreadsheet would take for a formula
_FORMULA: Final = ("=", "@", "\t", "\r")


def copy(ui: Ui, owner: QObject, ids: Sequence[int], keys: Sequence[str]) -> None:
    """Put customers with the columns ``keys`` and their headings into the clipboard, and say so."""
    # a wording of its own, because it is used away from the window
    wording, tr = Wording.of(ui), ui.tr

    def done(lines: list[list[str]]) -> None:
        QGuiApplication.clipboard().setMimeData(mime(lines))
        ui.say(tr.plural("Copied {count} row", "Copied {count} rows", len(lines) - 1))

    ui.desk.ask(
        done,
        table,
        key="copy",
        owner=owner,
        ids=ids,
        titles=[heading(key, tr) for key in keys],
        cells=[wording.by_key[key] for key in keys],
    )


def table(
    reading: Reading,
    *,
    ids: Sequence[int],
    titles: Sequence[str],
    cells: Sequence[Callable[[CustomerRow], Cell]],
) -> list[list[str]]:
    """Return headings and rows of ``ids`` as text; run by the desk, away from the window."""
    found = [list(titles)]
    for start in range(0, len(ids), CHUNK):
        some = rows(reading, ids=ids[start : start + CHUNK])
        found += [[cell(row).whole for cell in cells] for row in some]
    return found


def as_tabs(lines: Sequence[Sequence[str]]) -> str:
    """Return the table with tabs between the cells; no cell is taken for a formula."""
    return "\n".join("\t".join(_plain(text) for text in line) for line in lines) + "\n"


def as_html(lines: Sequence[Sequence[str]]) -> str:
    """Return the table as HTML, every cell as text: phone numbers keep their plus."""
    from html import escape  # noqa: PLC0415 - not at start

    parts = ["<html><head><meta charset='utf-8'></head><body><table>"]
    for place, line in enumerate(lines):
        tag = "td" if place else "th"
        inside = (f"<{tag} style=\"mso-number-format:'\\@'\">{escape(text)}</{tag}>" for text in line)
        parts.append(f"<tr>{''.join(inside)}</tr>")
    parts.append("</table></body></html>")
    return "".join(parts)


def mime(lines: Sequence[Sequence[str]]) -> QMimeData:
    """Return both for the clipboard."""
    data = QMimeData()
    data.setText(as_tabs(lines))
    data.setHtml(as_html(lines))
    return data


def _plain(text: str) -> str:
    one_line = " ".join(text.split())
    return f"'{one_line}" if one_line.startswith(_FORMULA) else one_line
