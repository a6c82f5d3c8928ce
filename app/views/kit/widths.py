"""How columns share the width of a list: what one needs first, what is over to those with long texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Share(NamedTuple):
    """What a column would have of the width, px, and between which bounds it may be; no ``most`` is no bound."""

    wanted: int
    least: int
    most: int = 0


def shared(room: int, columns: Sequence[Share]) -> list[int]:
    """Return widths that fill ``room`` px in the proportion of what is wanted, within the bounds.

    Where the least widths need more than there is, they are kept; where all would have their most, the last
    column takes the rest.
    """
    found: dict[int, int] = {}
    while len(found) < len(columns):
        free = [at for at in range(len(columns)) if at not in found]
        left = room - sum(found.values())
        whole = sum(columns[at].wanted for at in free) or 1
        asked = {at: left * columns[at].wanted // whole for at in free}
        # one bound at a time: what it gives or takes changes the share of the others
        low = [at for at in free if asked[at] < columns[at].least]
        high = [at for at in free if columns[at].most and asked[at] > columns[at].most]
        if low:
            found[low[0]] = columns[low[0]].least
        elif high:
            found[high[0]] = columns[high[0]].most
        else:
            found |= asked
    widths = [found[at] for at in range(len(columns))]
    if widths:
        widths[-1] += max(0, room - sum(widths))
    return widths
