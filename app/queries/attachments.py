"""Files of a customer: what there is, and a copy to open (row C17)."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from app.domain.media import safe_name
from app.models.customer import Attachment, AttachmentData
from app.models.faults import CannotWrite, Gone
from app.models.team import Person
from app.models.work import Reading

PHOTO = "photo"


@dataclass(frozen=True)
class FileRow:
    """A file without its bytes; ``size`` in bytes."""

    id: int
    customer_id: int
    name: str
    media_type: str
    size: int
    role: str
    added_at: dt.datetime
    person: str
    version: int


def files(reading: Reading, *, customer_id: int) -> list[FileRow]:
    """Return the files of a customer that are not in the trash, newest first; photos too."""
    statement = (
        sa.select(
            Attachment.id,
            Attachment.customer_id,
            Attachment.name,
            Attachment.media_type,
            Attachment.size,
            Attachment.role,
            Attachment.added_at,
            sa.func.coalesce(Person.name, ""),
            Attachment.version,
        )
        .outerjoin(Person, Person.id == Attachment.person_id)
        .where(Attachment.customer_id == customer_id, Attachment.trashed_at.is_(None))
        .order_by(Attachment.added_at.desc(), Attachment.id.desc())
    )
    return [FileRow(*row) for row in reading.rows(statement)]


def contents(reading: Reading, *, row_id: int) -> bytes:
    """Return the bytes of a file.

    Raises:
        Gone: there is no such file, or its contents were erased.
    """
    found = reading.value(
        sa.select(AttachmentData.data)
        .join(Attachment, Attachment.stored_name == AttachmentData.stored_name)
        .where(Attachment.id == row_id)
    )
    if found is None:
        raise Gone
    return bytes(found)


def photo(reading: Reading, *, customer_id: int) -> bytes | None:
    """Return the customer's photo, None where there is none."""
    statement = (
        sa.select(AttachmentData.data)
        .join(Attachment, Attachment.stored_name == AttachmentData.stored_name)
        .where(
            Attachment.customer_id == customer_id,
            Attachment.role == PHOTO,
            Attachment.trashed_at.is_(None),
        )
        .order_by(Attachment.id.desc())
    )
    found = reading.value(statement.limit(1))
    return None if found is None else bytes(found)


def open_copy(reading: Reading, *, row_id: int, folder: Path) -> Path:
    """Copy a file into a fresh private folder under ``folder`` and return the copy's path.

    The copy has a safe name, is readable by its owner alone and is never executable; what is done to
    it does not reach the database.

    Raises:
        Gone: there is no such file.
        CannotWrite: the folder cannot be written.
    """
    name = reading.value(sa.select(Attachment.name).where(Attachment.id == row_id))
    return write_copy(str(name), contents(reading, row_id=row_id), folder)


def write_copy(name: str, data: bytes, folder: Path) -> Path:
    """Write ``data`` into a fresh private folder under ``folder``; see :func:`open_copy`.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # mkdtemp gives a folder that only its owner may enter
        target = Path(tempfile.mkdtemp(prefix="open-", dir=folder)) / safe_name(name)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
    except OSError as fault:
        raise CannotWrite(reason=fault.strerror or str(fault)) from fault
    return target
