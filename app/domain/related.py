"""Typed links between customers: their other ends, the way to an introduction, who reports to whom (row C7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.language import N_


class LinkKind(StrEnum):
    """A kind of link, read from one card to the other: «boss: Orlov», «member of: Northern House»."""

    BOSS = "boss"
    SUBORDINATE = "subordinate"
    COLLEAGUE = "colleague"
    MEMBER_OF = "member_of"
    HAS_MEMBER = "has_member"
    PARENT = "parent"
    CHILD = "child"
    SPOUSE = "spouse"
    SIBLING = "sibling"
    RELATIVE = "relative"
    FRIEND = "friend"
    ACQUAINTANCE = "acquaintance"
    RECOMMENDED = "recommended"
    RECOMMENDED_BY = "recommended_by"
    INFLUENCES = "influences"
    INFLUENCED_BY = "influenced_by"
    PARTNER = "partner"
    SUPPLIER = "supplier"
    BUYER = "buyer"


#: how each kind is called on the card: «boss: Orlov»
LINK_NAMES: Final = {
    LinkKind.BOSS: N_("boss"),
    LinkKind.SUBORDINATE: N_("reports here"),
    LinkKind.COLLEAGUE: N_("colleague"),
    LinkKind.MEMBER_OF: N_("member of"),
    LinkKind.HAS_MEMBER: N_("has member"),
    LinkKind.PARENT: N_("parent"),
    LinkKind.CHILD: N_("child"),
    LinkKind.SPOUSE: N_("spouse"),
    LinkKind.SIBLING: N_("brother or sister"),
    LinkKind.RELATIVE: N_("relative"),
    LinkKind.FRIEND: N_("friend"),
    LinkKind.ACQUAINTANCE: N_("acquaintance"),
    LinkKind.RECOMMENDED: N_("recommended us to"),
    LinkKind.RECOMMENDED_BY: N_("recommended by"),
    LinkKind.INFLUENCES: N_("influences"),
    LinkKind.INFLUENCED_BY: N_("influenced by"),
    LinkKind.PARTNER: N_("partner"),
    LinkKind.SUPPLIER: N_("supplier"),
    LinkKind.BUYER: N_("buyer"),
}
_PAIRS: Final = (
    (LinkKind.BOSS, LinkKind.SUBORDINATE),
    (LinkKind.MEMBER_OF, LinkKind.HAS_MEMBER),
    (LinkKind.PARENT, LinkKind.CHILD),
    (LinkKind.RECOMMENDED, LinkKind.RECOMMENDED_BY),
    (LinkKind.INFLUENCES, LinkKind.INFLUENCED_BY),
    (LinkKind.SUPPLIER, LinkKind.BUYER),
)
#: what each kind is called from the other end; those that are missing are the same both ways
INVERSE: Final = {kind: kind for kind in LinkKind} | {
    one: other for pair in _PAIRS for one, other in (pair, pair[::-1])
}
# Who introduces more gladly: of two ways of the same length the warmer is offered.
_WARMTH: Final = {
    LinkKind.SPOUSE: 0,
    LinkKind.FRIEND: 0,
    LinkKind.PARENT: 0,
    LinkKind.CHILD: 0,
    LinkKind.SIBLING: 0,
    LinkKind.RECOMMENDED: 1,
    LinkKind.RECOMMENDED_BY: 1,
    LinkKind.RELATIVE: 1,
    LinkKind.PARTNER: 1,
    LinkKind.COLLEAGUE: 2,
    LinkKind.ACQUAINTANCE: 4,
}
_COOL: Final = 3


@dataclass(frozen=True)
class Link:
    """A link as it stands on the card of ``customer``: Link(5, 7, BOSS) says that 7 is the boss of 5."""

    customer: int
    other: int
    kind: LinkKind

    def turned(self) -> Link:
        """Return the same link as seen from its other end."""
        return Link(self.other, self.customer, INVERSE[self.kind])


@dataclass(frozen=True)
class Node:
    """A person in the tree of an organisation, with those who report to him."""

    customer: int
    reports: tuple[Node, ...] = ()


def seen_from(customer: int, links: Iterable[Link]) -> list[Link]:
    """Return the links of ``customer``, each as seen from it and once."""
    mine = [link if link.customer == customer else link.turned() for link in links if customer in _ends(link)]
    return list(dict.fromkeys(mine))


def _ends(link: Link) -> tuple[int, int]:
    return (link.customer, link.other)


def introduction_route(links: Iterable[Link], start: Collection[int], goal: int) -> tuple[Link, ...] | None:
    """Return the shortest way from one of ``start`` (those whom we know well) to ``goal``.

    Each step is seen from the one who introduces. Of ways of the same length the warmest is taken:
    a friend before a colleague. An empty tuple when ``goal`` is known already; None without a way.
    """
    if goal in start:
        return ()
    around: dict[int, set[Link]] = defaultdict(set)
    for link in links:
        around[link.customer].add(link)
        around[link.other].add(link.turned())
    # Breadth first by whole rings, so that within one ring the warmest way to each can win.
    ring: dict[int, tuple[Link, ...]] = dict.fromkeys(sorted(start), ())
    seen = set(ring)
    while ring and goal not in seen:
        reached: dict[int, tuple[Link, ...]] = {}
        for customer, way in ring.items():
            for link in sorted(around[customer], key=_rank):
                if link.other not in seen:
                    longer = (*way, link)
                    known = reached.get(link.other)
                    if known is None or _coolness(longer) < _coolness(known):
                        reached[link.other] = longer
        seen |= reached.keys()
        ring = reached
    return ring.get(goal)


def _rank(link: Link) -> tuple[int, int, str]:
    return (_WARMTH.get(link.kind, _COOL), link.other, link.kind)


def _coolness(way: tuple[Link, ...]) -> int:
    return sum(_WARMTH.get(link.kind, _COOL) for link in way)


def reports_to(links: Iterable[Link], people: Collection[int]) -> tuple[Node, ...]:
    """Return the trees of who reports to whom among ``people``, the bosses on top.

    One with two bosses stands under the first; a circle of bosses is opened where it begins, so that
    everybody appears once.
    """
    boss_of: dict[int, int] = {}
    for link in links:
        seen = link if link.kind is LinkKind.BOSS else link.turned()
        if seen.kind is LinkKind.BOSS and seen.customer in people and seen.other in people:
            boss_of.setdefault(seen.customer, seen.other)
    below: dict[int, list[int]] = defaultdict(list)
    for customer in people:
        if customer in boss_of and not _in_circle(customer, boss_of):
            below[boss_of[customer]].append(customer)
    tops = [customer for customer in people if all(customer not in some for some in below.values())]
    return tuple(_node(top, below) for top in tops)


def _in_circle(customer: int, boss_of: dict[int, int]) -> bool:
    """Tell whether the bosses of ``customer`` lead back to it, and it is the place to open the circle."""
    way = [customer]
    while way[-1] in boss_of:
        boss = boss_of[way[-1]]
        if boss == customer:
            return customer == min(way)
        if boss in way:
            return False
        way.append(boss)
    return False


def _node(customer: int, below: dict[int, list[int]]) -> Node:
    return Node(customer, tuple(_node(each, below) for each in below.get(customer, ())))
