"""The composition root: the only place that knows everyone."""

from __future__ import annotations

import gc
import json
import locale
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from app import later
from app.clock import Clock, FixedClock, SystemClock
from app.errors import RapportError
from app.language import LANGUAGES, Translator, translator
from app.models.opening import open_database
from app.office import Office
from app.paths import Paths, user_paths
from app.queries import people
from app.queries.first import FirstLook, Order, first_look
from app.settings import DATABASE, LANGUAGE, PERSON, Settings

if TYPE_CHECKING:
    import argparse
    import datetime as dt


@dataclass
class House:
    """What a start of the program put together before any database was opened."""

    paths: Paths
    settings: Settings
    clock: Clock
    tr: Translator
    target: str | Path
    #: a database that was remembered and is gone is no reason to begin an empty one in its place
    may_create: bool = True

    @property
    def name(self) -> str:
        """What this database is called in the settings: its path, or its address without a password."""
        return re.sub(r"(://[^:/@]*):[^@/]*@", r"\1@", str(self.target))

    def office(self, *, create_missing: bool = False) -> Office:
        """Open the database that the call names and seat the person at work."""
        office = Office(open_database(self.target, create_missing=create_missing), self.clock)
        office.person_id = self.person(person.id for person in office.ask(people.team))
        return office

    def first_office(self, first: FirstLook) -> Office:
        """Return an office on a file that was looked at and is opened after the first paint."""
        path = Path(self.target)
        office = Office.before_opening(path, partial(open_database, path), self.clock, first)
        office.person_id = self.person(id_ for id_, _, _ in first.people)
        return office

    def person(self, team: Iterable[int]) -> int | None:
        """Return who of ``team`` works here: as remembered on this machine, else the first."""
        known = set(team)
        remembered = self.settings.get(PERSON).get(self.name)
        if remembered in known:
            return int(remembered)
        return min(known, default=None)

    def remember_person(self, person_id: int) -> None:
        """Remember on this machine who works with this database."""
        self.settings.set(PERSON, {**self.settings.get(PERSON), self.name: person_id})


@dataclass(frozen=True)
class Asked:
    """What a start of the window may be told."""

    database: str | None
    language: str | None = None
    now: dt.datetime | None = None


def main(arguments: Sequence[str]) -> int:
    """Run the window or a command and return the exit code."""
    paths = user_paths()
    settings = Settings(paths.config / "settings.json")
    in_tray = "--in-tray" in arguments
    arguments = [one for one in arguments if one != "--in-tray"]
    if not arguments or (len(arguments) == 2 and arguments[0] == "--database" and arguments[1][:1] != "-"):
        # the window needs no parser of commands, and a start no time for it
        return window(build(Asked(arguments[1] if arguments else None), paths, settings), in_tray=in_tray)
    from app.commands import parse, say_fault  # noqa: PLC0415 - see above

    try:
        options = parse(arguments)
    except RapportError as fault:
        tr = translator(language(settings, None), paths.translations)
        say_fault(fault, tr)
        if "--json" in arguments:
            sys.stdout.write(json.dumps({"error": fault.what(tr)}, ensure_ascii=False) + "\n")
        return fault.exit_code
    house = build(options, paths, settings)
    if options.command:
        later.release()
        gc.enable()
        return command(house, options)
    return window(house)


def build(options: Asked | argparse.Namespace, paths: Paths, settings: Settings) -> House:
    """Put together what both the window and the commands need."""
    code = language(settings, options.language)
    clock: Clock = FixedClock(options.now) if options.now else SystemClock()
    target = (
        options.database or os.environ.get("RAPPORT_DATABASE") or settings.get(DATABASE) or paths.database
    )
    if isinstance(target, str) and "://" not in target:
        target = Path(target).expanduser().absolute()
    remembered = not (options.database or os.environ.get("RAPPORT_DATABASE")) and bool(settings.get(DATABASE))
    return House(paths, settings, clock, translator(code, paths.translations), target, not remembered)


def language(settings: Settings, asked: str | None) -> str:
    """Return the code of the language: as asked, as set, as the system, else English."""
    chosen = asked or settings.get(LANGUAGE)
    if chosen:
        return str(chosen)
    for name in (os.environ.get("LC_ALL"), os.environ.get("LANG"), locale.getlocale()[0]):
        code = (name or "").replace("-", "_").split("_")[0].lower()
        code = {"russian": "ru", "english": "en"}.get(code, code)
        if code in LANGUAGES:
            return code
    return "en"


def command(house: House, options: argparse.Namespace) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    options.target = house.target
    from app.commands import Call, perform  # noqa: PLC0415 - the window needs none

    call = Call(options, house.tr, house.office, sys.stdout)
    try:
        return perform(call)
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception:  # noqa: BLE001 - a bug must not end in a traceback on the user's screen
        from app import crash  # noqa: PLC0415 - only when it happened

        path = crash.record(house.paths.crash_log)
        sys.stderr.write(
            house.tr("Something went wrong inside Rapport; the details are in {path}.", path=path) + "\n"
        )
        return 1


def window(house: House, *, in_tray: bool = False) -> int:
    """Open the window on the user's database and run until it is closed; ``in_tray`` begins without showing it."""
    look = look_ahead(house)
    from app.views.kit.session import Start  # noqa: PLC0415 - commands need no Qt
    from app.views.start import run  # noqa: PLC0415 - as above

    def open_office() -> Office:
        first = look()
        if first is not None:
            return house.first_office(first)
        later.release()
        return house.office(create_missing=house.may_create)

    def record_crash(fault: BaseException) -> Path:
        from app import crash  # noqa: PLC0415 - only when it happened

        return crash.record(house.paths.crash_log, fault)

    def open_other(target: str | Path) -> Office:
        # what was chosen by hand is there; only the user's own database is made where it is missing
        other = replace(house, target=target, may_create=target == house.paths.database)
        office = other.office(create_missing=other.may_create)
        house.target = start.target = target
        house.may_create = other.may_create
        return office

    start = Start(
        house.paths,
        house.settings,
        house.clock,
        house.tr.code,
        house.target,
        open_office,
        house.remember_person,
        record_crash,
        open_other,
        in_tray=in_tray,
    )
    return run(start)


def look_ahead(house: House) -> Callable[[], FirstLook | None]:
    """Begin to look at the user's file while Qt is loaded; what is returned waits for the answer."""
    target, found = house.target, list[FirstLook | None]()
    if not isinstance(target, Path):
        return lambda: None
    thread = Thread(target=lambda: found.append(first_look(target, Order.left(house.settings))), daemon=True)
    thread.start()

    def answer() -> FirstLook | None:
        thread.join()
        return found.pop() if found else None

    return answer
