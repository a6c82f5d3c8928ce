"""Files of contacts that other programs wrote: none is miscounted, none crashes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.exchange.read import read_contacts
from app.exchange.table_writer import english, write_csv
from app.exchange.vcard_writer import write_vcard
from tests.unit.exchange.strategies import canonical

_KINDS = {"vcard", "csv", "xlsx", "xls"}


def _listed(shared: Path) -> list[dict[str, str]]:
    with (shared / "interop" / "MANIFEST.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["kind"] in _KINDS]


def test_each_file_gives_the_stated_count_and_first_name(shared: Path) -> None:
    wrong = []
    rows = _listed(shared)
    for row in rows:
        result = read_contacts(shared / "interop" / row["path"])
        first = result.records[0].title if result.records else ""
        name = row["expected_first_name_or_subject"]
        counted = row["use"] != "count" or result.read == int(row["expected_count"])
        if not counted or name not in {"", "[private]", first}:
            wrong.append((row["path"], result.read, row["expected_count"], first, name))
    assert len(rows) >= 152
    assert wrong == []


def test_problems_name_their_line(shared: Path) -> None:
    for row in _listed(shared):
        result = read_contacts(shared / "interop" / row["path"])
        size = (shared / "interop" / row["path"]).read_bytes().count(b"\n") + 2
        for problem in result.problems:
            assert problem.text(english)
            assert 0 <= problem.line <= size or result.kind != "csv"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("datablist-broken/missing-closing-quote.csv", "quote"),
        ("datablist-broken/newline-inside-unquoted-field.csv", "continued"),
        ("calcard/resources/vcard/028.vcf", "unclosed"),
        ("kcontacts/autotests/data/vcard4.vcf", "no_value"),
        ("readxl/deaths.xls", "below"),
    ],
)
def test_broken_files_end_in_a_stated_problem(shared: Path, path: str, code: str) -> None:
    assert code in {problem.code for problem in read_contacts(shared / "interop" / path).problems}


def test_real_contacts_come_back_whole(shared: Path, tmp_path: Path) -> None:
    """What was read from each small file is written and read again: the second reading equals the first."""
    wrong = []
    for row in _listed(shared):
        records = read_contacts(shared / "interop" / row["path"], limit=50).records
        if not records:
            continue
        for name, write in (("a3.vcf", write_vcard), ("a.csv", write_csv)):
            write(tmp_path / name, records)
            back = read_contacts(tmp_path / name).records
            if [canonical(record) for record in back] != [canonical(record) for record in records]:
                wrong.append((row["path"], name))
    assert wrong == []
