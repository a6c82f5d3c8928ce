"""The capture line: shows what it understands while one types, asks only where a name is ambiguous (row I2)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.views.kit.buttons import Button, Kind
from app.views.kit.fields import LineField
from app.views.kit.menu import Entry, menu
from app.views.kit.strip import Cell, Strip
from app.views.kit.throttle import Throttle
from app.views.kit.ui import Ui
from app.views.kit.words import CONTACT_ICONS, contact_text

if TYPE_CHECKING:
    from app.domain.capture import Captured, FollowupWords
    from app.queries import capture as reads


#: how many forms of an unknown name are offered
_NAMES: Final = 3

# grammar and verbs are loaded beside the window when the first line is typed, not at the start


def understood(reading: Any, **asked: Any) -> reads.Understood:
    """Say what a line means."""
    from app.queries import capture  # noqa: PLC0415 - see above

    return capture.understood(reading, **asked)


def log_line(work: Any, **said: Any) -> int | None:
    """Log what a line said."""
    from app.services import capture  # noqa: PLC0415 - see above

    return capture.log_line(work, **said)


class CaptureLine(QWidget):
    """One line and the strip that shows what it was understood to say."""

    #: the line was left by Esc: the keyboard may go back to where it was
    left = Signal()

    def __init__(self, ui: Ui, text: str = "") -> None:
        """``text`` was typed before and not logged yet."""
        super().__init__()
        self.ui = ui
        tr = ui.tr
        self._found: reads.Understood | None = None
        self._chosen: int | None = None
        self._corrected: Captured | None = None
        hint = tr("Log a contact: met Brown 40 min, takes a trial, ring Thu morning")
        self.field = LineField(
            ui.theme, name=tr("Log a contact"), hint=hint, key="Ctrl+L", search=True, icon="capture"
        )
        self.field.setText(text)
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._typed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.strip = Strip(ui.theme)
        self.strip.hide()
        self.strip.picked.connect(self._picked)
        self._correct = Button(tr("Correct"), ui.theme, key="Tab")
        self._correct.clicked.connect(self.correct)
        self._save = Button(tr("Log"), ui.theme, kind=Kind.PRIMARY, key="Enter")
        self._save.clicked.connect(self.save)
        self.strip.add_button(self._correct)
        self.strip.add_button(self._save)
        self._ask = Throttle(self._understand, interval=60, parent=self)
        ui.desk.changed.connect(self._hear)

    def begin(self) -> None:
        """Put the cursor into the line."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self._found is not None:
            self._show(self._found)
        elif self.field.text():
            self._understand()

    def leave(self) -> bool:
        """Leave the line and keep what stands in it; false when the keyboard is elsewhere."""
        if not self.field.hasFocus():
            return False
        self.field.home(False)
        self.field.clearFocus()
        self.strip.hide()
        self.left.emit()
        return True

    def save(self) -> None:
        """Log what was understood; where the name is ambiguous, ask first."""
        found = self._found
        if found is None or found.text != self.field.text():
            # Enter came before the answer: ask at once, and save with it
            text = self.field.text()
            if text.strip():
                self.ui.desk.ask(
                    self._save_when_known,
                    understood,
                    text=text,
                    language=self.ui.tr.code,
                    customer_id=self._settled(),
                    key="capture",
                    owner=self,
                )
            return
        if found.customer is None:
            self._ask_who()
            return
        captured = self._corrected or found.captured
        name, customer_id = found.customer.name, found.customer.id
        text = self.field.text()
        self._clear()

        def logged(done: int | None) -> None:
            self.ui.say(
                self._said(name, captured, done),
                (self.ui.tr("Undo"), self.ui.desk.undo),
                (self.ui.tr("Open card"), lambda: self.ui.go("customers", customer_id=customer_id)),
            )

        def refused(fault: object) -> None:
            self.field.setText(text)
            self._understand()
            self.ui.desk.failed.emit(fault)

        self.ui.desk.do(
            logged, log_line, owner=self, failed=refused, customer_id=customer_id, captured=captured
        )

    def correct(self) -> None:
        """Open what was understood for correcting, field by field."""
        found = self._found
        if found is None:
            return
        from app.views.frame.correct import Correct  # noqa: PLC0415 - seldom

        dialog = Correct(self.ui, self._corrected or found.captured, found.customer, self)
        dialog.corrected.connect(self._take_correction)
        dialog.open()

    def _save_when_known(self, found: reads.Understood) -> None:
        self._show(found)
        if found.text == self.field.text():
            self.save()

    def _typed(self) -> None:
        self._chosen = self._corrected = None
        self._ask()

    def _hear(self) -> None:
        """Look again for whom the line names: the customer may just have been created for it."""
        if self._found is not None and self._found.customer is None and self._corrected is None:
            self._understand()

    def _settled(self) -> int | None:
        return self._chosen

    def _understand(self) -> None:
        text = self.field.text()
        if not text.strip():
            self._found = None
            self.strip.hide()
            return
        self.ui.desk.ask(
            self._show,
            understood,
            text=text,
            customer_id=self._settled(),
            language=self.ui.tr.code,
            key="capture",
            owner=self,
        )

    def _show(self, found: reads.Understood) -> None:
        if not self.field.text().strip():
            return
        if (
            found.customer is None
            and not found.candidates
            and not found.captured.person_words
            and "@" not in found.text
            and self.ui.card_open is not None
            and self._chosen is None
        ):
            self._chosen = self.ui.card_open
            self._understand()
            return
        self._found = found
        self.strip.set_cells(self._cells(found))
        self.strip.show()

    def _cells(self, found: reads.Understood) -> list[Cell]:
        tr = self.ui.tr
        captured = self._corrected or found.captured
        cells = [
            Cell(
                "kind",
                tr("Contact"),
                contact_text(captured, tr)
                if captured.contact_said or not captured.followup
                else tr("only a plan"),
                icon=CONTACT_ICONS.get(captured.kind, ""),
            )
        ]
        who = found.customer
        if who is not None:
            cells.append(Cell("who", tr("Customer"), who.name, cls=who.class_, gives=1))
        elif found.unknown:
            nobody = tr("nobody called “{name}”", name=captured.person_words[0])
            cells.append(Cell("who", tr("Customer"), nobody, tone="warning", gives=1))
        elif found.candidates:
            cells.append(
                Cell(
                    "who",
                    tr("Customer"),
                    tr("which of {count}?", count=len(found.candidates)),
                    tone="warning",
                )
            )
        else:
            cells.append(Cell("who", tr("Customer"), tr("nobody recognised"), tone="warning"))
        if captured.text:
            cells.append(Cell("text", tr("About"), captured.text, gives=2))
        steps = [step for step in (captured.followup, *captured.further) if step is not None]
        cells += [Cell("next", tr("Next step"), step.text, gives=1, tail=self._when(step)) for step in steps]
        if found.customer is not None and steps:
            cells.append(self._terms(found))
        return cells

    def _terms(self, found: reads.Understood) -> Cell:
        """Return what the customer's own terms say to the next step."""
        from app.domain.terms import Weight  # noqa: PLC0415 - known by now

        tr = self.ui.tr
        serious = [warning for warning in found.warnings if warning.weight is not Weight.HINT]
        if serious:
            tone = "bad" if serious[0].stops else "warning"
            return Cell("terms", tr("Customer's terms"), serious[0].text(tr), tone=tone, gives=2)
        if found.warnings:
            return Cell("terms", tr("Customer's terms"), tr("not asked yet"), tone="secondary")
        return Cell("terms", tr("Customer's terms"), tr("nothing against it"), tone="good", icon="check")

    def _step(self, step: FollowupWords) -> str:
        return f"{step.text} {self._when(step)}".strip()

    def _when(self, step: FollowupWords) -> str:
        when = self.ui.date(step.date, weekday=True)
        return f"{when}, {step.time:%H:%M}" if step.time is not None else when

    def _said(self, name: str, captured: Captured, done: int | None) -> str:
        step = captured.followup
        if done is None:
            return self.ui.tr("Planned for {name}", name=name)
        if step is None:
            return self.ui.tr("Logged: {name}", name=name)
        return self.ui.tr("Logged: {name}. Next: {step}", name=name, step=self._step(step))

    def _picked(self, key: str) -> None:
        if key == "who":
            self._ask_who()
        elif key != "terms":
            self.correct()

    def _ask_who(self) -> None:
        found, tr = self._found, self.ui.tr
        if found is None:
            return
        known = [
            Entry(
                f"{one.name}   {one.detail}" if one.detail else one.name,
                partial(self._choose, one.id),
                icon="user",
            )
            for one in found.candidates
        ]
        names = self._new_names(found.captured)
        new = [
            Entry(
                tr("New customer “{name}”", name=name) if name else tr("New customer"),
                partial(self._create, name),
                icon="plus",
            )
            for name in names
        ]
        # of the name that was said nobody is known: those below only share a part of it
        groups = (new, known) if found.unknown else (known, new)
        menu(self.ui.theme, self, *groups).under(self.field, first=True)

    def _new_names(self, captured: Captured) -> tuple[str, ...]:
        """Return what a new customer may be called: «позвонить Орлову» means Орлов or Орлова."""
        from app.domain.capture import upright_names  # noqa: PLC0415 - known by now

        words = captured.person_words
        return upright_names(words[0], captured.sex)[:_NAMES] if words else ("",)

    def _choose(self, customer_id: int) -> None:
        self._chosen = customer_id
        self.field.setFocus()
        self._understand()

    def _create(self, name: str) -> None:
        self.ui.go("customers", new=name)

    def _take_correction(self, captured: Captured, customer_id: int | None) -> None:
        self._corrected = captured
        if self._found is not None:
            self._found = replace(self._found, captured=captured)
            self._show(self._found)
            if customer_id is not None:
                self._chosen = customer_id
                self._understand()
        self.field.setFocus()

    def _clear(self) -> None:
        # unlike clear(), this leaves nothing to undo in the line: Ctrl+Z takes back what was logged
        self.field.setText("")
        self._found = self._corrected = self._chosen = None
        self._ask.cancel()
        self.strip.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter saves, Tab corrects, Esc leaves."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.save()
                return True
            if event.key() == Qt.Key.Key_Tab and self._found is not None and self.strip.isVisible():
                self.correct()
                return True
            if event.key() == Qt.Key.Key_Escape:
                return self.leave()
        return super().eventFilter(watched, event)
