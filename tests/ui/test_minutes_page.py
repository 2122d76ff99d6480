"""The minutes' page in the real window: the summary that writes itself and is changed by hand, and the live preview."""

from PySide6.QtWidgets import QPushButton

from tests.ui.evening import Evening
from ui.facilitator.rail import Page
from workshop_app.domain.commands import OpenActivity


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
    assert "Ideoita on kaikkiaan 20." in editor.field.toPlainText()
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
    evening.click(next(b for b in editor.findChildren(QPushButton) if b.text() == name and b.isVisible()))
