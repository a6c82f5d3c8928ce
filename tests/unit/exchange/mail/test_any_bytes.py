"""Whatever bytes come, readers of letters neither raise nor hang."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.mail import mbox, rtf
from app.exchange.mail.clean import safe_html
from app.exchange.mail.headers import message_ids, moment, people, plain
from app.exchange.mail.mime import read_eml
from app.exchange.mail.outlook import read_msg
from app.exchange.mail.read import open_messages
from app.exchange.mail.text import own_part, short, text_of_html, unflowed
from app.exchange.mail.tnef import read_tnef
from app.exchange.mail.writing import as_file

WORDS = st.sampled_from(
    [
        b"From: ",
        b"To: ",
        b"Subject: ",
        b"Date: ",
        b"Content-Type: ",
        b"multipart/mixed; boundary=x",
        b"text/plain",
        b"text/html; charset=utf-7",
        b"; charset=",
        b"punycode",
        b"koi8-r",
        b"=?utf-8?B?",
        b"?=",
        b"=?x?Q?=",
        b"\r\n",
        b"\n",
        b"\n\n",
        b"--x",
        b"--x--",
        b"message/rfc822",
        b"Content-Transfer-Encoding: base64",
        b"<a@b>",
        b",",
        b";",
        b"(",
        b")",
        b'"',
        b"\\",
        b"\xff\xfe",
        b"\xd0\x90",
        b"\x00",
        b"filename*0*=utf-8''%D0",
        b"name=",
        b"begin 644 x\n",
        b"Content-Disposition: attachment; ",
        b"From x@y Mon Jan  1 10:00:00 2020\n",
        b" ",
        b"\t",
        b"format=flowed",
    ]
)
MAIL = st.lists(st.one_of(WORDS, st.binary(max_size=12)), max_size=60).map(b"".join)
PAGE = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<",
                ">",
                "<div>",
                "</div>",
                "<!--",
                "-->",
                "<script>",
                "<a href=",
                "'",
                '"',
                "<img src=x onerror=",
                "<style>",
                "&#",
                "&lt;",
                "<svg>",
                "<table><tr><td>",
                "<blockquote>",
                "<![CDATA[",
                "javascript:",
                "url(http://x)",
                "<p",
                " style=",
                "<base href=//x>",
                "<meta http-equiv=refresh>",
                "<form>",
                "<iframe src=//x>",
                "cid:x",
                "data:",
            ]
        ),
        st.text(max_size=6),
    ),
    max_size=50,
).map("".join)
RTF = st.lists(
    st.one_of(
        st.sampled_from(
            [
                b"{",
                b"}",
                b"\\rtf1",
                b"\\fromhtml1",
                b"\\*\\htmltag",
                b"\\'d0",
                b"\\u1040",
                b"\\u-10240",
                b"\\uc99 ",
                b"\\bin9",
                b"\\par",
                b"\\htmlrtf ",
                b"\\htmlrtf0 ",
                b"\\fonttbl",
                b"\\fcharset204",
                b"\\f0",
                b"\\ansicpg1251",
                b"\\",
            ]
        ),
        st.binary(max_size=5),
    ),
    max_size=60,
).map(b"".join)


@given(MAIL)
def test_eml(data):
    letter, _ = read_eml(data)
    assert letter.identity
    assert letter.thread is not None
    as_file(letter)


@given(MAIL)
def test_mailbox(data):
    for _, each in mbox.letters(io.BytesIO(data), []):
        read_eml(each)


@given(st.binary(max_size=400))
def test_envelope(data):
    read_tnef(b"\x78\x9f\x3e\x22\x01\x00" + data)
    read_tnef(data)


@given(st.binary(max_size=300))
def test_msg(data):
    read_msg(data)
    read_msg(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data)


@given(RTF)
def test_rtf(data):
    rtf.text_of(data)
    rtf.page_of(data)
    rtf.unpacked(b"\x00\x01\x00\x00\x00\x10\x00\x00LZFu\x00\x00\x00\x00" + data)


@given(st.text())
def test_headers(text):
    plain(text)
    list(people("to", text))
    message_ids(text)
    moment(text)


@given(st.text(alphabet=" >\n-abOnв:FromSent*_wrote", max_size=200))
def test_quotations(text):
    own_part(text)
    assert len(short(text, 40)) <= 41
    unflowed(text)


@given(PAGE)
def test_pages_are_safe(source):
    text_of_html(source)
    safe = safe_html(source)
    assert not re.search(r"(?i)<(?:script|form|iframe|object|embed|style|base|meta|link|svg)\b", safe)
    assert not re.search(
        r"(?i)<[^>]*\s(?:on\w+|src|background)\s*=\s*[\"']?(?!data:image/(?:png|jpeg|gif|bmp))", _tags(safe)
    )
    assert not re.search(r"(?i)href=\"(?!https?:|mailto:|tel:)", safe)


def _tags(page: str) -> str:
    """Return a page without its texts and without the values of other attributes."""
    return re.sub(
        r'\s(?:style|title|alt|href|name|lang|dir|align|valign|color|face|width|height|bgcolor)="[^"]*"',
        "",
        page,
    )


BOMBS = {
    "nested parts": b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
    "nested letters": b"Content-Type: message/rfc822\n\n" * 3000,
    "many parts": b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nhello\n" * 20_000,
    "brackets": b"From: " + b"(" * 100_000 + b"\n\n",
    "quotes": b"To: " + b'"a" <' * 50_000 + b"\n\n",
    "addresses": b"To: " + b"a@b.example, " * 50_000 + b"\n\n",
    "encoded words": b"Subject: " + b"=?utf-8?Q?a?= " * 50_000 + b"\n\n",
    "half words": b"Subject: " + b"=?utf-8?Q?" * 50_000 + b"\n\n",
    "continued": b"Content-Type: text/plain" + b"".join(b"; name*%d*=a" % n for n in range(5000)) + b"\n\nx",
    "parameters": b"Content-Type: multipart/mixed" + b';"' * 50_000 + b"\n\nx",
    "long line": b"Subject: " + b"a" * 3_000_000 + b"\n\nx",
    "page": b"Content-Type: text/html\n\n" + b"<div><b><i><font>" * 20_000,
    "comments": b"Content-Type: text/html\n\n" + b"<!--" * 100_000,
    "flowed": b"Content-Type: text/plain; format=flowed\n\n" + b"word \n" * 50_000,
    "charset": b"Content-Type: text/plain; charset=punycode\n\n" + b"a-" * 100_000,
    "spaces": b"Subject:" + b" " * 1_000_000 + b"\n\n",
    "postmarks": b"From x@y\nA: b\n\n" * 5000,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_letters_made_to_do_harm_take_no_time(name, tmp_path):
    path = tmp_path / "bomb.eml"
    path.write_bytes(BOMBS[name])
    letters = list(open_messages(path).letters())
    assert letters
