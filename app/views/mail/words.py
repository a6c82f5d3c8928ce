"""How letters are worded: people, moments, and a plain text as a page with its quoted part folded away."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Sequence
from typing import Final

from app.exchange.mail.text import own_part
from app.queries.mail import LetterPerson, LetterView
from app.views.kit.ui import Ui

#: people of one line before the rest is counted
_SHOWN: Final = 6
_LINK: Final = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
)
_BEHIND: Final = re.compile(r"(?is)</blockquote>(?!.*</blockquote>)(?P<rest>.*)$")


def person_text(one: LetterPerson) -> str:
    """Return somebody as a letter names him: «Peter Brown <peter@brown.example>»."""
    if one.name and one.address and one.name != one.address:
        return f"{one.name} <{one.address}>"
    return one.name or one.address


def people_text(people: Sequence[LetterPerson], ui: Ui) -> str:
    """Return several people in one line."""
    shown = ", ".join(person_text(one) for one in people[:_SHOWN])
    more = len(people) - _SHOWN
    return f"{shown} {ui.tr('and {count} more', count=more)}" if more > 0 else shown


def role(letter: LetterView, *roles: str) -> list[LetterPerson]:
    """Return the people of a letter in these roles."""
    return [one for one in letter.people if one.role in roles]


def moment_text(at: dt.datetime, ui: Ui) -> str:
    """Return day and time of a letter."""
    return f"{ui.date(ui.local(at).date(), weekday=True)}, {ui.time(at)}"


def subject_text(subject: str, ui: Ui) -> str:
    """Return a subject, or that there is none."""
    return " ".join(subject.split()) or ui.tr("without a subject")


def plain_page(text: str) -> str:
    """Return a plain text as HTML: its lines as they are, addresses as links, nothing else."""

    def link(match: re.Match[str]) -> str:
        target = match["url"] or f"mailto:{match['mail']}"
        return f"\x00{target}\x01{match.group()}\x02"

    marked = html.escape(_LINK.sub(link, text.replace("\x00", "").replace("\x01", "").replace("\x02", "")))
    linked = re.sub("\x00([^\x01]*)\x01([^\x02]*)\x02", r'<a href="\1">\2</a>', marked)
    return f'<div style="white-space: pre-wrap">{linked}</div>'


def folded_text(text: str) -> str:
    """Return a text without the letter that it quotes; the whole where nothing would be left."""
    own = own_part(text)
    return own if own.strip() else text


def folded_page(page: str) -> str:
    """Return HTML without the letter that it quotes below; the whole where something is said behind the quotation."""
    start = page.lower().find("<blockquote")
    behind = _BEHIND.search(page)
    if start < 0 or behind is None or _said(behind["rest"]) or not _said(page[:start]):
        return page
    return page[:start]


def _said(page: str) -> str:
    return re.sub(r"(?s)<[^>]*>|&nbsp;|\s", "", page)
