"""«import mail» as a script calls it."""

from __future__ import annotations

import csv
import json

import pytest

from app.bootstrap import main

LETTER = b"From: Jane <jane@miller.example>\nTo: us@x.example\nSubject: %s\nMessage-ID: <%s@m>\nDate: Mon, 16 Nov 2026 10:00:00 +0300\n\nHi\n"


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path / "home"))
    database = tmp_path / "mail.rapport"

    def run(*words, language="en"):
        told = [
            "import",
            "mail",
            *map(str, words),
            "--database",
            str(database),
            "--language",
            language,
            "--json",
        ]
        code = main([*told, "--now", "2026-11-17T09:00"])
        out = capsys.readouterr()
        return code, json.loads(out.out), out.err

    run.database = database
    return run


def test_files_folders_and_what_is_no_mail(call, tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    for name in (b"one", b"two"):
        (folder / f"{name.decode()}.eml").write_bytes(LETTER % (name, name))
    table = tmp_path / "list.csv"
    table.write_text("name;phone\nBrown;1\n")
    code, told, _ = call(folder, table)
    assert code == 0
    assert [file["first"] for file in told["files"]] == ["one", "two", ""]
    assert told["files"][2]["problems"][0]["line"] == 0
    assert "is a table" in told["files"][2]["problems"][0]["text"]
    assert {name: told[name] for name in ("read", "created", "merged", "skipped")} == {
        "read": 2,
        "created": 2,
        "merged": 0,
        "skipped": 0,
    }
    _, told, _ = call(folder)
    assert (told["created"], told["skipped"]) == (0, 2)


def test_nothing_readable_begins_no_database(call, tmp_path):
    table = tmp_path / "list.csv"
    table.write_text("name;phone\nBrown;1\n")
    for words in ((table,), (tmp_path / "nowhere.eml",), (table, "--dry-run")):
        code, told, _ = call(*words)
        assert (code, told["read"]) == (2, 0)
        assert not call.database.exists()


def test_a_rehearsal_changes_nothing(call, tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(LETTER % (b"one", b"one"))
    code, told, _ = call(path, "--dry-run")
    assert (code, told["created"]) == (0, 1)
    assert not call.database.exists()


def test_problems_speak_the_language(call, tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(b"From: a@b.example\nSubject: x\n\ny")
    _, told, _ = call(path, language="ru")
    assert told["files"][0]["problems"][0]["text"].startswith("В письме нет понятной даты")


def test_all_real_letters_in_one_run(call, shared):
    with (shared / "interop" / "MANIFEST.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["kind"] in {"eml", "mbox", "msg", "tnef"}]
    code, told, _ = call(*(shared / "interop" / row["path"] for row in rows))
    assert code == 0
    for row, file in zip(rows, told["files"], strict=True):
        assert file["read"] == file["created"] + file["merged"] + file["skipped"]
        if row["use"] == "count":
            counted = file["attachments"] if row["kind"] == "tnef" else file["read"]
            assert counted == int(row["expected_count"]), row["path"]
            if row["expected_first_name_or_subject"] not in {"", "[private]"}:
                assert file["first"] == row["expected_first_name_or_subject"]
