"""Countries by their two letters, named in Russian and English."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QLocale

from app.domain.phone import region_of

_RUSSIAN: Final = dict(
    pair.split("=")
    for pair in [
        "RU=Россия",
        "KZ=Казахстан",
        "BY=Беларусь",
        "UA=Украина",
        "AM=Армения",
        "GE=Грузия",
        "AZ=Азербайджан",
        "UZ=Узбекистан",
        "KG=Киргизия",
        "TJ=Таджикистан",
        "TM=Туркмения",
        "MD=Молдавия",
        "LV=Латвия",
        "LT=Литва",
        "EE=Эстония",
        "RS=Сербия",
        "US=США",
        "GB=Великобритания",
        "DE=Германия",
        "AT=Австрия",
        "CH=Швейцария",
        "FR=Франция",
        "IT=Италия",
        "ES=Испания",
        "PT=Португалия",
        "NL=Нидерланды",
        "BE=Бельгия",
        "LU=Люксембург",
        "SE=Швеция",
        "NO=Норвегия",
        "DK=Дания",
        "FI=Финляндия",
        "IS=Исландия",
        "IE=Ирландия",
        "PL=Польша",
        "CZ=Чехия",
        "SK=Словакия",
        "HU=Венгрия",
        "RO=Румыния",
        "BG=Болгария",
        "GR=Греция",
        "CY=Кипр",
        "TR=Турция",
        "IL=Израиль",
        "AE=ОАЭ",
        "CN=Китай",
        "JP=Япония",
        "KR=Корея",
        "IN=Индия",
        "TH=Таиланд",
        "VN=Вьетнам",
        "ID=Индонезия",
        "AU=Австралия",
        "NZ=Новая\xa0Зеландия",
        "CA=Канада",
        "MX=Мексика",
        "BR=Бразилия",
        "AR=Аргентина",
        "CL=Чили",
        "ZA=ЮАР",
        "EG=Египет",
        "HR=Хорватия",
        "SI=Словения",
        "ME=Черногория",
        "BA=Босния",
        "MK=Северная\xa0Македония",
        "AL=Албания",
        "MN=Монголия",
    ]
)


def country_text(code: str, language: str) -> str:
    """Return the name of a country in ``language``; what is no code stays as it is."""
    if language == "ru" and code in _RUSSIAN:
        return _RUSSIAN[code]
    territory = QLocale.codeToTerritory(code) if len(code) == 2 else QLocale.Country.AnyTerritory
    return QLocale.territoryToString(territory) if territory != QLocale.Country.AnyTerritory else code


@lru_cache(maxsize=2)
def country_names(language: str) -> tuple[str, ...]:
    """Return the names to choose from, in alphabetical order."""
    return tuple(sorted(country_text(code, language) for code in _RUSSIAN))


def country_choices(language: str) -> list[tuple[str, str]]:
    """Return (two letters, name) in alphabetical order of the names."""
    return sorted(((code, country_text(code, language)) for code in _RUSSIAN), key=lambda pair: pair[1])


def read_country(text: str, language: str) -> str:
    """Return the two letters of a country, or what was typed where it is not known."""
    wanted = " ".join(text.replace("\u00a0", " ").split()).casefold()
    for code in _RUSSIAN:
        if country_text(code, language).replace("\u00a0", " ").casefold() == wanted:
            return code
    return region_of(text) or " ".join(text.split())
