"""The one-line capture language: a typed line becomes a contact and its follow-up, in Russian and English."""

from app.domain.capture.dates import find_date
from app.domain.capture.names import NameMatch, match_name, name_stems, settled
from app.domain.capture.parse import understand
from app.domain.capture.values import Captured, DateHit, FollowupWords, Span

__all__ = [
    "Captured",
    "DateHit",
    "FollowupWords",
    "NameMatch",
    "Span",
    "find_date",
    "match_name",
    "name_stems",
    "settled",
    "understand",
]
