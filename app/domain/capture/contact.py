"""What kind of contact a line speaks of and who began it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from app.domain.capture.cues import FROM, IN_MARK, OUT_MARK, TO_US, Cue
from app.domain.capture.line import Clause
from app.domain.capture.people import Person, nominative
from app.domain.capture.values import Direction, Kind
from app.domain.given_names import gender_of_given_name

_WRITTEN: Final = frozenset({"email", "chat", "letter", "fax", "form", "voicemail"})
_IN_PERSON: Final = re.compile(
    r"(?:поговорил|пообщал|общал|говорил|разговаривал|spoke|talked|chatted|caught|поймал)\w*\W(?:[^,;.]*\W)?(?:на (?:выставке|конференции|форуме|семинаре|мероприятии)|"
    r"при встрече|лично|вживую|в офисе|(?:at|on) (?:the|a|an|their|our) (?:\w+ )?(?:expo|fair|conference|show|exhibition|event|stand|booth|office)|in person)(?!\w)|"
    r"(?:(?:вручил|передал|отдал)\w*\W(?:[^,;.]*\W)?(?:лично|на выставке|на встрече)|лично (?:вручил|передал|отдал)|"
    r"(?:за (?:кофе|обедом|ужином|чаем|пивом)|на (?:обеде|ужине|завтраке)|over (?:a |an |some )?(?:pint|coffee|lunch|dinner|beer|drinks?|breakfast|tea))|"
    r"(?:chat|spoke|talked)\b[^,;.]* (?:at|in) the (?:\w+ )?(?:gate|gym|pub|bar|park|shop|club|market|street))(?!\w)"
)
_STOOD_UP: Final = re.compile(
    r"(?<!\w)(?:show(?:n|ed)?(?: up)?|turn(?:ed)? up|no[- ]show|не яв\w+|не приш\w+)(?!\w)"
)
_ON_PAPER: Final = re.compile(
    r"(?<!\w)(?:обычной почтой|почтой россии|курьером|сдэк\w*|деловыми линиями|посылкой|бандеролью|dhl|fedex|заказным|by post|snail mail)(?!\w)"
)
_ARRIVING: Final = re.compile(r"(?<!\w)(?:входящ\w+|вх\b\.?|incoming|inbound|walked in|walk-in)(?!\w)")
_BY_PHONE: Final = re.compile(
    r"(?<!\w)(?:on|over|by|via) (?:the )?(?:phone|telephone)(?!\w)|по (?:телефону|тел)(?!\w)"
)
# What stands between a subject and its verb: «Kate Wilson's assistant called», "Brown just called".
_GAP: Final = re.compile(
    r"(?:'s)?[\s)(»”\"]*(?:(?:has|have|had|just|also|then|finally|again|who|already|himself|herself|(?:and|&|with) (?:his|her|their|the) \w+|с (?:женой|мужем|сыном|дочкой|коллегой)|assistant|secretary|boss|office|people|team|"
    r"сам|сама|уже|снова|опять|только что|наконец|утром|сегодня|вчера|срочно|still|never|not|did|didn't|не|мне|нам|меня|ещё|еще|\d+ раза?)\W+)*"
)
_THEY_ACTED: Final = re.compile(
    r"[\s)»”\"]*(?:(?:just|сам|сама|уже|также|also)\s+)?(?:спросил[аи]?|попросил[аи]?|обратил\w+|прислал[аи]?|подтвердил[аи]?|сообщил[аи]?|пожаловал\w+|ответил[аи]?|"
    r"поинтересовал\w+|согласил\w+|отказал\w+|заказал[аи]?|скинул[аи]?|оставил[аи]?|"
    r"confirmed|asked|said|replied|answered|agreed|complained|requested|responded|refused|sent|left|ordered|cancelled|canceled|enquired|inquired)(?!\w)"
)
_ASKED: Final = re.compile(
    r"\s+(?:(?:just|сам|сама|уже|также|also)\s+)?(?:спросил[аи]?|попросил[аи]?|обратил\w+|"
    r"поинтересовал\w+|пожаловал\w+|запросил[аи]?|asked|requested|enquired|inquired|complained)(?!\w)"
)
_WISHED: Final = re.compile(r"\s+(?:просил[аи]?|спрашивал[аи]?|уточнял[аи]?|жаловал\w+|интересовал\w+)(?!\w)")
_THEY_ASK: Final = re.compile(
    r"\W*(?:просит|просят|спрашивает|хочет|пишет|интересуется|жалуется|сообщает|уточняет|предлагает|спросил\w?|попросил\w?|asks|asked|wants|says|said|"
    r"complains|complained|requests|requested)(?!\w)"
)
_WISH: Final = re.compile(
    r"[\s,.:;–—-]*(?:на \w+[\s,.:;–—-]*|\d+ \w+[\s,.:;–—-]*)?(?:просит|просил\w?|хочет|спрашивает|спрашивал\w?|жалуется|интересуется|предлагает|согласен|согласна|"
    r"wants|asks|asked|needs|complains|says|said|agrees|accepts)(?!\w)"
)
_GOES_ON_TO: Final = re.compile(
    r"\w*\s*[,:–—-]\s*(?:прислал|скинул|написал|спросил|попросил|отправил|просит|хочет|спрашивает|sent|asked|wrote|wants|asks|says|said)[аи]?(?!\w)"
)
_FROM_SOMEBODY: Final = re.compile(
    r"(?<!\w)(?:звонок|письмо|сообщение|заявка|факс|смс|ответ|call|e-?mail|message|text|fax|letter|voicemail|mail|reply)\s+(?:от|из|from)\s"
)
_WITH: Final = re.compile(r"(?<!\w)(?:с|со|with|w)[ /]+$")
_BY_WAY: Final = re.compile(r"\s+(?:on|via|by|in|over|through|в|по|через|из)\s+")
_ACCUSATIVE: Final = re.compile(r"(?:ова|ева|ина|ына|ого|[йь]?я|[бвгдзклмнпрстфхцчшщ]а)$")
_THEY: Final = re.compile(r"(?<!\w)(?:he|she|they|customer|client|он|она|they've)\s+(?:has |have |just )?$")
_MISSING_US: Final = re.compile(
    r"не успел\w* (?:ответить|взять|подойти|снять)|пропустил[аи]?|пропущенн|missed (?:a |his |her |their )?call|до (?:меня|нас) не дозв|не смог\w* (?:дозв\w+ )?(?:до меня|до нас|мне|нам)(?!\w)"
)


def primary(
    cues: Sequence[Cue], clauses: Sequence[Clause], steps: Sequence[tuple[int, int]]
) -> tuple[Cue | None, Kind]:
    """Return the word that says what contact it was, and its kind (a call where nothing says)."""
    outside = [cue for cue in cues if not any(start <= cue.start < end for start, end in steps)]
    for group in _by_clause(outside, clauses):
        cue, kind = _of_clause(group)
        if not (cue.weak and cue.keep and kind in {"call", "meeting"}):
            return cue, kind
    if outside:
        return outside[0], outside[0].kind
    return None, "call"


def _by_clause(cues: Sequence[Cue], clauses: Sequence[Clause]) -> list[list[Cue]]:
    groups = [[cue for cue in cues if clause.start <= cue.start < clause.end] for clause in clauses]
    return [group for group in groups if group]


def _of_clause(group: Sequence[Cue]) -> tuple[Cue, Kind]:
    """Choose among the words of one clause: writing takes its channel, talking keeps its own kind."""
    first = group[0]
    strong = [cue for cue in group if not cue.weak]
    if first.weak and first.kind == "email":
        way = next((cue for cue in strong if cue.kind in _WRITTEN), None)
        return first, way.kind if way else first.kind
    if not strong:
        return first, first.kind
    chosen = strong[0]
    if chosen.kind == "call" and chosen.form == "both":
        way = next((cue for cue in strong if cue.form == "channel" and cue.kind == "chat"), None)
        return chosen, way.kind if way else chosen.kind
    if chosen.form == "channel":
        written = (cue for cue in group if cue.weak and cue.kind == "email" and cue.form == "verb")
        talk = next((cue for cue in strong if cue.form != "channel"), next(written, None))
        if talk is not None:
            return talk, talk.kind if talk.kind != "email" else chosen.kind
    return chosen, chosen.kind


def kind_of(
    low: str, kind: Kind, cue: Cue | None, cues: Sequence[Cue], *, silent: bool, step: tuple[int, int] | None
) -> Kind:
    """Correct the kind by what the rest of the line says: a chat on the phone, an attempt that met a machine."""
    before = low if step is None else low[: step[0]]
    if kind == "call" and (_IN_PERSON.search(before) or (silent and _STOOD_UP.search(before))):
        return "meeting"
    if kind == "email" and _ON_PAPER.search(before):
        return "letter"
    if kind in {"email", "form"} and cue is not None and cue.weak and _BY_PHONE.search(before):
        return "call"
    if kind in {"chat", "meeting"} and _BY_PHONE.search(before):
        return "call"
    if (
        kind == "call"
        and silent
        and any(
            cue.kind == "voicemail" and (step is None or not step[0] <= cue.start < step[1]) for cue in cues
        )
    ):
        return "voicemail"
    return kind


def direction_of(
    low: str, cue: Cue | None, kind: Kind, clauses: Sequence[Clause], people: Sequence[Person]
) -> Direction:
    """Return who began: out unless the line says that the customer did."""
    if kind == "form" or _ARRIVING.search(low) or _MISSING_US.search(low):
        return "in"
    number = next((n for n, one in enumerate(clauses) if cue and one.start <= cue.start < one.end), None)
    if number is None or cue is None or not low[cue.start : cue.end].strip():
        return "in" if IN_MARK.search(low) or any(_ASKED.match(low, one.end) for one in people[:1]) else "out"
    clause = clauses[number]
    part = low[clause.start : clause.end]
    if OUT_MARK.search(part) or IN_MARK.search(part):
        return "out" if OUT_MARK.search(part) else "in"
    near = [person for person in people if clause.start <= person.start < clause.end]
    near.sort(key=lambda person: max(person.start - cue.end, cue.start - person.end))
    if cue.form in {"noun", "channel"}:
        began = (
            _FROM_SOMEBODY.search(part) is not None
            or any(_sent(low, cue, clause, one) for one in near)
            or (not near and clause.sign == ":" and _headed(low, cue, clauses, number, people))
        )
    elif cue.form == "both":
        began = False
    else:
        began = (
            TO_US.search(part) is not None
            or (not near and _named_before(low, cue, clauses, number, people))
            or (
                # «Так и не перезвонил» is no call of his.
                (not low[: cue.start].endswith(" не ") and _by_case(low, cue, near))
                if cue.russian
                else _by_order(low, cue, clause, near)
            )
        )
    return "in" if began else "out"


def _sent(low: str, cue: Cue, clause: Clause, person: Person) -> bool:
    """Tell whether a message or a call named by a noun came from ``person``."""
    before = low[clause.start : person.start]
    if person.start > cue.start:
        # «Встреча с Мариной из Вектора»: where she is from, not who began.
        whose = "от|by" if cue.kind in {"meeting", "visit"} else "от|из|from|by"
        if re.search(rf"(?<!\w)(?:{whose})\s+(?:[^\W\d]+\s+)?[«\"“]?$", before):
            return True
        if cue.kind not in _WRITTEN or nominative(low[person.start : person.end]) is False:
            return False
        return _WISH.match(low, person.end) is not None and not _WITH.search(before)
    if nominative(low[person.start : person.end]) is False or _WITH.search(before):
        return False
    if _BY_WAY.fullmatch(low, person.end, cue.start) and _GOES_ON_TO.match(low, cue.end):
        return True
    machine = cue.kind == "voicemail" and _GAP.fullmatch(low, person.end, cue.start) is not None
    said = _BY_WAY.fullmatch(low, person.end, cue.start) is not None and low[cue.end : cue.end + 1] == ":"
    acted = _THEY_ACTED.match(low, person.end) is not None
    if cue.kind in _WRITTEN:
        acted = acted or bool(_WISHED.match(low, person.end) or _THEY_ASK.match(low, cue.end))
    return machine or said or acted


def _headed(low: str, cue: Cue, clauses: Sequence[Clause], number: int, people: Sequence[Person]) -> bool:
    """Tell whether «ватсап: Белова хочет торт» heads what the customer says by its channel."""
    if number + 1 >= len(clauses) or cue.kind not in _WRITTEN:
        return False
    after = clauses[number + 1]
    return any(
        not low[after.start : one.start].strip()
        and nominative(low[one.start : one.end]) is not False
        and _WISH.match(low, one.end) is not None
        for one in people
    )


def _named_before(
    low: str, cue: Cue, clauses: Sequence[Clause], number: int, people: Sequence[Person]
) -> bool:
    """Tell whether «Орлов: звонил, просит цену» has its subject in the clause before and goes on with his wish."""
    if not number or low[clauses[number].start : cue.start].strip():
        return False
    before = clauses[number - 1]
    subject = any(
        before.start <= one.start < before.end
        and not low[before.start : one.start].strip()
        and nominative(low[one.start : one.end]) is not False
        for one in people
    )
    rest = low[cue.end : clauses[min(number + 1, len(clauses) - 1)].end]
    return (
        subject
        and re.search(r"(?<!\w)(?:ему|ей|им|him|her|them)(?!\w)", rest) is None
        and _WISH.match(rest) is not None
    )


def _by_case(low: str, cue: Cue, near: Sequence[Person]) -> bool:
    """Read the case of the name: «звонил Орлов» is he, «звонил Орлову» is we."""
    for person in near:
        name = low[person.start : person.end]
        before = low[max(0, person.start - 16) : person.start]
        if re.search(r"(?<!\w)(?:от|из)\s+[«\"“]?$", before):
            return True
        if re.search(
            r"(?<!\w)(?:клиент(?:у|ке)|заказчи(?:ку|це)|директору|менеджеру|хозяину|хозяйке)\s+$", before
        ):
            return False
        if re.search(r"(?<!\w)(?:про|насчет|по)\s+[«\"“]?$", before):
            continue
        if re.search(r"(?<!\w)(?:к|ко|до|у|с|со|в|во|на|для)\s+[«\"“]?$", before):
            return False
        subject = nominative(name)
        if person.sex == "female" and subject and not re.search(r"[ая]$", name):
            # A woman's surname that ends like a man's has no cases: «отправила Хачатрян».
            subject = None
        verb = low[cue.start : cue.end]
        if _hers(verb, name) or (_other_sex(verb, person) and person.start > cue.start):
            return False
        object_ = (
            cue.form == "object"
            and person.start > cue.start
            and _ACCUSATIVE.search(name)
            and not _woman(name)
        )
        # Where the name has no cases, its place decides, or what he is said to want.
        placed = person.start < cue.start or _WISH.match(low, person.end) is not None
        return not object_ and (placed if subject is None else subject)
    return False


def _other_sex(verb: str, person: Person) -> bool:
    """Tell whether a verb of the past is of the other sex than the customer: then it was one of us."""
    ending = re.search(r"(ла|л)(?:сь|ся)?$", verb)
    return ending is not None and person.sex == ("male" if ending.group(1) == "ла" else "female")


def _hers(verb: str, name: str) -> bool:
    """Tell whether a man's verb stands by a name that only a woman has as a subject: «Калинина набирал»."""
    return bool(re.search(r"л(?:ся)?$", verb) and re.search(r"(?:[ое]ва|[иы]на|ская|цкая)$", name))


def _woman(name: str) -> bool:
    return any(gender_of_given_name(word) == "female" for word in name.split())


def _by_order(low: str, cue: Cue, clause: Clause, near: Sequence[Person]) -> bool:
    """Read the order: "Brown called" is he, "called Brown" is we."""
    if re.match(r"\s+by\s", low[cue.end : clause.end]):
        return True
    if any(
        person.end <= cue.start
        and _GAP.fullmatch(low, person.end, cue.start)
        and not FROM.search(low, clause.start, person.start)
        for person in near
    ):
        return True
    return _THEY.search(low, clause.start, cue.start) is not None
