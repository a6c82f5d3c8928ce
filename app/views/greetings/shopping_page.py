"""The shopping list as it is copied and printed: one line a thing, whom it is for, the sums (row R3)."""

from __future__ import annotations

from app.queries.gifts import Purchase, Shopping
from app.reports.documents.pdf import escape
from app.views.kit.money import money_text, sums_text
from app.views.kit.ui import Ui


def page_text(shopping: Shopping, ui: Ui) -> str:
    """Return the list as lines of text."""
    lines = [", ".join(part for part in _parts(one, ui) if part) for one in shopping.purchases]
    return "\n".join([*lines, *_sums(shopping, ui)])


def page_html(shopping: Shopping, title: str, ui: Ui) -> str:
    """Return the list as a page with boxes to tick."""
    rows = []
    for one in shopping.purchases:
        name, people, price, day = (escape(part) for part in _parts(one, ui))
        tick = "☑" if one.bought == one.count else "☐"
        rows.append(
            f"<tr><td class='line left'><p>{tick} {name}</p></td><td class='line left'><p>{people}</p></td>"
            f"<td class='line left'><p>{day}</p></td><td class='line' align='right'><p>{price}</p></td></tr>"
        )
    sums = "".join(f"<p>{escape(said)}</p>" for said in _sums(shopping, ui))
    table = f"<table width='100%' cellspacing='0'>{''.join(rows)}</table>"
    return f"<p class='title'>{escape(title)}</p>{table}<p>&nbsp;</p>{sums}"


def _parts(one: Purchase, ui: Ui) -> tuple[str, str, str, str]:
    """Return name with number, for whom, price, and the day by which it has to leave or to be there."""
    name = f"{one.name} × {one.count}" if one.count > 1 else one.name
    people = ", ".join(dict.fromkeys(gift.customer for gift in one.gifts))
    price = money_text(one.cost, one.currency, ui.locale) if one.cost else ""
    day = ui.tr("by {day}", day=ui.date(one.first_on)) if one.first_on else ""
    return name, people, price, day


def _sums(shopping: Shopping, ui: Ui) -> list[str]:
    tr = ui.tr
    found = []
    if total := sums_text(shopping.totals, ui.locale):
        found.append(tr("In all {sum}", sum=total))
    if left := sums_text(shopping.left, ui.locale):
        found.append(tr("Still to buy {sum}", sum=left))
    return found
