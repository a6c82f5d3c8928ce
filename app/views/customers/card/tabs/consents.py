"""Consent by channel and topic, as a grid: who allowed what, when, how, in which words, until when (row C14)."""

from __future__ import annotations

import math
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from app.domain.terms import CONSENT_NAMES, ConsentState
from app.language import N_
from app.queries.card import Row
from app.queries.card_view import CardView
from app.services import card_rows
from app.views.customers.card.days import day_text, read_day
from app.views.customers.card.editors import Unfit
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.tabs.terms import CHANNEL_NAMES
from app.views.kit.buttons import Kind, Link
from app.views.kit.dialog import Dialog
from app.views.kit.elide import ElidedLabel
from app.views.kit.fields import Combo, LineField
from app.views.kit.icons import paint_icon
from app.views.kit.labels import label
from app.views.kit.menu import Entry, menu
from app.views.kit.painting import Drawn, focus_ring, line, painter_on, rounded, tip, width_of, write
from app.views.kit.theme import BODY, GAP_M, GAP_S, GAP_XL, ICON, SMALL, font
from app.views.kit.ui import Ui

_LOOKS: Final = {
    "given": ("check", "good"),
    "refused": ("x", "bad"),
    "withdrawn": ("x", "bad"),
    "not_asked": ("minus", "secondary"),
}
#: topics that are always offered; others are typed
_TOPICS: Final = {
    "": N_("everything"),
    "news": N_("news"),
    "offers": N_("offers"),
    "greetings": N_("greetings"),
}
_USUAL: Final = ("phone", "email", "messenger", "address")
_HEAD: Final = 34


def topic_text(topic: str, ui: Ui) -> str:
    """Return a topic in words; one's own stays as it was typed."""
    return ui.tr(_TOPICS[topic]) if topic in _TOPICS else topic


class ConsentButton(Drawn, QPushButton):
    """One cell: a sign with a word, never colour alone; a click says something else."""

    def __init__(self, ui: Ui, row: Row | None, channel: str, topic: str) -> None:
        super().__init__()
        self._theme, self._ui = ui.theme, ui
        self._state = str(row["state"]) if row else "not_asked"
        self._until = row["until"] if row else None
        self._over = bool(self._until and self._until < ui.clock.today())
        tr = ui.tr
        self._said = tr(CONSENT_NAMES[ConsentState(self._state)])
        if self._over and self._state == "given":
            self._said = tr("ended")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        place = f"{tr(CHANNEL_NAMES.get(channel, channel))}, {topic_text(topic, ui)}"
        self.setAccessibleName(f"{place}: {self._said}")
        self.setToolTip(tip(_whole(row, ui) if row else self._said))

    def sizeHint(self) -> QSize:
        return QSize(math.ceil(width_of(self._said, font(BODY))) + ICON + 18, 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(ICON + 12, 26)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme = painter_on(self), self._theme
        if self.underMouse() or self.isDown():
            rounded(painter, self.rect(), fill=theme.pressed if self.isDown() else theme.hover)
        icon, tone = _LOOKS[self._state]
        if self._over and self._state == "given":
            icon, tone = "clock", "warning"
        paint_icon(painter, QRectF(5, 6, 14, 14), icon, getattr(theme, tone))
        ink = theme.secondary if self._state == "not_asked" else theme.text
        # where the word has no room the sign says it alone: no word is cut, and the tooltip has it
        if width_of(self._said, font()) <= self.width() - 26:
            write(painter, QRectF(24, 0, self.width() - 26, 26), self._said, color=ink, face=font())
        if self.hasFocus():
            focus_ring(painter, self.rect(), theme)


class ConsentGrid(Drawn, QWidget):
    """Channels down, topics across."""

    def __init__(self, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._keeper = keeper.ui.theme, keeper
        self._shown: object = None
        self._own: list[str] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(GAP_XL, _HEAD + 4, GAP_XL, GAP_M)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(1)
        self.add = Link(keeper.ui.tr("Another topic…"), keeper.ui.theme, size=SMALL)
        self.add.setParent(self)
        self.add.clicked.connect(lambda: self._detail("email", "", ask_topic=True))
        self.setAccessibleName(keeper.ui.tr("Consent"))

    def show_view(self, view: CardView) -> None:
        """Show the consents of the card in hand."""
        consents = {(row["channel"], row["topic"]): row for row in view.card.consents}
        shown = (view.id, tuple((key, row["version"]) for key, row in sorted(consents.items())))
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        ui, tr = self._keeper.ui, self._keeper.ui.tr
        topics = [*_TOPICS, *sorted({topic for _, topic in consents} - set(_TOPICS))]
        channels = [*_USUAL, *sorted({channel for channel, _ in consents} - set(_USUAL))]
        for column, topic in enumerate(topics, start=1):
            caption = _caption(topic_text(topic, ui))
            caption.setContentsMargins(5, 0, 0, 0)
            self._grid.addWidget(caption, 0, column)
            self._grid.setColumnStretch(column, 1)
        self._grid.setColumnMinimumWidth(0, 108)
        for row_number, channel in enumerate(channels, start=1):
            name = tr(CHANNEL_NAMES[channel]) if channel in CHANNEL_NAMES else channel or tr("any channel")
            self._grid.addWidget(label(name, tone="secondary"), row_number, 0)
            for column, topic in enumerate(topics, start=1):
                button = ConsentButton(ui, consents.get((channel, topic)), channel, topic)
                button.clicked.connect(partial(self._menu, button, channel, topic))
                self._grid.addWidget(button, row_number, column)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own event, handed on
        size = self.add.sizeHint()
        self.add.setGeometry(self.width() - GAP_XL - size.width(), 9, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme = painter_on(self), self._theme
        line(painter, QPointF(GAP_XL, 3), QPointF(self.width() - GAP_XL, 3), theme.line)
        area = QRectF(GAP_XL, 6, self.width() - 2 * GAP_XL, _HEAD - 8)
        write(painter, area, self._keeper.ui.tr("Consent"), color=theme.text, face=font(BODY, bold=True))

    def _row(self, channel: str, topic: str) -> Row | None:
        view = self._keeper.view
        rows = view.card.consents if view else ()
        return next((row for row in rows if row["channel"] == channel and row["topic"] == topic), None)

    def _menu(self, button: QWidget, channel: str, topic: str) -> None:
        ui = self._keeper.ui
        row = self._row(channel, topic)
        now = row["state"] if row else "not_asked"
        states = [
            Entry(
                ui.tr(name),
                partial(self._set, channel, topic, state.value),
                icon=_LOOKS[state.value][0],
                checked=state.value == now or None,
            )
            for state, name in CONSENT_NAMES.items()
        ]
        detail = [
            Entry(
                ui.tr("How, in which words, until when…"), partial(self._detail, channel, topic), icon="edit"
            )
        ]
        menu(ui.theme, button, states, detail).under(button)

    def _set(self, channel: str, topic: str, state: str) -> None:
        row = self._row(channel, topic)
        self._keeper.do(
            card_rows.set_consent,
            customer_id=self._keeper.id,
            channel=channel,
            topic=topic,
            state=state,
            how=row["how"] if row else "",
            wording=row["wording"] if row else "",
            until=row["until"] if row and state == "given" else None,
        )

    def _detail(self, channel: str, topic: str, *, ask_topic: bool = False) -> None:
        ConsentDialog(self._keeper, channel, topic, self._row(channel, topic), ask_topic=ask_topic).open()


class ConsentDialog(Dialog):
    """State, how, in which words, until when; for a new topic also which."""

    def __init__(
        self, keeper: Keeper, channel: str, topic: str, row: Row | None, *, ask_topic: bool = False
    ) -> None:
        ui = keeper.ui
        tr, theme = ui.tr, ui.theme
        place = tr("any topic of one's own") if ask_topic else topic_text(topic, ui)
        parent = keeper.parent()
        super().__init__(
            tr("Consent"),
            theme,
            tr,
            text=f"{tr(CHANNEL_NAMES.get(channel, channel))}, {place}",
            parent=parent if isinstance(parent, QWidget) else None,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keeper, self._topic, self._customer = keeper, topic, keeper.id
        self.topic = LineField(theme, name=tr("Topic"), hint=tr("invitations"))
        self.channel = Combo(theme, name=tr("Channel"))
        self.channel.set_choices([(key, tr(name)) for key, name in CHANNEL_NAMES.items()], current=channel)
        self.state = Combo(theme, name=tr("State"))
        self.state.set_choices(
            [(state.value, tr(name)) for state, name in CONSENT_NAMES.items()],
            current=row["state"] if row else "given",
        )
        self.how = LineField(theme, name=tr("How"), hint=tr("by phone, in the form on the site…"))
        self.wording = LineField(theme, name=tr("In which words"))
        self.until = LineField(theme, name=tr("Until"), hint=tr("without end"))
        if row is not None:
            self.how.setText(row["how"])
            self.wording.setText(row["wording"])
            self.until.setText(day_text(row["until"]))
        fields: list[tuple[str, QWidget]] = []
        if ask_topic:
            fields = [(tr("Topic"), self.topic), (tr("Channel"), self.channel)]
        fields += [
            (tr("State"), self.state),
            (tr("How"), self.how),
            (tr("In which words"), self.wording),
            (tr("Until"), self.until),
        ]
        self._asks = ask_topic
        self._lay_out(fields)
        self.add_cancel()
        self.add_answer(tr("Save"), kind=Kind.PRIMARY, closes=False).clicked.connect(self._save)

    def _lay_out(self, fields: list[tuple[str, QWidget]]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(GAP_S)
        for place, (caption, field) in enumerate(fields):
            grid.addWidget(label(caption, tone="secondary"), place, 0)
            grid.addWidget(field, place, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)

    def _save(self) -> None:
        try:
            until = read_day(self.until.text(), self._keeper.ui)
        except Unfit as fault:
            self.until.set_bad(str(fault))
            return
        topic = " ".join(self.topic.text().split()) if self._asks else self._topic
        if self._asks and not topic:
            self.topic.set_bad(self._tr("Say what it is about."))
            return
        self._keeper.do(
            card_rows.set_consent,
            customer_id=self._customer,
            channel=str(self.channel.currentData()),
            topic=topic,
            state=str(self.state.currentData()),
            how=self.how.text().strip(),
            wording=self.wording.text().strip(),
            until=until,
        )
        self.accept()


def _caption(text: str) -> QWidget:
    """Return the head of a column: words go under one another, a single long one is shortened."""
    if " " in text:
        return label(text, tone="secondary", size=SMALL, wrap=True)
    return ElidedLabel(text, tone="secondary", size=SMALL)


def _whole(row: Row, ui: Ui) -> str:
    """Return all that is known of a consent, for its tooltip."""
    tr = ui.tr
    parts = [tr(CONSENT_NAMES[ConsentState(row["state"])])]
    if row["at"]:
        parts.append(ui.date(ui.local(row["at"]).date(), year=True))
    parts += [str(row["how"]), tr("“{text}”", text=row["wording"]) if row["wording"] else ""]
    if row["until"]:
        parts.append(tr("until {day}", day=ui.date(row["until"], year=True)))
    return ", ".join(part for part in parts if part)
