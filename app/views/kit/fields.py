"""What one types into: lines, dates in words, text that grows, choices and ticks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from app.domain.keys import fold, other_layout
from app.views.kit.buttons import IconButton
from app.views.kit.icons import paint_icon
from app.views.kit.month import MonthPicker
from app.views.kit.painting import (
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
from app.views.kit.theme import BODY, CONTROL, ICON, Theme, font

if TYPE_CHECKING:
    from app.language import Translator

_SIDE: Final = 9


class LineField(Drawn, QLineEdit):
    """One line, with an icon before it, and behind it a key hint while it is empty or without the keyboard."""

    #: Esc was pressed; the text is as it was
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        name: str,
        hint: str = "",
        icon: str = "",
        key: str = "",
        search: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is what screen readers say; ``hint`` stands in the empty field."""
        super().__init__(parent)
        self._theme, self._icon, self._key = theme, icon, key
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFont(font())
        if search:
            self.setProperty("kind", "search")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        right = int(key_width(key)) + 4 if key else 0
        self.setTextMargins(ICON + 8 if icon else 0, 0, right, 0)

    def sizeHint(self) -> QSize:
        return QSize(180, CONTROL)

    def set_bad(self, why: str) -> None:
        """Mark what stands here as wrong and say why; an empty reason takes the mark away."""
        self.setProperty("bad", bool(why))
        self.setToolTip(tip(why))
        self.setAccessibleDescription(why)
        self.style().unpolish(self)
        self.style().polish(self)

    def event(self, event: QEvent) -> bool:
        """Leave an undo that this line cannot do to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            # A dialog around the field closes with the same key.
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = painter_on(self)
        if self._icon:
            ink = self._theme.secondary if self.isEnabled() else self._theme.disabled
            paint_icon(painter, QRectF(_SIDE, (self.height() - ICON) / 2, ICON, ICON), self._icon, ink)
        if self._key and self.width() > 120:
            area = QRectF(self.rect()).adjusted(0, 0, -_SIDE + 1, 0)
            paint_key(painter, area, self._key, self._theme, ground=self._theme.surface)


class _Lines(QListView):
    """The lines of a choice: what is typed goes to the line with such a word, in either keyboard layout."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._typed = ""
        self._since = QElapsedTimer()

    def keyboardSearch(self, search: str) -> None:
        late = not self._since.isValid() or self._since.elapsed() > QApplication.keyboardInputInterval()
        self._typed = search if late else self._typed + search
        self._since.start()
        texts = [fold(str(self.model().index(row, 0).data() or "")) for row in range(self.model().rowCount())]
        again = len(set(self._typed)) == 1
        start = self.currentIndex().row() + (1 if again else 0)
        for typed in dict.fromkeys(
            (fold(self._typed), fold(other_layout(self._typed)), fold(search) * again)
        ):
            row = _meant(texts, typed, start)
            if row is not None:
                self.setCurrentIndex(self.model().index(row, 0))
                self.scrollTo(self.currentIndex())
                return


def _meant(texts: Sequence[str], typed: str, start: int) -> int | None:
    """Return the line that begins with ``typed``, else one with such a word, else one that holds it."""
    if not typed:
        return None
    order = [row % len(texts) for row in range(start, start + len(texts))]
    fits: tuple[Callable[[str], bool], ...] = (
        lambda text: text.startswith(typed),
        lambda text: f" {typed}" in text,
        lambda text: typed in text,
    )
    return next((row for fit in fits for row in order if fit(texts[row])), None)


class Combo(Drawn, QComboBox):
    """A choice among a few; ``chosen`` tells the value behind the line that the user took."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setFont(font())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # A wheel that scrolls the page must not change the choice.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(14)
        # The style sheet reaches the lines of a list, not those of the platform's menu.
        self.setView(_Lines(self))
        self.activated.connect(lambda _: self.chosen.emit(self.currentData()))

    def set_choices(self, choices: Sequence[tuple[object, str]], *, current: object = None) -> None:
        """Offer (value, text) pairs, without a signal."""
        was = self.blockSignals(True)
        self.clear()
        for value, text in choices:
            self.addItem(text, value)
        self.choose(current)
        self.blockSignals(was)

    def choose(self, value: object) -> None:
        """Show the line of ``value``, without ``chosen``; the first one where there is none."""
        at = next((i for i in range(self.count()) if self.itemData(i) == value), 0)
        self.setCurrentIndex(at)

    def sizeHint(self) -> QSize:
        widest = max((width_of(self.itemText(i), self.font()) for i in range(self.count())), default=40)
        return QSize(int(widest) + 42, CONTROL)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(72, self.sizeHint().width()), CONTROL)

    def wheelEvent(self, event: object) -> None:
        if self.hasFocus():
            super().wheelEvent(event)  # type: ignore[arg-type]  # Qt's own event, handed on
        else:
            event.ignore()  # type: ignore[attr-defined]  # as above

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ink = self._theme.secondary if self.isEnabled() else self._theme.disabled
        spot = QRectF(self.width() - _SIDE - 14, (self.height() - 14) / 2, 14, 14)
        paint_icon(painter_on(self), spot, "chevron-down", ink)


class DateField(LineField):
    """A date in the user's own words («Friday», «через 2 недели») or from the calendar.

    ``read`` turns the words into a date, or None for words that it does not understand; ``show`` writes a date;
    ``today`` is where the calendar opens while there is no date.
    """

    #: the date, or None for an emptied field
    edited = Signal(object)

    def __init__(
        self,
        theme: Theme,
        tr: Translator,
        *,
        name: str,
        read: Callable[[str], dt.date | None],
        show: Callable[[dt.date], str],
        today: Callable[[], dt.date] | None = None,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name=name, hint=hint, parent=parent)
        self._tr, self._read, self._show, self._today = tr, read, show, today
        self._value: dt.date | None = None
        self.setTextMargins(0, 0, ICON + 6, 0)
        self._open = IconButton("calendar", tr("Choose from the calendar"), theme, side=22, parent=self)
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.clicked.connect(self.open_calendar)
        self.editingFinished.connect(self._finish)
        self.textEdited.connect(lambda _: self.set_bad(""))

    @property
    def value(self) -> dt.date | None:
        """The date as it was last understood."""
        return self._value

    def set_value(self, value: dt.date | None) -> None:
        """Show ``value``, without a signal."""
        self._value = value
        self.setText(self._show(value) if value else "")
        self.set_bad("")

    def why_not(self) -> str:
        """Read what is typed, as leaving the field does; return why it is no date, else nothing.

        A button that is clicked does not take the keyboard, so the field is not left by it.
        """
        self._finish()
        known = self._show(self._value) if self._value else ""
        return "" if self.text().strip() == known else self._no_date()

    def open_calendar(self) -> None:
        """Show a month to choose from."""
        today = self._today() if self._today else None
        start = self._value or today
        if start is None:
            start = dt.date(2000, 1, 1)
        month = MonthPicker(start, self._theme, self._tr, today=today, parent=self)
        month.picked.connect(self._become)
        month.pop_up_under(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._open.move(self.width() - 25, (self.height() - 22) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def _finish(self) -> None:
        text = self.text().strip()
        if text == (self._show(self._value) if self._value else ""):
            return
        found = self._read(text) if text else None
        if text and found is None:
            self.set_bad(self._no_date())
            return
        self._become(found)

    def _no_date(self) -> str:
        return self._tr("This is no date that I understand. Try “Friday”, “in 2 weeks” or “15 December”.")

    def _become(self, value: dt.date | None) -> None:
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.edited.emit(value)


class GrowingText(Drawn, QPlainTextEdit):
    """Text that is as high as what stands in it, up to ``most`` lines."""

    #: text before, text after; when the keyboard leaves, or Ctrl+Enter
    edited = Signal(str, str)

    def __init__(
        self,
        theme: Theme,
        *,
        name: str,
        hint: str = "",
        least: int = 2,
        most: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._least, self._most = theme, least, most
        self._before = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFont(font())
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(3)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._grow)
        self._grow()

    def set_text(self, text: str) -> None:
        """Show ``text``, without ``edited``."""
        self._before = text
        self.setPlainText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._save()
            # a dialog around the field answers to the same key
            event.ignore()
            return
        super().keyPressEvent(event)

    def _save(self) -> None:
        before, self._before = self._before, self.toPlainText()
        if before != self._before:
            self.edited.emit(before, self._before)

    def _grow(self) -> None:
        # A plain text document counts its height in lines.
        lines = max(self._least, min(self._most, round(self.document().size().height())))
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 16)
        full = round(self.document().size().height()) > self._most
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if full else policy.ScrollBarAlwaysOff)


class Check(Drawn, QCheckBox):
    """A tick with its text."""

    def __init__(self, text: str, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._label = theme, text
        self.setText(unmarked(text))
        self.setAccessibleName(text)
        self.setFont(font())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(int(width_of(self._label, font(BODY))) + 32, 24)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        box = QRectF(3, (self.height() - 16) / 2, 16, 16)
        paint_check(
            painter, box, self.checkState(), self._theme, enabled=self.isEnabled(), lit=self.underMouse()
        )
        ink = self._theme.text if self.isEnabled() else self._theme.disabled
        write(painter, QRectF(27, 0, self.width() - 27, self.height()), self._label, color=ink, face=font())
        if self.hasFocus():
            focus_ring(painter, box.adjusted(-3, -3, 3, 3), self._theme)


def paint_check(
    painter: QPainter,
    box: QRectF,
    state: Qt.CheckState,
    theme: Theme,
    *,
    enabled: bool = True,
    lit: bool = False,
) -> None:
    """Paint a tick box of 16 px; for widgets and for delegates of lists."""
    if state == Qt.CheckState.Unchecked:
        edge = theme.secondary if enabled else theme.line_strong
        rounded(painter, box, fill=theme.hover if lit and enabled else theme.field, edge=edge, radius=4)
        return
    rounded(painter, box, fill=theme.accent if enabled else theme.disabled, radius=4)
    mark = "check" if state == Qt.CheckState.Checked else "minus"
    paint_icon(painter, box.adjusted(2, 2, -2, -2), mark, theme.accent_ink)
