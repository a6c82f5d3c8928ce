"""Failures of the rooms of import and export."""

from __future__ import annotations

from typing import ClassVar

from app.errors import RapportError
from app.language import N_


class Stopped(RapportError):
    message: ClassVar[str] = N_("The export was cancelled. No file was written.")
