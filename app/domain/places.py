"""Time zones of main cities and countries, in Russian and English."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.keys import fold

# A line per country and zone: code, zone, then English=Russian names of cities; more spellings after a slash.
# The first city of a zone names it in lists. Where a name is the same town of two countries, the country decides.
_TABLE: Final = """
RU Europe/Kaliningrad Kaliningrad=Калининград/Кенигсберг; Sovetsk=Советск
RU Europe/Moscow Moscow=Москва/Мск; Saint Petersburg/St Petersburg/St. Petersburg/Petersburg/SPb=Санкт-Петербург/Петербург/Питер/СПб/С.-Петербург; Nizhny Novgorod=Нижний Новгород/Нижний/Н. Новгород; Kazan=Казань; Rostov-on-Don/Rostov=Ростов-на-Дону/Ростов; Krasnodar=Краснодар; Voronezh=Воронеж; Sochi=Сочи; Yaroslavl=Ярославль; Tula=Тула; Ryazan=Рязань; Penza=Пенза; Lipetsk=Липецк; Kursk=Курск; Belgorod=Белгород; Bryansk=Брянск; Tver=Тверь; Ivanovo=Иваново; Smolensk=Смоленск; Kaluga=Калуга; Oryol/Orel=Орёл; Vladimir=Владимир; Vologda=Вологда; Cherepovets=Череповец; Arkhangelsk=Архангельск; Murmansk=Мурманск; Petrozavodsk=Петрозаводск; Pskov=Псков; Veliky Novgorod/Novgorod=Великий Новгород; Kostroma=Кострома; Tambov=Тамбов; Saransk=Саранск; Cheboksary=Чебоксары; Yoshkar-Ola=Йошкар-Ола; Naberezhnye Chelny=Набережные Челны/Челны; Syktyvkar=Сыктывкар; Stavropol=Ставрополь; Pyatigorsk=Пятигорск; Makhachkala=Махачкала; Grozny=Грозный; Vladikavkaz=Владикавказ; Nalchik=Нальчик; Maykop=Майкоп; Novorossiysk=Новороссийск; Taganrog=Таганрог; Dzerzhinsk=Дзержинск; Khimki=Химки; Mytishchi=Мытищи; Podolsk=Подольск; Balashikha=Балашиха; Korolyov=Королёв; Lyubertsy=Люберцы; Krasnogorsk=Красногорск; Odintsovo=Одинцово; Zelenograd=Зеленоград; Gatchina=Гатчина; Vyborg=Выборг
RU Europe/Volgograd Volgograd=Волгоград; Volzhsky=Волжский
RU Europe/Simferopol Simferopol=Симферополь; Sevastopol=Севастополь; Yalta=Ялта
RU Europe/Kirov Kirov=Киров/Вятка
RU Europe/Samara Samara=Самара; Togliatti/Tolyatti=Тольятти; Izhevsk=Ижевск
RU Europe/Saratov Saratov=Саратов; Engels=Энгельс; Balakovo=Балаково
RU Europe/Ulyanovsk Ulyanovsk=Ульяновск; Dimitrovgrad=Димитровград
RU Europe/Astrakhan Astrakhan=Астрахань
RU Asia/Yekaterinburg Yekaterinburg/Ekaterinburg=Екатеринбург/Екб/Ебург; Chelyabinsk=Челябинск; Perm=Пермь; Ufa=Уфа; Tyumen=Тюмень; Orenburg=Оренбург; Magnitogorsk=Магнитогорск; Nizhny Tagil=Нижний Тагил; Kurgan=Курган; Surgut=Сургут; Nizhnevartovsk=Нижневартовск; Khanty-Mansiysk=Ханты-Мансийск; Salekhard=Салехард; Novy Urengoy=Новый Уренгой; Noyabrsk=Ноябрьск; Sterlitamak=Стерлитамак; Orsk=Орск
RU Asia/Omsk Omsk=Омск
RU Asia/Novosibirsk Novosibirsk=Новосибирск/Нск; Berdsk=Бердск
RU Asia/Tomsk Tomsk=Томск; Seversk=Северск
RU Asia/Barnaul Barnaul=Барнаул; Biysk=Бийск; Gorno-Altaysk=Горно-Алтайск
RU Asia/Novokuznetsk Novokuznetsk=Новокузнецк; Kemerovo=Кемерово
RU Asia/Krasnoyarsk Krasnoyarsk=Красноярск; Norilsk=Норильск; Abakan=Абакан; Kyzyl=Кызыл
RU Asia/Irkutsk Irkutsk=Иркутск; Ulan-Ude=Улан-Удэ; Bratsk=Братск; Angarsk=Ангарск
RU Asia/Chita Chita=Чита
RU Asia/Yakutsk Yakutsk=Якутск; Blagoveshchensk=Благовещенск
RU Asia/Vladivostok Vladivostok=Владивосток; Khabarovsk=Хабаровск; Komsomolsk-on-Amur=Комсомольск-на-Амуре; Nakhodka=Находка; Ussuriysk=Уссурийск; Birobidzhan=Биробиджан
RU Asia/Magadan Magadan=Магадан
RU Asia/Sakhalin Yuzhno-Sakhalinsk=Южно-Сахалинск
RU Asia/Kamchatka Petropavlovsk-Kamchatsky=Петропавловск-Камчатский; Anadyr=Анадырь
BY Europe/Minsk Minsk=Минск; Gomel=Гомель; Brest=Брест; Grodno=Гродно; Vitebsk=Витебск; Mogilev=Могилёв
UA Europe/Kyiv Kyiv/Kiev=Киев; Kharkiv/Kharkov=Харьков; Odesa/Odessa=Одесса; Dnipro=Днепр; Lviv=Львов; Zaporizhzhia=Запорожье
MD Europe/Chisinau Chișinău/Kishinev=Кишинёв; Tiraspol=Тирасполь
GE Asia/Tbilisi Tbilisi=Тбилиси; Batumi=Батуми
AM Asia/Yerevan Yerevan=Ереван; Gyumri=Гюмри
AZ Asia/Baku Baku=Баку; Ganja=Гянджа
KZ Asia/Almaty Almaty/Alma-Ata=Алматы/Алма-Ата; Astana/Nur-Sultan=Астана/Нур-Султан; Shymkent=Шымкент/Чимкент; Karaganda=Караганда; Pavlodar=Павлодар; Oskemen/Ust-Kamenogorsk=Усть-Каменогорск
KZ Asia/Aqtobe Aktobe=Актобе
KZ Asia/Atyrau Atyrau=Атырау
KZ Asia/Aqtau Aktau=Актау
KZ Asia/Oral Oral/Uralsk=Уральск
KZ Asia/Qostanay Kostanay=Костанай
UZ Asia/Tashkent Tashkent=Ташкент; Namangan=Наманган
UZ Asia/Samarkand Samarkand=Самарканд; Bukhara=Бухара
KG Asia/Bishkek Bishkek=Бишкек; Osh=Ош
TJ Asia/Dushanbe Dushanbe=Душанбе; Khujand=Худжанд
TM Asia/Ashgabat Ashgabat=Ашхабад
MN Asia/Ulaanbaatar Ulaanbaatar/Ulan Bator=Улан-Батор
LV Europe/Riga Riga=Рига
LT Europe/Vilnius Vilnius=Вильнюс; Kaunas=Каунас
EE Europe/Tallinn Tallinn=Таллин/Таллинн; Narva=Нарва
FI Europe/Helsinki Helsinki=Хельсинки; Turku=Турку; Tampere=Тампере
SE Europe/Stockholm Stockholm=Стокгольм; Gothenburg/Göteborg=Гётеборг; Malmö=Мальмё
NO Europe/Oslo Oslo=Осло; Bergen=Берген
DK Europe/Copenhagen Copenhagen/København=Копенгаген
IS Atlantic/Reykjavik Reykjavik=Рейкьявик
GB Europe/London London=Лондон; Manchester=Манчестер; Birmingham=Бирмингем; Leeds=Лидс; Liverpool=Ливерпуль; Bristol=Бристоль; Glasgow=Глазго; Edinburgh=Эдинбург; Cardiff=Кардифф; Belfast=Белфаст; Cambridge=Кембридж; Oxford=Оксфорд
IE Europe/Dublin Dublin=Дублин; Cork=Корк
FR Europe/Paris Paris=Париж; Lyon=Лион; Marseille=Марсель; Nice=Ницца; Toulouse=Тулуза; Bordeaux=Бордо; Lille=Лилль; Strasbourg=Страсбург
DE Europe/Berlin Berlin=Берлин; Munich/München=Мюнхен; Hamburg=Гамбург; Cologne/Köln=Кёльн; Frankfurt/Frankfurt am Main=Франкфурт/Франкфурт-на-Майне; Stuttgart=Штутгарт; Düsseldorf/Duesseldorf=Дюссельдорф; Leipzig=Лейпциг; Dresden=Дрезден; Hanover/Hannover=Ганновер; Nuremberg/Nürnberg=Нюрнберг; Bremen=Бремен
AT Europe/Vienna Vienna/Wien=Вена; Graz=Грац; Salzburg=Зальцбург
CH Europe/Zurich Zurich/Zürich=Цюрих; Geneva/Genève=Женева; Basel=Базель; Bern=Берн
NL Europe/Amsterdam Amsterdam=Амстердам; Rotterdam=Роттердам; The Hague/Den Haag=Гаага; Utrecht=Утрехт
BE Europe/Brussels Brussels/Bruxelles=Брюссель; Antwerp/Antwerpen=Антверпен
LU Europe/Luxembourg Luxembourg=Люксембург
ES Europe/Madrid Madrid=Мадрид; Barcelona=Барселона; Valencia=Валенсия; Seville/Sevilla=Севилья; Málaga=Малага
ES Atlantic/Canary Las Palmas=Лас-Пальмас; Tenerife=Тенерифе
PT Europe/Lisbon Lisbon/Lisboa=Лиссабон; Porto=Порту
IT Europe/Rome Rome/Roma=Рим; Milan/Milano=Милан; Turin/Torino=Турин; Naples/Napoli=Неаполь; Florence/Firenze=Флоренция; Bologna=Болонья; Venice/Venezia=Венеция
MT Europe/Malta Valletta=Валлетта
GR Europe/Athens Athens=Афины; Thessaloniki=Салоники
CY Asia/Nicosia Nicosia=Никосия; Limassol=Лимасол; Larnaca=Ларнака; Paphos=Пафос
PL Europe/Warsaw Warsaw/Warszawa=Варшава; Kraków=Краков; Wrocław=Вроцлав; Gdańsk=Гданьск; Poznań=Познань; Łódź=Лодзь
CZ Europe/Prague Prague/Praha=Прага; Brno=Брно
SK Europe/Bratislava Bratislava=Братислава
HU Europe/Budapest Budapest=Будапешт
RO Europe/Bucharest Bucharest/București=Бухарест
BG Europe/Sofia Sofia=София; Varna=Варна
RS Europe/Belgrade Belgrade/Beograd=Белград; Novi Sad=Нови-Сад
HR Europe/Zagreb Zagreb=Загреб
SI Europe/Ljubljana Ljubljana=Любляна
BA Europe/Sarajevo Sarajevo=Сараево
ME Europe/Podgorica Podgorica=Подгорица; Budva=Будва
MK Europe/Skopje Skopje=Скопье
AL Europe/Tirane Tirana=Тирана
TR Europe/Istanbul Istanbul=Стамбул; Ankara=Анкара; Izmir=Измир; Antalya=Анталья
IL Asia/Jerusalem Tel Aviv/Tel-Aviv=Тель-Авив; Jerusalem=Иерусалим; Haifa=Хайфа
AE Asia/Dubai Dubai=Дубай; Abu Dhabi=Абу-Даби; Sharjah=Шарджа
SA Asia/Riyadh Riyadh=Эр-Рияд; Jeddah=Джидда
QA Asia/Qatar Doha=Доха
IR Asia/Tehran Tehran=Тегеран
EG Africa/Cairo Cairo=Каир
MA Africa/Casablanca Casablanca=Касабланка
NG Africa/Lagos Lagos=Лагос
KE Africa/Nairobi Nairobi=Найроби
ZA Africa/Johannesburg Johannesburg=Йоханнесбург; Cape Town=Кейптаун
IN Asia/Kolkata Delhi/New Delhi=Дели/Нью-Дели; Mumbai=Мумбаи; Bangalore/Bengaluru=Бангалор; Kolkata=Калькутта; Chennai=Ченнаи
PK Asia/Karachi Karachi=Карачи; Lahore=Лахор
BD Asia/Dhaka Dhaka=Дакка
TH Asia/Bangkok Bangkok=Бангкок; Phuket=Пхукет
VN Asia/Ho_Chi_Minh Ho Chi Minh City=Хошимин; Hanoi=Ханой
ID Asia/Jakarta Jakarta=Джакарта
ID Asia/Makassar Denpasar/Bali=Денпасар/Бали
MY Asia/Kuala_Lumpur Kuala Lumpur=Куала-Лумпур
SG Asia/Singapore Singapore=Сингапур
PH Asia/Manila Manila=Манила
CN Asia/Shanghai Shanghai=Шанхай; Beijing=Пекин; Guangzhou=Гуанчжоу; Shenzhen=Шэньчжэнь; Harbin=Харбин; Chengdu=Чэнду
HK Asia/Hong_Kong Hong Kong=Гонконг
TW Asia/Taipei Taipei=Тайбэй
JP Asia/Tokyo Tokyo=Токио; Osaka=Осака
KR Asia/Seoul Seoul=Сеул; Busan=Пусан
AU Australia/Sydney Sydney=Сидней; Canberra=Канберра
AU Australia/Melbourne Melbourne=Мельбурн
AU Australia/Brisbane Brisbane=Брисбен
AU Australia/Adelaide Adelaide=Аделаида
AU Australia/Perth Perth=Перт
NZ Pacific/Auckland Auckland=Окленд; Wellington=Веллингтон
US America/New_York New York/NYC/New York City=Нью-Йорк; Boston=Бостон; Washington/Washington DC=Вашингтон; Philadelphia=Филадельфия; Miami=Майами; Atlanta=Атланта; Detroit=Детройт; Pittsburgh=Питтсбург; Charlotte=Шарлотт; Orlando=Орландо
US America/Chicago Chicago=Чикаго; Houston=Хьюстон; Dallas=Даллас; Austin=Остин; Minneapolis=Миннеаполис; New Orleans=Новый Орлеан; San Antonio=Сан-Антонио; Nashville=Нашвилл
US America/Denver Denver=Денвер; Salt Lake City=Солт-Лейк-Сити
US America/Phoenix Phoenix=Финикс
US America/Los_Angeles Los Angeles/LA=Лос-Анджелес; San Francisco=Сан-Франциско; Seattle=Сиэтл; San Diego=Сан-Диего; Las Vegas=Лас-Вегас; Portland=Портленд; San Jose=Сан-Хосе
US America/Anchorage Anchorage=Анкоридж
US Pacific/Honolulu Honolulu=Гонолулу
CA America/Toronto Toronto=Торонто; Montreal/Montréal=Монреаль; Ottawa=Оттава; London=Лондон
CA America/Winnipeg Winnipeg=Виннипег
CA America/Edmonton Calgary=Калгари; Edmonton=Эдмонтон
CA America/Vancouver Vancouver=Ванкувер
CA America/Halifax Halifax=Галифакс
MX America/Mexico_City Mexico City=Мехико; Guadalajara=Гвадалахара
BR America/Sao_Paulo São Paulo=Сан-Паулу; Rio de Janeiro=Рио-де-Жанейро
AR America/Argentina/Buenos_Aires Buenos Aires=Буэнос-Айрес
CL America/Santiago Santiago=Сантьяго
CO America/Bogota Bogotá=Богота
PE America/Lima Lima=Лима
"""
# Regions of Russia outside Moscow time, by the beginning of a word that only their names have.
_REGIONS: Final = """
Europe/Kaliningrad калининградск kaliningrad
Europe/Samara самарск samara удмурт udmurt
Europe/Saratov саратовск saratov
Europe/Ulyanovsk ульяновск ulyanovsk
Europe/Astrakhan астраханск astrakhan
Europe/Volgograd волгоградск volgograd
Europe/Kirov кировск kirov
Europe/Simferopol крым crimea севастопол sevastopol
Asia/Yekaterinburg свердловск sverdlovsk челябинск chelyabinsk пермск perm башкор bashk тюменск tyumen оренбургск orenburg курганск kurgan хмао югра khanty ханты янао ямал yamal
Asia/Omsk омск омска омско omsk omska
Asia/Novosibirsk новосибирск novosibirsk
Asia/Tomsk томск tomsk
Asia/Barnaul алтай altai
Asia/Novokuznetsk кемеровск kemerovo кузбасс kuzbass
Asia/Krasnoyarsk красноярск krasnoyarsk хакас khakas тыва тува тувин tuva
Asia/Irkutsk иркутск irkutsk бурят buryat
Asia/Chita забайкал zabaikal zabaykal
Asia/Yakutsk якут саха yakut sakha амурск amur
Asia/Vladivostok приморск primor хабаровск khabarovsk еврейск jewish
Asia/Magadan магаданск magadan
Asia/Sakhalin сахалинск sakhalin
Asia/Kamchatka камчат kamchatka чукот chukot
"""
_REGION_WORDS: Final = re.compile(r"\b(?:обл\w*|край|респ\w*|округ|ао|oblast|krai|region|republic)\b")
# Words that stand before the name of a town in an address.
_BEFORE: Final = ("г.", "гор.", "город ", "г ", "city of ")


@dataclass(frozen=True)
class Place:
    """A time zone with the city that names it, for a list to choose from."""

    zone: str
    city: str
    country: str
    offset: str

    @property
    def label(self) -> str:
        """As in «Екатеринбург (UTC+5)»."""
        return f"{self.city} ({self.offset})"


def zone_of_place(city: str, country: str = "", region: str = "") -> str | None:
    """Return the zone of ``city``, in Russian or English, in the country of that two-letter code.

    Where the city is not known, a region of Russia answers, or a country that has one zone alone.
    """
    cities, countries = _index()
    code = country.strip().upper()
    name = fold(city.partition(",")[0])
    for word in _BEFORE:
        name = name.removeprefix(word).strip()
    found = cities.get(name, {})
    if code in found:
        return found[code]
    if not code and found:
        # The first line that holds the name is the better known town.
        return next(iter(found.values()))
    if code in {"", "RU"} and (zone := _zone_of_region(fold(f"{city.partition(',')[2]} {region}"))):
        return zone
    zones = countries.get(code, ())
    return zones[0] if len(zones) == 1 else None


def _zone_of_region(region: str) -> str | None:
    """Return the zone of a region of Russia; all those that are not listed keep Moscow time."""
    words = re.findall(r"\w+", region)
    # Whole lines first to last: «сахалинск» must not be taken for «саха», nor «приморск» for a «Перм».
    for line in _REGIONS.strip().splitlines():
        zone, *beginnings = line.split()
        if any(_begins(word, beginning) for word in words for beginning in beginnings):
            return zone
    return "Europe/Moscow" if _REGION_WORDS.search(region) else None


def _begins(word: str, beginning: str) -> bool:
    """Tell whether ``word`` is ``beginning`` or an inflected form of it; short names stand alone."""
    return word == beginning or (len(beginning) > 4 and word.startswith(beginning))


def zone_choices(language: str, now: dt.datetime) -> list[Place]:
    """Return the zones to choose from, west to east, with their offsets at ``now`` (aware)."""
    there = 1 if language == "ru" else 0
    places = [
        (now.astimezone(ZoneInfo(zone)).utcoffset(), Place(zone, names[0][there][0], code, offset(zone, now)))
        for code, zone, names in _rows()
    ]
    places.sort(key=lambda item: (item[0], item[1].country != "RU", item[1].city))
    return [place for _, place in places]


def offset(zone: str, now: dt.datetime) -> str:
    """Return how far ``zone`` is from UTC at ``now``: «UTC+5», «UTC−3:30», «UTC»."""
    return offset_text(now.astimezone(ZoneInfo(zone)).utcoffset() or dt.timedelta())


def offset_text(offset: dt.timedelta) -> str:
    """Return a distance from UTC as «UTC+5»."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "−"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"


def zone_named(name: str) -> ZoneInfo | None:
    """Return the zone of that name, None where it is empty or unknown."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        # A missing zone is a KeyError, a name like ../x a ValueError, a folder's name an OSError.
        return None


@lru_cache(maxsize=256)
def country_of_zone(zone: str) -> str:
    """Return the two letters of the country whose cities keep ``zone``; empty where it is not known."""
    return next((code for code, name, _ in _rows() if name == zone), "")


def _rows() -> Iterator[tuple[str, str, list[tuple[list[str], list[str]]]]]:
    """Yield code, zone and the English and Russian spellings of each city."""
    for line in _TABLE.strip().splitlines():
        code, zone, cities = line.split(" ", 2)
        names = []
        for city in cities.split(";"):
            english, _, russian = city.strip().partition("=")
            names.append((english.split("/"), russian.split("/")))
        yield code, zone, names


@lru_cache(maxsize=1)
def _index() -> tuple[dict[str, dict[str, str]], dict[str, tuple[str, ...]]]:
    """Return zones by folded city and country, and the zones of each country."""
    cities: dict[str, dict[str, str]] = {}
    countries: dict[str, tuple[str, ...]] = {}
    for code, zone, names in _rows():
        countries[code] = (*countries.get(code, ()), zone)
        for english, russian in names:
            for name in (*english, *russian):
                cities.setdefault(fold(name), {}).setdefault(code, zone)
    return cities, countries
