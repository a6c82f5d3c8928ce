"""Failures of the database, each with its own message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.errors import BadInput, RapportError
from app.language import N_


class NoDatabase(BadInput):
    message: ClassVar[str] = N_("There is no database at {path}.")
    advice: ClassVar[str] = N_(
        "Check the path, or create the database by starting Rapport without a command."
    )


class NotADatabase(BadInput):
    message: ClassVar[str] = N_("{path} is not a Rapport database. It was left as it is.")
    advice: ClassVar[str] = N_("Choose another file, or restore a backup.")


class NewerDatabase(BadInput):
    message: ClassVar[str] = N_("{path} was made by a newer version of Rapport. It was left as it is.")
    advice: ClassVar[str] = N_("Install the newer version to open it.")


class Damaged(RapportError):
    message: ClassVar[str] = N_("The database {path} is damaged: {reason}.")
    advice: ClassVar[str] = N_("Nothing was written. Restore a backup: Rapport makes one every day.")


class Busy(RapportError):
    message: ClassVar[str] = N_(
        "Somebody else has been writing to the database for too long; nothing was saved."
    )
    advice: ClassVar[str] = N_("What you typed is still there: try again in a moment.")


class CannotWrite(RapportError):
    message: ClassVar[str] = N_("The database cannot be written: {reason}. Nothing was saved.")
    advice: ClassVar[str] = N_(
        "Check the disk and the rights to the folder, then try again; what you typed is still there."
    )


class FileGone(RapportError):
    message: ClassVar[str] = N_(
        "The database {path} was moved, removed or replaced while it was open. Nothing was saved."
    )
    advice: ClassVar[str] = N_("Put the file back, or restore a backup, and start Rapport anew.")


class ServerGone(RapportError):
    message: ClassVar[str] = N_("The database server does not answer: {reason}.")
    advice: ClassVar[str] = N_("Nothing is lost that was saved. Check the network, then try again.")


class Gone(RapportError):
    """The record was removed meanwhile."""

    message: ClassVar[str] = N_("This entry is no longer there: somebody removed it.")
    advice: ClassVar[str] = N_("Refresh with F5; the trash or the history of the card may hold it.")


class MovedOn(RapportError):
    """A step cannot be taken back because something was changed since."""

    message: ClassVar[str] = N_("This cannot be undone any more: {field} was changed since.")
    advice: ClassVar[str] = N_("Look into the history of the card to see both values.")


class NothingToUndo(RapportError):
    message: ClassVar[str] = N_("There is nothing to undo.")
    tone: ClassVar[str] = ""


class NothingToRedo(RapportError):
    message: ClassVar[str] = N_("There is nothing to redo.")
    tone: ClassVar[str] = ""


class EditConflict(RapportError):
    """Two people changed the same field: what it was, what they wrote, what I wrote."""

    message: ClassVar[str] = N_("Somebody changed the same thing meanwhile; nothing was overwritten.")
    advice: ClassVar[str] = N_("Compare both values and choose.")

    def __init__(
        self,
        *,
        kind: str,
        row_id: int,
        base: Mapping[str, Any],
        theirs: Mapping[str, Any],
        mine: Mapping[str, Any],
    ) -> None:
        super().__init__()
        self.kind, self.row_id = kind, row_id
        self.base, self.theirs, self.mine = dict(base), dict(theirs), dict(mine)


class BackupIsTarget(BadInput):
    message: ClassVar[str] = N_("A backup cannot be written over the database itself: {path}.")
    advice: ClassVar[str] = N_("Choose another name.")


class BadChecksum(BadInput):
    message: ClassVar[str] = N_("The backup {path} was changed or damaged after it was made.")
    advice: ClassVar[str] = N_("Nothing was restored. Choose another backup.")


class ServerBackup(RapportError):
    message: ClassVar[str] = N_("A database on a server is backed up by the server, not by Rapport.")
    advice: ClassVar[str] = N_("Use pg_dump there, or export everything to a file.")


class StillOpen(BadInput):
    message: ClassVar[str] = N_("{path} is open in a window or on another computer; nothing was restored.")
    advice: ClassVar[str] = N_("Close it everywhere, then restore again.")
