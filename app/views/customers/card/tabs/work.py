"""The tab «Work»: employer and position; of an organisation its people, who decides, tax and bank."""

from __future__ import annotations

from dataclasses import replace

from app.domain.fields import Tab
from app.domain.related import LinkKind
from app.queries.card_people import Member
from app.views.customers.card.facts import fact_lines
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.lines import Act, Line, heading
from app.views.customers.card.tabs.family import link_adder, link_line, seen_kind

#: links that tell of work: who belongs where, reports to whom, influences whom
_OF_WORK = {
    LinkKind.BOSS,
    LinkKind.SUBORDINATE,
    LinkKind.COLLEAGUE,
    LinkKind.MEMBER_OF,
    LinkKind.HAS_MEMBER,
    LinkKind.INFLUENCES,
    LinkKind.INFLUENCED_BY,
    LinkKind.PARTNER,
    LinkKind.SUPPLIER,
    LinkKind.BUYER,
}


def lines(keeper: Keeper) -> list[Line]:
    """Return the lines of the tab."""
    view, tr = keeper.view, keeper.ui.tr
    assert view is not None
    found = [_led(keeper, line) for line in fact_lines(keeper, Tab.WORK)]
    title = tr("People, and who decides") if view.organisation else tr("At work with")
    found.append(heading("people", title))
    found += [_member(keeper, member) for member in view.people]
    shown = {member.id for member in view.people}
    found += [
        link_line(keeper, row)
        for row in view.card.links
        if (kind := seen_kind(row)) in _OF_WORK
        and not (kind is LinkKind.HAS_MEMBER and row.other_id in shown)
    ]
    kind = LinkKind.HAS_MEMBER if view.organisation else LinkKind.BOSS
    hint = tr("Add somebody of this organisation") if view.organisation else tr("Add a boss or a colleague")
    found.append(link_adder(keeper, kind, line_id="add:people", hint=hint))
    return found


def _member(keeper: Keeper, member: Member) -> Line:
    """Return the line of somebody of the organisation, moved in below the boss."""
    view, tr = keeper.view, keeper.ui.tr
    assert view is not None
    links = [row for row in view.card.links if row.other_id == member.id]
    linked = next((row for row in links if seen_kind(row) is LinkKind.HAS_MEMBER), None)
    line = Line(
        f"people:{member.id}",
        label=member.position or tr("works here"),
        text="\u2007\u2007" * member.depth + member.name,
        badge=member.class_,
        tail=tr("reports to the one above") if member.depth else "",
        link=True,
        act=Act("open", tr("Open the card"), lambda: keeper.asked.emit(member.id)),
    )
    if linked is None:
        return line
    known = link_line(keeper, linked)
    return replace(line, edit=known.edit, save=known.save, remove=known.remove, tail=line.tail or linked.note)


def _led(keeper: Keeper, line: Line) -> Line:
    """Let the employer lead to its card, where there is one."""
    view = keeper.view
    assert view is not None
    goal = view.employer_id
    if line.id != "employer" or goal is None:
        return line
    act = Act("open", keeper.ui.tr("Open the card"), lambda: keeper.asked.emit(goal))
    return replace(line, act=act)
