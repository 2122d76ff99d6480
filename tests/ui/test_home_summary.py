"""One summary of many evenings from the first page: made in the background, told, stopped, and what can't be read."""

import threading
from functools import partial
from pathlib import Path

import docx
import psutil
from pytestqt.qtbot import QtBot

from tests.clerk import work
from tests.exports.evenings import DAY, unopened_evening
from tests.exports.test_template import made_template
from ui.dialogs.new_workshop import NewChoice
from ui.facilitator.home import HomePage
from ui.main.program import Program
from ui.tasks import BESIDE, run_in_background


def _home(program: Program) -> HomePage:
    assert program.window.home is not None
    return program.window.home


def test_a_summary_is_made_and_its_folder_offered(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    """The page says how many evenings it has and what was left out; the folder can be opened."""
    unopened_evening(tmp_path / "ilta.tupa", "mittarit")
    (tmp_path / "kuva.tupa").write_bytes(b"not a workshop at all")
    home = _home(program)
    assert home.summary.make.isVisible()
    assert not home.summary.line.isVisible()
    home.summary.make_of((tmp_path / "ilta.tupa", tmp_path / "kuva.tupa"), tmp_path)
    assert not home.summary.make.isEnabled()
    qtbot.waitUntil(home.summary.make.isEnabled)
    said = home.notice.text.replace("\xa0", " ")
    assert "Koonti 1 tilaisuudesta on valmis. Jätettiin pois: kuva.tupa ei ole Tupailta-tilaisuus" in said
    assert home.summary.line.show_folder.isVisible()
    [made] = tmp_path.glob("Koonti tilaisuuksista */koonti.docx")
    assert "Koonti 1 tilaisuudesta" == docx.Document(str(made)).paragraphs[0].text


def test_on_the_organisation_s_own_document(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    """It is chosen before the files, as for the minutes, remembered for both, and its header is the summary's."""
    unopened_evening(tmp_path / "ilta.tupa", "mittarit")
    path = made_template(tmp_path / "pohja.docx")
    home = _home(program)
    dialog = home.summary.ask()
    dialog.template._take(str(path))
    assert "Asiakirjan pohjana on pohja.docx." == dialog.template.told.text()
    dialog.reject()
    assert str(path) == program.settings.docx_template
    home.summary.make_of((tmp_path / "ilta.tupa",), tmp_path)
    qtbot.waitUntil(home.summary.make.isEnabled)
    [made] = tmp_path.glob("Koonti tilaisuuksista */koonti.docx")
    assert "Pohjolan kunta" in docx.Document(str(made)).sections[0].header.paragraphs[0].text
    path.unlink()
    again = program.show_home()
    assert path.name in again.summary.ask().template.told.text()
    again.summary.make_of((tmp_path / "ilta.tupa",), tmp_path)
    qtbot.waitUntil(again.summary.make.isEnabled)
    assert "pohja.docx" in again.notice.text
    assert 1 == len(list(tmp_path.glob("Koonti tilaisuuksista *")))


def test_it_can_be_stopped(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    """Nothing is written then, and the button works again."""
    unopened_evening(tmp_path / "ilta.tupa", "mittarit")
    home = _home(program)
    with program._clerk._turn:  # so that it cannot be ready before the click
        home.summary.make_of((tmp_path / "ilta.tupa",), tmp_path)
        home.summary.line.stop.click()
    qtbot.waitUntil(home.summary.make.isEnabled)
    assert "Keskeytetty: mitään ei kirjoitettu." == home.notice.text
    assert ["ilta.tupa"] == [path.name for path in tmp_path.iterdir() if path.suffix == ".tupa"]
    assert [] == list(tmp_path.glob("Koonti*"))


def test_files_without_an_evening_are_told(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    """In one sentence on the page, with no box to click away."""
    home = _home(program)
    home.summary.make_of((tmp_path / "poissa.tupa",), tmp_path)
    qtbot.waitUntil(home.summary.make.isEnabled)
    assert home.notice.text.startswith("Näissä tiedostoissa ei ole tilaisuutta")
    assert [] == list(tmp_path.glob("Koonti*"))


def test_an_evening_closes_while_one_is_made(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    """Going back to the first page does not stand still until the summary of other evenings is done."""
    stopped, ended = threading.Event(), list[object]()
    program.make(NewChoice("tyhja", "Ii", DAY, "", tmp_path / "auki.tupa"))
    qtbot.waitUntil(lambda: program.opened is not None and program.opened.page.pages.settled)
    job = partial(work.counting, 10**9)
    run_in_background(
        lambda: program._clerk.do(job, lambda _done, _of: not stopped.is_set()),
        ended.append,
        ended.append,
        line=BESIDE,
    )
    try:
        program.go_home()
        assert program.opened is None
        assert [] == ended
    finally:
        stopped.set()
    qtbot.waitUntil(lambda: len(ended) == 1)


def test_the_program_ends_while_one_is_made(program: Program, tmp_path: Path) -> None:
    """It does not wait for the summary: the process that makes it ends with the program."""
    unopened_evening(tmp_path / "ilta.tupa", "mittarit")
    home = _home(program)
    home.summary.make_of((tmp_path / "ilta.tupa",), tmp_path)
    program.close()
    assert [] == [child for child in psutil.Process().children(recursive=True) if _is_clerk(child)]
    assert [] == list(tmp_path.glob("Koonti*"))


def _is_clerk(child: psutil.Process) -> bool:
    try:
        return "spawn_main" in " ".join(child.cmdline())
    except psutil.NoSuchProcess:  # what has ended is none
        return False
