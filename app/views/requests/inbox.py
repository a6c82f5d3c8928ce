"""The inbox of complaints and ideas: filters, the list, and the chosen one whole beside it (row I6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.language import N_
from app.queries import feedback as reads
from app.queries.feedback import OPEN, Asked, FeedbackRow, Inbox
from app.services import feedback
from app.views.kit.empty import Empty
from app.views.kit.fields import LineField
from app.views.kit.labels import Line, label
from app.views.kit.menu import Entry, menu
from app.views.kit.outcome_form import Asks, Filled, form_dialog
from app.views.kit.tabs import Shape, Tab, Tabs
from app.views.kit.theme import GAP_S, GAP_XL, SMALL
from app.views.kit.throttle import Throttle
from app.views.kit.ui import Ui
from app.views.kit.words import FEEDBACK_NAMES, FEEDBACK_STATES
from app.views.requests.feedback_form import Decision, Wording
from app.views.requests.panel import Does, Panel
from app.views.requests.rows import Rows
from app.views.requests.words import (
    FEEDBACK_KEYS,
    OWNERLESS,
    capital,
    feedback_face,
    kind_name,
    told_text,
)

#: decisions by what the user does: the state, the title of its dialog, what is said afterwards
_DECISIONS: Final = {
    "accept": ("accepted", N_("Accept"), N_("Accepted: {name}")),
    "decline": ("declined", N_("Decline"), N_("Declined: {name}")),
    "finish": ("done", N_("Carried out"), N_("Carried out: {name}")),
}


class InboxPage(QWidget):
    """Decided and untold first, then complaints, then ideas, the oldest first."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui, tr = ui, ui.tr
        self.asked = Asked()
        self.found: Inbox | None = None
        self._wanted = 0
        self.state = Tabs([], ui.theme, tr, shape=Shape.SEGMENT)
        self.state.setAccessibleName(tr("How far they are"))
        kinds = [Tab("", tr("Both")), Tab("complaint", tr("Complaints")), Tab("idea", tr("Ideas"))]
        self.kind = Tabs(kinds, ui.theme, tr, shape=Shape.SEGMENT)
        self.kind.setAccessibleName(tr("Kind"))
        whose = [Tab("all", tr("Everybody's")), Tab("mine", tr("Mine"))]
        self.whose = Tabs(whose, ui.theme, tr, shape=Shape.SEGMENT)
        self.whose.setAccessibleName(tr("Who sees to it"))
        self.search = LineField(
            ui.theme,
            name=tr("Search in complaints and ideas"),
            hint=tr("Name or words"),
            icon="search",
            search=True,
        )
        self.rows = Rows(ui, tr("Complaints and ideas"), FEEDBACK_KEYS)
        self.side = Panel(ui, tr("Choose a complaint or an idea to see it whole."))
        self.foot = label(tone="secondary", size=SMALL)
        self.empty = Empty(
            "idea",
            tr("No complaints, no ideas"),
            ui.theme,
            text=tr(
                "What customers complain of and what they wish for the product gather here, each with who sees to it and what came of it."
            ),
            step=tr("New complaint…"),
            key="Ctrl+N",
        )
        self.nothing = Empty("search", tr("None of these"), ui.theme, text=tr("Other filters may find some."))
        self._lay_out()
        self._connect()
        self._tabs(0)

    # --- what the room asks

    def reload(self) -> None:
        """Read the inbox anew."""
        self.ui.desk.ask(self._show, reads.inbox, key="inbox", owner=self, asked=self.asked)

    def show_feedback(self, row_id: int) -> None:
        """Choose one, whatever its state."""
        self._wanted = row_id
        self.state.choose("")
        self._ask(state="")

    def arrive(self) -> None:
        """Put the keyboard on the list."""
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        """Leave the search."""
        if not self.search.text():
            return False
        self.search.clear()
        return True

    # --- showing

    @property
    def current(self) -> FeedbackRow | None:
        """The chosen one."""
        row_id = self.rows.current
        return next((one for one in self.found.rows if one.id == row_id), None) if self.found else None

    def _show(self, found: Inbox) -> None:
        self.found, tr = found, self.ui.tr
        self.whose.setVisible(len(found.people) > 1)
        self._tabs(found.untold)
        faces = [feedback_face(row, self.ui) for row in found.rows]
        filtered = self.asked != Asked()
        self._pages.setCurrentWidget(self.rows if faces else self.nothing if filtered else self.empty)
        self.rows.show_faces(faces, choose=self._wanted)
        self._wanted = 0
        more = found.total - len(found.rows)
        self.foot.setText(tr("and {count} more; a filter or words find them", count=more) if more else "")
        self.foot.setVisible(bool(more))
        self._look()

    def _tabs(self, untold: int) -> None:
        tr = self.ui.tr
        count = self.ui.number(untold) if untold else ""
        tabs = [Tab("open", tr("To do")), Tab("untold", tr("To tell"), count), Tab("", tr("All"))]
        self.state.set_tabs(tabs)
        self.state.choose(self.asked.state)

    def _look(self) -> None:
        row, ui, tr = self.current, self.ui, self.ui.tr
        if row is None:
            self.side.clear()
            return
        self.side.begin(deeds_of(row, ui))
        self.side.add_who(row.who)
        came = tr(FEEDBACK_NAMES[row.kind])
        if row.came:
            came = tr("{kind} by {way}", kind=came, way=kind_name(row.came, ui))
        day = ui.day(ui.local(row.noted_at).date())
        self.side.add_text(f"{came}, {day}: {tr(FEEDBACK_STATES[row.state])}", tone="secondary")
        self.side.add_text(tr("Sees to it: {name}", name=row.owner or tr(OWNERLESS)), tone="secondary")
        self.side.add_links([("card", tr("Card")), ("edit", tr("Change…"))])
        self.side.add_heading(tr("What they say"))
        self.side.add_text(row.text)
        if row.decided_at is not None or row.outcome:
            self.side.add_heading(tr("Outcome"))
            self.side.add_text(row.outcome or capital(tr(FEEDBACK_STATES[row.state])))
        told = told_text(row, ui)
        self.side.add_text(capital(told), tone="warning" if row.untold else "good", bold=row.untold)

    # --- doing

    def act(self, name: str, widget: QWidget | None = None) -> None:
        """Do something with the chosen one, where it can be done with it."""
        row = self.current
        if row is None:
            return
        free = {"card": self._card, "edit": self._edit, "assign": self._assign, "trash": self._trash}
        offered = {does.name for does in deeds_of(row, self.ui)}
        at = widget or self.side.buttons.get(name) or self.rows
        if name in free:
            free[name](row, at)
        elif name in _DECISIONS and name in offered:
            self._decide(name, row)
        elif name in offered:
            {"begin": self._begin, "tell": self._tell, "told": self._told, "more": self._more}[name](row, at)

    def _card(self, row: FeedbackRow, _widget: QWidget) -> None:
        self.ui.go("customers", customer_id=row.who.id)

    def _edit(self, row: FeedbackRow, _widget: QWidget) -> None:
        dialog = Wording(self.ui, row, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        dialog.text.setFocus()

    def _assign(self, row: FeedbackRow, widget: QWidget) -> None:
        people = self.found.people if self.found else ()
        entries = [
            Entry(
                name,
                partial(self._give, row, person_id, name),
                icon="user",
                checked=person_id == row.owner_id or None,
            )
            for person_id, name in people
        ]
        menu(self.ui.theme, self, entries).under(widget, first=True)

    def _give(self, row: FeedbackRow, person_id: int, name: str) -> None:
        said = self.ui.tr("{name} sees to {who}", name=name, who=row.who.name)
        self._do(said, feedback.assign, row_id=row.id, person_id=person_id)

    def _trash(self, row: FeedbackRow, _widget: QWidget) -> None:
        self._do(self.ui.tr("Removed: {name}", name=row.who.name), feedback.trash, row_id=row.id)

    def _begin(self, row: FeedbackRow, _widget: QWidget) -> None:
        self._do(self.ui.tr("In hand: {name}", name=row.who.name), feedback.begin, row_id=row.id)

    def _decide(self, name: str, row: FeedbackRow) -> None:
        tr = self.ui.tr
        state, title, said = _DECISIONS[name]

        def save(outcome: str, tell: bool) -> None:  # noqa: FBT001 - what the dialog hands over
            words = tr("tell the outcome: {text}", text=outcome or row.text) if tell else ""
            done = tr(said, name=row.who.name)
            self._do(done, feedback.decide, row_id=row.id, state=state, outcome=outcome, tell=words)

        dialog = Decision(self.ui, row, tr(title), save, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        dialog.outcome.setFocus()

    def _tell(self, row: FeedbackRow, _widget: QWidget) -> None:
        tr = self.ui.tr

        def save(filled: Filled) -> None:
            self._do(
                tr("Told: {name}", name=row.who.name),
                feedback.tell,
                row_id=row.id,
                text=filled.result,
                following=filled.following,
            )

        title = tr("{name} hears the outcome", name=row.who.name)
        form_dialog(self, self.ui, title, Asks(save=tr("Log the contact")), save, text=row.outcome)

    def _told(self, row: FeedbackRow, _widget: QWidget) -> None:
        self._do(self.ui.tr("Knows the outcome: {name}", name=row.who.name), feedback.told, row_id=row.id)

    def _more(self, row: FeedbackRow, widget: QWidget) -> None:
        menu(self.ui.theme, self, *self._menu_of(row)).under(widget)

    def _menu(self, at: QPoint) -> None:
        if self.current is not None:
            menu(self.ui.theme, self, *self._menu_of(self.current)).popup(at)

    def _menu_of(self, row: FeedbackRow) -> list[list[Entry]]:
        tr = self.ui.tr
        deeds = [
            Entry(does.text, partial(self.act, does.name), key=does.key)
            for does in deeds_of(row, self.ui)
            if does.name not in {"more", "assign"}
        ]
        rest = [
            Entry(tr("Card"), partial(self.act, "card"), icon="card", key="Return"),
            Entry(tr("Change…"), partial(self.act, "edit"), icon="edit"),
        ]
        remove = Entry(tr("Remove"), partial(self.act, "trash"), icon="trash", key="Del", danger=True)
        return [deeds, rest, [remove]]

    def _ask(self, **values: Any) -> None:
        self.asked = replace(self.asked, **values)
        self.reload()

    def _do(self, said: str, verb: Callable[..., Any], **values: Any) -> None:
        ui = self.ui
        ui.desk.do(lambda _: ui.say(said, (ui.tr("Undo"), ui.desk.undo)), verb, owner=self, **values)

    def _connect(self) -> None:
        again = Throttle(lambda: self._ask(text=self.search.text().strip()), interval=120, parent=self)
        self.search.textChanged.connect(lambda _: again())
        self.search.returnPressed.connect(self.arrive)
        self.state.chosen.connect(lambda key: self._ask(state=key))
        self.kind.chosen.connect(lambda key: self._ask(kind=key))
        self.whose.chosen.connect(lambda key: self._ask(mine=key == "mine"))
        self.rows.chosen.connect(lambda _: self._look())
        self.rows.opened.connect(partial(self.act, "card"))
        self.rows.acted.connect(self.act)
        self.rows.menu_wanted.connect(self._menu)
        self.side.acted.connect(self.act)
        self.empty.begun.connect(lambda: self.ui.go("feedback", kind="complaint"))

    # --- layout

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        bar.setSpacing(GAP_S)
        for widget in (self.state, self.kind, self.whose):
            bar.addWidget(widget)
        bar.addWidget(self.search, 1)
        whole.addLayout(bar)
        whole.addWidget(Line(self.ui.theme))
        row = QHBoxLayout()
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        self._pages = QStackedWidget()
        for page in (self.rows, self.empty, self.nothing):
            self._pages.addWidget(page)
        left.addWidget(self._pages, 1)
        self.foot.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        self.foot.hide()
        left.addWidget(self.foot)
        row.addLayout(left, 1)
        row.addWidget(Line(self.ui.theme, upright=True))
        row.addWidget(self.side)
        whole.addLayout(row, 1)


def deeds_of(row: FeedbackRow, ui: Ui) -> list[Does]:
    """Return what can be done with a complaint or an idea, the likeliest first."""
    tr = ui.tr
    made = []
    if row.untold:
        made += [Does("tell", tr("Tell the customer"), "T", icon="phone"), Does("told", tr("Knows already"))]
    if row.state == "new":
        made.append(Does("begin", tr("Look into it"), "W"))
    if row.state in OPEN:
        made += [Does("accept", tr("Accept"), "Y"), Does("decline", tr("Decline"), "N")]
    if row.state in {"working", "accepted"}:
        made.append(Does("finish", tr("Carried out"), "D"))
    if row.state not in OPEN:
        made.append(Does("begin", tr("Open again"), "W"))
    return [*made, Does("assign", tr("Assign"), "A", drop=True), Does("more", tr("More"), drop=True)]
