"""Preferences: what is changed here holds at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSystemTrayIcon, QVBoxLayout, QWidget

from app.queries import own_fields
from app.settings import (
    ANNOUNCE,
    DAILY_BACKUP,
    DECLARED,
    GROUP_BY_LETTER,
    LANGUAGE,
    THEME,
    TRAY,
    Setting,
)
from app.views.kit.buttons import Button
from app.views.kit.cards import Card
from app.views.kit.fields import Check, Combo
from app.views.kit.labels import label
from app.views.kit.room import Room
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_L, GAP_M, GAP_XL, SMALL, TITLE
from app.views.kit.ui import Ui
from app.views.preferences.country import OfficeCountry
from app.views.preferences.database import DatabaseCare
from app.views.preferences.login import LogIn
from app.views.preferences.own_fields import OwnFields

#: wider than this, lines would be hard to follow from the name to the control, px
_WIDEST: Final = 1200
#: from this width on the database stands beside the rest, and how wide it is there, px
_BESIDE: Final = 960
_SIDE: Final = 348
#: settings after which the window is built anew
_REBUILD: Final = (LANGUAGE, THEME, TRAY)


class PreferencesRoom(Room):
    """Settings of this user on this machine, the team's own fields, the database."""

    kinds = ("own_fields", "facts")

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        tr = ui.tr
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Scroll(gap=GAP_M, margin=GAP_XL)
        inside = page.widget()
        assert inside is not None
        inside.setMaximumWidth(_WIDEST + 2 * GAP_XL)
        page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        outer.addWidget(page)
        page.add(label(tr("Preferences"), size=TITLE, bold=True))
        self.controls: dict[str, QWidget] = {}
        self.own_fields = OwnFields(ui)
        self.database = DatabaseCare(ui)
        main = QVBoxLayout()
        main.setSpacing(GAP_M)
        main.addWidget(self._card(tr("This window"), [LANGUAGE, THEME]))
        self.login = LogIn(ui)
        reminders = self._card(tr("Reminders"), [ANNOUNCE, TRAY])
        reminders.add(self.login)
        main.addWidget(reminders)
        self.country = OfficeCountry(ui)
        office = self._card(tr("Customers"), [GROUP_BY_LETTER])
        office.body.insertWidget(0, self.country)
        main.addWidget(office)
        main.addWidget(self._calendar())
        main.addWidget(self._mail())
        fields = Card(ui.theme, title=tr("Own fields of the card"))
        fields.add(self.own_fields)
        main.addWidget(fields)
        main.addStretch(1)
        self.base = self._card(tr("Database"), [DAILY_BACKUP])
        inset = QWidget()
        column = QVBoxLayout(inset)
        column.setContentsMargins(GAP_L, 0, GAP_L, GAP_M)
        column.addWidget(self.database)
        self.base.body.insertWidget(0, inset)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sides.setSpacing(GAP_M)
        self._sides.addLayout(main, 1)
        self._sides.addWidget(self.base, 0, Qt.AlignmentFlag.AlignTop)
        page.column.addLayout(self._sides)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the database beside the rest where there is the width, else below it."""
        super().resizeEvent(event)
        beside = self.width() - 2 * GAP_XL >= _BESIDE
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._sides.setAlignment(self.base, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0))
        self.base.setMinimumWidth(_SIDE if beside else 0)
        self.base.setMaximumWidth(_SIDE if beside else _WIDEST)

    def open(self, **what: object) -> None:
        """Set ``set=(key, value)``, as the command palette offers it."""
        asked = what.get("set")
        if isinstance(asked, Sequence) and not isinstance(asked, str):
            key, value = asked
            setting = next((each for each in DECLARED if each.key == key), None)
            if setting is not None:
                self.set(setting, value)

    def reload(self) -> None:
        self.ui.desk.ask(self.own_fields.show_fields, own_fields.own_fields, key="own", owner=self)
        self.database.read()
        self.country.read()

    def set(self, setting: Setting, value: Any) -> None:
        """Keep a value; what it changes is seen at once."""
        if self.ui.settings.get(setting) == value:
            return
        self.ui.settings.set(setting, value)
        control = self.controls.get(setting.key)
        if isinstance(control, Combo):
            control.choose(value)
        elif isinstance(control, Check):
            control.setChecked(bool(value))
        if setting in _REBUILD:
            self.ui.apply_settings()

    def _mail(self) -> QWidget:
        """Return the card that leads to the mailboxes."""
        tr = self.ui.tr
        card = Card(self.ui.theme, title=tr("Mail"))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(GAP_L, 4, GAP_L, 8)
        row.setSpacing(GAP_L)
        said = tr("Mailboxes from which letters come onto timelines, and by which letters are sent")
        row.addWidget(label(said, tone="secondary", size=SMALL, wrap=True), 1)
        self.mailboxes = Button(tr("Mailboxes…"), self.ui.theme)
        self.mailboxes.clicked.connect(lambda: self.ui.go("mail_accounts"))
        row.addWidget(self.mailboxes)
        card.add(line)
        return card

    def _card(self, title: str, settings: Sequence[Setting]) -> Card:
        card = Card(self.ui.theme, title=title)
        for setting in settings:
            card.add(self._line(setting))
        return card

    def _calendar(self) -> Card:
        """Return the card of the calendar feed, which has a dialog of its own."""
        tr = self.ui.tr
        card = Card(self.ui.theme, title=tr("Calendar"))
        self.feed = Button(tr("Choose…"), self.ui.theme)
        self.feed.setAccessibleName(tr("Calendar feed…"))
        self.feed.clicked.connect(lambda *_: self.ui.go("calendar_feed"))
        said = tr("A file that phones, Outlook and other programs subscribe to.")
        card.add(self._named(tr("Calendar feed"), said, self.feed))
        return card

    def _line(self, setting: Setting) -> QWidget:
        """Return the line of a setting."""
        tr = self.ui.tr
        absent = setting is TRAY and not QSystemTrayIcon.isSystemTrayAvailable()
        control = self._control(setting)
        control.setEnabled(not absent)
        self.controls[setting.key] = control
        said = tr("This desktop has no tray.") if absent else tr(setting.help)
        return self._named(tr(setting.label), said, control)

    def _named(self, name: str, said: str, control: QWidget) -> QWidget:
        """Return a line: name and help at the left, the control at the right."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(GAP_L, 4, GAP_L, 8)
        row.setSpacing(GAP_L)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(name))
        words.addWidget(label(said, tone="secondary", size=SMALL, wrap=True))
        row.addLayout(words, 1)
        row.addWidget(control)
        return line

    def _control(self, setting: Setting) -> QWidget:
        ui, tr = self.ui, self.ui.tr
        value = ui.settings.get(setting)
        if isinstance(setting.default, bool):
            tick = Check("", ui.theme)
            tick.setAccessibleName(tr(setting.label))
            tick.setChecked(bool(value))
            tick.toggled.connect(lambda on: self.set(setting, on))
            return tick
        combo = Combo(ui.theme, name=tr(setting.label))
        choices = [(key, tr(text)) for key, text in setting.choices]
        combo.set_choices(choices, current=value)
        combo.chosen.connect(lambda key: self.set(setting, key))
        return combo


def room(ui: Ui) -> Room:
    """Build the room."""
    return PreferencesRoom(ui)
