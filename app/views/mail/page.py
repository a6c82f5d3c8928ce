"""Shows a letter and loads nothing: pictures are in the page already, links are followed only when the reader says so."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QPixmap, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from app.views.kit.dialog import confirm
from app.views.kit.ui import Ui

#: what a link of a letter may lead to
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
#: letters bring their own colours, which were chosen for white paper
_PAPER: Final = "QTextBrowser { background: #ffffff; color: #1c1f24; }"


class SafePage(QTextBrowser):
    """HTML that was made safe, or plain text as HTML."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(ui.tr("Text of the letter"))
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self.ask_link)

    def show_page(self, page: str, *, designed: bool) -> None:
        """Show ``page``; a ``designed`` one stands on white paper in either theme."""
        self.setStyleSheet(_PAPER if designed else "")
        self.document().setDocumentMargin(8 if designed else 0)
        self.setHtml(page)
        self.verticalScrollBar().setValue(0)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing, neither from outside nor from this computer; Qt itself reads what stands in the page."""
        if QUrl(name).scheme() == "data":
            return None
        return QPixmap(1, 1) if kind == QTextDocument.ResourceType.ImageResource.value else ""

    def ask_link(self, url: QUrl) -> None:
        """Ask before a link is opened: what it says and where it leads are two things."""
        ui, tr = self._ui, self._ui.tr
        if url.scheme().casefold() not in SCHEMES:
            ui.say(tr("“{address}” is not opened from here.", address=url.toDisplayString()), tone="warning")
            return
        shown = url.toDisplayString(QUrl.ComponentFormattingOption.FullyEncoded)
        text = shown if len(shown) < 400 else f"{shown[:400]}…"
        dialog = confirm(self, tr("Open this address?"), text, tr("Open"), ui.theme, tr)
        dialog.accepted.connect(lambda: self._follow(url))

    def _follow(self, url: QUrl) -> None:
        if not QDesktopServices.openUrl(url):
            shown = url.toDisplayString()
            self._ui.say(self._ui.tr("No program opens {address}.", address=shown), tone="warning")
