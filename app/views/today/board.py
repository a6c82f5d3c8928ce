"""The work of today as one card with sections: requests, what is next, who fell out of sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.queries.items import Item
from app.views.kit import labels
from app.views.kit.buttons import Link
from app.views.kit.painting import RIGHT, Drawn, painter_on, rounded, write
from app.views.kit.painting import line as rule
from app.views.kit.theme import GAP_L, HEADER, LARGE, SMALL, Theme, font
from app.views.kit.ui import Ui
from app.views.today.actions import Actions
from app.views.today.face import Face
from app.views.today.line import FIGURE, TEXT_AT, Line, when_at
from app.views.today.look import Key, key_of

#: keys by the letters that stand on them in both layouts
LETTERS: Final = {
    "d": "done",
    "в": "done",
    "s": "snooze",
    "ы": "snooze",
    "b": "brief",
    "и": "brief",
    "c": "reach",
    "с": "reach",
}
#: so many lines of a section at first, and at each «more»
PORTION: Final = 12


@dataclass(frozen=True)
class Section:
    """A header with two captions, and its lines; ``all_`` names a link to everything there is."""

    key: str
    title: str
    count: str
    when: str
    figure: str
    lines: Sequence[tuple[Item, Face]]
    all_: str = ""
    note: str = ""


class _Header(Drawn, QWidget):
    """Title and count at the left, the captions of the columns at the right."""

    def __init__(self, section: Section, theme: Theme, *, first: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._section, self._first = theme, section, first
        self.setFixedHeight(HEADER)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{section.title} {section.count}")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme, section = painter_on(self), self._theme, self._section
        if not self._first:
            rule(painter, QPointF(1, 0), QPointF(self.width() - 1, 0), theme.line)
        when = when_at(self.width())
        area = QRectF(GAP_L, 0, when - GAP_L - 8, HEADER)
        x = write(painter, area, section.title, color=theme.text, face=font(LARGE, bold=True))
        count = area.adjusted(x + 6, 0, 0, 0)
        write(painter, count, section.count, color=theme.secondary, face=font(LARGE))
        small = font(SMALL)
        write(
            painter,
            QRectF(when, 0, self.width() - when, HEADER),
            section.when,
            color=theme.secondary,
            face=small,
        )
        spot = QRectF(self.width() - GAP_L - FIGURE, 0, FIGURE, HEADER)
        write(painter, spot, section.figure, color=theme.secondary, face=small, align=RIGHT)


class Board(Drawn, QWidget):
    """Sections of lines, of which one is chosen; arrows move, letters act."""

    #: what to do with which item, and the widget it was asked from
    acted = Signal(str, object, object)
    #: the link under a section
    followed = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui, self._theme = ui, ui.theme
        self._lines: dict[Key, tuple[Item, Line]] = {}
        self._current: Key | None = None
        self._shown: dict[str, int] = {}
        self._sections: Sequence[Section] = ()
        self._frames: list[QWidget] = []
        self._footer_text = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(ui.tr("What to do today"))

    # --- what is shown

    @property
    def order(self) -> list[Key]:
        """The lines in sight, from above."""
        return list(self._lines)

    @property
    def current(self) -> Item | None:
        """The item of the chosen line."""
        found = self._lines.get(self._current) if self._current else None
        return found[0] if found else None

    def line_of(self, item: Item) -> Line | None:
        """Return the line of ``item``, None when it is out of sight."""
        found = self._lines.get(key_of(item))
        return found[1] if found else None

    def show_sections(self, sections: Sequence[Section], footer: str) -> None:
        """Show other work; a line that stays keeps what is being typed in it."""
        # in a line, or in the form or a button inside it
        now = QApplication.focusWidget()
        had = now is not None and (now is self or self.isAncestorOf(now))
        place = self.order.index(self._current) if self._current in self._lines else 0
        self._sections, self._footer_text = sections, footer
        self._lay_out()
        if self._current not in self._lines:
            order = self.order
            key = order[min(place, len(order) - 1)] if order else None
            self._choose(key)
            if had and key is not None:
                self._lines[key][1].setFocus()

    def _lay_out(self) -> None:
        old, self._lines = self._lines, {}
        while self._column.takeAt(0) is not None:
            pass
        for frame in self._frames:
            frame.hide()
            frame.deleteLater()
        self._frames = []
        for number, section in enumerate(self._sections):
            self._add(_Header(section, self._theme, first=number == 0, parent=self))
            self._lay_lines(section, old)
        self._add(self._footer())
        for key, (_, line) in old.items():
            if key not in self._lines:
                line.hide()
                line.deleteLater()
        self.updateGeometry()

    def _lay_lines(self, section: Section, old: dict[Key, tuple[Item, Line]]) -> None:
        limit = self._shown.get(section.key, PORTION)
        # one or two more are shown rather than hidden behind a link
        limit = len(section.lines) if len(section.lines) <= limit + 2 else limit
        for item, face in section.lines[:limit]:
            key = key_of(item)
            if key in old:
                line = old[key][1]
                line.set_face(face)
            else:
                line = self._make(key, face)
            line.last = False
            self._lines[key] = (item, line)
            self._column.addWidget(line)
            line.show()
        shown = [line for _, line in self._lines.values()]
        if section.lines and shown:
            shown[-1].last = True
        left = len(section.lines) - limit
        if section.note and not section.lines:
            self._add(self._note(section.note))
        if left > 0 or section.all_:
            self._add(self._more(section, left))

    def _make(self, key: Key, face: Face) -> Line:
        line = Line(face, self._theme, self)
        line.chosen.connect(partial(self._choose, key))
        line.opened.connect(partial(self.act, "card"))
        line.pressed.connect(self._press)
        return line

    def _add(self, widget: QWidget) -> None:
        self._frames.append(widget)
        self._column.addWidget(widget)
        widget.show()

    def _note(self, text: str) -> QWidget:
        said = labels.label(text, tone="secondary", wrap=True, parent=self)
        said.setContentsMargins(GAP_L, 0, GAP_L, 12)
        return said

    def _more(self, section: Section, left: int) -> QWidget:
        tr = self.ui.tr
        row = QWidget(self)
        inside = QHBoxLayout(row)
        inside.setContentsMargins(TEXT_AT - 2, 4, GAP_L, 4)
        if left > 0:
            more = Link(tr.plural("{count} more", "{count} more", left), self._theme, size=SMALL, parent=row)
            more.clicked.connect(partial(self._show_more, section.key))
            inside.addWidget(more)
        if section.all_:
            everything = Link(section.all_, self._theme, size=SMALL, parent=row)
            everything.clicked.connect(partial(self.followed.emit, section.key))
            inside.addWidget(everything)
        inside.addStretch(1)
        return row

    def _footer(self) -> QWidget:
        said = labels.label(self._footer_text, size=SMALL, tone="secondary", parent=self)
        said.setAlignment(RIGHT)
        said.setContentsMargins(GAP_L, 6, GAP_L, 2)
        return said

    def _show_more(self, key: str, *_: object) -> None:
        self._shown[key] = self._shown.get(key, PORTION) + 4 * PORTION
        self._lay_out()

    # --- choosing and doing

    def focus_current(self) -> None:
        """Put the keyboard on the chosen line."""
        if self._current in self._lines:
            self._lines[self._current][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, item: Item) -> None:
        """Choose the line of ``item``."""
        self._choose(key_of(item))

    def show_actions(self) -> None:
        """Show what can be done with the chosen line, in place of a form."""
        if self._current not in self._lines:
            return
        item, line = self._lines[self._current]
        actions = Actions(item, line.face.why, self.ui, line)
        actions.asked.connect(lambda name, widget: self.acted.emit(name, item, widget))
        line.grow(actions)

    def act(self, name: str) -> None:
        """Do something with the chosen line."""
        item = self.current
        if item is not None:
            line = self._lines[key_of(item)][1]
            self.acted.emit(name, item, line.inside or line)

    def _choose(self, key: Key | None) -> None:
        if key == self._current and key in self._lines and self._lines[key][1].selected:
            return
        if self._current in self._lines:
            self._lines[self._current][1].select(on=False)
        self._current = key
        if key in self._lines:
            self._lines[key][1].select(on=True)
            self.show_actions()

    def _move(self, step: int) -> None:
        order = self.order
        if not order:
            return
        at = order.index(self._current) + step if self._current in order else 0
        key = order[max(0, min(len(order) - 1, at))]
        self._lines[key][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        steps |= {Qt.Key.Key_Home: -len(self._lines), Qt.Key.Key_End: len(self._lines)}
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        letter = LETTERS.get(event.text().lower(), "") if plain else ""
        if key in steps and plain:
            self._move(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.act("card")
        elif key == Qt.Key.Key_Space:
            self._fold()
        elif letter:
            self.act(letter)
        else:
            return
        event.accept()

    def _fold(self) -> None:
        """Shrink the chosen line, or let it grow again."""
        if self._current in self._lines:
            line = self._lines[self._current][1]
            if line.inside is None:
                self.show_actions()
            else:
                line.grow(None)

    def sizeHint(self) -> QSize:
        return QSize(600, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        rounded(painter_on(self), self.rect(), fill=self._theme.surface, edge=self._theme.line)
