"""The same verbs without a window: parse the call, run one command, print for people or as JSON."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TextIO

from app.errors import BadInput, RapportError
from app.language import LANGUAGES, Translator


@dataclass
class Call:
    """One call of a command: its options, and how to reach the office and the translator.

    ``office(create_missing=…)`` opens the database that the options name.
    """

    options: argparse.Namespace
    tr: Translator
    office: Callable[..., Any]
    out: TextIO


@dataclass(frozen=True)
class Outcome:
    """What a command has to say: a document for ``--json``, a text for people, an exit code."""

    document: Any
    text: str
    code: int = 0
    #: what kept the command from doing its work, though there is something to say
    fault: RapportError | None = None


class BadCall(BadInput):
    """The command line cannot be understood."""

    message = "{reason}"


class Parser(argparse.ArgumentParser):
    """Raises instead of printing usage and leaving."""

    def error(self, message: str) -> Any:
        raise BadCall(reason=message)


def common(*, after_command: bool = False) -> Parser:
    """Return the options that every command takes, before or after its name."""
    # behind the command an option that is not given must not undo the one that stands before it
    options = Parser(add_help=False, argument_default=argparse.SUPPRESS if after_command else None)
    options.add_argument("--database", metavar="PATH-or-URL")
    options.add_argument("--language", choices=sorted(LANGUAGES))
    options.add_argument("--now", metavar="ISO-TIME", type=moment)
    options.add_argument("--json", action="store_const", const=True, dest="as_json")
    return options


def moment(text: str) -> dt.datetime:
    """Read an ISO time; without a zone it is local time.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not an ISO time: {text}") from None


def day(text: str) -> dt.date:
    """Read an ISO date.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not an ISO date: {text}") from None


def count(text: str) -> int:
    """Read a whole number from 0 on.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if not text.isascii() or not text.isdecimal():
        raise argparse.ArgumentTypeError(f"not a whole number: {text}")
    return int(text)


def parser() -> Parser:
    """Return the parser of all commands."""
    made = Parser(
        prog="main.py", description="Rapport: without a command the window opens.", parents=[common()]
    )
    commands = made.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    shared = [common(after_command=True)]

    def add(name: str, summary: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=summary, parents=shared)

    demo = add("demo", "fill a new database with a sample")
    demo.add_argument("--customers", type=count, default=300, metavar="N")
    demo.add_argument("--seed", type=count, default=1, metavar="S")
    importing = add("import", "bring in files: contacts, calendars, letters and chats")
    importing.add_argument("kind", choices=["contacts", "calendar", "mail"])
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    importing.add_argument("--dry-run", action="store_true")
    importing.add_argument("--mapping", type=Path, metavar="FILE")
    importing.add_argument("--show-mapping", action="store_true")
    exporting = add("export", "write contacts, the calendar, everything, or all of one customer")
    exporting.add_argument("kind", choices=["contacts", "calendar", "everything", "customer"])
    exporting.add_argument("rest", nargs="+", metavar="[ID] FILE")
    exporting.add_argument("--vcard", choices=["3.0", "4.0"], default="3.0", help="version of vCards")
    _calendar_options(exporting)
    log = add("log", "log a contact and its follow-up from one line")
    log.add_argument("text", nargs="+")
    log.add_argument("--dry-run", action="store_true")
    search = add("search", "find what the search box finds")
    search.add_argument("text", nargs="+")
    search.add_argument("--limit", type=count, default=20, metavar="N")
    agenda = add("agenda", "what is due: follow-ups, occasions, requests, customers out of sight")
    agenda.add_argument("--date", type=day, metavar="D")
    agenda.add_argument("--days", type=count, default=1, metavar="N")
    backup = add("backup", "write a backup")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = add("restore", "put a backup in the place of the database")
    restore.add_argument("file", type=Path, metavar="FILE")
    add("check", "check that the database is sound")
    return made


def _calendar_options(exporting: argparse.ArgumentParser) -> None:
    """Add what leaves only a part of a calendar."""
    exporting.add_argument("--from", type=day, metavar="D", dest="from_", help="first day of a calendar")
    exporting.add_argument("--to", type=day, metavar="D", help="last day of a calendar")
    exporting.add_argument("--customer", type=count, metavar="ID", help="of this customer alone")
    for name in ("people", "kinds", "classes"):
        exporting.add_argument(f"--{name}", nargs="+", metavar=name.upper(), help=f"{name} of a calendar")


#: each command with the module and function that does it, loaded when it is called
_COMMANDS: Final = {
    "demo": ("sample", "demo"),
    "import": ("exchange", "import_"),
    "import mail": ("mail", "import_mail"),
    "import calendar": ("calendar", "import_calendar"),
    "export": ("exchange", "export"),
    "export calendar": ("calendar", "export_calendar"),
    "log": ("contacts", "log"),
    "search": ("contacts", "search"),
    "agenda": ("contacts", "agenda"),
    "backup": ("care", "backup"),
    "restore": ("care", "restore"),
    "check": ("care", "check"),
}


def run(call: Call) -> Outcome:
    """Run the command that the options name."""
    command = call.options.command
    # kinds that are read by a module of their own stand beside their command
    apart = f"{command} {getattr(call.options, 'kind', '')}"
    module, name = _COMMANDS.get(apart) or _COMMANDS[command]
    function: Callable[[Call], Outcome] = getattr(import_module(f"app.commands.{module}"), name)
    return function(call)


def perform(call: Call) -> int:
    """Run the command, print what it says, and return the exit code; never a traceback.

    A call that is wrong, or a file of which nothing could be read, still gets its JSON document.
    """
    try:
        outcome = run(call)
    except RapportError as fault:
        document = {"error": fault.what(call.tr), "advice": fault.cure(call.tr)}
        outcome = Outcome(document, "", fault.exit_code, fault)
    if outcome.fault is not None:
        say_fault(outcome.fault, call.tr)
    if call.options.as_json and (outcome.code != 1 or outcome.fault is None):
        call.out.write(json.dumps(outcome.document, ensure_ascii=False, default=str) + "\n")
    elif outcome.text:
        call.out.write(outcome.text.rstrip("\n") + "\n")
    call.out.flush()
    return outcome.code


def say_fault(fault: RapportError, tr: Translator) -> None:
    """Say on stderr what happened and what to do."""
    sys.stderr.write(fault.text(tr) + "\n")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line.

    Raises:
        BadCall: the call is wrong.
    """
    return parser().parse_args(list(arguments))
