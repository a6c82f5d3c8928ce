"""The head of the card: who it is, how to address and to reach him, and what can be done."""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.fields import CLASSES
from app.domain.salutation import Salutation
from app.queries.card import Row
from app.queries.card_view import CardView
from app.services import attachments, customers
from app.views.customers.card.keeper import Keeper
from app.views.customers.card.logging import reach_out
from app.views.customers.card.menu import card_menu
from app.views.customers.card.phrase import Phrase
from app.views.customers.card.words import CHANNEL_ICONS, channel_label, channel_text, preferred
from app.views.kit.avatar import paint_avatar
from app.views.kit.badge import badge_width, paint_badge, paint_mark
from app.views.kit.buttons import Button, IconButton, Kind, Link
from app.views.kit.choosing import begin_at_last
from app.views.kit.elide import ElidedLabel
from app.views.kit.icons import paint_icon
from app.views.kit.menu import Entry, menu
from app.views.kit.painting import Drawn, focus_ring, painter_on, rounded, tip, unmarked, width_of, write
from app.views.kit.theme import BODY, GAP_L, GAP_S, GAP_XL, GAP_XS, ICON, LARGE, TITLE, font
from app.views.kit.ui import Ui

_FACE: Final = 48
_NARROW: Final = 540
#: widths to which e-mail and messenger give way beside the phone, px
_LEAST_MAIL: Final = 48
_LEAST_CHAT: Final = 88
_PICTURES: Final = "*.png *.jpg *.jpeg *.webp *.bmp *.gif"


class _Pressed(Drawn, QPushButton):
    """A drawn button that Enter presses and the mouse does not focus."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._theme = ui.theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class FaceButton(_Pressed):
    """The photo or the initials; a click chooses another photo."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._name, self._photo = "", QImage()
        self.setFixedSize(_FACE, _FACE)
        self.setToolTip(ui.tr("Choose a photo"))

    def set_person(self, name: str, photo: bytes | None, spoken: str) -> None:
        """Show another face."""
        self._name = name
        self._photo = QImage.fromData(photo) if photo else QImage()
        self.setAccessibleName(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        paint_avatar(painter, QRectF(self.rect()), self._name, self._photo, self._theme)
        if self.hasFocus() or self.underMouse():
            edge = self._theme.focus if self.hasFocus() else self._theme.line_strong
            rounded(painter, self.rect(), edge=edge, radius=_FACE / 2, width=2)


class ClassButton(_Pressed):
    """The badge of the class; a click sets another one."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._tr, self._class = ui.tr, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_class(self, class_: str, reason: str) -> None:
        """Show another class."""
        self._class = class_
        name = self._tr("Class {name}", name=class_) if class_ else self._tr("Set the class")
        self.setAccessibleName(name)
        self.setToolTip(tip(f"{name}: {reason}" if reason else name))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(badge_width(self._class or self._tr("class")), 22)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = painter_on(self)
        if self._class:
            paint_badge(painter, self.rect(), self._class, self._theme)
        else:
            paint_mark(painter, self.rect(), self._tr("class"), self._theme)
        if self.hasFocus():
            focus_ring(painter, self.rect(), self._theme, radius=5)


class ReachButton(_Pressed):
    """A way to reach: icon and value; a click uses it."""

    def __init__(self, ui: Ui, *, least: int = 0) -> None:
        """``least`` is the width to which it gives way, px; 0 where it does not."""
        super().__init__(ui)
        self._icon, self._text, self._quiet, self._least = "phone", "", False, least
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_reach(self, icon: str, text: str, spoken: str, *, quiet: bool = False) -> None:
        """Show another way; ``quiet`` for one that is still missing."""
        self._icon, self._text, self._quiet = icon, text, quiet
        self.setText(unmarked(text))
        self.setAccessibleName(spoken)
        self.setToolTip(tip(spoken))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(math.ceil(width_of(self._text, font(BODY))) + ICON + 10, 22)

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint().width()
        return QSize(min(self._least or whole, whole), 22)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, theme = painter_on(self), self._theme
        paint_icon(painter, QRectF(0, 3, ICON, ICON), self._icon, theme.secondary)
        face = font()
        face.setUnderline(self.underMouse())
        ink = theme.secondary if self._quiet else theme.text
        write(painter, QRectF(ICON + 7, 0, self.width() - ICON - 7, 22), self._text, color=ink, face=face)
        if self.hasFocus():
            focus_ring(painter, self.rect(), theme, radius=4)


class Header(QWidget):
    """Face, name, class, position, salutation, ways to reach, and the buttons."""

    def __init__(self, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        ui = keeper.ui
        tr, theme = ui.tr, ui.theme
        self.face = FaceButton(ui)
        self.face.clicked.connect(self.choose_photo)
        self.name = ElidedLabel(size=TITLE, bold=True)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.badge = ClassButton(ui)
        self.badge.clicked.connect(self._class_menu)
        self.brief = Button(tr("Brief"), theme)
        self.brief.setToolTip(tr("What to know before a contact, on one page"))
        self.brief.clicked.connect(lambda: ui.go("brief", customer_id=keeper.id))
        self.call = Button(tr("Call"), theme, kind=Kind.PRIMARY, icon="phone")
        self.call.clicked.connect(self._call)
        self.more = IconButton("more", tr("More"), theme)
        self.more.clicked.connect(lambda: card_menu(keeper, self.more))
        self.work = Phrase(theme)
        self.employer = Link("", theme)
        self.employer.clicked.connect(self._open_employer)
        self.place = Phrase(theme)
        self.said = Phrase(theme)
        #: what is said to the face, where it has no room beside what is written
        self.spoken = Phrase(theme)
        self.correct = IconButton("edit", tr("Correct the salutation…"), theme, side=22)
        self.correct.clicked.connect(lambda: keeper.wanted.emit("salutation"))
        self.woman = Link(tr("a woman"), theme)
        self.man = Link(tr("a man"), theme)
        self.woman.clicked.connect(partial(self._set_gender, "female"))
        self.man.clicked.connect(partial(self._set_gender, "male"))
        # the e-mail gives way first, the phone never
        self.reaches = [
            ReachButton(ui),
            ReachButton(ui, least=_LEAST_MAIL),
            ReachButton(ui, least=_LEAST_CHAT),
        ]
        self._rows: list[Row | None] = [None, None, None]
        #: the class that was just chosen and is to be explained once the card shows it
        self._unexplained = ""
        self._no_phone = ""
        self._salutation: tuple[Salutation, bool] | None = None
        for place, button in enumerate(self.reaches):
            button.clicked.connect(partial(self._reach, place))
        self._lay_out()

    def show_view(self, view: CardView) -> None:
        """Show the card in hand."""
        ui = self._keeper.ui
        tr, row = ui.tr, view.customer
        self.face.set_person(view.name, view.photo, tr("Photo of {name}", name=view.name))
        self.name.setText(view.name)
        self.badge.set_class(str(row["class_"]), str(row["class_reason"]))
        self._show_work(view)
        self._show_salutation(view.said)
        self._show_reaches(view)
        self._fit()
        self._explain()

    def set_live(self, *, live: bool) -> None:
        """Let the customer be worked with, or only be read and restored."""
        for widget in (self.face, self.badge, self.call, self.correct, self.woman, self.man, *self.reaches):
            widget.setEnabled(live)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._fit_salutation()

    def _fit(self) -> None:
        """A narrow card leaves the word off the button, and writes a long name smaller."""
        call = self._keeper.ui.tr("Call")
        narrow = self.width() < _NARROW
        self.brief.setVisible(not narrow)
        self.call.set_label("" if narrow else call)
        self.call.setAccessibleName(call)
        self.call.setToolTip(self._no_phone or (call if narrow else ""))
        taken = _FACE + 2 * GAP_XL + 6 * GAP_S + GAP_L + self.badge.sizeHint().width()
        taken += self.call.sizeHint().width() + self.more.sizeHint().width()
        taken += 0 if narrow else self.brief.sizeHint().width()
        fits = width_of(self.name.text(), font(TITLE, bold=True)) <= self.width() - taken
        self.name.setFont(font(TITLE if fits else LARGE, bold=True))

    def choose_photo(self) -> None:
        """Let the user choose a picture file as the photo."""
        tr = self._keeper.ui.tr
        dialog = QFileDialog(self, tr("Choose a photo"))
        dialog.setNameFilter(tr("Pictures ({patterns})", patterns=_PICTURES))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        begin_at_last(dialog, self._keeper.ui)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.set_photo)
        dialog.open()

    def set_photo(self, path: str) -> None:
        """Store the picture at ``path`` as the photo."""
        if QImage(path).isNull():
            tr = self._keeper.ui.tr
            self._keeper.ui.say(
                tr("“{file}” is no picture that can be shown.", file=Path(path).name), tone="warning"
            )
            return
        self._keeper.do(
            attachments.set_photo, customer_id=self._keeper.id, source=Path(path), name=Path(path).name
        )

    def _show_work(self, view: CardView) -> None:
        row, tr = view.customer, self._keeper.ui.tr
        position, employer = str(row["position"]), str(row["employer"])
        if view.organisation:
            words = [tr("organisation"), view.value("line"), str(row["city"])]
            self.work.set_words([(", ".join(word for word in words if word), "secondary")])
            self.place.set_words([])
            self.employer.hide()
            return
        city = str(row["city"])
        if view.employer_id is None:
            words = [position, employer, city]
            said = ", ".join(word for word in words if word)
            self.work.set_words([(said or tr("position and employer are not known yet"), "secondary")])
        else:
            self.work.set_words([(f"{position}," if position else "", "secondary")])
            self.employer.set_label(employer)
        self.place.set_words([(f", {city}" if city and view.employer_id is not None else "", "secondary")])
        self.employer.setVisible(view.employer_id is not None)

    def _show_salutation(self, said: Salutation | None) -> None:
        self.correct.setVisible(said is not None)
        asks = said is not None and said.asks_gender
        self.woman.setVisible(asks)
        self.man.setVisible(asks)
        self._salutation = None if said is None else (said, asks)
        self._fit_salutation()

    def _fit_salutation(self) -> None:
        """Write what is said to the face behind what is written, or below where there is no room."""
        tr = self._keeper.ui.tr
        self.said.setVisible(self._salutation is not None)
        self.spoken.hide()
        if self._salutation is None:
            self.said.set_words([])
            return
        said, asks = self._salutation
        letter = [(tr("“{salutation}”", salutation=said.letter), "text")]
        # where the gender is asked for, the question takes the room
        if asks or not said.in_person:
            self.said.set_words([*letter, (tr(";  this is") if asks else "", "warning")])
            return
        face = [(tr("“{salutation}”", salutation=said.in_person), "text"), (tr(" in person"), "secondary")]
        for between in (tr(" in letters, "), ", "):
            self.said.set_words([*letter, (between, "secondary"), *face])
            if self.said.sizeHint().width() <= self._room():
                break
        else:
            self.said.set_words([*letter, (tr(" in letters, ").rstrip(", "), "secondary")])
            self.spoken.set_words(face)
            self.spoken.show()

    def _room(self) -> int:
        """Return how wide the line of the salutation may be, px."""
        taken = GAP_XL + _FACE + GAP_L + GAP_XS + self.correct.sizeHint().width() + 2 * GAP_S + GAP_XS
        return self.width() - taken

    def _show_reaches(self, view: CardView) -> None:
        tr = self._keeper.ui.tr
        found = [preferred(view.card.channels, kind) for kind in ("phone", "email", "messenger")]
        self._rows = found
        missing = (tr("add a phone"), tr("add an e-mail"), "")
        for kind, row, button, hint in zip(
            ("phone", "email", "messenger"), found, self.reaches, missing, strict=True
        ):
            button.setVisible(row is not None or bool(hint))
            if row is None:
                button.set_reach(CHANNEL_ICONS[kind], hint, hint, quiet=True)
                continue
            text = channel_text(row, view)
            label = channel_label(row, tr)
            shown = (label or text) if kind == "messenger" else text
            verb = tr("Call {value}", value=text) if kind == "phone" else tr("Write to {value}", value=text)
            button.set_reach(CHANNEL_ICONS[kind], shown, f"{verb} ({label})" if label else verb)
        self.call.setEnabled(found[0] is not None and view.customer["state"] == 0)
        self._no_phone = "" if found[0] else tr("No phone is known yet")

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(GAP_S)
        # the name gives way, the buttons never
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        first.addWidget(self.name)
        first.addWidget(self.badge)
        first.addStretch(1)
        first.addWidget(self.brief)
        first.addWidget(self.call)
        first.addWidget(self.more)
        second = QHBoxLayout()
        second.setSpacing(0)
        second.addWidget(self.work)
        second.addWidget(self.employer)
        second.addWidget(self.place)
        second.addStretch(1)
        third = QHBoxLayout()
        third.setSpacing(GAP_XS)
        for widget in (self.said, self.woman, self.man, self.correct):
            third.addWidget(widget)
        third.addStretch(1)
        third.setContentsMargins(0, 0, GAP_S, 0)
        fourth = QHBoxLayout()
        fourth.setSpacing(GAP_L)
        # the buttons above end further right: their grounds are seen only under the mouse
        fourth.setContentsMargins(0, 0, GAP_S, 0)
        for button in self.reaches:
            fourth.addWidget(button)
        fourth.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(2)
        for line in (first, second, third):
            column.addLayout(line)
        column.addWidget(self.spoken)
        column.addLayout(fourth)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_XL, GAP_L, GAP_S + GAP_XS, GAP_L - 4)
        row.setSpacing(GAP_L)
        row.addWidget(self.face, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def _call(self) -> None:
        self._reach(0)

    def _reach(self, place: int) -> None:
        row = self._rows[place]
        if row is None:
            self._keeper.wanted.emit("phone" if place == 0 else "email")
        else:
            reach_out(self._keeper, row)

    def _open_employer(self) -> None:
        view = self._keeper.view
        if view is not None and view.employer_id is not None:
            self._keeper.asked.emit(view.employer_id)

    def _set_gender(self, gender: str) -> None:
        self._keeper.do(
            customers.edit, customer_id=self._keeper.id, values={"gender": gender}, was={"gender": ""}
        )

    def _class_menu(self) -> None:
        ui, view = self._keeper.ui, self._keeper.view
        assert view is not None
        now = view.customer["class_"]
        entries = [
            Entry(class_, partial(self._set_class, class_), checked=class_ == now) for class_ in CLASSES
        ]
        none = [Entry(ui.tr("no class"), partial(self._set_class, ""), checked=not now)]
        why = [Entry(ui.tr("Say why…"), lambda: self._keeper.wanted.emit("class_reason"), icon="edit")]
        menu(ui.theme, self, entries, none, why).under(self.badge)

    def _set_class(self, class_: str) -> None:
        keeper = self._keeper
        keeper.do(
            customers.set_class,
            then=lambda _: self._ask_why(class_),
            customer_id=keeper.id,
            class_=class_,
        )

    def _ask_why(self, class_: str) -> None:
        self._unexplained = class_
        self._explain()

    def _explain(self) -> None:
        """Ask for the reason; not before the card shows the new class, or the editor would put back the old."""
        view = self._keeper.view
        if self._unexplained and view is not None and view.customer["class_"] == self._unexplained:
            self._unexplained = ""
            self._keeper.wanted.emit("class_reason")
