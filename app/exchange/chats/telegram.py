"""Reads chats that Telegram exports: result.json of one chat or of all of them."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from app.exchange.chats.conversation import Day, Said, by_day
from app.exchange.contacts import Problem, problem
from app.exchange.faults import FileUnreadable
from app.language import N_

#: bytes of an export that is read whole
LARGEST: Final = 600 * 1024 * 1024
_EXPORT: Final = re.compile(r'"(?:messages|chats)"\s*:\s*[\[{]|"personal_information"\s*:')
_SIGNS: Final = re.compile(r'"(?:type|date_unixtime|from_id|about|chats)"\s*:')
#: signs for what was sent beside words: they need no language
_MEDIA: Final = {
    "photo": "📷",
    "voice_message": "🎤",
    "video_message": "🎬",
    "video_file": "🎬",
    "audio_file": "🎵",
    "sticker": "🙂",
    "animation": "🎬",
    "location": "📍",
    "contact": "👤",
    "poll": "📊",
    "file": "📎",
}


def is_export(head: str) -> bool:
    """Tell whether a text begins like an export of Telegram."""
    start = head.lstrip()
    return start.startswith("{") and bool(_EXPORT.search(start)) and bool(_SIGNS.search(start))


def read(path: Path, problems: list[Problem]) -> Iterator[Day]:
    """Yield the days of all chats of an export; groups and channels of strangers are told apart by ``personal``.

    Raises:
        FileUnreadable: the system does not let it be read.
    """
    document = _document(path, problems)
    own = str((document.get("personal_information") or {}).get("user_id") or "") if document else ""
    for chat in _chats(document):
        yield from _days(chat, own, problems)


def _document(path: Path, problems: list[Problem]) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            problems.append(problem(0, "large", N_("The export is too large to be read."), rejected=True))
            return {}
        document = json.loads(path.read_bytes().decode("utf-8-sig", "replace"))
    except OSError as error:
        raise FileUnreadable(file=path.name, reason=error.strerror or str(error)) from error
    except (ValueError, RecursionError):
        problems.append(
            problem(
                0, "json", N_("The export is damaged: it ends too early. Export it again."), rejected=True
            )
        )
        return {}
    return document if isinstance(document, dict) else {}


def _chats(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if isinstance(document.get("messages"), list):
        yield document
    for part in ("chats", "left_chats"):
        inner = document.get(part)
        for chat in (inner.get("list") if isinstance(inner, dict) else None) or ():
            if isinstance(chat, dict) and isinstance(chat.get("messages"), list):
                yield chat


def _days(chat: Mapping[str, Any], own: str, problems: list[Problem]) -> Iterator[Day]:
    name, kind = _word(chat.get("name")), _word(chat.get("type"))
    messages: list[Said] = []
    odd = 0
    for each in chat["messages"]:
        said = _said(each) if isinstance(each, dict) else None
        if said is not None:
            messages.append(said)
        elif not isinstance(each, dict) or each.get("type") != "service":
            odd += 1
    if odd:
        problems.append(
            problem(
                0,
                "message",
                N_("{count} messages of the chat “{chat}” could not be read."),
                count=odd,
                chat=name,
            )
        )
    owner = next((one.who for one in messages if own and one.who_id in {f"user{own}", own}), "")
    if not owner and kind == "personal_chat":
        # in a chat of two whoever is not called like the chat is the one who exported it
        owner = next(
            (one.who for one in messages if one.who_id != f"user{chat.get('id')}" and one.who != name), ""
        )
    personal = kind in {"personal_chat", "", "bot_chat", "saved_messages"}
    yield from by_day(messages, "telegram", name, str(chat.get("id") or ""), personal=personal, owner=owner)


def _said(each: Mapping[str, Any]) -> Said | None:
    at = _moment(each)
    if at is None:
        return None
    who, who_id = (
        _word(each.get("from") or each.get("actor")),
        _word(each.get("from_id") or each.get("actor_id")),
    )
    if each.get("type") == "service":
        if each.get("action") != "phone_call":
            return None
        missed = each.get("discard_reason") in {"missed", "busy"}
        return Said(at, who, "", "📞 …" if missed else "📞", who_id)
    text = _text(each.get("text"))
    media = _media(each)
    return Said(at, who, text, media, who_id) if text or media else None


def _moment(each: Mapping[str, Any]) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(str(each.get("date"))).replace(tzinfo=None)
    except ValueError:
        return None


def _text(value: Any) -> str:
    """Return the text of a message: a string, or a list of strings and of marked parts."""
    parts = value if isinstance(value, list) else [value]
    made = []
    for part in parts:
        if isinstance(part, str):
            made.append(part)
        elif isinstance(part, dict):
            made.append(_word(part.get("text")))
            if part.get("type") == "text_link" and part.get("href"):
                made.append(f" ({part['href']})")
    return "".join(made).replace("\x00", "").strip()


def _media(each: Mapping[str, Any]) -> str:
    kind = _word(each.get("media_type"))
    if not kind:
        kind = next(
            (
                key
                for key in ("photo", "location_information", "contact_information", "poll", "file")
                if key in each
            ),
            "",
        )
    if not kind:
        return ""
    sign = _MEDIA.get(kind.removesuffix("_information"), "📎")
    name = _word(each.get("file_name"))
    return f"{sign} {name}" if name and kind not in {"sticker", "photo"} else sign


def _word(value: Any) -> str:
    return (
        value.replace("\x00", "").strip()
        if isinstance(value, str)
        else str(value)
        if isinstance(value, int)
        else ""
    )
