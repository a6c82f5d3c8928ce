"""A line of words in several tones, shortened at its end."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.kit.painting import Drawn, painter_on, tip, width_of, write
from app.views.kit.theme import BODY, Theme, font

Word = tuple[str, str]


class Phrase(Drawn, QWidget):
    """Words with the token of their colour, one after the other."""

    def __init__(self, theme: Theme, *, size: int = BODY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._size = theme, size
        self._words: list[Word] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """All words together."""
        return "".join(word for word, _ in self._words)

    def set_words(self, words: Sequence[Word]) -> None:
        """Show (text, token) pairs; spaces belong to the texts."""
        self._words = [word for word in words if word[0]]
        self.setAccessibleName(self.text)
        self.setToolTip(tip(self.text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = sum(width_of(word, font(self._size)) for word, _ in self._words)
        return QSize(math.ceil(wide) + 2, self._size + 7)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self._size + 7)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        x = 0.0
        face = font(self._size)
        for word, tone in self._words:
            room = QRectF(x, 0, self.width() - x, self.height())
            if room.width() < 6:
                break
            write(painter, room, word, color=getattr(self._theme, tone), face=face)
            x += width_of(word, face)
