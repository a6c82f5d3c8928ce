"""The Team room: who works with Rapport, edited in place; who of them sits at this machine (row T0)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.queries import people
from app.queries.people import PersonRow
from app.services import people as verbs
from app.views.kit.buttons import Button, Kind, Link
from app.views.kit.inline import InlineEdit
from app.views.kit.labels import label
from app.views.kit.room import Room
from app.views.kit.scroll import Scroll
from app.views.kit.theme import GAP_L, GAP_M, GAP_XL, SMALL, TITLE
from app.views.kit.ui import Ui
from app.views.team.person import PersonCard

#: wider than this, a card would have more air than matter, px
_WIDEST = 1200


class TeamRoom(Room):
    """A card a person."""

    kinds = ("people", "leaves")

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        tr = ui.tr
        self._everybody = False
        self._new: int | None = None
        self.cards: dict[int, PersonCard] = {}
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Scroll(gap=GAP_M, margin=GAP_XL)
        inside = page.widget()
        assert inside is not None
        inside.setMaximumWidth(_WIDEST + 2 * GAP_XL)
        page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        outer.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(label(tr("Team"), size=TITLE, bold=True))
        self.count = label(tone="secondary", size=TITLE)
        head.addWidget(self.count)
        head.addStretch(1)
        self.add = Button(tr("Add a person"), ui.theme, kind=Kind.PRIMARY, icon="user-add", key="Ctrl+N")
        self.add.clicked.connect(self.add_new)
        head.addWidget(self.add)
        page.column.addLayout(head)
        page.column.addWidget(
            label(
                tr(
                    "What an hour costs and who is away when, later plans and reports count with. Click a line to change it."
                ),
                tone="secondary",
                size=SMALL,
                wrap=True,
            )
        )
        self._place = page.column
        self._first = page.column.count()
        self.gone = Link("", ui.theme)
        self.gone.clicked.connect(self._toggle)
        page.column.addSpacing(GAP_L)
        page.column.addWidget(self.gone, alignment=Qt.AlignmentFlag.AlignLeft)

    def add_new(self) -> bool:
        """Add a person and open its name for typing (Ctrl+N)."""
        name = self.ui.tr("New person")
        self.ui.desk.do(self._added, verbs.create, owner=self, name=name)
        return True

    def back(self) -> bool:
        for card in self.cards.values():
            if card.leave.line is not None:
                card.leave.close_line()
                return True
        return False

    def reload(self) -> None:
        self.ui.desk.ask(self._show, people.team, key="team", owner=self, gone=True)

    def _added(self, person_id: int) -> None:
        self._new = person_id
        self._open_new()

    def _show(self, team: list[PersonRow]) -> None:
        present = [person for person in team if not person.gone]
        left = [person for person in team if person.gone]
        self.count.setText(self.ui.number(len(present)) if present else "")
        tr = self.ui.tr
        words = tr.plural("show {count} who left", "show {count} who left", len(left))
        self.gone.set_label(tr("hide who left") if self._everybody else words)
        self.gone.setVisible(bool(left))
        shown = [*present, *(left if self._everybody else ())]
        self._lay_out(shown)
        self._open_new()

    def _lay_out(self, team: list[PersonRow]) -> None:
        """Make anew the cards of those who changed; one that is being typed into stays."""
        me = self.ui.desk.office.person_id
        old, self.cards = self.cards, {}
        focus = QApplication.focusWidget()
        for place, person in enumerate(team):
            known = old.pop(person.id, None)
            mine = person.id == me
            if known is not None and known.person == person and known.property("me") == mine:
                card = known
            else:
                card = PersonCard(self.ui, person, me=mine)
                card.setProperty("me", mine)
            self.cards[person.id] = card
            self._place.insertWidget(self._first + place, card)
            card.show()
            if known is not None and known is not card:
                if focus is not None and known.isAncestorOf(focus):
                    _hand_over(known, focus, card)
                _discard(known)
        for card in old.values():
            _discard(card)

    def _open_new(self) -> None:
        card = self.cards.get(self._new or 0)
        if card is not None:
            self._new = None
            name: InlineEdit = card.fields["name"]
            name.setFocus()
            name.open()

    def _toggle(self) -> None:
        self._everybody = not self._everybody
        self.refresh()


def _hand_over(before: PersonCard, focus: QWidget, card: PersonCard) -> None:
    """Give the keyboard to the place in the new card where it was in the one before."""
    for key, field in before.fields.items():
        if field is focus or field.isAncestorOf(focus):
            card.fields[key].setFocus(Qt.FocusReason.OtherFocusReason)
            return
    card.leave.add.setFocus(Qt.FocusReason.OtherFocusReason)


def _discard(card: PersonCard) -> None:
    card.hide()
    card.deleteLater()


def room(ui: Ui) -> Room:
    """Build the room."""
    return TeamRoom(ui)
