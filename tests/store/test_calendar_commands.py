"""The commands import calendar and export calendar as scripts call them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import icalendar
import pytest

from app import bootstrap

NOW = ("--now", "2026-11-17T09:00:00+03:00", "--language", "en")
ICS = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:a
SUMMARY:Tasting
DTSTART:20261120T100000
RRULE:FREQ=WEEKLY;COUNT=3
END:VEVENT
BEGIN:VEVENT
UID:a
RECURRENCE-ID:20261127T100000
SUMMARY:Tasting, moved
DTSTART:20261128T100000
END:VEVENT
BEGIN:VTODO
UID:b
SUMMARY:No day
END:VTODO
END:VCALENDAR
"""


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command on a database in a folder of its own; return exit code, output and errors."""
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("RAPPORT_DATABASE", str(tmp_path / "a.rapport"))

    def run(*arguments: object) -> tuple[int, str, str]:
        code = bootstrap.main([*(str(argument) for argument in arguments), *NOW])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a file without an ending"
    path.write_text(ICS, encoding="utf-8")
    return path


def test_a_rehearsal_says_what_an_import_does(call: Any, file: Path, tmp_path: Path) -> None:
    code, rehearsed, _ = call("import", "calendar", file, "--dry-run", "--json")
    assert code == 0
    assert not (tmp_path / "a.rapport").exists()
    code, said, err = call("import", "calendar", file, "--json")
    assert (code, err, said) == (0, "", rehearsed)
    document = json.loads(said)
    counts = {"read": 3, "created": 2, "merged": 0, "skipped": 1}
    assert {name: document[name] for name in counts} == counts
    (told,) = document["files"]
    assert (told["file"], told["first"]) == (str(file), "Tasting")
    assert told["problems"] == [{"line": 15, "text": "“No day” names no day; it was left out."}]
    agenda = json.loads(call("agenda", "--date", "2026-11-28", "--json")[1])
    assert [(one["kind"], one["time"], one["text"]) for one in agenda] == [
        ("meeting", "10:00", "Tasting, moved")
    ]


def test_what_is_no_calendar_is_refused(call: Any, tmp_path: Path, file: Path) -> None:
    other = tmp_path / "calendar.ics"
    other.write_text("name;phone\n", encoding="utf-8")
    code, said, _ = call("import", "calendar", other, tmp_path / "nowhere.ics", "--json")
    assert code == 2
    assert [bool(one["problems"]) for one in json.loads(said)["files"]] == [True, True]
    assert not (tmp_path / "a.rapport").exists()
    assert call("import", "calendar", other, file, "--json")[0] == 0


def test_an_export_takes_what_is_asked_for_and_comes_back(call: Any, file: Path, tmp_path: Path) -> None:
    call("import", "calendar", file)
    path = tmp_path / "out.ics"
    code, said, _ = call("export", "calendar", path, "--json")
    assert (code, json.loads(said)) == (0, {"file": str(path), "written": 2})
    again = json.loads(call("import", "calendar", path, "--json")[1])
    assert (again["created"], again["merged"], again["skipped"]) == (0, 0, 2)
    call("export", "calendar", path, "--from", "2026-12-01", "--to", "2026-12-31", "--kinds", "meeting")
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert [str(one["SUMMARY"]) for one in events] == ["Tasting"]
    assert call("export", "calendar", path, "--kinds", "deal")[0] == 2
    assert call("export", "calendar", path, "--people", "Nobody")[0] == 2
