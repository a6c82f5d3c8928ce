"""Why a file cannot be read as contacts at all, in words for salespeople."""

from __future__ import annotations

from typing import ClassVar

from app.errors import BadInput, Says
from app.language import N_

#: what a file turned out to be, as the sentence «… is {what}» names it
KIND_NAMES = {
    "ics": N_("a calendar"),
    "mail": N_("an e-mail message"),
    "zip": N_("an archive"),
    "pdf": N_("a PDF document"),
    "image": N_("a picture"),
    "document": N_("a text document"),
    "slides": N_("a presentation"),
    "database": N_("a database"),
    "media": N_("a sound or a film"),
    "program": N_("a program"),
    "json": N_("a file for programs (JSON)"),
    "xml": N_("a file for programs (XML)"),
    "ldif": N_("a directory file (LDIF)"),
    "old_excel": N_("a workbook of a very old Excel"),
    "binary": N_("neither text nor a workbook"),
}

_ADVICE = {
    "ics": N_("Import it as a calendar."),
    "mail": N_("Import it as mail."),
    "zip": N_("Unpack it first, then import the files that were inside."),
    "pdf": N_("Ask for the list as a table (XLSX or CSV) or as vCards."),
    "image": N_("Ask for the list as a table (XLSX or CSV) or as vCards."),
    "document": N_("Save its table as CSV or copy it into a workbook, then import that."),
    "ldif": N_("Export the address book as CSV or vCard, then import that."),
    "old_excel": N_("Open it in Excel or LibreOffice, save it as XLSX, then import that."),
}


class FileUnreadable(BadInput):
    """The system does not let the file be read."""

    message: ClassVar[str] = N_("“{file}” cannot be opened: {reason}.")
    advice: ClassVar[str] = N_("Check that it is there and that it is not open in another program.")


class NotContacts(BadInput):
    """The file is something else than a list of contacts; ``kind`` tells what."""

    message: ClassVar[str] = N_("“{file}” is {what}, not a list of contacts.")

    def __init__(self, *, file: str, kind: str) -> None:
        self.kind = kind
        super().__init__(file=file, what=KIND_NAMES[kind])

    def what(self, tr: Says) -> str:
        return tr(self.message, file=self.values["file"], what=tr(KIND_NAMES[self.kind]))

    def cure(self, tr: Says) -> str:
        return tr(_ADVICE.get(self.kind, N_("Contacts come as CSV, XLSX, XLS, ODS or vCard (VCF).")))


class WorkbookLocked(BadInput):
    """The workbook asks for a password."""

    message: ClassVar[str] = N_("“{file}” is protected by a password.")
    advice: ClassVar[str] = N_("Open it, save it without the password, then import it again.")


class WorkbookDamaged(BadInput):
    """The workbook cannot be read as one."""

    message: ClassVar[str] = N_("The workbook “{file}” is damaged.")
    advice: ClassVar[str] = N_("Open it in Excel or LibreOffice and save it again, or ask for a new copy.")


class WorkbookTooLarge(BadInput):
    """Unpacked, the workbook would fill the memory; often it was made to do harm."""

    message: ClassVar[str] = N_("“{file}” unpacks to {size} MB, which is more than the {limit} MB allowed.")
    advice: ClassVar[str] = N_("Save it as CSV, or split it into several workbooks.")


class NoSuchSheet(BadInput):
    """The workbook has no sheet of that name."""

    message: ClassVar[str] = N_("“{file}” has no sheet “{sheet}”. It has: {sheets}.")


class UnknownEncoding(BadInput):
    """The encoding chosen by hand is not one that is known."""

    message: ClassVar[str] = N_("There is no encoding “{encoding}”.")
    advice: ClassVar[str] = N_("Examples: utf-8, utf-16, cp1251, koi8-r, cp866, cp1252.")


class BadMapping(BadInput):
    """A mapping that was given by hand cannot be used."""

    message: ClassVar[str] = N_("The mapping cannot be used: {reason}.")
    advice: ClassVar[str] = N_("Start from what “--show-mapping” prints, and change the targets.")

    def __init__(self, reason: str, **values: object) -> None:
        self.reason = reason
        super().__init__(**{"reason": reason.format(**values) if values else reason} | values)

    def what(self, tr: Says) -> str:
        return tr(self.message, reason=tr(self.reason, **self.values))


class FileUnwritable(BadInput):
    """The system does not let the file be written."""

    message: ClassVar[str] = N_("“{file}” cannot be written: {reason}.")
    advice: ClassVar[str] = N_("Choose another folder or name, or close the program that holds the file.")
    exit_code = 1
