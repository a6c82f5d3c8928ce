"""Lists of words, written as one text."""

from __future__ import annotations


def listed(*texts: str) -> tuple[str, ...]:
    """Return the words of ``texts`` in their order."""
    return tuple(word for text in texts for word in text.split())


def vocabulary(*texts: str) -> frozenset[str]:
    """Return the words of ``texts`` to look up in."""
    return frozenset(listed(*texts))


def slips(word: str) -> frozenset[str]:
    """Return ``word`` with one inner letter left out or two neighbours swapped, as hurried fingers do."""
    inner = range(1, len(word) - 1)
    left_out = {word[:at] + word[at + 1 :] for at in inner}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in inner}
    return frozenset((left_out | swapped) - {word})
