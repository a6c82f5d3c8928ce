"""The brief and the blank card as HTML bodies for screen, printer and PDF alike."""

from __future__ import annotations

from typing import Final

from app.language import Translator
from app.reports.blank import BlankCard, BlankField
from app.reports.brief import Brief
from app.reports.documents.pdf import escape

#: a cell to write in by hand: a line, and room above it
_TO_WRITE: Final = "<td class='fill'><p>&nbsp;</p><p>&nbsp;</p></td>"


def brief_html(brief: Brief, tr: Translator) -> str:
    """Return one page on one customer: who, when to call, what was said and promised, what to talk about."""
    parts = [f"<p class='title'>{escape(brief.name)} <span class='quiet'>{escape(brief.class_)}</span></p>"]
    parts += [f"<p class='quiet'>{escape(line)}</p>" for line in brief.about]
    parts.append(f"<p class='big'><b>{escape(brief.salutation)}</b></p>")
    if brief.channels:
        parts.append("<p>" + " &nbsp; ".join(escape(value) for value in brief.channels) + "</p>")
    if brief.good_time:
        parts.append(f"<p>{escape(tr('Good time to call'))}: {escape(brief.good_time)}</p>")
    parts += [f"<p class='bad'>{escape(line)}</p>" for line in brief.warnings]
    parts += [f"<p class='quiet'>{escape(line)}</p>" for line in brief.hints]
    for title, rows in (
        (tr("Open promises"), brief.promises),
        (tr("Last contacts"), brief.contacts),
        (tr("To talk about"), brief.topics),
        (tr("Needs and wishes"), brief.needs),
        (tr("Family"), brief.family),
        (tr("Dates near"), brief.dates),
        (tr("Circle"), brief.circle),
    ):
        if rows:
            parts.append(f"<p class='part'>{escape(title)}</p>" + _table(rows))
    if brief.question:
        asked = escape(tr("“{question}”", question=brief.question))
        parts.append(f"<p class='part'>{escape(tr('Ask next'))}</p><p class='big'>{asked}</p>")
    return "".join(parts)


def blank_html(card: BlankCard, tr: Translator) -> str:
    """Return the blank card: a line for each datum, with the question that leads to it."""
    parts = [f"<p class='title'>{escape(tr('Customer card'))}</p>"]
    parts.append(
        f"<p class='quiet'>{escape(tr('Filled in by'))} ____________________ &nbsp; "
        f"{escape(tr('Date'))} ______________</p>"
    )
    for title, fields in card.sections:
        parts.append(f"<p class='part'>{escape(title)}</p><table width='100%' cellspacing='0'>")
        parts += [_line(field) for field in fields]
        parts.append("</table>")
    return "".join(parts)


def _table(rows: tuple[tuple[str, str], ...]) -> str:
    lines = "".join(
        f"<tr><td width='30%' class='line left'><p class='quiet'>{escape(left)}</p></td>"
        f"<td class='line'><p>{escape(right)}</p></td></tr>"
        for left, right in rows
    )
    return f"<table width='100%' cellspacing='0'>{lines}</table>"


def _line(field: BlankField) -> str:
    label = (
        f"<td width='36%' class='left'><p>{escape(field.label)}</p>"
        f"<p class='quiet small'>{escape(field.question)}</p></td>"
    )
    if field.choices:
        ticks = " &nbsp; ".join(f"☐ {escape(choice)}" for choice in field.choices)
        return f"<tr>{label}<td><p>{ticks}</p></td></tr>"
    rest = f"<tr><td></td>{_TO_WRITE}</tr>" * (field.lines - 1)
    return f"<tr>{label}{_TO_WRITE}</tr>{rest}"
