"""Failures of writing and sending letters."""

from __future__ import annotations

import json
from typing import ClassVar

from app.errors import BadInput, RapportError, Says
from app.language import N_


class NotADraft(BadInput):
    message: ClassVar[str] = N_("The letter “{subject}” was sent already, or is on its way.")
    advice: ClassVar[str] = N_("Nothing was changed. Begin a new letter.")


class Halfway(RapportError):
    """The program was stopped while it was sending."""

    message: ClassVar[str] = N_(
        "The letter “{subject}” was being sent when the program or the connection stopped."
    )
    advice: ClassVar[str] = N_(
        "Look whether it lies among the sent letters of the mailbox. If it does not, choose to send it again; "
        "if it does, mark it as sent."
    )


class NobodyToSendTo(BadInput):
    message: ClassVar[str] = N_("The letter “{subject}” has no recipient.")
    advice: ClassVar[str] = N_("Fill in an e-mail address.")


class NoAccount(BadInput):
    message: ClassVar[str] = N_("There is no mailbox to send the letter from.")
    advice: ClassVar[str] = N_("Add a mailbox in Preferences, or choose one for the letter.")


class NoPassword(RapportError):
    message: ClassVar[str] = N_("The password of {address} is not known.")
    advice: ClassVar[str] = N_("Enter it; it is kept in the system's keyring, or for this session only.")


class CustomerRefused(BadInput):
    message: ClassVar[str] = N_("{name} does not want letters by e-mail. Nothing was sent.")
    advice: ClassVar[str] = N_("Choose another way, or record the consent if it was given meanwhile.")


def kept(fault: RapportError) -> str:
    """Return a failure as it is stored: it is said later, to somebody who may speak another language."""
    values = {name: value if isinstance(value, int) else str(value) for name, value in fault.values.items()}
    return json.dumps([fault.message, fault.advice, values], ensure_ascii=False)


def said(stored: str, tr: Says) -> str:
    """Say a failure that was stored by :func:`kept`; empty where there is none."""
    if not stored:
        return ""
    try:
        message, advice, values = json.loads(stored)
        parts = [tr(text, **values) for text in (message, advice) if text]
    except (ValueError, TypeError, KeyError):
        return stored
    return " ".join(parts)
