"""The tabs of the card: each makes the lines of one, and some add a part of their own."""

from __future__ import annotations

from app.domain.fields import Tab
from app.views.customers.card.facts import fact_lines
from app.views.customers.card.festive import gift_lines
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.lines import Line
from app.views.customers.card.page import TabPage
from app.views.customers.card.tabs import contacts, family, files, needs, person, terms, value, work
from app.views.customers.card.tabs.comfort import ComfortStrip
from app.views.customers.card.tabs.consents import ConsentGrid
from app.views.customers.card.tabs.files import FilesPage
from app.views.customers.card.tabs.history import HistoryPage
from app.views.customers.card.tabs.route import RouteFinder


def page(tab: Tab, keeper: Keeper) -> TabPage:
    """Return the page of a tab."""
    if tab is Tab.FAMILY:
        return TabPage(keeper, family.lines, below=RouteFinder(keeper))
    if tab is Tab.TERMS:
        return TabPage(keeper, terms.lines, below=ConsentGrid(keeper))
    if tab is Tab.VALUE:
        return TabPage(keeper, value.lines, below=ComfortStrip(keeper))
    if tab is Tab.FILES:
        return FilesPage(keeper, files.lines, head=False)
    if tab is Tab.HISTORY:
        return HistoryPage(keeper)
    builders = {
        Tab.PERSON: person.lines,
        Tab.CONTACTS: contacts.lines,
        Tab.TASTES: tastes,
        Tab.WORK: work.lines,
        Tab.NEEDS: needs.lines,
    }
    return TabPage(keeper, builders[tab])


def tastes(keeper: Keeper) -> list[Line]:
    """Return the lines of the tab «Tastes»: facts, and below them the gifts that followed from them."""
    return [*fact_lines(keeper, Tab.TASTES), *gift_lines(keeper)]
