"""Search and command palette in one box: customers, contacts, rooms, actions, settings (row X8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.domain.keys import fold, search_variants
from app.language import N_
from app.queries import search as searching
from app.settings import LANGUAGE, THEME
from app.views.kit.badge import badge_width, paint_badge
from app.views.kit.fields import LineField
from app.views.kit.icons import paint_icon
from app.views.kit.painting import RIGHT, rounded, width_of, write
from app.views.kit.rounding import round_off
from app.views.kit.theme import BODY, GAP_XS, ICON, SMALL, Theme, font
from app.views.kit.throttle import Throttle
from app.views.kit.ui import Ui

_ROW: Final = 32
_SHOWN: Final = 14


@dataclass(frozen=True)
class Choice:
    """One line of the palette and what it does."""

    text: str
    detail: str
    icon: str
    then: Callable[[], Any]
    class_: str = ""
    key: str = ""


#: actions: name, msgid, icon, key, words by which it is found beside its name (both languages)
ACTIONS: Final = (
    ("new", N_("New customer"), "user-add", "Ctrl+N", "add create создать добавить"),
    ("capture", N_("Log a contact"), "capture", "Ctrl+L", "call write записать звонок"),
    ("remark", N_("Note an overheard remark"), "overheard", "Ctrl+Shift+R", "heard услышал реплика"),
    ("task", N_("New task without a customer"), "task", "", "todo дело задача"),
    ("undo", N_("Undo"), "undo", "Ctrl+Z", "отменить назад"),
    ("redo", N_("Redo"), "redo", "Ctrl+Shift+Z", "вернуть повторить"),
    ("export", N_("Export…"), "export", "", "csv xlsx vcard zip contacts контакты выгрузить"),
    (
        "calendar_import",
        N_("Import a calendar…"),
        "import",
        "",
        "ics outlook google ical календарь загрузить",
    ),
    ("complaint", N_("New complaint…"), "complaint", "", "feedback жалоба отзыв недоволен"),
    ("idea", N_("New idea…"), "idea", "", "feedback suggestion идея предложение отзыв"),
    ("compose", N_("Write a letter"), "mail", "", "email mail send письмо написать почта"),
    (
        "letters",
        N_("Import letters…"),
        "import",
        "",
        "eml msg mbox outlook telegram whatsapp chat письма почта чат переписка загрузить",
    ),
    ("fetch_mail", N_("Fetch letters now"), "refresh", "", "imap mail get почта получить забрать проверить"),
    ("mail_accounts", N_("Mailboxes"), "mail", "", "imap smtp account mail почта ящик учётная запись"),
    ("calendar_export", N_("Export the calendar…"), "export", "", "ics ical календарь выгрузить"),
    ("calendar_feed", N_("Calendar feed…"), "calendar", "", "subscribe phone outlook подписка телефон лента"),
    ("history", N_("History of changes"), "history", "", "audit who changed журнал кто изменил история"),
    ("blank", N_("Print a blank card"), "print", "", "pdf empty paper бумага пустая"),
    (
        "database",
        N_("Databases, backups, restore"),
        "database",
        "",
        "sample demo open копия восстановить образец",
    ),
    ("theme", N_("Light or dark"), "moon", "", "theme night тема ночь"),
    ("keys", N_("Keyboard shortcuts"), "keyboard", "F1", "help hotkeys помощь горячие клавиши"),
    ("quit", N_("Quit"), "log-out", "Ctrl+Q", "exit close выход закрыть"),
)
PLACES: Final = (
    ("today", N_("Today"), "today"),
    ("customers", N_("Customers"), "customers"),
    ("calendar", N_("Calendar"), "calendar"),
    ("requests", N_("Requests"), "requests"),
    ("greetings", N_("Greetings"), "greeting"),
    ("mail", N_("Mail"), "mail"),
    ("team", N_("Team"), "team"),
    ("imports", N_("Import contacts"), "import"),
    ("duplicates", N_("Review duplicates"), "merge"),
    ("trash", N_("Trash"), "trash"),
    ("preferences", N_("Preferences"), "preferences"),
)


def _begins(name: str, text: str) -> bool:
    """Tell whether each word of ``text``, in either keyboard layout, begins a word of ``name``."""
    words = fold(name).replace("-", " ").split()
    return any(
        all(any(word.strip('«“"(').startswith(part) for word in words) for part in variant.split())
        for variant in search_variants(text)
    )


class SearchField(QWidget):
    """The field and, under it, what it finds."""

    went = Signal(str, dict)
    acted = Signal(str)
    #: the field was left: the keyboard may go back to where it was
    left = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        name = ui.tr("Search or command")
        self.field = LineField(ui.theme, name=name, hint=name, icon="search", key="Ctrl+K", search=True)
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._choices: list[Choice] = []
        self._ask = Throttle(self._search, interval=50, parent=self)

    @cached_property
    def found(self) -> _Found:
        """The list under the field, made when it is first wanted."""
        made = _Found(self.ui.theme, self)
        made.list.clicked.connect(lambda index: self._take(index.row()))
        return made

    def _hide(self) -> None:
        if "found" in vars(self):
            self.found.hide()

    def begin(self) -> None:
        """Put the cursor here and offer rooms and actions."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search()

    def leave(self) -> bool:
        """Close the list, empty the field; false when it is not in use."""
        if not self.field.hasFocus() and not ("found" in vars(self) and self.found.isVisible()):
            return False
        self._close()
        self.left.emit()
        return True

    def _close(self) -> None:
        self.field.clear()
        self._hide()
        self.field.clearFocus()

    def _typed(self) -> None:
        self._ask()

    def _search(self) -> None:
        text = self.field.text()
        if not text.strip():
            self._show("", [])
            return
        self.ui.desk.ask(
            lambda hits: self._show(text, hits),
            searching.search,
            text=text,
            limit=12,
            key="search",
            owner=self,
        )

    def _show(self, text: str, hits: list[searching.Hit]) -> None:
        if text != self.field.text() and self.field.text().strip():
            return
        named, other = self._commands(text)
        meant = [hit for hit in hits if _begins(hit.title, text)]
        rest = [hit for hit in hits if hit not in meant]
        # whoever is called so, then what is called so, then whatever else holds the words
        self._choices = [*map(self._hit, meant), *named, *map(self._hit, rest), *other]
        if not self._choices:
            nothing = self.ui.tr("Nothing was found. Create a customer “{text}”?", text=text.strip())
            self._choices = [
                Choice(nothing, "", "user-add", lambda: self.went.emit("customers", {"new": text.strip()}))
            ]
        self.found.show_choices(self._choices, self.field)

    def _hit(self, hit: searching.Hit) -> Choice:
        icons = {"customer": "user", "interaction": "history", "followup": "follow-up"}
        what: dict[str, object] = {"customer_id": hit.customer_id} if hit.customer_id else {}
        place = "customers" if hit.customer_id else "today"
        if hit.kind == "interaction":
            what["interaction_id"] = hit.id
        detail = hit.detail
        if hit.when is not None:
            moment = hit.when
            day = self.ui.local(moment).date() if isinstance(moment, dt.datetime) else moment
            detail = f"{self.ui.date(day)} · {detail}"
        return Choice(hit.title, detail, icons[hit.kind], lambda: self.went.emit(place, what), hit.class_)

    def _commands(self, text: str) -> tuple[list[Choice], list[Choice]]:
        """Return the commands that are called so, and those that are also found by ``text``."""
        tr = self.ui.tr
        found = [
            (
                fold(f"{tr(name)} {name}"),
                Choice(tr(name), tr("go there"), icon, partial(self.went.emit, key, {})),
            )
            for key, name, icon in PLACES
        ]
        if self.ui.card_open is not None:
            # of the customer whose card is in sight
            said, which = tr("Brief"), {"customer_id": self.ui.card_open}
            choice = Choice(said, "", "print", partial(self.went.emit, "brief", which))
            found.insert(0, (fold(f"{said} brief"), choice))
        for key, name, icon, shortcut, words in ACTIONS:
            choice = Choice(tr(name), "", icon, partial(self.acted.emit, key), key=shortcut)
            found.append((fold(f"{tr(name)} {name} {words}"), choice))
        for setting in (LANGUAGE, THEME):
            for value, label in setting.choices:
                choice = Choice(
                    f"{tr(setting.label)}: {tr(label)}",
                    tr("setting"),
                    "preferences",
                    partial(self.went.emit, "preferences", {"set": (setting.key, value)}),
                )
                found.append((fold(f"{choice.text} {setting.label} {label}"), choice))
        if not text.strip():
            return [choice for _, choice in found[:_SHOWN]], []
        variants = search_variants(text)
        those = [
            choice
            for words, choice in found
            if any(all(part in words for part in v.split()) for v in variants)
        ][:6]
        named = [choice for choice in those if _begins(choice.text, text)]
        return named, [choice for choice in those if choice not in named]

    def _take(self, row: int) -> None:
        if not 0 <= row < len(self._choices):
            return
        then = self._choices[row].then
        self._close()
        then()
        if isValid(self):  # another theme builds the window anew
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list, Enter takes, Esc leaves."""
        if watched is not self.field:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut:
            self._hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if event.key() in steps:
                self.found.move(steps[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.found.list.currentIndex().row())
                return True
            if event.key() == Qt.Key.Key_Escape:
                return self.leave()
        return super().eventFilter(watched, event)


class _Found(QFrame):
    """The list under the field; the keyboard stays in the field."""

    def __init__(self, theme: Theme, field: QWidget) -> None:
        super().__init__(field)
        self._theme = theme
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        round_off(self)
        self.list = QListView()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setStyleSheet("background: transparent")
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Line(theme, self))
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XS, GAP_XS, GAP_XS, GAP_XS)
        column.addWidget(self.list)
        self.hide()

    def show_choices(self, choices: list[Choice], field: QWidget) -> None:
        """Show ``choices`` under ``field``, the first one chosen."""
        self._model.clear()
        for choice in choices:
            item = QStandardItem(choice.text)
            item.setData(choice, Qt.ItemDataRole.UserRole)
            item.setData(f"{choice.text}, {choice.detail}", Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        self.list.setCurrentIndex(self._model.index(0, 0))
        if not field.hasFocus() and not field.isActiveWindow():
            return
        self.setFixedWidth(max(field.width(), 420))
        self.setFixedHeight(min(len(choices), _SHOWN) * _ROW + 2 * GAP_XS)
        self.move_to(field)
        self.show()
        self.raise_()

    def move_to(self, field: QWidget) -> None:
        """Stand under the field, its right edges in line."""
        corner = field.mapToGlobal(QPoint(field.width() - self.width(), field.height() + 4))
        QFrame.move(self, corner)

    def move(self, step: int) -> None:  # type: ignore[override]
        """Move the choice up or down, around the ends."""
        count = self._model.rowCount()
        if count:
            row = (self.list.currentIndex().row() + step) % count
            self.list.setCurrentIndex(self._model.index(row, 0))

    def paintEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        rounded(painter, self.rect(), fill=self._theme.raised, edge=self._theme.line_strong, radius=8)


class _Line(QStyledItemDelegate):
    """Icon, text with badge, detail, key."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(200, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        choice: Choice = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        painter.save()
        current = self.parent()
        if isinstance(current, _Found) and current.list.currentIndex().row() == index.row():
            rounded(painter, rect, fill=theme.selection)
        paint_icon(
            painter,
            QRectF(rect.left() + 8, rect.center().y() - ICON / 2, ICON, ICON),
            choice.icon,
            theme.secondary,
        )
        left, face = rect.left() + 34, font(BODY)
        right = rect.right() - 10
        if choice.key:
            write(
                painter,
                QRectF(right - 120, rect.top(), 120, rect.height()),
                choice.key,
                color=theme.secondary,
                face=font(SMALL),
                align=RIGHT,
            )
            right -= 100
        room = max(80.0, (right - left) * (0.55 if choice.detail else 1))
        taken = write(
            painter, QRectF(left, rect.top(), room, rect.height()), choice.text, color=theme.text, face=face
        )
        left += min(taken, width_of(choice.text, face)) + 8
        if choice.class_:
            wide = badge_width(choice.class_)
            paint_badge(painter, QRectF(left, rect.center().y() - 8, wide, 16), choice.class_, theme)
            left += wide + 8
        if choice.detail and right - left > 30:
            write(
                painter,
                QRectF(left, rect.top(), right - left, rect.height()),
                choice.detail,
                color=theme.secondary,
                face=font(SMALL + 1),
            )
        painter.restore()
