"""The organisation's own Word document, chosen in the window: used for the export, remembered, refused when broken."""

from pathlib import Path

import docx

from tests.exports.test_template import made_template
from tests.ui.evening import Evening
from ui.facilitator.rail import Page


def test_chosen_used_and_left(evening: Evening, tmp_path: Path) -> None:
    """The export has its header; this machine remembers it; going back gives the program's own look again."""
    minutes = evening.page.minutes
    evening.page.go(Page.MINUTES)
    path = made_template(tmp_path / "pohja.docx")
    minutes.export.template._take(str(path))
    assert str(path) == evening.program.settings.docx_template
    assert "Asiakirjan pohjana on pohja.docx." == minutes.export.template.told.text()
    minutes.export.write_to(tmp_path)
    evening.until(lambda: bool(list(tmp_path.glob("*/workshop.json"))))
    evening.until(minutes.export.write.isEnabled)
    made = docx.Document(str(next(tmp_path.glob("*/minutes.docx"))))
    assert "Pohjolan kunta" in made.sections[0].header.paragraphs[0].text
    evening.click(minutes.export.template.own)
    assert "" == evening.program.settings.docx_template
    assert minutes.export.template.path is None


def test_a_template_that_is_gone(evening: Evening, tmp_path: Path) -> None:
    """The window says so in a sentence, and the button works again."""
    minutes = evening.page.minutes
    said: list[BaseException] = []
    minutes.failed.connect(said.append)
    minutes.export.template.show_path(str(tmp_path / "none.docx"))
    minutes.export.write_to(tmp_path)
    evening.until(lambda: bool(said))
    assert "docx_template_broken" in str(said[0])
    assert minutes.export.write.isEnabled()
