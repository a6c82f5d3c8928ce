"""What kind of file something is, and a name for it that no folder or shell can be misled by (row C17)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from app.domain.translit import word_set

UNKNOWN: Final = "application/octet-stream"
#: how contents begin; the content is believed before the name
_BEGINNINGS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
)
_BY_NAME: Final = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "html": "text/html",
    "htm": "text/html",
    "xml": "application/xml",
    "json": "application/json",
    "vcf": "text/vcard",
    "ics": "text/calendar",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "zip": "application/zip",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
}
# Containers: the name tells what they hold, the content only that it may be true.
_HOLDS: Final = {
    "application/zip": ("docx", "xlsx", "pptx", "odt", "ods", "zip"),
    "application/x-ole-storage": ("doc", "xls", "ppt", "msg"),
}
# Endings that a double click runs.
_PROGRAMS: Final = word_set(
    "exe com scr pif bat cmd ps1 psm1 vbs vbe js jse wsf wsh msi msp msc hta cpl jar lnk url reg scf inf sh bash "
    "desktop run appimage command app py pyw rb pl dll sys gadget application appref-ms library-ms xll"
)
_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
_BAD: Final = re.compile(r'[<>:"|?*]')
LONGEST: Final = 120


def media_type(name: str, data: bytes) -> str:
    """Return the media type of a file, by its content first and by its name where the content does not tell."""
    ending = _ending(name)
    by_name = _BY_NAME.get(ending, "")
    found = next((kind for start, kind in _BEGINNINGS if data.startswith(start)), "")
    if data[:4] == b"PK\x03\x04":
        found = "application/zip"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        found = "image/webp"
    if found in _HOLDS:
        return by_name if ending in _HOLDS[found] else found
    if found:
        return found
    if b"\x00" not in data[:4096]:
        return (
            by_name
            if by_name.startswith(("text/", "application/xml", "application/json", "message/"))
            or (by_name == "image/svg+xml")
            else "text/plain"
        )
    return by_name if by_name.startswith(("audio/", "video/")) else UNKNOWN


def safe_name(name: str, *, otherwise: str = "file") -> str:
    """Return ``name`` as it may stand in any folder.

    Parts of a path, signs that a system forbids, invisible and reversing signs and leading dots go; what
    a double click would run gets a harmless ending.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    # line ends, tabs and the sign that shows «exe.txt» for «txt.exe» are of the categories C and Z
    shown = "".join(" " if sign.isspace() else sign for sign in last)
    plain = "".join(sign for sign in shown if unicodedata.category(sign)[0] != "C")
    plain = " ".join(_BAD.sub("_", plain).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    if stem.casefold() in _RESERVED:
        stem = f"{stem}_"
    tail = f".{ending[:16]}" if ending else ""
    plain = f"{stem[: LONGEST - len(tail)].rstrip('. ')}{tail}" if stem else plain
    if is_program(plain):
        plain = f"{plain}.txt_"
    return plain or otherwise


def is_program(name: str) -> bool:
    """Tell whether a double click on a file of this name would run it."""
    return _ending(name) in _PROGRAMS


def _ending(name: str) -> str:
    return name.rpartition(".")[2].casefold().strip() if "." in name else ""
