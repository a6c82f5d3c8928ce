"""Files lie in the database under random names and come out as harmless copies."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.models.customer import Attachment, AttachmentData, Customer
from app.models.faults import Gone
from app.office import Office
from app.queries.attachments import contents, files, open_copy, photo
from app.services import attachments, customers, merging
from app.services.faults import FileTooLarge, NoFile

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def customer(office: Office) -> int:
    return office.do(customers.create, values={"surname": "Орлов"})


def stored(office: Office) -> int:
    return office.ask(lambda reading: reading.value(sa.select(sa.func.count()).select_from(AttachmentData)))


def test_a_file_comes_back_as_it_was(office: Office, customer: int, tmp_path: Path) -> None:
    source = tmp_path / "Прайс ноябрь.txt"
    source.write_text("Эспрессо-смесь 1 кг", encoding="utf-8")
    row_id = office.do(attachments.add, customer_id=customer, source=source)
    [row] = office.ask(files, customer_id=customer)
    assert (row.name, row.media_type, row.size) == ("Прайс ноябрь.txt", "text/plain", source.stat().st_size)
    assert row.person == "Анна Орлова"
    assert office.ask(contents, row_id=row_id) == source.read_bytes()
    name = office.ask(lambda reading: reading.value(sa.select(Attachment.stored_name)))
    assert "Прайс" not in name
    assert len(name) == 32


def test_the_copy_to_open_is_private_and_harmless(office: Office, customer: int, tmp_path: Path) -> None:
    evil = "../../etc/\u202eопись\n.exe"
    row_id = office.do(attachments.add, customer_id=customer, source=b"MZ\x00", name=evil)
    one = office.ask(open_copy, row_id=row_id, folder=tmp_path / "copies")
    two = office.ask(open_copy, row_id=row_id, folder=tmp_path / "copies")
    assert one != two
    assert one.parent.parent == tmp_path / "copies"
    assert one.name == "опись.exe.txt_"
    assert one.read_bytes() == b"MZ\x00"
    if os.name == "posix":
        assert stat.S_IMODE(one.stat().st_mode) == 0o600
        assert stat.S_IMODE(one.parent.stat().st_mode) == 0o700
    assert {path.name for path in (tmp_path / "copies").rglob("*") if path.is_file()} == {one.name}


def test_what_is_too_large_or_not_there_is_refused(
    office: Office, customer: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 10)
    (tmp_path / "big.bin").write_bytes(bytes(11))
    for source in (bytes(11), tmp_path / "big.bin"):
        with pytest.raises(FileTooLarge):
            office.do(attachments.add, customer_id=customer, source=source, name="big.bin")
    with pytest.raises(NoFile):
        office.do(attachments.add, customer_id=customer, source=tmp_path / "nowhere.txt")
    assert stored(office) == 0
    office.do(attachments.add, customer_id=customer, source=bytes(10), name="fits.bin")
    assert attachments.add.__module__
    assert stored(office) == 1


def test_fifty_megabytes_are_allowed() -> None:
    assert attachments.LARGEST == 50 * 1024 * 1024


def test_a_new_photo_takes_the_place_of_the_old_one(office: Office, customer: int) -> None:
    def photo_id() -> int | None:
        return office.ask(lambda reading: reading.value(sa.select(Customer.photo_id)))

    first = office.do(attachments.set_photo, customer_id=customer, source=PNG)
    second = office.do(attachments.set_photo, customer_id=customer, source=PNG + b"2")
    assert office.ask(photo, customer_id=customer) == PNG + b"2"
    assert photo_id() == second
    assert [row.id for row in office.ask(files, customer_id=customer)] == [second]
    office.undo()
    assert office.ask(photo, customer_id=customer) == PNG
    assert photo_id() == first
    office.do(attachments.remove, row_id=first)
    assert office.ask(photo, customer_id=customer) is None
    assert photo_id() is None
    office.do(attachments.restore, row_id=first)
    assert photo_id() == first


def test_contents_are_cleared_only_when_no_undo_needs_them(office: Office, customer: int) -> None:
    row_id = office.do(attachments.add, customer_id=customer, source=b"price", name="price.txt")
    office.undo()
    assert office.do(attachments.purge) == 0
    office.redo()
    assert office.ask(contents, row_id=row_id) == b"price"

    def orphan(work: object) -> None:
        work.connection.execute(sa.insert(AttachmentData).values(stored_name="nobody", data=b"x"))

    office.do(orphan)
    assert office.do(attachments.purge) == 1
    assert stored(office) == 1


def test_the_file_of_a_merged_card_can_be_opened(office: Office, customer: int, tmp_path: Path) -> None:
    other = office.do(customers.create, values={"surname": "Орлов"})
    row_id = office.do(attachments.add, customer_id=other, source=b"price", name="price.txt")
    office.do(attachments.rename, row_id=row_id, name="prices.txt")
    office.do(merging.merge, keep_id=customer, other_id=other)
    assert [row.name for row in office.ask(files, customer_id=customer)] == ["prices.txt"]
    assert office.ask(open_copy, row_id=row_id, folder=tmp_path).read_bytes() == b"price"


def test_a_file_that_is_not_there_is_said_to_be_gone(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Gone):
        office.ask(open_copy, row_id=99, folder=tmp_path)
