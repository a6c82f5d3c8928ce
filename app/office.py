"""One Qt-free door to everything below: ask, do, undo, redo."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from app.clock import Clock
from app.models.changes import Changes
from app.models.faults import Busy
from app.models.first import Waiting
from app.models.work import Moment, Reading, Work
from app.services import derive, history

if TYPE_CHECKING:
    from pathlib import Path

    from app.models.database import Database
    from app.queries.first import FirstLook

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 4


@dataclass(frozen=True)
class Done:
    """What a verb returned and what it changed."""

    result: Any
    changes: Changes


@dataclass
class Office:
    """An open database, a clock and the person at work.

    Safe to call from several threads: each call has its own connection and transaction.
    ``listeners`` are called in the thread of the write, after its commit.
    """

    database: Database
    clock: Clock
    person_id: int | None = None
    listeners: list[Callable[[Changes], None]] = field(default_factory=list)
    #: what was read before the database is opened
    first: FirstLook | None = None
    _writing: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def before_opening(
        cls, path: Path, open_: Callable[[], Database], clock: Clock, first: FirstLook
    ) -> Office:
        """Return an office on a file that is opened when something is asked of it, or by :meth:`open`."""
        return cls(cast("Database", Waiting(path, open_)), clock, first=first)

    def open(self) -> None:
        """Open the database where that has waited.

        Raises:
            RapportError: it cannot be opened.
        """
        if isinstance(self.database, Waiting):
            self.database = self.database.opened()

    def moment(self) -> Moment:
        """Return who asks, and when."""
        return Moment(self.clock.now(), self.clock.today(), self.clock.zone, self.person_id)

    def ask(self, query: Callable[Concatenate[Reading, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query on one snapshot of the database."""
        with self.database.read() as connection:
            return query(Reading(connection, self.moment()), *args, **kwargs)

    def do(self, verb: Callable[Concatenate[Work, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a verb: its rows, their history and what follows from them, all or nothing."""
        result: T = self.act(verb, *args, **kwargs).result
        return result

    def act(self, verb: Callable[Concatenate[Work, P], T], /, *args: P.args, **kwargs: P.kwargs) -> Done:
        """Run a verb as :meth:`do` does and tell what it changed as well.

        A database that is busy is tried again, after a random pause, before :class:`Busy` is raised.
        """
        for left in reversed(range(TRIES)):
            try:
                done = self._once(verb, *args, **kwargs)
            except Busy:
                if not left:
                    raise
                time.sleep(random.uniform(0.01, 0.2))  # noqa: S311 - jitter, not a secret
            else:
                break
        if done.changes:
            for listener in list(self.listeners):
                listener(done.changes)
        return done

    def _once(self, verb: Callable[..., Any], *args: Any, **kwargs: Any) -> Done:
        # writers of one process queue here, in order, instead of racing for the file's lock
        with self._writing, self.database.write() as connection:
            work = Work(connection, self.moment(), verb=getattr(verb, "__name__", ""))
            result = verb(work, *args, **kwargs)
            derive.refresh(work)
            changes = work.finish()
        return Done(result, changes)

    def undo(self, step_id: int | None = None) -> int:
        """Take back a step, by default the last one of this person."""
        return self.do(history.undo, step_id=step_id)

    def redo(self) -> int:
        """Do again what was undone last."""
        return self.do(history.redo)

    def close(self) -> None:
        """Close the database."""
        self.database.close()
