"""One line of a fact table: painted while it is read, a few fields in place while it is edited."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSizePolicy, QToolTip, QWidget

from app.errors import RapportError
from app.views.customers.card.editors import ChoiceEditor, Editor, Unfit, mark_bad
from app.views.customers.card.face import Face, Now
from app.views.customers.card.lines import Answer, Line, Meta
from app.views.customers.card.meta import MetaBar
from app.views.customers.card.row_menu import entries
from app.views.kit.menu import menu
from app.views.kit.painting import Drawn, focus_ring, painter_on, rounded, tip
from app.views.kit.theme import CONTROL, GAP_S, GAP_XL
from app.views.kit.ui import Ui

#: height of a line that is edited in place, px
EDITED: Final = 36
_BORROWED: Final = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: stands for what cannot be read as a value
_UNFIT: Final = object()


class FactRow(Drawn, QWidget):
    """A line in sight. A click, Enter or F2 edits; Enter or leaving saves, Esc restores, Tab goes on."""

    opened = Signal()
    closed = Signal()
    #: −1 or 1: the line before or after is to be edited
    went = Signal(int)
    #: −1 or 1: the keyboard moves to the line before or after
    moved = Signal(int)

    def __init__(self, line_: Line, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._ui = ui.theme, ui
        self._face = Face(ui, line_)
        self._editor: Editor | None = None
        self._meta: MetaBar | None = None
        self._edited: Line | None = None
        self._before: object = None
        self._span = 0
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_line(line_)

    @property
    def line(self) -> Line:
        """What the row shows."""
        return self._face.line

    @property
    def editor(self) -> Editor | None:
        """The open editor, or None."""
        return self._editor

    @property
    def meta(self) -> MetaBar | None:
        """Purpose, origin and privacy while the row is edited, or None."""
        return self._meta

    def set_line(self, line_: Line) -> None:
        """Show another state of the line; what is being typed stays."""
        self._face.line = line_
        self._face.pending = None
        takes = bool(line_.edit or line_.act or line_.remove)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if takes else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self._face.spoken())
        self.setAccessibleDescription(self._ui.tr("Enter edits") if line_.edit else "")
        self._fit()
        self.update()

    def set_span(self, width: int) -> None:
        """Line the columns up with a page of ``width`` px; 0 for the row's own width."""
        self._span = width
        self._fit()
        self._lay_out()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._high())

    # editing

    def open(self, *, by_mouse: bool = False, stop: int = 0) -> None:
        """Turn into the editor of the line, the keyboard in its ``stop``-th field."""
        if self._editor is not None or self.line.edit is None:
            return
        self._edited = self.line
        self._editor = self.line.edit()
        self._editor.setParent(self)
        self._editor.settled.connect(lambda: self._finish(0))
        self._before = self._current()
        if self.line.meta is not None or self.line.remove is not None:
            self._meta = MetaBar(self._ui, self.line, self)
            self._meta.removed.connect(self._remove)
        for each in self._stops():
            each.installEventFilter(self)
        # most of a window takes no keyboard: a click there must close the editor all the same
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # a widget exists, so does it
        self._fit()
        self._lay_out()
        self._editor.show()
        if self._meta is not None:
            self._meta.show()
        self._stops()[stop].setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit()
        if by_mouse and isinstance(self._editor, ChoiceEditor):
            self._editor.field.showPopup()
        self.update()

    def save(self) -> bool:
        """Close the editor and hand on what stands in it; false where that cannot be kept."""
        editor, line_ = self._editor, self._edited
        if editor is None or line_ is None:
            return True
        try:
            value = editor.value()
        except Unfit as fault:
            if editor.compact:
                editor.mark(str(fault))
            return False
        meta = self._meta.meta() if self._meta is not None and line_.meta is not None else None
        shown = editor.text()
        answer = Answer(
            value,
            meta or line_.meta or Meta(),
            value_changed=value != self._before,
            meta_changed=meta is not None and meta != line_.meta,
            refused=_GiveBack(self, shown),
        )
        self._shut()
        if (answer.value_changed or answer.meta_changed) and line_.save is not None:
            self._face.pending = shown if answer.value_changed and not line_.adds else None
            self.update()
            line_.save(answer)
        return True

    def restore(self) -> None:
        """Close the editor and forget what was typed."""
        self._shut()

    def give_back(self, typed: str, fault: RapportError) -> None:
        """Open again with what was typed, after it could not be saved."""
        self._face.pending = None
        self.open()
        if self._editor is None:
            return
        stop = self._editor.stops()[0]
        if self._editor.compact and isinstance(stop, QLineEdit):
            stop.setText(typed)
        elif isinstance(stop, QPlainTextEdit):
            stop.setPlainText(typed)
        self._editor.mark(fault.text(self._ui.tr))

    def _current(self) -> object:
        try:
            return self._editor.value() if self._editor is not None else None
        except Unfit:
            # an empty form is not wrong before anything was typed
            for stop in self._editor.stops() if self._editor is not None else ():
                mark_bad(stop, "")
            return _UNFIT

    def _stops(self) -> list[QWidget]:
        assert self._editor is not None
        return [*self._editor.stops(), *(self._meta.stops() if self._meta is not None else ())]

    def _finish(self, way: int) -> None:
        if self._editor is None or not self.save():
            return
        if way:
            self.went.emit(way)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shut(self) -> None:
        editor, meta = self._editor, self._meta
        self._editor = self._meta = self._edited = None
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # as in open
        for widget in (editor, meta):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._fit()
        self.update()
        self.closed.emit()

    def _remove(self) -> None:
        remove = self.line.remove
        self._shut()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if remove is not None:
            remove()

    # keys and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        act = self.line.act
        if key in _ENTER and act is not None and (control or self.line.edit is None):
            act.then()
        elif key in (*_ENTER, Qt.Key.Key_F2, Qt.Key.Key_Space):
            self.open()
        elif key == Qt.Key.Key_Delete and self.line.remove is not None:
            self.line.remove()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._editor is not None:
            return
        act = self.line.act
        if act is not None and self._face.leads(event.position().toPoint()):
            act.then()
        elif self.line.edit is not None:
            self.open(by_mouse=True)
        elif act is not None and not self.line.heading:
            act.then()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._editor is not None:
            return
        leads = self._face.leads(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor
        self.setCursor(shape if leads or not self.line.edit else Qt.CursorShape.IBeamCursor)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        groups = entries(self.line, self._ui.tr, self.open)
        if any(groups):
            menu(self._theme, self, *groups).popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._editor is None:
            QToolTip.showText(event.globalPos(), tip(self._face.tip(event.pos())), self)
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._editor is None:
            return False
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._press(watched, event)
        elif watched not in self._stops():
            return False
        elif kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._left(event)
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        return False

    def _press(self, watched: QObject, event: QEvent) -> None:
        if not (isinstance(event, QMouseEvent) and isinstance(watched, QWidget)):
            return
        inside = self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
        if watched.window() is self.window() and not inside:
            self.save()

    def _left(self, event: QFocusEvent) -> None:
        """Save when the keyboard goes elsewhere; a popup or another window only borrows it."""
        now = QApplication.focusWidget()
        if event.reason() in _BORROWED or now is None or now.window() is not self.window():
            return
        if now is self or self.isAncestorOf(now):
            return
        self.save()

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        stops = self._stops()
        at = next(index for index, stop in enumerate(stops) if stop is watched)
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape:
            self.restore()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in _ENTER and (control or not isinstance(watched, QPlainTextEdit)):
            if self._meta is not None and watched in self._meta.pressed():
                return False
            self._finish(0)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(stops, at, -1 if key == Qt.Key.Key_Backtab else 1)
        elif key == Qt.Key.Key_F2:
            stops[self._beyond(stops, at)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            return False
        return True

    def _tab(self, stops: list[QWidget], at: int, way: int) -> None:
        """Go to the next field of this editor, and after its last one to the next line."""
        assert self._editor is not None
        own = len(self._editor.stops())
        if at < own and 0 <= at + way < own:
            stops[at + way].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._finish(way)

    def _beyond(self, stops: list[QWidget], at: int) -> int:
        """Return where F2 goes: from the value to purpose, origin and privacy, and around."""
        assert self._editor is not None
        own = len(self._editor.stops())
        return own % len(stops) if at < own else (at + 1) % len(stops)

    # places

    def _high(self) -> int:
        if self._editor is None:
            return self._face.high()
        if self._inline():
            return EDITED
        high = self._editor.high(self._form_box().width())
        return high + 8 + (CONTROL + GAP_S if self._meta is not None else 0)

    def _inline(self) -> bool:
        """Tell whether value, purpose and origin fit side by side."""
        assert self._editor is not None
        return self._editor.compact and (self._meta is None or self._face.columns.purpose is not None)

    def _wide(self) -> int:
        """Return the width of the columns: a scroll bar lies in their right margin."""
        return self._span if 0 <= self._span - self.width() <= GAP_XL else self.width()

    def _form_box(self) -> QRect:
        left = self._face.columns.value.x() - 8
        return QRect(left, 4, self._wide() - GAP_XL + 4 - left, CONTROL)

    def _fit(self) -> None:
        self._face.width = self._wide()
        high = self._high()
        if self.minimumHeight() != high or self.maximumHeight() != high:
            self.setFixedHeight(high)
            self.updateGeometry()

    def _lay_out(self) -> None:
        editor, meta, columns = self._editor, self._meta, self._face.columns
        if editor is None:
            return
        if self._inline():
            middle = (EDITED - CONTROL) // 2
            value = columns.value
            end = value.right() + 3 if meta is not None else self._wide() - GAP_XL + 4
            editor.setGeometry(value.x() - 8, middle, end - value.x() + 8, CONTROL)
            if meta is not None and columns.purpose is not None:
                left = columns.purpose.x() - 8
                meta.setGeometry(left, middle, self._wide() - GAP_XL - left, CONTROL)
                meta.spread(109, 89)
            return
        box = self._form_box()
        high = editor.high(box.width())
        editor.setGeometry(box.x(), box.y(), box.width(), high)
        if meta is not None:
            meta.setGeometry(box.x(), box.y() + high + GAP_S // 2, box.width() - 8, CONTROL)
            meta.spread(min(150, box.width() // 3), min(110, box.width() // 4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        around = QRectF(self.rect()).adjusted(8, 0, -8, 0)
        if self._editor is not None:
            rounded(painter, around, fill=self._theme.sunken)
            self._face.paint_label(painter, EDITED if self._inline() else CONTROL + 8)
            return
        mouse: QPoint | None = self.mapFromGlobal(self.cursor().pos()) if self.underMouse() else None
        if mouse is not None and not self.line.heading and (self.line.edit or self.line.act):
            rounded(painter, around, fill=self._theme.hover)
        self._face.paint(painter, Now(mouse, self.hasFocus()))
        if self.hasFocus() and not self.line.heading:
            focus_ring(painter, around, self._theme)


class _GiveBack:
    """Gives what was typed back to its row, if the row is still there."""

    def __init__(self, row: FactRow, typed: str) -> None:
        self._row: FactRow | None = row
        self._typed = typed
        row.destroyed.connect(self._forget)

    def __call__(self, fault: RapportError) -> None:
        if self._row is not None:
            self._row.give_back(self._typed, fault)

    def _forget(self) -> None:
        self._row = None
