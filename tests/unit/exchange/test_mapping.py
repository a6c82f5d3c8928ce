"""A mapping can be shown, corrected, kept and given by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.exchange.faults import BadMapping
from app.exchange.mapping import BY_TARGET, TARGETS, from_json, load
from app.exchange.read import open_contacts, read_contacts
from app.exchange.table_writer import english


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "a.csv"
    path.write_text("Код;Кто;Куда звонить;Прочее\n1;Орлов Олег;+7 916 111-11-11;чай\n", encoding="utf-8")
    return path


def test_what_is_shown_can_be_given_back(table: Path) -> None:
    shown = open_contacts(table).mapping.to_json()
    assert [column["header"] for column in json.loads(shown)["columns"]] == [
        "Код",
        "Кто",
        "Куда звонить",
        "Прочее",
    ]
    assert read_contacts(table, mapping=from_json(shown)).records == read_contacts(table).records


@pytest.mark.parametrize(
    "text",
    [
        '{"Код": "ignore", "Кто": "full_name", "Куда звонить": "mobile phone", "Прочее": "tea"}',
        '{"1": "ignore", "2": "full_name", "3": "Мобильный телефон", "4": "чай"}',
        '["ignore", "full_name", {"target": "phone", "label": "mobile"}, "tea"]',
        '{"columns": [{"position": 2, "target": "full_name"}, {"header": "куда звонить", "target": "phone", "label": "mobile"},'
        ' {"header": "Код", "target": "ignore"}, {"position": 4, "target": "tea"}]}',
        '{"columns": [{"index": 0, "target": "ignore"}, {"index": 3, "target": "tea"}, {"index": 1, "target": "full_name"},'
        ' {"index": 2, "target": "phone", "label": "mobile"}]}',
    ],
)
def test_by_header_and_by_position(table: Path, tmp_path: Path, text: str) -> None:
    path = tmp_path / "mapping.json"
    path.write_text(text, encoding="utf-8")
    record = read_contacts(table, mapping=load(path)).records[0]
    assert (record.surname, record.given, record.raw) == ("Орлов", "Олег", ())
    assert [(channel.value, channel.label) for channel in record.channels] == [("+7 916 111-11-11", "mobile")]
    assert record.facts == (("tea", "чай"),)


def test_one_column_corrected_in_the_window(table: Path) -> None:
    mapping = open_contacts(table).mapping.with_target(1, "employer")
    assert read_contacts(table, mapping=mapping).records[0].name == "Орлов Олег"


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "5",
        '{"Код": "no such place"}',
        '{"Нет такого": "given"}',
        '{"9": "given"}',
        '[["x"]]',
        '[{"position": "second", "target": "given"}]',
        '[{"index": -1, "target": "given"}]',
    ],
)
def test_wrong_mappings_say_why(table: Path, text: str) -> None:
    with pytest.raises(BadMapping) as caught:
        read_contacts(table, mapping=from_json(text))
    assert caught.value.text(english)


def test_targets_are_labelled_once() -> None:
    assert len(TARGETS) == len(BY_TARGET)
    assert all(target.label for target in TARGETS)
