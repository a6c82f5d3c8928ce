"""What an empty place says: what belongs here, and the first step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.views.kit.buttons import Button, Kind
from app.views.kit.icons import pixmap
from app.views.kit.labels import label
from app.views.kit.theme import GAP_L, GAP_S, GAP_XL, LARGE, Theme


class Empty(QWidget):
    """An icon, a sentence, and perhaps a button, in the middle of the room there is."""

    #: the first step was taken
    begun = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        theme: Theme,
        *,
        text: str = "",
        step: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``title`` says what belongs here, ``text`` more about it, ``step`` is the text of the button."""
        super().__init__(parent)
        self._icon = icon
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        column.setSpacing(GAP_S)
        column.addStretch(2)
        self._picture = QLabel()
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._picture, alignment=middle)
        column.addSpacing(GAP_S)
        for said in (
            label(title, size=LARGE, bold=True, wrap=True),
            label(text, tone="secondary", wrap=True),
        ):
            said.setAlignment(middle)
            said.setMaximumWidth(420)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(said, 1000)
            row.addStretch(1)
            column.addLayout(row)
            if not said.text():
                said.hide()
        self.button = Button(step, theme, kind=Kind.PRIMARY, key=key)
        self.button.clicked.connect(self.begun)
        column.addSpacing(GAP_L if step else 0)
        column.addWidget(self.button, alignment=middle)
        if not step:
            self.button.hide()
        column.addStretch(3)
        self.setAccessibleName(title)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._picture.setPixmap(pixmap(self._icon, theme.disabled, 32, self.devicePixelRatioF()))
