"""Buttons: primary, plain, quiet, danger, icon and link; all drawn alike, with key hints."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.views.kit.icons import paint_icon
from app.views.kit.painting import (
    LEFT,
    Drawn,
    focus_ring,
    key_width,
    paint_key,
    painter_on,
    rounded,
    tip,
    unmarked,
    width_of,
    write,
)
from app.views.kit.theme import BODY, CONTROL, GAP_S, ICON, Theme, font

_PADDING: Final = 11


class Kind(StrEnum):
    """What weight a button has among its neighbours."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"
    DANGER = "danger"


def key_text(sequence: QKeySequence | QKeySequence.StandardKey | str) -> str:
    """Return a shortcut as this platform writes it; «» for one that it does not have."""
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)


class _Drawn(Drawn, QPushButton):
    """A push button that repaints when the mouse comes and goes; Enter presses it like Space."""

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # The mouse does not take the keyboard away from what is being edited.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def _lit(self) -> bool:
        return self.isEnabled() and self.underMouse()


class Button(_Drawn):
    """A button with a text, and perhaps an icon before it, a key hint or an arrow of a menu behind it."""

    def __init__(
        self,
        text: str,
        theme: Theme,
        *,
        kind: Kind = Kind.PLAIN,
        icon: str = "",
        key: str = "",
        drop: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``key`` is only shown; whoever owns the window binds it."""
        super().__init__(theme, parent)
        self._kind, self._icon, self._key, self._drop = kind, icon, key, drop
        self.setFont(font())
        self.set_label(text)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    @property
    def label(self) -> str:
        """The text as it is shown."""
        return self._label

    def set_label(self, text: str) -> None:
        """Show another text."""
        self._label = text
        self.setText(unmarked(text))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = 2 * _PADDING + width_of(self._label, font(BODY))
        width += (ICON + GAP_S) if self._icon else 0
        width += (GAP_S + 2 + key_width(self._key)) if self._key else 0
        width += (GAP_S - 2 + ICON) if self._drop else 0
        return QSize(math.ceil(width), CONTROL)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        theme = self._theme
        fill, edge, ink = self._colors()
        rounded(painter, self.rect(), fill=fill, edge=edge)
        area = QRectF(self.rect()).adjusted(_PADDING, 0, -_PADDING, 0)
        if self._drop:
            spot = QRectF(area.right() - ICON + 2, area.center().y() - ICON / 2, ICON, ICON)
            paint_icon(painter, spot, "chevron-down", ink if self._kind is Kind.PRIMARY else theme.secondary)
            area.setRight(area.right() - ICON - GAP_S + 4)
        if self._key:
            filled = self._kind is Kind.PRIMARY and self.isEnabled()
            paint_key(painter, area, self._key, theme, on_accent=filled)
            area.setRight(area.right() - key_width(self._key) - GAP_S)
        if self._icon:
            paint_icon(
                painter, QRectF(area.left(), area.center().y() - ICON / 2, ICON, ICON), self._icon, ink
            )
            area.setLeft(area.left() + ICON + GAP_S)
        write(painter, area, self._label, color=ink, face=font(), align=LEFT)
        if self.hasFocus():
            focus_ring(painter, self.rect(), theme)
            if self._kind is Kind.PRIMARY:
                inner = QRectF(self.rect()).adjusted(2, 2, -2, -2)
                rounded(painter, inner, edge=theme.accent_ink, radius=4)

    def _colors(self) -> tuple[str, str, str]:
        """Return ground, outline and ink for the present state."""
        theme = self._theme
        down, lit = self.isDown() or self.isChecked(), self._lit()
        if not self.isEnabled():
            return ("", "" if self._kind is Kind.QUIET else theme.line, theme.disabled)
        if self._kind is Kind.PRIMARY:
            ground = theme.accent_pressed if down else theme.accent_hover if lit else theme.accent
            return (ground, ground, theme.accent_ink)
        bare = "" if self._kind is Kind.QUIET else theme.surface
        if self._kind is Kind.DANGER:
            tint = theme.bad_tint if down or lit else bare
            return (tint, theme.bad if down or lit else theme.line, theme.bad)
        ground = theme.pressed if down else theme.hover if lit else bare
        edge = "" if self._kind is Kind.QUIET else theme.line_strong if lit or down else theme.line
        return (ground, edge, theme.text)


class IconButton(_Drawn):
    """A picture to press; what it does stands in its tooltip, with the key."""

    def __init__(
        self,
        icon: str,
        text: str,
        theme: Theme,
        *,
        key: str = "",
        size: int = ICON,
        side: int = CONTROL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._icon, self._size, self._side, self._ink = icon, size, side, "secondary"
        self._key = key
        self.set_label(text)

    def set_label(self, text: str) -> None:
        """Say something else in the tooltip and to screen readers."""
        self.setAccessibleName(text)
        self.setToolTip(tip(f"{text}  {self._key}" if self._key else text))

    def set_icon(self, icon: str, *, tone: str = "secondary") -> None:
        """Show another picture, in the token ``tone``."""
        self._icon, self._ink = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        theme = self._theme
        down = self.isDown() or self.isChecked()
        if down or self._lit():
            rounded(painter, self.rect(), fill=theme.pressed if down else theme.hover)
        ink = theme.accent if self.isChecked() else theme.text if self._lit() else getattr(theme, self._ink)
        middle = QRectF(self.rect()).center()
        half = self._size / 2
        spot = QRectF(middle.x() - half, middle.y() - half, self._size, self._size)
        paint_icon(painter, spot, self._icon, ink if self.isEnabled() else theme.disabled)
        if self.hasFocus():
            focus_ring(painter, self.rect(), theme)


class Link(_Drawn):
    """Text that leads somewhere; underlined under the mouse."""

    def __init__(
        self,
        text: str,
        theme: Theme,
        *,
        size: int = BODY,
        tone: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._size, self._tone = size, tone
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_label(text)

    @property
    def label(self) -> str:
        """The text as it is shown."""
        return self._label

    def set_label(self, text: str) -> None:
        """Show another text."""
        self._label = text
        self.setText(unmarked(text))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(math.ceil(width_of(self._label, font(self._size))) + 4, self._size + 9)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        face = font(self._size)
        face.setUnderline(self._lit())
        ink = getattr(self._theme, self._tone) if self.isEnabled() else self._theme.disabled
        write(
            painter, QRectF(self.rect()).adjusted(2, 0, 2, 0), self._label, color=ink, face=face, align=LEFT
        )
        if self.hasFocus():
            focus_ring(painter, self.rect(), self._theme, radius=4)


class KeyHint(Drawn, QWidget):
    """A key in a box, for status lines and help."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(math.ceil(key_width(self._text)), 18)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        paint_key(painter_on(self), self.rect(), self._text, self._theme)
