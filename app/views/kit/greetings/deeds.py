"""What is done with an occasion: noted as greeted, passed over, drafted, given to, each with its way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QUrl, QUrlQuery
from PySide6.QtGui import QDesktopServices, QGuiApplication

from app.domain.gifts import STATE_NAMES, State, Suggestion
from app.domain.occasions import Occasion
from app.queries.gifts import GiftRow
from app.services import gifts, greetings
from app.views.kit.greetings.look import OccasionLook, Which
from app.views.kit.greetings.words import NEXT_STATE
from app.views.kit.ui import Ui

_BY_STATE: Final[dict[str, Callable[..., Any]]] = {
    State.PLANNED: gifts.buy,
    State.BOUGHT: gifts.send,
    State.SENT: gifts.give,
}


class Deeds:
    """Carries out what is asked of one occasion at a time."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui

    # --- greeting

    def greeted(self, look: OccasionLook, way: str, text: str, subject: str) -> None:
        """Note that the customer was greeted by ``way``, with what was written."""
        ui, item = self._ui, look.item
        written = way != "call"
        self.do(
            ui.tr("Greeted: {name}", name=item.customer),
            greetings.greeted,
            customer_id=look.which.customer_id,
            occasion=look.which.occasion,
            on=look.which.on,
            way=way,
            text=text if written else "",
            subject=subject if written else "",
            title=occasion_line(item.occasion, ui),
        )

    def skip(self, look: OccasionLook) -> None:
        """Pass over an occasion."""
        which = look.which
        self.do(
            self._ui.tr("Passed over: {name}", name=look.item.customer),
            greetings.skip,
            customer_id=which.customer_id,
            occasion=which.occasion,
            on=which.on,
        )

    def reopen(self, look: OccasionLook) -> None:
        """Let it be greeted again."""
        self.do(
            self._ui.tr("Open again: {name}", name=look.item.customer),
            greetings.reopen,
            customer_id=look.which.customer_id,
            occasion=look.which.occasion,
        )

    def save_draft(self, which: Which, text: str, subject: str, way: str = "") -> None:
        """Keep what was written."""
        self._ui.desk.do(
            None,
            greetings.save_draft,
            customer_id=which.customer_id,
            occasion=which.occasion,
            on=which.on,
            way=way,
            text=text,
            subject=subject,
        )

    # --- taking it along

    def copy(self, text: str) -> None:
        """Put the text into the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self._ui.say(self._ui.tr("Copied"))

    def mail(self, look: OccasionLook, text: str, subject: str) -> None:
        """Open the mail program with the letter; what is written here goes along."""
        who, tr = look.item.who, self._ui.tr
        if who is None or not who.email:
            self._ui.say(tr("No e-mail is known of {name}.", name=look.item.customer), tone="warning")
            return
        if not QDesktopServices.openUrl(mail_url(who.email, subject, text)):
            self.copy(text)
            self._ui.say(tr("No mail program opens. The text is in the clipboard."), tone="warning")

    # --- gifts

    def take(self, look: OccasionLook, suggestion: Suggestion) -> None:
        """Plan the gift that is proposed."""
        ui, idea = self._ui, suggestion.idea
        due = max(look.item.date, ui.clock.today())
        self.do(
            ui.tr("Gift planned: {gift}", gift=idea.name),
            gifts.plan,
            customer_id=look.which.customer_id,
            name=idea.name,
            occasion=look.which.occasion,
            due_on=due,
            days=idea.days,
            cost=idea.price,
            currency=idea.currency,
            taste=suggestion.taste.key if suggestion.taste else idea.taste,
            reason=suggestion.why(ui.tr),
        )

    def advance(self, gift: GiftRow) -> None:
        """Let a gift become what comes next: bought, sent off, handed over."""
        self.advance_row(gift.id, gift.state, gift.name)

    def advance_row(self, row_id: int, state: str, name: str) -> None:
        """Do as :meth:`advance` does, where only the row and its state are at hand."""
        if state in NEXT_STATE:
            after, tr = NEXT_STATE[State(state)][0], self._ui.tr
            said = tr("{gift}: {state}", gift=name, state=tr(STATE_NAMES[after]))
            self.do(said, _BY_STATE[state], row_id=row_id)

    def drop(self, row_id: int, name: str) -> None:
        """Give up a gift."""
        self.do(self._ui.tr("Given up: {gift}", gift=name), gifts.drop, row_id=row_id)

    def do(self, said: str, verb: Callable[..., Any], **values: Any) -> None:
        """Do it and say so, with the way back."""
        ui = self._ui
        ui.desk.do(
            # said also where the dialog that it was done in has closed meanwhile
            lambda _: ui.say(said, (ui.tr("Undo"), ui.desk.undo)),
            verb,
            **values,
        )


def occasion_line(occasion: Occasion | None, ui: Ui) -> str:
    """Return what was greeted as the timeline shows it."""
    said = occasion.text(ui.tr) if occasion is not None else ""
    return said[:1].upper() + said[1:]


def mail_url(address: str, subject: str, text: str) -> QUrl:
    """Return the address that opens a mail program with a letter begun."""
    url = QUrl()
    url.setScheme("mailto")
    url.setPath(address)
    query = QUrlQuery()
    for name, value in (("subject", subject), ("body", text)):
        # a mail program takes «+» and «&» of a text for its own unless they are escaped
        query.addQueryItem(name, bytes(QUrl.toPercentEncoding(value.replace("\n", "\r\n")).data()).decode())
    url.setQuery(query)
    return url
