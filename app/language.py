"""One gettext catalogue for windows, commands, reports and errors."""

from __future__ import annotations

import gettext
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES: Final = {"en": "English", "ru": "Русский"}
#: what stands between the thousands of a number
_GROUPS: Final = {"en": ",", "ru": "\N{NO-BREAK SPACE}"}
#: placeholders whose whole numbers are names of something, not counts
_NAMES: Final = frozenset({"year", "id"})


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools know
    """Mark ``text`` for extraction; it is translated where it is shown."""
    return text


class Translator:
    """Says things in one language.

    Texts are English msgids with named placeholders::

        tr("Imported {count} files", count=3)
        tr.plural("{count} customer", "{count} customers", 3)
        tr.context("direction", "out")

    Whole numbers are written with the thousands of the language apart: “1,234 customers”.
    """

    def __init__(self, code: str, catalogue: gettext.NullTranslations) -> None:
        self.code = code
        self._catalogue = catalogue

    def __call__(self, text: str, /, **values: object) -> str:
        """Return ``text`` translated, with ``values`` filled in."""
        said = self._catalogue.gettext(text) if text else ""
        return self._filled(said, values)

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Return the form for ``count``; ``{count}`` is filled in by itself."""
        said = self._catalogue.ngettext(one, many, count)
        return self._filled(said, {"count": count} | values)

    def context(self, context: str, text: str, /, **values: object) -> str:
        """Return ``text`` as it is said in ``context`` (a short word has many meanings)."""
        return self._filled(self._catalogue.pgettext(context, text), values)

    def number(self, value: int) -> str:
        """Return a whole number as the language writes it: “12,345”, «12 345»."""
        return f"{value:,}".replace(",", _GROUPS.get(self.code, _GROUPS["en"]))

    def _filled(self, said: str, values: dict[str, object]) -> str:
        if not values:
            return said
        grouped = {
            name: self.number(value)
            for name, value in values.items()
            # the others keep their type, for a text may ask for a form of its own: {month:02}
            if type(value) is int and abs(value) > 999 and name not in _NAMES
        }
        return said.format(**(values | grouped))


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
