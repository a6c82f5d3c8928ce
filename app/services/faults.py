"""Failures of verbs: what the user gave cannot be kept as it is."""

from __future__ import annotations

from typing import ClassVar

from app.errors import BadInput
from app.language import N_


class NoName(BadInput):
    message: ClassVar[str] = N_(
        "A customer needs a name: a surname, a given name, or the name of the organisation."
    )
    advice: ClassVar[str] = N_("Nothing was saved. Type at least one of them.")


class UnknownField(BadInput):
    message: ClassVar[str] = N_("There is no field “{field}”.")


class BadValue(BadInput):
    message: ClassVar[str] = N_("“{value}” does not fit “{field}”.")
    advice: ClassVar[str] = N_("What was there before was kept.")


class NoPurpose(BadInput):
    message: ClassVar[str] = N_("A field of your own needs a name and at least one purpose.")
    advice: ClassVar[str] = N_("Say what the datum will be used for, or do without it.")


class FileTooLarge(BadInput):
    message: ClassVar[str] = N_("“{name}” is larger than 50 MB and was not stored.")
    advice: ClassVar[str] = N_("Keep it in a folder, and note the place on the card.")


class SameName(BadInput):
    message: ClassVar[str] = N_("There is already one called “{name}”.")
    advice: ClassVar[str] = N_("Choose another name.")


class SelfLink(BadInput):
    message: ClassVar[str] = N_("A customer cannot be linked to itself.")


class LastPerson(BadInput):
    message: ClassVar[str] = N_("The last person of the team cannot be removed.")


class NoCustomer(BadInput):
    message: ClassVar[str] = N_("There is no customer with the number {id}.")


class SameCustomer(BadInput):
    message: ClassVar[str] = N_("A customer cannot be merged with itself.")
    advice: ClassVar[str] = N_("Choose another card.")


class NoFile(BadInput):
    message: ClassVar[str] = N_("The file {name} could not be read: {reason}.")
    advice: ClassVar[str] = N_("Nothing was stored. Check that it is there and may be opened.")


class CannotMoveSeries(BadInput):
    message: ClassVar[str] = N_("The rule of this series is too intricate to be moved to another day.")
    advice: ClassVar[str] = N_("Move this one alone, or write the rule anew.")
