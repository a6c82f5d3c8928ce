"""Tables as people and programs make them: headers anywhere, odd delimiters, numbers that were phones."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from app.exchange.contacts import ContactRecord, DateValue, ReadResult
from app.exchange.read import open_contacts, read_contacts
from app.exchange.table_writer import write_xlsx


def _read(tmp_path: Path, text: str) -> ReadResult:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    return read_contacts(path)


def _titles(result: ReadResult) -> list[str]:
    return [record.title for record in result.records]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, sign: str) -> None:
    result = _read(
        tmp_path,
        f"Имя{sign}Телефон{sign}Заметка\nПётр{sign}+7 916 123-45-67{sign}а, б; в\n".replace(
            "а, б; в", '"а, б; в"'
        ),
    )
    assert result.delimiter == sign
    assert result.records[0].column("note") == "а, б; в"


def test_a_declared_delimiter(tmp_path: Path) -> None:
    result = _read(tmp_path, "sep=;\nИмя;Город\nПётр;Уфа\n")
    assert (_titles(result), result.records[0].line) == (["Пётр"], 3)


def test_notes_above_blank_rows_and_totals_below(tmp_path: Path) -> None:
    text = (
        "Список клиентов на 1 мая;;;\n;;;\nФИО;Телефон;E-mail;Сумма\n"
        "Орлов Олег;+7 916 111-11-11;a@b.ru;100\n;;;\nЛевина Анна;+7 916 222-22-22;b@b.ru;200\n"
        "Котов Иван;+7 916 333-33-33;c@b.ru;300\nИтого;;;600\n"
    )
    result = _read(tmp_path, text)
    assert _titles(result) == ["Орлов Олег", "Левина Анна", "Котов Иван"]
    assert [(problem.line, problem.code) for problem in result.problems] == [(1, "above"), (8, "below")]


def test_a_last_row_with_a_name_only_is_a_contact(tmp_path: Path) -> None:
    rows = "".join(f"Иван{number},+7 916 111-11-1{number},a{number}@b.ru,Завод\n" for number in range(5))
    result = _read(tmp_path, f"Имя,Телефон,E-mail,Компания\n{rows}Пётр,,,\n")
    assert result.read == 6


def test_no_header_at_all(tmp_path: Path) -> None:
    result = _read(
        tmp_path,
        "Орлов,Олег,oleg@example.com,+7 916 123-45-67\nЛевина,Анна,anna@example.com,+7 916 765-43-21\n",
    )
    assert result.header == ()
    assert result.read == 2
    record = result.records[0]
    assert (record.surname, record.given) == ("Орлов", "Олег")
    assert [(channel.kind, channel.value) for channel in record.channels] == [
        ("email", "oleg@example.com"),
        ("phone", "+7 916 123-45-67"),
    ]


def test_ragged_rows_lose_nothing(tmp_path: Path) -> None:
    result = _read(tmp_path, "Имя,Город\nПётр\nОльга,Уфа,лишнее,ещё\n")
    assert result.read == 2
    assert result.records[1].raw == (("Column 3", "лишнее"), ("Column 4", "ещё"))
    assert {problem.line for problem in result.problems} == {3}


def test_multiline_cells_count_once(tmp_path: Path) -> None:
    result = _read(tmp_path, 'Имя,Заметка\nПётр,"первая\nвторая"\nОльга,x\n')
    assert [(record.line, record.column("note")) for record in result.records] == [
        (2, "первая\nвторая"),
        (4, "x"),
    ]


def test_phones_that_a_spreadsheet_turned_into_numbers(tmp_path: Path) -> None:
    result = _read(
        tmp_path, 'Имя;Телефон\nА;7,9161234567E+10\nБ;79161234567.0\nВ;"=""+79161234567"""\nГ;7,91612E+10\n'
    )
    assert [record.channels[0].value for record in result.records[:3]] == [
        "79161234567",
        "79161234567",
        "+79161234567",
    ]
    assert [(problem.line, problem.code) for problem in result.problems] == [(5, "digits")]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Клиенты"
    sheet.append(["Выгрузка"])
    sheet.append([])
    sheet.append(["ФИО", "Телефон", "День рождения", "Индекс", "Примечание"])
    sheet.append(["Орлов Олег Петрович", 79161234567, dt.datetime(1980, 5, 17), 101000, 1.5])  # noqa: DTZ001 - a cell has no zone
    other = book.create_sheet("Поставщики")
    other.append(["Имя", "E-mail"])
    other.append(["Анна", "anna@example.com"])
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path


def test_a_workbook_keeps_digits_and_dates(workbook: Path) -> None:
    result = read_contacts(workbook)
    record = result.records[0]
    assert (result.kind, result.sheets, record.line) == ("xlsx", ("Клиенты", "Поставщики"), 4)
    assert (record.surname, record.given, record.patronymic) == ("Орлов", "Олег", "Петрович")
    assert record.birth == DateValue("birth", 1980, 5, 17)
    assert [channel.value for channel in record.channels] == ["79161234567", "101000"]
    assert record.column("note") == "1.5"


@pytest.mark.parametrize("sheet", ["Поставщики", "2"])
def test_another_sheet(workbook: Path, sheet: str) -> None:
    assert _titles(read_contacts(workbook, sheet=sheet)) == ["Анна"]


def test_a_web_page_that_calls_itself_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "contacts.xls"
    path.write_text(
        "<html><meta charset=utf-8><table><tr><th>Имя</th><th>Фамилия</th><th>Рабочий телефон</th></tr>"
        "<tr><td>Олег</td><td>Орлов</td><td>+7&nbsp;916 123-45-67</td></tr></table></html>",
        encoding="utf-8",
    )
    record = read_contacts(path).records[0]
    assert (record.given, record.surname, record.channels[0].label) == ("Олег", "Орлов", "work")


def test_reading_streams(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_text(
        "Имя,Телефон\n" + "".join(f"Иван {n},+7 916 {n:07d}\n" for n in range(20_000)), encoding="utf-8"
    )
    source = open_contacts(path)
    assert next(iter(source)).title == "Иван 0"
    assert source.read == 1
    assert read_contacts(path, limit=7).read == 7


def test_an_address_of_parts_and_a_second_one(tmp_path: Path) -> None:
    result = _read(
        tmp_path,
        "First Name,Home Address,Home Address 2,Home City,Work City\nAnn,Main St 1,Flat 2,Leeds,York\n",
    )
    home, work = result.records[0].channels
    assert home.parts is not None
    assert (home.label, home.parts.street, home.parts.city) == ("home", "Main St 1\nFlat 2", "Leeds")
    assert (work.label, work.value) == ("work", "York")


def test_what_is_in_doubt_is_kept(tmp_path: Path) -> None:
    result = _read(tmp_path, "Имя,E-mail,Телефон,День рождения\nПётр,нет почты,звонить жене,летом\n")
    assert dict(result.records[0].raw) == {
        "E-mail": "нет почты",
        "Телефон": "звонить жене",
        "День рождения": "летом",
    }
    assert [problem.code for problem in result.problems] == ["email", "phone", "date"]


def test_organisations_are_told_from_people(tmp_path: Path) -> None:
    result = _read(tmp_path, "Контрагент,ИНН,КПП\nРомашка ООО,7701234567,770101001\n")
    record = result.records[0]
    assert (record.kind, record.name) == ("organisation", "Ромашка ООО")
    assert dict(record.facts) == {"tax_number": "7701234567", "tax_reason": "770101001"}
    mixed = _read(tmp_path, 'Наименование,Телефон\n"ООО ""Ромашка""",1234567\nОрлов Олег,1234567\n')
    assert [record.kind for record in mixed.records] == ["organisation", "person"]


def test_an_empty_row_of_a_record_is_empty() -> None:
    assert ContactRecord().empty
    assert not ContactRecord(surname="Орлов").empty


@pytest.mark.parametrize(
    "text",
    [
        "<r>x</r>",
        "_x000D_",
        "a_x0041_b",
        "a & b < c > d",
        "«ё» 漢字 🙂",
        "\x0bup",
        "  edges  ",
        "1\n2\t3",
        "_",
    ],
)
def test_a_workbook_gives_back_every_sign(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [ContactRecord(surname="Ким", given="Ли", raw=(("Signs", text),))])
    (_, row) = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert row[-1] == text
