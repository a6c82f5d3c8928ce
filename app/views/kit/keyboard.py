"""Where the keyboard goes: Tab in the order in which one reads, and back after a visit to another field."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget
from shiboken6 import isValid

#: children that stand on one line may differ by this in height, px
_LINE = 12


def step(root: QWidget, *, forward: bool) -> bool:
    """Move the keyboard inside ``root`` to the next stop in reading order; false where there is none.

    Qt goes by the order in which widgets were made; what is built when it is first looked at would come last.
    """
    now = QApplication.focusWidget()
    stops = [widget for widget in _within(root) if widget is now or _takes(widget)]
    if not stops or stops == [now]:
        return False
    way = 1 if forward else -1
    at = stops.index(now) if now in stops else (-1 if forward else 0)
    goal = stops[(at + way) % len(stops)]
    goal.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _reveal(goal)
    return True


class WayBack(QObject):
    """Remembers who had the keyboard before something in ``home`` took it."""

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self._home = home
        self._before: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def go(self) -> bool:
        """Give the keyboard back; false where that place is no longer in sight."""
        before = self._before
        if before is None or not isValid(before) or not before.isVisible() or not before.isEnabled():
            return False
        before.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        home = self._home
        if now is None or old is None or not home.isAncestorOf(now) or home.isAncestorOf(old):
            return
        if old.window() is home.window() and not old.isWindow():
            self._before = old


def _takes(widget: QWidget) -> bool:
    return bool(
        widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and widget.focusProxy() is None
        and widget.isEnabled()
    )


def _within(root: QWidget) -> Iterator[QWidget]:
    """Walk over what is in sight below ``root`` as one reads it."""
    for child in _ordered(root):
        if child.isVisible() and not child.isWindow():
            yield child
            yield from _within(child)


def _ordered(parent: QWidget) -> list[QWidget]:
    children = [child for child in parent.children() if isinstance(child, QWidget)]
    layout = parent.layout()
    laid = list(_laid(layout)) if layout is not None else []
    free = [child for child in children if child not in laid]
    return [*laid, *sorted(free, key=lambda child: (child.y() // _LINE, child.x()))]


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        inner = item.layout() if item is not None else None
        if inner is not None:
            yield from _laid(inner)
        elif item is not None and (widget := item.widget()) is not None:
            yield widget


def _reveal(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, 8)
        parent = parent.parentWidget()
