"""HTML of a letter made safe to show: no scripts, no forms, nothing loaded from outside."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable, Mapping
from typing import Final

import nh3

from app.exchange.mail.letter import LetterFile

#: characters of HTML that are shown
LONGEST: Final = 2_000_000
#: bytes of pictures that one letter shows
_MOST_PICTURES: Final = 16 * 1024 * 1024

_TAGS: Final = frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "b",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "main",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
_EVERYWHERE: Final = frozenset(
    {"style", "align", "valign", "dir", "lang", "title", "width", "height", "bgcolor", "color"}
)
_ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    "a": frozenset({"href", "name"}),
    "img": frozenset({"src", "alt", "border", "hspace", "vspace"}),
    "font": frozenset({"face", "size", "color"}),
    "table": frozenset({"border", "cellpadding", "cellspacing", "summary"}),
    "td": frozenset({"colspan", "rowspan", "nowrap"}),
    "th": frozenset({"colspan", "rowspan", "nowrap"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "ol": frozenset({"start", "type"}),
    "ul": frozenset({"type"}),
    "li": frozenset({"value"}),
    "blockquote": frozenset({"type"}),
}
#: properties of style that neither load nor hide nor cover anything
_STYLES: Final = frozenset(
    [
        "background-color",
        "border",
        "border-bottom",
        "border-bottom-color",
        "border-bottom-style",
        "border-bottom-width",
        "border-collapse",
        "border-color",
        "border-left",
        "border-left-color",
        "border-left-style",
        "border-left-width",
        "border-right",
        "border-right-color",
        "border-right-style",
        "border-right-width",
        "border-spacing",
        "border-style",
        "border-top",
        "border-top-color",
        "border-top-style",
        "border-top-width",
        "border-width",
        "color",
        "direction",
        "font-family",
        "font-size",
        "font-style",
        "font-variant",
        "font-weight",
        "height",
        "letter-spacing",
        "line-height",
        "list-style-type",
        "margin",
        "margin-bottom",
        "margin-left",
        "margin-right",
        "margin-top",
        "max-width",
        "padding",
        "padding-bottom",
        "padding-left",
        "padding-right",
        "padding-top",
        "text-align",
        "text-decoration",
        "text-indent",
        "text-transform",
        "vertical-align",
        "white-space",
        "width",
        "word-break",
        "word-spacing",
    ]
)
_DROPPED: Final = frozenset(
    [
        "script",
        "style",
        "title",
        "head",
        "template",
        "noscript",
        "svg",
        "math",
        "object",
        "embed",
        "applet",
        "iframe",
        "frame",
        "frameset",
        "audio",
        "video",
    ]
)
#: pictures that may be shown, by how they begin
_PICTURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)
_LOADS: Final = re.compile(r"(?i)url\s*\(|expression\s*\(|@import|javascript:|image\s*\(|\\")
_ELEMENT: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
_DEEPEST: Final = 1500
#: elements that need no end of their own
_UNENDED: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dd",
        "dt",
        "option",
    ]
)
_LINKS: Final = frozenset({"http", "https", "mailto", "tel"})
_DATA: Final = re.compile(r"data:image/(?:png|jpeg|gif|bmp);base64,[A-Za-z0-9+/=\s]+\Z")


def safe_html(source: str, files: Iterable[LetterFile] = ()) -> str:
    """Return HTML that loads nothing and does nothing; pictures of the letter itself stand in it as data.

    Links lead to http, https, mailto and tel alone. Pictures from outside become nothing, with their
    alternative text kept.
    """
    if too_deep(source):
        return html.escape(stripped(source))
    pictures = _pictures(files)

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "src":
            return _source(value, pictures) if tag == "img" else None
        if name == "href":
            return value if _is_link(value) else None
        if name == "style":
            return None if _LOADS.search(value) or "\\" in value else value
        return value

    return nh3.clean(
        source[:LONGEST],
        tags=set(_TAGS),
        clean_content_tags=set(_DROPPED),
        attributes={"*": set(_EVERYWHERE), **{tag: set(names) for tag, names in _ATTRIBUTES.items()}},
        attribute_filter=attribute,
        url_schemes={*_LINKS, "data", "cid"},
        filter_style_properties=set(_STYLES),
        link_rel="noopener noreferrer",
    )


def too_deep(source: str) -> bool:
    """Tell a page made to do harm: elements in each other so deep that reading them takes minutes."""
    depth = 0
    for match in _ELEMENT.finditer(source):
        if match.group(2).lower() not in _UNENDED:
            depth += -1 if match.group(1) else 1
            if depth > _DEEPEST:
                return True
            depth = max(depth, 0)
    return False


def stripped(source: str) -> str:
    """Return a page without anything that looks like a tag: for those that are too deep to be read as such."""
    return " ".join(re.sub(r"<[^<>]*>?", " ", source[:LONGEST]).split())


def loads_from_outside(source: str) -> bool:
    """Tell whether a letter would load something from outside, if it were let."""
    return bool(
        re.search(
            r"""(?i)(?:src|background|srcset)\s*=\s*["']?\s*(?:https?:)?//|url\s*\(\s*["']?\s*https?:""",
            source,
        )
    )


def _is_link(value: str) -> bool:
    scheme, colon, _ = value.strip().partition(":")
    return bool(colon) and scheme.strip().lower() in _LINKS


def _source(value: str, pictures: Mapping[str, str]) -> str | None:
    wanted = value.strip()
    if wanted.lower().startswith("cid:"):
        return pictures.get(wanted[4:].strip("<> ").lower())
    return wanted if len(wanted) < _MOST_PICTURES and _DATA.match(wanted) else pictures.get(wanted.lower())


def _pictures(files: Iterable[LetterFile]) -> dict[str, str]:
    """Return the letter's own pictures as data, by Content-ID (or by name where they have none)."""
    found: dict[str, str] = {}
    left = _MOST_PICTURES
    for file in files:
        kind = picture_type(file.data)
        if not kind or len(file.data) > left:
            continue
        left -= len(file.data)
        address = f"data:{kind};base64,{base64.b64encode(file.data).decode('ascii')}"
        for key in (file.content_id, file.name):
            if key:
                found.setdefault(key.strip("<> ").lower(), address)
    return found


def picture_type(data: bytes) -> str:
    """Return the type of a picture that may be shown; empty for anything else, SVG included."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in _PICTURES if data.startswith(magic)), "")
