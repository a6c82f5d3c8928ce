"""Letters that act in the lists of the room; they stand on the same keys in both layouts."""

from __future__ import annotations

from typing import Final

_RUSSIAN: Final = str.maketrans("йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm")


def letter(text: str) -> str:
    """Return the Latin letter of the key that typed ``text``."""
    return text.casefold().translate(_RUSSIAN)
