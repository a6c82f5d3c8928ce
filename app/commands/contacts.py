"""Commands on contacts: log a line, search, agenda."""

from __future__ import annotations

import datetime as dt
from typing import Any

from app.commands import Call, Outcome
from app.domain.capture import Captured
from app.errors import BadInput
from app.language import N_
from app.queries import capture as reads
from app.queries import search as searching
from app.queries import today
from app.services import capture


class NobodyMeant(BadInput):
    """The line names nobody, or nobody known."""

    message = N_("No customer was recognised in “{text}”; nothing was logged.")
    advice = N_("Name the customer as on the card, or create the card first.")


class SeveralMeant(BadInput):
    """The line names several customers alike."""

    message = N_("Several customers are meant by “{text}”: {names}. Nothing was logged.")
    advice = N_("Add the given name or the employer.")


def log(call: Call) -> Outcome:
    """Log a contact and its follow-up from one line; with ``--dry-run`` only say what was understood."""
    line = " ".join(call.options.text)
    office = call.office()
    try:
        found = office.ask(reads.understood, text=line, language=call.tr.code)
        problem = _problem(found)
        if problem is None and not call.options.dry_run:
            office.do(capture.log_line, customer_id=found.customer.id, captured=found.captured)
    finally:
        office.close()
    refused = problem if problem is not None and not call.options.dry_run else None
    return Outcome(document(found), describe(found, call), refused.exit_code if refused else 0, refused)


def _problem(found: reads.Understood) -> BadInput | None:
    if found.customer is not None:
        return None
    if found.candidates:
        return SeveralMeant(text=found.text, names=", ".join(one.name for one in found.candidates))
    return NobodyMeant(text=found.text)


def document(found: reads.Understood) -> dict[str, Any]:
    """Return what ``log --json`` promises."""
    captured: Captured = found.captured
    step = captured.followup
    return {
        "customer": {"id": found.customer.id, "name": found.customer.name} if found.customer else None,
        "candidates": [{"id": one.id, "name": one.name} for one in found.candidates[:5]],
        "kind": captured.kind,
        "direction": captured.direction,
        "minutes": captured.minutes,
        "outcome": captured.outcome,
        "text": captured.text,
        "followup": None
        if step is None
        else {
            "date": step.date.isoformat(),
            "time": step.time.strftime("%H:%M") if step.time else None,
            "text": step.text,
        },
    }


def describe(found: reads.Understood, call: Call) -> str:
    """Return what was understood, for people."""
    tr, captured = call.tr, found.captured
    who = found.customer.name if found.customer else "?"
    parts = [who, captured.kind, captured.direction]
    if captured.minutes is not None:
        parts.append(tr("{minutes} min", minutes=captured.minutes))
    if captured.outcome == "no_answer":
        parts.append(tr("no answer"))
    lines = [" · ".join(parts) + (f": {captured.text}" if captured.text else "")]
    for step in (captured.followup, *captured.further):
        if step is not None:
            time = step.time.strftime(" %H:%M") if step.time else ""
            lines.append(
                tr("Next: {date}{time} {text}", date=step.date.isoformat(), time=time, text=step.text)
            )
    lines += [warning.text(tr) for warning in found.warnings]
    return "\n".join(lines)


def search(call: Call) -> Outcome:
    """Print what the search box finds, best first."""
    office = call.office()
    try:
        hits = office.ask(searching.search, text=" ".join(call.options.text), limit=call.options.limit)
    finally:
        office.close()
    days = [hit.when.strftime("%Y-%m-%d") if hit.when else "" for hit in hits]
    found = [
        {"kind": hit.kind, "id": hit.id, "title": hit.title, "detail": hit.detail, "date": day}
        for hit, day in zip(hits, days, strict=True)
    ]
    text = "\n".join(
        f"{hit.kind:12} {hit.id:>7}  {hit.title}  {day} {hit.detail}".rstrip()
        for hit, day in zip(hits, days, strict=True)
    )
    return Outcome(found, text or call.tr("Nothing was found."))


def agenda(call: Call) -> Outcome:
    """Print what is due: follow-ups, occasions, requests, customers out of sight."""
    office = call.office()
    try:
        start: dt.date = call.options.date or office.clock.today()
        items = office.ask(today.agenda, start=start, days=max(1, call.options.days))
    finally:
        office.close()
    found = [
        {
            "date": item.date.isoformat(),
            "time": item.time or None,
            "kind": item.kind,
            "customer": {"id": item.customer_id, "name": item.customer} if item.customer_id else None,
            "text": item.say(call.tr),
        }
        for item in items
    ]
    text = "\n".join(
        f"{item.date.isoformat()} {item.time or '':5}  {item.kind:13} {item.customer}  {item.say(call.tr)}"
        for item in items
    )
    return Outcome(found, text or call.tr("Nothing is due."))
