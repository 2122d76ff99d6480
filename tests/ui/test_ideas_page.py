"""The wall of ideas: columns, dragging, the keyboard, hiding and taking back, writing many."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from tests.ui.evening import Evening
from ui.dialogs.add_ideas import AddIdeasDialog
from ui.dialogs.idea_dialogs import EditIdeaDialog, HideIdeaDialog, MergeIdeaDialog, NameDialog
from ui.dialogs.look_alikes import LookAlikesDialog
from ui.kinds.ideas.panel import PUT_AWAY, Panel
from ui.widgets.card_model import MIME
from ui.widgets.idea_list import IdeaList
from workshop_app.domain.commands import AddIdea, ApproveIdea, HideIdea
from workshop_app.domain.ideas import IdeaOrigin, IdeaState
from workshop_app.domain.plan_commands import RenameTheme
from workshop_app.domain.text import Text


def _panel(evening: Evening) -> Panel:
    panel = evening.go("ideas")
    assert isinstance(panel, Panel)
    return panel


def drop(target: IdeaList, idea_id: int) -> None:
    """Let an idea's card go over a column, as the mouse does."""
    data = QMimeData()
    data.setData(MIME, str(idea_id).encode())
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    target.dropEvent(event)
    assert event.isAccepted()


def test_each_theme_has_its_column(evening: Evening) -> None:
    """All ideas that are in stand under their theme."""
    panel = _panel(evening)
    for theme in evening.snapshot.themes:
        shown = [card.idea_id for card in panel.column_of(theme.id).list.cards.cards]
        assert [i.id for i in evening.snapshot.ideas if i.theme_id == theme.id] == shown


def test_an_empty_wall_says_how_ideas_come(start: Callable[[str], Evening]) -> None:
    """Instead of how cards are moved, and of a search for pairs; with the first ones that is told."""
    evening = start("tyhja")
    panel = _panel(evening)
    evening.until(lambda: panel._hint.text().startswith("Ei vielä ideoita"))
    assert not panel.alike.isVisible()
    for text in ("Kyläbussi", "Digituki"):
        evening.phone(AddIdea(text, IdeaOrigin.FACILITATOR))
    evening.until(lambda: panel._hint.text().startswith("Vedä kortti"))
    assert panel.alike.isVisible()


def test_a_card_is_dragged_to_another_theme(evening: Evening) -> None:
    """The file has the move, and the card stands in its new column."""
    panel = _panel(evening)
    first, second = evening.snapshot.themes[:2]
    idea = panel.column_of(first.id).list.cards.cards[0].idea_id
    drop(panel.column_of(second.id).list, idea)
    evening.until(lambda: panel.column_of(second.id).list.cards.row_of(idea) is not None)
    assert second.id == evening.idea(idea).theme_id


def test_a_card_is_pushed_with_the_keyboard(evening: Evening) -> None:
    """Alt and an arrow do what dragging does, and the keyboard goes with the card: pressed twice, two columns on."""
    panel = _panel(evening)
    first, second, third = evening.snapshot.themes[:3]
    cards = panel.column_of(first.id).list
    cards.setCurrentIndex(cards.cards.index(0))
    idea = cards.cards.cards[0].idea_id
    evening.key(cards, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    there = panel.column_of(second.id).list
    evening.until(lambda: evening.idea(idea).theme_id == second.id and there.hasFocus())
    assert idea == there.cards.cards[there.currentIndex().row()].idea_id
    evening.key(there, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    evening.until(lambda: evening.idea(idea).theme_id == third.id)
    evening.until(panel.column_of(third.id).list.hasFocus)


def test_a_waiting_idea_is_mended_before_it_is_taken_in(evening: Evening) -> None:
    """A slip of the thumb need not be seen by the hall; the idea goes on waiting, its first wording is kept."""
    person = evening.join(1)[0]
    idea = evening.write_idea("Kirjsto auki", person)
    evening.go("ideas")
    waiting = evening.page.side.waiting
    evening.until(lambda: any(b.text() == "Korjaa" for b in waiting.findChildren(QPushButton)))
    evening.click(next(b for b in waiting.findChildren(QPushButton) if b.text() == "Korjaa"))
    dialog = evening.dialog(EditIdeaDialog)
    assert isinstance(dialog, EditIdeaDialog)
    dialog.text.setPlainText("Kirjasto auki")
    evening.click(dialog.do_it)
    evening.until(lambda: evening.idea(idea).text == "Kirjasto auki")
    assert IdeaState.WAITING is evening.idea(idea).state


def test_a_waiting_idea_says_under_which_theme_it_was_put(evening: Evening) -> None:
    """So one knows where it will stand before it is taken in; a theme that is renamed is renamed there too."""
    evening.write_idea("Kirjasto auki", evening.join(1)[0])
    evening.go("ideas")
    waiting, theme = evening.page.side.waiting, evening.snapshot.themes[0]
    evening.until(lambda: "Ihmistä varten" in [told.text() for told in waiting.findChildren(QLabel)])
    evening.phone(RenameTheme(theme.id, Text("Arki")))
    evening.until(lambda: "Arki" in [told.text() for told in waiting.findChildren(QLabel)])


def test_a_waiting_idea_that_looks_like_another_is_told(evening: Evening) -> None:
    """One press merges it, undo takes that back; beside an idea like no other nothing is told."""
    person, other = evening.join(1)[0], evening.snapshot.ideas[0]
    evening.go("ideas")
    waiting = evening.page.side.waiting
    evening.write_idea("Xyzzy plugh", person)
    evening.until(lambda: any(b.text() == "Ota mukaan" for b in waiting.findChildren(QPushButton)))
    assert not any("Muistuttaa" in told.text() for told in waiting.findChildren(QLabel))
    idea = evening.write_idea(f"{other.text} myös", person)
    evening.until(
        lambda: any(f"Muistuttaa: ”{other.text}”" == told.text() for told in waiting.findChildren(QLabel))
    )
    waiting.doing.merge(evening.idea(idea), evening.snapshot.ideas)
    dialog = evening.dialog(MergeIdeaDialog)
    assert isinstance(dialog, MergeIdeaDialog)
    assert other.text == dialog.list.item(0).text()
    dialog.reject()
    evening.click(next(b for b in waiting.findChildren(QPushButton) if b.text() == "Yhdistä siihen"))
    evening.until(lambda: evening.idea(idea).merged_into == other.id)
    evening.page.undoing.undo()
    evening.until(lambda: evening.idea(idea).state is IdeaState.WAITING)


def test_taking_all_in_can_be_taken_back_at_once(evening: Evening) -> None:
    """A rude one among them was not seen: one press lets them all wait again."""
    person = evening.join(1)[0]
    sent = [evening.write_idea(text, person) for text in ("Kirjasto", "Kioski")]
    evening.go("ideas")
    evening.until(evening.page.side.waiting._all.isVisible)
    evening.click(evening.page.side.waiting._all)
    evening.until(lambda: all(evening.idea(idea).state is IdeaState.IN for idea in sent))
    evening.until(lambda: "2 ideaa otettu mukaan." in evening.page.notice.text)
    evening.click(evening.page.notice._button)
    evening.until(lambda: all(evening.idea(idea).state is IdeaState.WAITING for idea in sent))


def test_a_hidden_idea_is_taken_back_by_undo(evening: Evening) -> None:
    """The notice after hiding has an Undo, and hidden ideas can be looked at with their reason."""
    panel = _panel(evening)
    idea = evening.snapshot.ideas[0]
    panel.doing.hide(idea)
    dialog = evening.dialog(HideIdeaDialog)
    assert isinstance(dialog, HideIdeaDialog)
    dialog.reason.setEditText("Sama kuin toinen")
    evening.click(dialog.do_it)
    evening.until(lambda: evening.idea(idea.id).state is IdeaState.HIDDEN)
    panel._put_away.setChecked(True)
    away = panel.column_of(PUT_AWAY).list.cards.cards
    assert [(idea.id, "Piilotettu: Sama kuin toinen")] == [(card.idea_id, card.detail) for card in away]
    evening.until(evening.page.notice.isVisible)
    evening.click(evening.page.notice._button)
    evening.until(lambda: evening.idea(idea.id).state is IdeaState.IN)


def test_the_wording_is_mended_and_the_original_kept(evening: Evening) -> None:
    """Too long a wording can't be sent; a good one is shown everywhere."""
    panel = _panel(evening)
    idea = evening.snapshot.ideas[0]
    panel.doing.edit(idea)
    dialog = evening.dialog(EditIdeaDialog)
    assert isinstance(dialog, EditIdeaDialog)
    dialog.text.setPlainText("x" * 10_000)
    assert not dialog.do_it.isEnabled()
    dialog.text.setPlainText("Lähipalvelut jokaiseen kylään")
    evening.click(dialog.do_it)
    evening.until(lambda: evening.idea(idea.id).text == "Lähipalvelut jokaiseen kylään")
    assert idea.original == evening.idea(idea.id).original


def test_a_pasted_list_becomes_ideas(evening: Evening) -> None:
    """One idea a line, list marks and empty lines left out; markup is only text."""
    panel = _panel(evening)
    evening.click(panel.add)
    dialog = evening.dialog(AddIdeasDialog)
    assert isinstance(dialog, AddIdeasDialog)
    dialog.text.setPlainText("• Kyläbussi\n\n- <script>alert(1)</script>\n=1+1\n\u202eoikealta\n")
    evening.click(dialog.do_it)
    evening.until(lambda: sum(i.origin is IdeaOrigin.FACILITATOR for i in evening.snapshot.ideas) == 4)
    texts = [i.text for i in evening.snapshot.ideas if i.origin is IdeaOrigin.FACILITATOR]
    assert ["Kyläbussi", "<script>alert(1)</script>", "=1+1", "oikealta"] == texts


def test_an_idea_that_the_search_hides_is_not_chosen(evening: Evening) -> None:
    """Chosen and then searched away it would be merged with unseen."""
    panel = _panel(evening)
    first, *_others, last = evening.snapshot.ideas
    panel.doing.merge(first, evening.snapshot.ideas)
    dialog = evening.dialog(MergeIdeaDialog)
    assert isinstance(dialog, MergeIdeaDialog)
    dialog.choose(last.id)
    assert dialog.do_it.isEnabled()
    dialog.search.setText("ei sellaista ole")
    assert ([], False) == (dialog.list.selectedItems(), dialog.do_it.isEnabled())
    dialog.reject()


def test_an_idea_that_is_too_long_is_named(evening: Evening) -> None:
    """Among many pasted lines it can be found; when it is shortened the sentence goes."""
    panel = _panel(evening)
    evening.click(panel.add)
    dialog = evening.dialog(AddIdeasDialog)
    assert isinstance(dialog, AddIdeasDialog)
    dialog.text.setPlainText("Kyläbussi\n" + "Pitkä selostus " * 20)
    assert "Etsi: ”Pitkä selostus" in dialog.trouble.text()
    assert not dialog.do_it.isEnabled()
    dialog.text.setPlainText("Kyläbussi\nLyhyt")
    assert dialog.do_it.isEnabled()
    assert dialog.trouble.isHidden()


def test_a_new_theme_gets_a_column(evening: Evening) -> None:
    """It stands last, empty."""
    panel = _panel(evening)
    panel._add_theme()
    dialog = evening.dialog(NameDialog)
    assert isinstance(dialog, NameDialog)
    dialog.text.setText("Liikenne")
    evening.click(dialog.do_it)
    evening.until(lambda: len(evening.snapshot.themes) == 5)
    assert "Liikenne" == panel.column_of(evening.snapshot.themes[-1].id).name


def test_ideas_that_look_alike_are_looked_through_in_one_place(evening: Evening) -> None:
    """Each pair is made one with a press and parted with another; when none is alike that is said."""
    panel = _panel(evening)
    person = evening.join(1)[0]
    ids = [
        evening.write_idea(text, person) for text in ("Saunavuorot kylätalolle", "Kylätalolle saunavuoroja")
    ]
    for made in ids:
        evening.phone(ApproveIdea(made))
    evening.until(lambda: sum(i.votable for i in evening.snapshot.ideas) == 22)
    evening.click(panel.alike)
    dialog = evening.dialog(LookAlikesDialog)
    assert isinstance(dialog, LookAlikesDialog)
    evening.until(lambda: bool(dialog.rows))
    pair = dialog.rows[0]
    evening.click(pair.press)
    evening.until(lambda: _merged(evening, ids[1]) == ids[0])
    evening.until(lambda: pair.press.text() == "Kumoa")
    evening.click(pair.press)
    evening.until(lambda: _merged(evening, ids[1]) is None)
    dialog.accept()
    for idea in evening.snapshot.ideas[1:]:
        evening.phone(HideIdea(idea.id, ""))
    evening.until(lambda: sum(i.votable for i in evening.snapshot.ideas) == 1)
    alone = panel.show_alike()
    evening.until(lambda: alone.told.text() == "Seinällä ei ole kahta samankaltaista ideaa.")
    alone.reject()


def _merged(evening: Evening, idea_id: int) -> int | None:
    return next(i.merged_into for i in evening.snapshot.ideas if i.id == idea_id)


def test_the_menu_names_all_that_can_be_done(evening: Evening) -> None:
    """Enter on a card opens the menu; the stage it offers is put on the idea."""
    panel = _panel(evening)
    idea = evening.snapshot.ideas[0]
    snapshot = evening.snapshot
    panel.doing.show_menu(idea, QPoint(10, 10), snapshot.workshop.ladder, snapshot.themes, snapshot.ideas)
    menu = next(m for m in panel.findChildren(QMenu) if m.isVisible())
    assert ["Korjaa sanamuotoa…", "Yhdistä…", "Piilota…", "Siirrä teemaan", "Vie portaalle"] == [
        action.text() for action in menu.actions() if action.text()
    ]
    menu.close()
