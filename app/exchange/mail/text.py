"""The text of a letter: out of HTML, out of flowed lines, and without what it quotes."""

from __future__ import annotations

import html
import re
from typing import Final

import nh3

from app.exchange.mail.clean import stripped, too_deep

#: characters of HTML that are read for its text; no letter to a person has more
LONGEST_HTML: Final = 1_000_000
#: characters of text that are kept
LONGEST_TEXT: Final = 400_000

_DROPPED: Final = frozenset(
    {"script", "style", "title", "head", "template", "noscript", "svg", "math", "object"}
)
_BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "br",
        "tr",
        "li",
        "ul",
        "ol",
        "table",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "pre",
        "section",
        "article",
        "header",
        "footer",
        "dt",
        "dd",
        "center",
    ]
)
_TAGS: Final = set(_BLOCKS) | {"a", "td", "th", "span", "b", "i", "tbody", "thead", "img"}
_EMPTY_LINES: Final = re.compile(r"\n\s*\n\s*\n+")

# of a page that nh3 wrote anew: quotes of attributes are closed, signs in texts are escaped
_TOKEN: Final = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>|([^<]+)""")
_ALT: Final = re.compile(r"""\balt="([^"]*)\"""")
_SPACE: Final = re.compile(r"\s+")

# what stands above a quotation, in the words of common programs
_ABOVE: Final = re.compile(
    r"""(?ix)^\s*(?:
      -{2,}\s*(?:original\s+message|forwarded\s+message|исходное\s+сообщение|пересылаемое\s+сообщение|
         пересланное\s+сообщение|переадресованное\s+сообщение|ursprüngliche\s+nachricht|message\s+d.origine)\s*-{2,}
      | _{20,}
      | begin\s+forwarded\s+message: | начало\s+переадресованного\s+(?:сообщения|письма):
      | (?:on|le|am)\s.{4,200}\s(?:wrote|a\s+écrit|schrieb)\b.{0,80}:
      | (?:\d{1,2}[./ ]|пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|в\s|\d{4}).{4,200}
        (?:пишет|написал(?:\(а\)|а)?|писал(?:\(а\)|а)?|wrote)\s*:?
      | .{3,120}<\S+@\S+>\s*(?:пишет|написал(?:\(а\)|а)?|wrote)?\s*:
    )\s*$"""
)
_OUTLOOK_FROM: Final = re.compile(r"(?i)^\s*\*?(?:from|от|von|de)\s*:\*?\s*\S")
_OUTLOOK_NEXT: Final = re.compile(
    r"(?i)^\s*\*?(?:sent|date|to|subject|отправлено|дата|кому|тема|gesendet|envoyé)\s*:"
)


class _Reader:
    """Gathers what a person would read, out of HTML that was made well-formed."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._pre = 0
        self._quotes = 0

    def read(self, tidy: str) -> str:
        for match in _TOKEN.finditer(tidy):
            close, tag, attributes, text = match.groups()
            if text is not None:
                said = html.unescape(text)
                self.parts.append(said if self._pre else _SPACE.sub(" ", said))
            elif close:
                self._end(tag)
            elif tag:
                self._start(tag, attributes)
        return "".join(self.parts)

    def _start(self, tag: str, attributes: str) -> None:
        if tag == "pre":
            self._pre += 1
        if tag == "blockquote":
            self._quotes += 1
            self.parts.append(f"\n\x01{self._quotes}\x02")
        if tag in _BLOCKS:
            self.parts.append("\n• " if tag == "li" else "\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")
        elif tag == "img" and (said := _ALT.search(attributes)):
            self.parts.append(f" {html.unescape(said[1]).strip()} ")

    def _end(self, tag: str) -> None:
        if tag == "pre":
            self._pre = max(0, self._pre - 1)
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
            self.parts.append(f"\n\x01{self._quotes}\x02")
        if tag == "p":
            self.parts.append("\n\n")
        elif tag in _BLOCKS and tag not in {"br", "li"}:
            self.parts.append("\n")


_QUOTE_MARK: Final = re.compile(r"\x01(\d+)\x02")


def text_of_html(source: str) -> str:
    """Return the text of a page; quotations get «> » in front of their lines."""
    if not source:
        return ""
    if too_deep(source[:LONGEST_HTML]):
        return html.unescape(stripped(source[:LONGEST_HTML]))
    # a parser of the real language first: what it writes is well-formed
    tidy = nh3.clean(
        source[:LONGEST_HTML].replace("\x01", " ").replace("\x02", " "),
        tags=_TAGS,
        clean_content_tags=set(_DROPPED),
        attributes={"img": {"alt"}},
        link_rel=None,
    )
    return _lines(_Reader().read(tidy))


def _lines(text: str) -> str:
    depth = 0
    made: list[str] = []
    for line in text.replace("\xa0", " ").split("\n"):
        for mark in _QUOTE_MARK.finditer(line):
            depth = int(mark.group(1))
        said = " ".join(_QUOTE_MARK.sub("", line).split()) if "  " in line or "\x01" in line else line.strip()
        made.append(("> " * min(depth, 9) + said) if depth and said else said)
    return tidied("\n".join(made))


def tidied(text: str) -> str:
    """Return text without signs that are none, with one kind of line end and no heaps of empty lines."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    plain = "\n".join(line.rstrip() for line in plain[:LONGEST_TEXT].split("\n"))
    return _EMPTY_LINES.sub("\n\n", plain).strip("\n ")


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """Join flowed lines to paragraphs again (RFC 3676); quoted ones stay as deep as they were."""
    made: list[str] = []
    open_depth: int | None = None
    for line in text.replace("\r\n", "\n").split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        body = line[depth:].removeprefix(" ")
        flows = body.endswith(" ") and body != "-- "
        if flows and delete_space:
            body = body[:-1]
        if open_depth == depth and body != "-- ":
            made[-1] += body
        else:
            made.append((">" * depth + " " if depth else "") + body)
        open_depth = depth if flows else None
    return "\n".join(made)


def own_part(text: str) -> str:
    """Return what the writer says himself: without quotations at the end and without a signature below «-- »."""
    lines = text.split("\n")
    end = len(lines)
    for number, line in enumerate(lines):
        if line.rstrip() == "--" or _begins_quote(lines, number):
            end = number
            break
    own = [line for line in lines[:end] if not line.lstrip().startswith(">")]
    return tidied("\n".join(own)) or tidied(text)


def _begins_quote(lines: list[str], number: int) -> bool:
    line = lines[number]
    if len(line) > 400:
        return False
    if _ABOVE.match(line):
        return _is_quoted_below(lines, number) or line.lstrip().startswith(("-", "_", "Begin", "Начало"))
    following = lines[number + 1 : number + 4]
    if _OUTLOOK_FROM.match(line):
        return any(_OUTLOOK_NEXT.match(each) for each in following)
    # an attribution may be cut in two lines
    if following and line.lower().startswith(("on ", "в ")) and len(line) < 200:
        return bool(_ABOVE.match(f"{line} {following[0]}")) and _is_quoted_below(lines, number + 1)
    return False


def _is_quoted_below(lines: list[str], number: int) -> bool:
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    return below.lstrip().startswith(">") or lines[number].rstrip().endswith(":")


def short(text: str, limit: int = 280) -> str:
    """Return the beginning of what the writer says himself, on one line."""
    said = " ".join(own_part(text).split())
    if len(said) <= limit:
        return said
    cut = said[:limit].rpartition(" ")[0] or said[:limit]
    return cut.rstrip(" ,.;:-") + "…"
