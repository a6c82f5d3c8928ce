"""A contact that goes out and comes back is the same contact."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.exchange.contacts import ChannelValue, ContactRecord
from app.exchange.read import read_contacts
from app.exchange.table_writer import english, safe_cell, write_csv, write_xlsx
from app.exchange.vcard_writer import vcard_text, write_vcard
from tests.unit.exchange.strategies import canonical, records

_MANY = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)


def _through(
    path: Path, write: Callable[..., int], kept: list[ContactRecord], **options: str
) -> list[ContactRecord]:
    assert write(path, kept, **options) == len(kept)
    result = read_contacts(path)
    assert [problem.text(english) for problem in result.problems] == []
    assert result.read == len(kept)
    return [canonical(record) for record in result.records]


@_MANY
@given(kept=st.lists(records(), min_size=1, max_size=3))
@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_vcard_loses_nothing(tmp_path: Path, kept: list[ContactRecord], version: str) -> None:
    back = _through(tmp_path / "out.vcf", write_vcard, kept, version=version)
    assert back == [canonical(record) for record in kept]


@_MANY
@given(kept=st.lists(records(), min_size=1, max_size=3))
def test_csv_loses_nothing(tmp_path: Path, kept: list[ContactRecord]) -> None:
    back = _through(tmp_path / "out.csv", write_csv, kept)
    assert back == [canonical(record) for record in kept]


@_MANY
@given(kept=st.lists(records(), min_size=1, max_size=3))
def test_xlsx_loses_nothing(tmp_path: Path, kept: list[ContactRecord]) -> None:
    back = _through(tmp_path / "out.xlsx", write_xlsx, kept)
    assert back == [canonical(record) for record in kept]


@_MANY
@given(record=records())
@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_lines_of_vcard_fit_in_75_octets(record: ContactRecord, version: str) -> None:
    lines = vcard_text(record, version).encode().split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()


@_MANY
@given(record=records())
def test_another_reader_understands_version_3(record: ContactRecord) -> None:
    card = vobject.readOne(vcard_text(record))
    assert card.version.value == "3.0"
    if record.name:
        assert card.fn.value == record.name
    assert card.n.value.family == record.surname
    assert [mail.value for mail in card.contents.get("email", [])] == [
        channel.value for channel in record.channels if channel.kind == "email"
    ]
    assert [phone.value for phone in card.contents.get("tel", [])] == [
        channel.value for channel in record.channels if channel.kind == "phone"
    ]


@given(st.text(max_size=40))
def test_no_cell_of_csv_is_a_formula(text: str) -> None:
    assert safe_cell(text)[:1] not in set("=+-@\t\r\n＝＋－＠")


@pytest.mark.parametrize("sign", "=+-@\t\r\n＝＋－＠")
def test_every_sign_that_begins_a_formula_is_made_safe(sign: str) -> None:
    assert safe_cell(f"{sign}1+1") == f"'{sign}1+1"
    assert safe_cell(f"'{sign}1") == f"''{sign}1", "so that our own reader gives back what was there"
    assert safe_cell(f"1{sign}1") == f"1{sign}1"


def test_formulas_come_back_as_they_were(tmp_path: Path) -> None:
    nasty = ("=cmd|' /C calc'!A0", "+7 916 123-45-67", "-2+3", "@SUM(A1)", "'=1", "''+1", "'quoted'")
    kept = [
        ContactRecord(
            kind="person", surname="Тест", given=text, raw=(("Lead Status", text),), facts=(("wine", text),)
        )
        for text in nasty
    ]
    path = tmp_path / "out.csv"
    write_csv(path, kept)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]
    assert [record.given for record in read_contacts(path).records] == list(nasty)
    assert [record.raw[0][1] for record in read_contacts(path).records] == list(nasty)


def test_csv_opens_in_excel_with_cyrillic(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, [ContactRecord(surname="Ёжиков", given="Пётр")])
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "Ёжиков" in data.decode("utf-8-sig")
    assert b"\r\n" in data


def test_preferred_and_labels_survive_each_format(tmp_path: Path) -> None:
    channels = (
        ChannelValue("phone", "+7 916 123-45-67", "work_mobile", preferred=True),
        ChannelValue("phone", "+7 495 123-45-67", "home_fax"),
        ChannelValue("messenger", "@orlov", "telegram", preferred=True),
        ChannelValue("messenger", "orlov", "Мессенджер завода"),
    )
    record = ContactRecord(surname="Орлов", given="Олег", name="Олег Орлов", channels=channels)
    for name, write in (("a.vcf", write_vcard), ("a.csv", write_csv), ("a.xlsx", write_xlsx)):
        assert _through(tmp_path / name, write, [record])[0].channels == tuple(
            sorted(channels, key=lambda one: one.kind)
        )
