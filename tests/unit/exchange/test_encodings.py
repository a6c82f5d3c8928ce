"""Text comes out right whatever code page it is in, and no byte is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.exchange.encodings import Encoding, Lines, best_page, detect, split_lines
from app.exchange.read import read_contacts

_CYRILLIC = (
    "Щукин", "Эдуард Яковлевич", "ИВАНОВ", "Петрова Мария", "Ёлкин Пётр", "ООО «Рога и копыта»", "Хачатурян",
    "Имя,Фамилия,Телефон", "ФАМИЛИЯ;ИМЯ;ТЕЛЕФОН", "Анна", "г. Ейск", "директор по продажам", "Подгорный",
)  # fmt: skip
_LATIN = [
    *[("cp1252", text) for text in ("José", "François", "Müller", "Ångström", "Peña", "Gonçalves", "Élysée")],
    *[("cp1250", text) for text in ("Łukasz", "Świętochłowski", "Dvořák", "Wójcik", "Růžička")],
    ("cp1254", "Yıldırım"),
    ("cp1253", "Παπαδόπουλος"),
    ("mac-roman", "François"),
]


@pytest.mark.parametrize("page", ["cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5"])
def test_one_cyrillic_cell_gives_the_page_away(page: str) -> None:
    wrong = []
    for text in _CYRILLIC:
        try:
            data = text.encode(page)
        except UnicodeEncodeError:
            continue
        read = data.decode(best_page(data), "replace")
        if read != text:
            wrong.append((text, read))
    assert wrong == []


@pytest.mark.parametrize(("page", "text"), _LATIN)
def test_one_latin_cell_gives_the_page_away(page: str, text: str) -> None:
    data = text.encode(page)
    assert data.decode(best_page(data)) == text


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r", "cp866"],
)
def test_a_table_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        "Фамилия;Имя;Телефон\r\nЩукин;Пётр;+7 916 123-45-67\r\nЯблочкина;Ольга;8 (495) 1234567\r\n".encode(
            encoding
        )
    )
    result = read_contacts(path)
    assert [(record.surname, record.given) for record in result.records] == [
        ("Щукин", "Пётр"),
        ("Яблочкина", "Ольга"),
    ]
    assert result.problems == ()
    assert result.records[1].line == 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig"])
def test_a_card_in_any_unicode(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.vcf"
    path.write_bytes("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Пётр Щукин\r\nEND:VCARD\r\n".encode(encoding))
    assert [record.title for record in read_contacts(path).records] == ["Пётр Щукин"]


def test_choice_by_hand_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Имя,Город\nПётр,Уфа\n".encode("cp1251"))
    assert read_contacts(path, encoding="cp1251").records[0].given == "Пётр"
    assert read_contacts(path, encoding="cp866").records[0].title != "Пётр"


def test_a_stray_line_is_read_in_its_own_page_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    good = "Имя,Город\nПётр,Уфа\nОльга,Пермь\n".encode()
    path.write_bytes(good + "Анна,Казань\n".encode("cp1251") + "Олег,Тула\n".encode())
    result = read_contacts(path)
    assert [record.given for record in result.records] == ["Пётр", "Ольга", "Анна", "Олег"]
    assert [(problem.line, problem.code) for problem in result.problems] == [(4, "encoding")]


def test_every_byte_of_a_page_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(32, 256)))
    text = "".join(Lines(path, Encoding("cp1252")))
    assert len(text) == 224


def test_lines_end_with_any_of_three_ends() -> None:
    assert split_lines("a\r\nb\rc\nd\x0be\u2028f") == ["a\r\n", "b\r", "c\n", "d\x0be\u2028f"]


def test_plain_ascii_is_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Name\nJohn\n")
    assert detect(path).name == "utf-8"
