"""The side beside a list: what is chosen, whole, in a column that scrolls under its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.queries.items import Who
from app.views.kit.badge import Badge
from app.views.kit.buttons import Button, Kind, Link
from app.views.kit.flow import Flow
from app.views.kit.labels import Line, label
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_L, GAP_S, LARGE, SMALL
from app.views.kit.ui import Ui

#: width of the side, px
WIDTH = 372


@dataclass(frozen=True)
class Does:
    """A button: the name of what it does, its text and key, and whether it opens a menu."""

    name: str
    text: str
    key: str = ""
    icon: str = ""
    drop: bool = False


class Panel(QWidget):
    """Who it is above, buttons below, and between them what there is to read."""

    #: the name of what to do, and the button
    acted = Signal(str, object)

    def __init__(self, ui: Ui, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.buttons: dict[str, Button] = {}
        self.setFixedWidth(WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.page = Scroll(gap=6, margin=GAP_L)
        outer.addWidget(self.page, 1)
        self._rule = Line(ui.theme)
        outer.addWidget(self._rule)
        self._foot = QWidget(self)
        outer.addWidget(self._foot)
        self._flow = Flow(self._foot)
        self._flow.setContentsMargins(GAP_L, GAP_S + 2, GAP_L, GAP_S + 2)
        self._nothing = nothing
        self.clear()

    def clear(self) -> None:
        """Show that nothing is chosen."""
        self.begin([])
        self.add(label(self._nothing, tone="secondary", wrap=True))

    def begin(self, deeds: Sequence[Does]) -> None:
        """Take everything away and offer ``deeds``."""
        empty(self.page.column)
        while (item := self._flow.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        for number, does in enumerate(deeds):
            kind = Kind.PRIMARY if number == 0 else Kind.PLAIN
            button = Button(
                does.text, self.ui.theme, kind=kind, icon=does.icon, drop=does.drop, parent=self._foot
            )
            button.setToolTip(f"{does.text}  {does.key}" if does.key else "")
            button.clicked.connect(partial(self._act, does.name, button))
            self._flow.addWidget(button)
            button.show()
            self.buttons[does.name] = button
        self._foot.setVisible(bool(deeds))
        self._rule.setVisible(bool(deeds))

    def add(self, widget: QWidget) -> None:
        """Put ``widget`` at the end of the column."""
        self.page.add(widget)
        widget.show()

    def add_who(self, who: Who) -> None:
        """Say whose it is; the name leads to the card."""
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP_S)
        name = label(who.name, size=LARGE, bold=True, wrap=True)
        inside.addWidget(name, 1)
        inside.addWidget(Badge(who.class_, self.ui.theme, self.ui.tr), alignment=Qt.AlignmentFlag.AlignTop)
        self.add(row)

    def add_links(self, links: Sequence[tuple[str, str]]) -> None:
        """Add links beside each other, each the name of what it does and its text."""
        if not links:
            return
        box = QWidget()
        flow = Flow(box)
        for name, text in links:
            link = Link(text, self.ui.theme, parent=box)
            link.clicked.connect(partial(self._act, name, link))
            flow.addWidget(link)
        self.add(box)

    def add_heading(self, text: str) -> None:
        """Begin another part."""
        said = label(text, tone="secondary", size=SMALL, bold=True)
        said.setContentsMargins(0, GAP_S, 0, 0)
        self.add(said)

    def add_text(self, text: str, *, tone: str = "", size: int = 13, bold: bool = False) -> QLabel:
        """Add words that can be marked and copied; nothing for no words."""
        said = label(text, tone=tone, size=size, bold=bold, wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if text:
            self.add(said)
        return said

    def _act(self, name: str, widget: QWidget, *_: object) -> None:
        self.acted.emit(name, widget)


def empty(layout: QVBoxLayout) -> None:
    """Take everything out of a column."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
