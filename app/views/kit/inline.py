"""Edit in place: text that turns into an editor where one clicks, and saves itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from app.views.kit.painting import Drawn, focus_ring, painter_on, rounded, tip, width_of, write
from app.views.kit.theme import BODY, CONTROL, Theme, font

if TYPE_CHECKING:
    from app.language import Translator

_PADDING: Final = 8


class InlineEdit(Drawn, QWidget):
    """One line of text; a click, Enter or F2 opens it, Enter or leaving saves, Esc restores."""

    #: the text before and after, when they differ
    edited = Signal(str, str)
    opened = Signal()
    #: closed again, saved or not
    closed = Signal()

    def __init__(
        self,
        text: str,
        theme: Theme,
        tr: Translator,
        *,
        name: str,
        hint: str = "",
        size: int = BODY,
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is what screen readers say; ``hint`` stands here while there is no text."""
        super().__init__(parent)
        self._theme, self._tr, self._name, self._hint = theme, tr, name, hint
        self._face, self._size, self._text = font(size, bold=bold), size, text
        self._editor: QLineEdit | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(tr("Enter edits"))
        self._tell()

    @property
    def text(self) -> str:
        """The text as it was last saved."""
        return self._text

    @property
    def editor(self) -> QLineEdit | None:
        """The open editor, or None."""
        return self._editor

    def set_text(self, text: str) -> None:
        """Show another text, without a signal; what is being typed stays."""
        self._text = text
        self._tell()

    def open(self) -> None:
        """Turn into an editor with the whole text marked."""
        if self._editor is not None or not self.isEnabled():
            return
        editor = QLineEdit(self._text, self)
        editor.setFont(self._face)
        editor.setAccessibleName(self._name)
        editor.setPlaceholderText(self._hint)
        editor.setGeometry(self.rect())
        editor.installEventFilter(self)
        self._editor = editor
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        # All is marked, with the beginning in sight.
        editor.end(False)
        editor.home(True)
        # Most of a window takes no keyboard: a click there must close the editor all the same.
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # a widget exists, so does it
        self.opened.emit()

    def save(self) -> None:
        """Close the editor and keep what stands in it."""
        self._shut(keep=True)

    def restore(self) -> None:
        """Close the editor and forget what was typed."""
        self._shut(keep=False)

    def sizeHint(self) -> QSize:
        return QSize(int(width_of(self._text or self._hint, self._face)) + 2 * _PADDING + 2, self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(48, self._high())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space):
            self.open()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._editor is not None:
            self._editor.setGeometry(self.rect())
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        if self._editor is not None:
            return
        painter = painter_on(self)
        if self.underMouse() and self.isEnabled():
            rounded(painter, self.rect(), fill=self._theme.hover)
        area = QRectF(self.rect()).adjusted(_PADDING, 0, -_PADDING, 0)
        ink = self._theme.text if self._text and self.isEnabled() else self._theme.secondary
        write(painter, area, self._text or self._hint, color=ink, face=self._face)
        if self.hasFocus():
            focus_ring(painter, self.rect(), self._theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        editor = self._editor
        if editor is None:
            return False
        if watched is editor:
            return self._editor_event(event)
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            self._press(watched, event)
        return False

    def _press(self, watched: QWidget, event: QEvent) -> None:
        if not isinstance(event, QMouseEvent) or watched.window() is not self.window():
            return
        inside = self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
        if not inside:
            self.save()

    def _editor_event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            # A context menu or another window borrows the keyboard and gives it back.
            if event.reason() not in (
                Qt.FocusReason.PopupFocusReason,
                Qt.FocusReason.ActiveWindowFocusReason,
            ):
                self.save()
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._editor_key(event)
        return False

    def _editor_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.restore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            return False
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _shut(self, *, keep: bool) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # as in open
        typed = editor.text().strip()
        editor.hide()
        editor.deleteLater()
        before = self._text
        if keep and typed != before:
            self._text = typed
        self._tell()
        self.closed.emit()
        if self._text != before:
            self.edited.emit(before, self._text)

    def _high(self) -> int:
        return CONTROL if self._size <= BODY else self._size + 16

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._name}: {self._text}" if self._text else self._name)
        short = width_of(self._text, self._face) > self.width() - 2 * _PADDING
        self.setToolTip(tip(self._text) if short else "")
        self.updateGeometry()
        self.update()
