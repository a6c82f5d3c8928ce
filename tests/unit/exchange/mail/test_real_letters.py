"""Letters, mailboxes and envelopes of other programs' test suites."""

from __future__ import annotations

import csv

import pytest

from app.exchange.mail.read import open_messages

KINDS = {"eml", "mbox", "msg", "tnef"}


@pytest.fixture(scope="module")
def manifest(shared):
    with (shared / "interop" / "MANIFEST.csv").open(encoding="utf-8") as stream:
        return [row for row in csv.DictReader(stream) if row["kind"] in KINDS]


def test_all_are_there(manifest):
    counted = [row["kind"] for row in manifest]
    assert {kind: counted.count(kind) for kind in KINDS} == {"eml": 197, "mbox": 3, "msg": 9, "tnef": 4}


def test_counts_and_subjects_agree(shared, manifest):
    wrong = []
    for row in manifest:
        messages = open_messages(shared / "interop" / row["path"])
        letters = [letter for _, letter in messages.letters()]
        if row["use"] != "count":
            continue
        # of an envelope the files are counted
        count = len(letters[0].files) if row["kind"] == "tnef" else messages.read
        subject = row["expected_first_name_or_subject"]
        if count != int(row["expected_count"]) or (
            subject not in {"", "[private]"} and subject != messages.first
        ):
            wrong.append((row["path"], row["expected_count"], count, subject, messages.first))
    assert not wrong


def test_msg_agrees_with_a_second_reader(shared, manifest):
    oxmsg = pytest.importorskip("oxmsg")
    for row in manifest:
        if row["kind"] != "msg":
            continue
        path = shared / "interop" / row["path"]
        other = oxmsg.Message.load(str(path))
        ((_, letter),) = open_messages(path).letters()
        assert letter.subject == (other.subject or "").strip()
        assert [file.data for file in letter.files] == [each.file_bytes or b"" for each in other.attachments]
        got = [one for one in letter.people if one.role != "from"]
        assert [one.address for one in got] == [each.email_address for each in other.recipients]
        if other.body:
            assert letter.text.split()[:5] == other.body.split()[:5]
        if other.sent_date:
            assert letter.at == other.sent_date.astimezone(letter.at.tzinfo)


def test_rtf_gives_russian_text(shared):
    path = shared / "interop/msgreader/MsgReaderTests/SampleFiles/RtfWithShortRussianString.msg"
    ((_, letter),) = open_messages(path).letters()
    assert letter.text == "ввести  «Имя пользователя» (email) и  «Пароль» (password)."
