"""The minutes' page in the real window: the summary that writes itself and is changed by hand, and the live preview."""

import threading
from functools import partial
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from exports import minutes_html
from tests.clerk import work
from tests.exports.evenings import whole_evening
from tests.ui.evening import Evening
from ui.facilitator.hall import THANKS
from ui.facilitator.minutes_preview import Preview
from ui.facilitator.rail import Page
from ui.facilitator.writing_line import Going
from workshop_app.domain.commands import AddIdea, CloseActivity, OpenActivity
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.drawing.shapes import FIGURE


def opened(evening: Evening, people: int) -> None:
    """So many have joined, the ideas are open, and the minutes' page is in sight with its summary."""
    evening.join(people)
    evening.phone(OpenActivity(evening.activity_id("ideas")))
    evening.page.go(Page.MINUTES)
    told = f"Tilaisuuteen osallistui {people} ihmistä."
    evening.until(lambda: told in evening.page.minutes.summary.field.toPlainText())


def test_preview_follows(evening: Evening) -> None:
    """The preview shows the minutes with what is written and what happens, without a click."""
    opened(evening, 3)
    minutes = evening.page.minutes
    assert "Strategian keskeiset teemat" in minutes.preview.page.toPlainText()
    minutes.parts["discussion"].setFocus()
    evening.write(minutes.parts["discussion"], "Bussit puhuttivat.")
    evening.until(lambda: "Bussit puhuttivat." in minutes.preview.page.toPlainText())
    evening.join(2)
    evening.until(lambda: "Tilaisuuteen osallistui 5" in minutes.preview.page.toPlainText())


def test_preview_draws_the_pictures(qtbot: QtBot, tmp_path: Path) -> None:
    """The preview paints the drawings itself, in its width, anew when it gets wider; nothing else is loaded."""
    preview = Preview()
    qtbot.addWidget(preview)
    page, drawings = minutes_html.preview(whole_evening(tmp_path / "ilta.tupa"), "fi")
    assert 4 == len(drawings) == page.count(FIGURE)
    preview.resize(500, 600)
    preview.show()
    preview.show_page(page, drawings)
    ratio = preview.devicePixelRatioF()
    kind = QTextDocument.ResourceType.ImageResource
    for width in (500, 800):
        preview.resize(width, 600)
        wide = preview.viewport().width() - 40
        image = preview.document().resource(kind, QUrl(f"{FIGURE}0"))
        assert isinstance(image, QImage)
        assert 0 == preview.horizontalScrollBar().maximum()
        assert abs(wide * ratio - image.width()) <= 20 * ratio
        colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, 60, 2)}
        assert len(colours) > 3
    assert "Kaksintaistelu\nKahden vertailu" in preview.toPlainText().replace("\u2028", "\n")
    assert preview.loadResource(kind.value, QUrl("http://127.0.0.1:1/x.png")) is None
    assert preview.loadResource(kind.value, QUrl(f"{FIGURE}9")) is None


def test_an_untouched_summary_follows_and_is_not_kept(evening: Evening) -> None:
    """The field holds the program's words while nobody has changed them; the file then holds none."""
    opened(evening, 3)
    editor = evening.page.minutes.summary
    evening.join(1)
    evening.until(lambda: "osallistui 4 ihmistä" in editor.field.toPlainText())
    assert not editor.again.isVisible()
    assert "summary" not in evening.file().texts


def change(evening: Evening, old: str, new: str) -> None:
    """Write another sentence in the summary, and leave the field."""
    field = evening.page.minutes.summary.field
    text = field.toPlainText().replace(old, new)
    field.setFocus()
    field.setPlainText(text)
    field.leave()
    evening.until(lambda: evening.file().texts.get("summary") == text)


def test_a_changed_sentence_stays_and_is_marked(evening: Evening) -> None:
    """What was changed stays while the rest follows; the place is underlined, and told below with what is now."""
    opened(evening, 3)
    editor = evening.page.minutes.summary
    change(evening, "Tilaisuuteen osallistui 3 ihmistä.", "Meitä oli kolme.")
    evening.until(editor.again.isVisible)
    assert [] == editor.field.extraSelections()
    evening.join(1)
    evening.until(lambda: len(editor.field.extraSelections()) == 1)
    assert "Meitä oli kolme." == editor.field.extraSelections()[0].cursor.selectedText()
    assert "Ideoita oli valmiina 20." in editor.field.toPlainText()
    click(evening, "Käytä uutta lausetta")
    evening.until(lambda: "osallistui 4 ihmistä" in editor.field.toPlainText())
    evening.until(lambda: [] == editor.field.extraSelections())


def test_a_marked_sentence_that_is_right(evening: Evening) -> None:
    """Said to be right it stays, unmarked, until the results move again."""
    opened(evening, 3)
    editor = evening.page.minutes.summary
    change(evening, "Tilaisuuteen osallistui 3 ihmistä.", "Väkeä riitti.")
    evening.join(1)
    evening.until(lambda: len(editor.field.extraSelections()) == 1)
    click(evening, "Lauseeni on oikein")
    evening.until(lambda: [] == editor.field.extraSelections())
    assert "Väkeä riitti." in editor.field.toPlainText()
    evening.join(1)
    evening.until(lambda: len(editor.field.extraSelections()) == 1)


def test_back_to_the_programs_words(evening: Evening) -> None:
    """One click, and the summary is written from the results again."""
    opened(evening, 3)
    editor = evening.page.minutes.summary
    change(evening, "Tilaisuuteen osallistui 3 ihmistä.", "Väkeä riitti.")
    evening.until(editor.again.isVisible)
    evening.click(editor.again)
    evening.until(lambda: "osallistui 3 ihmistä" in editor.field.toPlainText())
    assert not evening.file().texts.get("summary")


def click(evening: Evening, name: str) -> None:
    """Press the button with this name under the summary."""
    editor = evening.page.minutes.summary

    def there() -> list[QPushButton]:
        return [b for b in editor.findChildren(QPushButton) if b.text() == name and b.isVisible()]

    evening.until(lambda: len(there()) == 1)
    evening.click(there()[0])


def test_giving_shows_the_way(evening: Evening) -> None:
    """Given, the minutes have a code in the window, and the hall screen turns to it by itself; taken back, none."""
    opened(evening, 2)
    evening.phone(CloseActivity(evening.activity_id("ideas")))
    minutes = evening.page.minutes
    minutes.turn_to(minutes.giving)
    assert not minutes.give.code.isVisible()
    evening.click(minutes.give.give)
    evening.until(minutes.give.code.isVisible)
    assert minutes.give.address.text().endswith("/minutes")
    assert minutes.give.address.text() in minutes.give.code.accessibleName()
    evening.until(lambda: THANKS == evening.page.hall.scene)
    evening.click(minutes.give.withdraw)
    evening.until(lambda: not minutes.give.code.isVisible())


def test_an_export_that_is_cut_off_is_told(
    evening: Evening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is the process that makes documents killed, a sentence says so, and the button works again."""
    export = evening.page.minutes.export

    def kill(_going: Going, _done: int, _of: int) -> bool:
        # POOL THREAD: it has told how far it is, and waits to be told to go on.
        psutil.Process(evening.opened.runtime.clerk.pid).kill()
        return True

    monkeypatch.setattr(Going, "on", kill)
    export.write_to(tmp_path / "out")
    evening.until(lambda: "sammui kesken" in evening.page.notice.text)
    assert export.write.isEnabled()
    assert not (tmp_path / "out").exists()


def test_an_export_can_be_stopped(evening: Evening, tmp_path: Path) -> None:
    """Stopped, an export writes nothing, says so, and can be begun again."""
    opened(evening, 2)
    export = evening.page.minutes.export
    out = tmp_path / "out"
    out.mkdir()
    said: list[str] = []
    export.said.connect(lambda text, _undo: said.append(text))
    with evening.opened.runtime.clerk._turn:  # so that it cannot be ready before the click
        export.write_to(out)
        export.line.stop.click()
    evening.until(export.write.isEnabled)
    assert ["Keskeytetty: mitään ei kirjoitettu."] == said
    assert [] == list(out.iterdir())
    export.write_to(out)
    evening.until(lambda: bool(list(out.glob("*/workshop.json"))))
    evening.until(export.write.isEnabled)
    assert {"poster-fi.docx", "table-cards-sv.docx"} <= {path.name for path in out.glob("*/handouts/*")}


def test_preview_and_names_do_not_wait_for_a_long_job(evening: Evening) -> None:
    """While an export is under way the clerk shows the minutes and looks for names between two of its steps."""
    stopped, ended = threading.Event(), list[object]()
    client = evening.page.client
    client.ask(
        partial(work.counting, 10**9),
        ended.append,
        ended.append,
        going=lambda _done, _of: not stopped.is_set(),
    )
    evening.phone(AddIdea("Kysy Matti Meikäläiseltä", IdeaOrigin.FACILITATOR))
    evening.page.go(Page.MINUTES)
    minutes = evening.page.minutes
    try:
        evening.until(lambda: "Strategian keskeiset teemat" in minutes.preview.page.toPlainText())
        evening.until(lambda: len(minutes.cleaning.doubts) == 1)
        assert [] == ended
    finally:
        stopped.set()
    evening.until(lambda: len(ended) == 1)
    assert isinstance(ended[0], int)
