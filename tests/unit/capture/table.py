"""The tables of phrases and how one line of them is read."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
NOW = dt.datetime(2026, 11, 17, 10, 42, tzinfo=ZoneInfo("Europe/Moscow"))

ROSTER = tuple(
    enumerate(
        """
        Иванова Мария Петровна; Орлов Дмитрий Сергеевич; Кузнецов Андрей; Ковальчук Степан; Ким Антон Валерьевич;
        Лебедева Ирина; Васильев Пётр; Громова Ольга Николаевна; Гуревич Лев Маркович; Тарасов Кирилл; Мельник Юрий;
        Рудова Нина; Заславский Борис; Полянская Вера; Шевченко Оксана; Саакян Армен; Беридзе Нино; «Северный дом»;
        «Кофе у Патриарших»; Ресторан «Гавань»; «Прайм-отель»; Студия «Линия»; Сеть «Чайкоф»; «Сидоров и партнёры»;
        Белых Егор; Черных Анна; Зайцев Павел; Соловей Галина;
        Anna Brown; Tom Petrov; John O'Neill; Patrick O'Brien; Marta Lindqvist; Hotel Belmont; Paolo Castellani;
        Ingrid Solheim; Greenway Cork; Acme Ltd; Sarah Jones; Mike Taylor; Kate Wilson; Jean-Pierre Dubois; Priya Patel;
        David Cohen; Emma Clarke; Lars Nielsen; Robert King; Feldmann Dental; Nordhaus Hotels; Praxis Dr. Hahn;
        Anneke de Vries; Nils Bergqvist; Brennan & Sons; Studio Arkel
        """.replace("\n", " ")
        .strip()
        .split(";")
    )
)
NAMES = tuple((number, " ".join(name.split())) for number, name in ROSTER)


@dataclass(frozen=True)
class Phrase:
    line: str
    kind: str
    direction: str
    minutes: int | None
    outcome: str
    person: str
    text: str
    due: tuple[str, str, str] | None
    at: str


def phrases(name: str) -> list[Phrase]:
    return [_phrase(row) for row in rows(name)]


def rows(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [row for row in lines if row.strip() and not row.startswith("#")]


def _phrase(row: str) -> Phrase:
    cells = [cell.strip() for cell in re.split(r"\s\|(?=\s|$)", row)]
    line, contact, person, text, due, at = (cells + [""] * 6)[:6]
    kind, direction, minutes, *silent = contact.split()
    return Phrase(
        line,
        kind,
        direction,
        None if minutes == "-" else int(minutes),
        "no_answer" if silent else "reached",
        person,
        text,
        tuple(due.split(None, 2)) if due else None,  # type: ignore[arg-type]
        at,
    )
