"""The duel's page tells how far it is and offers what would help."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.evening import Evening
from ui.dialogs.explanation import Explanation
from ui.kinds.duel.panel import Panel
from workshop_app.domain.agenda import ActivityState
from workshop_app.domain.commands import AddIdea, CloseActivity, EditActivity, OpenActivity
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair
from workshop_app.kinds.duel.explained import FOR_THE_FACILITATOR, METHOD
from workshop_app.kinds.duel.final import final_of
from workshop_app.kinds.duel.report import DuelReport


def _page(evening: Evening) -> Panel:
    panel = evening.go("duel")
    assert isinstance(panel, Panel)
    return panel


def test_too_few_pairs_are_said_and_mended(evening: Evening) -> None:
    """Before the opening: what the pairs come to with the people here, and the number that would be enough."""
    duel = evening.activity_id("duel")
    evening.join(10)
    evening.phone(EditActivity(duel, config={"duels": 3}))
    panel = _page(evening)
    evening.until(lambda: "3 paria" in panel.outlook.outlook.text())
    assert "Kysy jokaiselta 12 paria" == panel.outlook.help.text()
    panel.outlook.help.click()
    evening.until(lambda: "12 paria" in panel.outlook.outlook.text())
    evening.until(lambda: not panel.outlook.help.isVisible())


def test_what_steers_the_hall_can_be_taken_back(evening: Evening) -> None:
    """More pairs or a final come to every phone with one press: the notice says so and takes it back."""
    duel = evening.activity_id("duel")
    evening.join(10)
    evening.phone(EditActivity(duel, config={"duels": 3}))
    panel = _page(evening)
    evening.until(lambda: panel.outlook.help.text() == "Kysy jokaiselta 12 paria")
    panel.outlook.help.click()
    evening.until(evening.page.notice.isVisible)
    assert "Jokaiselta kysytään nyt 12 paria." == evening.page.notice._text.text()
    evening.until(lambda: panel._view is not None and panel._view.activity.number("duels", 0) == 12)
    evening.click(evening.page.notice._button)
    evening.until(lambda: panel._view is not None and panel._view.activity.number("duels", 0) == 3)


def test_the_link_that_explains_stays_under_the_pointer(evening: Evening) -> None:
    """What steers the hall comes and goes beside it while people answer, and never takes its place."""
    duel = evening.activity_id("duel")
    evening.join(10)
    panel = _page(evening)
    evening.until(lambda: not panel.outlook.help.isVisible())
    before = panel.outlook.explain.x()
    evening.phone(EditActivity(duel, config={"duels": 3}))
    evening.until(panel.outlook.help.isVisible)
    evening.until(lambda: panel.outlook.help.x() > panel.outlook.explain.x())
    assert before == panel.outlook.explain.x()


def test_below_the_button_stands_what_to_know_before_it(evening: Evening) -> None:
    """Ideas that would stay out of the voting; while it is open, how many have answered all their pairs."""
    duel = evening.activity_id("duel")
    first, second = evening.join(2)
    evening.phone(EditActivity(duel, config={"duels": 3}))
    evening.phone(OpenActivity(evening.activity_id("ideas")))
    evening.write_idea("Kyläbussi", first)
    evening.phone(CloseActivity(evening.activity_id("ideas")))
    _page(evening)
    note = evening.page.side.controls._closes
    evening.until(
        lambda: note.text() == "Yksi idea odottaa: siitä äänestetään vasta, kun olet ottanut sen mukaan."
    )
    evening.phone(OpenActivity(duel))
    evening.vote(first, 3)
    evening.vote(second, 2)
    evening.until(lambda: note.text() == "1 / 2 on vastannut kaikkiin pareihinsa.")
    evening.vote(second, 1)
    evening.until(lambda: note.text() == "2 / 2 on vastannut kaikkiin pareihinsa.")


def test_without_two_ideas_it_is_told(start: Callable[[str], Evening]) -> None:
    """An empty evening's duel says what it lacks; with two ideas it says what it waits for."""
    evening = start("tyhja")
    panel = _page(evening)
    evening.until(lambda: "vähintään kaksi ideaa" in panel.level.text())
    for text in ("Kyläbussi", "Digituki"):
        evening.phone(AddIdea(text, IdeaOrigin.FACILITATOR))
    evening.until(lambda: "ensimmäisistä vastauksista" in panel.level.text())
    # The hall is told what comes, not what was planned: of two ideas there is one pair.
    report = evening.snapshot.reports[evening.activity_id("duel")]
    assert isinstance(report, DuelReport)
    assert (15, 1) == (report.asked, report.each)


def test_after_the_closing_no_more_pairs_are_offered(evening: Evening) -> None:
    """Nobody is asked any more, so a button that asks for more would do nothing."""
    duel = evening.activity_id("duel")
    evening.phone(EditActivity(duel, config={"duels": 3}))
    evening.phone(OpenActivity(duel))
    panel = _page(evening)
    person = evening.join(10)[0]
    evening.vote(person, 2)
    evening.phone(CloseActivity(duel))
    evening.until(lambda: panel._view is not None and panel._view.activity.state is ActivityState.CLOSED)
    assert not panel.outlook.help.isVisible()


def test_what_showings_take_is_offered_all_along(evening: Evening) -> None:
    """Before the opening, at the first answer and at the last it is the same number, until somebody presses."""
    duel, offered = evening.activity_id("duel"), "Kysy jokaiselta 24 paria"
    evening.phone(EditActivity(duel, config={"duels": 14}))
    people = evening.join(5)
    panel = _page(evening)
    evening.until(lambda: panel.outlook.help.text() == offered)
    evening.phone(OpenActivity(duel))
    for person in people:
        evening.vote(person, 14)
        number = str(14 * (people.index(person) + 1))
        evening.until(lambda number=number: panel.figures._pairs[1][0].text() == number)  # type: ignore[misc]
        assert (offered, True) == (panel.outlook.help.text(), panel.outlook.help.isVisible())
        assert "14 paria" in panel.outlook.outlook.text()
    panel.outlook.help.click()
    evening.until(lambda: not panel.outlook.help.isVisible())
    assert "7 kertaa" in panel.outlook.outlook.text()


def test_when_the_pairs_asked_will_not_do_more_are_offered(start: Callable[[str], Evening]) -> None:
    """Nearly all have answered, each idea was shown enough and it is not sure: one press asks for more pairs. The
    number stays while answers come, though the guess goes up and down.
    """
    evening = start("tyhja")
    for text in "ABCDEFGHI":
        evening.phone(AddIdea(f"Idea {text}", IdeaOrigin.FACILITATOR))
    duel = evening.activity_id("duel")
    evening.phone(EditActivity(duel, config={"duels": 14}))
    evening.phone(OpenActivity(duel))
    people = evening.join(5)
    for person in people[:4]:
        evening.vote(person, 14)
    panel = _page(evening)
    evening.until(lambda: "paria lisää" in panel.outlook.outlook.text())
    said = panel.outlook.outlook.text()
    offered = panel.outlook.help.text()
    assert re.fullmatch(r"Kysy jokaiselta (19|2\d|3[0-6]) paria", offered)
    for answers in range(57, 71):
        evening.vote(people[4], 1)
        number = str(answers)
        evening.until(lambda number=number: panel.figures._pairs[1][0].text() == number)  # type: ignore[misc]
        assert (said, offered) == (panel.outlook.outlook.text(), panel.outlook.help.text())
    panel.outlook.help.click()
    evening.until(lambda: not panel.outlook.help.isVisible())
    assert "paria lisää" not in panel.outlook.outlook.text()


def test_a_final_is_offered_run_and_ended(evening: Evening) -> None:
    """When every idea has had its showings and the top is unclear, ten go on among themselves."""
    duel = evening.activity_id("duel")
    evening.phone(EditActivity(duel, config={"duels": 30}))
    evening.phone(OpenActivity(duel))
    for person in evening.join(5):
        evening.vote(person, 30)
    panel = _page(evening)
    evening.until(lambda: "finaali" in panel.outlook.help.text())
    panel.outlook.help.click()
    evening.until(lambda: panel.outlook.help.text() == "Lopeta finaali")
    activity = evening.snapshot.activity(duel)
    assert activity is not None
    assert 10 == len(final_of(activity))
    panel.outlook.help.click()
    evening.until(lambda: panel.outlook.help.text() != "Lopeta finaali")


def test_odd_answering_is_told(evening: Evening) -> None:
    """Somebody who always takes the upper one, at once, is told of; the answers count all the same."""
    duel = evening.activity_id("duel")
    evening.phone(OpenActivity(duel))
    for person in evening.join(2):
        pair = evening.phone(ShowPair(duel, person))
        while pair is not None:
            pair = evening.phone(AnswerPair(duel, person, int(str(pair)), Outcome.LEFT))
    panel = _page(evening)
    evening.until(lambda: "oudoilta" in panel.outlook.odd.text())
    evening.until(lambda: panel.figures._pairs[1][0].text() == "30")


def test_the_method_is_explained(evening: Evening) -> None:
    """One press opens the explanation in the window's language; it blocks nothing."""
    panel = _page(evening)
    panel.outlook.explain.click()
    dialog = next(d for d in panel.window().findChildren(Explanation) if d.isVisible())
    texts = [found.text() for found in dialog.findChildren(QLabel)]
    assert len(METHOD) + len(FOR_THE_FACILITATOR) + 1 == len(texts)
    assert not [text for text in texts if text in METHOD]
    dialog.close()
    QTest.qWait(0)
