"""Names of people: taken apart, put together, shortened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from app.domain.given_names import is_given_name
from app.domain.keys import fold
from app.domain.organisations import looks_like_organisation
from app.domain.translit import word_set

__all__ = [
    "NameParts",
    "Order",
    "full_name",
    "initials",
    "is_patronymic",
    "looks_like_organisation",
    "looks_like_surname",
    "short_name",
    "split_full_name",
    "usual_order",
]

Order = Literal["surname_first", "given_first"]


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of one person's name; ``patronymic`` holds middle names elsewhere."""

    surname: str = ""
    given: str = ""
    patronymic: str = ""
    prefix: str = ""
    suffix: str = ""


_PREFIXES: Final = word_set(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev herr frau mme mlle monsieur madame sr sra senor "
    "senora dipl-ing г-н г-жа гн гжа господин госпожа д-р др доктор проф профессор тов товарищ пан пани"
)
_SUFFIXES: Final = word_set(
    "jr sr ii iii iv phd md esq esquire mba cpa dds msc bsc ba ma мл ст младший старший ктн дтн кэн дэн кмн "
    "дмн ктн"
)
_PARTICLES: Final = word_set(
    "van von der den de du del della dela di da dos das do la le ter ten zu zur bin ibn al el "
    "ван фон дер ден де дю дель ди да ла ле бин ибн аль эль"
)
_KINSHIP: Final = word_set("оглы оглу улы уулу кызы гызы огли кизи қызы ұлы oglu oglu kyzy qizi ogly")
_PATRONYMIC: Final = re.compile(
    r"(?:ович|евич|йович|ьич|[кфтлм]ич|овна|евна|івна|ївна|ична|инична)$|(?:ovich|evich|yich|ovna|evna|ichna)$"
)
# Short ones that end like other words.
_PATRONYMICS: Final = word_set("ильич ильинична кузьмич фомич лукич никитич саввич")
# End like patronymics and are hardly ever one.
_VICH: Final = word_set("абрамович рабинович лукашенкович шушкевич мицкевич гуревич станкевич")
_SURNAME: Final = re.compile(
    r"(?:[оеё]в|[ыи]н|[сц]к[ио]й|[оеё]ва|[ыи]на|[сц]кая|ко|ук|юк|чак|[ая]н|янц|дзе|швили|иани|[иы]х|[оеа]ич|"
    r"ман|берг|штейн|ой|ый|ая|ogl[uy]|enko|o[vw]|e[vw]|ov[a]|eva|sk[iy]|skaya|[cs]hvili|dze|yan)$"
)
_ASIAN: Final = word_set("ким цой пак тен тё хан юн хван шин ли лю ван чжан чэнь нгуен kim park lee li")
_INITIAL: Final = re.compile(r"^\w\.?$|^\w\.-\w\.$")
_GLUED: Final = re.compile(r"(?<=\b\w)\.(?=\w)")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")


def is_patronymic(word: str) -> bool:
    """Tell whether ``word`` is built like a patronymic (Петрович, Ильинична, Petrovna)."""
    folded = fold(word)
    return folded in _PATRONYMICS or (
        len(folded) > 5 and folded not in _VICH and bool(_PATRONYMIC.search(folded))
    )


def looks_like_surname(word: str) -> bool:
    """Tell whether ``word`` ends like a surname of the Russian-speaking world."""
    folded = fold(word)
    return folded in _ASIAN or folded in _VICH or bool(len(folded) > 3 and _SURNAME.search(folded))


def split_full_name(text: str, *, language: str) -> NameParts:
    """Take a full name apart, in whichever order it was written.

    ``language`` («ru» or «en») decides where nothing else does: Russian lists put the surname first.
    Nothing is dropped: every word of ``text`` stands in one of the parts.
    """
    head, comma, tail = text.partition(",")
    tail_words = _words(tail)
    suffixes = [word for word in tail_words if _bare(word) in _SUFFIXES] if comma else []
    if comma and len(suffixes) < len(tail_words):
        return _around_comma(_words(head), tail_words)
    prefix, words, suffix = _without_titles(_words(head))
    surname, given, patronymic = _arranged(_joined(words), language)
    if prefix and not surname and not patronymic:
        surname, given = given, ""  # Mr Brown
    return NameParts(surname, given, patronymic, prefix, " ".join([*suffix, *suffixes]))


def _around_comma(head: list[str], tail: list[str]) -> NameParts:
    """«Smith, John F. Jr» and «Иванов, Иван Петрович»."""
    prefix, given, suffix = _without_titles([word.rstrip(",") for word in tail])
    before, surname, after = _without_titles(head)
    joined = _joined(given)
    return NameParts(
        " ".join(surname),
        " ".join(joined[:1]),
        " ".join(joined[1:]),
        " ".join(filter(None, (before, prefix))),
        " ".join([*after, *suffix]),
    )


def _words(text: str) -> list[str]:
    return _GLUED.sub(". ", text).split()


def _bare(word: str) -> str:
    return fold(word).replace(".", "").rstrip(",")


def _without_titles(words: list[str]) -> tuple[str, list[str], list[str]]:
    """Take «Dr», «г-жа» off the front and «Jr», «PhD» off the end; at least one word stays."""
    start, end = 0, len(words)
    while start < end - 1 and _is_title(words[start], follows=start > 0):
        start += 1
    while end > start + 1 and _bare(words[end - 1]) in _SUFFIXES and not _INITIAL.match(words[end - 1]):
        end -= 1
    return " ".join(words[:start]), words[start:end], words[end:]


def _is_title(word: str, *, follows: bool) -> bool:
    """«Dr.», «г-жа», and behind them «med.», «rer.», «nat.»."""
    if _INITIAL.match(word):
        return False
    return _bare(word) in _PREFIXES or (follows and word.islower() and word.endswith("."))


def _joined(words: list[str]) -> list[str]:
    """Join what belongs together: «von der Leyen», «Мамед оглы», «Иванова (Петрова)»."""
    joined: list[str] = []
    held: list[str] = []
    for place, word in enumerate(words):
        if joined and not held and (fold(word) in _KINSHIP or word.startswith("(")):
            joined[-1] += f" {word}"
        elif fold(word) in _PARTICLES and place < len(words) - 1 and (word.islower() or (place and joined)):
            held.append(word)
        else:
            joined.append(" ".join([*held, word]))
            held = []
    return [*joined, *held]


def _arranged(words: list[str], language: str) -> tuple[str, str, str]:
    """Return surname, given name, patronymic or middle names."""
    if not words:
        return "", "", ""
    if len(words) == 1:
        return ("", words[0], "") if _lone_given(words[0]) else (words[0], "", "")
    if any(_INITIAL.match(word) for word in words):
        return _with_initials(words)
    place = _patronymic_at(words)
    if place is not None:
        return _around_patronymic(words, place)
    if len(words) == 2:
        surname, given = words if _surname_first(words, language) else reversed(words)
        return surname, given, ""
    return _three(words, language)


def _lone_given(word: str) -> bool:
    """Tell whether one word is a given name; elsewhere a lone surname is the commoner case (Brown)."""
    if is_given_name(word) or looks_like_surname(word):
        return is_given_name(word)
    return bool(_CYRILLIC.search(word))


def _with_initials(words: list[str]) -> tuple[str, str, str]:
    """«Иванов И. И.», «И. И. Иванов», «John F. Kennedy»."""
    if _INITIAL.match(words[-1]) and not _INITIAL.match(words[0]):
        return words[0], words[1], " ".join(words[2:])
    return words[-1], words[0], " ".join(words[1:-1])


def _patronymic_at(words: list[str]) -> int | None:
    """Where the patronymic stands; the last place is likelier, unless the middle one has it too."""
    cyrillic = bool(_CYRILLIC.search(words[-1]))
    marked = [
        place
        for place, word in enumerate(words)
        if place and (is_patronymic(word) or _KINSHIP.intersection(fold(word).split()))
    ]
    if not marked or (len(words) == 2 and not cyrillic):
        return None
    return marked[0] if marked[0] == 1 and is_given_name(words[0]) else marked[-1]


def _around_patronymic(words: list[str], place: int) -> tuple[str, str, str]:
    patronymic = words[place]
    if place == 1 and len(words) > 2:
        return " ".join(words[2:]), words[0], patronymic
    if place == 1:
        return "", words[0], patronymic
    after = words[place + 1 :]
    return " ".join([*words[: place - 1], *after]), words[place - 1], patronymic


def _surname_first(words: list[str], language: str) -> bool:
    first, second = words
    loud = (first.isupper() and len(first) > 1, second.isupper() and len(second) > 1)
    known = (is_given_name(first), is_given_name(second))
    ending = (looks_like_surname(first), looks_like_surname(second))
    for one, other in (loud, (known[1], known[0]), ending):
        if one != other:
            return one
    if any(" " in word for word in words):
        return " " in first
    return language == "ru" and bool(_CYRILLIC.search(first))


def _three(words: list[str], language: str) -> tuple[str, str, str]:
    """Three and more words without a patronymic: middle names, or a surname in front."""
    first, *middle, last = words
    ahead = first.isupper() and not last.isupper() and len(first) > 1
    if ahead or (is_given_name(words[1]) and not is_given_name(first) and looks_like_surname(first)):
        return first, words[1], " ".join(words[2:])
    if language == "ru" and _CYRILLIC.search(first) and not is_given_name(first):
        return first, words[1], " ".join(words[2:])
    return last, first, " ".join(middle)


def usual_order(parts: NameParts) -> Order:
    """Return how a name is written where nobody asks for anything else: surname first in Cyrillic alone."""
    return "surname_first" if _CYRILLIC.search(parts.surname + parts.given) else "given_first"


def full_name(parts: NameParts, *, order: Order) -> str:
    """Return the whole name: «Иванов Иван Петрович», "Dr John F. Smith Jr."."""
    own = (parts.given, parts.patronymic)
    words = (parts.surname, *own) if order == "surname_first" else (parts.prefix, *own, parts.surname)
    return " ".join(filter(None, (*words, parts.suffix)))


def short_name(parts: NameParts, *, order: Order = "surname_first") -> str:
    """Return surname and initials: «Иванов И. П.», "J. F. Smith"; without a surname the given name."""
    if not parts.surname:
        return " ".join(filter(None, (parts.given, parts.patronymic)))
    own = [*parts.given.split()[:1], *parts.patronymic.split()]
    letters = " ".join(_initial(word) for word in own if fold(word) not in _KINSHIP)
    words = (parts.surname, letters) if order == "surname_first" else (letters, parts.surname)
    return " ".join(filter(None, words))


def _initial(word: str) -> str:
    """И. for Иван; Ж.-К. for Жан-Клод."""
    return "-".join(f"{half[0].upper()}." for half in word.split("-") if half)


def initials(name: str) -> str:
    """Return at most two capitals for an avatar: of a full name as it is shown, or of an organisation."""
    told = [word for word in name.split() if _bare(word) not in _PREFIXES and word not in _PARTICLES]
    words = [re.sub(r"\W", "", word) for word in told]
    kept = [word for word in words if word and word not in _FORMS] or [re.sub(r"\W", "", name)]
    return "".join(word[0].upper()[:1] for word in kept[:2] if word)


_FORMS: Final = word_set("ООО ОАО ЗАО ПАО АО ИП")
