"""Full names taken apart and put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import (
    NameParts,
    full_name,
    initials,
    looks_like_organisation,
    short_name,
    split_full_name,
    usual_order,
)
from app.domain.organisations import bare_name


@pytest.mark.parametrize(
    ("text", "surname", "given_name", "patronymic"),
    [
        ("Иванов Иван Иванович", "Иванов", "Иван", "Иванович"),
        ("Иван Иванович Иванов", "Иванов", "Иван", "Иванович"),
        ("ИВАНОВА МАРИЯ ПЕТРОВНА", "ИВАНОВА", "МАРИЯ", "ПЕТРОВНА"),
        ("Иванов И. И.", "Иванов", "И.", "И."),
        ("Иванов И.И.", "Иванов", "И.", "И."),
        ("И.И. Иванов", "Иванов", "И.", "И."),
        ("Иванов Иван", "Иванов", "Иван", ""),
        ("Иван Иванов", "Иванов", "Иван", ""),
        ("Мария Иванова", "Иванова", "Мария", ""),
        ("Орлов", "Орлов", "", ""),
        ("Анна", "", "Анна", ""),
        ("Марина", "", "Марина", ""),
        ("Иван Петрович", "", "Иван", "Петрович"),
        ("Пётр Ильич Чайковский", "Чайковский", "Пётр", "Ильич"),
        ("Абрамович Роман Аркадьевич", "Абрамович", "Роман", "Аркадьевич"),
        ("Роман Аркадьевич Абрамович", "Абрамович", "Роман", "Аркадьевич"),
        ("Алиев Али Мамед оглы", "Алиев", "Али", "Мамед оглы"),
        ("Ким Антон", "Ким", "Антон", ""),
        ("Саша Ким", "Ким", "Саша", ""),
        ("Цой Виктор Робертович", "Цой", "Виктор", "Робертович"),
        ("Римский-Корсаков Николай Андреевич", "Римский-Корсаков", "Николай", "Андреевич"),
        ("Хачатрян Армен", "Хачатрян", "Армен", ""),
        ("Армен Хачатрян", "Хачатрян", "Армен", ""),
        ("Сафина Гульнара", "Сафина", "Гульнара", ""),
        ("Шевченко Олена Миколаївна", "Шевченко", "Олена", "Миколаївна"),
        ("Иванова (Петрова) Мария", "Иванова (Петрова)", "Мария", ""),
        ("Иванов, Иван Петрович", "Иванов", "Иван", "Петрович"),
        ("John Smith", "Smith", "John", ""),
        ("Smith, John", "Smith", "John", ""),
        ("Smith, John F.", "Smith", "John", "F."),
        ("John Fitzgerald Kennedy", "Kennedy", "John", "Fitzgerald"),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig", ""),
        ("Ursula Maria von der Leyen", "von der Leyen", "Ursula", "Maria"),
        ("Maria de la Cruz", "de la Cruz", "Maria", ""),
        ("J. R. R. Tolkien", "Tolkien", "J.", "R. R."),
        ("Smith J.", "Smith", "J.", ""),
        ("Ivanov Ivan", "Ivanov", "Ivan", ""),
        ("Ivan Petrovich Ivanov", "Ivanov", "Ivan", "Petrovich"),
        ("Petrov Ivan Sergeevich", "Petrov", "Ivan", "Sergeevich"),
        ("Jean DUPONT", "DUPONT", "Jean", ""),
        ("DUPONT Jean", "DUPONT", "Jean", ""),
        ("", "", "", ""),
    ],
)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_split(text: str, surname: str, given_name: str, patronymic: str, language: str) -> None:
    assert split_full_name(text, language=language) == NameParts(surname, given_name, patronymic)


def test_the_language_decides_where_the_words_do_not() -> None:
    assert split_full_name("Абэ Кудо", language="ru").surname == "Абэ"
    assert split_full_name("Абэ Кудо", language="en").surname == "Кудо"
    assert split_full_name("Abe Kudo", language="ru").surname == "Kudo"


def test_titles() -> None:
    kennedy = split_full_name("Dr. John F. Kennedy Jr.", language="en")
    assert kennedy == NameParts("Kennedy", "John", "F.", "Dr.", "Jr.")
    assert split_full_name("John Smith, PhD", language="en") == NameParts("Smith", "John", suffix="PhD")
    assert split_full_name("г-н Петров Иван", language="ru") == NameParts("Петров", "Иван", prefix="г-н")
    doctor = split_full_name("Dr. med. Anna Weber", language="en")
    assert doctor == NameParts("Weber", "Anna", prefix="Dr. med.")
    assert split_full_name("Mr Brown", language="en") == NameParts("Brown", prefix="Mr")


def test_put_together() -> None:
    ivanov = NameParts("Иванов", "Иван", "Петрович")
    assert full_name(ivanov, order="surname_first") == "Иванов Иван Петрович"
    assert full_name(ivanov, order="given_first") == "Иван Петрович Иванов"
    assert short_name(ivanov) == "Иванов И. П."
    assert short_name(ivanov, order="given_first") == "И. П. Иванов"
    assert short_name(NameParts("Клод", "Жан-Клод")) == "Клод Ж.-К."
    assert short_name(NameParts("Алиев", "Али", "Мамед оглы")) == "Алиев А. М."
    assert short_name(NameParts("", "Анна", "Львовна")) == "Анна Львовна"
    kennedy = NameParts("Kennedy", "John", "F.", "Dr.", "Jr.")
    assert full_name(kennedy, order="given_first") == "Dr. John F. Kennedy Jr."


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Иванова Мария Петровна", "ИМ"),
        ("Dr. John F. Kennedy", "JF"),
        ("Ludwig van Beethoven", "LB"),
        ("ООО «Северный дом»", "СД"),
        ("орлов", "О"),
        ("3M", "3"),
        ("«»", ""),
        ("", ""),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("ООО «Ромашка»", "ромашка"),
        ('ООО "Ромашка"', "ромашка"),
        ("Ромашка, ООО", "ромашка"),
        ("Общество с ограниченной ответственностью «Ромашка»", "ромашка"),
        ("ИП Иванов Пётр", "иванов петр"),
        ("Müller GmbH", "muller"),
        ("Acme Ltd.", "acme"),
        ("Acme, Inc.", "acme"),
        ("ACME L.L.C.", "acme"),
        ("Ström AB", "strom"),
        ("Volkswagen AG", "volkswagen"),
        ("Гостиница «Заря»", "гостиница заря"),
        ("АО Рога и копыта", "рога и копыта"),
        ("Brown & Co", "brown"),
    ],
)
def test_organisations(text: str, bare: str) -> None:
    assert looks_like_organisation(text)
    assert bare_name(text) == bare


@pytest.mark.parametrize(
    "text",
    [
        *["Иванов Иван", "Hotel Astoria", 'John "Jack" Smith', "Иван «Ваня» Петров", "Maria Sa", "Co Nguyen"],
        *["A. B. Smith", "S. A. Ivanov", "Smith", "", "ООО", "Се Ми Ра", "Анна-Мария", "John and Mary"],
    ],
)
def test_no_organisations(text: str) -> None:
    assert not looks_like_organisation(text)


_WORDS = st.lists(
    st.sampled_from(
        ["Иванов", "Ivan", "И.", "И.И.", ",", "van", "(", "Jr", "Dr", "оглы", "Петрович", "«", "-"]
    ),
    max_size=6,
).map(" ".join)


@given(st.text() | _WORDS, st.sampled_from(["ru", "en"]))
def test_nothing_is_dropped_and_nothing_raises(text: str, language: str) -> None:
    parts = split_full_name(text, language=language)
    told = full_name(parts, order="given_first")
    assert sorted(sign for sign in told if sign.isalnum()) == sorted(sign for sign in text if sign.isalnum())
    short_name(parts)
    assert len(initials(text)) <= 2
    looks_like_organisation(text)
    bare_name(text)


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        (NameParts("Neary", "Gareth"), "Gareth Neary"),
        (NameParts("Orlova", "Anna", "Maria"), "Anna Maria Orlova"),
        (NameParts("Иванов", "Пётр", "Ильич"), "Иванов Пётр Ильич"),
        (NameParts("", "Анна"), "Анна"),
        (NameParts("Neary"), "Neary"),
    ],
)
def test_a_name_is_written_in_the_order_of_its_script(parts: NameParts, written: str) -> None:
    assert full_name(parts, order=usual_order(parts)) == written
