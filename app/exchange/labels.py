"""The words that programs and people use for kinds of phones, services, relatives and days, in one code each."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from app.domain.keys import fold

_SIGNS: Final = re.compile(r"[^\w]+")


def plain(text: str) -> str:
    """Return ``text`` folded, with single spaces instead of every sign."""
    return _SIGNS.sub(" ", fold(text).replace("_", " ")).strip()


def _table(text: str) -> dict[str, str]:
    """Read «code: word, word» lines."""
    table: dict[str, str] = {}
    for line in text.strip().splitlines():
        code, _, words = line.partition(":")
        table[plain(code)] = code.strip()
        for word in words.split(","):
            table[plain(word)] = code.strip()
    return table


_LABELS: Final = _table("""
home: home, house, personal, private, privat, residence, домашний, дом, домашн, дом., личный, личная, domicile, casa
work: work, business, office, job, arbeit, geschäftlich, dienstlich, travail, bureau, рабочий, раб, раб., работа, служебный, офис, офисный, trabajo
mobile: mobile, cell, cellular, cell phone, mobile phone, handy, mobil, portable, móvil, мобильный, моб, моб., сотовый, сот, сот., переносной, личный мобильный, iphone, pcs
work_mobile: work mobile, business mobile, work cell, рабочий мобильный, мобильный рабочий, служебный мобильный
main: main, primary, основной, главный, общий, hauptnummer
company: телефон организации, организация, company main, company main phone, companymain, основной организации, телефон организации, company
direct: direct, direct line, прямой, рабочий прямой, durchwahl
fax: fax, facsimile, факс, faxnummer, télécopie
home_fax: home fax, fax home, homefax, домашний факс, факс домашний
work_fax: work fax, business fax, fax work, workfax, рабочий факс, факс рабочий
other_fax: other fax, otherfax, другой факс
pager: pager, beeper, пейджер
assistant: assistant, assistant s phone, assistantphone, ассистент, помощник, секретарь
callback: callback, обратный вызов, call back
car: car, car phone, в машине, автомобильный, автотелефон
radio: radio, radio phone, радиотелефон
isdn: isdn
telex: telex, tlx, телекс
tty: text phone, текстовый телефон, tty, tdd, tty tdd, textphone, ttytddphone, телетайп, телетайп телефон с титрами
school: school, школа, университет
billing: billing, invoice, bill to, invoice address, платёжный, для счетов, счета
shipping: shipping, delivery, ship to, shipping address, доставка, для доставки, доставки, фактический
legal: legal, registered, юридический, юр, юр.
other: other, else, другой, другое, прочее, прочий, иной, дополнительный, доп, andere, autre, additional, secondary
""")

_MESSENGERS: Final = _table("""
telegram: telegram, tg, телеграм, телеграмм, телега, t me
whatsapp: whatsapp, whats app, wa, ватсап, вотсап, вацап, whatsappdigital
viber: viber, вайбер
skype: skype, скайп, skype username
max: max, макс
vk: vk, vkontakte, вконтакте, вк
ok: ok, odnoklassniki, одноклассники
icq: icq, аська
jabber: jabber, xmpp, джаббер
gtalk: gtalk, google talk, googletalk, google hangouts, hangouts
msn: msn, msnim, windows live, live messenger
aim: aim, aol
yahoo: yahoo, ymsgr, yahoo messenger
qq: qq
gadugadu: gadugadu, gadu gadu, gadu, gg
groupwise: groupwise, novell groupwise
irc: irc
matrix: matrix
signal: signal
wechat: wechat, weixin
teams: teams, microsoft teams, msteams
zoom: zoom
facebook: facebook, fb, фейсбук, facebook messenger
instagram: instagram, инстаграм
twitter: twitter, x com, твиттер
linkedin: linkedin
sip: sip
""")

_RELATIONS: Final = _table("""
spouse: spouse, wife, husband, супруг, супруга, супруг а, муж, жена, ehepartner
partner: partner, domestic partner, партнер, девушка, girlfriend, boyfriend
child: child, сын или дочь, kid, children, дети, ребенок, kinder
son: son, сын
daughter: daughter, дочь, дочка
parent: parent, родитель
mother: mother, mum, mom, мать, мама
father: father, dad, отец, папа
brother: brother, брат
sister: sister, сестра
sibling: sibling, брат или сестра
relative: relative, kin, родственник
friend: friend, друг, подруга
""")

_DAYS: Final = _table("""
anniversary: anniversary, годовщина, jahrestag
wedding: wedding, wedding day, свадьба, день свадьбы, годовщина свадьбы
founding: founding day, founding, founded, founding day, основание, дата основания, день основания, incorporated
death: death, died, deathday, deceased date, дата смерти, date of death
nameday: name day, nameday, именины
other: other date, другая дата, other, другая, другое
""")

_APPLE: Final = re.compile(r"^_\$!<(.*)>!\$_$")


def _coded(table: dict[str, str], text: str) -> str:
    apple = _APPLE.match(text.strip())
    word = (apple[1] if apple else text).strip().lstrip("*").strip()
    return table.get(plain(word), word) if word else ""


@lru_cache(maxsize=4096)
def label(text: str) -> str:
    """Return the code of a label of a phone, e-mail, address or site, or the word itself where there is none."""
    return _coded(_LABELS, text)


@lru_cache(maxsize=4096)
def messenger(text: str) -> str:
    """Return the code of a messenger or network, or the word itself."""
    return _coded(_MESSENGERS, text)


@lru_cache(maxsize=4096)
def relation(text: str) -> str:
    """Return the code of a relation, or the word itself."""
    return _coded(_RELATIONS, text)


@lru_cache(maxsize=4096)
def day(text: str) -> str:
    """Return the code of a kind of date, or the word itself."""
    return _coded(_DAYS, text)


def is_messenger(text: str) -> bool:
    """Tell whether ``text`` names a messenger."""
    return plain(text) in _MESSENGERS


def is_relation(text: str) -> bool:
    """Tell whether ``text`` names a relation."""
    return plain(text) in _RELATIONS
