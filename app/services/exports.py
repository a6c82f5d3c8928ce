"""Writes what the database knows into files: contacts, everything, all of one customer (row X2, C14)."""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Final

from app.errors import BadInput, Says
from app.exchange.contacts import ContactRecord
from app.exchange.faults import FileUnwritable
from app.exchange.pace import uncollected
from app.exchange.table_writer import write_csv, write_xlsx, zip_of_csv
from app.exchange.vcard_writer import vcard_text, write_vcard
from app.language import N_
from app.models.work import Reading
from app.queries import exports
from app.services.person_text import person_text
from app.services.records import for_file

#: an archive is told from a document by the ending of its name
_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
#: the folder of an archive in which the files of letters lie
LETTERS: Final = "letters"


class UnknownFormat(BadInput):
    """The name of the file does not say what to write."""

    message: ClassVar[str] = N_("“{file}”: the ending does not say in which format to write.")
    advice: ClassVar[str] = N_("Use one of these: {endings}.")

    def __init__(self, *, file: str, endings: str) -> None:
        super().__init__(file=file, endings=endings)


def contacts(
    reading: Reading,
    *,
    path: Path,
    tr: Says,
    ids: Sequence[int] | None = None,
    version: str = "3.0",
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Write customers as CSV, XLSX or vCard, as the ending of ``path`` says, and return how many.

    ``ids`` choose and order them (by default all, in the order of the list); ``version`` is that of
    the vCards, 3.0 or 4.0. The file appears when it is complete; a failure leaves the old one.

    Raises:
        UnknownFormat: the ending is none of these.
        FileUnwritable: the file cannot be written.
    """
    kind = path.suffix.lower()
    if kind not in {".csv", ".xlsx", ".vcf"}:
        raise UnknownFormat(file=path.name, endings=".csv, .xlsx, .vcf")
    found = records(reading, ids=ids, progress=progress, tr=tr)
    with uncollected(), complete(path) as part:
        if kind == ".vcf":
            return write_vcard(part, found, version=version)
        if kind == ".csv":
            return write_csv(part, found, tr=tr)
        return write_xlsx(part, found, tr=tr)


def records(
    reading: Reading,
    *,
    ids: Sequence[int] | None = None,
    progress: Callable[[int, int], None] | None = None,
    tr: Says | None = None,
) -> Iterator[ContactRecord]:
    """Yield customers as records, read in chunks of ids; ``tr`` names what has no place of its own in a file."""
    wanted = exports.customer_ids(reading) if ids is None else list(ids)
    for start in range(0, len(wanted), exports.CHUNK):
        for card in exports.whole(reading, ids=wanted[start : start + exports.CHUNK]):
            yield for_file(card, tr)
        if progress is not None:
            progress(min(start + exports.CHUNK, len(wanted)), len(wanted))


def everything(reading: Reading, *, path: Path) -> int:
    """Write every table as CSV, and all attachments, into one archive; return how many rows.

    Raises:
        FileUnwritable: the file cannot be written.
    """
    tables = (
        (name, exports.table_header(name), _plain_rows(reading, name)) for name in exports.table_names()
    )
    with complete(path) as part:
        written = zip_of_csv(part, tables)
        with zipfile.ZipFile(part, "a", zipfile.ZIP_DEFLATED) as archive:
            for file in exports.files(reading):
                archive.writestr(file_name(file), file.data)
            for file in exports.letter_files(reading):
                archive.writestr(file_name(file, LETTERS), file.data)
    return written


def _plain_rows(reading: Reading, name: str) -> Iterator[Sequence[object]]:
    for row in exports.table_rows(reading, name=name):
        yield [_plain(value) for value in row]


def _plain(value: Any) -> Any:
    """Return a value as CSV and JSON hold it: moments in UTC, dates by ISO 8601."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value


def file_name(file: exports.File, folder: str = "files") -> str:
    """Return the name of an attachment within an archive: its number keeps equal names apart."""
    return f"{folder}/{file.id}-{_NAME.sub('_', file.name).strip('. ') or 'file'}"


def customer(reading: Reading, *, customer_id: int, path: Path, tr: Says) -> int:
    """Write all that is known of one customer, history included, and return how many rows that is.

    A name in .json gives everything in one document, any other an archive: a text for people, a
    vCard, JSON for programs, and the files.

    Raises:
        Gone: there is no such customer.
        FileUnwritable: nothing was written.
    """
    kind = path.suffix.lower()
    tables = exports.person_tables(reading, customer_id=customer_id)
    (card,) = exports.whole(reading, ids=[customer_id])
    document: dict[str, Any] = {
        name: [{key: _plain(value) for key, value in row.items()} for row in rows]
        for name, rows in tables.items()
        if rows
    }
    with complete(path) as part:
        if kind == ".json":
            document["files"] = [
                {"name": file_name(file), "data": _plain(file.data)}
                for file in exports.files(reading, customer_id=customer_id)
            ] + [
                {"name": file_name(file, LETTERS), "data": _plain(file.data)}
                for file in exports.letter_files(reading, customer_id=customer_id)
            ]
            part.write_text(_json(document), encoding="utf-8")
        else:
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("customer.json", _json(document))
                archive.writestr("customer.txt", person_text(reading, card=card, tables=tables, tr=tr))
                archive.writestr("customer.vcf", vcard_text(for_file(card, tr), "4.0"))
                for file in exports.files(reading, customer_id=customer_id):
                    archive.writestr(file_name(file), file.data)
                for file in exports.letter_files(reading, customer_id=customer_id):
                    archive.writestr(file_name(file, LETTERS), file.data)
    return sum(len(rows) for rows in tables.values())


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@contextmanager
def complete(path: Path) -> Iterator[Path]:
    """Give a name to write under; the file takes its own name when it is whole.

    Raises:
        FileUnwritable: the folder or the file cannot be written.
    """
    part = path.with_name(f".{path.name}.part{path.suffix}")
    try:
        yield part
        part.replace(path)
    except FileUnwritable as fault:
        # the user knows the file by its own name alone
        raise FileUnwritable(file=path.name, reason=fault.values["reason"]) from fault
    except OSError as error:
        raise FileUnwritable(file=path.name, reason=error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)
