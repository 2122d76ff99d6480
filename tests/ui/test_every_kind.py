"""Each line of the table of kinds on all its faces: what a kind must pass before anything of its own is tested."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import resources
from exports import minutes_html
from exports.tables import all_tables
from tests.exports.evenings import rendered
from tests.exports.strict_reader import problems
from tests.ui.evening import Evening
from tests.web.phone import Phone
from ui.facilitator.hall import view_of
from ui.facilitator.rail import Page
from ui.projector.stage import Stage
from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import AddActivity, CloseActivity, OpenActivity, ShowResults
from workshop_app.domain.text import Text
from workshop_app.i18n import LANGUAGES, translator
from workshop_app.kinds.base import ActivityKind
from workshop_app.kinds.table import KINDS

Start = Callable[[str], Evening]
EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@pytest.fixture(name="evening")
def _empty_evening(start: Start) -> Evening:
    return start("tyhja")


@EVERY_KIND
def test_a_kind_has_all_its_files(kind: ActivityKind) -> None:
    """A line in the table is enough: its files in the other folders are found by its name."""
    root, phone = Path(__file__).parents[2], kind.phone
    pages = {"": True, "_results": phone.results is not None, "_own": phone.own is not None}
    wanted = [resources.path("web", "kinds", f"{kind.name}{end}.html") for end, has in pages.items() if has]
    wanted.append(resources.path("icons", f"{kind.name}.svg"))
    wanted += [
        root / face.format(kind.name)
        for face in ("ui/kinds/{}/panel.py", "ui/kinds/{}/scene.py", "exports/kinds/{}.py")
    ]

    assert [] == [path.name for path in wanted if not path.is_file()]


@EVERY_KIND
def test_a_part_that_nobody_answers_goes_through_the_evening(
    evening: Evening, qtbot: QtBot, kind: ActivityKind
) -> None:
    """Added, opened, closed, its results shown: phones, window and hall show it, and the minutes tell of it."""
    activity_id = _added(evening, kind)
    phone = Phone(evening.opened.runtime.web.start("127.0.0.1", 0))
    phone.join()
    try:
        for command in (OpenActivity(activity_id), CloseActivity(activity_id), ShowResults(activity_id)):
            evening.phone(command)
            page = phone.get()
            assert (200, "") == (page.status, page.notice)
        assert 200 == phone.get(f"/a/{activity_id}/results").status
    finally:
        phone.close()
    evening.until(lambda: _activity(evening, activity_id).results_shown)
    _is_shown(evening, activity_id, qtbot)
    _is_told(evening)


def _added(evening: Evening, kind: ActivityKind) -> int:
    """One more part of this kind on the agenda, with a row in the plan; its id."""
    made = evening.phone(AddActivity(kind.name, Text(fi="Osio", en="Part"), Text(fi="Mitä mieltä olet?")))
    assert isinstance(made, int)
    evening.page.go(Page.PLAN)
    evening.until(lambda: made in evening.page.plan.agenda.rows)
    return made


def _activity(evening: Evening, activity_id: int) -> Activity:
    found = evening.snapshot.activity(activity_id)
    assert found is not None
    return found


def _is_shown(evening: Evening, activity_id: int, qtbot: QtBot) -> None:
    evening.click(evening.page.rail.item(activity_id))
    evening.until(lambda: view_of(evening.snapshot, activity_id, "") is not None)
    stage = Stage()
    qtbot.addWidget(stage)
    stage.resize(1280, 720)
    for results in (False, True):
        stage.show_view(view_of(evening.snapshot, activity_id, ""), "", translator("fi"), results=results)
        assert not stage.grab().isNull()
    assert evening.page.run_page(activity_id).panel.isVisible()


def _is_told(evening: Evening) -> None:
    minutes = evening.file()
    for language in LANGUAGES:
        assert [] == problems(rendered(minutes, language))
        assert minutes_html.render(minutes, language).endswith("</html>\n")
        assert all_tables(minutes, language)
