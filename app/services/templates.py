"""Verbs on templates: the team's own, and the program's rewritten, hidden, put back (row R3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.domain.templates import check
from app.language import N_
from app.models.greeting import Template
from app.models.work import Work
from app.queries.greeting_templates import LANGUAGES, SHELVES, TONES, TemplateRow, builtin
from app.services.faults import BadValue

EDITABLE: Final = ("name", "occasion", "language", "tone", "subject", "body", "hidden")


def create(
    work: Work,
    *,
    name: str,
    body: str,
    subject: str = "",
    occasion: str = "",
    language: str = "ru",
    tone: str = "formal",
    kind: str = "greeting",
) -> int:
    """Keep a text of the team's own and return its id.

    Raises:
        BadValue: it has no name or no text, or its occasion, language or tone is none.
        BadTemplate, UnknownWord, TooLong: it cannot be filled in.
    """
    values = {
        "name": " ".join(name.split()),
        "subject": subject.strip(),
        "body": body.strip(),
        "occasion": occasion,
        "language": language,
        "tone": tone,
    }
    _check(values, kind)
    row_id = work.insert(Template, kind=kind, builtin="", **values)
    work.name(N_("Added the template “{template}”"), template=values["name"])
    return row_id


def edit(work: Work, *, row_id: int, values: Mapping[str, Any], was: Mapping[str, Any] | None = None) -> None:
    """Change a text of the team.

    Raises:
        EditConflict: somebody changed the same thing meanwhile.
        BadTemplate, UnknownWord, TooLong, BadValue: what was there before is kept.
    """
    for name in values:
        if name not in EDITABLE:
            raise BadValue(value=values[name], field=name)
    row = work.get(Template, row_id)
    _check({**row, **values}, row["kind"], named=not row["builtin"])
    work.change(Template, row_id, values, was, current=row)
    work.name(N_("Changed the template “{template}”"), template=_name(row))


def replace(work: Work, *, key: str, subject: str, body: str) -> int:
    """Rewrite a text of the program («ru/birthday/formal/1») for the team and return its row.

    Raises:
        BadValue: there is no such text, or the new one is empty.
        BadTemplate, UnknownWord, TooLong: what was there before is kept.
    """
    brought = _brought(key)
    values = {"subject": subject.strip(), "body": body.strip(), "hidden": False}
    _check({**_place(brought), "name": key, **values}, "greeting")
    row_id = _over(work, brought, values)
    work.name(N_("Changed the template “{template}”"), template=brought.key)
    return row_id


def reset(work: Work, *, key: str) -> None:
    """Put a text of the program back as it came."""
    brought = _brought(key)
    for row in work.find(Template, builtin=key):
        work.remove(Template, row["id"])
    work.name(N_("Put the template “{template}” back as it came"), template=brought.key)


def hide(work: Work, *, key: str = "", row_id: int | None = None, hidden: bool = True) -> int:
    """Offer a text no more, or again: one of the program by its ``key``, one of the team's own by ``row_id``."""
    if row_id is None:
        brought = _brought(key)
        made = _over(work, brought, {"hidden": hidden})
        name = brought.key
    else:
        row = work.get(Template, row_id)
        work.change(Template, row_id, {"hidden": hidden}, current=row)
        made, name = row_id, _name(row)
    if hidden:
        work.name(N_("Hid the template “{template}”"), template=name)
    else:
        work.name(N_("Offered the template “{template}” again"), template=name)
    return made


def remove(work: Work, *, row_id: int) -> None:
    """Remove a text of the team's own."""
    row = work.remove(Template, row_id)
    work.name(N_("Removed the template “{template}”"), template=_name(row))


def _over(work: Work, brought: TemplateRow, values: Mapping[str, Any]) -> int:
    known = next(iter(work.find(Template, builtin=brought.key)), None)
    if known is not None:
        work.change(Template, known["id"], values, current=known)
        return int(known["id"])
    plain = {"name": "", "subject": "", "body": "", "hidden": False, **_place(brought), **values}
    return work.insert(Template, kind="greeting", builtin=brought.key, **plain)


def _place(brought: TemplateRow) -> dict[str, str]:
    return {"occasion": brought.occasion, "language": brought.language, "tone": brought.tone}


def _brought(key: str) -> TemplateRow:
    language = key.partition("/")[0]
    known = builtin(language) if language in LANGUAGES else ()
    found = next((row for row in known if row.key == key), None)
    if found is None:
        raise BadValue(value=key, field="template")
    return found


def _name(row: Mapping[str, Any]) -> str:
    return str(row["name"] or row["builtin"])


def _check(values: Mapping[str, Any], kind: str, *, named: bool = True) -> None:
    if named and not values["name"]:
        raise BadValue(value=values["name"], field="name")
    if named and not str(values["body"]).strip():
        raise BadValue(value=values["body"], field="body")
    if values["language"] not in LANGUAGES:
        raise BadValue(value=values["language"], field="language")
    if kind == "greeting" and values["tone"] not in TONES:
        raise BadValue(value=values["tone"], field="tone")
    if kind == "greeting" and values["occasion"] not in {*SHELVES, ""}:
        raise BadValue(value=values["occasion"], field="occasion")
    check(str(values["subject"]))
    check(str(values["body"]))
