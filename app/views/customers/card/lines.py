"""One line of a fact table as a value: what it says, how it is edited, what can be done with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.views.customers.card.keeper import Refused
from app.views.kit.menu import Entry

if TYPE_CHECKING:
    from app.views.customers.card.editors import Editor


@dataclass(frozen=True)
class Meta:
    """What is known of a datum itself: its purposes joined by commas, its origin, whether it is private."""

    purposes: str = ""
    origin: str = ""
    private: bool = False


@dataclass(frozen=True)
class Answer:
    """What the user left in a line: the value and what is known of it, and which of both differ."""

    value: Any
    meta: Meta
    value_changed: bool
    meta_changed: bool
    refused: Refused


@dataclass(frozen=True)
class Act:
    """What a line leads to besides editing: call the number, open the card."""

    icon: str
    text: str
    then: Callable[[], object]


@dataclass(frozen=True, eq=False)
class Line:
    """A line; ``id`` names it within its table.

    ``label``, ``text`` and its paler ``tail`` are shown; ``hint`` stands where there is no text.
    ``detail`` is a smaller line below. ``meta`` is None for lines of which only the value is known. ``edit`` makes the editor, ``save``
    takes what came out of it. ``side`` takes the place of the day of confirmation. A ``link`` is
    followed by a click on its text. ``wrap`` lets long text take up to four lines.
    """

    id: str
    label: str = ""
    text: str = ""
    tail: str = ""
    detail: str = ""
    badge: str = ""
    icon: str = ""
    icon_tone: str = "secondary"
    #: a sign behind the text, such as the star of what is preferred
    mark: str = ""
    tone: str = "text"
    hint: str = ""
    meta: Meta | None = None
    confirmed_on: dt.date | None = None
    stale: bool = False
    side: str = ""
    side_tone: str = "secondary"
    heading: bool = False
    wrap: bool = False
    link: bool = False
    adds: bool = False
    edit: Callable[[], Editor] | None = None
    save: Callable[[Answer], None] | None = None
    remove: Callable[[], None] | None = None
    confirm: Callable[[], None] | None = None
    act: Act | None = None
    more: tuple[Entry, ...] = field(default_factory=tuple)

    @property
    def empty(self) -> bool:
        """Whether nothing is known here yet."""
        return not (self.text or self.heading)


def heading(line_id: str, text: str, *, act: Act | None = None, side: str = "") -> Line:
    """Return the title of a part of a tab."""
    return Line(f"heading:{line_id}", label=text, heading=True, act=act, side=side)
