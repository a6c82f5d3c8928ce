"""What the views of mail ask in one go: a letter to be read, a letter to be written, the lists of the room."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.terms import Plan, TermWarning
from app.models.work import Reading
from app.queries import capture, mail, mail_threads
from app.queries.calendar_days import office_country
from app.queries.card import Row, card
from app.queries.mail import AccountRow, DraftRow, LetterView, MailCounts, Proposal
from app.queries.mail_threads import Sibling, Standing
from app.services.mail import drafts, showing
from app.services.mail.showing import Page, Suggestion


@dataclass(frozen=True)
class Opened:
    """A letter with its safe page, how it stands on the timeline, and the others of its exchange."""

    letter: LetterView
    page: Page
    standing: Standing | None
    siblings: tuple[Sibling, ...]


def opened(
    reading: Reading, *, message_id: int | None = None, interaction_id: int | None = None
) -> Opened | None:
    """Return the letter of a timeline, or that of an id; None where a contact was no letter.

    Raises:
        Gone: there is no such letter.
    """
    if message_id is not None:
        found: LetterView | None = mail.letter(reading, message_id=message_id)
    else:
        found = mail.letter_of(reading, interaction_id=interaction_id or 0)
    if found is None:
        return None
    return Opened(
        found,
        showing.page(reading, message_id=found.id),
        mail_threads.standing(reading, message_id=found.id, interaction_id=interaction_id),
        mail_threads.siblings(reading, message_id=found.id),
    )


def suggestion(reading: Reading, *, sender: str) -> Suggestion:
    """Return how a card of a sender would begin; numbers without a code are those of the team's country.

    Raises:
        Gone: there is no proposal of this sender any more.
    """
    return showing.suggestion(reading, sender=sender, region=office_country(reading) or None)


@dataclass(frozen=True)
class Lists:
    """Everything that the room lists."""

    senders: tuple[Proposal, ...]
    drafts: tuple[DraftRow, ...]
    ignored: tuple[str, ...]
    accounts: tuple[AccountRow, ...]
    counts: MailCounts


def lists(reading: Reading) -> Lists:
    """Read what the room lists."""
    return Lists(
        tuple(mail.proposals(reading)),
        tuple(mail.drafts(reading)),
        tuple(mail.ignored_senders(reading)),
        tuple(mail.accounts(reading)),
        mail.counts(reading),
    )


@dataclass(frozen=True)
class Sheet:
    """What a letter begins with: a draft as it stands, or what is known of whom it goes to.

    ``addresses`` are the customer's, the preferred one first; ``warnings`` is what speaks against it: a letter that
    answers one is always welcome.
    """

    customer_id: int | None
    customer: str
    to: str
    subject: str
    answers_id: int | None
    account_id: int | None
    draft: DraftRow | None
    addresses: tuple[str, ...]
    accounts: tuple[AccountRow, ...]
    warnings: tuple[TermWarning, ...]


def sheet(
    reading: Reading,
    *,
    customer_id: int | None = None,
    answers: int | None = None,
    draft: int | None = None,
    occasion: str = "",
    language: str = "ru",
) -> Sheet:
    """Read what a letter begins with.

    Raises:
        Gone: there is no such draft, contact or customer.
    """
    kept = mail.draft(reading, draft_id=draft) if draft is not None else None
    if kept is not None:
        customer_id, answers, occasion = kept.customer_id, kept.answers_id, kept.occasion
    to = subject = ""
    account_id = kept.account_id if kept else None
    if answers is not None and kept is None:
        begun = drafts.reply(reading, interaction_id=answers)
        customer_id, to, subject, account_id = begun.customer_id, begun.to, begun.subject, begun.account_id
    shown = card(reading, customer_id=customer_id) if customer_id is not None else None
    warnings: tuple[TermWarning, ...] = ()
    if customer_id is not None and answers is None:
        warnings = _warnings(reading, customer_id, occasion, language)
    return Sheet(
        customer_id,
        str(shown.customer["title"]) if shown else "",
        to or (drafts.address_of(reading, customer_id) if customer_id else ""),
        subject,
        answers,
        account_id,
        kept,
        _addresses(shown.channels) if shown else (),
        tuple(one for one in mail.accounts(reading) if one.active),
        warnings,
    )


def _addresses(channels: tuple[Row, ...]) -> tuple[str, ...]:
    found = [row for row in channels if row["kind"] == "email"]
    return tuple(str(row["value"]) for row in sorted(found, key=lambda row: not row["preferred"]))


def _warnings(reading: Reading, customer_id: int, occasion: str, language: str) -> tuple[TermWarning, ...]:
    plan = Plan("email", reading.now, topic="greetings" if occasion else "personal")
    return capture.check(reading, customer_id=customer_id, plan=plan, language=language)
