"""An editor of several fields: an address, a relative, a link, a term."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.views.customers.card.editors import Editor, Read, Unfit, mark_bad, plain, suggest
from app.views.customers.card.finder import CustomerField
from app.views.kit.fields import Check, Combo
from app.views.kit.labels import label
from app.views.kit.theme import CONTROL, GAP_S, GAP_XS, SMALL, font
from app.views.kit.ui import Ui

_CAPTION: Final = 16
_LEAST: Final = 96


@dataclass(frozen=True)
class Part:
    """One field. ``choices`` make it a choice, ``tick`` a tick, ``who`` a customer to be found.

    ``share`` is its width among its neighbours in sixths of the whole width.
    """

    key: str
    caption: str
    share: int = 3
    hint: str = ""
    choices: Sequence[tuple[object, str]] = ()
    words: Sequence[str] = ()
    tick: bool = False
    who: bool = False
    read: Read = plain
    #: the text shown for a value
    show: Callable[[Any], str] = field(default=lambda value: str(value or ""))


class PartsEditor(Editor):
    """Fields with captions above them, laid out in lines as wide as there is room."""

    compact = False

    def __init__(
        self,
        ui: Ui,
        parts: Sequence[Part],
        values: Mapping[str, Any],
        *,
        check: Callable[[Mapping[str, Any]], str] | None = None,
        said: Callable[[Mapping[str, Any]], str] | None = None,
    ) -> None:
        """``check`` says what is wrong with the whole; ``said`` words it until it is saved."""
        super().__init__()
        self._ui, self._parts, self._check, self._said = ui, tuple(parts), check, said
        self._fields: dict[str, QWidget] = {}
        self._captions: dict[str, QWidget] = {}
        for part in self._parts:
            caption = label("" if part.tick else part.caption, tone="secondary", size=SMALL, parent=self)
            self._captions[part.key] = caption
            self._fields[part.key] = self._make(part, values.get(part.key))
        previous: QWidget | None = None
        for widget in self._fields.values():
            if previous is not None:
                QWidget.setTabOrder(previous, widget)
            previous = widget
        self.setFocusProxy(next(iter(self._fields.values())))

    def field(self, key: str) -> QWidget:
        """Return the widget of a part."""
        return self._fields[key]

    def value(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in self._parts:
            widget = self._fields[part.key]
            try:
                found[part.key] = self._value(part, widget)
            except Unfit as fault:
                mark_bad(widget, str(fault))
                raise
        wrong = self._check(found) if self._check else ""
        if wrong:
            self.mark(wrong)
            raise Unfit(wrong)
        return found

    def text(self) -> str:
        try:
            return self._said(self.value()) if self._said else ""
        except Unfit:
            return ""

    def stops(self) -> list[QWidget]:
        return list(self._fields.values())

    def high(self, width: int) -> int:
        places = self._places(width)
        return max(place.bottom() for place in places.values()) + 1 if places else CONTROL

    def sizeHint(self) -> QSize:
        return QSize(240, self.high(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for key, place in self._places(self.width()).items():
            self._captions[key].setGeometry(place.x() + 1, place.y(), place.width(), _CAPTION)
            self._fields[key].setGeometry(place.x(), place.y() + _CAPTION, place.width(), CONTROL)

    def _make(self, part: Part, value: Any) -> QWidget:
        theme = self._ui.theme
        if part.tick:
            tick = Check(part.caption, theme, parent=self)
            tick.setChecked(bool(value))
            return tick
        if part.who:
            return CustomerField(self._ui, name=part.caption, hint=part.hint, chosen=value, parent=self)
        if part.choices:
            combo = Combo(theme, name=part.caption, parent=self)
            combo.set_choices(part.choices, current=value)
            return combo
        line = QLineEdit(part.show(value), self)
        line.setFont(font())
        line.setAccessibleName(part.caption)
        line.setPlaceholderText(part.hint)
        suggest(line, part.words)
        line.textEdited.connect(lambda _: mark_bad(line, ""))
        line.setCursorPosition(0)
        return line

    def _value(self, part: Part, widget: QWidget) -> Any:
        if isinstance(widget, Check):
            return widget.isChecked()
        if isinstance(widget, CustomerField):
            return widget.chosen()
        if isinstance(widget, Combo):
            return widget.currentData()
        assert isinstance(widget, QLineEdit)
        return part.read(widget.text())

    def _places(self, width: int) -> dict[str, QRect]:
        """Share the width: parts stand beside one another while their sixths add up to the whole."""
        lines: list[list[Part]] = [[]]
        for part in self._parts:
            share = self._share(part, width)
            if lines[-1] and sum(self._share(each, width) for each in lines[-1]) + share > 6:
                lines.append([])
            lines[-1].append(part)
        places: dict[str, QRect] = {}
        y = 0
        for line in lines:
            room = width - GAP_S * (len(line) - 1)
            total = sum(self._share(part, width) for part in line)
            x = 0
            for part in line:
                wide = int(room * self._share(part, width) / total)
                places[part.key] = QRect(x, y, wide, _CAPTION + CONTROL)
                x += wide + GAP_S
            y += _CAPTION + CONTROL + GAP_XS
        return places

    def _share(self, part: Part, width: int) -> int:
        """In a narrow card parts take more of the line each."""
        return min(6, part.share * (2 if width * part.share / 6 < _LEAST else 1))
