"""What is known of a datum, in place while it is edited: purposes, origin, privacy, and its removal."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.fields import ORIGIN_NAMES, PURPOSE_NAMES, Purpose
from app.views.customers.card.lines import Line, Meta
from app.views.customers.card.words import purposes_text
from app.views.kit.buttons import IconButton
from app.views.kit.fields import Combo
from app.views.kit.icons import paint_icon
from app.views.kit.labels import label
from app.views.kit.menu import Entry, Menu
from app.views.kit.painting import Drawn, painter_on, rounded, tip, write
from app.views.kit.theme import CONTROL, GAP_XS, Theme, font
from app.views.kit.ui import Ui

_SIDE: Final = 24


class PurposeButton(Drawn, QPushButton):
    """The purposes of a datum, drawn like a choice; opens a menu in which several can be ticked."""

    def __init__(self, ui: Ui, purposes: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._ui = ui.theme, ui
        self._chosen = [purpose for purpose in Purpose if purpose.value in purposes.split(",")]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.clicked.connect(self.open)
        self._tell()

    @property
    def purposes(self) -> str:
        """The purposes, joined by commas."""
        return ",".join(purpose.value for purpose in self._chosen)

    def toggle_purpose(self, purpose: Purpose) -> None:
        """Put a purpose to the others, or take it away."""
        kept = set(self._chosen) ^ {purpose}
        self._chosen = [each for each in Purpose if each in kept]
        self._tell()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self) -> None:
        """Open the menu of purposes."""
        made = Menu(self._theme, self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.add_title(self._ui.tr("What it is used for"))
        for purpose, name in PURPOSE_NAMES.items():
            made.add(
                Entry(
                    self._ui.tr(name), partial(self.toggle_purpose, purpose), checked=purpose in self._chosen
                )
            )
        made.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def sizeHint(self) -> QSize:
        return QSize(108, CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme = painter_on(self), self._theme
        focus = self.hasFocus() or self.isDown()
        edge = theme.focus if focus else theme.line_strong if self.underMouse() else theme.line
        rounded(painter, self.rect(), fill=theme.field, edge=edge, width=2 if focus else 1)
        area = QRectF(self.rect()).adjusted(8, 0, -22, 0)
        said = purposes_text(self.purposes, self._ui.tr)
        write(
            painter,
            area,
            said or self._ui.tr("no purpose"),
            color=theme.text if said else theme.secondary,
            face=font(),
        )
        spot = QRectF(self.width() - 23, (self.height() - 14) / 2, 14, 14)
        paint_icon(painter, spot, "chevron-down", theme.secondary)

    def _tell(self) -> None:
        said = purposes_text(self.purposes, self._ui.tr)
        self.setAccessibleName(self._ui.tr("Purpose: {purposes}", purposes=said or self._ui.tr("no purpose")))
        self.setToolTip(tip(said))
        self.update()


class MetaBar(QWidget):
    """Purposes and origin beside the value, then privacy, removal and the new day of confirmation."""

    removed = Signal()

    def __init__(self, ui: Ui, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, tr = ui, ui.tr
        meta = line.meta or Meta()
        self._meta = meta
        self._known = line.meta is not None
        self.purposes = PurposeButton(ui, meta.purposes, self)
        self.origin = Combo(ui.theme, name=tr("Where it came from"), parent=self)
        self.origin.set_choices(
            [("", "—"), *[(key.value, tr(name)) for key, name in ORIGIN_NAMES.items()]],
            current=meta.origin,
        )
        self.private = IconButton("lock", tr("Private: for your own eyes"), ui.theme, side=_SIDE, parent=self)
        self.private.setCheckable(True)
        self.private.setChecked(meta.private)
        self._remove = IconButton("trash", tr("Remove"), ui.theme, key="Del", side=_SIDE, parent=self)
        self._remove.clicked.connect(self.removed)
        self._remove.setVisible(line.remove is not None)
        self._removable = line.remove is not None
        self._today = label(tr("today"), parent=self)
        for widget in (self.purposes, self.origin, self.private, self._today):
            widget.setVisible(self._known)

    def meta(self) -> Meta:
        """Return what is chosen now."""
        purposes = self.purposes.purposes
        if set(purposes.split(",")) == set(self._meta.purposes.split(",")):
            # the order in which they are kept tells nothing
            purposes = self._meta.purposes
        return Meta(purposes, str(self.origin.currentData() or ""), self.private.isChecked())

    def stops(self) -> list[QWidget]:
        """Return the widgets that take the keyboard, in their order."""
        known = [self.purposes, self.origin, self.private] if self._known else []
        return [*known, *([self._remove] if self._removable else [])]

    def pressed(self) -> list[QWidget]:
        """Return those of them that Enter presses."""
        return [self.purposes, self.private, self._remove]

    def spread(self, purpose: int, origin: int) -> None:
        """Lay out with so many px for purposes and origin; the rest stands at the right."""
        width, high = self.width(), self.height()
        x = 0
        if self._known:
            self.purposes.setGeometry(0, 0, purpose, high)
            self.origin.setGeometry(purpose + GAP_XS - 1, 0, origin, high)
            x = purpose + origin + 2 * GAP_XS
        buttons = [*([self.private] if self._known else []), *([self._remove] if self._removable else [])]
        wish = self._today.sizeHint().width()
        for button in buttons:
            button.setGeometry(x, (high - _SIDE) // 2, _SIDE, _SIDE)
            x += _SIDE
        self._today.setVisible(self._known and x + wish <= width)
        self._today.setGeometry(width - wish, 0, wish, high)

    def set_theme(self, theme: Theme) -> None:
        """Nothing of its own is drawn here."""
