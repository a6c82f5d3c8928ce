"""The one-line capture language: a typed line becomes a contact and its follow-up, in Russian and English.

The grammar takes a tenth of a second to load (its patterns are compiled then), which the start of the
window need not wait for: the functions offered here load it when they are first called.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from app.domain.capture.values import Captured, DateHit, FollowupWords, Span

if TYPE_CHECKING:
    from app.domain.capture.dates import find_date
    from app.domain.capture.known import said_forms
    from app.domain.capture.names import fits, match_name, name_stems, settled, tokens_of
    from app.domain.capture.parse import understand
    from app.domain.capture.spelt import spellings
    from app.domain.capture.upright import upright_names
else:

    def _later(module: str, name: str) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            return getattr(import_module(f"app.domain.capture.{module}"), name)(*arguments, **named)

        return call

    find_date = _later("dates", "find_date")
    said_forms = _later("known", "said_forms")
    fits = _later("names", "fits")
    match_name, name_stems = _later("names", "match_name"), _later("names", "name_stems")
    settled, tokens_of = _later("names", "settled"), _later("names", "tokens_of")
    spellings = _later("spelt", "spellings")
    understand = _later("parse", "understand")
    upright_names = _later("upright", "upright_names")

    def __getattr__(name: str) -> Any:
        if name == "NameMatch":
            return import_module("app.domain.capture.names").NameMatch
        raise AttributeError(name)


__all__ = [
    "Captured",
    "DateHit",
    "FollowupWords",
    "NameMatch",
    "Span",
    "find_date",
    "fits",
    "match_name",
    "name_stems",
    "said_forms",
    "settled",
    "spellings",
    "tokens_of",
    "understand",
    "upright_names",
]
