"""Icons of one set, drawn in any colour and sharp on any screen."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.paths import root

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QRect

#: what a thing is called in Rapport → its picture in resources/icons (names of the Lucide set)
FILES: Final[Mapping[str, str]] = MappingProxyType(
    {
        # rooms
        "today": "sun",
        "customers": "contact",
        "calendar": "calendar",
        "requests": "inbox",
        "deals": "square-kanban",
        "plan": "trending-up",
        "segments": "chart-pie",
        "campaigns": "send",
        "service": "wrench",
        "reports": "chart-column",
        "team": "users",
        "preferences": "sliders-vertical",
        # contacts and what else stands in a timeline
        "capture": "pencil",
        "phone": "phone",
        "phone-in": "phone-incoming",
        "phone-out": "phone-outgoing",
        "phone-missed": "phone-missed",
        "call": "phone",
        "mail": "mail",
        "email": "mail",
        "chat": "message-square",
        "messenger": "message-circle",
        "meeting": "users",
        "letter": "mail-open",
        "visit": "map-pinned",
        "fax": "printer",
        "form": "globe",
        "voicemail": "voicemail",
        "sale": "shopping-bag",
        "survey": "star",
        "case": "wrench",
        "gift": "gift",
        "greeting": "party-popper",
        "birthday": "cake",
        "note": "sticky-note",
        "overheard": "ear",
        "deal": "square-kanban",
        "task": "circle-check",
        "follow-up": "calendar-check",
        "agreement": "handshake",
        "idea": "lightbulb",
        "complaint": "thumbs-down",
        "thanks": "thumbs-up",
        # how it felt
        "mood-good": "smile",
        "mood-neutral": "meh",
        "mood-bad": "frown",
        # facts and marks
        "star": "star",
        "favourite": "heart",
        "lock": "lock",
        "unlock": "lock-open",
        "clock": "clock",
        "stale": "clock",
        "snooze": "alarm-clock",
        "reminder": "bell",
        "reminder-off": "bell-off",
        "tag": "tag",
        "map-pin": "map-pin",
        "globe": "globe",
        "user": "user",
        "person": "user",
        "user-add": "user-plus",
        "user-check": "user-check",
        "organisation": "building-2",
        "building": "building-2",
        "work": "briefcase",
        "home": "house",
        "family": "users-round",
        "pets": "paw-print",
        "wine": "wine",
        "sweets": "candy",
        "sport": "dumbbell",
        "film": "film",
        "book": "book-open",
        "holiday": "plane",
        "goal": "target",
        "need": "clipboard-list",
        "money": "banknote",
        "shield": "shield-check",
        "flag": "flag",
        "pin": "pin",
        "bookmark": "bookmark",
        "id": "id-card",
        # verbs
        "search": "search",
        "plus": "plus",
        "minus": "minus",
        "x": "x",
        "check": "check",
        "filter": "list-filter",
        "columns": "columns-3",
        "sort": "arrow-up-down",
        "sort-up": "arrow-up",
        "sort-down": "arrow-down",
        "more": "ellipsis",
        "more-down": "ellipsis-vertical",
        "import": "download",
        "export": "upload",
        "trash": "trash-2",
        "restore": "archive-restore",
        "undo": "undo-2",
        "redo": "redo-2",
        "history": "history",
        "merge": "merge",
        "edit": "square-pen",
        "print": "printer",
        "save": "save",
        "copy": "copy",
        "paste": "clipboard-paste",
        "eye": "eye",
        "eye-off": "eye-off",
        "refresh": "refresh-cw",
        "send": "send",
        "link": "link",
        "open": "external-link",
        "drag": "grip-vertical",
        "expand": "maximize-2",
        "archive": "archive",
        "log-out": "log-out",
        "ask": "circle-question-mark",
        "help": "circle-question-mark",
        "info": "info",
        "alert": "triangle-alert",
        "error": "circle-alert",
        "success": "circle-check",
        "done": "circle-check",
        "circle": "circle",
        "keyboard": "keyboard",
        "command": "terminal",
        "language": "languages",
        "sun": "sun",
        "moon": "moon",
        "list": "list",
        "grid": "layout-grid",
        "card": "panel-right",
        "menu": "menu",
        "database": "database",
        "backup": "database-backup",
        "folder": "folder",
        "folder-open": "folder-open",
        "file": "file",
        "document": "file-text",
        "spreadsheet": "file-spreadsheet",
        "image": "image",
        "paperclip": "paperclip",
        "camera": "camera",
        "network": "network",
        "offline": "wifi-off",
        "sample": "sparkles",
        # directions
        "chevron-down": "chevron-down",
        "chevron-up": "chevron-up",
        "chevron-left": "chevron-left",
        "chevron-right": "chevron-right",
        "chevrons": "chevrons-up-down",
        "arrow-left": "arrow-left",
        "arrow-right": "arrow-right",
        "arrow-up": "arrow-up",
        "arrow-down": "arrow-down",
        "in": "arrow-down-left",
        "out": "arrow-up-right",
    }
)

#: pixels per px that an icon is prepared for besides those of the screens at hand
_RATIOS: Final = (1.0, 2.0)


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    path = root() / "resources" / "icons" / f"{FILES.get(name, name)}.svg"
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=2048)
def _image(name: str, color: str, size: int, ratio: float) -> QImage:
    """Draw once; an image (unlike a pixmap) may outlive the application."""
    drawing = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
    side = math.ceil(size * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter, QRectF(0, 0, side, side))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def _faded(image: QImage) -> QImage:
    faded = QImage(image.size(), image.format())
    faded.setDevicePixelRatio(image.devicePixelRatio())
    faded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faded)
    painter.setOpacity(0.4)
    painter.drawImage(0, 0, image)
    painter.end()
    return faded


def icon(name: str, color: str, size: int = 16) -> QIcon:
    """Return the icon ``name`` (a key of ``FILES``) in ``color`` (``#rrggbb``), ``size`` px; pale when disabled.

    Raises FileNotFoundError for a name without a picture.
    """
    made = QIcon()
    for ratio in sorted({*_RATIOS, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}):
        image = _image(name, color, size, ratio)
        made.addPixmap(QPixmap.fromImage(image))
        made.addPixmap(QPixmap.fromImage(_faded(image)), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, color: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return the icon as a pixmap for a screen with ``ratio`` pixels per px."""
    return QPixmap.fromImage(_image(name, color, size, ratio))


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, color: str) -> None:
    """Paint the icon in the middle of ``rect``, as large as the shorter side; for delegates and own widgets."""
    size = int(min(rect.width(), rect.height()))
    image = _image(name, color, size, painter.device().devicePixelRatio())
    left = rect.x() + (rect.width() - size) / 2
    top = rect.y() + (rect.height() - size) / 2
    painter.drawImage(QRectF(left, top, size, size), image)


def app_icon() -> QIcon:
    """Return Rapport's own icon in the sizes that desktops ask for."""
    drawing = QSvgRenderer(str(app_icon_file()))
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_drawn(drawing, QSize(side, side)))
    return made


def app_icon_file() -> Path:
    """Return where Rapport's own icon lies."""
    return root() / "resources" / "icons" / "rapport.svg"


def _drawn(drawing: QSvgRenderer, size: QSize) -> QPixmap:
    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter)
    painter.end()
    return picture
