"""The content that ships with Tupailta: ladders, groups and templates, read from ``resources/``. Any thread.

Every data file in the folders counts: a new ladder or template is a new file, a new group a new entry. What the
files hold is told in ``resources/README.md``. Files are checked when they are first read, all of them, so a
mistake shows at the start and not in the middle of an evening.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import resources
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ladder import Ladder
from workshop_app.domain.template import Group, Template, TemplateActivity, TemplateIdea, TemplateTheme
from workshop_app.domain.text import LANGUAGES, Text

__all__ = ["Content", "groups", "ladder", "ladders", "template", "templates"]

_Json = Mapping[str, Any]
_Made = TypeVar("_Made")

# Key: whether it must be there. "comment" may stand anywhere, for whoever edits the file.
_GROUPS = {"groups": True, "translated": False}
_GROUP = {"id": True, "order": True, "name": True, "official": False, "source": False}
_LADDER = {
    "id": True, "order": True, "name": True, "stages": True,
    "source": False, "basis": False, "note": False, "translated": False,
}  # fmt: skip
_STAGE = {"id": True, "order": True, "name": True, "description": False, "band": False, "examples": False}
_TEMPLATE = {
    "id": True, "order": True, "title": True, "purpose": True, "groups": True, "activities": True, "themes": True,
    "ladder_id": False, "promise_stage_id": False, "source": False, "draft": False, "translated": False,
}  # fmt: skip
_ACTIVITY = {
    "kind": True, "minutes": True,
    "title": False, "question": False, "stage_id": False, "config": False,
}  # fmt: skip
_THEME = {"id": True, "name": True, "ideas": True}
_IDEA = {"id": True, "text": True, "stage_id": False, "points": False}
_DEFAULT_LADDER = "pop5"


class Content:
    """The content of one folder with ``ladders/``, ``templates/`` and ``groups.json``, read when first asked for.

    Everything here raises WorkshopError("content_broken", file=, why=) on a file that cannot be used; ``why`` is
    English, for whoever edits the file.
    """

    def __init__(self, folder: Path) -> None:
        """``folder``: where the content lies; nothing is read yet."""
        self._folder = folder

    @cached_property
    def ladders(self) -> tuple[Ladder, ...]:
        """All ladders, by their order."""
        return tuple(found for found, _ in self._read_folder("ladders", _to_ladder))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All groups, by their order."""
        file = self._folder / "groups.json"
        obj = _load(file)
        try:
            _check(obj, _GROUPS)
            entries = [_check(entry, _GROUP) for entry in _listed(obj, "groups")]
            _unique("group", (entry["id"] for entry in entries))
            return tuple(Group.from_json(entry) for entry in sorted(entries, key=_order))
        except _MISTAKES as problem:
            raise _broken(file, problem) from problem

    @cached_property
    def templates(self) -> tuple[Template, ...]:
        """All templates, by their order."""
        found = self._read_folder("templates", self._to_template)
        try:
            _unique("idea", (idea.id for t, _ in found for theme in t.themes for idea in theme.ideas))
        except _Wrong as problem:
            raise _broken(self._folder / "templates", problem) from problem
        return tuple(made for made, _ in found)

    def ladder(self, ladder_id: str) -> Ladder:
        """The ladder with this id. Raises WorkshopError("ladder_unknown", id=, known=)."""
        for found in self.ladders:
            if found.id == ladder_id:
                return found
        raise WorkshopError("ladder_unknown", id=ladder_id, known=", ".join(one.id for one in self.ladders))

    def template(self, template_id: str) -> Template:
        """The template with this id. Raises WorkshopError("template_unknown", id=, known=)."""
        for found in self.templates:
            if found.id == template_id:
                return found
        raise WorkshopError("template_unknown", id=template_id, known=", ".join(t.id for t in self.templates))

    def _read_folder(self, name: str, make: Callable[[_Json], _Made]) -> list[tuple[_Made, int]]:
        made: list[tuple[_Made, int]] = []
        for file in sorted((self._folder / name).glob("*.json")):
            obj = _load(file)
            try:
                if obj.get("id") != file.stem:
                    raise _Wrong(f"id must be the file's name, {file.stem!r}")
                made.append((make(obj), _order(obj)))
            except _MISTAKES as problem:
                raise _broken(file, problem) from problem
        return sorted(made, key=lambda entry: entry[1])

    def _to_template(self, obj: _Json) -> Template:
        _check(obj, _TEMPLATE)
        ladder = self.ladder(obj.get("ladder_id", _DEFAULT_LADDER))
        promise = _stage(ladder, obj.get("promise_stage_id"))
        known = {group.id: group for group in self.groups}
        unknown = [group_id for group_id in _listed(obj, "groups") if group_id not in known]
        if unknown:
            raise _Wrong(f"no such group: {unknown[0]!r}")
        themes = tuple(_to_theme(theme, ladder) for theme in _listed(obj, "themes"))
        _unique("theme", (theme.id for theme in themes))
        return Template(
            id=obj["id"],
            order=_order(obj),
            title=Text.from_json(obj["title"]),
            purpose=Text.from_json(obj["purpose"]),
            ladder_id=ladder.id,
            promise_stage_id=promise,
            groups=tuple(known[group_id] for group_id in obj["groups"]),
            themes=themes,
            activities=tuple(_to_activity(activity, ladder) for activity in _listed(obj, "activities")),
            source=obj.get("source", ""),
            draft=bool(obj.get("draft", False)),
            translated=_translated(obj),
        )


@cache
def _bundled() -> Content:
    return Content(resources.path())


def ladders() -> tuple[Ladder, ...]:
    """The ladders that ship with Tupailta, the default one (``pop5``) first. Cached."""
    return _bundled().ladders


def ladder(ladder_id: str) -> Ladder:
    """One of them. Raises WorkshopError("ladder_unknown", id=)."""
    return _bundled().ladder(ladder_id)


def groups() -> tuple[Group, ...]:
    """The groups that a workshop can offer to choose from. Cached."""
    return _bundled().groups


def templates() -> tuple[Template, ...]:
    """The workshop definitions, in the order to list them. Cached."""
    return _bundled().templates


def template(template_id: str) -> Template:
    """One of them. Raises WorkshopError("template_unknown", id=)."""
    return _bundled().template(template_id)


class _Wrong(Exception):
    """What is wrong with the object at hand; the caller knows the file and makes it "content_broken"."""


# The last two: a number or a list where the file should hold something else.
_MISTAKES = (_Wrong, WorkshopError, TypeError, AttributeError)


def _broken(file: Path, problem: Exception) -> WorkshopError:
    return WorkshopError("content_broken", file=file.name, why=str(problem))


def _load(file: Path) -> dict[str, Any]:
    try:
        obj = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise _broken(file, problem) from problem
    if not isinstance(obj, dict):
        raise _broken(file, _Wrong("the file must hold one object"))
    return obj


def _check(obj: object, keys: Mapping[str, bool]) -> _Json:
    # Unknown keys are refused: a misspelt "stage_id" would otherwise be left out without a word.
    if not isinstance(obj, dict):
        raise _Wrong(f"an object was expected, not {obj!r}")
    for key, needed in keys.items():
        if needed and key not in obj:
            raise _Wrong(f"{key!r} is missing in {obj.get('id', obj)!r}")
    for key in obj:
        if key not in keys and key != "comment":
            raise _Wrong(f"unknown key {key!r} in {obj.get('id', obj)!r}")
    return obj


def _listed(obj: _Json, key: str) -> list[Any]:
    if not isinstance(obj[key], list):
        raise _Wrong(f"{key!r} must be a list")
    return list(obj[key])


def _order(obj: _Json) -> int:
    order = obj.get("order")
    if not isinstance(order, int) or isinstance(order, bool):
        raise _Wrong(f"'order' must be a whole number in {obj.get('id')!r}")
    return order


def _unique(what: str, ids: Iterable[object]) -> None:
    seen: set[object] = set()
    for one in ids:
        if not isinstance(one, str) or not one:
            raise _Wrong(f"every {what} needs an id")
        if one in seen:
            raise _Wrong(f"two {what}s have the id {one!r}")
        seen.add(one)


def _translated(obj: _Json) -> tuple[str, ...]:
    languages = tuple(obj.get("translated", ()))
    if not set(languages) <= set(LANGUAGES):
        raise _Wrong(f"'translated' may hold {', '.join(LANGUAGES)}")
    return languages


def _stage(ladder: Ladder, stage_id: str | None) -> str | None:
    return None if stage_id is None else ladder.stage(stage_id).id


def _to_ladder(obj: _Json) -> Ladder:
    _check(obj, _LADDER)
    for stage in _listed(obj, "stages"):
        _check(stage, _STAGE)
    _translated(obj)
    return Ladder.from_json(obj)


def _to_activity(obj: object, ladder: Ladder) -> TemplateActivity:
    entry = _check(obj, _ACTIVITY)
    kind, minutes, config = entry["kind"], entry["minutes"], entry.get("config", {})
    if not (
        isinstance(kind, str)
        and kind
        and isinstance(minutes, int)
        and minutes >= 0
        and isinstance(config, dict)
    ):
        raise _Wrong(
            "an activity needs kind (text), minutes (whole number), config (object, may be left out)"
        )
    return TemplateActivity(
        kind=kind,
        title=_optional(entry.get("title")),
        question=_optional(entry.get("question")),
        minutes=minutes,
        stage_id=_stage(ladder, entry.get("stage_id")),
        config=MappingProxyType(config),
    )


def _to_theme(obj: object, ladder: Ladder) -> TemplateTheme:
    entry = _check(obj, _THEME)
    ideas = tuple(_to_idea(idea, ladder) for idea in _listed(entry, "ideas"))
    return TemplateTheme(id=entry["id"], name=Text.from_json(entry["name"]), ideas=ideas)


def _to_idea(obj: object, ladder: Ladder) -> TemplateIdea:
    entry = _check(obj, _IDEA)
    return TemplateIdea(
        id=entry["id"],
        text=Text.from_json(entry["text"]),
        stage_id=_stage(ladder, entry.get("stage_id")),
        points=tuple(Text.from_json(point) for point in entry.get("points", ())),
    )


def _optional(obj: object) -> Text | None:
    return None if obj is None else Text.from_json(obj)
