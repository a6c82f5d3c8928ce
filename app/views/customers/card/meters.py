"""How much is known for each purpose, and the question worth asking next (row C11)."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.domain.completeness import fields_of, worth
from app.domain.fields import PURPOSE_NAMES, Field, Purpose
from app.language import Translator
from app.queries.card_view import CardView
from app.services import card_rows
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.phrase import Phrase
from app.views.kit.buttons import Button, Kind
from app.views.kit.menu import Entry, Menu
from app.views.kit.meter import Meter
from app.views.kit.painting import Drawn, focus_ring, painter_on, rounded, tip, width_of, write
from app.views.kit.theme import BODY, GAP_M, GAP_XL, GAP_XS, SMALL, font

_LINE: Final = 38
_LEAST: Final = 66
_MOST_ENTRIES: Final = 14


class PurposeMeter(Meter):
    """A meter that tells what is missing when pressed."""

    pressed = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            focus_ring(painter_on(self), self.rect(), self._theme, radius=4)


class Known(Drawn, QWidget):
    """«We know 68 %», and a meter per purpose, in one line or two."""

    def __init__(self, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._keeper = keeper.ui.theme, keeper
        self._total = ""
        self._meters: dict[Purpose, PurposeMeter] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def meters(self) -> dict[Purpose, PurposeMeter]:
        """The meters by purpose."""
        return self._meters

    def show_view(self, view: CardView) -> None:
        """Show the card in hand."""
        tr = self._keeper.ui.tr
        self._total = _percent(view.known.total, tr)
        self.setAccessibleName(tr("We know {share}", share=self._total))
        if list(self._meters) != list(view.known.by_purpose):
            for meter in self._meters.values():
                meter.hide()
                meter.deleteLater()
            self._meters = {purpose: self._make(purpose) for purpose in view.known.by_purpose}
        for purpose, share in view.known.by_purpose.items():
            lacks = [tr(field.label) for field in self._missing(view, purpose)]
            why = (
                tr("Not known yet: {fields}", fields=", ".join(lacks)) if lacks else tr("Everything is known")
            )
            self._meters[purpose].set_share(share, _percent(share, tr), why=why)
        self._place()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self._lines() * _LINE + 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme, tr = painter_on(self), self._theme, self._keeper.ui.tr
        box = QRectF(GAP_XL, 6, self._first() - GAP_XL, 16)
        write(painter, box, tr("We know"), color=theme.secondary, face=font(SMALL))
        write(painter, box.translated(0, 17), self._total, color=theme.text, face=font(BODY, bold=True))

    def _make(self, purpose: Purpose) -> PurposeMeter:
        tr = self._keeper.ui.tr
        meter = PurposeMeter(tr(PURPOSE_NAMES[purpose]), 0, "", self._theme, parent=self)
        meter.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        meter.setCursor(Qt.CursorShape.PointingHandCursor)
        meter.pressed.connect(partial(self._menu, purpose))
        meter.show()
        return meter

    def _missing(self, view: CardView, purpose: Purpose) -> list[Field]:
        today = self._keeper.ui.clock.today()
        return [
            field
            for field in fields_of(str(view.customer["kind"]))
            if purpose in field.purposes
            and field.weight
            and worth(field, view.data.get(field.key), today) < 1
        ]

    def _menu(self, purpose: Purpose) -> None:
        view, ui = self._keeper.view, self._keeper.ui
        if view is None:
            return
        made = Menu(ui.theme, self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        missing = self._missing(view, purpose)
        made.add_title(ui.tr("Not known for sure") if missing else ui.tr("Everything is known"))
        for field in missing[:_MOST_ENTRIES]:
            made.add(Entry(ui.tr(field.label), partial(self._keeper.wanted.emit, field.key), icon="ask"))
        made.under(self._meters[purpose])

    def _first(self) -> int:
        return GAP_XL + int(width_of(self._keeper.ui.tr("We know"), font(SMALL))) + GAP_M + 2

    def _lines(self) -> int:
        """Return how many lines the meters need, so that no label is cut."""
        if not self._meters:
            return 1
        room = self.width() - self._first() - GAP_XL
        names = [width_of(self._keeper.ui.tr(PURPOSE_NAMES[each]), font(SMALL)) for each in self._meters]
        for lines in (1, 2, 3):
            in_line = -(-len(self._meters) // lines)
            if (room - GAP_M * (in_line - 1)) / in_line >= max(_LEAST, *names):
                return lines
        return 3

    def _place(self) -> None:
        lines = self._lines()
        high = lines * _LINE + 8
        if self.height() != high:
            self.setFixedHeight(high)
        if not self._meters:
            return
        in_line = -(-len(self._meters) // lines)
        left = self._first()
        step = (self.width() - left - GAP_XL + GAP_M) / in_line
        for place, meter in enumerate(self._meters.values()):
            x = left + place % in_line * step
            meter.setGeometry(int(x), 6 + place // in_line * _LINE, int(step) - GAP_M, 34)


class AskNext(Drawn, QWidget):
    """The question worth most, with «Note answer» and «Skip»."""

    def __init__(self, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._keeper = keeper.ui.theme, keeper
        tr, theme = keeper.ui.tr, keeper.ui.theme
        self.question = Phrase(theme)
        self.fills = Phrase(theme, size=SMALL)
        self.note = Button(tr("Note answer"), theme)
        self.skip = Button(tr("Skip"), theme, kind=Kind.QUIET)
        self.skip.setToolTip(tr("Do not propose this question for three months"))
        self.note.clicked.connect(self._note)
        self.skip.clicked.connect(self._skip)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_XL + GAP_M, 2, GAP_XL + GAP_XS, 2)
        row.setSpacing(GAP_M)
        row.addWidget(self.question, 1)
        row.addWidget(self.fills)
        row.addWidget(self.note)
        row.addWidget(self.skip)
        row.setSpacing(6)
        self.setFixedHeight(36)

    def show_view(self, view: CardView) -> None:
        """Show the question of the card in hand; nothing where nothing is left to ask."""
        tr, asked = self._keeper.ui.tr, view.question
        self.setVisible(asked is not None)
        if asked is None:
            return
        names = ", ".join(tr(PURPOSE_NAMES[purpose]) for purpose in asked.purposes)
        self.question.set_words(
            [(tr("Ask next") + "  ", "secondary"), (tr("“{question}”", question=tr(asked.text)), "text")]
        )
        self.fills.set_words([(tr("fills {purposes}", purposes=names), "secondary")])
        self.setToolTip(tip(tr(asked.text)))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        area = QRectF(self.rect()).adjusted(GAP_XL, 1, -GAP_XL, -1)
        rounded(painter_on(self), area, fill=self._theme.sunken)

    def _share(self) -> None:
        """The question goes before what it fills."""
        buttons = self.note.sizeHint().width() + self.skip.sizeHint().width()
        need = self.question.sizeHint().width() + self.fills.sizeHint().width() + buttons
        self.fills.setVisible(need + 2 * GAP_XL + 3 * GAP_M + 18 <= self.width())

    def _note(self) -> None:
        view = self._keeper.view
        if view is not None and view.question is not None:
            self._keeper.wanted.emit(view.question.field.key)

    def _skip(self) -> None:
        view = self._keeper.view
        if view is not None and view.question is not None:
            self._keeper.do(
                card_rows.skip_question, customer_id=self._keeper.id, field=view.question.field.key
            )


def _percent(share: float, tr: Translator) -> str:
    return tr("{number}%", number=round(share * 100))
