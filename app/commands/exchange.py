"""Commands that exchange data with files: import and export."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from app.clock import Clock, FixedClock, SystemClock
from app.commands import Call, Outcome
from app.domain.fields import BY_KEY, PURPOSE_NAMES
from app.errors import BadInput, Says
from app.exchange import mapping as mappings
from app.exchange.contacts import Problem
from app.language import N_, Translator
from app.models.database import create, exists
from app.models.faults import Gone
from app.office import Office
from app.services import exports, importing
from app.services.faults import NoCustomer
from app.services.importing import ImportPlan, Opened, Options

#: problems of one file that are printed for people; ``--json`` tells all
_SHOWN: Final = 10


class BadCustomer(BadInput):
    """The customer of an export is not given by its number."""

    message = N_("“{text}” is no number of a customer.")
    advice = N_("Write: export customer NUMBER FILE. “search” with --json tells the numbers.")


class OneFile(BadInput):
    """The export needs exactly one file."""

    message = N_("Name exactly one file to write to.")


def import_(call: Call) -> Outcome:
    """Import files of contacts as one step; with ``--dry-run`` only say what it would do."""
    options = call.options
    if options.dry_run or options.show_mapping:
        return _rehearse(call)
    opened: Opened | None = None
    if not exists(options.target):
        # a database is not begun for files of which none can be read
        with tempfile.TemporaryDirectory() as folder, contextlib.closing(_aside(call, folder)) as office:
            opened = _open(office, options.files, options.mapping)
            if not opened.sources:
                return import_contacts(office, options.files, opened=opened, tr=call.tr)
    with contextlib.closing(call.office(create_missing=True)) as office:
        return import_contacts(office, options.files, mapping=options.mapping, opened=opened, tr=call.tr)


def _aside(call: Call, folder: str) -> Office:
    """Return an office on an empty database in ``folder``, in the place of one that is missing."""
    now = call.options.now
    clock: Clock = FixedClock(now) if now else SystemClock()
    return Office(create(Path(folder) / "rehearsal.rapport"), clock)


def _open(office: Office, files: Sequence[Path], mapping: Path | None) -> Opened:
    wishes = mappings.load(mapping) if mapping else None
    opened: Opened = office.ask(importing.open_sources, paths=files, mapping=wishes)
    return opened


def _rehearse(call: Call) -> Outcome:
    """Do what changes nothing; a database that is missing stays missing."""
    options = call.options
    with tempfile.TemporaryDirectory() as folder:
        office = call.office() if exists(options.target) else _aside(call, folder)
        try:
            if options.show_mapping:
                return show_mapping(office, options.files, mapping=options.mapping, tr=call.tr)
            return import_contacts(office, options.files, mapping=options.mapping, dry_run=True, tr=call.tr)
        finally:
            office.close()


def import_contacts(
    office: Office,
    files: Sequence[Path],
    *,
    mapping: Path | None = None,
    dry_run: bool = False,
    opened: Opened | None = None,
    tr: Translator,
) -> Outcome:
    """Import ``files`` and tell what came of each; exit code 2 where none could be read.

    ``opened`` are the same files where they were read already.

    Raises:
        BadInput: the mapping cannot be used.
    """
    if opened is None:
        opened = _open(office, files, mapping)
    options = Options(region="RU" if tr.code == "ru" else None, own=_own_fields(mapping))
    plan: ImportPlan = office.ask(importing.plan, sources=opened.sources, options=options)
    if not dry_run and plan.decisions:
        importing.run(office, plan=plan)
    document = plan.document(lambda item: said(item, tr))
    listed: list[Any] = document["files"]
    for refused in opened.refused:
        problem = {"line": 0, "text": refused.fault.text(tr)}
        counts = dict.fromkeys(("read", "created", "merged", "unchanged", "skipped"), 0)
        listed.insert(refused.place, {"file": refused.file, **counts, "problems": [problem], "first": ""})
    return Outcome(document, told(document, tr, dry_run=dry_run), 0 if opened.sources else 2)


def said(problem: Problem, tr: Says) -> str:
    """Word a problem; a field of the card is called by its label."""
    values = dict(problem.values)
    field = BY_KEY.get(str(values.get("field")))
    if field is not None:
        values["field"] = tr(field.label)
    return tr(problem.message, **values)


def told(document: Mapping[str, Any], tr: Translator, *, dry_run: bool) -> str:
    """Return the outcome for people: a line for each file, its first problems below it."""
    lines: list[str] = []
    for file in document["files"]:
        lines.append(f"{file['file']}: {_counts(file, tr)}")
        problems = file["problems"]
        for problem in problems[:_SHOWN]:
            where = tr("line {line}: ", line=problem["line"]) if problem["line"] else ""
            lines.append(f"    {where}{problem['text']}")
        if len(problems) > _SHOWN:
            more = len(problems) - _SHOWN
            lines.append("    " + tr.plural("and {count} more problem", "and {count} more problems", more))
    if len(document["files"]) > 1:
        lines.append(tr("Together: {counts}", counts=_counts(document, tr)))
    if dry_run:
        lines.append(tr("This was a rehearsal: nothing was changed."))
    return "\n".join(lines)


def _counts(numbers: Mapping[str, Any], tr: Translator) -> str:
    same = numbers.get("unchanged", 0)
    told = {
        "read": numbers["read"],
        "created": numbers["created"],
        "merged": numbers["merged"] - same,
        "skipped": numbers["skipped"],
    }
    if same:
        msgid = N_(
            "read {read}, created {created}, joined {merged}, nothing new in {same}, left out {skipped}"
        )
        return tr(msgid, same=same, **told)
    return tr("read {read}, created {created}, joined {merged}, left out {skipped}", **told)


def _own_fields(mapping: Path | None) -> dict[str, str]:
    """Return the columns that a mapping sends to fields of the team's own («own:PURPOSE»), with purposes."""
    if mapping is None:
        return {}
    document = json.loads(mapping.read_text(encoding="utf-8-sig"))
    columns = document.get("columns", document) if isinstance(document, dict) else document
    if isinstance(columns, dict):
        pairs = [(header, told) for header, told in columns.items()]
    else:
        pairs = [(told.get("header"), told) for told in columns if isinstance(told, dict)]
    found: dict[str, str] = {}
    for header, told in pairs:
        target = str(told.get("target") if isinstance(told, dict) else told)
        if header and target.startswith("own:"):
            purpose = target.removeprefix("own:").strip()
            found[str(header)] = purpose if purpose in set(PURPOSE_NAMES) else "topics"
    return found


def show_mapping(office: Office, files: Sequence[Path], *, mapping: Path | None, tr: Translator) -> Outcome:
    """Tell how the columns of each table are understood, in the form that ``--mapping`` takes."""
    opened = _open(office, files, mapping)
    shown: list[dict[str, Any]] = []
    for source in opened.sources:
        contents = source.contents
        assert isinstance(contents, importing.Loaded)
        file = contents.opened
        told = json.loads(file.mapping.to_json())
        shown.append(
            {
                "file": source.file,
                "format": file.kind,
                "encoding": file.encoding,
                "delimiter": file.delimiter,
                "mapping": told if file.mapping.columns else None,
            }
        )
    for refused in opened.refused:
        shown.insert(refused.place, {"file": refused.file, "problem": refused.fault.text(tr)})
    text = "\n".join(_mapping_text(file, tr) for file in shown)
    return Outcome({"files": shown}, text, 0 if opened.sources else 2)


def _mapping_text(file: Mapping[str, Any], tr: Translator) -> str:
    if "problem" in file:
        return str(file["problem"])
    if file["mapping"] is None:
        return tr("{file}: vCards need no mapping.", file=file["file"])
    return json.dumps(file["mapping"], ensure_ascii=False, indent=2)


def _one(office: Office, customer_id: int, path: Path, tr: Translator) -> int:
    try:
        return office.ask(exports.customer, customer_id=customer_id, path=path, tr=tr)
    except Gone:
        raise NoCustomer(id=customer_id) from None


def export(call: Call) -> Outcome:
    """Export contacts, everything, or all of one customer to a file."""
    kind, rest = call.options.kind, list(call.options.rest)
    customer_id = 0
    if kind == "customer":
        if not rest[0].isascii() or not rest[0].isdecimal():
            raise BadCustomer(text=rest[0])
        customer_id = int(rest.pop(0))
    if len(rest) != 1:
        raise OneFile
    path = Path(rest[0])
    office = call.office()
    try:
        if kind == "customer":
            written = _one(office, customer_id, path, call.tr)
        elif kind == "everything":
            written = office.ask(exports.everything, path=path)
        else:
            version = getattr(call.options, "vcard", "3.0")
            written = office.ask(exports.contacts, path=path, tr=call.tr, version=version)
    finally:
        office.close()
    text = call.tr.plural(
        "{count} record written to {path}", "{count} records written to {path}", written, path=path
    )
    return Outcome({"file": str(path), "written": written}, text)
