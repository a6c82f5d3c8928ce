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
# The lines from many trades were written at this moment.
EARLY = dt.datetime(2026, 11, 17, 9, tzinfo=ZoneInfo("Europe/Moscow"))
NAMES = tuple((number, " ".join(name.split())) for number, name in ROSTER)


# The customers of the lines from many trades: names that are words, months and days among them.
CUSTOMERS = tuple(
    name.strip()
    for name in """
        Щукина Лариса; Зуев Николай; Крылов Денис; Белова Анастасия; Гусев Роман; Титова Ольга; Цой Вадим;
        Абдуллаев Рустам; Чернова Алла; Фролов Пётр Андреевич; Мороз Игорь; Май Светлана; Воробьёв Илья
        Петрович; Хачатрян Гаянэ; Мухаметшин Ильдар; ООО «Автодом»; Лопатина Юлия; Соболева Инна; Рябов Максим;
        Малых Елена; Седых Татьяна; Нечаев Виктор; Жук Валентина; Бондаренко Пётр; Дзюба Сергей; Сорока Глеб;
        Коваль Антон; Вольф Эдуард; Гончар Леонид; Магазин «Ромашка»; Павленко Роман; ООО «СтройДвор»; Клиника
        «Дента»; «Мебель-град»; Mark Sutton; Will Harper; April Reed; May Chen; Joe Friday; Grace Hill; Rose
        Dunn; Bill Stone; Frank Lamb; Sue Pratt; Pat Rowe; Dean Marsh; Drew Day; Summer Price; Chase Banks; Art
        Cook; Miles Yard; June Carver; Tony Rossi; Eva Novak; Piotr Kowalski; Sean O'Hara; Ian MacLeod; Linh
        Nguyen; Karl Schmidt; Hannah Weiss; Luis Garcia; Jan van der Berg; Ruth Ellis; Gareth Hughes; Olive
        Whitfield; Chidi Okafor; Imran Khan; Baxter & Co; Bright Dental; Sunrise Motors; Maple Street Bakery;
        Lewis Plumbing; Fisher Farms; Delta Freight; Maria Santos; Erik Larsson; Kevin Doyle; Carlos Ramirez
        """.replace("\n", " ").split(";")
)

# The customers of the ordinary lines.
OFFICE = tuple(
    name.strip()
    for name in """
        Петров Сергей Иванович; Кузнецова Елена; Смирнов Алексей; Волкова Марина; ООО «Вектор»; Орлова Ольга; Никитин Игорь;
        Соколова Татьяна; Морозов Дмитрий; Захарова Юлия; Григорьев Павел; «Альфа-Трейд»; Магазин «Берёзка»; Лебедев Максим;
        Ершова Наталья; Калинин Виктор; Романова Ирина; Ткаченко Олег; Гаврилова Светлана; Белкин Артур; Сафина Алия;
        Демидов Роман; Аксёнова Вера; Мельников Константин; James Brown; Anna Schmidt; Michael O'Brien; Jenny Kim; Acme Ltd;
        Bob Harris; Laura Thompson; Steve Clark; Rachel Green; Peter Novak; Helen Moore; Northwind Traders; Dave Wilson;
        Sophie Turner; Gary Collins; Linda Fox; Tom Baker; Riverside Cafe; Emily Watson; Ahmed Hassan; Paul Jenkins;
        Nicole Martin; Simon Hart; Claire Bennett; Oakwood Dental; Brian Murphy
        """.replace("\n", " ").split(";")
)


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
    weak: bool = False


def phrases(name: str) -> list[Phrase]:
    return [_phrase(row) for row in rows(name)]


def rows(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [row for row in lines if row.strip() and not row.startswith("#")]


def _phrase(row: str) -> Phrase:
    cells = [cell.strip() for cell in re.split(r"\s\|(?=\s|$)", row)]
    weak = row.startswith("~ ")  # read wrongly still
    cells[0] = cells[0].removeprefix("~ ")
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
        weak,
    )
