"""Headers of many programs, in two languages and more, find their places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.domain.fields import BY_KEY, Store
from app.exchange import labels
from app.exchange.columns import map_columns
from app.exchange.contacts import DATE_LABELS, LABELS, MESSENGERS, RELATIONS, ContactRecord
from app.exchange.headers import recognise
from app.exchange.mapping import BY_TARGET
from app.exchange.read import read_contacts
from app.exchange.table_writer import columns, write_csv

_EXPECTED = {
    "First Name": "given",
    "firstname": "given",
    "FirstName": "given",
    "first_name": "given",
    "Vorname": "given",
    "Nachname": "surname",
    "Prénom": "given",
    "Nom de famille": "surname",
    "Отчество": "patronymic",
    "ФИО": "full_name",
    "Ф.И.О. клиента": "full_name",
    "Контактное лицо": "full_name",
    "Контрагент": "name",
    "ИНН": "tax_number",
    "КПП": "tax_reason",
    "Р/с": "account",
    "БИК": "bank_code",
    "Компания": "employer",
    "Organisation": "employer",
    "Account Name": "employer",
    "Job Title": "position",
    "Должность": "position",
    "E-mail": "email",
    "EMAIL ADDRESS": "email",
    "Эл. почта": "email",
    "Рабочий email": "email work",
    "Secondary Email": "email other",
    "Mobile No.": "phone mobile",
    "Моб. телефон": "phone mobile",
    "Телефон (рабочий)": "phone work",
    "Рабочий мобильный телефон": "phone work_mobile",
    "☎ Contact": "phone",
    "Телфон": "phone",
    "Business Fax": "phone work_fax",
    "WhatsApp": "messenger whatsapp",
    "Телеграм": "messenger telegram",
    "Контакт Telegram": "messenger telegram",
    "Частный e-mail": "email home",
    "Номер факса": "phone fax",
    "Home Street": "address.street home",
    "Город (раб. адрес)": "address.city work",
    "ZipCode": "address.postcode",
    "Work ZipCode": "address.postcode work",
    "Почтовый индекс": "address.postcode",
    "Юридический адрес": "address legal",
    "Дата рождения": "birth",
    "DOB": "birth",
    "Birth Year": "birth.year",
    "Anniversary": "date.anniversary",
    "Супруг(а)": "relative.spouse",
    "Дети": "relative.child",
    "Теги": "tags",
    "Group Membership": "tags",
    "LeadSource": "source",
    "Ответственный": "responsible",
    "Sales Rep": "responsible",
    "Примечание 3": "note",
    "Number of employees": "size",
    "Хобби": "hobby",
    "Краткое имя эл. почты": "ignore",
    "Phone 3 - Value": "phone",
    "E-mail 2 - Type": "email.label",
    "Address 1 - Postal Code": "address.postcode",
    "Organization 1 - Title": "position",
    "Event 1 - Value": "date",
}
#: about somebody or something else
_OWN = (
    "Mum-email",
    "Sister-City",
    "Secondary Contact First Name",
    "Lead Status",
    "utm_source",
    "Дата закрытия",
    "uid",
    "Organization 2 - Name",
)


def test_known_headers() -> None:
    found = {}
    for header in _EXPECTED:
        guess = recognise(header)
        found[header] = f"{guess.target} {guess.label}".strip() if guess else ""
    assert found == _EXPECTED


@pytest.mark.parametrize("header", _OWN)
def test_headers_that_say_nothing_of_this_contact(header: str) -> None:
    guess = recognise(header)
    assert guess is None or guess.target == "own"


def test_all_columns_of_russian_outlook(shared: Path, tmp_path: Path) -> None:
    text = (shared / "interop" / "headers.txt").read_text(encoding="utf-8")
    header = re.search(r'^"Обращение".*$', text, re.MULTILINE)
    assert header
    names = header.group().strip('"').split('","')
    said = dict.fromkeys(names, "")
    said |= {
        "Обращение": "г-н", "Имя": "Олег", "Отчество": "Петрович", "Фамилия": "Орлов", "Организация": "Завод",
        "Улица (раб. адрес)": "Лесная, 5", "Улица 2 (раб. адрес)": "стр. 2", "Город (раб. адрес)": "Тула", "Рабочий телефон": "+7 4872 11-11-11",
        "Телефон переносной": "+7 916 111-11-11", "Важность": "Обычная", "Годовщина": "0.0.00", "День рождения": "17.05.1980",
        "Категории": "VIP;Завод", "Пол": "Не определен", "Частное": "Ложь", "Адрес эл. почты": "oleg@example.com",
        "Тип эл. почты": "SMTP", "Краткое имя эл. почты": "Олег Орлов (oleg@example.com)", "Супруг(а)": "Анна",
    }  # fmt: skip
    path = tmp_path / "outlook.csv"
    rows = [",".join(f'"{cell}"' for cell in line) for line in (names, said.values())]
    path.write_bytes("\r\n".join(rows).encode("cp1251"))
    result = read_contacts(path)
    record = result.records[0]
    assert (result.encoding, result.problems, len(result.header)) == ("cp1251", (), len(names))
    assert (record.prefix, record.given, record.patronymic, record.surname) == (
        "г-н",
        "Олег",
        "Петрович",
        "Орлов",
    )
    assert [(channel.kind, channel.label, channel.value) for channel in record.channels] == [
        ("address", "work", "Лесная, 5 стр. 2, Тула"),
        ("phone", "work", "+7 4872 11-11-11"),
        ("phone", "mobile", "+7 916 111-11-11"),
        ("email", "", "oleg@example.com"),
    ]
    assert record.birth is not None
    assert (record.birth.year, record.tags, record.relatives[0].name) == (1980, ("VIP", "Завод"), "Анна")
    assert (record.dates, record.columns, record.raw) == ((), (), ())


def test_each_column_of_each_known_layout_is_mapped_or_kept(shared: Path) -> None:
    text = (shared / "interop" / "headers.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.count(",") + line.count(";") > 10:
            names = [name.strip().strip('"') for name in re.split(r"[,;]", line)]
            assert {column.target for column in map_columns(names, []).columns} <= set(BY_TARGET)


def test_title_is_a_prefix_beside_a_job_title() -> None:
    targets = [column.target for column in map_columns(["Title", "First Name", "Job Title"], []).columns]
    assert targets == ["prefix", "given", "position"]
    assert [column.target for column in map_columns(["First Name", "Title"], []).columns] == [
        "given",
        "position",
    ]


def test_german_thunderbird_parts_the_birthday() -> None:
    header = ["Vorname", "Geburtsjahr", "Geburtsmonat", "Geburtstag"]
    targets = [column.target for column in map_columns(header, []).columns]
    assert targets == ["given", "birth.year", "birth.month", "birth.day"]


def test_a_name_is_shown_in_the_order_of_its_language(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for header, row, title in (
        ("Имя,Фамилия,Отчество", "Олег,Орлов,Петрович", "Олег Петрович Орлов"),
        ("Фамилия,Имя,Отчество", "Орлов,Олег,Петрович", "Орлов Олег Петрович"),
        ("First Name,Last Name,Middle Name", "John,Doe,Q.", "John Q. Doe"),
    ):
        path.write_text(f"{header}\n{row}\n", encoding="utf-8")
        assert read_contacts(path).records[0].title == title


def test_unknown_headers_are_told_by_content() -> None:
    rows = [
        ["a@b.ru", "+7 916 111-11-11", "https://a.ru", "x1", "12345678"],
        ["c@d.ru", "8 (495) 222-22-22", "www.b.ru", "x2", "12345679"],
    ]
    targets = [column.target for column in map_columns(["K1", "K2", "K3", "K4", "campaign_id"], rows).columns]
    assert targets == ["email", "phone", "site", "own", "own"]


def test_google_cells_with_several_values(tmp_path: Path) -> None:
    path = tmp_path / "google.csv"
    path.write_text(
        "Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value\n"
        "Анна,* myContacts ::: * starred ::: Завод,* Work,a@b.ru ::: c@d.ru,Mobile,+7 916 1 ::: +7 916 2\n",
        encoding="utf-8",
    )
    record = read_contacts(path).records[0]
    assert record.tags == ("myContacts", "starred", "Завод")
    assert [(one.value, one.label, one.preferred) for one in record.channels] == [
        ("a@b.ru", "work", True),
        ("c@d.ru", "work", False),
        ("+7 916 1", "mobile", False),
        ("+7 916 2", "mobile", False),
    ]


class _Russian:
    """The Russian of this area's own fragment, without the compiled catalogue."""

    code = "ru"

    def __init__(self) -> None:
        folder = Path(__file__).resolve().parents[3] / "resources" / "translations" / "ru"
        pairs = re.findall(
            r'^msgid "(.+)"\nmsgstr "(.+)"$',
            (folder / "exchange.po").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
        self._said = dict(pairs)

    def __call__(self, text: str, /, **values: object) -> str:
        said = self._said.get(text, text)
        return said.format(**values) if values else said


def test_russian_words_of_labels_lead_back_to_their_codes() -> None:
    russian = _Russian()
    for say in (russian, str):
        assert [labels.label(say(text)) for text in LABELS.values()] == list(LABELS)
        assert [labels.relation(say(text)) for text in RELATIONS.values()] == list(RELATIONS)
        assert [labels.day(say(text)) for text in DATE_LABELS.values()] == list(DATE_LABELS)
        assert [labels.messenger(say(text)) for text in MESSENGERS.values()] == list(MESSENGERS)


def test_every_field_has_a_header_that_is_understood() -> None:
    keys = [field.key for field in BY_KEY.values() if field.store is Store.FACT]
    record = ContactRecord(facts=tuple((key, "x") for key in keys))
    for say in (_Russian(), lambda text, /, **values: text.format(**values)):
        made = columns([record], say)
        found = [guess.target for column in made if (guess := recognise(column.header))]
        assert len(found) == len(made)
        assert set(keys) <= set(found)


def test_a_russian_export_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    source = tmp_path / "source.vcf"
    source.write_text(
        "BEGIN:VCARD\nVERSION:4.0\nN:Орлов;Олег;Петрович;;\nFN:Олег Орлов\nTEL;TYPE=work:+7 495 1\nIMPP:telegram:@orlov\nGENDER:M\n"
        "ADR;TYPE=home:;;Лесная;Тула;;300000;Россия\nBDAY:--0229\nANNIVERSARY:20100612\nRELATED;TYPE=spouse;VALUE=text:Анна\n"
        "NOTE:Любит чай\nCATEGORIES:VIP\nEND:VCARD\n",
        encoding="utf-8",
    )
    records = read_contacts(source).records
    write_csv(path, records, tr=_Russian())
    back = read_contacts(path)
    assert back.delimiter == ";"
    assert "Телефон 1 - Вид" in back.header
    assert back.records[0].channels == tuple(
        sorted(records[0].channels, key=lambda one: ("phone", "messenger", "address").index(one.kind))
    )
    assert (back.records[0].birth, back.records[0].dates, back.records[0].relatives) == (
        records[0].birth,
        records[0].dates,
        records[0].relatives,
    )
    assert back.records[0].columns == (("gender", "male"), ("note", "Любит чай"))
