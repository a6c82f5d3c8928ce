"""Which customer a line means: names in any case and order, short names, initials, names of firms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

from app.domain.capture.sex import contradicts
from app.domain.capture.spelt import sound, sounds
from app.domain.capture.vocabulary import vocabulary
from app.domain.given_names import Gender
from app.domain.keys import fold
from app.domain.name_key import word_key

Id = TypeVar("Id")

_WORDS: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])$")
_CYRILLIC: Final = re.compile("[а-я]")
# The least score worth showing; the score from which nobody is asked; how far the first must lead.
_LEAST: Final = 0.45
_CLEAR: Final = 0.6
_MARGIN: Final = 0.08
# What speaks against a customer of the other sex: enough to come behind, not to be left out.
_OTHER_SEX: Final = 0.2
_VOWELS: Final = "аеиоуыэюя"
_TITLES: Final = vocabulary(
    "mr mrs ms miss dr prof sir г-н г-жа господин госпожа господину госпоже the ltd inc llc gmbh plc co corp sa srl ag "
    "ооо зао оао ао пао ип нко тов чп ип of and и у в на de la le при &"
)
# Endings of Russian cases and what the nominative has in their place, likeliest first; «?» marks what the
# ending contradicts (Ивановой is a woman), kept because lists are not always right.
_ENDINGS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("овичами", ("ович",)),
    ("ского", ("ский", "ское", "ской")), ("скому", ("ский", "ское", "ской")), ("ском", ("ский", "ское", "ск")),
    ("ским", ("ский",)), ("скою", ("ская",)), ("ской", ("ская", "ской", "?ский")), ("скую", ("ская",)), ("ских", ("ских", "ские", "ский")),
    ("цкого", ("цкий",)), ("цкому", ("цкий",)), ("цким", ("цкий",)), ("цком", ("цкий",)), ("цкой", ("цкая", "цкой", "?цкий")), ("цкую", ("цкая",)),
    ("овой", ("ова", "овая", "овой", "?ов")), ("евой", ("ева", "евая", "евой", "?ев")), ("иной", ("ина", "иная", "?ин")), ("ыной", ("ына", "ыная", "?ын")),
    ("ову", ("ов", "ова")), ("еву", ("ев", "ева")), ("ину", ("ин", "ина")), ("ыну", ("ын", "ына")),
    ("овым", ("ов", "овый")), ("евым", ("ев", "евый")), ("иным", ("ин", "иный")), ("ыным", ("ын", "ыный")),
    ("ове", ("ов", "ова")), ("еве", ("ев", "ева")), ("ине", ("ин", "ина")), ("ыне", ("ын", "ына")),
    ("ова", ("ова", "ов", "ово")), ("ева", ("ева", "ев", "ево")), ("ина", ("ина", "ин", "ино")), ("ына", ("ына", "ын")),
    ("овы", ("ов", "ова")), ("евы", ("ев", "ева")), ("ины", ("ин", "ина")), ("овых", ("ов", "овые", "овых")), ("евых", ("ев", "евые")), ("иных", ("ин", "иные")),
    ("овне", ("овна",)), ("овну", ("овна",)), ("овны", ("овна",)), ("овной", ("овна",)), ("евне", ("евна",)), ("евну", ("евна",)), ("евной", ("евна",)),
    ("ьего", ("ий",)), ("ьему", ("ий",)),
    ("его", ("ий", "ее", "ой")), ("ему", ("ий", "ее", "ой")), ("ого", ("ый", "ой", "ий", "ое")), ("ому", ("ый", "ой", "ий", "ое")),
    ("ыми", ("ые", "ый")), ("ими", ("ие", "ий")), ("ым", ("ый", "ой", "ые")), ("им", ("ий", "ие")),
    ("ых", ("ых", "ые", "ый")), ("их", ("их", "ие", "ий")),
    ("ую", ("ая",)), ("юю", ("яя",)), ("ою", ("а",)), ("ею", ("я", "а", "ей")),
    ("ией", ("ия",)), ("ию", ("ия", "ий")), ("ии", ("ия", "ий", "ии")), ("ием", ("ий", "ие")), ("ия", ("ия", "ий", "ие")),
    ("ьей", ("ья",)), ("ью", ("ья", "ь")), ("ье", ("ья", "ье")),
    ("ями", ("и", "я", "ь")), ("ами", ("ы", "а", "")), ("ях", ("и", "я", "ь")), ("ах", ("ы", "а", "")), ("ям", ("и", "я", "ь")), ("ам", ("ы", "а", "")),
    ("ой", ("а", "ая", "ой", "ый")), ("ей", ("я", "а", "ь", "яя")), ("ем", ("", "й", "ь", "ец")), ("ом", ("", "о")),
    ("у", ("", "а", "о")), ("ю", ("я", "й", "ь")), ("е", ("", "а", "я", "й", "ь", "о")), ("а", ("", "о")), ("я", ("й", "ь", "е")),
    ("ы", ("а", "")), ("и", ("а", "я", "ь", "й", "")),
)  # fmt: skip
# Names whose vowel comes and goes.
_FLEETING: Final = {
    "павл": "павел", "льв": "лев", "петр": "петр", "дмитри": "дмитрий", "соловь": "соловей", "воробь": "воробей", "муравь": "муравей",
}  # fmt: skip
_SHORT_NAMES: Final = """
александр александра: саша саня шура сашка шурик саш алекс | алексей: леша лешка алеша | алена: алена лена | анастасия: настя |
анатолий: толя толик | андрей: андрюша | анна: аня анечка нюра анюта | антон: антоша тоша | антонина: тоня | аркадий: аркаша |
борис: боря | вадим: вадик | валентин валентина: валя | валерий валерия: валера лера | варвара: варя | василий: вася | вера: верочка |
виктор: витя | виктория: вика | виталий: виталик | владимир: вова володя | владислав: влад владик | всеволод: сева | вячеслав: слава |
галина: галя | геннадий: гена | георгий: гоша жора юра | григорий: гриша | даниил: даня данила | дарья: даша | денис: дениска |
дмитрий: дима митя димка | евгений евгения: женя | екатерина: катя | елена: лена | елизавета: лиза | ефим: фима | захар: захарка |
зинаида: зина | иван: ваня ванька | игорь: игорек | илья: илюша | инна: инночка | ирина: ира ирочка | карина: кара | кирилл: кира |
константин: костя | кристина: кристя | ксения оксана: ксюша | лариса: лара | лев: лева | леонид: леня | лидия: лида | любовь: люба |
людмила: люда мила люся | максим: макс | маргарита: рита | марина: мариша | мария: маша маруся маня | михаил: миша | надежда: надя |
наталья наталия: наташа ната | никита: ник | николай: коля | нина: ниночка | олег: олежка | ольга: оля олечка | павел: паша | петр: петя |
полина: поля | раиса: рая | роман: рома | ростислав: слава ростик | светлана: света | святослав: слава | семен: сема | сергей: сережа серега |
софья софия: соня | станислав: стас | степан: степа | тамара: тома | татьяна: таня | тимофей: тима | федор: федя | эдуард: эдик |
юлия: юля | юрий: юра | яков: яша | ярослав: слава ярик | яна: яночка |
alexander alexandra: alex sandy sasha al | andrew: andy drew | anthony: tony | benjamin: ben benny | catherine katherine kathryn: kate katie kathy cathy cat |
charles: charlie chuck | christina christine: chris tina chrissy | christopher: chris | daniel: dan danny | david: dave davey | deborah: deb debbie |
donald: don | dorothy: dot | edward: ed eddie ted ned | elizabeth: liz beth lizzie betty eliza | emily: em | francis: frank | frederick: fred freddie |
gabriel: gabe | gregory: greg | gerald: gerry jerry | harold: harry hal | henry: harry hank | jacob: jake | james: jim jimmy jamie | jennifer: jen jenny |
jessica: jess | john: jack johnny jon | jonathan: jon | joseph: joe joey | joshua: josh | judith: judy | kenneth: ken | lawrence: larry | leonard: leo len |
margaret: meg maggie peggy | martin: marty | matthew: matt | michael: mike mick mikey | nathaniel: nate | nicholas: nick nicky | oliver: ollie |
pamela: pam | patricia: pat patty trish | patrick: pat paddy | peter: pete | philip: phil | priscilla: cilla | rebecca: becky becca | richard: rick dick rich |
robert: bob rob bobby bert | ronald: ron | samuel samantha: sam sammy | sarah: sally | stephen steven: steve | susan: sue susie | suzanne: sue |
theodore: ted theo | thomas: tom tommy | timothy: tim | victoria: vicky | vincent: vince | walter: walt | william: bill will billy liam | zachary: zach
"""


@lru_cache(maxsize=1)
def _full_names() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for entry in _SHORT_NAMES.split("|"):
        full, _, short = entry.partition(":")
        for word in short.split():
            table[word] = (*table.get(word, ()), *full.split())
    return table


def full_names(short: str) -> tuple[str, ...]:
    """Return the folded full given names that a folded short one may stand for (маша: мария)."""
    return _full_names().get(short, ())


def _nominatives(word: str) -> Iterator[str]:
    """Yield what a Russian word may be a case of; what its ending contradicts begins with «?»."""
    for cut in (1, 2):
        if word[:-cut] in _FLEETING and word[-cut:] in {"у", "а", "ом", "е", "ю", "я", "ем"}:
            yield _FLEETING[word[:-cut]]
    for ending, replacements in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) == len(word) or len(stem) < 2:
            continue
        if ending in {"у", "а", "ом", "е", "ем"}:
            yield from _with_vowel(stem)
        for replacement in replacements:
            if replacement or stem[-1] not in _VOWELS:
                yield f"?{stem}{replacement[1:]}" if replacement.startswith("?") else stem + replacement
        if len(ending) > 1:
            return


def _with_vowel(stem: str) -> Iterator[str]:
    """Give back the vowel that fell out: кравцу is кравец, сурку is сурок."""
    if len(stem) > 3 and stem[-1] in "цк" and stem[-2] not in _VOWELS:
        base = stem[:-1].rstrip("ь")
        yield base + "е" + stem[-1]
        if stem[-1] == "к":
            yield base + "ок"


def _hyphenated(word: str) -> Iterator[str]:
    """Yield a double name with its second half or both put back: прайм-отелем, анне-марии."""
    head, _, tail = word.partition("-")
    for last in _nominatives(tail):
        yield f"{head}-{last.lstrip('?')}"
        for first in _nominatives(head):
            yield f"{first.lstrip('?')}-{last.lstrip('?')}"


@lru_cache(maxsize=8192)
def _forms(word: str) -> dict[str, float]:
    """Return the forms that ``word`` may stand for and how well each fits, best first."""
    folded = fold(_POSSESSIVE.sub("", word.strip("«»“”„\"'.,()")))
    if not folded:
        return {}
    forms = {folded: 1.0}
    if _CYRILLIC.search(folded) and len(folded) > 2:
        for step, form in enumerate(_nominatives(folded)):
            forms.setdefault(
                form.lstrip("?"), 0.55 if form.startswith("?") else max(0.95 - 0.01 * step, 0.85)
            )
        if "-" in folded:
            forms |= {form: 0.9 for form in _hyphenated(folded) if form not in forms}
    for form, score in tuple(forms.items()):
        for full in full_names(form):
            forms.setdefault(full, score * 0.9)
    return forms


def name_stems(word: str) -> tuple[str, ...]:
    """Return the folded forms under which a name may stand in a list, likeliest first.

    The word itself comes first, then nominatives that it may be a case of (ивановой: иванова, … иванов;
    маше: маша), then full names of a short one (мария). English possessives lose their ending.
    They are forms to look up and not all of them words.
    """
    return tuple(_forms(word))


@dataclass(frozen=True)
class NameMatch(Generic[Id]):
    """A customer that the words may mean; ``score`` is about 1 where everything said fits exactly."""

    id: Id
    name: str
    score: float


@lru_cache(maxsize=8192)
def tokens_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without titles and legal forms."""
    words = tuple(fold(_POSSESSIVE.sub("", word)) for word in _WORDS.findall(name))
    return tuple(word for word in words if word not in _TITLES) or words


def _slip(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter left out, added, changed or two swapped."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 5:
        return False
    short, long = sorted((one, other), key=len)
    at = next(
        (place for place, (left, right) in enumerate(zip(short, long, strict=False)) if left != right),
        len(short),
    )
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    return short[at + 1 :] == long[at + 1 :] or (
        short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    )


def forms_of(word: str) -> dict[str, float]:
    """Return the folded forms that ``word`` may stand for and how well each fits, best first; do not change it."""
    return _forms(word)


def _sounds_like(form: str, token: str) -> bool:
    """Tell whether a Cyrillic form may be how a Latin word of a name is heard (смит: smith)."""
    return sound(token) in sounds(form)


def fits(said: str, token: str) -> float:
    """Return how well one word that was said fits one word of a name."""
    forms = _forms(said)
    first = next(iter(forms), "")
    if not first or token in forms:
        return forms.get(token, 0.0)
    if len(first) == 1 or len(token) == 1:
        return 0.5 if first[0] == token[0] else 0.0
    likely = [form for form, score in forms.items() if score > 0.9]
    key = word_key(token)
    if any(full in forms for full in full_names(token)) or (
        key and any(word_key(form) == key for form in likely)
    ):
        return 0.85
    if token.isascii() and any(_sounds_like(form, token) for form in likely):
        return 0.8
    if any(_slip(form, token) for form in likely):
        return 0.65
    return 0.6 if len(first) >= 3 and token.startswith(first) else 0.0


def _group_score(said: Sequence[str], tokens: Sequence[str]) -> float:
    """Return how well all words that were said together fit a name; each word of the name serves once."""
    left = list(tokens)
    scores = []
    for word in said:
        best = max(left, key=lambda token: fits(word, token), default="")
        score = fits(word, best) if best else 0.0
        if score:
            left.remove(best)
        scores.append(score)
    if not scores:
        return 0.0
    # A firm's name said in part («Acme» for Acme Tools Ltd) fits, a surname among unknown words half.
    return max(sum(scores) / len(scores), 0.6 * max(scores)) + 0.01 * sum(score > 0.5 for score in scores[1:])


def match_name(
    words: Sequence[str], names: Iterable[tuple[Id, str]], *, sex: Gender | None = None
) -> tuple[NameMatch[Id], ...]:
    """Rank the customers in ``names`` (id, full name) that ``words`` may mean, best first.

    ``words`` are runs of words, likeliest first, as :class:`Captured` has them. Case, ё, cases of Russian,
    order, initials, short names, Latin or Cyrillic spelling and one slip of the finger are forgiven. ``sex`` is
    what the line says of it; who is of the other one comes behind.
    """
    groups = [tokens_of(group) for group in words]
    found = []
    for key, name in names:
        tokens = tokens_of(name)
        scores = sorted(
            ((1 - 0.12 * min(rank, 4)) * _group_score(group, tokens) for rank, group in enumerate(groups)),
            reverse=True,
        )
        if scores and scores[0] >= _LEAST:
            score = scores[0] + 0.1 * sum(score >= 0.5 for score in scores[1:])
            score -= _OTHER_SEX if contradicts(sex, tokens) else 0.0
            found.append(NameMatch(key, name, round(score, 4)))
    return tuple(sorted(found, key=lambda match: (-match.score, match.name)))


def settled(matches: Sequence[NameMatch[Id]]) -> NameMatch[Id] | None:
    """Return the match that stands out so far that nobody need be asked, none where it is not so."""
    if not matches or matches[0].score < _CLEAR:
        return None
    return matches[0] if len(matches) == 1 or matches[0].score - matches[1].score >= _MARGIN else None
