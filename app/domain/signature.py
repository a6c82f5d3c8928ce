"""What a letter's last lines tell of its writer: telephone numbers, as far as that is safe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.domain.phone import parse_phone

#: lines from the end that may be a signature
LINES: Final = 14
_NUMBER: Final = re.compile(r"(?<![\w@/.])\+?\(?\d[\d\s().\-–]{7,22}\d(?![\w@/])")
_LABEL: Final = re.compile(
    r"(?i)\b(?:тел|телефон|моб|мобильный|сот|phone|tel|mob|mobile|cell|direct|office|t|m|т|м)\b\.?\s*:?\s*$"
)
_NOT_PHONE: Final = re.compile(
    r"(?i)\b(?:инн|огрн|кпп|бик|р/с|к/с|счёт|счет|fax|факс|iban|vat|№|no|id)\b\.?\s*:?\s*$"
)


def phones(text: str, *, region: str | None) -> tuple[str, ...]:
    """Return the telephone numbers of a signature; only those that are possible, and no bank or tax numbers."""
    return tuple(dict.fromkeys(_phones(text, region)))


def _phones(text: str, region: str | None) -> Iterator[str]:
    lines = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith(">")]
    for line in lines[-LINES:]:
        for match in _NUMBER.finditer(line):
            before = line[: match.start()]
            number = match.group().strip()
            alone = not re.sub(r"[\s,;|·•*]+", "", line.replace(match.group(), ""))
            if _NOT_PHONE.search(before):
                continue
            if not (number.startswith("+") or _LABEL.search(before) or alone):
                continue
            found = parse_phone(number, region=region)
            if found.valid:
                yield number
