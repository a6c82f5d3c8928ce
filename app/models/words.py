"""The words of customers' names: each stands once and has a number, and of its bearers the numbers alone are kept.

A word goes with its last bearer: a name that was erased is not to stay as one of the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from app.domain.slips import slip_key
from app.models import driver
from app.models.plain import plain, put

if TYPE_CHECKING:
    import sqlalchemy as sa

_NUMBERS: Final = "SELECT word, id FROM words WHERE word IN ?"
_OLD: Final = "SELECT n.customer_id, w.word, w.id FROM name_words n JOIN words w ON w.id = n.word_id WHERE n.customer_id IN ?"
_UNUSED: Final = (
    "DELETE FROM words WHERE id = ? AND NOT EXISTS (SELECT 1 FROM name_words WHERE word_id = words.id)"
)
#: who removes a word on a server waits for those who are about to use it, and they for him
_LOCK: Final = "SELECT pg_advisory_xact_lock{shared}(5263957)"


def number(connection: sa.Connection, words: Iterable[str]) -> dict[str, int]:
    """Return the number of each of ``words``, giving one to those that are new."""
    # in one order for everybody: two who add the same words would wait for each other
    wanted = sorted(set(words))
    if not wanted:
        return {}
    _hold(connection, shared=True)
    found = dict(plain(connection, _NUMBERS, wanted))
    new = [(word, slip_key(word)) for word in wanted if word not in found]
    if new:
        put(connection, "INSERT INTO words(word, slip) VALUES (?, ?) ON CONFLICT (word) DO NOTHING", new)
        found |= dict(plain(connection, _NUMBERS, [word for word, _ in new]))
    return found


def replace(connection: sa.Connection, words: Mapping[int, set[str]]) -> None:
    """Store the words of each customer's name."""
    old = {(row[0], row[1]): row[2] for row in plain(connection, _OLD, list(words))}
    fresh = {(customer_id, word) for customer_id, some in words.items() for word in some}
    gone = [
        (number, customer_id) for (customer_id, word), number in old.items() if word not in words[customer_id]
    ]
    if gone:
        _hold(connection)
        put(connection, "DELETE FROM name_words WHERE word_id = ? AND customer_id = ?", sorted(gone))
    new = fresh - old.keys()
    numbers = number(connection, (word for _, word in new))
    rows = sorted((numbers[word], customer_id) for customer_id, word in new)
    put(connection, "INSERT INTO name_words(word_id, customer_id) VALUES (?, ?)", rows)
    _drop_unused(connection, {row[0] for row in gone})


def forget(connection: sa.Connection, ids: Sequence[int]) -> None:
    """Remove what ``ids`` are called by."""
    old = plain(connection, "SELECT DISTINCT word_id FROM name_words WHERE customer_id IN ?", list(ids))
    if old:
        _hold(connection)
        put(connection, "DELETE FROM name_words WHERE customer_id = ?", [(one,) for one in ids])
        _drop_unused(connection, {row[0] for row in old})


def _drop_unused(connection: sa.Connection, numbers: Iterable[int]) -> None:
    put(connection, _UNUSED, [(one,) for one in sorted(numbers)])


def _hold(connection: sa.Connection, *, shared: bool = False) -> None:
    """Keep others from removing words, or from using them, to the end of the transaction; a file has one writer."""
    if connection.dialect.name == "postgresql":
        driver.read(connection, _LOCK.format(shared="_shared" if shared else ""))
