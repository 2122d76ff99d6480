"""The first page: templates, recent evenings, what can't be opened, the language."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from tests.ui.evening import Evening
from ui.dialogs.new_workshop import AnotherEveningDialog, NewWorkshopDialog
from ui.facilitator.home import HomePage
from ui.main.program import Program
from workshop_app import content
from workshop_app.clerk import Clerk
from workshop_app.domain.commands import ApproveIdea, EditActivity, HideIdea, OpenActivity
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.duel.final import StartFinal
from workshop_app.minutes import read_minutes
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.settings import Recent, Settings, load


def _home(program: Program) -> HomePage:
    assert program.window.home is not None
    return program.window.home


def test_every_template_is_offered(program: Program) -> None:
    """Each workshop definition has its line, in order."""
    offered = [line.template.id for line in _home(program).templates]
    assert [template.id for template in content.templates()] == offered


def test_searching_leaves_what_fits(program: Program) -> None:
    """Words of title, purpose, questions and themes, in any case, find a template; where none fits that is said."""
    home = _home(program)
    home.search.setText("KÄYTÄNTEET")
    assert ["hyvat_kaytanteet"] == [line.template.id for line in home.templates if not line.isHidden()]
    home.search.setText("rohkeasti uutta")
    assert "strategian_teemat" in [line.template.id for line in home.templates if not line.isHidden()]
    assert home.none_fits.isHidden()
    home.search.setText("avaruusmatka")
    assert (True, []) == (
        home.none_fits.isVisible(),
        [line for line in home.templates if not line.isHidden()],
    )


def test_the_first_time_there_is_a_way_to_begin(program: Program) -> None:
    """Without recent evenings the left side says how to begin; an empty evening is one press away, always."""
    home = _home(program)
    shown = {b.text() for b in home.findChildren(QPushButton) if b.isVisible()}
    assert {"Tyhjä tilaisuus", "Harjoittele"} <= shown
    QTest.mouseClick(home.empty, Qt.MouseButton.LeftButton)
    dialog = next(d for d in home.findChildren(NewWorkshopDialog) if d.isVisible())
    assert "tyhja" == dialog.choice().template_id
    dialog.reject()


def test_an_evening_begins_without_the_ideas_of_another_hall(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    """A template's questions and themes can be used without its ideas; where it has none nothing is asked."""
    home = _home(program)
    empty = home.start(content.template("tyhja"))
    assert not empty.ready.isVisible()
    empty.reject()
    dialog = home.start(content.template("strategian_teemat"))
    assert ("Pohjan 20 valmista ideaa mukaan", True) == (dialog.ready.text(), dialog.ready.isChecked())
    dialog.set_file(tmp_path / "uusi.tupa")
    dialog.ready.setChecked(False)
    dialog.accept()
    qtbot.waitUntil(lambda: program.opened is not None and program.opened.model.snapshot is not None)
    assert program.opened is not None
    snapshot = program.opened.model.snapshot
    assert snapshot is not None
    assert (4, 0) == (len(snapshot.themes), len(snapshot.ideas))


def test_the_dialog_names_a_free_file(program: Program, tmp_path: Path) -> None:
    """The file is called after date, place and title; the place may hold anything."""
    dialog = _home(program).start(content.template("strategian_teemat"))
    dialog.place.setText('Utajärvi / "kylä"')
    name = dialog.choice().path.name
    assert name.endswith("Utajärvi kylä Strategian keskeiset teemat.tupa")
    dialog.set_file(tmp_path / "oma")
    assert tmp_path / "oma.tupa" == dialog.choice().path
    dialog.reject()


def test_a_new_workshop_opens_and_is_remembered(evening: Evening, tmp_path: Path) -> None:
    """After closing it stands first among the recent ones with its facts, and opens from there."""
    program = evening.program
    evening.join(3)
    evening.until(lambda: evening.snapshot.participants == 3)
    path = evening.opened.runtime.path
    program.go_home()
    entry = load(tmp_path / "settings.json").recent[0]
    assert (str(path), "Strategian keskeiset teemat", "2026-11-22", "Utajärvi, kylätalo", 3) == (
        entry.path, entry.title, entry.date, entry.place, entry.people,
    )  # fmt: skip
    _home(program).recent[0].click()
    evening.until(lambda: program.opened is not None)
    assert path == evening.opened.runtime.path


def test_another_evening_like_an_old_one(evening: Evening, tmp_path: Path) -> None:
    """The same agenda with its notes and settings, the prepared ideas; nobody and no answer comes along."""
    program, duel = evening.program, evening.activity_id("duel")
    [person] = evening.join(1)
    evening.phone(OpenActivity(evening.activity_id("ideas")))
    written = evening.write_idea("Kylabussi kulkemaan", person)
    evening.phone(ApproveIdea(written))
    evening.phone(OpenActivity(duel))
    evening.vote(person, 3)
    evening.phone(EditActivity(duel, notes="Muista tauko", config={"duels": 7}))
    evening.phone(StartFinal(duel, tuple(idea.id for idea in evening.snapshot.ideas[:4])))
    evening.until(lambda: evening.snapshot.activity(duel).notes == "Muista tauko")  # type: ignore[union-attr]
    before = evening.snapshot
    program.go_home()
    line = _home(program).recent[0]
    assert "kesken" in "".join(found.text() for found in line.findChildren(QLabel))
    evening.click(line.again)
    dialog = next(d for d in _home(program).findChildren(AnotherEveningDialog) if d.isVisible())
    dialog.set_file(tmp_path / "uusi")
    evening.click(dialog.do_it)
    evening.until(lambda: program.opened is not None and program.opened.model.snapshot is not None)
    made = evening.snapshot
    assert tmp_path / "uusi.tupa" == evening.opened.runtime.path
    assert [a.question for a in before.activities] == [a.question for a in made.activities]
    assert ("Muista tauko", {"duels": 7}) == next(
        (a.notes, dict(a.config)) for a in made.activities if a.kind == "duel"
    )
    assert [theme.name for theme in before.themes] == [theme.name for theme in made.themes]
    prepared = [idea.text for idea in before.ideas if idea.origin is not IdeaOrigin.PARTICIPANT]
    assert (prepared, 0) == ([idea.text for idea in made.ideas], made.participants)
    assert {"planned"} == {a.state.value for a in made.activities}


def test_peoples_ideas_can_come_along(evening: Evening, tmp_path: Path) -> None:
    """Those that were in, without who wrote them; a hidden one stays behind."""
    source = evening.opened.runtime.path
    [person] = evening.join(1)
    evening.phone(OpenActivity(evening.activity_id("ideas")))
    for text, answer in (("Kylabussi", ApproveIdea), ("Roska", HideIdea)):
        evening.phone(answer(evening.write_idea(text, person)))
    evening.program.go_home()
    new = NewWorkshop("", date(2027, 1, 2), place="Ii")
    with Runtime.duplicate(tmp_path / "uusi.tupa", source, new, participants_ideas=True) as made:
        found = read_minutes(made.reader(), made.path)
    texts = {idea.text: idea for idea in found.ideas}
    assert ("Kylabussi" in texts, "Roska" in texts, found.workshop.place) == (True, False, "Ii")
    assert texts["Kylabussi"].participant_id is None


def test_a_missing_file_is_shown_as_such(evening: Evening) -> None:
    """Its line says so and lets it be taken off the list."""
    program = evening.program
    path = evening.opened.runtime.path
    program.go_home()
    path.unlink()
    _home(program).show_settings(program.settings)
    line = _home(program).recent[0]
    evening.until(lambda: line.missing)
    line.forget_wanted.emit()
    assert () == program.settings.recent


def test_the_smallest_window_cuts_no_evening(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    """An evening whose file is gone, with a long path, stays inside its list."""
    folder = "/media/vetaja/YHTEISSUUNNITTELUN-TILAISUUDET-2026/pohjois-pohjanmaa/Tupailta"
    gone = Recent(f"{folder}/2026-10-29.tupa", "Strategian keskeiset teemat", "2026-10-29", "Ii", 28, "ended")
    with closing(Clerk(None)) as clerk:
        home = HomePage(Settings(recent=(gone,)), clerk, can_rehearse=True)
        qtbot.addWidget(home)
        home.resize(960, 620)
        home.show()
        qtbot.waitUntil(lambda: home.recent[0].missing)
        line = home.recent[0]
        area = next(area for area in home.findChildren(QScrollArea) if area.isAncestorOf(line))
        dressed.processEvents()
        assert line.width() <= area.viewport().width()


def test_what_cannot_be_opened_is_said_in_a_sentence(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    """A foreign file is refused on the page itself, with no box to click away."""
    foreign = tmp_path / "kuva.tupa"
    foreign.write_bytes(b"not a workshop at all, only some text")
    program.open(foreign)
    home = _home(program)
    qtbot.waitUntil(home.notice.isVisible)
    assert "kuva.tupa ei ole Tupailta-tilaisuus" in home.notice.text.replace("\xa0", " ")
    assert program.opened is None


def test_a_second_opening_is_refused(start: Callable[[str], Evening], program: Program, qtbot: QtBot) -> None:
    """The same file can't be opened twice: the other window says so."""
    evening = start("tyhja")
    path = evening.opened.runtime.path
    said: list[str] = []
    program._not_started = lambda error: said.append(type(error).__name__)  # type: ignore[method-assign]
    program.open(path)
    qtbot.waitUntil(lambda: bool(said))
    assert ["SessionFileProblem"] == said


def test_the_language_is_chosen_once_and_remembered(program: Program, tmp_path: Path) -> None:
    """Everything on the page is in the language that was chosen, also after a new start."""
    program.speak("sv")
    assert "Öppna en fil…" == _home(program).open.text()
    assert "sv" == load(tmp_path / "settings.json").language
    program.speak("fi")
    assert "Avaa tiedosto…" == _home(program).open.text()


@pytest.mark.parametrize(
    ("names", "opened"),
    [(["ilta.tupa"], 1), (["Ilta 2.TUPA"], 1), (["kuva.png"], 0), (["a.tupa", "b.tupa"], 0)],
)
def test_a_file_is_dropped_on_the_page(
    program: Program, names: list[str], opened: int, tmp_path: Path
) -> None:
    """One workshop's file opens, as from the file manager; anything else is not taken."""
    home = _home(program)
    wanted: list[Path] = []
    home.open_wanted.disconnect()
    home.open_wanted.connect(wanted.append)
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
    left, plain, copied = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    for event in (
        QDragEnterEvent(QPoint(5, 5), copied, what, left, plain),
        QDropEvent(QPointF(5, 5), copied, what, left, plain),
    ):
        event.ignore()
        QApplication.sendEvent(home, event)
        assert bool(opened) == event.isAccepted()
    assert [tmp_path / name for name in names][: len(wanted)] == wanted
    assert opened == len(wanted)
