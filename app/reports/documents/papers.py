"""The brief and the blank card as HTML bodies for screen, printer and PDF alike."""

from __future__ import annotations

from app.language import Translator
from app.reports.blank import BlankCard, BlankField
from app.reports.brief import Brief
from app.reports.documents.pdf import escape


def brief_html(brief: Brief, tr: Translator) -> str:
    """Return one page on one customer: who, when to call, what was said and promised, what to talk about."""
    parts = [f"<h1>{escape(brief.name)} <span class='quiet'>{escape(brief.class_)}</span></h1>"]
    parts += [f"<p class='quiet'>{escape(line)}</p>" for line in brief.about]
    parts.append(f"<p class='big'><b>{escape(brief.salutation)}</b></p>")
    if brief.channels:
        parts.append("<p>" + " &nbsp; ".join(escape(value) for value in brief.channels) + "</p>")
    if brief.good_time:
        parts.append(f"<p>{escape(tr('Good time to call'))}: {escape(brief.good_time)}</p>")
    parts += [f"<p class='bad'>{escape(line)}</p>" for line in brief.warnings]
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
            parts.append(f"<h2>{escape(title)}</h2>" + _table(rows))
    if brief.question:
        parts.append(f"<h2>{escape(tr('Ask next'))}</h2><p class='big'>“{escape(brief.question)}”</p>")
    return "".join(parts)


def blank_html(card: BlankCard, tr: Translator) -> str:
    """Return the blank card: a line for each datum, with the question that leads to it."""
    parts = [f"<h1>{escape(tr('Customer card'))}</h1>"]
    parts.append(
        f"<p class='quiet'>{escape(tr('Filled in by'))} ____________________ &nbsp; "
        f"{escape(tr('Date'))} ______________</p>"
    )
    for title, fields in card.sections:
        parts.append(f"<h2>{escape(title)}</h2><table width='100%' cellspacing='0'>")
        parts += [_line(field) for field in fields]
        parts.append("</table>")
    return "".join(parts)


def _table(rows: tuple[tuple[str, str], ...]) -> str:
    lines = "".join(
        f"<tr class='line'><td width='24%' class='quiet'>{escape(left)}</td><td>{escape(right)}</td></tr>"
        for left, right in rows
    )
    return f"<table width='100%' cellspacing='0'>{lines}</table>"


def _line(field: BlankField) -> str:
    label = (
        f"<td width='30%'>{escape(field.label)}<br><span class='quiet'>{escape(field.question)}</span></td>"
    )
    if field.choices:
        ticks = " &nbsp; ".join(f"☐ {escape(choice)}" for choice in field.choices)
        return f"<tr>{label}<td class='fill'>{ticks}</td></tr>"
    rest = "".join("<tr><td></td><td class='fill'>&nbsp;<br>&nbsp;</td></tr>" for _ in range(field.lines - 1))
    return f"<tr>{label}<td class='fill'>&nbsp;<br>&nbsp;</td></tr>{rest}"
