"""The only threading code: asks and does off the GUI thread and brings answers back to it."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot

from app.errors import RapportError
from app.models.changes import Changes
from app.office import Done, Office
from app.views.kit.tasks import Tasks

if TYPE_CHECKING:
    from app.queries.first import FirstLook

WAITING_AFTER_MS = 500


class Desk(QObject):
    """Where views ask questions and give orders.

    Every request has a number; an answer that comes late, after its asker asked anew under the
    same ``key`` or was destroyed, is dropped. ``changed`` tells every view what a write changed;
    ``failed`` carries errors that no asker took; ``crashed`` carries bugs.
    """

    changed = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    busy = Signal(int)
    waiting = Signal(bool)
    saved = Signal()
    #: the database is open, and what was asked meanwhile is under way
    begun = Signal()

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.office = office
        #: work that waits for the database to be opened, by the pool that will do it
        self._held: list[tuple[QThreadPool, _Job]] | None = None if office.first is None else []
        self._numbers = itertools.count(1)
        self._newest: dict[tuple[int, str], int] = {}
        self._open: dict[int, _Request] = {}
        self._readers = QThreadPool(self)
        self._readers.setMaxThreadCount(3)
        # one writer: verbs of one window happen in the order in which they were given
        self._writer = QThreadPool(self)
        self._writer.setMaxThreadCount(1)
        self._relay = _Relay(self)
        self._relay.answered.connect(self._answer)
        self._relay.news.connect(self.changed)
        self._slow = QTimer(self, singleShot=True, interval=WAITING_AFTER_MS)
        self._slow.timeout.connect(lambda: self.waiting.emit(True))
        office.listeners.append(self._relay.tell)
        #: long work with progress and a way to stop it
        self.tasks = Tasks(self, self)

    def ask(
        self,
        then: Callable[[Any], None],
        query: Callable[..., Any],
        /,
        *,
        key: str = "",
        owner: QObject | None = None,
        failed: Callable[[RapportError], None] | None = None,
        **arguments: Any,
    ) -> int:
        """Run ``query`` beside the window and call ``then`` with its answer on the GUI thread.

        ``key`` names the question: of several under one key of one ``owner`` only the newest is answered.
        """
        request = _Request(next(self._numbers), then, failed, owner, key, write=False)
        return self._start(request, lambda: self.office.ask(query, **arguments), self._readers)

    def do(
        self,
        then: Callable[[Any], None] | None,
        verb: Callable[..., Any],
        /,
        *,
        owner: QObject | None = None,
        failed: Callable[[RapportError], None] | None = None,
        **arguments: Any,
    ) -> int:
        """Run ``verb`` beside the window; ``then`` gets what it returned, ``changed`` tells the rest."""
        request = _Request(next(self._numbers), then, failed, owner, "", write=True)
        return self._start(request, lambda: self.office.do(verb, **arguments), self._writer)

    def act(
        self,
        then: Callable[[Done], None],
        verb: Callable[..., Any],
        /,
        *,
        owner: QObject | None = None,
        failed: Callable[[RapportError], None] | None = None,
        **arguments: Any,
    ) -> int:
        """Run ``verb`` as :meth:`do` does; ``then`` gets what it changed as well, such as the step to undo."""
        request = _Request(next(self._numbers), then, failed, owner, "", write=True)
        return self._start(request, lambda: self.office.act(verb, **arguments), self._writer)

    def run(
        self,
        then: Callable[[Any], None] | None,
        work: Callable[[], Any],
        /,
        *,
        owner: QObject | None = None,
        failed: Callable[[RapportError], None] | None = None,
        key: str = "",
    ) -> int:
        """Run any other slow work (reading a file, writing a PDF) beside the window."""
        request = _Request(next(self._numbers), then, failed, owner, key, write=False)
        return self._start(request, work, self._readers)

    def undo(self, then: Callable[[Any], None] | None = None) -> None:
        """Take back the last step of this person; ``then`` gets its id."""
        request = _Request(next(self._numbers), then, None, None, "", write=True)
        self._start(request, self.office.undo, self._writer)

    def redo(self, then: Callable[[Any], None] | None = None) -> None:
        """Do again what was undone last; ``then`` gets the id of the step that stands again."""
        request = _Request(next(self._numbers), then, None, None, "", write=True)
        self._start(request, self.office.redo, self._writer)

    @property
    def held(self) -> bool:
        """Whether the database is still to be opened: what is asked meanwhile waits."""
        return self._held is not None

    def open(
        self,
        prepare: Callable[[], object],
        then: Callable[[Any], None],
        failed: Callable[[RapportError], None],
    ) -> None:
        """Prepare and open the database beside the window, then begin with what was asked meanwhile."""

        def work() -> None:
            prepare()
            self.office.open()

        def opened(_answer: object) -> None:
            self.begin()
            then(None)

        request = _Request(next(self._numbers), opened, failed, None, "", write=False)
        self._open[request.number] = request
        self._readers.start(_Job(request.number, work, self._relay))

    def take_first(self) -> FirstLook | None:
        """Return what was read before the first paint, once; the caller sees whether it is what he would ask."""
        first, self.office.first = self.office.first, None
        return first

    def begin(self) -> None:
        """Work on what was asked so far, and from now on at once."""
        held, self._held = self._held, None
        for pool, job in held or ():
            pool.start(job)
        if held is not None:
            self.begun.emit()

    @property
    def listening(self) -> bool:
        """Whether the desk still works: not once it has finished."""
        return self._relay.tell in self.office.listeners

    def idle(self) -> bool:
        """Tell whether nothing is under way."""
        return not self._open

    def finish(self, milliseconds: int = 10_000) -> bool:
        """Wait for what is under way, before the window closes."""
        self.begin()
        self.tasks.cancel()
        done = self._writer.waitForDone(milliseconds)
        self._readers.clear()
        done = self._readers.waitForDone(milliseconds) and done
        if self._relay.tell in self.office.listeners:
            self.office.listeners.remove(self._relay.tell)
        return done

    def _start(self, request: _Request, work: Callable[[], Any], pool: QThreadPool) -> int:
        if request.key:
            self._newest[request.place] = request.number
        self._open[request.number] = request
        if request.write and not self._slow.isActive():
            self._slow.start()
        self.busy.emit(len(self._open))
        job = _Job(request.number, work, self._relay)
        if self._held is None:
            pool.start(job)
        else:
            self._held.append((pool, job))
        return request.number

    @Slot(int, object, object)
    def _answer(self, number: int, answer: object, fault: object) -> None:
        request = self._open.pop(number)
        self.busy.emit(len(self._open))
        if request.write and not any(other.write for other in self._open.values()):
            self._slow.stop()
            self.waiting.emit(False)
            if fault is None:
                self.saved.emit()
        if not request.alive() or (request.key and self._newest.get(request.place) != number):
            if fault is not None and request.write:
                self.failed.emit(fault)
            return
        if fault is None:
            if request.then is not None:
                request.then(answer)
        elif isinstance(fault, RapportError):
            if request.failed is not None:
                request.failed(fault)
            else:
                self.failed.emit(fault)
        else:
            self.crashed.emit(fault)


class _Request:
    """Who asked what under which number."""

    def __init__(
        self,
        number: int,
        then: Callable[[Any], None] | None,
        failed: Callable[[RapportError], None] | None,
        owner: QObject | None,
        key: str,
        *,
        write: bool,
    ) -> None:
        self.number, self.then, self.failed, self.key, self.write = number, then, failed, key, write
        self.place = (id(owner), key)
        self.gone = False
        if owner is not None:
            this = weakref.ref(self)

            def forget(*_args: object) -> None:
                request = this()
                if request is not None:
                    request.gone = True

            owner.destroyed.connect(forget)

    def alive(self) -> bool:
        """Tell whether the asker is still there."""
        return not self.gone


class _Relay(QObject):
    """Carries answers from workers to the GUI thread."""

    answered = Signal(int, object, object)
    news = Signal(object)

    def tell(self, changes: Changes) -> None:
        """Pass on what a write changed; called in the thread of the write."""
        self.news.emit(changes)


class _Job(QRunnable):
    """One piece of work in a pool; its relay belongs to the GUI thread."""

    def __init__(self, number: int, work: Callable[[], Any], relay: _Relay) -> None:
        super().__init__()
        self._number, self._work, self._relay = number, work, relay

    def run(self) -> None:
        """Work, and send the answer or the fault."""
        answer: object = None
        fault: BaseException | None = None
        try:
            answer = self._work()
        except Exception as caught:  # noqa: BLE001 - whatever it is, the GUI thread words it
            fault = caught
        self._relay.answered.emit(self._number, answer, fault)
