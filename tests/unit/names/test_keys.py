"""Folding, sorting, keyboard layouts and transliteration."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.keys import digits, fold, letter, other_layout, search_variants, sort_key
from app.domain.translit import to_cyrillic, to_latin


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Иванов", "иванов"),
        ("ЁЛКИН  Пётр", "елкин петр"),
        ("Сергей", "сергей"),
        ("Сергеи\u0306", "сергей"),
        ("Е\u0308лкин", "елкин"),
        ("O’Brien", "obrien"),
        ("O'Brien", "obrien"),
        ("«Ромашка»", "ромашка"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Jørgensen", "jorgensen"),
        ("Đặng", "dang"),
        ("Strauß", "strauss"),
        ("STRAUẞ", "strauss"),
        ("Ægir Œuvre", "aegir oeuvre"),
        ("Işık İnönü", "isik inonu"),
        ("Müller", "muller"),
        ("Олексій Їжакевич", "олексий ижакевич"),
        ("Гөлнара", "гулнара"),
        ("  a\u00a0\t b ", "a b"),
        ("Римский–Корсаков", "римский-корсаков"),
        ("а\u0301нна", "анна"),
        ("ﬁrma", "firma"),
        ("ＡＢＣ", "abc"),
        ("zero\u200bwidth", "zerowidth"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_short_i_is_a_letter_of_its_own() -> None:
    assert fold("Лай") != fold("Лаи")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text.upper()).count("ё") == 0


@example("İ")
@given(st.text())
def test_keys_never_raise(text: str) -> None:
    sort_key(text)
    assert len(letter(text)) >= 1
    assert digits(text) == "" or digits(text).isascii()
    other_layout(text)
    assert all(search_variants(text))
    to_latin(to_cyrillic(text))


def test_signs_in_front_do_not_sort() -> None:
    assert sort_key("«Ромашка»") == "ромашка"
    assert sort_key("(бывш.) Ёж") == "бывш.) еж"
    assert sort_key("…") == sort_key("…")
    names = ["Иванова Анна", "йогурт", "Иванов Яков", "«Заря»"]
    assert sorted(names, key=sort_key) == ["«Заря»", "Иванов Яков", "Иванова Анна", "йогурт"]


@pytest.mark.parametrize(
    ("text", "group"),
    [("ёлкин", "Е"), ("Йод", "Й"), ("«Яр»", "Я"), ("øre", "O"), ("3M", "#"), ("", "#"), ("!", "#")],
)
def test_letter(text: str, group: str) -> None:
    assert letter(text) == group


def test_digits() -> None:
    assert digits("+7 (912) 345-67-89") == "79123456789"
    assert digits("٣٤") == "34"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bdfyjd", "иванов"),
        ("Bdfyjd", "Иванов"),
        (";erjd", "жуков"),
        ("[jh", "хор"),
        ("j,]tv", "объем"),
        ("'lbr", "эдик"),
        (",jhbc", "борис"),
        (".kbz", "юлия"),
        ("`krby", "ёлкин"),
        ("шмфтщм", "ivanov"),
        ("ЫьшеР", "SmitH"),
        ('шмфтщм"ьфшдюкг', "ivanov@mail.ru"),
    ],
)
def test_other_layout(typed: str, meant: str) -> None:
    assert other_layout(typed) == meant


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=1))
def test_layout_there_and_back(word: str) -> None:
    assert other_layout(other_layout(word)) == word


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("Bdfyjd", "иванов"),
        ("Ivanov", "иванов"),
        ("Щукин", "shchukin"),
        ("ИВАНОВ", "иванов"),
        ("шмфтщм", "ivanov"),
        ("Dmitry", "дмитрий"),
        (";", "ж"),
    ],
)
def test_search_variants(query: str, wanted: str) -> None:
    assert wanted in search_variants(query)


def test_a_number_has_one_variant() -> None:
    assert search_variants("345-67") == ("345-67",)
    assert search_variants("  ") == ()


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Kuznetsov", "Кузнецов"),
        ("Shchukin", "Щукин"),
        ("Khokhlov", "Хохлов"),
        ("Andrey", "Андрей"),
        ("Dmitriy", "Дмитрий"),
        ("Rykov", "Рыков"),
        ("Yulia", "Юлия"),
        ("Iuliia Iakovleva", "Юлия Яковлева"),
        ("Tatyana", "Татяна"),
        ("Zhukova", "Жукова"),
        ("Schmidt", "Шмидт"),
    ],
)
def test_to_cyrillic(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


def test_to_latin() -> None:
    assert to_latin("Ёжиков Илья Щукин") == "Yozhikov Ilya Shchukin"
