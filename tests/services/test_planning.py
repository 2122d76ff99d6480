"""What is prepared before the evening: themes, groups, many ideas at once."""

from __future__ import annotations

from datetime import date

import pytest

from workshop_app.domain import commands as c
from workshop_app.domain import plan_commands as p
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ideas import IDEA_LIMIT, Idea, IdeaOrigin, IdeaState
from workshop_app.domain.template import Group
from workshop_app.domain.text import Text
from workshop_app.runtime import Runtime
from workshop_app.store import idea_rows, workshop_rows


def _names(runtime: Runtime) -> list[str]:
    return [theme.name.pick("fi") for theme in idea_rows.themes(runtime.reader())]


def _own(runtime: Runtime) -> list[Idea]:
    return [i for i in idea_rows.ideas(runtime.reader()) if i.origin is IdeaOrigin.FACILITATOR]


def test_themes_are_renamed_and_moved(runtime: Runtime) -> None:
    """The name changes in the languages that are given; the order is the one asked for."""
    before = _names(runtime)
    first = idea_rows.themes(runtime.reader())[0]
    runtime.submit(p.RenameTheme(first.id, Text(fi="Liikkuminen", sv="Att röra sig"))).result()
    runtime.submit(p.MoveTheme(first.id, 99)).result()

    assert [*before[1:], "Liikkuminen"] == _names(runtime)


def test_only_an_empty_theme_goes(runtime: Runtime) -> None:
    """A theme with an idea stays; when its last idea stands elsewhere it can go, and the idea keeps its place."""
    full = idea_rows.themes(runtime.reader())[2]
    with pytest.raises(WorkshopError, match="theme_used"):
        runtime.submit(p.RemoveTheme(full.id)).result()
    under = [i.id for i in idea_rows.ideas(runtime.reader()) if i.theme_id == full.id]
    for idea_id in under:
        runtime.submit(c.MoveIdea(idea_id, None)).result()
    runtime.submit(p.RemoveTheme(full.id)).result()

    assert full.id not in [theme.id for theme in idea_rows.themes(runtime.reader())]
    assert {None} == {idea_rows.idea(runtime.reader(), idea_id).theme_id for idea_id in under}
    with pytest.raises(WorkshopError, match="theme_unknown"):
        runtime.submit(p.RenameTheme(full.id, Text(fi="Taas"))).result()


def test_a_group_that_somebody_chose_stays(runtime: Runtime) -> None:
    """Others may go and new ones come; the joined person's group is refused to be left out."""
    groups = workshop_rows.workshop(runtime.reader()).groups
    runtime.submit(c.Join("x", groups[1].id, "fi")).result()
    young = Group("nuoret", Text(fi="Nuorena"))
    with pytest.raises(WorkshopError, match="group_used"):
        runtime.submit(p.ChooseGroups((groups[0], young))).result()
    runtime.submit(p.ChooseGroups((groups[1], young))).result()

    assert (groups[1], young) == workshop_rows.workshop(runtime.reader()).groups
    with pytest.raises(WorkshopError, match="too_many_groups"):
        runtime.submit(
            p.ChooseGroups((groups[1], *(Group(f"g{n}", Text(fi="G")) for n in range(20))))
        ).result()


def test_many_ideas_come_with_their_themes(runtime: Runtime) -> None:
    """A theme is found by its name in any language and any case, made once when it is new; the ids come back."""
    there = idea_rows.themes(runtime.reader())[0]
    swedish = (there.name.sv or "").upper()
    seeds = (
        p.SeedIdea("Kyläbussi", "Liikenne"),
        p.SeedIdea("Pyörätie", "liikenne"),
        p.SeedIdea("Etävastaanotto", swedish),
        p.SeedIdea("Muuta"),
    )
    made = runtime.submit(p.AddIdeas(seeds)).result()

    own = _own(runtime)
    assert made == tuple(idea.id for idea in own)
    new = idea_rows.themes(runtime.reader())[-1]
    assert [new.id, new.id, there.id, None] == [idea.theme_id for idea in own]
    assert "Liikenne" == new.name.pick("fi")
    runtime.submit(p.HideIdeas(made)).result()
    assert {IdeaState.HIDDEN} == {idea.state for idea in _own(runtime)}


def test_of_many_ideas_all_come_or_none(runtime: Runtime) -> None:
    """One that is too long leaves no other behind, and no theme."""
    themes = _names(runtime)
    seeds = (p.SeedIdea("Kyläbussi", "Liikenne"), p.SeedIdea("x" * (IDEA_LIMIT + 1)))
    with pytest.raises(WorkshopError, match="text_too_long"):
        runtime.submit(p.AddIdeas(seeds)).result()
    with pytest.raises(WorkshopError, match="too_many_at_once"):
        runtime.submit(p.AddIdeas((p.SeedIdea("a"),) * 1_001)).result()

    assert ([], themes) == (_own(runtime), _names(runtime))


def test_the_day_until_which_the_file_is_kept(runtime: Runtime) -> None:
    """It is the one that was chosen."""
    runtime.submit(p.KeepUntil(date(2027, 3, 1))).result()
    assert date(2027, 3, 1) == workshop_rows.workshop(runtime.reader()).retention_until
