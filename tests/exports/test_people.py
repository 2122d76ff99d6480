"""Who took part, as the minutes may tell it: by group and channel, small groups together, names only at their wish."""

from dataclasses import replace
from pathlib import Path

import openpyxl

from exports.bundle import export_all
from tests.exports.evenings import words
from workshop_app.domain.people import Channel
from workshop_app.minutes import Minutes


def test_small_groups_are_told_together(evening: Minutes) -> None:
    """A group under five people does not appear by name; nobody's name does."""
    name = evening.workshop.groups[1].label.pick("fi")
    assert "By group" not in words(evening)
    assert "Ryhmittäin: Kuntalaiset ja asiakkaat 8, Luottamushenkilöt 5, muut ryhmät yhteensä 1." in words(
        evening
    )
    assert name not in words(evening)
    assert "Osallistumistavoittain: puhelimella 12, paperilla 2." in words(evening)


def test_who_asked_is_named(evening: Minutes, tmp_path: Path) -> None:
    """Only who asked stands in the minutes by name; then the retention note says so. No table has a name."""
    asked = replace(evening, texts={"named": "Maija Meikäläinen\n\n Olli Ojala "})
    said = words(asked)
    assert "Omasta pyynnöstään nimellä mainitaan: Maija Meikäläinen ja Olli Ojala." in said
    assert "Siinä ei ole muiden osallistujien nimiä kuin niiden, jotka pyysivät tulla mainituiksi." in said
    assert "nimellä mainitaan" not in words(evening)
    assert "Siinä ei ole osallistujien nimiä." in words(evening)
    done = export_all(asked, tmp_path)
    for path in (*done.csv, done.tables):
        assert b"Meik" not in path.read_bytes()
    book = openpyxl.load_workbook(done.tables)
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert not [cell for cell in cells if "Meikäläinen" in str(cell)]


def test_all_groups_small(evening: Minutes) -> None:
    """With small groups only, no group is named at all."""
    few = replace(evening, participants=4, by_group={None: 1, evening.workshop.groups[0].id: 3})
    said = words(replace(few, by_channel={Channel.KIOSK: 4}))
    assert "Osallistujia oli 4. Ryhmittäin: alle viiden hengen ryhmät 4." in said
    assert "salin yhteisellä laitteella 4" in said
