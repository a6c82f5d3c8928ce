"""Links between customers, and the way to an introduction."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.related import (
    INVERSE,
    LINK_NAMES,
    Link,
    LinkKind,
    Node,
    introduction_route,
    reports_to,
    seen_from,
)

BOSS, FRIEND, COLLEAGUE = LinkKind.BOSS, LinkKind.FRIEND, LinkKind.COLLEAGUE


@pytest.mark.parametrize(
    ("kind", "inverse"),
    [
        ("boss", "subordinate"),
        ("parent", "child"),
        ("spouse", "spouse"),
        ("friend", "friend"),
        ("colleague", "colleague"),
        ("recommended", "recommended_by"),
        ("influences", "influenced_by"),
        ("member_of", "has_member"),
        ("supplier", "buyer"),
    ],
)
def test_inverse(kind: str, inverse: str) -> None:
    assert INVERSE[LinkKind(kind)] == inverse
    assert INVERSE[LinkKind(inverse)] == kind


def test_every_kind_has_a_name_and_turns_back() -> None:
    assert set(LINK_NAMES) == set(INVERSE) == set(LinkKind)
    for kind in LinkKind:
        assert Link(1, 2, kind).turned().turned() == Link(1, 2, kind)


def test_seen_from_either_end_once() -> None:
    links = [Link(5, 7, BOSS), Link(7, 5, LinkKind.SUBORDINATE), Link(1, 2, FRIEND)]
    assert seen_from(5, links) == [Link(5, 7, BOSS)]
    assert seen_from(7, links) == [Link(7, 5, LinkKind.SUBORDINATE)]
    assert seen_from(9, links) == []


def test_the_shortest_way_wins_over_the_warmer() -> None:
    links = [
        Link(1, 2, FRIEND),
        Link(2, 3, FRIEND),
        Link(3, 9, FRIEND),
        Link(1, 4, COLLEAGUE),
        Link(9, 4, LinkKind.ACQUAINTANCE),
    ]
    assert introduction_route(links, {1}, 9) == (
        Link(1, 4, COLLEAGUE),
        Link(4, 9, LinkKind.ACQUAINTANCE),
    )


def test_of_two_ways_the_warmer_is_offered() -> None:
    links = [Link(1, 2, COLLEAGUE), Link(2, 9, COLLEAGUE), Link(3, 1, FRIEND), Link(3, 9, LinkKind.SPOUSE)]
    route = introduction_route(links, {1}, 9)
    assert route is not None
    assert [link.other for link in route] == [3, 9]
    # The way through 3 begins colder and ends warmer than that through 2.
    links = [Link(1, 2, FRIEND), Link(2, 9, LinkKind.ACQUAINTANCE), Link(1, 3, COLLEAGUE), Link(3, 9, FRIEND)]
    route = introduction_route(links, {1}, 9)
    assert route is not None
    assert [link.other for link in route] == [3, 9]


def test_from_several_whom_we_know() -> None:
    links = [Link(1, 5, FRIEND), Link(5, 9, FRIEND), Link(2, 9, LinkKind.BOSS)]
    assert introduction_route(links, {1, 2}, 9) == (Link(2, 9, LinkKind.BOSS),)
    assert introduction_route(links, {1, 9}, 9) == ()
    assert introduction_route(links, {7}, 9) is None
    assert introduction_route([], {1}, 9) is None
    assert introduction_route(links, set(), 9) is None


pairs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] != p[1]), max_size=25)


@given(pairs, st.sampled_from(list(LinkKind)))
def test_a_route_is_a_shortest_chain(ends: list[tuple[int, int]], kind: LinkKind) -> None:
    links = [Link(one, other, kind) for one, other in ends]
    distance, ring = {0: 0}, {0}
    while ring:
        near = {b for one in ends for a, b in (one, one[::-1]) if a in ring} - set(distance)
        distance |= dict.fromkeys(near, max(distance.values()) + 1)
        ring = near
    route = introduction_route(links, {0}, 9)
    assert (len(route) if route is not None else None) == distance.get(9)
    if route:
        assert [route[0].customer, *(link.other for link in route)][-1] == 9
        assert all(one.other == other.customer for one, other in itertools.pairwise(route))
        assert all(link in links or link.turned() in links for link in route)


def test_who_reports_to_whom() -> None:
    links = [
        Link(2, 1, BOSS),
        Link(1, 3, LinkKind.SUBORDINATE),
        Link(4, 3, BOSS),
        Link(4, 2, BOSS),
        Link(8, 1, BOSS),
        Link(5, 4, FRIEND),
    ]
    assert reports_to(links, [1, 2, 3, 4, 5]) == (
        Node(1, (Node(2), Node(3, (Node(4),)))),
        Node(5),
    )


def test_a_circle_of_bosses_shows_everybody_once() -> None:
    links = [Link(1, 2, BOSS), Link(2, 3, BOSS), Link(3, 1, BOSS), Link(4, 2, BOSS)]
    assert reports_to(links, [4, 3, 2, 1]) == (Node(1, (Node(3, (Node(2, (Node(4),)),)),)),)


def everybody(nodes: tuple[Node, ...]) -> list[int]:
    return [one for node in nodes for one in (node.customer, *everybody(node.reports))]


@given(pairs)
def test_nobody_is_lost_in_the_tree(ends: list[tuple[int, int]]) -> None:
    links = [Link(one, other, BOSS) for one, other in ends]
    assert sorted(everybody(reports_to(links, range(10)))) == list(range(10))
