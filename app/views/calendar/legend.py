"""What the calendar shows: kinds with their counts, classes, and whose work; each a toggle (row R4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.language import N_
from app.queries.calendar import CalendarSpan
from app.queries.people import PersonRow
from app.views.kit.badge import badge_width, paint_badge
from app.views.kit.buttons import Button, Kind
from app.views.kit.icons import paint_icon
from app.views.kit.menu import Entry, menu
from app.views.kit.painting import Drawn, focus_ring, painter_on, rounded, unmarked, width_of, write
from app.views.kit.theme import GAP_M, GAP_XL, SMALL, Theme, font
from app.views.kit.ui import Ui

CLASSES: Final = ("VIP", "A", "B", "C", "D")
#: kind → name and icon
KINDS: Final = {
    "followup": (N_("Follow-ups"), "circle"),
    "meeting": (N_("Meetings"), "meeting"),
    "occasion": (N_("Greetings"), "gift"),
}


@dataclass(frozen=True)
class Shown:
    """What is left in the calendar; an empty set leaves everything."""

    kinds: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    people: frozenset[int] = frozenset()

    def asked_kinds(self) -> frozenset[str]:
        """Return the kinds for the query: gifts go with greetings."""
        return self.kinds | ({"gift"} if "occasion" in self.kinds else set())


class Toggle(Drawn, QAbstractButton):
    """A small word or badge that is on or off; pale while it is off."""

    def __init__(
        self, text: str, ui: Ui, *, icon: str = "", badge: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme: Theme = ui.theme
        self._icon, self._badge, self._label, self._count = icon, badge, text, ""
        self.setCheckable(True)
        self.setChecked(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(unmarked(text or badge))
        self.setAccessibleName(text or badge)

    def set_count(self, text: str) -> None:
        """Write how many there are behind the word."""
        self._count = text
        self.setAccessibleName(f"{self._label or self._badge} {text}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._badge:
            return QSize(badge_width(self._badge) + 8, 24)
        width = width_of(self._label, font(SMALL)) + (18 if self._icon else 0) + 12
        return QSize(int(width + (width_of(self._count, font(SMALL)) + 5 if self._count else 0)) + 1, 24)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme = painter_on(self), self._theme
        area = QRectF(self.rect())
        if self.underMouse():
            rounded(painter, area, fill=theme.hover)
        painter.setOpacity(1.0 if self.isChecked() else 0.4)
        if self._badge:
            paint_badge(painter, area.adjusted(4, 0, 0, 0), self._badge, theme)
        else:
            left = area.left() + 6
            if self._icon:
                paint_icon(painter, QRectF(left, area.center().y() - 6, 12, 12), self._icon, theme.secondary)
                left += 18
            room = QRectF(left, 0, area.right() - left, area.height())
            left += write(painter, room, self._label, color=theme.text, face=font(SMALL)) + 5
            write(
                painter,
                QRectF(left, 0, 60, area.height()),
                self._count,
                color=theme.secondary,
                face=font(SMALL),
            )
        painter.setOpacity(1.0)
        if self.hasFocus():
            focus_ring(painter, area, theme, radius=4)


class Legend(QWidget):
    """Under the title: what the marks mean, and at once what is shown."""

    #: another :class:`Shown`
    filtered = Signal(object)
    #: days on which somebody is away shall be entered
    leave_wanted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self.shown = ui, Shown()
        self._begun = False
        self.people: Sequence[PersonRow] = ()
        self.setFixedHeight(34)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_XL - 6, 0, GAP_XL, 6)
        row.setSpacing(2)
        self.kinds = {
            kind: Toggle(ui.tr(name), ui, icon=icon, parent=self) for kind, (name, icon) in KINDS.items()
        }
        self.classes = {name: Toggle("", ui, badge=name, parent=self) for name in CLASSES}
        self.whose = Button(ui.tr("Everybody"), ui.theme, kind=Kind.QUIET, drop=True, parent=self)
        self.whose.clicked.connect(self._offer_people)
        self.whose.hide()
        for toggle in self.kinds.values():
            row.addWidget(toggle)
            toggle.toggled.connect(self._filter)
        row.addStretch(1)
        for toggle in self.classes.values():
            row.addWidget(toggle)
            toggle.toggled.connect(self._filter)
            toggle.setToolTip(ui.tr("Class {name}", name=toggle.accessibleName()))
        row.addSpacing(GAP_M)
        row.addWidget(self.whose)

    def begin_with(self, person_id: int | None) -> None:
        """Show the work of who sits here, until something else is asked for."""
        if not self._begun and person_id is not None:
            self._begun, self.shown = True, replace(self.shown, people=frozenset({person_id}))

    def show_filter(self, shown: Shown) -> None:
        """Show what is filtered by, without telling anybody."""
        self._begun, self.shown = True, shown
        for toggles, left in ((self.kinds, shown.kinds), (self.classes, shown.classes)):
            for key, toggle in toggles.items():
                toggle.blockSignals(True)
                toggle.setChecked(not left or key in left)
                toggle.blockSignals(False)
        self._name_people()

    def show_people(self, people: Sequence[PersonRow]) -> None:
        """Offer the people of the team; one alone is not offered."""
        self.people = people
        self.whose.setVisible(len(people) > 1)
        self._name_people()

    def show_counts(self, span: CalendarSpan) -> None:
        """Write how many of each kind the days on show have."""
        counts = dict.fromkeys(KINDS, 0)
        for day in span.days:
            for entry in day.entries:
                kind = "occasion" if entry.kind == "gift" else entry.kind
                counts[kind] += 1
            counts["occasion"] += sum(group.count for group in day.groups)
            counts["followup" if _wanted("followup", self.shown) else "meeting"] += day.more
        for kind, toggle in self.kinds.items():
            toggle.set_count(self._ui.number(counts[kind]))

    def _filter(self) -> None:
        self.shown = replace(self.shown, kinds=_left(self.kinds), classes=_left(self.classes))
        self.filtered.emit(self.shown)

    def _offer_people(self) -> None:
        tr, chosen = self._ui.tr, self.shown.people
        everybody = [Entry(tr("Everybody"), partial(self._choose, frozenset()), checked=not chosen)]
        people = [
            Entry(one.name, partial(self._choose, frozenset({one.id})), checked=chosen == {one.id})
            for one in self.people
        ]
        leave = [Entry(tr("Leave…"), self.leave_wanted.emit, icon="holiday")]
        menu(self._ui.theme, self, everybody, people, leave).under(self.whose)

    def _choose(self, people: frozenset[int]) -> None:
        self.shown = replace(self.shown, people=people)
        self._name_people()
        self.filtered.emit(self.shown)

    def _name_people(self) -> None:
        names = [one.name for one in self.people if one.id in self.shown.people]
        self.whose.set_label(", ".join(names) or self._ui.tr("Everybody"))


def _wanted(kind: str, shown: Shown) -> bool:
    return not shown.kinds or kind in shown.kinds


def _left(toggles: dict[str, Toggle]) -> frozenset[str]:
    """Return the keys that are on; none where all are or where nothing would be left."""
    on = frozenset(key for key, toggle in toggles.items() if toggle.isChecked())
    return frozenset() if len(on) == len(toggles) else on or frozenset({"-"})
