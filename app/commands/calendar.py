"""Commands on calendar files: import and export."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.clock import Clock, FixedClock, SystemClock
from app.commands import Call, Outcome
from app.commands.exchange import OneFile, told
from app.errors import BadInput
from app.language import N_
from app.models.database import create, exists
from app.office import Office
from app.queries import people
from app.queries.calendar_files import KINDS, Wish
from app.services import calendar_files
from app.services.calendar_files import CalendarPlan, exporting


class NobodyCalled(BadInput):
    """The export is asked for somebody who is not of the team."""

    message = N_("Nobody of the team is called “{name}”.")
    advice = N_("The team: {team}.")


class NoSuchKind(BadInput):
    """The export is asked for a kind that there is not."""

    message = N_("There is no kind “{kind}” in a calendar.")
    advice = N_("The kinds: {kinds}.")


def import_calendar(call: Call) -> Outcome:
    """Import calendars as one step; with ``--dry-run`` only say what it would do."""
    options = call.options
    files = calendar_files.open_files(options.files)
    readable = any(file.fault is None for file in files)
    with contextlib.ExitStack() as stack:
        if exists(options.target):
            office = stack.enter_context(contextlib.closing(call.office()))
        elif options.dry_run or not readable:
            # a database is not begun for files of which none can be read
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            clock: Clock = FixedClock(options.now) if options.now else SystemClock()
            office = Office(create(Path(folder) / "rehearsal.rapport"), clock)
            stack.callback(office.close)
        else:
            office = stack.enter_context(contextlib.closing(call.office(create_missing=True)))
        made = calendar_files.run(office, files=files, dry_run=options.dry_run).plan
    document = document_of(made, call)
    return Outcome(document, told(document, call.tr, dry_run=options.dry_run), 0 if readable else 2)


def document_of(made: CalendarPlan, call: Call) -> dict[str, Any]:
    """Return what ``import calendar --json`` promises."""
    return made.document(lambda one: one.text(call.tr), lambda fault: fault.text(call.tr))


def export_calendar(call: Call) -> Outcome:
    """Export the calendar, or what the options leave of it, to a file."""
    options = call.options
    if len(options.rest) != 1:
        raise OneFile
    path = Path(options.rest[0])
    with contextlib.closing(call.office()) as office:
        wish = Wish(
            options.from_,
            options.to,
            _people(office, _words(options.people)),
            _kinds(_words(options.kinds)),
            frozenset(_words(options.classes)),
            options.customer,
        )
        written = exporting.export(office, path=path, wish=wish, tr=call.tr)
    text = call.tr.plural(
        "{count} record written to {path}", "{count} records written to {path}", written, path=path
    )
    return Outcome({"file": str(path), "written": written}, text)


def _words(given: Iterable[str] | None) -> list[str]:
    return [word for each in given or () for part in each.split(",") if (word := part.strip())]


def _kinds(words: Iterable[str]) -> frozenset[str]:
    found = frozenset(words)
    for kind in sorted(found - set(KINDS)):
        raise NoSuchKind(kind=kind, kinds=", ".join(KINDS))
    return found


def _people(office: Office, words: Iterable[str]) -> frozenset[int]:
    """Return the people that are meant by their names or numbers."""
    team = office.ask(people.team, gone=True)
    known = {person.name.casefold(): person.id for person in team} | {
        str(person.id): person.id for person in team
    }
    found = set()
    for word in words:
        if word.casefold() not in known:
            raise NobodyCalled(name=word, team=", ".join(person.name for person in team))
        found.add(known[word.casefold()])
    return frozenset(found)
