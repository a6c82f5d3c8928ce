"""Whom a captured line means among customers whose names are easily taken for each other."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models.contact import FollowUp
from app.models.work import Reading
from app.office import Office
from app.queries import capture as reads
from app.services import capture, card_rows, customers

# surname, given name, patronymic, employer
PEOPLE = """
Иванов,Сергей,Петрович,Вектор
Иванова,Мария,Петровна,Вектор
Иванова,Ольга,,Северный дом
Ивановский,Павел,,
Петров,Пётр,Ильич,
Петрова,Анна,,Вектор
Ким,Антон,,
Ким,Лев,,Acme Ltd
Шевченко,Оксана,,
Шевченко,Тарас,,
Brown,Anna,,Acme Ltd
Brown,Andrew,,
Smith,John,,
O'Brien,Patrick,,
Кузнецова,Дарья,,
Мороз,Игорь,,
Май,Светлана,,
Орлов,Дмитрий,,
Will,Harper,,
Price,Summer,,
Sutton,Mark,,
Соловьёв,Роман,,
Соловьёва,Роза,,
Белых,Егор,,
Белых,Елена,,
Ковальчук,Ирина,,
Jones,Sarah,,
Taylor,Mike,,
Фёдоров,Артём,,
Гусева,Алла,,Дента
Чайка,Алла,,
Reed,April,,
Friday,Joe,,
Лебедев,Юрий,,
Лебедева,Юлия,,
"""
FIRMS = ("ООО «Вектор»", "«Северный дом»", "Acme Ltd", "Клиника «Дента»", "Smithson & Co")

# line | the customer; «?» and several where one has to ask, - where nobody is known
LINES = """
Иванов звонил, просит прайс | Иванов Сергей Петрович
иванова звонила просит прайс | ?Иванова Мария Петровна,Иванова Ольга
звонок Иванову 5 мин, цены | Иванов Сергей Петрович
звонок иванову | Иванов Сергей Петрович
звонок Ивановой, прайс | ?Иванова Мария Петровна,Иванова Ольга
Иванова из Вектора звонила, ждёт счёт | Иванова Мария Петровна
звонок Ивановой из Северного дома 10 мин | Иванова Ольга
Иванова (Вектор): скидка | Иванова Мария Петровна
письмо Ивановой Ольге с прайсом | Иванова Ольга
Маша Иванова, звонок 3 мин | Иванова Мария Петровна
звонок от Иванова | Иванов Сергей Петрович
встреча с Ивановым 30 мин | Иванов Сергей Петрович
встреча с Ивановой О. 30 мин | Иванова Ольга
Ивановский приезжал | Ивановский Павел
звонок Ивановскому, договор | Ивановский Павел
с ивановским договорились на пятницу | Ивановский Павел
Петров звонил | Петров Пётр Ильич
звонила Петрова | Петрова Анна
набрал Петрову, не берет | Петрова Анна
позвонил петрову | Петров Пётр Ильич
Петру позвонить завтра | Петров Пётр Ильич
звонок Петрову Петру, каталог | Петров Пётр Ильич
Ким 10 мин | ?Ким Антон,Ким Лев
звонок Ким Антону | Ким Антон
Лев Ким прислал письмо | Ким Лев
Льву Киму отправить образцы в пятницу | Ким Лев
Ким из Acme звонил | Ким Лев
Шевченко звонила про доставку | Шевченко Оксана
Шевченко звонил про доставку | Шевченко Тарас
Тарасу Шевченко набрать завтра | Шевченко Тарас
шевченко | ?Шевченко Оксана,Шевченко Тарас
met Brown 20 min | ?Brown Andrew,Brown Anna
Anna Brown called | Brown Anna
emailed Andrew | Brown Andrew
Andy Brown rang, wants a quote | Brown Andrew
Brown from Acme called | Brown Anna
call Smith tomorrow | Smith John
Смит звонил, просит скидку | Smith John
звонок Смиту 5 мин | Smith John
called obrien re lease | O'Brien Patrick
O’Brien: no answer | O'Brien Patrick
звонок О'Брайену | O'Brien Patrick
Patrick wants 5 chairs | O'Brien Patrick
Даша звонила, всё ок | Кузнецова Дарья
кузнецовой письмо | Кузнецова Дарья
в Вектор отправить кп завтра | ООО «Вектор»
ООО Вектор звонили | ООО «Вектор»
северный дом, заявка с сайта | «Северный дом»
звонок в северный дом 10 мин | «Северный дом»
Acme called, po on friday | Acme Ltd
visit to Acme Ltd 1h | Acme Ltd
клиника Дента: перезвонить в 15 | Клиника «Дента»
в денту письмо | Клиника «Дента»
позвонить Гусевой | Гусева Алла
Алла из Денты просит перезвонить завтра | Гусева Алла
Алла звонила | ?Гусева Алла,Чайка Алла
Белых звонил | Белых Егор
Белых звонила | Белых Елена
Соловьёву позвонил | Соловьёв Роман
соловьева заходила | Соловьёва Роза
Роману кп до пятницы | Соловьёв Роман
Артему Федорову кп | Фёдоров Артём
Лебедев звонил | Лебедев Юрий
звонок лебедеву юре | Лебедев Юрий
Юле Лебедевой напомнить завтра | Лебедева Юлия
позвонила Лебедевой, молчит | Лебедева Юлия
will called, ok | Will Harper
summer price rang | Price Summer
mark wants a quote | Sutton Mark
Морозу кп | Мороз Игорь
Май звонила | Май Светлана
Свете завтра набрать | Май Светлана
april said yes | Reed April
Joe will come on friday | Friday Joe
Ivanova called | ?Иванова Мария Петровна,Иванова Ольга
called Petrov | Петров Пётр Ильич
met Shevchenko Taras | Шевченко Тарас
Кузнецва Дарья звонок | Кузнецова Дарья
Зайцев звонил | -
купить бумагу завтра | -
звонок 5 минут | -
jones sara call 5m | Jones Sarah
Taylor (Mike) 5 min | Taylor Mike
Ковальчук звонила | Ковальчук Ирина
перезвонить чайке в среду | Чайка Алла
Егору Белых письмо | Белых Егор
"""


def fill(office: Office) -> None:
    for row in PEOPLE.strip().splitlines():
        surname, given, patronymic, employer = row.split(",")
        office.do(
            customers.create,
            values={"surname": surname, "given": given, "patronymic": patronymic, "employer": employer},
        )
    for name in FIRMS:
        office.do(customers.create, values={"kind": "organisation", "name": name})


def who(office: Office, line: str) -> tuple[str, set[str]]:
    found = office.ask(reads.understood, text=line)
    assert len(found.candidates) <= 5
    assert found.customer is None or not found.candidates
    return (found.customer.name if found.customer else ""), {one.name for one in found.candidates}


def test_who_is_meant(office: Office) -> None:
    fill(office)
    wrong = []
    for row in LINES.strip().splitlines():
        line, expected = (part.strip() for part in row.rsplit("|", 1))
        name, asked = who(office, line)
        if expected.startswith("?"):
            # a name is written in the order of its script, here always surname first
            meant = {frozenset(one.split()) for one in expected[1:].split(",")}
            right = not name and meant <= {frozenset(one.split()) for one in asked}
        elif expected == "-":
            right = not name and not asked
        else:
            right = set(name.split()) == set(expected.split())
        if not right:
            wrong.append(f"{line}: {name or sorted(asked)}")
    assert wrong == []


def test_a_plan_keeps_its_topic(office: Office) -> None:
    fill(office)
    found = office.ask(reads.understood, text="Орлов в мае едет на море, предложить тур в апреле")
    assert found.customer is not None
    assert not found.captured.contact_said
    assert office.do(capture.log_line, customer_id=found.customer.id, captured=found.captured) is None
    step = office.ask(_texts)
    assert step == ["предложить тур (в мае едет на море)"]


def _texts(reading: Reading) -> list[str]:
    return [row.text for row in reading.rows(sa.select(FollowUp.text))]


def test_words_of_the_name_leave_the_texts(office: Office) -> None:
    fill(office)
    found = office.ask(reads.understood, text="summer price rang re kitchen, call summer price on friday")
    assert found.customer is not None
    assert found.captured.text == "kitchen"
    assert found.captured.followup is not None
    found = office.ask(reads.understood, text="звонил Зайцев по ламинату, замер завтра")
    assert found.customer is None
    assert "по ламинату" in found.captured.text


@pytest.mark.parametrize("said", ["anna@acme.example", "+7 912 345-67-89", "8 (912) 345-67-89"])
def test_an_address_in_the_line_names_its_customer(office: Office, said: str) -> None:
    made = office.do(customers.create, values={"surname": "Brown", "given": "Anna"})
    office.do(customers.create, values={"surname": "Brown", "given": "Andrew"})
    office.do(card_rows.add_channel, customer_id=made, channel="email", value="anna@acme.example")
    office.do(card_rows.add_channel, customer_id=made, channel="phone", value="+7 912 345-67-89")
    found = office.ask(reads.understood, text=f"called {said} 15 min, price talk, ring Thu")
    assert found.customer is not None
    assert (found.customer.id, found.captured.minutes, found.captured.text) == (made, 15, "price talk")


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("met Anna Vishnevetskaya 40 min", True),
        ("встреча с Аллой Вишневецкой 40 мин", True),
        ("звонок Аллой, цены", False),  # namesakes: one has to choose
        ("звонила Алла Петровна", False),  # a patronymic that no card has yet
        ("звонок Ивановой Елене", True),
        ("звонок Ивановой", False),
    ],
)
def test_nobody_of_that_name_is_known(office: Office, line: str, unknown: bool) -> None:
    fill(office)
    office.do(customers.create, values={"surname": "Green", "given": "Anna"})
    found = office.ask(reads.understood, text=line)
    assert found.customer is None
    assert found.candidates, "the likely ones are offered all the same"
    assert found.unknown is unknown


def test_the_line_warns_of_what_the_customer_does_not_want(office: Office) -> None:
    """A refused telephone stops the call that the line plans; the same call is welcome where nothing was said."""
    refused = office.do(customers.create, values={"surname": "Лисицын", "given": "Олег"})
    office.do(card_rows.set_consent, customer_id=refused, channel="phone", topic="", state="refused")
    office.do(customers.create, values={"surname": "Барсуков", "given": "Олег"})
    warned = office.ask(reads.understood, text="позвонить Лисицыну завтра в 11")
    assert warned.customer is not None
    assert warned.customer.id == refused
    assert warned.warnings[0].stops
    free = office.ask(reads.understood, text="позвонить Барсукову завтра в 11")
    assert free.customer is not None
    assert not any(warning.stops for warning in free.warnings)
