"""Files are what they contain, and their names mislead nobody."""

from __future__ import annotations

import pytest

from app.domain.media import is_program, media_type, safe_name

ZIP = b"PK\x03\x04" + bytes(30)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.pdf", b"%PDF-1.7\n", "application/pdf"),
        ("photo.png", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a.xlsx", ZIP, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.jpg", ZIP, "application/zip"),
        ("счёт.pdf", b"MZ\x90\x00", "application/x-msdownload"),
        ("a.csv", "имя;тел".encode(), "text/csv"),
        ("README", b"words", "text/plain"),
        ("a.png", b"words", "text/plain"),
        ("a.bin", b"\x00\x01", "application/octet-stream"),
        ("a.svg", b"<svg/>", "image/svg+xml"),
        ("a.webp", b"RIFF0000WEBPVP8 ", "image/webp"),
        ("a.mp4", b"\x00\x00\x00\x18ftyp", "video/mp4"),
    ],
)
def test_contents_decide_before_names(name: str, data: bytes, expected: str) -> None:
    assert media_type(name, data) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Прайс ноябрь.txt", "Прайс ноябрь.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\list.txt", "list.txt"),
        (".bashrc", "bashrc"),
        ("", "file"),
        ("...", "file"),
        ("a\x00b\n.txt", "ab.txt"),
        ("\u202etxt.exe", "txt.exe.txt_"),
        ("con.txt", "con_.txt"),
        ('a<b>:"c"|?*.pdf', "a_b___c____.pdf"),
        ("run.DESKTOP", "run.DESKTOP.txt_"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_made_safe(name: str, expected: str) -> None:
    made = safe_name(name)
    assert made == expected
    assert not is_program(made)
    assert safe_name(made) == made
