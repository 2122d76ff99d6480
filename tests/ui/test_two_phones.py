"""The menu's window in which two phones of one person become one."""

from __future__ import annotations

from tests.ui.evening import Evening
from ui.dialogs.two_phones import TwoPhonesDialog
from workshop_app.store import workshop_rows


def test_two_codes_make_one_person_and_two_again(evening: Evening) -> None:
    """Wrong codes are told in the window; right ones merge; the window lists it and takes it apart."""
    first, second = evening.join(2)
    reader = evening.opened.runtime.reader()
    codes = [workshop_rows.code_of(reader, person) or "" for person in (first, second)]
    dialog = _open(evening)
    dialog.first.setText("????")
    evening.click(dialog.do_it)
    assert not dialog.trouble.isHidden()
    dialog.first.setText(codes[0].lower())
    dialog.second.setText(codes[0])
    evening.click(dialog.do_it)
    assert dialog.isVisible()
    dialog.second.setText(" ".join(codes[1]))
    evening.click(dialog.do_it)
    evening.until(lambda: evening.snapshot.participants == 1)
    evening.until(lambda: "yhtenä ihmisenä" in evening.page.notice.text)

    again = _open(evening)
    texts = [child.accessibleName() for child in again.findChildren(type(again.do_it))]
    assert any(codes[0] in text and codes[1] in text for text in texts)
    again.parted.emit(second)
    again.reject()
    evening.until(lambda: evening.snapshot.participants == 2)


def _open(evening: Evening) -> TwoPhonesDialog:
    evening.program.window.action("phones").trigger()
    dialog = evening.dialog(TwoPhonesDialog)
    assert isinstance(dialog, TwoPhonesDialog)
    return dialog
