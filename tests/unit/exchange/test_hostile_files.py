"""Files made by accident or malice: each ends in contacts or in an error that says what to do."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import RapportError
from app.exchange import sheets
from app.exchange.contacts import ContactRecord
from app.exchange.faults import (
    FileUnreadable,
    NoSuchSheet,
    NotContacts,
    UnknownEncoding,
    WorkbookDamaged,
    WorkbookLocked,
    WorkbookTooLarge,
)
from app.exchange.read import read_contacts
from app.exchange.table_writer import english, write_xlsx

_FEW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_SHEET = "xl/worksheets/sheet1.xml"


def _survives(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    fault: RapportError | None = None
    try:
        result = read_contacts(path)
    except RapportError as error:
        fault = error
    if fault is None:
        assert len(result.records) == result.read
    else:
        assert fault.text(english)
        assert fault.exit_code == 2


@_FEW
@given(data=st.binary(max_size=400))
def test_random_bytes(tmp_path: Path, data: bytes) -> None:
    _survives(tmp_path / "file", data)


_PIECES = st.sampled_from(
    [b"BEGIN:VCARD\r\n", b"END:VCARD\n", b"FN:", b"N;CHARSET=koi8-r:", b"=D0=9F=", b"\n ", b"\r", b";ENCODING=b:", b"AGENT:\n",
     b"PHOTO;BASE64:", b"ADR;TYPE=home:;;;", b'"', b"\\", b",", b";", b"\xcf\xf0", b"item1.", b"X-ABLabel:", b"BDAY:--", b"\x00"]
)  # fmt: skip


@_FEW
@given(pieces=st.lists(_PIECES | st.binary(max_size=6), max_size=30))
def test_damaged_cards(tmp_path: Path, pieces: list[bytes]) -> None:
    _survives(tmp_path / "file.vcf", b"BEGIN:VCARD\n" + b"".join(pieces))


_CELLS = st.sampled_from(
    [
        b'"',
        b",",
        b";",
        b"\t",
        b"\n",
        b"\r\n",
        b"a@b.ru",
        b"+7 916 123 45 67",
        b"\xc8\xe2\xe0\xed",
        "Имя".encode(),
        b"'=",
        b"=",
    ]
)


@_FEW
@given(pieces=st.lists(_CELLS | st.binary(max_size=6), max_size=40))
def test_damaged_tables(tmp_path: Path, pieces: list[bytes]) -> None:
    _survives(tmp_path / "file.csv", b"Name,Phone,Email,Birthday\n" + b"".join(pieces))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    write_xlsx(path, [ContactRecord(surname="Орлов", given="Олег")])
    return path


@_FEW
@given(data=st.data())
def test_damaged_workbooks(workbook: Path, data: st.DataObject) -> None:
    good = workbook.read_bytes()
    place = data.draw(st.integers(0, len(good) - 1))
    junk = data.draw(st.binary(min_size=1, max_size=20))
    cut = data.draw(st.booleans())
    damaged = good[:place] + junk + (b"" if cut else good[place + len(junk) :])
    _survives(workbook.with_name("damaged.xlsx"), damaged)


def _with_sheet(source: Path, target: Path, content: bytes) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == _SHEET else old.read(name))
    return target


def test_a_zip_bomb_is_refused(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "UNPACKED_LIMIT", 2_000_000)
    bomb = _with_sheet(
        workbook, workbook.with_name("bomb.xlsx"), b"<worksheet>" + b" " * 3_000_000 + b"</worksheet>"
    )
    assert bomb.stat().st_size < 50_000
    with pytest.raises(WorkbookTooLarge):
        read_contacts(bomb)


def test_a_cell_in_the_last_corner_is_refused(workbook: Path) -> None:
    corner = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(WorkbookTooLarge):
        read_contacts(_with_sheet(workbook, workbook.with_name("corner.xlsx"), corner))


def test_a_repeated_cell_of_ods_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
            'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>',
        )
    with pytest.raises(WorkbookTooLarge):
        read_contacts(path)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "calendar"),
        (b"From: a@b.ru\r\nTo: c@d.ru\r\nSubject: Hi\r\n\r\nText", "e-mail"),
        (b"Return-Path: <a@b.ru>\nReceived: from x\nDate: now\n\nText", "e-mail"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"{\\rtf1\\ansi text}", "text document"),
        (b'{"contacts": [{"name": "x"}]}', "JSON"),
        (b"<?xml version='1.0'?><root/>", "XML"),
        (b"SQLite format 3\x00", "database"),
        (b"dn: cn=John,dc=x\ncn: John\n", "LDIF"),
        (b"\x00\x01\x02\x03\x04\x05\x06\x07" * 20, "neither text"),
    ],
)
def test_other_kinds_are_named(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(data)
    with pytest.raises(NotContacts) as caught:
        read_contacts(path)
    assert what in caught.value.what(english)
    assert caught.value.cure(english)


def test_an_archive_of_other_files_is_named(tmp_path: Path) -> None:
    path = tmp_path / "contacts.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(NotContacts, match="archive"):
        read_contacts(path)


def test_a_damaged_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "contacts.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\x00" * 100)
    with pytest.raises(WorkbookDamaged):
        read_contacts(path)


def test_a_locked_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "contacts.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\x00" * 600
    )
    with pytest.raises(WorkbookLocked):
        read_contacts(path)


def test_wrong_wishes_are_named(tmp_path: Path, workbook: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_contacts(tmp_path / "absent.csv")
    with pytest.raises(NoSuchSheet, match="Contacts"):
        read_contacts(workbook, sheet="Другой")
    path = tmp_path / "a.csv"
    path.write_bytes(b"Name\nx\n")
    with pytest.raises(UnknownEncoding):
        read_contacts(path, encoding="no-such")


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for data in (b"", b"\xef\xbb\xbf", b" \r\n\r\n"):
        path.write_bytes(data)
        result = read_contacts(path)
        assert (result.read, [problem.code for problem in result.problems]) == (0, ["empty"])


def test_a_quote_never_closed_in_a_long_file_costs_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f"{number},Иванов {number},x{number}@example.com" for number in range(3000)]
    rows[5] = '5,"Иванов 5,x5@example.com'
    path.write_text("id,Имя,E-mail\n" + "\n".join(rows), encoding="utf-8")
    result = read_contacts(path)
    assert result.read == 3000
    assert [(problem.line, problem.code) for problem in result.problems] == [(7, "quote")]
