"""What a file is, told from its content; the name may say anything."""

from __future__ import annotations

import codecs
import re
import zipfile
from pathlib import Path
from typing import Final

from app.exchange.faults import FileUnreadable

HEAD: Final = 65_536
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: how far into an OLE file its directory is looked for, bytes
_OLE_SEARCH: Final = 32 * 1024 * 1024

_MAGIC: Final = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "document"),
    (b"\x1f\x8b", "zip"),
    (b"7z\xbc\xaf", "zip"),
    (b"Rar!", "zip"),
    (b"SQLite format 3", "database"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_OLD_EXCEL: Final = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08]\x00\x00[\x00\x02\x03\x04\x05\x06]")
_VCARD: Final = re.compile(r"(?im)^[ \t]*(?:[\w-]+\.)?BEGIN[ \t]*:[ \t]*VCARD")
_CALENDAR: Final = re.compile(r"(?im)^[ \t]*BEGIN[ \t]*:[ \t]*V(?:CALENDAR|EVENT|TODO)")
_MAIL: Final = re.compile(
    r"(?im)^(?:Return-Path|Received|From|To|Subject|Date|Message-ID|MIME-Version|Content-Type|Delivered-To|X-Mailer):"
)
_SHEET_XML: Final = re.compile(r"urn:schemas-microsoft-com:office:spreadsheet", re.IGNORECASE)
_HTML: Final = re.compile(
    r"(?is)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?(?:<!doctype\s+html|<html|<table|<meta|<head)"
)
_LDIF: Final = re.compile(r"(?im)\A(?:version:\s*\d+\s+)?dn::?\s")


def unicode_mark(head: bytes) -> str:
    """Return the encoding that a byte-order mark, or the pattern of zero bytes, gives away; or nothing."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    return _utf16_pattern(head[:4096])


def _utf16_pattern(head: bytes) -> str:
    """UTF-16 text of Latin, Cyrillic and digits repeats one high byte in every second place."""
    if len(head) < 4 or b"\x00" not in head:
        return ""
    even, odd = head[0::2], head[1::2]
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        plain = sum(byte in b"\x00\x04\x20" for byte in high)
        if plain > 0.8 * len(high) and high.count(0) and low.count(0) <= 0.02 * len(low):
            return name
    return ""


def decoded_head(head: bytes) -> str:
    """Return the start of a text for a look at it; letters outside ASCII may be wrong."""
    return head.decode(unicode_mark(head) or "latin-1", "replace").lstrip("\ufeff")


def read_head(path: Path, size: int = HEAD) -> bytes:
    """Return the first ``size`` bytes of the file.

    Raises :class:`FileUnreadable`.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(size)
    except OSError as error:
        raise FileUnreadable(file=path.name, reason=error.strerror or str(error)) from error


def sniff(path: Path) -> str:
    """Return what the file is: csv, xlsx, xls, ods, html, vcf, empty, locked or a key of ``KIND_NAMES``.

    Raises :class:`FileUnreadable`.
    """
    head = read_head(path)
    if head.startswith(b"PK"):
        return _zip_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(read_head(path, _OLE_SEARCH))
    if _OLD_EXCEL.match(head):
        return "old_excel"
    if head[4:8] == b"ftyp" or (head.startswith(b"RIFF") and head[8:12] in {b"WEBP", b"AVI ", b"WAVE"}):
        return "image" if head[8:12] in {b"WEBP", b"heic", b"avif", b"mif1"} else "media"
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (len(magic) > 2 or b"\x00" in head[:64] or magic == b"\x1f\x8b"):
            return kind
    return _text_kind(head)


def _text_kind(head: bytes) -> str:
    text = decoded_head(head)
    if not text.strip("\x00\ufeff \t\r\n\x1a"):
        return "empty"
    if _VCARD.search(text):
        return "vcf"
    if not unicode_mark(head) and _is_binary(head):
        return "binary"
    return _words_kind(text.lstrip())


def _words_kind(start: str) -> str:
    """Tell text by how it begins; what begins like nothing known is a table."""
    if start.startswith("<"):
        return _markup_kind(start)
    signs = (
        ("ics", bool(_CALENDAR.match(start))),
        ("ldif", bool(_LDIF.match(start))),
        ("mail", _is_mail(start)),
        ("json", bool(re.match(r'[{\[]\s*(?:[{\["}\]]|$)', start))),
    )
    return next((kind for kind, seen in signs if seen), "csv")


def _markup_kind(start: str) -> str:
    """Web pages with a table are how Bitrix24 and others «export to Excel»."""
    if _SHEET_XML.search(start[:4000]):
        return "sheetxml"
    if _HTML.match(start) and re.search(r"(?i)<t[rd][\s>]", start):
        return "html"
    return "xml" if re.match(r"<[?!/\w]", start) else "csv"


def _is_mail(start: str) -> bool:
    first = start.split("\n", 1)[0]
    if re.match(r"From \S+.*\d{4}", first):
        return True
    block = re.split(r"\r?\n\r?\n", start, maxsplit=1)[0]
    named = {match.group().lower() for match in _MAIL.finditer(block)}
    return bool(re.match(r"[A-Za-z][A-Za-z0-9-]*:(?!/)", first)) and len(named) >= 2


def _is_binary(head: bytes) -> bool:
    control = sum(head.count(byte) for byte in (*range(9), *range(14, 26), *range(27, 32)))
    return control > max(2, len(head) // 200) or (b"\x00" in head and len(head) < 64)


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mime = archive.read("mimetype").decode("ascii", "replace")
                if "spreadsheet" in mime:
                    return "ods"
                if "opendocument" in mime:
                    return "slides" if "presentation" in mime else "document"
    except Exception:  # noqa: BLE001 - a damaged archive fails in many ways (zlib.error, struct.error, KeyError …)
        return "damaged"
    return _office_kind(names)


def _office_kind(names: set[str]) -> str:
    folders = {name.replace("\\", "/").partition("/")[0].lower() for name in names}
    if "xl" in folders:
        return "xlsx"
    if "word" in folders:
        return "document"
    return "slides" if "ppt" in folders else "zip"


def _ole_kind(content: bytes) -> str:
    """Look for the names of streams in the directory of a compound file."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        return "locked"
    if holds("__substg1.0"):
        return "mail"
    if holds("WordDocument"):
        return "document"
    if holds("PowerPoint Document"):
        return "slides"
    if holds("Workbook") or holds("Book"):
        return "xls"
    return "binary"
