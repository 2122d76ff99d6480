"""Addresses that want the minutes: apart from the answers, gone when told, and gone by themselves."""

from __future__ import annotations

import email
import shutil
from email.policy import default
from io import BytesIO
from pathlib import Path

import pytest

from exports.bundle import export_all
from exports.mail_draft import draft
from tests.clock import Clock, new_workshop
from tests.services.test_privacy import left_in
from workshop_app import archive
from workshop_app.domain import commands as c
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.mail import ADDRESSES, ForgetAddress, ForgetAddresses, KeepAddress, read_address
from workshop_app.i18n import translator
from workshop_app.minutes import read_minutes
from workshop_app.runtime import Runtime
from workshop_app.snapshot import read_snapshot, wanted_by
from workshop_app.store import mail_rows
from workshop_app.store.upkeep import Upkeep

AINO, VEIKKO = "aino.salainen@example.fi", "veikko.salainen@example.fi"


def test_an_address_is_kept_once_and_tied_to_nobody(tmp_path: Path) -> None:
    """The row has the address and a day; its number tells no order."""
    with new_workshop(tmp_path) as runtime:
        for address in (VEIKKO, AINO, AINO.upper(), f" {AINO} "):
            runtime.submit(KeepAddress(address)).result(100)
        reader = runtime.reader()
        columns = [row["name"] for row in reader.query("SELECT name FROM pragma_table_info('mail_address')")]
        rows = reader.query("SELECT * FROM mail_address")
        assert ["id", "address", "day"] == columns
        assert {"2026-11-22"} == {row["day"] for row in rows}
        assert {1, 2} != {row["id"] for row in rows}
        assert (AINO, VEIKKO) == mail_rows.addresses(reader)
        assert 2 == read_snapshot(reader).addresses


@pytest.mark.parametrize(
    "typed",
    [
        "", "aino", "a@b", "a b@example.fi", "a@example.fi\r\nBcc: b@example.fi", "a@example.fi, b@example.fi",
        '"a"@example.fi', "ä@example.fi", "a@" + "x" * 64 + ".fi", "a" * 250 + "@x.fi", "a@example.fi\x00",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    """Nothing that could end a line of an e-mail's head, or name a second address."""
    with pytest.raises(WorkshopError) as caught:
        read_address(typed)
    assert "address_wrong" == caught.value.code


def test_no_more_than_an_evening_has(tmp_path: Path) -> None:
    """A prank does not fill the file."""
    with new_workshop(tmp_path) as runtime:
        sent = [runtime.submit(KeepAddress(f"a{n}@example.fi")) for n in range(200)]
        for future in sent:
            future.result(100)
        for start in range(200, ADDRESSES, 200):
            for future in [
                runtime.submit(KeepAddress(f"a{n}@example.fi")) for n in range(start, start + 200)
            ]:
                future.result(100)
        with pytest.raises(WorkshopError) as caught:
            runtime.submit(KeepAddress(AINO)).result(100)
        assert "too_many_addresses" == caught.value.code


def test_deleted_addresses_are_in_no_byte(tmp_path: Path) -> None:
    """One taken away by whoever gave it, the rest on the facilitator's word: out of file, log and copies."""
    with new_workshop(tmp_path) as runtime:
        for address in (AINO, VEIKKO):
            runtime.submit(KeepAddress(address)).result(100)
        runtime.back_up_to(tmp_path / "ilta.backup.tupa")
        runtime.submit(ForgetAddress(AINO.title())).result(100)
        assert [VEIKKO] == left_in(tmp_path, AINO, VEIKKO)
        # A copy is being made now with the other one in it: it is broken off, before the next command is done.
        assert 1 == runtime.submit(ForgetAddresses()).result(100)
        runtime.submit(ForgetAddress(AINO)).result(100)
        assert [] == left_in(tmp_path, AINO, VEIKKO)
    assert [] == left_in(tmp_path, AINO, VEIKKO)


def test_killed_while_they_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program dies right after the commit, in the middle of a copy: opened again, no byte of them is left."""
    evening, killed = tmp_path / "ilta", tmp_path / "killed"
    evening.mkdir()
    with new_workshop(evening) as runtime:
        runtime.submit(KeepAddress(AINO)).result(100)
        for name in ("ilta.backup.tupa", "ilta.backup-2.tupa", "ilta.backup.tupa.next.new"):
            runtime.back_up_to(evening / name)
        with monkeypatch.context() as died:
            died.setattr(Upkeep, "forget", lambda _upkeep: shutil.copytree(evening, killed))
            runtime.submit(ForgetAddresses()).result(100)
    Runtime(killed / "ilta.tupa").close()
    assert ["ilta.tupa"] == sorted(file.name for file in killed.iterdir() if file.suffix != ".lock")
    assert [] == left_in(killed, AINO)


def test_wiping_takes_the_addresses(tmp_path: Path) -> None:
    """They are personal data more than anything else."""
    with new_workshop(tmp_path) as runtime:
        runtime.submit(KeepAddress(AINO)).result(100)
        runtime.submit(c.WipePersonalData()).result(100)
        assert [] == left_in(tmp_path, AINO)


def test_after_thirty_days_they_go_by_themselves(tmp_path: Path) -> None:
    """When the file is opened next; one of 29 days is still there."""
    clock = Clock()
    with new_workshop(tmp_path, clock=clock) as runtime:
        runtime.submit(KeepAddress(AINO)).result(100)
        clock.forward(hours=24)
        runtime.submit(KeepAddress(VEIKKO)).result(100)
        path = runtime.path
    clock.forward(hours=28 * 24)
    with Runtime(path, clock) as runtime:
        assert 2 == mail_rows.address_count(runtime.reader())
    clock.forward(hours=24)
    with Runtime(path, clock) as runtime:
        runtime.submit(ForgetAddress("kukaan@example.fi")).result(100)
        assert (VEIKKO,) == mail_rows.addresses(runtime.reader())
    assert [VEIKKO] == left_in(tmp_path, AINO, VEIKKO)


def test_neither_archive_nor_minutes_have_them(tmp_path: Path) -> None:
    """What is written to a folder holds no address, in no file of it."""
    with new_workshop(tmp_path) as runtime:
        runtime.submit(KeepAddress(AINO)).result(100)
        text = archive.dump(runtime.reader())
        assert "mail" not in text
        written = export_all(
            read_minutes(runtime.reader(), runtime.path), tmp_path / "ulos", archive=BytesIO(text.encode())
        )
    files = [written.folder / name for name in written.files]
    assert [] == [file for file in files if b"salainen" in file.read_bytes()]
    assert any(file.suffix == ".csv" for file in files)


def test_the_draft_opens_as_one_to_be_sent(tmp_path: Path) -> None:
    """Nobody in To, the addresses in Bcc, the document whole, in the evening's language."""
    document = b"PK\x03\x04" + bytes(range(256))
    with new_workshop(tmp_path) as runtime:
        for address in (AINO, VEIKKO):
            runtime.submit(KeepAddress(address)).result(100)
        workshop, addresses = wanted_by(runtime.reader())
    raw = draft(workshop, addresses, "Muistio 2026-11-22.docx", document, translator("fi"))
    read = email.message_from_bytes(raw, policy=default)
    (attached,) = read.iter_attachments()
    body = read.get_body()

    assert "1" == read["X-Unsent"]
    assert read["To"] is None
    assert [AINO, VEIKKO] == [address.addr_spec for address in read["Bcc"].addresses]
    assert read["Subject"].startswith("Muistio: ")
    assert "Muistio 2026-11-22.docx" == attached.get_filename()
    assert document == attached.get_content()
    assert body is not None
    assert "22.11.2026" in body.get_content()
    assert b"\r\n" in raw
