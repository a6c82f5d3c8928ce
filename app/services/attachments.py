"""Verbs on the files of a customer: add, show as photo, trash, restore, clear what nothing needs (row C17)."""

from __future__ import annotations

import hashlib
import json
import secrets
from pathlib import Path

import sqlalchemy as sa

from app.domain.media import media_type
from app.language import N_
from app.models.base import table_of
from app.models.customer import Attachment, AttachmentData, Customer
from app.models.history import StepRow
from app.models.mail import Draft, MailFile
from app.models.work import Work
from app.queries.attachments import PHOTO
from app.services.customers import title
from app.services.faults import FileTooLarge, NoFile

#: bytes that one file may have: 50 MB
LARGEST = 50 * 1024 * 1024


def add(
    work: Work,
    *,
    customer_id: int,
    source: bytes | Path,
    name: str = "",
    role: str = "",
) -> int:
    """Store a file under a random name and return its id; ``source`` is its content or where it lies.

    Raises:
        FileTooLarge: it has more than 50 MB.
        NoFile: it cannot be read.
    """
    shown = name or (source.name if isinstance(source, Path) else "")
    data = source if isinstance(source, bytes) else read_file(source)
    if len(data) > LARGEST:
        raise FileTooLarge(name=shown)
    stored = secrets.token_hex(16)
    work.connection.execute(sa.insert(table_of(AttachmentData)).values(stored_name=stored, data=data))
    row_id = work.insert(
        Attachment,
        customer_id=customer_id,
        name=shown,
        media_type=media_type(shown, data),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        stored_name=stored,
        role=role,
        added_at=work.now,
        person_id=work.moment.person_id,
    )
    work.name(N_("Added the file “{file}” to {name}"), file=shown, name=title(work, customer_id))
    return row_id


def set_photo(work: Work, *, customer_id: int, source: bytes | Path, name: str = "photo") -> int:
    """Store a picture as the customer's photo; the one before goes to the trash."""
    for row in work.find(Attachment, customer_id=customer_id, role=PHOTO, trashed_at=None):
        work.change(Attachment, row["id"], {"trashed_at": work.now})
    row_id = add(work, customer_id=customer_id, source=source, name=name, role=PHOTO)
    work.change(Customer, customer_id, {"photo_id": row_id})
    work.name(N_("Set the photo of {name}"), name=title(work, customer_id))
    return row_id


def rename(work: Work, *, row_id: int, name: str) -> None:
    """Give a file another name."""
    row = work.get(Attachment, row_id)
    work.change(Attachment, row_id, {"name": name.strip() or row["name"]})
    work.name(N_("Renamed the file “{file}”"), file=row["name"])


def remove(work: Work, *, row_id: int) -> None:
    """Put a file into the trash."""
    row = work.get(Attachment, row_id)
    work.change(Attachment, row_id, {"trashed_at": work.now})
    if work.get(Customer, row["customer_id"])["photo_id"] == row_id:
        work.change(Customer, row["customer_id"], {"photo_id": None})
    work.name(
        N_("Put the file “{file}” of {name} into the trash"),
        file=row["name"],
        name=title(work, row["customer_id"]),
    )


def restore(work: Work, *, row_id: int) -> None:
    """Take a file out of the trash; a photo is the photo again unless there is another one."""
    row = work.get(Attachment, row_id)
    work.change(Attachment, row_id, {"trashed_at": None})
    if row["role"] == PHOTO and work.get(Customer, row["customer_id"])["photo_id"] is None:
        work.change(Customer, row["customer_id"], {"photo_id": row_id})
    work.name(
        N_("Restored the file “{file}” of {name}"), file=row["name"], name=title(work, row["customer_id"])
    )


def purge(work: Work) -> int:
    """Delete contents that neither a file nor an undo can need any more; return how many."""
    data, row, draft = table_of(AttachmentData), table_of(StepRow), table_of(Draft)
    named = sa.union_all(sa.select(Attachment.stored_name), sa.select(MailFile.stored_name))
    orphans = set(
        work.connection.execute(
            sa.select(data.c.stored_name).where(data.c.stored_name.not_in(named))
        ).scalars()
    )
    if orphans:
        kinds = ("attachments", "mail_files")
        removed = sa.select(row.c.before).where(row.c.kind.in_(kinds), row.c.op == "-")
        for before in work.connection.execute(removed.where(row.c.before.is_not(None))).scalars():
            orphans.discard(json.loads(json.loads(before)["stored_name"]))
        drafted = sa.select(draft.c.files).where(draft.c.files != "")
        gone = sa.select(row.c.before).where(row.c.kind == "drafts", row.c.before.is_not(None))
        for text in [*work.connection.execute(drafted).scalars(), *work.connection.execute(gone).scalars()]:
            orphans = {stored for stored in orphans if stored not in text}
    delete_data(work, orphans)
    return len(orphans)


def delete_data(work: Work, stored_names: set[str]) -> None:
    """Delete contents for good."""
    data = table_of(AttachmentData)
    for stored in sorted(stored_names):
        work.connection.execute(sa.delete(data).where(data.c.stored_name == stored))


def read_file(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        FileTooLarge: it has more than 50 MB.
        NoFile: it cannot be read.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise FileTooLarge(name=path.name)
        return path.read_bytes()
    except OSError as fault:
        raise NoFile(name=path.name, reason=fault.strerror or str(fault)) from fault
