"""Every command of docs/commands.md as a script calls it: documents, exit codes, errors, both languages."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-17T09:00"

TABLE = (
    "Last name;First name;Phone;E-mail\n"
    "Brown;Anna;+44 20 7946 0018;anna@example.com\n"
    "Brown;Peter;+44 20 7946 0019;peter@example.com\n"
    "Орлов;Игорь;8 912 345-67-89;orlov\n"
)


class Shell:
    """Calls main.py as a person or a script does."""

    def __init__(self, home):
        self.home = home
        self.environment = {
            **os.environ,
            "RAPPORT_HOME": str(home),
            "TZ": "Europe/Moscow",
            "LC_ALL": "C.UTF-8",
        }
        self.environment.pop("RAPPORT_DATABASE", None)

    def run(self, *words, language="en", now=NOW):
        call = [sys.executable, str(ROOT / "main.py"), *map(str, words), "--language", language, "--now", now]
        done = subprocess.run(
            call, capture_output=True, env=self.environment, cwd=self.home, timeout=120, check=False
        )
        done.stdout, done.stderr = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert "Traceback" not in done.stderr + done.stdout, done.stderr
        return done

    def tells(self, *words, **how):
        """Return the JSON document of a call that succeeds."""
        done = self.run(*words, "--json", **how)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


@pytest.fixture
def filled(shell, tmp_path):
    """The user's own database with three customers of a table."""
    path = tmp_path / "contacts.csv"
    path.write_text(TABLE, encoding="utf-8")
    shell.tells("import", "contacts", path)
    return shell


def test_every_documented_command_is_known(shell):
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    heads = [part for line in re.findall(r"^## (.+)$", text, re.MULTILINE) for part in line.split("·")]
    names = {part.split()[0] for part in heads}
    assert names == {"demo", "import", "export", "log", "search", "agenda", "backup", "restore", "check"}
    for name in sorted(names - {"demo", "check"}):
        done = shell.run(name)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr


def test_demo_fills_a_new_database_alike_for_alike_seeds(shell, tmp_path):
    counts = shell.tells("demo", "--database", tmp_path / "one.rapport", "--customers", "20")
    assert counts["customers"] == 20
    assert counts["interactions"] > 20
    again = shell.tells("demo", "--database", tmp_path / "two.rapport", "--customers", "20")
    assert again == counts
    refused = shell.run("demo", "--database", tmp_path / "one.rapport", "--customers", "20")
    assert refused.returncode == 2
    assert refused.stderr


def test_import_accounts_for_every_row(shell, tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text(TABLE, encoding="utf-8")
    rehearsal = shell.tells("import", "contacts", path, "--dry-run")
    assert not (tmp_path / "data" / "my.rapport").exists()
    told = shell.tells("import", "contacts", path)
    assert told == rehearsal
    assert (told["read"], told["created"], told["merged"], told["skipped"]) == (3, 3, 0, 0)
    (file,) = told["files"]
    assert [problem["line"] for problem in file["problems"]] == [4]
    assert "Brown" in file["first"]
    again = shell.tells("import", "contacts", path)
    assert again["read"] == again["created"] + again["merged"] + again["skipped"]
    assert again["created"] == 0


def test_a_mapping_is_shown_and_taken_back(shell, tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text("Wer;Womit\nAnna Brown;+44 20 7946 0018\n", encoding="utf-8")
    mapping = tmp_path / "mapping.json"
    wishes = {"columns": [{"header": "Wer", "target": "full_name"}, {"header": "Womit", "target": "phone"}]}
    mapping.write_text(json.dumps(wishes), encoding="utf-8")
    shown = shell.tells("import", "contacts", path, "--mapping", mapping, "--show-mapping")
    targets = {one["header"]: one["target"] for one in shown["files"][0]["mapping"]["columns"]}
    assert targets == {"Wer": "full_name", "Womit": "phone"}
    assert shell.tells("import", "contacts", path, "--mapping", mapping)["created"] == 1


def test_export_writes_what_was_imported(filled, tmp_path):
    for name in ("all.vcf", "all.csv", "all.xlsx"):
        told = filled.tells("export", "contacts", tmp_path / name)
        assert (told["written"], (tmp_path / name).stat().st_size > 0) == (3, True)
    assert "7946 0018" in (tmp_path / "all.vcf").read_text(encoding="utf-8")
    other = Shell(tmp_path / "other")
    other.home.mkdir()
    assert other.tells("import", "contacts", tmp_path / "all.vcf")["created"] == 3
    number = filled.tells("search", "Anna Brown")[0]["id"]
    assert filled.tells("export", "customer", number, tmp_path / "anna.json")["written"] > 0
    assert "anna@example.com" in (tmp_path / "anna.json").read_text(encoding="utf-8")
    assert filled.tells("export", "everything", tmp_path / "all.zip")["written"] > 3
    assert filled.run("export", "customer", "9999", tmp_path / "nobody.json").returncode == 2
    assert not (tmp_path / "nobody.json").exists()


def test_log_and_agenda_keep_the_promise(filled):
    line = "met Anna Brown 40 min, takes a trial, ring Thu morning"
    told = filled.tells("log", line)
    assert told["customer"]["name"] == "Anna Brown"
    assert (told["kind"], told["direction"], told["minutes"], told["outcome"]) == (
        "meeting",
        "out",
        40,
        "reached",
    )
    assert told["text"] == "takes a trial"
    assert told["followup"] == {"date": "2026-11-19", "time": "10:00", "text": "ring"}
    assert not [one for one in filled.tells("agenda") if one["kind"] == "followup"]
    (due,) = [one for one in filled.tells("agenda", "--date", "2026-11-19") if one["kind"] == "followup"]
    assert (due["date"], due["time"], due["customer"], due["text"]) == (
        "2026-11-19",
        "10:00",
        told["customer"],
        "ring",
    )
    late = filled.tells("agenda", now="2026-11-21T09:00")
    assert [one["text"] for one in late if one["kind"] == "followup"] == ["ring"]


def test_log_in_russian_by_the_same_database(filled):
    told = filled.tells("log", "звонила Орлову 15 мин, цена, перезвонить завтра в 10", language="ru")
    assert told["customer"]["name"] == "Орлов Игорь"
    assert told["minutes"] == 15
    assert told["followup"]["date"] == "2026-11-18"


def test_an_ambiguous_line_logs_nothing(filled):
    line = "called Brown 5 min"
    done = filled.run("log", line, "--json")
    assert done.returncode == 2
    told = json.loads(done.stdout)
    assert told["customer"] is None
    assert {one["name"] for one in told["candidates"]} == {"Anna Brown", "Peter Brown"}
    assert filled.run("log", line, "--dry-run").returncode == 0
    assert not [one for one in filled.tells("search", "called") if one["kind"] == "interaction"]


def test_search_finds_by_layout_and_digits_and_obeys_its_limit(filled):
    assert filled.tells("search", "jhkjd")[0]["title"] == "Орлов Игорь"
    assert filled.tells("search", "345-67-89")[0]["title"] == "Орлов Игорь"
    assert len(filled.tells("search", "Brown", "--limit", "1")) == 1
    assert filled.tells("search", "Zweig") == []
    first = filled.tells("search", "Anna Brown")[0]
    assert set(first) >= {"kind", "id", "title", "detail"}


def test_backup_restore_and_check(filled, tmp_path):
    copy = tmp_path / "copy.rapport"
    told = filled.tells("backup", copy)
    assert (told["ok"], told["problems"], copy.is_file()) == (True, [], True)
    assert filled.tells("check") == {"ok": True, "problems": []}
    filled.tells("log", "called Anna Brown 5 min, after the backup")
    assert filled.tells("search", "after the backup")
    assert filled.tells("restore", copy)["ok"] is True
    assert filled.tells("search", "after the backup") == []
    copy.write_bytes(copy.read_bytes()[:-4096] + b"\0" * 4096)
    broken = filled.run("restore", copy)
    assert broken.returncode in {1, 2}
    assert broken.stderr
    assert filled.tells("check")["ok"] is True


def test_what_cannot_be_done_is_said_in_the_language_asked_for(shell, tmp_path):
    for words in (
        ("check",),
        ("search", "x"),
        ("agenda",),
        ("log", "called x"),
        ("import", "contacts", tmp_path / "absent.csv", "--dry-run"),
        ("search", "x", "--limit", "many"),
        ("agenda", "--date", "someday"),
        ("restore", tmp_path / "absent.rapport"),
    ):
        english, russian = shell.run(*words), shell.run(*words, language="ru")
        assert english.returncode == russian.returncode == 2, words
        assert english.stderr + english.stdout
    assert "There is no database at" in shell.run("check").stderr
    assert re.search("[а-я]", shell.run("check", language="ru").stderr)
    assert shell.run("check", "--nonsense").returncode == 2
    assert shell.run("agenda", now="yesterday").returncode == 2


def test_no_database_is_begun_for_files_that_cannot_be_read(shell, tmp_path):
    new = tmp_path / "new" / "new.rapport"
    done = shell.run("import", "contacts", tmp_path / "absent.csv", "--database", new)
    assert done.returncode == 2
    assert "absent.csv" in done.stdout + done.stderr
    assert not new.parent.exists()
    (tmp_path / "some.csv").write_text("Name,Phone\nAnna Brown,+44 20 7946 0018\n", encoding="utf-8")
    told = shell.tells("import", "contacts", tmp_path / "some.csv", "--database", new)
    assert told["created"] == 1
    assert new.exists()


def test_text_for_people_is_in_their_language(filled):
    assert "Next: 2026-11-18" in filled.run("log", "called Anna Brown, ring tomorrow", "--dry-run").stdout
    said = filled.run("log", "звонила Орлову, перезвонить завтра", "--dry-run", language="ru").stdout
    assert "2026-11-18" in said
    assert "Next" not in said
    assert filled.run("search", "Zweig").stdout.strip() == "Nothing was found."


def test_a_reader_that_leaves_early_is_no_failure(shell, tmp_path):
    shell.tells("demo", "--database", tmp_path / "data" / "my.rapport", "--customers", "300")
    call = [sys.executable, str(ROOT / "main.py"), "search", "a", "--limit", "300", "--language", "en"]
    with subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=shell.environment, cwd=shell.home
    ) as process:
        process.stdout.close()
        said = process.stderr.read().decode("utf-8")
        process.wait(timeout=60)
    assert "Traceback" not in said
    assert "BrokenPipe" not in said


def test_commands_work_beside_an_open_database(shell, tmp_path):
    """A database that was only just made lies in its log for a while; others open it all the same."""
    from app.models.database import create

    beside = create(tmp_path / "data" / "my.rapport")
    try:
        assert shell.tells("check") == {"ok": True, "problems": []}
        assert shell.tells("search", "nobody") == []
    finally:
        beside.close()
