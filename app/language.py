"""One gettext catalogue for windows, commands, reports and errors."""

from __future__ import annotations

import gettext
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES: Final = {"en": "English", "ru": "Русский"}


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools know
    """Mark ``text`` for extraction; it is translated where it is shown."""
    return text


class Translator:
    """Says things in one language.

    Texts are English msgids with named placeholders::

        tr("Imported {count} files", count=3)
        tr.plural("{count} customer", "{count} customers", 3)
        tr.context("direction", "out")
    """

    def __init__(self, code: str, catalogue: gettext.NullTranslations) -> None:
        self.code = code
        self._catalogue = catalogue

    def __call__(self, text: str, /, **values: object) -> str:
        """Return ``text`` translated, with ``values`` filled in."""
        said = self._catalogue.gettext(text) if text else ""
        return said.format(**values) if values else said

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Return the form for ``count``; ``{count}`` is filled in by itself."""
        said = self._catalogue.ngettext(one, many, count)
        return said.format(**({"count": count} | values))

    def context(self, context: str, text: str, /, **values: object) -> str:
        """Return ``text`` as it is said in ``context`` (a short word has many meanings)."""
        said = self._catalogue.pgettext(context, text)
        return said.format(**values) if values else said


@lru_cache(maxsize=8)
def translator(code: str, folder: Path) -> Translator:
    """Return the translator for ``code``; English needs no catalogue."""
    if code == "en":
        return Translator("en", gettext.NullTranslations())
    path = folder / f"{code}.mo"
    try:
        with path.open("rb") as stream:
            return Translator(code, gettext.GNUTranslations(stream))
    except OSError:
        # A missing catalogue must not keep the window shut: English is better than nothing.
        return Translator(code, gettext.NullTranslations())
