"""Calendar files of other programs: every countable one agrees, the broken ones harm nothing."""

from __future__ import annotations

import csv
from pathlib import Path

from app.exchange.icalendar.read import read_calendar, read_lines


def manifest(shared: Path) -> list[dict[str, str]]:
    folder = shared / "interop"
    with (folder / "MANIFEST.csv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["kind"] == "icalendar"]


def plain(text: str) -> str:
    """Return ``text`` in one line; the manifest keeps an escaped line break as it stood."""
    return " ".join(text.replace("\\n", " ").split())


def test_real_files_agree_in_count_and_first_name(shared: Path) -> None:
    wrong: list[tuple[object, ...]] = []
    for row in manifest(shared):
        read = read_calendar(shared / "interop" / row["path"])
        if row["use"] != "count":
            continue
        first = read.items[0].summary if read.items else ""
        expected = row["expected_first_name_or_subject"]
        if len(read.items) != int(row["expected_count"]):
            wrong.append((row["path"], "count", row["expected_count"], len(read.items)))
        elif expected and expected != "[private]" and not plain(first).startswith(plain(expected)):
            wrong.append((row["path"], "first", expected, first))
    assert wrong == []


def items(text: str):
    return read_lines(text.strip().splitlines(keepends=True))


def test_one_bad_property_does_not_cost_the_event() -> None:
    read = items("""
BEGIN:VEVENT
SUMMARY:Tasting
DTSTART:2026-99-99
LOCATION:Cellar
NO COLON HERE
END:VEVENT
""")
    assert [(one.summary, one.start, one.place) for one in read.items] == [("Tasting", None, "Cellar")]
    assert [one.line for one in read.problems] == [5, 3]


def test_what_is_not_closed_ends_where_the_next_begins() -> None:
    read = items("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:one\nBEGIN:VEVENT\nSUMMARY:two\nEND:VEVENT")
    assert [one.summary for one in read.items] == ["one", "two"]
    assert read.problems


def test_times_keep_the_zone_that_they_were_said_in() -> None:
    read = items("""
BEGIN:VEVENT
DTSTART;TZID="W. Europe Standard Time":20261123T093000
DTEND;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20261123T110000
RRULE:FREQ=WEEKLY;BYDAY=MO
EXDATE;TZID=Europe/Berlin:20261130T093000
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261227
END:VEVENT
BEGIN:VEVENT
DTSTART:20261123T093000Z
DURATION:PT1H30M
END:VEVENT
""").items
    assert (read[0].start.iso(), read[0].start.zone, read[0].minutes) == (
        "2026-11-23T09:30",
        "Europe/Berlin",
        90,
    )
    assert [one.iso() for one in read[0].except_on] == ["2026-11-30T09:30"]
    assert (read[1].start.whole_day, read[1].minutes) == (True, 3 * 1440)
    assert (read[2].start.zone, read[2].minutes) == ("UTC", 90)
