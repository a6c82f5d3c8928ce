"""What letters say, in the shapes in which programs write them."""

from __future__ import annotations

import base64
import datetime as dt
import io
import struct

import pytest

from app.domain.signature import phones
from app.exchange.mail import mbox
from app.exchange.mail.clean import safe_html
from app.exchange.mail.headers import moment, people, plain
from app.exchange.mail.letter import Letter, LetterFile, Someone, bare_subject, same_subject
from app.exchange.mail.mime import read_eml
from app.exchange.mail.read import NotMail, kind_of
from app.exchange.mail.text import own_part, short, unflowed
from app.exchange.mail.tnef import read_tnef
from app.exchange.mail.writing import as_file


def read(text: str | bytes) -> Letter:
    data = text.encode() if isinstance(text, str) else text
    return read_eml(data)[0]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("=?utf-8?B?0J/RgNC40LLQtdGC?=", "Привет"),
        ("=?koi8-r?Q?=F0=D2=C9=D7=C5=D4?= =?koi8-r?Q?!?=", "Привет!"),
        # a letter of two bytes cut in two words
        ("=?utf-8?B?0J/R?= =?utf-8?B?gNC40LLQtdGC?=", "Привет"),
        ("=?windows-1251?B?z/Do4uXy?= and =?utf-8?q?caf=C3=A9?=", "Привет and café"),
        ("=?gb2312?B?xOO6ww==?=", "你好"),
        ("=?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは"),
        ("=?unknown-8bit?Q?caf=E9?=", "café"),
        ("=?utf-8?B?broken", "=?utf-8?B?broken"),
        ("=?utf-8*ru?Q?=D0=AF?=", "Я"),
        ("folded\r\n\tsubject", "folded subject"),
        (
            b"\xcf\xf0\xe8\xe2\xe5\xf2, \xe4\xf0\xf3\xe7\xfc\xff".decode("ascii", "surrogateescape"),
            "Привет, друзья",
        ),
        ("Приве́т".encode().decode("ascii", "surrogateescape"), "Приве́т"),
    ],
)
def test_headers_in_any_letters(raw, said):
    assert plain(raw) == said


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("a@b.example", [("", "a@b.example")]),
        ('"Brown, Peter" <a@b.example>, c@d.example', [("Brown, Peter", "a@b.example"), ("", "c@d.example")]),
        ("a@b.example (Peter Brown)", [("Peter Brown", "a@b.example")]),
        ("=?utf-8?B?0JjQstCw0L3QvtCyLCDQmNCy0LDQvQ==?= <a@b.example>", [("Иванов, Иван", "a@b.example")]),
        ("undisclosed-recipients:;", []),
        ("Friends: a@b.example, C <c@d.example>;", [("", "a@b.example"), ("C", "c@d.example")]),
        ("'Peter' <mailto:a@b.example>", [("Peter", "a@b.example")]),
        ('"a@b.example" <a@b.example>', [("", "a@b.example")]),
        ("Peter Brown", [("Peter Brown", "")]),
        ("a@b.example; c@d.example", [("", "a@b.example"), ("", "c@d.example")]),
        ("<@route,@other:a@b.example>", [("", "a@b.example")]),
        ('"Peter \\"Pete\\" B" <a@b.example>', [('Peter "Pete" B', "a@b.example")]),
        ("John Doe <jdoe@machine(comment).  example>", [("John Doe", "jdoe@machine.example")]),
        ("почта@пример.рф", [("", "почта@пример.рф")]),
    ],
)
def test_addresses_as_programs_write_them(raw, found):
    assert [(one.name, one.address) for one in people("to", raw)] == found


@pytest.mark.parametrize(
    ("raw", "utc"),
    [
        ("Mon, 16 Nov 2026 10:00:00 +0300", "2026-11-16T07:00"),
        ("16 Nov 26 10:00 GMT", "2026-11-16T10:00"),
        ("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T15:55"),
        ("2026-11-16T10:00:00+03:00", "2026-11-16T07:00"),
        ("Mon, 16 Nov 2026 10:00:00 +9999", "2026-11-16T10:00"),
        ("Tue, 31 Feb 2026 10:00:00 +0000", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Whenever", None),
        ("", None),
    ],
)
def test_dates(raw, utc):
    found = moment(raw)
    assert (found and found.isoformat(timespec="minutes")[:16]) == utc


def test_the_text_is_taken_from_html_where_there_is_none():
    letter = read(
        "Content-Type: text/html; charset=utf-8\n\n<html><head><title>no</title><style>p{}</style></head><body>"
        "<p>Привет,&nbsp;Анна</p><ul><li>раз<li>два</ul>line<br>line<blockquote>old<br>words</blockquote></body>"
    )
    assert letter.text == "Привет, Анна\n\n• раз\n• два\nline\nline\n\n> old\n> words"
    assert letter.html


def test_alternatives_are_one_text():
    letter = read(
        "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\nplain\n"
        "--x\nContent-Type: text/html\n\n<b>rich</b>\n--x\nContent-Type: text/calendar; method=REQUEST\n\n"
        "BEGIN:VCALENDAR\nEND:VCALENDAR\n--x--\n"
    )
    assert (letter.text, letter.html) == ("plain", "<b>rich</b>")
    assert [(file.media_type, file.name[-4:]) for file in letter.files] == [("text/calendar", ".ics")]


def test_enclosed_letters_are_files_and_signatures_are_said():
    letter, problems = read_eml(
        b"Date: Mon, 16 Nov 2026 10:00:00 +0300\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nsee below\n"
        b"--x\nContent-Type: message/rfc822\n\nSubject: Inner/one\n\ninner\n"
        b"--x\nContent-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nAAEC\n--x--\n"
    )
    assert letter.text == "see below"
    assert [(file.name, file.media_type) for file in letter.files] == [
        ("Inner one.eml", "message/rfc822"),
        ("smime.p7m", "application/pkcs7-mime"),
    ]
    assert letter.files[1].data == b"\x00\x01\x02"
    assert [each.code for each in problems] == ["sealed"]


@pytest.mark.parametrize(
    "header",
    [
        "Content-Disposition: attachment; filename*=utf-8''%D0%9F%D0%BB%D0%B0%D0%BD.pdf",
        "Content-Disposition: attachment; filename*0*=utf-8''%D0%9F%D0%BB;\n filename*1*=%D0%B0%D0%BD.pdf",
        'Content-Disposition: attachment; filename="=?utf-8?B?0J/Qu9Cw0L0ucGRm?="',
        'Content-Type: application/octet-stream; name="План.pdf"',
        "Content-Disposition: attachment; filename=План.pdf",
    ],
)
def test_names_of_files(header):
    letter = read(f"Content-Type: multipart/mixed; boundary=x\n\n--x\n{header}\n\n%PDF-1\n--x--\n")
    assert [file.name for file in letter.files] == ["План.pdf"]


def test_damaged_base64_gives_what_is_sound():
    coded = base64.b64encode(b"hello world, hello world").decode()
    letter = read(f"Content-Transfer-Encoding: base64\n\n{coded[:9]}!\n{coded[9:]}A\n")
    assert letter.text.startswith("hello world")


def test_flowed_lines_are_joined():
    assert unflowed("one \ntwo\n> quoted \n> more\n-- \nname") == "one two\n> quoted more\n-- \nname"


@pytest.mark.parametrize(
    "below",
    [
        "On Mon, 16 Nov 2026, Peter <a@b.example> wrote:\n> old",
        "пн, 16 нояб. 2026 г. в 10:00, Пётр <a@b.example>:\n> old",
        "16.11.2026 10:00, Пётр пишет:\n> old",
        "-----Original Message-----\nFrom: a\nold",
        "-------- Пересылаемое сообщение --------\nold",
        "________________________________\nОт: Пётр\nОтправлено: понедельник\nold",
        "From: Peter\nSent: Monday\nTo: Anna\nSubject: x\n\nold",
        "-- \nPeter",
    ],
)
def test_what_is_quoted_below_is_no_part_of_the_letter(below):
    assert own_part(f"Yes, I take two.\n\n{below}\n") == "Yes, I take two."


def test_plain_words_are_never_taken_for_quotations():
    text = "Price list:\n- one\n- two\n\nFrom: Moscow we send on Monday\nOn Friday I wrote you: nothing"
    assert own_part(text) == text
    assert short("> only quoted") == "> only quoted"


def test_subjects_of_one_letter():
    assert bare_subject("Re: FW: [wine] Отв: Цена") == "цена"
    assert same_subject("[list] Price", "Price")
    assert not same_subject("Price", "Delivery")


def test_pages_keep_what_is_harmless():
    page = safe_html(
        '<p style="color:red;background:url(http://x)">a</p><a href="https://x.example" onclick=x>b</a>'
        '<a href="javascript:x">c</a><a href="mailto:a@b">d</a><img src="cid:Logo"><img src="file:///etc/passwd" alt="e">'
        '<img src="data:image/svg+xml;base64,AAAA"><form action=x><input></form><div style="position:fixed">f</div>',
        [LetterFile("x.gif", "image/gif", b"GIF89a1", "logo")],
    )
    assert "url(" not in page
    assert "javascript" not in page
    assert "https://x.example" in page
    assert "mailto:a@b" in page
    assert 'src="data:image/gif;base64,' in page
    assert "file:" not in page
    assert "svg" not in page
    assert "position" not in page
    assert "form" not in page


def test_mailboxes_of_both_kinds():
    source = (
        b"From a@b Mon Nov 16 10:00:00 2026\nSubject: 1\n\nFrom here on\n>From there\n>>From far\n\n"
        b"From a@b Mon Nov 16 11:00:00 2026\nSubject: 2\n\nx\n"
    )
    found = list(mbox.letters(io.BytesIO(source), []))
    assert [line for line, _ in found] == [1, 8]
    assert read(found[0][1]).text == "From here on\nFrom there\n>From far"
    assert read(found[1][1]).subject == "2"


def attribute(level: int, tag: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, tag, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def test_winmail_within_a_letter_and_damaged():
    envelope = b"\x78\x9f\x3e\x22\x01\x00" + b"".join(
        [
            attribute(1, 0x00018004, "Тема\x00".encode("cp1251")),
            attribute(1, 0x00069007, struct.pack("<II", 1251, 0)),
            attribute(2, 0x00069002, b"\x00" * 14),
            attribute(2, 0x00018010, "отчёт.txt\x00".encode("cp1251")),
            attribute(2, 0x0006800F, b"numbers"),
        ]
    )
    letter, problems = read_tnef(envelope)
    assert problems == []
    assert letter.subject == "Тема"
    assert [(file.name, file.data) for file in letter.files] == [("отчёт.txt", b"numbers")]
    outer = read(
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\ntext\n--x\nContent-Type: application/ms-tnef; name=winmail.dat\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(envelope) + b"--x--\n"
    )
    assert (outer.text, [file.name for file in outer.files]) == ("text", ["отчёт.txt"])
    cut, problems = read_tnef(envelope[:-12] + b"\x02\x0f\x80\x06\x00\xff\xff\xff\x7f")
    assert cut.subject == "Тема"
    assert [each.code for each in problems] == ["tnef"]


def test_a_letter_within_another_comes_back():
    letter = Letter(
        message_id="a@b",
        subject="Тема",
        people=(Someone("from", "Пётр", "a@b.example"), Someone("to", "", "c@d.example")),
        at=dt.datetime(2026, 11, 16, 7, 0, tzinfo=dt.UTC),
        text="Привет",
        files=(LetterFile("a.txt", "text/plain", b"1"),),
    )
    file = as_file(letter)
    back = read(file.data)
    assert file.name == "Тема.eml"
    assert (back.subject, back.people, back.at, back.text, back.files[0].data) == (
        letter.subject,
        letter.people,
        letter.at,
        "Привет",
        b"1",
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"From: a@b\nSubject: x\n\nBEGIN:VCARD\nEND:VCARD\n", "eml"),
        (b"\xef\xbb\xbfFrom: a@b\r\nTo: c@d\r\n\r\nx", "eml"),
        ("From: a@b\nTo: c@d\nSubject: Ж\n\nx".encode("utf-16"), "eml"),
        (b"just some words\nin two lines\n", "eml"),
        (b"From a@b Mon Nov 16 10:00:00 2026\nSubject: x\n\ny", "mbox"),
        (b"\x78\x9f\x3e\x22\x01\x00", "tnef"),
        (b'{"name": "A", "type": "personal_chat", "messages": []}', "telegram"),
        ("[12.11.26, 14:05:01] Анна: Привет\n[12.11.26, 14:06:01] Иван: Да\n".encode(), "whatsapp"),
    ],
)
def test_kinds_are_told_by_content(content, kind, tmp_path):
    path = tmp_path / "anything.bin"
    path.write_bytes(content)
    assert kind_of(path) == kind


@pytest.mark.parametrize(
    "content", [b"name;phone\na;1\n", b"%PDF-1.4", b"", b"PK\x03\x04xx", b'{"a": 1}', b"BEGIN:VCALENDAR\n"]
)
def test_other_files_are_refused(content, tmp_path):
    path = tmp_path / "letter.eml"
    path.write_bytes(content)
    with pytest.raises(NotMail):
        kind_of(path)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Best\nJane\nphone: +44 20 7946 0018", ["+44 20 7946 0018"]),
        ("С уважением\nИван\nмоб. 8 (912) 345-67-89", ["8 (912) 345-67-89"]),
        ("8 912 345-67-89", ["8 912 345-67-89"]),
        ("ИНН 7701234567 р/с 40702810900000001234", []),
        ("order 12345678901 of 2026-11-16 10:00", []),
        ("> phone: +44 20 7946 0018", []),
    ],
)
def test_telephones_of_signatures(text, found):
    assert list(phones(text, region="RU")) == found
