"""A label that shortens itself with «…» and tells the rest in its tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.views.kit.painting import tip
from app.views.kit.theme import BODY, font


class ElidedLabel(QLabel):
    """One line of plain text, as wide as there is room."""

    def __init__(
        self,
        text: str = "",
        *,
        tone: str = "",
        size: int = BODY,
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(size, bold=bold))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if tone:
            self.setProperty("tone", tone)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show ``text``; line breaks become spaces."""
        super().setText(" ".join(text.split("\n")))
        self.setAccessibleName(self.text())
        self._tell()

    def shown(self) -> str:
        """Return the text as it is shown now, shortened or whole."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def minimumSizeHint(self) -> QSize:
        narrow = self.fontMetrics().horizontalAdvance("…") * 2
        return QSize(min(narrow, self.sizeHint().width()), super().sizeHint().height())

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        # One px more than the text: fractions of a pixel must not shorten what fits.
        return QSize(hint.width() + 1, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(QColor(self.palette().color(QPalette.ColorRole.WindowText)))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.TextFlag.TextSingleLine, self.shown())

    def _tell(self) -> None:
        self.setToolTip("" if self.shown() == self.text() else tip(self.text()))
