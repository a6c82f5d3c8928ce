"""What is exported holds everything, opens safely, and comes back the same."""

from __future__ import annotations

import csv
import gettext
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.errors import BadInput
from app.exchange.contacts import ContactRecord
from app.exchange.faults import FileUnwritable
from app.language import Translator, translator
from app.models.base import Base
from app.models.database import create
from app.models.faults import Gone
from app.office import Office
from app.paths import user_paths
from app.queries import exports as reads
from app.services import card_rows, customers, exports, importing, interactions, merging, settings
from app.services.records import record_of
from tests.store.test_import import ANNA, email, imported, live, person, phone, source
from tests.store.test_import import ContactRecord as Record

ENGLISH = Translator("en", gettext.NullTranslations())


@pytest.fixture
def other(tmp_path: Path, clock: Any) -> Iterator[Office]:
    """An empty database of nobody."""
    made = Office(create(tmp_path / "other.rapport"), clock)
    yield made
    made.close()


def records(office: Office) -> list[ContactRecord]:
    """All cards, in the same order whatever the ids are."""
    found = office.ask(lambda reading: list(exports.records(reading)))
    return sorted((canonical(record) for record in found), key=lambda record: record.uid)


def canonical(record: ContactRecord) -> ContactRecord:
    """Give what has no order one."""
    lists = ("channels", "dates", "relatives", "facts", "columns", "tags", "raw")
    return record._replace(**{name: tuple(sorted(set(getattr(record, name)), key=repr)) for name in lists})


def read_in(office: Office, *paths: Path) -> importing.ImportPlan:
    opened = office.ask(importing.open_sources, paths=paths)
    plan: importing.ImportPlan = office.ask(importing.plan, sources=opened.sources)
    importing.run(office, plan=plan)
    return plan


FORMATS = [
    ("a.vcf", "3.0", "en"),
    ("a.vcf", "4.0", "en"),
    ("a.csv", "", "en"),
    ("a.csv", "", "ru"),
    ("a.xlsx", "", "ru"),
]


@pytest.mark.parametrize(("name", "version", "language"), FORMATS)
def test_what_is_exported_comes_back_the_same(
    office: Office, other: Office, tmp_path: Path, name: str, version: str, language: str
) -> None:
    odd = person("=Формула", "+7", channels=(phone("-1 800 FLOWERS"), email("a.b@x.org")), tags=("a;b", "=c"))
    firm = Record(
        kind="organisation", name="ООО «Ромашка, и Ко»", uid="9", facts=(("tax_number", "7701234567"),)
    )
    bare = person(channels=(email("only@mail.org"),))
    imported(office, source(ANNA, odd, firm, bare))
    path = tmp_path / name
    tr = translator(language, user_paths().translations)
    assert office.ask(exports.contacts, path=path, tr=tr, version=version or "3.0") == 4
    plan = read_in(other, path)
    assert (plan.created, plan.merged, plan.skipped) == (4, 0, 0)
    assert records(other) == records(office)


def test_the_chosen_customers_in_the_chosen_order(office: Office, tmp_path: Path) -> None:
    imported(office, source(person("Ким", "Ли"), person("Пак", "Ён"), person("Цой", "Вик")))
    kim, pak, _ = (row.id for row in live(office))
    path = tmp_path / "two.csv"
    office.ask(exports.contacts, path=path, tr=ENGLISH, ids=[pak, kim])
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert [row["Surname"] for row in rows] == ["Пак", "Ким"]


def test_customers_in_the_trash_are_not_exported(office: Office) -> None:
    imported(office, source(person("Ким", "Ли"), person("Пак", "Ён")))
    office.do(customers.trash, ids=[live(office)[0].id])
    assert [record.surname for record in records(office)] == ["Пак"]


def test_the_shown_name_of_a_file_is_kept_until_the_name_is_edited(office: Office) -> None:
    imported(office, source(person("Brown", "Thomas", name="Dr. Thomas Q. Brown")))
    assert records(office)[0].name == "Dr. Thomas Q. Brown"
    office.do(customers.edit, customer_id=live(office)[0].id, values={"surname": "Black"})
    assert records(office)[0].name == "Thomas Black"


def test_a_format_that_is_not_known_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        office.ask(exports.contacts, path=tmp_path / "a.pdf", tr=ENGLISH)


def test_a_file_that_cannot_be_written_says_so_and_the_old_one_stays(office: Office, tmp_path: Path) -> None:
    imported(office, source(ANNA))
    for name in ("a.csv", "a.xlsx", "a.vcf"):
        with pytest.raises(FileUnwritable) as caught:
            office.ask(exports.contacts, path=tmp_path / "no" / name, tr=ENGLISH)
        assert caught.value.values == {"file": name, "reason": "No such file or directory"}
    path = tmp_path / "a.vcf"
    path.write_text("old")

    def broken(_done: int, _total: int) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        office.ask(exports.contacts, path=path, tr=ENGLISH, progress=broken)
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".a")] == []


@pytest.fixture
def anna_known(office: Office) -> int:
    """A customer of whom every table says something."""
    imported(office, source(ANNA, person("Ким", "Ли")))
    anna, kim = (row.id for row in live(office))
    office.do(interactions.log, customer_id=anna, text="спросила цену", minutes=5)
    office.do(customers.set_fact, customer_id=anna, key="wine", value="Саперави", origin="told")
    office.do(card_rows.add, kind="needs", customer_id=anna, values={"text": "скорый ответ"})
    office.do(card_rows.add, kind="links", customer_id=kim, values={"other_id": anna, "kind": "friend"})
    office.do(card_rows.set_consent, customer_id=anna, channel="email", topic="news", state="refused")
    return anna


def test_all_of_one_customer_in_one_archive(office: Office, tmp_path: Path, anna_known: int) -> None:
    path = tmp_path / "anna.zip"
    office.ask(exports.customer, customer_id=anna_known, path=path, tr=ENGLISH)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        document = json.loads(archive.read("customer.json"))
        text = archive.read("customer.txt").decode()
        picture = next(name for name in names if name.startswith("files/"))
        assert archive.read(picture) == ANNA.photo
    assert document["customers"][0]["surname"] == "Орлова"
    assert {"channels", "facts", "needs", "links", "consents", "interactions", "step_rows"} <= document.keys()
    for said in (
        "8 (912) 345-67-89",
        "Саперави",
        "скорый ответ",
        "спросила цену",
        "Ким Ли",
        "refused",
        "сад",
        "Размер",
    ):
        assert said in text
    assert "Logged a contact with Орлова Анна Петровна" in text
    office.ask(exports.customer, customer_id=anna_known, path=tmp_path / "anna.json", tr=ENGLISH)
    assert json.loads((tmp_path / "anna.json").read_text(encoding="utf-8"))["files"][0]["data"]
    with pytest.raises(Gone):
        office.ask(exports.customer, customer_id=99, path=path, tr=ENGLISH)


def test_everything_is_in_the_archive(office: Office, tmp_path: Path, anna_known: int) -> None:
    path = tmp_path / "all.zip"
    written = office.ask(exports.everything, path=path)
    inner = {"customer_search", "name_words", "words", "attachment_data"}
    counted = 0
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for table in Base.metadata.sorted_tables:
            if table.name in inner:
                continue
            text = archive.read(f"{table.name}.csv").decode("utf-8-sig")
            rows = list(csv.DictReader(io.StringIO(text)))
            expected = office.ask(lambda work, t=table: work.value(sa.select(sa.func.count()).select_from(t)))
            assert len(rows) == expected, table.name
            counted += len(rows)
            if table.name == "interactions":
                assert rows[0]["text"] == "спросила цену"
        assert [archive.read(name) for name in archive.namelist() if name.startswith("files/")] == [
            ANNA.photo
        ]
    assert written == counted


def test_tables_are_read_on_without_offset(office: Office) -> None:
    imported(office, source(*(person(f"Имя{at}", "Анна", tags=("a", "b")) for at in range(7))))

    def read(name: str, chunk: int) -> Callable[[Any], list[Any]]:
        return lambda reading: [tuple(row) for row in reads.table_rows(reading, name=name, chunk=chunk)]

    for name in ("customers", "customer_tags", "meta"):
        assert office.ask(read(name, 3)) == office.ask(read(name, 1000))
    assert len(office.ask(read("customer_tags", 3))) == 14


def contact_files(shared: Path) -> list[tuple[Path, dict[str, str]]]:
    manifest = csv.DictReader(
        io.StringIO((shared / "interop" / "MANIFEST.csv").read_text(encoding="utf-8-sig"))
    )
    kinds = {"vcard", "csv", "xlsx", "xls", "ods"}
    return [(shared / "interop" / row["path"], row) for row in manifest if row["kind"] in kinds]


def test_the_files_of_other_programs_are_accounted_for(shared: Path, other: Office) -> None:
    files = contact_files(shared)
    opened = other.ask(importing.open_sources, paths=[path for path, _ in files])
    plan: importing.ImportPlan = other.ask(importing.plan, sources=opened.sources)
    read = {each.file: each for each in plan.files}
    for path, row in files:
        counted = read.get(str(path))
        if row["use"] == "count" and row["expected_count"]:
            assert counted is not None, path
            assert counted.read == int(row["expected_count"]), path
            assert counted.read == counted.created + counted.merged + counted.skipped, path
    importing.run(other, plan=plan)
    assert plan.created == len(live(other)) > 10_000


@pytest.mark.parametrize(("name", "version"), [("all.vcf", "4.0"), ("all.vcf", "3.0"), ("all.csv", "")])
def test_the_files_of_other_programs_come_back_the_same(
    shared: Path, other: Office, tmp_path: Path, clock: Any, name: str, version: str
) -> None:
    paths = [path for path, row in contact_files(shared) if 0 < int(row["expected_count"] or 0) <= 150]
    read_in(other, *paths)
    before = {record.uid: record for record in records(other)}
    assert len(before) > 200
    other.ask(exports.contacts, path=tmp_path / name, tr=ENGLISH, version=version or "3.0")
    back = Office(create(tmp_path / "back.rapport"), clock)
    again = read_in(back, tmp_path / name)
    after = {record.uid: record for record in records(back)}
    back.close()
    # nameless cards of one mailbox may be joined in the order of another file: then one holds all of them
    lost = before.keys() - after.keys()
    assert again.skipped == 0
    assert len(lost) == again.merged <= 3
    holders = {
        uid for uid, record in after.items() if lost & {value for key, value in record.raw if key == "uid"}
    }
    assert {uid for uid in after if after[uid] != before[uid]} <= holders


def test_a_record_of_a_card_joins_that_card_and_adds_nothing(office: Office) -> None:
    imported(office, source(ANNA))
    (card,) = office.ask(reads.whole, ids=[live(office)[0].id])
    assert imported(office, source(record_of(card))).step is None


@pytest.fixture
def merged(office: Office) -> int:
    """A customer who was there twice, with another wine, territory and own field on the second card."""
    field = office.do(settings.add_own_field, label="Coffee machine", purposes=["offer"])
    keep, other = (office.do(customers.create, values={"surname": "Орлов", "territory": t}) for t in "СЮ")
    for customer, wine, machine in ((keep, "Саперави", "Vega"), (other, "сухое", "Nord")):
        office.do(customers.set_fact, customer_id=customer, key="wine", value=wine)
        office.do(customers.set_fact, customer_id=customer, key=f"own:{field}", value=machine)
    office.do(merging.merge, keep_id=keep, other_id=other)
    return keep


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.vcf"])
def test_values_that_a_merge_kept_are_written_under_a_name_of_their_own(
    office: Office, other: Office, tmp_path: Path, merged: int, name: str
) -> None:
    path = tmp_path / name
    office.ask(exports.contacts, path=path, tr=ENGLISH, ids=[merged])
    read_in(other, path)
    [record] = records(other)
    assert dict(record.facts)["wine"] in {"Саперави", "сухое"}
    kept = dict(record.raw)
    lost = {"Саперави", "сухое"} - {dict(record.facts)["wine"]}
    assert {kept["Wine, another value"]} == lost
    assert kept["Coffee machine, another value"] in {"Vega", "Nord"}
    assert kept["Territory, another value"] in {"С", "Ю"}


def test_the_text_for_the_customer_names_values_that_a_merge_kept(
    office: Office, tmp_path: Path, merged: int
) -> None:
    path = tmp_path / "one.zip"
    office.ask(exports.customer, customer_id=merged, path=path, tr=ENGLISH)
    with zipfile.ZipFile(path) as archive:
        text = archive.read("customer.txt").decode()
    assert "Wine, another value: " in text
    assert "Coffee machine, another value: " in text
    assert "other:" not in text
