"""Undo: every action of the window is taken back step by step, and done again."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt

from tests.ui.evening import Evening
from ui.dialogs.idea_dialogs import HideIdeaDialog
from ui.facilitator.rail import Page
from workshop_app.domain import commands as c
from workshop_app.domain import plan_commands as p
from workshop_app.domain.agenda import ActivityState
from workshop_app.domain.ideas import IdeaState
from workshop_app.domain.text import Text
from workshop_app.domain.workshop import NAMED
from workshop_app.snapshot import Snapshot


def _do(evening: Evening, command: c.Command) -> None:
    """Send a command as the window does, and wait until it is read."""
    done: list[object] = []
    evening.opened.client.submit(command, done.append)
    evening.until(lambda: bool(done))
    _read(evening)


def _read(evening: Evening) -> None:
    with evening.qtbot.waitSignal(evening.opened.model.refreshed):
        evening.opened.model.refresh()


def _facts(snapshot: Snapshot) -> tuple[object, ...]:
    """All that the window shows, without what only says when and how often."""
    ideas = tuple(
        (i.id, i.text, i.state, i.theme_id, i.stage_id, i.merged_into, i.reason) for i in snapshot.ideas
    )
    agenda = tuple(
        (a.id, a.title, a.question, a.minutes, a.stage_id, a.notes, a.results_shown, a.config)
        for a in snapshot.activities
    )
    texts = {part: text for part, text in snapshot.texts.items() if text}
    return snapshot.workshop, ideas, agenda, texts, tuple((t.id, t.name) for t in snapshot.themes)


def _commands(evening: Evening, waiting: int) -> list[c.Command]:
    now = evening.snapshot
    first, second, third = now.ideas[:3]
    duel, welcome = evening.activity_id("duel"), evening.activity_id("welcome")
    return [
        c.ApproveIdea(waiting),
        c.HideIdea(first.id, "Nimeää henkilön"),
        c.MergeIdea(second.id, third.id),
        c.EditIdea(third.id, "Toisin sanoin"),
        c.MoveIdea(third.id, now.themes[-1].id),
        c.TagStage(c.StageTarget.IDEA, third.id, now.workshop.ladder.stages[0].id),
        c.TagStage(c.StageTarget.WORKSHOP, 1, None),
        c.EditWorkshop(title=Text(fi="Toinen"), place="Ii"),
        c.EditActivity(duel, minutes=3, notes="Kello!"),
        p.ClearActivity(duel, question=True, settings=("duels",)),
        c.EditActivity(duel, question=Text(fi="Kumpi ensin?")),
        c.EditActivity(duel, config={"duels": 9}),
        c.MoveActivity(duel, 0),
        c.RemoveActivity(welcome),
        c.WriteMinutesText("summary", "Hyvä ilta"),
        p.RenameTheme(now.themes[0].id, Text(fi="Arki")),
        p.MoveTheme(now.themes[0].id, 2),
        p.ChooseGroups(now.workshop.groups[:2]),
        c.ShowResults(duel, shown=True),
    ]


def test_all_is_taken_back_step_by_step_and_done_again(evening: Evening) -> None:
    """After undoing every step the workshop is what it was; after redoing them, what it had become."""
    undoing = evening.page.undoing
    evening.phone(c.OpenActivity(evening.activity_id("ideas")))
    waiting = evening.write_idea("Kyläbussi", evening.join(1)[0])
    commands = _commands(evening, waiting)
    # Merged only into what is in: the second idea's row in the list is not the waiting one.
    before = _facts(evening.snapshot)
    for command in commands:
        _do(evening, command)
    after = _facts(evening.snapshot)
    assert before != after
    for _step in commands:
        left = undoing.undo_words
        assert left
        with evening.qtbot.waitSignal(undoing.said):
            undoing.undo()
        _read(evening)
    evening.until(lambda: _facts(evening.snapshot) == before)
    for _step in commands:
        with evening.qtbot.waitSignal(undoing.said):
            undoing.redo()
        _read(evening)
    evening.until(lambda: _facts(evening.snapshot) == after)
    assert "" == undoing.redo_words


def test_the_menu_names_what_is_taken_back(evening: Evening) -> None:
    """The line of the menu and its key; nothing to take back, no line to press."""
    undo = evening.program.window.action("undo")
    assert (False, "Kumoa") == (undo.isEnabled(), undo.text())
    _do(evening, c.OpenActivity(evening.activity_id("ideas")))
    assert (True, "Kumoa: osion avaaminen") == (undo.isEnabled(), undo.text())
    evening.page.go(Page.MINUTES)
    evening.page.setFocus()
    evening.key(evening.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    evening.until(lambda: ActivityState.OPEN not in {a.state for a in evening.snapshot.activities})
    assert "Kumottiin: osion avaaminen." == evening.page.notice.text


def test_an_opening_that_is_taken_back_leaves_the_part_to_come(evening: Evening) -> None:
    """Planned again, with what was open before: the next step does not go past it. Answered, it has been open."""
    undoing, ladder = evening.page.undoing, evening.activity_id("ladder")
    ideas, duel = evening.activity_id("ideas"), evening.activity_id("duel")

    def states() -> list[str]:
        found = {a.id: a.state.value for a in evening.snapshot.activities}
        return [found[ideas], found[ladder], found[duel]]

    _do(evening, c.OpenActivity(ideas))
    _do(evening, c.OpenActivity(ladder))
    undoing.undo()
    evening.until(lambda: states() == ["open", "planned", "planned"])
    opened = evening.snapshot.activity(ladder)
    assert opened is not None
    assert (None, ()) == (opened.opened_at, opened.history)
    undoing.redo()
    evening.until(lambda: states() == ["closed", "open", "planned"])
    _do(evening, c.OpenActivity(duel))
    evening.vote(evening.join(1)[0], 2)
    evening.until(lambda: evening.snapshot.counts.get(duel, 0) > 0)
    undoing.undo()
    evening.until(lambda: states() == ["closed", "open", "closed"])


def test_a_hidden_idea_that_waited_waits_again(evening: Evening) -> None:
    """The button in the notice does not let it in."""
    evening.phone(c.OpenActivity(evening.activity_id("ideas")))
    waiting = evening.write_idea("Kyläbussi", evening.join(1)[0])
    evening.go("ideas")
    evening.page.side.waiting.doing.hide(evening.idea(waiting))
    dialog = evening.dialog(HideIdeaDialog)
    assert isinstance(dialog, HideIdeaDialog)
    evening.click(dialog.do_it)
    evening.until(lambda: evening.idea(waiting).state is IdeaState.HIDDEN)
    evening.until(evening.page.notice.isVisible)
    evening.page.notice._act()
    evening.until(lambda: evening.idea(waiting).state is IdeaState.WAITING)


def test_the_notice_s_button_and_the_menu_take_back_the_same(evening: Evening) -> None:
    """A step that the button has taken back is none that the menu takes back once more: it can be done again."""
    undoing, ideas = evening.page.undoing, evening.snapshot.ideas
    evening.go("ideas")
    _do(evening, c.EditIdea(ideas[1].id, "Toisin sanoin"))
    doing = evening.page.side.waiting.doing
    doing.hide(ideas[0])
    evening.click(cast("HideIdeaDialog", evening.dialog(HideIdeaDialog)).do_it)
    evening.until(lambda: evening.idea(ideas[0].id).state is IdeaState.HIDDEN)
    evening.until(evening.page.notice.isVisible)
    evening.page.notice._act()
    evening.until(lambda: "idean piilottaminen" == undoing.redo_words)
    assert "sanamuodon korjaus" == undoing.undo_words
    evening.until(lambda: evening.idea(ideas[0].id).state is ideas[0].state)
    undoing.redo()
    evening.until(lambda: evening.idea(ideas[0].id).state is IdeaState.HIDDEN)


def test_the_notice_s_button_takes_back_its_own_step_only(evening: Evening) -> None:
    """What was done after it stays, and is what the menu takes back next."""
    undoing, ideas = evening.page.undoing, evening.snapshot.ideas
    evening.go("ideas")
    evening.page.side.waiting.doing.hide(ideas[0])
    evening.click(cast("HideIdeaDialog", evening.dialog(HideIdeaDialog)).do_it)
    evening.until(evening.page.notice.isVisible)
    _do(evening, c.EditIdea(ideas[1].id, "Toisin sanoin"))
    evening.page.notice._act()
    evening.until(lambda: "idean piilottaminen" == undoing.redo_words)
    assert "Toisin sanoin" == evening.idea(ideas[1].id).text
    assert "sanamuodon korjaus" == undoing.undo_words
    undoing.undo()
    evening.until(lambda: evening.idea(ideas[1].id).text == ideas[1].text)


def test_several_taken_in_at_once_are_taken_back_by_one_press(evening: Evening) -> None:
    """The notice's button lets all of them wait again, and leaves no step behind."""
    person = evening.join(1)[0]
    sent = [evening.write_idea(text, person) for text in ("Kirjasto", "Kioski")]
    evening.go("ideas")
    waiting, undoing = evening.page.side.waiting, evening.page.undoing
    evening.until(waiting._all.isVisible)
    evening.click(waiting._all)
    evening.until(lambda: "2 ideaa otettu mukaan." in evening.page.notice.text)
    evening.until(lambda: all(evening.idea(idea).state is IdeaState.IN for idea in sent))
    evening.page.notice._act()
    evening.until(lambda: all(evening.idea(idea).state is IdeaState.WAITING for idea in sent))
    evening.until(lambda: ("", "idean ottaminen mukaan") == (undoing.undo_words, undoing.redo_words))


def test_what_was_wiped_is_not_brought_back(evening: Evening) -> None:
    """After the wiping there is nothing to take back or to do again: the steps hold names that the file has no more."""
    named = c.WriteMinutesText(NAMED, "Maija Meikäläinen")
    for command in (named, c.WriteMinutesText(NAMED, ""), c.WriteMinutesText("discussion", "Maija kertoi")):
        _do(evening, command)
    evening.page.undoing.undo()
    evening.until(lambda: evening.page.undoing.redo_words != "")
    _do(evening, c.WipePersonalData())
    assert ("", "") == (evening.page.undoing.undo_words, evening.page.undoing.redo_words)
    assert not evening.program.window.action("undo").isEnabled()
    evening.page.undoing.undo()
    _do(evening, c.EditWorkshop(place="Ii"))
    assert "" == evening.snapshot.texts.get(NAMED, "")
