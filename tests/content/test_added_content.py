"""Content that somebody adds or breaks: picked up without code, or refused with the file's name."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from workshop_app import content
from workshop_app.content import Content
from workshop_app.domain.errors import WorkshopError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that a test may change."""
    for name in ("ladders", "templates"):
        shutil.copytree(resources.path(name), tmp_path / name)
    shutil.copy(resources.path("groups.json"), tmp_path)
    return tmp_path


def changed(file: Path, **values: object) -> None:
    """Put other values into a content file."""
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | values), "utf-8")


def why(folder: Path) -> str:
    """What the refusal of a folder's templates says; fails when they are accepted."""
    with pytest.raises(WorkshopError) as refused:
        Content(folder).templates  # noqa: B018 - reading it is what is tried
    assert refused.value.code == "content_broken"
    return f"{refused.value.params['file']}: {refused.value.params['why']}"


def test_a_new_template_file_is_enough(folder: Path) -> None:
    """A file added to the folder is offered, in its place, without any code."""
    shutil.copy(folder / "templates" / "tyhja.json", folder / "templates" / "kylailta.json")
    changed(folder / "templates" / "kylailta.json", id="kylailta", order=0)
    assert Content(folder).templates[0].id == "kylailta"
    assert len(Content(folder).templates) == len(content.templates()) + 1


def test_a_new_ladder_and_group_are_enough(folder: Path) -> None:
    """A ladder file and a group entry can be used by a template at once."""
    stages = [{"id": "oma.1", "order": 1, "name": {"fi": "Kuullaan"}}]
    (folder / "ladders" / "oma.json").write_text(
        json.dumps({"id": "oma", "order": 9, "name": {"fi": "Omat portaat"}, "stages": stages}), "utf-8"
    )
    known = json.loads((folder / "groups.json").read_text("utf-8"))
    known["groups"].append({"id": "mokkilaiset", "order": 99, "name": {"fi": "Mökkiläisenä"}})
    (folder / "groups.json").write_text(json.dumps(known), "utf-8")
    changed(
        folder / "templates" / "tyhja.json",
        ladder_id="oma",
        promise_stage_id="oma.1",
        groups=["mokkilaiset"],
    )
    evening = Content(folder).template("tyhja")
    assert (evening.ladder_id, evening.promise_stage_id) == ("oma", "oma.1")
    assert [g.name.pick("sv") for g in evening.groups] == ["Mökkiläisenä"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"promise_stage_id": "pop5.nowhere"}, "stage_unknown"),
        ({"ladder_id": "nowhere"}, "ladder_unknown"),
        ({"groups": ["nowhere"]}, "no such group"),
        ({"promis": "x"}, "unknown key 'promis'"),
        ({"id": "other"}, "file's name"),
        ({"order": "first"}, "whole number"),
        ({"title": {}}, "text_empty"),
        ({"themes": 3}, "must be a list"),
        ({"activities": [{"kind": "duel"}]}, "'minutes' is missing"),
        ({"translated": ["xx"]}, "'translated'"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_mistake_is_told_with_its_file(folder: Path, values: dict[str, object], said: str) -> None:
    """A file that cannot be used is named, with the reason."""
    changed(folder / "templates" / "tyhja.json", **values)
    told = why(folder)
    assert told.startswith("tyhja.json")
    assert said in told


def test_a_file_that_is_no_json_is_told(folder: Path) -> None:
    """A half-written file is refused by name."""
    (folder / "templates" / "tyhja.json").write_text('{"id": "tyhja",', "utf-8")
    assert why(folder).startswith("tyhja.json")


def test_ids_of_ideas_are_unique_over_all_templates(folder: Path) -> None:
    """Two templates with the same idea ids are refused."""
    shutil.copy(folder / "templates" / "mittarit.json", folder / "templates" / "toinen.json")
    changed(folder / "templates" / "toinen.json", id="toinen")
    assert "two ideas have the id 'mittarit.t1.i01'" in why(folder)


@given(
    key=st.sampled_from(sorted(json.loads(resources.path("templates", "mittarit.json").read_text("utf-8")))),
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    ),
)
def test_no_value_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: object
) -> None:
    """Whatever stands in a file, it is read or refused as broken content, nothing else is raised."""
    folder = tmp_path_factory.mktemp("content")
    for name in ("ladders", "groups.json"):
        (folder / name).symlink_to(resources.path(name))
    (folder / "templates").mkdir()
    shutil.copy(resources.path("templates", "mittarit.json"), folder / "templates")
    changed(folder / "templates" / "mittarit.json", **{key: value})
    code = "content_broken"
    try:
        Content(folder).templates  # noqa: B018 - reading it is what is tried
    except WorkshopError as refused:
        code = refused.code
    assert code == "content_broken"
