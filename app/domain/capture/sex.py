"""Whether the line speaks of a man or a woman: «звонок Иванову» is he, «Иванова звонила» is she."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from app.domain.capture.cues import Cue
from app.domain.given_names import Gender, gender_of_given_name

# What the endings of surnames say, by the case that stands before them.
_SURNAME: Final = re.compile(r"[а-я-]{2,}(?:ов|ев|ин|ын|[сц]к)(а|у|ым|ой|ою|е|ого|ому|им|ом|ую|ая|ий|)")
_ALWAYS: Final[dict[str, Gender]] = {
    "": "male", "ым": "male", "ого": "male", "ому": "male", "им": "male", "ом": "male", "ий": "male",
    "ой": "female", "ою": "female", "ую": "female", "ая": "female",
}  # fmt: skip
_GENITIVE: Final = re.compile(
    r"(?<!\w)(?:от|у|для|до|из|без|кроме|после|вместо|ради|против|насчет|около)\s+$"
)
_ACCUSATIVE: Final = re.compile(r"(?<!\w)(?:про|через|на|за)\s+$")
_FEMININE: Final = re.compile(
    r"(?:\s+(?:сама|уже|опять|снова|вчера|сегодня|утром|мне|нам|не))*\s+[а-я]+ла(?:сь)?(?!\w)"
)
_MASCULINE: Final = re.compile(
    r"(?:\s+(?:сам|уже|опять|снова|вчера|сегодня|утром|мне|нам|не))*\s+[а-я]+[аеиоуыя]л(?:ся)?(?!\w)"
)


def sex_of(low: str, start: int, end: int, cue: Cue | None, *, subject: bool) -> Gender | None:
    """Return what the lowered line says of the sex of who stands at ``start`` to ``end``; None where it says nothing.

    ``subject`` tells that the customer is known to have acted, so that a verb before the name is his or hers.
    """
    name = re.findall(r"[а-я]+(?:-[а-я]+)*", low[start:end])
    given = next((sex for word in name if (sex := gender_of_given_name(word))), None)
    if given is not None:
        return None
    for word in name:
        match = _SURNAME.fullmatch(word)
        if match is not None and (said := _by_case(low[:start], match.group(1), cue, start)):
            return said
    if not name:
        return None
    return _by_verb(low, start, end, cue if subject else None)


def _by_case(before: str, ending: str, cue: Cue | None, start: int) -> Gender | None:
    if ending in _ALWAYS:
        return _ALWAYS[ending]
    seen = cue is not None and cue.form == "object" and cue.end <= start and not before[cue.end :].strip()
    if ending == "а":
        # A man in the genitive or accusative, else a woman in the nominative.
        return "male" if seen or _GENITIVE.search(before) or _ACCUSATIVE.search(before) else "female"
    if ending == "у":
        return "female" if seen or _ACCUSATIVE.search(before) else "male"
    return None


def _by_verb(low: str, start: int, end: int, cue: Cue | None) -> Gender | None:
    if _FEMININE.match(low, end):
        return "female"
    if _MASCULINE.match(low, end):
        return "male"
    if cue is not None and cue.russian and cue.form in {"verb", "object"} and cue.end <= start:
        verb = low[cue.start : cue.end]
        return "female" if verb.endswith(("ла", "лась")) else "male" if verb.endswith(("л", "лся")) else None
    return None


def contradicts(sex: Gender | None, tokens: Sequence[str]) -> bool:
    """Tell whether the folded words of a name are of the other sex than the line says."""
    if sex is None:
        return False
    given = next((found for word in tokens if (found := gender_of_given_name(word))), None)
    if given is not None:
        return given != sex
    woman = any(re.fullmatch(r"[а-я-]{2,}(?:[оеё]ва|[иы]на|[сц]кая)", word) for word in tokens)
    man = any(re.fullmatch(r"[а-я-]{2,}(?:[оеё]в|[иы]н|[сц]кий)", word) for word in tokens)
    return woman if sex == "male" else man and not woman
