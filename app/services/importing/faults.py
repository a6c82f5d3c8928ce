"""Failures of an import, each with its own message."""

from __future__ import annotations

from typing import ClassVar

from app.errors import RapportError
from app.language import N_


class Cancelled(RapportError):
    message: ClassVar[str] = N_("The import was cancelled. Nothing of it was kept.")


class Outdated(RapportError):
    message: ClassVar[str] = N_("The customers have changed since the preview. Nothing was imported.")
    advice: ClassVar[str] = N_("Start the import again: it will be decided anew what is joined.")


class Interrupted(RapportError):
    message: ClassVar[str] = N_("The import was interrupted for too long. Nothing of it was kept.")
    advice: ClassVar[str] = N_("Start it again.")
