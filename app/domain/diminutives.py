"""Short and familiar forms of given names, joined with the full ones they stand for."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from app.domain.name_key import word_key

# full name: forms in everyday use. A form may stand for several names (Саша, Alex).
_FORMS: Final = """
александр: саша саня шура шурик алекс sasha alex sandy
александра: саша саня шура алекс sasha alex sandra
алексей: леша алеша лёха alex
анастасия: настя ася стася nastya
анатолий: толя толик
андрей: дрон андрюша andrew andy
анна: аня нюра анюта annie
антонина: тоня
аркадий: аркаша
борис: боря
валентин: валя valya
валентина: валя valya
валерий: валера
валерия: лера
варвара: варя
василий: вася vasya
вероника: ника вера
виктор: витя
виктория: вика vika vicky
виталий: виталик
владимир: вова володя vova
владислав: влад слава vlad
вячеслав: слава слав
геннадий: гена
георгий: гоша жора егор george
григорий: гриша
дарья: даша dasha
денис: дэн
дмитрий: дима митя dima
евгений: женя жека zhenya eugene
евгения: женя zhenya
екатерина: катя кейт katya kate
елена: лена алена ельена helen
елизавета: лиза liza
зинаида: зина
иван: ваня vanya
игорь: гарик
ирина: ира irene
константин: костя
ксения: ксюша
лариса: лара
леонид: лёня
любовь: люба
людмила: люда мила люся
максим: макс max
маргарита: рита марго
мария: маша маруся mary masha
михаил: миша misha michael
надежда: надя
наталья: наташа ната natasha
никита: ник
николай: коля kolya nick nicholas
оксана: ксана
олег: олежка
ольга: оля olya
павел: паша pasha paul
петр: петя peter
полина: поля
роман: рома
светлана: света sveta
семен: сема
сергей: сережа серж серый serge
софия: соня софья
станислав: стас слава
степан: степа
тамара: тома
татьяна: таня tanya
федор: федя
эдуард: эдик
юлия: юля julie
юрий: юра
яков: яша
ярослав: ярик слава
alexander: alex al sandy sasha
andrew: andy drew
anthony: tony
barbara: barb babs
benjamin: ben
catherine: cathy kate katie cat
charles: charlie chuck
christopher: chris
christine: chris tina
daniel: dan danny
david: dave
deborah: debbie deb
donald: don
dorothy: dot dottie
edward: ed eddie ted ned
elizabeth: liz beth betty lizzie eliza
frederick: fred
gregory: greg
gerald: gerry jerry
henry: harry hank
james: jim jimmy jamie
jeffrey: jeff
jennifer: jenny jen
johann: hans
johannes: hans
john: johnny jack
jonathan: jon
joseph: joe
joshua: josh
katherine: kate kathy katie
kenneth: ken
lawrence: larry
margaret: maggie meg peggy
matthew: matt
michael: mike mick
nicholas: nick
patricia: pat patty trish
patrick: pat paddy
peter: pete
philip: phil
raymond: ray
rebecca: becky
richard: rick dick rich
robert: rob bob bobby robbie
ronald: ron
samantha: sam
samuel: sam
sandra: sandy
stephen: steve
steven: steve
susan: sue susie
theodore: ted theo
thomas: tom tommy
timothy: tim
victoria: vicky
walter: walt
william: bill will billy liam
"""


@lru_cache(maxsize=1)
def _bases() -> dict[str, frozenset[str]]:
    """The keys of the full names that each form may stand for, by the form's key."""
    bases: dict[str, set[str]] = {}
    for line in _FORMS.strip().splitlines():
        full, _, forms = line.partition(":")
        for form in forms.split():
            bases.setdefault(word_key(form), set()).add(word_key(full))
    return {form: frozenset(full) for form, full in bases.items()}


def base_keys(given: str) -> frozenset[str]:
    """Return the keys of all full names that ``given`` may stand for, its own among them."""
    key = word_key(given)
    return _bases().get(key, frozenset()) | {key}
