"""The lines of a long list and the cache of its rows, without Qt and without a database."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from app.views.kit.rows import Lines, RowCache
from app.views.kit.widths import Share, shared


def test_without_sections_lines_are_ids() -> None:
    lines = Lines(array("q", [7, 3, 9]))
    assert [lines.id_at(line) for line in range(-1, 4)] == [None, 7, 3, 9, None]
    assert (lines.line_of(9), lines.line_of(4)) == (2, -1)
    assert list(lines.ids_between(1, 99)) == [3, 9]


def test_headings_stand_before_their_sections() -> None:
    lines = Lines(array("q", [1, 2, 3, 4]), [("A", 3), ("B", 1)])
    assert len(lines) == 6
    assert [lines.section(line) for line in range(6)] == [("A", 3), None, None, None, ("B", 1), None]
    assert [lines.id_at(line) for line in range(7)] == [None, 1, 2, 3, None, 4, None]
    assert list(lines.ids_between(3, 5)) == [3, 4]


def test_sections_that_do_not_add_up_are_left_out() -> None:
    assert len(Lines(array("q", [1, 2]), [("A", 5)])) == 2


@given(st.lists(st.integers(0, 5), max_size=6), st.integers(-3, 30), st.integers(-3, 30))
def test_lines_and_ids_lead_to_each_other(sizes: list[int], first: int, last: int) -> None:
    ids = array("q", range(100, 100 + sum(sizes)))
    lines = Lines(ids, [(str(place), size) for place, size in enumerate(sizes)])
    assert [lines.id_at(lines.line_of(row_id)) for row_id in ids] == list(ids)
    shown = [lines.id_at(line) for line in range(len(lines))]
    assert [row_id for row_id in shown if row_id is not None] == list(ids)
    wanted = [row_id for row_id in shown[max(first, 0) : max(last + 1, 0)] if row_id is not None]
    assert list(lines.ids_between(first, last)) == wanted


def test_fetched_once_until_it_expires() -> None:
    cache: RowCache[str] = RowCache()
    cache.put([1, 2], {1: "one"})
    assert cache.missing([1, 2, 3]) == [3]  # 2 is gone, and is not asked for again
    cache.expire([1, 3])
    assert cache.missing([1, 2, 3]) == [1, 3]
    assert cache.get(1) == "one"  # shown as it was until the answer comes
    cache.put([1], {1: "uno"})
    assert (cache.get(1), cache.missing([1])) == ("uno", [])


def test_keeps_what_was_of_use_last() -> None:
    cache: RowCache[int] = RowCache(keep=4)
    cache.put([1, 2, 3, 4], {i: i for i in (1, 2, 3, 4)})
    cache.touch([1])
    cache.put([5, 6], {5: 5, 6: 6})
    assert cache.missing([1, 2, 3, 4, 5, 6]) == [2, 3]
    assert len(cache) == 4


def test_a_page_larger_than_the_cache_is_kept_whole() -> None:
    cache: RowCache[int] = RowCache(keep=2)
    cache.put([1, 2, 3], {i: i for i in (1, 2, 3)})
    assert cache.missing([1, 2, 3]) == []


def test_columns_share_a_width_by_what_they_want() -> None:
    name, step = Share(170, 120, 360), Share(230, 80)
    assert shared(400, [name, step]) == [170, 230]
    assert shared(1000, [name, step]) == [360, 640]
    assert shared(240, [name, step]) == [120, 120]
    assert shared(100, [name, step]) == [120, 80], "never below what is readable"
    assert shared(900, [name, Share(100, 50, 200)]) == [360, 540], "the last one takes what nobody may"
    assert shared(500, [name]) == [500]


@given(
    st.integers(0, 3000),
    st.lists(st.tuples(st.integers(1, 400), st.integers(0, 100)), min_size=1, max_size=8),
)
def test_columns_always_fill_the_width(room: int, wants: list[tuple[int, int]]) -> None:
    columns = [Share(wanted, min(wanted, least)) for wanted, least in wants]
    widths = shared(room, columns)
    assert all(width >= column.least for width, column in zip(widths, columns, strict=True))
    assert sum(widths) == max(room, sum(widths))
