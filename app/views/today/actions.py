"""What can be done with a line: its buttons, and the menu for putting it off."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.queries.items import Item
from app.services.interactions import KINDS
from app.views.kit.buttons import Button, Kind
from app.views.kit.elide import ElidedLabel
from app.views.kit.reaching import REACH, way_to
from app.views.kit.theme import GAP_S, SMALL
from app.views.kit.ui import Ui


@dataclass(frozen=True)
class Does:
    """A button: the name of what it does, its text, icon and key."""

    name: str
    text: str
    icon: str = ""
    key: str = ""
    drop: bool = False


def reach_of(item: Item) -> tuple[str, str]:
    """Return how to reach the customer: «tel» or «mailto», and the address; empty where neither is known."""
    return way_to(item.who, item.contact_kind)


def does_of(item: Item, ui: Ui) -> list[Does]:
    """Return what can be done with ``item``, the likeliest first."""
    tr = ui.tr
    if item.kind == "request":
        log = Does("done", tr("Log the answer"), key="D")
        return [*_reach(item, ui), log, Does("answered", tr("Answered")), Does("brief", tr("Brief"), key="B")]
    if item.kind == "out_of_sight":
        plan = Does("plan", tr("Plan a call"), key="S")
        log = Does("done", tr("Log a contact"), key="D")
        return [*_reach(item, ui), Does("brief", tr("Brief"), key="B"), plan, log]
    later = Does("snooze", tr("Put off"), drop=True, key="S")
    done = Does("done", tr("Done"), key="D")
    if item.who is None:
        return [done, later]
    return [*_reach(item, ui), Does("brief", tr("Brief"), key="B"), later, done]


def _reach(item: Item, ui: Ui) -> list[Does]:
    scheme, _ = reach_of(item)
    if not scheme or item.contact_kind not in {*KINDS}:
        return []
    text, icon = REACH["call" if scheme == "tel" else "email"]
    return [Does("reach", ui.tr(text), icon=icon, key="C")]


class Actions(QWidget):
    """The buttons of the chosen line, and the arithmetic behind its place."""

    #: the name of what to do, and the button
    asked = Signal(str, object)

    def __init__(self, item: Item, why: str, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(GAP_S)
        for number, does in enumerate(does_of(item, ui)):
            kind = Kind.PRIMARY if number == 0 else Kind.PLAIN
            button = Button(does.text, ui.theme, kind=kind, icon=does.icon, drop=does.drop, parent=self)
            button.setToolTip(f"{does.text}  {does.key}" if does.key else "")
            button.clicked.connect(partial(self._ask, does.name, button))
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(ElidedLabel(why, tone="secondary", size=SMALL, parent=self))

    def _ask(self, name: str, button: QWidget, *_: object) -> None:
        self.asked.emit(name, button)
