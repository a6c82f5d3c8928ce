"""Which words of a line may name the customer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.domain.capture.cues import Cue
from app.domain.capture.line import Clause, Word
from app.domain.capture.moments import is_action
from app.domain.capture.names import name_stems
from app.domain.capture.vocabulary import vocabulary
from app.domain.given_names import Gender, is_given_name


@dataclass(frozen=True, slots=True)
class Person:
    """A run of words that may name the customer, and how likely it does."""

    start: int
    end: int
    text: str
    score: float
    sex: Gender | None = None


_CONNECTORS: Final = vocabulary("de van von der den di da la le al el du dos del ter ten bin ibn y")
_TITLES: Final = vocabulary(
    "mr mrs ms miss dr prof sir г-н г-жа г-ну г-же г-ном г-жой господин господину госпожа госпоже ооо оао зао ао пао ип нко"
)
_COMPANY: Final = vocabulary("ltd inc llc gmbh plc co corp sa srl ag")
_WITHIN: Final = vocabulary("и у в на of and the")
_LEADING: Final = vocabulary("с со к ко у от для до из in with to from for w by of via")
_PLACES: Final = vocabulary("в во на at")
_SURNAME: Final = re.compile(
    r".{2,}(?:[оеё]в(?:а|у|ым|е|ой|ы|ых)?|[ыи]н(?:а|у|ым|е|ой)|[сц]к(?:ий|ая|ому|ой|им|ого|ую)|енко|чук[уае]?(?:ом)?|юк[уа]?(?:ом)?|"
    r"[ая]н(?:у|ом|а|е)?|дзе|швили|ович[уа]?(?:ем)?|евич[уа]?(?:ем)?|вн[аыеу]|вной|ых|их)"
)
_VERB_RU: Final = re.compile(
    r".{2,}(?:[аяиыуео]л(?:а|и|о)?|л(?:ся|ась|ись|ось)|[аяеёиу]ет(?:ся)?|[иеё]т(?:ся)?|[уюая]т(?:ся)?|[аое]н[аоы]|ешь|ишь|[еи]м(?:ся)?|"
    r"ни[еяюй]м?|ост[ьиью]+|ци[яюией]+|тельно|ство\w?|[аеиы]нн?(?:ый|ая|ое|ые|ого|ой|ую|ому|ым|ых)|[аеиоу]льн\w+|ески\w?)"
)
_VERB_EN: Final = re.compile(r".{3,}(?:ing|tion|ment|ness|ally|ously|ably|ed)")
_FINITE: Final = re.compile(
    r".{2,}(?:[аяиыуео]л(?:а|и|о)?|л(?:ся|ась|ись|ось)|[аяеу]ет(?:ся)?|[иуюя]т(?:ся)?|ed|ing)"
)
_COMMON: Final = vocabulary("""
    я мы он она они ты вы них ним ними нему ней нее нем ею ими его ее их ей ему им нас нам мне меня это этот эта эти тот та те там тут здесь так как что чтобы где
    когда если то же ли бы не ни да нет ок окей уже еще очень все всё всех всем сам сама сами свой свою свои мой наш наши кто
    кого чем чего почему пока потом затем далее снова опять просто только даже можно нужно надо нужна нужен нужны будет будут
    был была были есть нету или либо но а и про по о об обо на в во за под над при без через до после около между из от с со к
    ко у для насчет поводу вопрос вопросу вопросы теме тема цена цену цене цены ценам ценой прайс прайса скидка скидку скидке
    скидки скидок кп тз счет счета счету счетом договор договора договору договором заказ заказа заказу заказе заказы товар
    товара товару доставка доставку доставке доставки оплата оплату оплате оплаты условия условиям условий сделка сделке сделку
    проект проекта проекту план планы планам сроки срок сроках срокам образцы образцов образец каталог каталоги смета смету
    смете офис офисе офиса склад складе склада магазин магазине выставке выставка выставку сайт сайта сайте реклама рекламу
    претензия претензию претензии рекламация возврат возврату брак жалоба жалобу жалоба гарантия гарантии контракт контракта
    акт акты клиент клиента клиенту клиентом менеджер директор директору секретарь секретарем бухгалтер бухгалтеру юрист закупщик
    снабженец руб рублей тыс млн раз раза минут минуты мин час часа часов день дня дней неделя недели месяц год лет утро вечер
    хорошо плохо норм нормально отлично супер доволен довольна довольны недоволен недовольна согласен согласна согласны против
    думает думают хочет хотят просит просят просил просила ждет ждут берет берут возьмет обещал обещала обещали договорились
    интересно интерес интересует предложение предложения предложению новый новая новое новые первый первая первые второй второго
    повторный короткий короткая долгий быстрый долго недолго телефон телефону тел личный личная деловой деловая рабочая рабочий
    холодный холодная плановый плановая напоминание напомнил следующий следующая срочно важно сегодня вчера завтра утром вечером
    днем весь вся машина оборудование партия партию поставка поставки поставке новогодний отпуск отпуске командировке командировка
    болеет занят занята совещании семинар поздравил поздравила юбилеем праздником днем рождения рождением отзыв отзыва
    """) | vocabulary("""
    i we he she they you it him her them us me my our his their the a an and or but so no not yes ok okay fine good great well bad
    all any some this that these those there here then now soon later again still just also very too more less about re regarding
    on in at for with to from of by via w off out up down over after before until till into onto than as is are was were be been am
    has have had having do does did done will would can could should may might must shall let lets price prices pricing quote quotes
    offer offers proposal contract contracts order orders invoice invoices delivery deliveries discount discounts payment payments
    terms budget demo trial sample samples product products service services support issue issues problem problems complaint
    question questions meeting call calls email emails office shop site store warehouse expo fair stand stock machine machines team
    people boss manager director secretary reception receptionist assistant lawyer buyer customer client new old first second next
    last quick short long brief nice happy unhappy angry interested busy free wants want wanted needs need needed asks asked asking
    likes like liked thinks think thinking says said takes take took taking buys buy bought agreed agrees confirmed confirms waiting
    waits wait postponed plan plans planned planning project renewal update updates info information details status feedback review
    reminder thanks thank please pls min mins minutes hour hours hr hrs day days week weeks month months year years morning afternoon
    evening today tomorrow yesterday tonight went got get gave give gets sent send sends talk talked spoke met meet sick away holiday
    vacation leasing warranty return returns price-list pricelist ready two three four five six seven eight nine ten one twice once
    half quarter hi hello yesterday's congratulated congratulations birthday back when who what why how where which because if
    phone mobile home line message voicemail text chat letter card catalogue brochure urgent asap fyi nb ps followup follow-up
    """)


# Names that are words: alone and in small letters they are names only where one is expected.
_NAMES_AND_WORDS: Final = vocabulary("""
    will mark bill art pat sue rob frank dean drew rose grace hope faith joy dawn summer rich jack chase miles guy pat dick ray
    price cook day stone banks yard reed hill field brook wood king cross page bell rice bush ford lane marsh north west small
    young long short black white green brown gray grey gold silver rich poor strong sharp best love park hall house church mills
    bridge water winter snow frost storm cash case fair child power major bishop cooper baker butler carter carver fisher taylor
    smith mason cole lamb fox wolf bird crane drake swan bass hunt hunter ward wise good fine
    роман вера надежда любовь слава лев мороз жук сорока заяц волк гончар коваль лист март бык соловей воробей роза лилия мир
    street road lane avenue hotel group trade center centre studio shop cafe bakery motors farms freight plumbing dental clinic
    store stores school office company studio market garden gardens services solutions systems design
    магазин студия клиника ресторан кафе отель гостиница салон сеть завод фабрика торг строй центр компания фирма группа мебель
    дом окно снег весна лето зима осень ветер гора река море мельник столяр кузнец повар пекарь король князь
    """)


@lru_cache(maxsize=8192)
def _given(low: str) -> bool:
    """Tell whether a lowered word is a given name, in any case of Russian."""
    return len(low) > 2 and any(is_given_name(form) for form in name_stems(low)[:8])


@lru_cache(maxsize=8192)
def ordinary(low: str) -> bool:
    """Tell whether a lowered word is an ordinary one, no name."""
    if low in _COMMON or is_action(low):
        return True
    return (
        bool(_VERB_RU.fullmatch(low) or _VERB_EN.fullmatch(low))
        and not _given(low)
        and not _SURNAME.fullmatch(low)
    )


def common(low: str) -> bool:
    """Tell whether a lowered word is one of those that lines are full of (цена, price, звонок)."""
    return low in _COMMON


@lru_cache(maxsize=8192)
def inconspicuous(low: str) -> bool:
    """Tell whether a lowered word says more often something else than a name."""
    return low in _COMMON or low in _NAMES_AND_WORDS or is_action(low) or _looks_a_verb(low)


def _looks_a_verb(low: str) -> bool:
    finite = _FINITE.fullmatch(low) is not None
    return finite and not _given(low) and not _SURNAME.fullmatch(low)


_OBLIQUE: Final = re.compile(r"(?!.*(?:дзе|швили)$).*(?:[уюыеи]|ой|ого|его|ому|ему)")
_NEVER_DECLINED: Final = re.compile(r".*(?:дзе|швили|[оэ]|[иы]х)|[^а-я]*")


def nominative(text: str) -> bool | None:
    """Tell whether a Russian name may be the subject: False for «Орлову», None for «Шевченко» and for Latin.

    Instrumental forms follow a preposition, so that «Ким», «Артём» and «Соловей» are taken as they look.
    """
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower().replace("ё", "е"))
    names = [word for word in words if len(word) > 1]
    if any(len(word) > 3 and _OBLIQUE.fullmatch(word) for word in names):
        return False
    return None if all(_NEVER_DECLINED.fullmatch(word) for word in names) else True


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of the line when people are looked for."""

    text: str
    words: tuple[Word, ...]
    clauses: tuple[Clause, ...]
    cues: tuple[Cue, ...]
    taken: tuple[tuple[int, int], ...]
    quoted: tuple[tuple[int, int], ...]
    step: tuple[int, int] | None
    silent: tuple[int, int] | None
    known: tuple[tuple[int, int, float], ...] = ()
    sexes: tuple[tuple[int, int, Gender | None], ...] = ()

    def busy(self, start: int, end: int) -> bool:
        """Tell whether a place is understood as something else already."""
        return any(start < other and begin < end for begin, other in self.taken)

    def between(self, start: int, end: int) -> str:
        """Return what stands between two places but spaces, points and quotes."""
        return self.text[start:end].strip(' ./"»”')

    def clause(self, at: int) -> int:
        """Return the number of the clause at a place."""
        return next((n for n, clause in enumerate(self.clauses) if clause.start <= at < clause.end), -1)


def _beside(scene: Scene, index: int) -> float:
    """Return how much speaks for a name in what stands beside a word."""
    word = scene.words[index]
    place = scene.clause(word.start)
    previous = scene.words[index - 1] if index else None
    if (
        previous is not None
        and scene.clause(previous.start) == place
        and not scene.between(previous.end, word.start)
    ):
        if previous.low in _TITLES:
            return 3.0
        if previous.low in _LEADING:
            return 3.0 if any(0 <= previous.start - cue.end <= 24 for cue in scene.cues) else 2.0
        if previous.low in _PLACES:
            return 1.0 if word.capital else -1.0
    return _after_contact(scene, word, place)


def _after_contact(scene: Scene, word: Word, place: int) -> float:
    """Return what speaks for a word right behind or right before a word of contact."""
    ends = [cue.end for cue in scene.cues if cue.end <= word.start and scene.clause(cue.start) == place]
    # Times and durations may stand between: «звонил вчера орлову».
    if ends and _only_taken(scene, max(ends), word.start):
        return 3.0
    if place < 0 or not _only_taken(scene, scene.clauses[place].start, word.start):
        return 0.0
    ahead = [cue.start for cue in scene.cues if cue.start >= word.end and scene.clause(cue.start) == place]
    ahead += [scene.silent[0]] if scene.silent else []
    return 3.0 if any(start >= word.end and not scene.between(word.end, start) for start in ahead) else 1.0


def _only_taken(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a stretch holds nothing but what is understood already."""
    rest = list(scene.text[start:end])
    for begin, stop in scene.taken:
        for place in range(max(begin, start), min(stop, end)):
            rest[place - start] = " "
    return not "".join(rest).strip(" ,.")


def _score(scene: Scene, index: int) -> float:
    """Return how much speaks for one word as part of a name."""
    word = scene.words[index]
    if scene.busy(word.start, word.end) or len(word.low) < 2:
        return -9.0
    place = scene.clause(word.start)
    first = place >= 0 and not scene.text[scene.clauses[place].start : word.start].strip()
    score = 0.0
    loud = word.typed.isupper() and len(word.typed) < 5
    given = _given(word.low)
    if word.capital and not loud:
        score += 2.0 if first else 3.0
    if given and word.low not in _COMMON:
        score += 2.5
    if _SURNAME.fullmatch(word.low):
        score += (
            2.0
            if word.capital
            or re.fullmatch(
                r".{3,}(?:[оеё]в(?:а|у|ым|ой)|[сц]к(?:ому|им|ий)|енко|чуку?|дзе|швили|[ыи]н(?:ым|ой))",
                word.low,
            )
            else 1.0
        )
    if word.low in _COMMON or (ordinary(word.low) and (not word.capital or first)):
        score -= 6.0
    score += _beside(scene, index)
    return score


def _name_clause(scene: Scene, place: int) -> bool:
    """Tell whether the first clause is nothing but a name: «кофе у патриарших, звонок 10 мин»."""
    clause = scene.clauses[place]
    inside = [word for word in scene.words if clause.start <= word.start < clause.end]
    if place or not inside or len(inside) > 4 or len(scene.clauses) < 2:
        return False
    if any(clause.start <= start < clause.end for start, _ in scene.taken):
        return False
    return not any(
        (word.low in _COMMON or is_action(word.low) or _FINITE.fullmatch(word.low))
        and word.low not in _WITHIN
        and not word.capital
        and not _given(word.low)
        for word in inside
    )


def _runs(scene: Scene) -> list[tuple[int, int, float]]:
    """Return runs of words that look like names: where they begin and end, and what speaks for them."""
    runs: list[tuple[int, int, float]] = []
    last_index, size = -2, 0
    for index, word in enumerate(scene.words):
        score = _score(scene, index)
        gap = scene.text[runs[-1][1] : word.start] if runs else ""
        near = bool(runs) and scene.clause(word.start) == scene.clause(runs[-1][0]) and len(gap) < 12
        joins = (
            near
            and re.fullmatch(r"\s+|\.\s*|\s*&\s*|\s+[A-ZА-ЯЁ]\.\s*", gap) is not None
            and last_index == index - 1
        )
        bridged = (
            near
            and last_index >= 0
            and bool(gap.strip())
            and all(part.lower().strip(".") in _CONNECTORS | _TITLES | {"&"} for part in gap.split())
        )
        if (
            (joins or bridged)
            and size < 5
            and not scene.busy(word.start, word.end)
            and _continues(scene, index, score)
        ):
            start, _, best = runs[-1]
            runs[-1] = (start, word.end, max(best, score) + 0.5)
            last_index, size = index, size + 1
        elif score >= 2.5:
            runs.append((word.start, word.end, score))
            last_index, size = index, 1
    return runs


def _continues(scene: Scene, index: int, score: float) -> bool:
    """Tell whether a word goes on with the name before it."""
    word, previous = scene.words[index], scene.words[index - 1]
    if (word.low in _COMMON or (ordinary(word.low) and not word.capital)) and not (
        word.capital and previous.capital and word.low in _COMPANY
    ):
        return False
    if word.capital or score >= 2.5:
        return True
    return not previous.capital and (
        _given(previous.low) or bool(_SURNAME.fullmatch(word.low) and _given(word.low))
    )


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in initials, titles and legal forms around a name."""
    before = re.search(
        r"(?:(?<!\w)(?:[A-ZА-ЯЁ]\.\s*){1,2}|(?i:(?<!\w)(?:mr|mrs|ms|dr|г-н\w?|г-ж\w+|ооо|зао|оао|ао|пао|ип)\.?\s+))$",
        text[:start],
    )
    after = re.match(
        r"(?:\s+(?:[A-ZА-ЯЁ]\.\s?){1,2}|\s+(?i:ltd|inc|llc|gmbh|plc)\b\.?|\s+(?:&|and)\s+co\b|'s\b)",
        text[end:],
    )
    return (before.start() if before else start), end + (
        len(after.group().rstrip()) if after and after.group() != "'s" else 0
    )


_OPENING: Final = re.compile(r"\W*(?:(?:в|во|на|у|с|со|к|по|от|для|with|at|for|to|from)\s+)?[«\"“]?")


def people(scene: Scene) -> tuple[Person, ...]:
    """Return the runs of words that may name the customer, likeliest first."""
    header = next((scene.clause(cue.start) for cue in scene.cues), 0)
    found: list[Person] = []
    for start, end, score in _all_runs(scene):
        begin, stop = _widened(scene.text, start, end)
        place = scene.clause(start)
        ahead = place == 0 or place == header - 1
        weight = score + (2.0 if place == header else 1.0 if ahead else 0.0)
        if _OPENING.fullmatch(scene.text[:begin].lower()) and any(
            one[0] <= start < one[1] for one in scene.known
        ):
            weight += 3.0  # who opens the line is whom it is about
        if scene.step is not None and scene.step[0] <= start < scene.step[1]:
            weight -= 2.5
        sex = next((one for where, until, one in scene.sexes if where < stop and begin < until), None)
        found.append(Person(begin, stop, scene.text[begin:stop].strip("«»“”„\"' "), weight, sex))
    found.sort(key=lambda one: (-one.score, one.start))
    return tuple(found[:6])


_FIRM_OF: Final = re.compile(r"\s*(?:(?:из|from|of|at|в)\s+|\(\s*)[«\"“]?")


def _all_runs(scene: Scene) -> list[tuple[int, int, float]]:
    """Return the runs that look like names, those of known customers first and widened by what looks like one."""
    seen = _seen_runs(scene)
    runs = []
    for start, end, strength in scene.known:
        # A given name alone, beside a surname or a firm, is mostly somebody's else.
        score = min(strength, 2.0) if _given(scene.text[start:end].lower().replace("ё", "е")) else strength
        around = [
            run for run in seen if run[0] < end and start < run[1] and _names_more(scene, run, start, end)
        ]
        begin = min([start, *(run[0] for run in around)])
        stop = max([end, *(run[1] for run in around)])
        between = [scene.text[other[1] : start].lower() for other in scene.known if other[1] <= start]
        if between and _FIRM_OF.fullmatch(between[-1]):
            # «Ким из Вектора»: the firm tells which Kim it is.
            runs.append((begin, stop, 1.0))
            continue
        near = max(
            (_beside(scene, n) for n, word in enumerate(scene.words) if word.start == start), default=0.0
        )
        runs.append((begin, stop, max([score + max(near, 0.0), *(run[2] + score for run in around)])))
    return runs + [run for run in seen if all(run[1] <= start or end <= run[0] for start, end, _ in runs)]


def _names_more(scene: Scene, run: tuple[int, int, float], start: int, end: int) -> bool:
    """Tell whether what a run has beyond a known name looks like a name itself: a capital, a given name."""
    more = [w for w in scene.words if run[0] <= w.start < run[1] and not start <= w.start < end]
    return all(w.capital or _given(w.low) or _SURNAME.fullmatch(w.low) or w.low in _CONNECTORS for w in more)


def _known_within(scene: Scene, clause: Clause) -> bool:
    return any(clause.start <= start < clause.end for start, _, _ in scene.known)


def _seen_runs(scene: Scene) -> list[tuple[int, int, float]]:
    runs = [(start, end, 6.0) for start, end in scene.quoted if not scene.busy(start, end)]
    if scene.clauses and not _known_within(scene, scene.clauses[0]) and _name_clause(scene, 0):
        clause = scene.clauses[0]
        inside = [word for word in scene.words if clause.start <= word.start < clause.end]
        runs.append((inside[0].start, inside[-1].end, 5.0))
    for start, end, score in _runs(scene):
        if all(end <= begin or stop <= start for begin, stop, _ in runs):
            runs.append((start, end, score))
    return runs
