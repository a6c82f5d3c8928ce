"""The commands import and export as scripts call them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app import bootstrap

CSV = "Фамилия;Имя;Телефон;Размер\nОрлова;Анна;+7 912 345-67-89;44\nОрлова;Анна;8 912 345 67 89;44\n;;;\nКим;Ли;;\n"


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command on a database in a folder of its own; return exit code, output and errors."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("RAPPORT_DATABASE", str(tmp_path / "a.rapport"))
    monkeypatch.setenv("LC_ALL", "C")

    def run(*arguments: str) -> tuple[int, str, str]:
        code = bootstrap.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "список.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def test_import_prints_what_is_promised(call: Any, table: Path, tmp_path: Path) -> None:
    code, rehearsed, _ = call("import", "contacts", table, "--dry-run", "--json")
    assert code == 0
    assert not (tmp_path / "a.rapport").exists()
    code, said, err = call("import", "contacts", table, "--json")
    assert (code, err) == (0, "")
    document = json.loads(said)
    assert document == json.loads(rehearsed)
    assert {key: document[key] for key in ("read", "created", "merged", "skipped")} == {
        "read": 3,
        "created": 2,
        "merged": 1,
        "skipped": 0,
    }
    (file,) = document["files"]
    assert file.keys() == {"file", "read", "created", "merged", "unchanged", "skipped", "problems", "first"}
    assert (file["file"], file["first"]) == (str(table), "Орлова Анна")
    assert json.loads(call("search", "орлова", "--json")[1])[0]["title"] == "Орлова Анна"


def test_a_file_that_is_no_list_of_contacts_stands_among_the_others(
    call: Any, table: Path, tmp_path: Path
) -> None:
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(b"%PDF-1.4 and so on")
    code, said, _ = call("import", "contacts", pdf, table, "--json")
    files = json.loads(said)["files"]
    assert code == 0
    assert [each["read"] for each in files] == [0, 3]
    assert files[0]["problems"][0]["line"] == 0
    code, said, _ = call("import", "contacts", pdf, "--json")
    assert code == 2
    assert json.loads(said)["read"] == 0


def test_show_mapping_can_be_changed_and_given_back(call: Any, table: Path, tmp_path: Path) -> None:
    mapping = json.loads(call("import", "contacts", table, "--show-mapping", "--json")[1])["files"][0][
        "mapping"
    ]
    by_header = {column["header"]: column for column in mapping["columns"]}
    assert by_header["Фамилия"]["target"] == "surname"
    by_header["Имя"]["target"] = "patronymic"
    by_header["Размер"]["target"] = "own:gifts"
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps(mapping), encoding="utf-8")
    assert call("import", "contacts", table, "--mapping", path)[0] == 0
    assert call("export", "contacts", tmp_path / "out.csv")[0] == 0
    header, first = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()[:2]
    assert "Patronymic" in header
    assert "Given name" in header
    assert "Размер" in header
    assert "Анна" in first or "Ли" in first


def test_exports(call: Any, table: Path, tmp_path: Path) -> None:
    call("import", "contacts", table)
    for name in ("a.csv", "a.xlsx", "a.vcf"):
        code, said, _ = call("export", "contacts", tmp_path / name, "--json")
        assert (code, json.loads(said)) == (0, {"file": str(tmp_path / name), "written": 2})
    assert "VERSION:3.0" in (tmp_path / "a.vcf").read_text(encoding="utf-8")
    call("export", "contacts", tmp_path / "a.vcf", "--vcard", "4.0")
    assert "VERSION:4.0" in (tmp_path / "a.vcf").read_text(encoding="utf-8")
    assert call("export", "customer", "1", tmp_path / "one.zip")[0] == 0
    assert call("export", "everything", tmp_path / "all.zip")[0] == 0
    assert (tmp_path / "one.zip").exists()
    assert (tmp_path / "all.zip").exists()


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        (["customer", "x", "a.zip"], 2),
        (["customer", "99", "a.zip"], 2),
        (["contacts", "a.pdf"], 2),
        (["contacts", "a.csv", "b.csv"], 2),
    ],
)
def test_wrong_calls_are_refused(call: Any, table: Path, tmp_path: Path, rest: list[str], code: int) -> None:
    call("import", "contacts", table)
    found, said, err = call("export", *rest)
    assert (found, said) == (code, "")
    assert "Traceback" not in err
    assert err


def test_export_does_not_create_a_database(call: Any, tmp_path: Path) -> None:
    code, _, err = call("export", "contacts", tmp_path / "a.csv")
    assert code == 2
    assert err
    assert not (tmp_path / "a.rapport").exists()


def test_options_stand_before_or_behind_the_command(call: Any, table: Path, tmp_path: Path) -> None:
    # a database that is named before the command must not be changed for the user's own
    named = tmp_path / "named.rapport"
    code, said, _ = call("--database", named, "--json", "import", "contacts", table)
    assert (code, bool(json.loads(said))) == (0, True)
    assert named.exists()
    assert not (tmp_path / "a.rapport").exists()
    code, said, _ = call("search", "Орлова", "--database", named, "--json")
    assert (code, bool(json.loads(said))) == (0, True)
