"""People addressed properly: gender, cases and salutations of names from many places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import NameParts, split_full_name
from app.domain.salutation import decline, declined_name, gender_of, salutation

# name | f, m or ? (has to be asked) | dative | formal Russian letter
PEOPLE = """
Иванова Мария Петровна | f | Ивановой Марии | Уважаемая Мария Петровна!
Орлов Иван Сергеевич | m | Орлову Ивану | Уважаемый Иван Сергеевич!
Чайковский Пётр Ильич | m | Чайковскому Петру | Уважаемый Пётр Ильич!
Толстой Лев Николаевич | m | Толстому Льву | Уважаемый Лев Николаевич!
Достоевская Любовь Фёдоровна | f | Достоевской Любови | Уважаемая Любовь Фёдоровна!
Римский-Корсаков Николай Андреевич | m | Римскому-Корсакову Николаю | Уважаемый Николай Андреевич!
Петрова-Водкина Анна-Мария Львовна | f | Петровой-Водкиной Анне-Марии | Уважаемая Анна-Мария Львовна!
Черных Ольга Ильинична | f | Черных Ольге | Уважаемая Ольга Ильинична!
Черных Павел Кузьмич | m | Черных Павлу | Уважаемый Павел Кузьмич!
Живаго Юрий Андреевич | m | Живаго Юрию | Уважаемый Юрий Андреевич!
Кузьмин Илья | m | Кузьмину Илье | Уважаемый Илья!
Никитин Никита | m | Никитину Никите | Уважаемый Никита!
Савельева Наталья | f | Савельевой Наталье | Уважаемая Наталья!
Соболь Андрей Юрьевич | m | Соболю Андрею | Уважаемый Андрей Юрьевич!
Соболь Инна Юрьевна | f | Соболь Инне | Уважаемая Инна Юрьевна!
Сковорода Григорий Саввич | m | Сковороде Григорию | Уважаемый Григорий Саввич!
Гоголь Николай Васильевич | m | Гоголю Николаю | Уважаемый Николай Васильевич!
Кравец Олег Петрович | m | Кравцу Олегу | Уважаемый Олег Петрович!
Горький Игорь Львович | m | Горькому Игорю | Уважаемый Игорь Львович!
Бах Ирина Сергеевна | f | Бах Ирине | Уважаемая Ирина Сергеевна!
Саша Орлова | f | Орловой Саше | Уважаемая Саша!
Женя Белов | m | Белову Жене | Уважаемый Женя!
Саша Ким | ? | Ким Саша | Здравствуйте, Саша Ким!
Женя Шевченко | ? | Шевченко Жене | Здравствуйте, Женя Шевченко!
Валя Черных | ? | Черных Вале | Здравствуйте, Валя Черных!
Орлов | m | Орлову | Уважаемый господин Орлов!
Орлова | f | Орловой | Уважаемая госпожа Орлова!
Шевченко | ? | Шевченко | Здравствуйте!
Цой | ? | Цой | Здравствуйте!
Чаплин | ? | Чаплин | Здравствуйте!
ИВАНОВ ИВАН ПЕТРОВИЧ | m | ИВАНОВУ ИВАНУ | Уважаемый Иван Петрович!
Иванов И. П. | m | Иванову И. | Уважаемый господин Иванов!
Иванова (Петрова) Мария Львовна | f | Ивановой (Петровой) Марии | Уважаемая Мария Львовна!
Иван Петрова | ? | Петрова Иван | Здравствуйте, Иван Петрова!
Шевченко Олена Миколаївна | f | Шевченко Олене | Уважаемая Олена Миколаївна!
Шевченко Тарас | m | Шевченко Тарасу | Уважаемый Тарас!
Бондарчук Оксана | f | Бондарчук Оксане | Уважаемая Оксана!
Бондарчук Сергей | m | Бондарчуку Сергею | Уважаемый Сергей!
Мельник Андрій | m | Мельнику Андрію | Уважаемый Андрій!
Гриценко Микола | m | Гриценко Миколе | Уважаемый Микола!
Коваль Тетяна | f | Коваль Тетяне | Уважаемая Тетяна!
Хачатрян Армен | m | Хачатряну Армену | Уважаемый Армен!
Хачатрян Рузанна | f | Хачатрян Рузанне | Уважаемая Рузанна!
Саркисян Карен | m | Саркисяну Карену | Уважаемый Карен!
Саргсян Гаянэ Арамовна | f | Саргсян Гаянэ | Уважаемая Гаянэ Арамовна!
Тер-Петросян Левон | m | Тер-Петросяну Левону | Уважаемый Левон!
Сафина Гульнара | f | Сафиной Гульнаре | Уважаемая Гульнара!
Сафин Наиль Рашидович | m | Сафину Наилю | Уважаемый Наиль Рашидович!
Ахметзянова Алсу | f | Ахметзяновой Алсу | Уважаемая Алсу!
Гарифуллин Ильдар | m | Гарифуллину Ильдару | Уважаемый Ильдар!
Хайруллина Гульчачак | ? | Хайруллина Гульчачак | Здравствуйте, Гульчачак Хайруллина!
Ибрагимова Гюзель | f | Ибрагимовой Гюзель | Уважаемая Гюзель!
Алиев Али Мамед оглы | m | Алиеву Али | Уважаемый Али Мамед оглы!
Алиева Лейла Мамед кызы | f | Алиевой Лейле | Уважаемая Лейла Мамед кызы!
Нурсултанова Айгуль | f | Нурсултановой Айгуль | Уважаемая Айгуль!
Джапаридзе Георгий | m | Джапаридзе Георгию | Уважаемый Георгий!
Саакашвили Нино | f | Саакашвили Нино | Уважаемая Нино!
Окуджава Давид | m | Окуджаве Давиду | Уважаемый Давид!
Ким Анна | f | Ким Анне | Уважаемая Анна!
Ким Антон | m | Киму Антону | Уважаемый Антон!
Цой Виктор Робертович | m | Цою Виктору | Уважаемый Виктор Робертович!
Цой Анита | f | Цой Аните | Уважаемая Анита!
Пак Светлана Чжуновна | f | Пак Светлане | Уважаемая Светлана Чжуновна!
Ли Мин Хо | ? | Ли Мин | Здравствуйте, Мин Хо Ли!
Мюллер Ганс | m | Мюллеру Гансу | Уважаемый Ганс!
Мюллер Хельга | f | Мюллер Хельге | Уважаемая Хельга!
Дюма Александр | m | Дюма Александру | Уважаемый Александр!
Золя Эмиль | m | Золя Эмилю | Уважаемый Эмиль!
Берлускони Сильвио | ? | Берлускони Сильвио | Здравствуйте, Сильвио Берлускони!
Смит Джон | m | Смиту Джону | Уважаемый Джон!
Смит Элизабет | f | Смит Элизабет | Уважаемая Элизабет!
Оона Чаплин | ? | Чаплин Оона | Здравствуйте, Оона Чаплин!
Marta Lindqvist | f | Lindqvist Marta | Здравствуйте, Marta Lindqvist!
Hans Müller | m | Müller Hans | Здравствуйте, Hans Müller!
Ivan Petrov | m | Petrov Ivan | Здравствуйте, Ivan Petrov!
Taylor Swift | ? | Swift Taylor | Здравствуйте, Taylor Swift!
"""

_GENDERS = {"f": "female", "m": "male", "?": None}
_ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in PEOPLE.strip().splitlines()]


@pytest.mark.parametrize(("name", "who", "dative", "letter"), _ROWS, ids=[row[0] for row in _ROWS])
def test_people(name: str, who: str, dative: str, letter: str) -> None:
    parts = split_full_name(name, language="ru")
    assert gender_of(parts) == _GENDERS[who]
    assert declined_name(parts, case="dative") == dative
    assert salutation(parts, language="ru").letter == letter


@pytest.mark.parametrize(
    ("name", "formal", "informal"),
    [
        ("Marta Lindqvist", "Dear Ms Lindqvist,", "Dear Marta,"),
        ("John Smith", "Dear Mr Smith,", "Dear John,"),
        ("Taylor Swift", "Dear Taylor Swift,", "Dear Taylor,"),
        ("Dr. Anna Smith", "Dear Dr Smith,", "Dear Anna,"),
        ("Prof. Taylor Swift", "Dear Prof. Swift,", "Dear Taylor,"),
        ("Mr Brown", "Dear Mr Brown,", "Dear Mr Brown,"),
        ("Brown", "Hello,", "Hello,"),
        ("Orlov", "Hello,", "Hello,"),
        ("Hans-Peter Müller", "Dear Mr Müller,", "Dear Hans-Peter,"),
        ("Ursula von der Leyen", "Dear Ms von der Leyen,", "Dear Ursula,"),
        ("Andrea Rossi", "Dear Andrea Rossi,", "Dear Andrea,"),
        ("Anna Ivanov", "Dear Ms Ivanov,", "Dear Anna,"),
        ("Yulia Shchukina", "Dear Ms Shchukina,", "Dear Yulia,"),
        ("Sasha Petrova", "Dear Ms Petrova,", "Dear Sasha,"),
        ("Karen Hakobyan", "Dear Karen Hakobyan,", "Dear Karen,"),
        ("Karen Brown", "Dear Ms Brown,", "Dear Karen,"),
        ("Иванова Мария Петровна", "Dear Ms Ivanova,", "Dear Maria,"),
        ("Саша Ким", "Dear Sasha Kim,", "Dear Sasha,"),
    ],
)
def test_in_english(name: str, formal: str, informal: str) -> None:
    parts = split_full_name(name, language="en")
    assert salutation(parts, language="en").letter == formal
    assert salutation(parts, language="en", tone="informal").letter == informal


ORLOV = NameParts("Орлов", "Иван", "Сергеевич")
KIM = NameParts("Ким", "Саша")


def test_in_person_and_on_the_envelope() -> None:
    formal = salutation(ORLOV, language="ru")
    assert (formal.in_person, formal.envelope) == ("Иван Сергеевич", "Орлову Ивану Сергеевичу")
    assert salutation(ORLOV, language="ru", tone="informal").in_person == "Иван"
    assert salutation(ORLOV, language="en").envelope == "Mr Ivan Orlov"
    assert salutation(NameParts("Иванов", "И.", "П."), language="ru").envelope == "Иванову И. П."
    assert salutation(KIM, language="ru").envelope == "Ким Саша"


def test_informal() -> None:
    assert salutation(ORLOV, language="ru", tone="informal").letter == "Дорогой Иван!"
    mary = NameParts("Иванова", "Мария", "Петровна")
    assert salutation(mary, language="ru", tone="informal").letter == "Дорогая Мария!"
    assert salutation(KIM, language="ru", tone="informal").letter == "Здравствуйте, Саша!"
    assert (
        salutation(NameParts("Орлов"), language="ru", tone="informal").letter == "Уважаемый господин Орлов!"
    )


def test_the_unknown_gender_is_asked_and_the_answer_respected() -> None:
    assert salutation(KIM, language="ru").asks_gender
    assert salutation(KIM, language="en").asks_gender
    told = salutation(KIM, language="ru", gender="female")
    assert (told.letter, told.envelope, told.asks_gender) == ("Уважаемая Саша!", "Ким Саше", False)
    assert salutation(KIM, language="ru", gender="male").envelope == "Киму Саше"
    assert salutation(ORLOV, language="ru", gender="female").letter == "Уважаемая Иван Сергеевич!"
    assert not salutation(ORLOV, language="ru").asks_gender
    assert not salutation(split_full_name("Taylor Swift", language="en"), language="ru").asks_gender


def test_nickname() -> None:
    assert salutation(ORLOV, language="ru", nickname="Ваня").letter == "Уважаемый Ваня!"
    assert salutation(ORLOV, language="ru", tone="informal", nickname="Ваня").letter == "Дорогой Ваня!"
    assert salutation(ORLOV, language="ru", nickname="Vanya").letter == "Здравствуйте, Vanya!"
    assert salutation(ORLOV, language="en", nickname="Ваня").letter == "Dear Vanya,"
    assert salutation(KIM, language="ru", nickname="Шурик").letter == "Здравствуйте, Шурик!"
    assert salutation(ORLOV, language="ru", nickname="Ваня").in_person == "Ваня"


def test_the_users_own_line_wins() -> None:
    said = salutation(KIM, language="ru", correction=" Сашенька, привет! ")
    assert said.letter == "Сашенька, привет!"
    assert not said.asks_gender
    assert said.envelope == "Ким Саша"


def test_nobody() -> None:
    assert salutation(NameParts(), language="ru").letter == "Здравствуйте!"
    assert salutation(NameParts(), language="en").letter == "Hello,"


@pytest.mark.parametrize(
    ("case", "name"),
    [
        ("nominative", "Иванова Мария Петровна"),
        ("genitive", "Ивановой Марии Петровны"),
        ("dative", "Ивановой Марии Петровне"),
        ("accusative", "Иванову Марию Петровну"),
        ("instrumental", "Ивановой Марией Петровной"),
        ("prepositional", "Ивановой Марии Петровне"),
    ],
)
def test_all_cases(case, name: str) -> None:
    mary = NameParts("Иванова", "Мария", "Петровна")
    assert declined_name(mary, case=case, whole=True) == name


def test_order_of_a_phrase() -> None:
    assert declined_name(ORLOV, case="instrumental", order="given_first") == "Иваном Орловым"


def test_what_bends_alike_bends_without_gender() -> None:
    parts = NameParts("Шевченко", "Саша")
    assert decline(parts, case="dative") == NameParts("Шевченко", "Саше")


_SOME = st.text(max_size=12) | st.sampled_from(
    ["Иван", "Орлов", "Петрович", "И.", "Ли", "Smith", "-", "а-", "("]
)


@given(
    st.builds(NameParts, _SOME, _SOME, _SOME, _SOME),
    st.sampled_from(["ru", "en"]),
    st.sampled_from(["formal", "informal"]),
    st.sampled_from([None, "male", "female"]),
)
def test_never_raises(parts: NameParts, language: str, tone, gender) -> None:
    said = salutation(parts, language=language, tone=tone, gender=gender)
    assert said.letter
    assert declined_name(parts, case="dative", gender=gender, whole=True) is not None
