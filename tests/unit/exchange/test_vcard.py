"""vCards of all versions, as phones and programs write them and break them."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from app.exchange.contacts import AddressParts, ContactRecord, DateValue, RelativeValue
from app.exchange.read import read_contacts


def _cards(tmp_path: Path, text: str | bytes) -> tuple[list[ContactRecord], list[str]]:
    path = tmp_path / "a.vcf"
    path.write_bytes(text if isinstance(text, bytes) else text.replace("\n", "\r\n").encode())
    result = read_contacts(path)
    assert result.read == len(result.records)
    return list(result.records), [problem.code for problem in result.problems]


def _card(tmp_path: Path, body: str | bytes) -> ContactRecord:
    data = body if isinstance(body, bytes) else body.encode()
    records, _ = _cards(tmp_path, b"BEGIN:VCARD\nVERSION:3.0\n" + data + b"\nEND:VCARD\n")
    assert len(records) == 1
    return records[0]


def test_quoted_printable_with_soft_breaks(tmp_path: Path) -> None:
    quoted = "".join(f"={byte:02X}" for byte in "Пётр Щукин".encode())
    body = f"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{quoted[:31]}=\n{quoted[31:]}=\n\nTEL;CELL:+7916"
    record = _card(tmp_path, body)
    assert (record.name, record.channels[0].label) == ("Пётр Щукин", "mobile")


def test_each_property_has_its_own_charset(tmp_path: Path) -> None:
    body = (
        b"N;CHARSET=windows-1251:"
        + "Щукин;Пётр".encode("cp1251")
        + b"\nNOTE;CHARSET=koi8-r:"
        + "друг".encode("koi8-r")
    )
    record = _card(tmp_path, body)
    assert (record.surname, record.given, record.column("note")) == ("Щукин", "Пётр", "друг")


def test_bytes_without_a_charset_are_told_by_their_letters(tmp_path: Path) -> None:
    assert _card(tmp_path, "FN:Мария Кузнецова".encode("cp1251")).name == "Мария Кузнецова"


def test_folding_in_the_middle_of_a_letter(tmp_path: Path) -> None:
    data = "FN:Пётр".encode()
    assert _card(tmp_path, data[:5] + b"\n " + data[5:]).name == "Пётр"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("BDAY:1985-04-12", (1985, 4, 12)),
        ("BDAY:19850412", (1985, 4, 12)),
        ("BDAY:1985-04-12T00:00:00Z", (1985, 4, 12)),
        ("BDAY:--0229", (None, 2, 29)),
        ("BDAY:--02-29", (None, 2, 29)),
        ("BDAY:1985-04", (1985, 4, None)),
        ("BDAY:1985", (1985, None, None)),
        ("BDAY:---12", (None, None, 12)),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", (None, 2, 29)),
        ("BDAY;VALUE=date:12.04.1985", (1985, 4, 12)),
    ],
)
def test_birthdays(tmp_path: Path, written: str, date: tuple[int | None, ...]) -> None:
    assert _card(tmp_path, f"FN:X\n{written}").birth == DateValue("birth", *date)


def test_a_birthday_that_is_no_date_is_kept(tmp_path: Path) -> None:
    record = _card(tmp_path, "FN:X\nBDAY:circa 1800")
    assert (record.birth, record.raw) == (None, (("BDAY", "circa 1800"),))


def test_apple_groups_and_labels(tmp_path: Path) -> None:
    record = _card(
        tmp_path,
        "N:Doe;John;;;\nFN:John Doe\nitem1.TEL:1-1\nitem1.X-ABLabel:_$!<Assistant>!$_\nitem2.X-ABDATE:2010-06-12\n"
        "item2.X-ABLabel:_$!<Anniversary>!$_\nitem3.X-ABRELATEDNAMES:Ann\nitem3.X-ABLabel:_$!<Spouse>!$_\n"
        "item4.ADR;TYPE=HOME,pref:;;Main St\\, 5;Leeds;;LS1;UK\nitem4.X-ABADR:gb\nitem5.URL:http\\://a.b\nitem5.X-ABLabel:Дача",
    )
    phone, address, site = record.channels
    assert phone.label == "assistant"
    assert (address.preferred, address.parts) == (True, AddressParts("Main St, 5", "Leeds", "", "LS1", "UK"))
    assert (site.value, site.label) == ("http://a.b", "Дача")
    assert record.dates == (DateValue("anniversary", 2010, 6, 12),)
    assert record.relatives == (RelativeValue("spouse", "Ann"),)
    assert record.raw == (("item4.X-ABADR", "gb"),)


def test_messengers_in_every_spelling(tmp_path: Path) -> None:
    record = _card(
        tmp_path,
        "FN:X\nIMPP;X-SERVICE-TYPE=Telegram:x-apple:orlov\nIMPP:xmpp:a@b.c\nX-SKYPE:orlov.oleg\nX-ICQ;TYPE=HOME:123456\n"
        "X-SOCIALPROFILE;TYPE=twitter:https://twitter.com/x\nIMPP:skype:me",
    )
    assert [(one.label, one.value) for one in record.channels] == [
        ("telegram", "orlov"),
        ("jabber", "a@b.c"),
        ("skype", "orlov.oleg"),
        ("icq", "123456"),
        ("twitter", "https://twitter.com/x"),
        ("skype", "me"),
    ]


def test_photos_of_three_versions(tmp_path: Path) -> None:
    data = bytes(range(256)) * 2
    text = base64.b64encode(data).decode()
    folded = "\n ".join(text[place : place + 60] for place in range(0, len(text), 60))
    for head in ("PHOTO;ENCODING=b;TYPE=JPEG:", "PHOTO;JPEG;BASE64:", "PHOTO:data:image/jpeg;base64,"):
        assert _card(tmp_path, f"FN:X\n{head}{folded}\n").photo == data
    unfolded = "\n".join(text[place : place + 60] for place in range(0, len(text), 60))
    assert _card(tmp_path, f"FN:X\nPHOTO;BASE64:{unfolded}\n").photo == data
    assert _card(tmp_path, "FN:X\nPHOTO;VALUE=URI:http://a.b/c.jpg").raw == (
        ("PHOTO;VALUE=URI", "http://a.b/c.jpg"),
    )


def test_people_and_organisations(tmp_path: Path) -> None:
    assert _card(tmp_path, "KIND:org\nFN:Acme\nORG:Acme").kind == "organisation"
    assert _card(tmp_path, "FN:ООО «Ромашка»").kind == "organisation"
    assert _card(tmp_path, "X-ABShowAs:COMPANY\nFN:Acme\nORG:Acme\nN:;;;;").name == "Acme"
    person = _card(tmp_path, "FN:Олег Петрович Орлов")
    assert (person.kind, person.surname, person.given, person.patronymic) == (
        "person",
        "Орлов",
        "Олег",
        "Петрович",
    )


def test_unknown_properties_and_other_languages_are_kept(tmp_path: Path) -> None:
    record = _card(
        tmp_path,
        "FN:X\nX-CUSTOM;TYPE=a,b:v\\,1\nGEO:1.5;2.5\nTITLE;ALTID=1;LANGUAGE=en:Boss\nTITLE;ALTID=1;LANGUAGE=ru:Шеф\nX-messaging/gadu-All:452342",
    )
    assert record.position == "Boss"
    assert record.raw == (
        ('X-CUSTOM;TYPE="a,b"', "v\\,1"),
        ("GEO", "1.5;2.5"),
        ("TITLE;ALTID=1;LANGUAGE=ru", "Шеф"),
    )
    assert record.channels[0].label == "gadugadu"


def test_a_missing_end_and_an_agent(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\nFN:Первый\nBEGIN:VCARD\nFN:Второй\nAGENT:\nBEGIN:VCARD\nFN:Секретарь\nEND:VCARD\nTEL:12345\nEND:VCARD\n"
        "мусор\nbegin:vcard\nfn:Третий\n"
    )
    records, codes = _cards(tmp_path, text)
    assert [(record.line, record.title) for record in records] == [
        (1, "Первый"),
        (3, "Второй"),
        (12, "Третий"),
    ]
    assert records[1].channels[0].value == "12345"
    assert sorted(codes) == ["nested", "outside", "unclosed", "unclosed"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r", b"\r\r\n"])
def test_line_ends(tmp_path: Path, end: bytes) -> None:
    lines = [b"BEGIN:VCARD", b"FN:John", b" ny Doe", b"TEL:12345", b"END:VCARD", b""]
    records, _ = _cards(tmp_path, end.join(lines))
    assert [(record.title, record.channels[0].value) for record in records] == [("Johnny Doe", "12345")]


def test_delivery_labels_go_to_their_addresses(tmp_path: Path) -> None:
    record = _card(
        tmp_path, "FN:X\nADR;WORK:;;Main 5;Leeds;;;\nLABEL;WORK:Main 5\\nLeeds\nLABEL;HOME:Elm 1\\nYork"
    )
    assert [(one.label, one.value) for one in record.channels] == [
        ("work", "Main 5, Leeds"),
        ("home", "Elm 1\nYork"),
    ]
    assert record.raw == (("LABEL;TYPE=WORK", "Main 5\\nLeeds"),)
