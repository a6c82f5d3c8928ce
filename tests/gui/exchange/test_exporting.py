"""The export dialog writes what was chosen in the format that was chosen, beside the window."""

from __future__ import annotations

import zipfile

import pytest

from app.exchange.read import read_contacts
from app.services.entering import enter
from app.views.exchange.exporting import ExportDialog


@pytest.fixture
def two(office):
    return [
        office.do(enter, values={"surname": "Иванова", "given": "Мария"}, emails=["maria@example.org"]),
        office.do(enter, values={"surname": "Brown", "given": "Peter"}, phones=["+44 20 7946 0958"]),
    ]


def settled(qtbot, ui):
    qtbot.waitUntil(lambda: ui.desk.idle() and ui.desk.tasks.newest is None, timeout=20_000)


def written(qtbot, ui, path, scope, how, **what):
    dialog = ExportDialog(ui, **what)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(qtbot, ui)
    dialog.buttons[scope].setChecked(True)
    dialog.format.choose(how)
    dialog.write(path)
    settled(qtbot, ui)
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("how", "suffix"), [("xlsx", ".xlsx"), ("csv", ".csv"), ("vcf3", ".vcf"), ("vcf4", ".vcf")]
)
def test_all_customers_come_back_whole(qtbot, ui, two, tmp_path, heard, how, suffix):
    path = tmp_path / f"out{suffix}"
    written(qtbot, ui, path, "all", how)
    found = read_contacts(path)
    assert sorted(record.surname for record in found.records) == ["Brown", "Иванова"]
    text, actions, _ = heard.said[-1]
    assert text == f"{path.name}: 2 rows written"
    assert list(actions) == ["Open the folder"]
    if suffix == ".vcf":
        assert ("VERSION:4.0" in path.read_text("utf-8")) == (how == "vcf4")


def test_only_the_customers_of_the_list_and_the_ending_is_added(qtbot, ui, two, tmp_path):
    written(qtbot, ui, tmp_path / "out", "ids", "csv", ids=two[1:])
    found = read_contacts(tmp_path / "out.csv")
    assert [record.surname for record in found.records] == ["Brown"]


def test_one_person_whole_and_everything_are_archives(qtbot, ui, two, tmp_path):
    written(qtbot, ui, tmp_path / "maria.zip", "customer", "zip", customer_id=two[0])
    assert "customer.vcf" in zipfile.ZipFile(tmp_path / "maria.zip").namelist()
    written(qtbot, ui, tmp_path / "all.zip", "everything", "zip")
    assert "customers.csv" in zipfile.ZipFile(tmp_path / "all.zip").namelist()


def test_formats_follow_what_is_exported(qtbot, ui, two):
    dialog = ExportDialog(ui, customer_id=two[0])
    qtbot.addWidget(dialog)
    assert dialog.scope == "customer"
    assert [one.key for one in dialog.formats] == ["zip", "json"]
    dialog.buttons["all"].setChecked(True)
    assert dialog.format.count() == 4
    settled(qtbot, ui)


def test_a_folder_that_cannot_be_written_is_said(qtbot, ui, two, tmp_path, heard):
    written(qtbot, ui, tmp_path / "nowhere" / "out.csv", "all", "csv")
    text, _, tone = heard.said[-1]
    assert tone == "bad"
    assert "cannot be written" in text
