"""Lists of words, written as one text."""

from __future__ import annotations


def listed(*texts: str) -> tuple[str, ...]:
    """Return the words of ``texts`` in their order."""
    return tuple(word for text in texts for word in text.split())


def vocabulary(*texts: str) -> frozenset[str]:
    """Return the words of ``texts`` to look up in."""
    return frozenset(listed(*texts))
