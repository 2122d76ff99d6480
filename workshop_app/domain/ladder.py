"""Participation ladders: their stages, and what was promised set against what was experienced. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.text import Text

__all__ = ["Gap", "Ladder", "Stage", "gap"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a ladder. ``order`` counts from 1, the lowest; ``band`` is the heading over several steps."""

    id: str
    order: int
    name: Text
    description: Text | None = None
    examples: tuple[Text, ...] = ()
    band: Text | None = None

    def as_json(self) -> dict[str, object]:
        """The stage as a JSON object, in the form of ``resources/ladders/*.json``."""
        return {
            "id": self.id,
            "order": self.order,
            "name": self.name.as_json(),
            "description": _as_json(self.description),
            "band": _as_json(self.band),
            "examples": [example.as_json() for example in self.examples],
        }

    @classmethod
    def from_json(cls, obj: object) -> Stage:
        """The stage of a JSON object. Raises WorkshopError("ladder_invalid", why=) on another shape."""
        if not isinstance(obj, Mapping):
            raise WorkshopError("ladder_invalid", why="a stage must be an object")
        examples = obj.get("examples") or []
        stage_id, order = obj.get("id"), obj.get("order")
        if not (
            isinstance(stage_id, str) and stage_id and isinstance(order, int) and isinstance(examples, list)
        ):
            raise WorkshopError(
                "ladder_invalid", why="a stage needs id (text), order (number), examples (list)"
            )
        return cls(
            id=stage_id,
            order=order,
            name=Text.from_json(obj.get("name")),
            description=_optional(obj.get("description")),
            examples=tuple(Text.from_json(example) for example in examples),
            band=_optional(obj.get("band")),
        )


@dataclass(frozen=True, slots=True)
class Ladder:
    """A participation ladder, its stages from the lowest to the highest.

    ``basis``: what it is adapted from; ``source``: citation of where it comes from; ``note``: what a facilitator
    should know when choosing it; ``translated``: languages that are unofficial translations.
    Raises WorkshopError("ladder_invalid", why=) without stages or when two stages share an id or an order.
    """

    id: str
    name: Text
    basis: Text | None
    source: str
    stages: tuple[Stage, ...]
    note: Text | None = None
    translated: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check what the rules rely on: there are stages, they differ, and they stand in order."""
        orders = [stage.order for stage in self.stages]
        if not self.stages:
            raise WorkshopError("ladder_invalid", why="a ladder needs at least one stage")
        if len({stage.id for stage in self.stages}) < len(self.stages):
            raise WorkshopError("ladder_invalid", why="two stages have the same id")
        if orders != sorted(set(orders)):
            raise WorkshopError("ladder_invalid", why="stages must stand in order, each with its own number")

    def stage(self, stage_id: str) -> Stage:
        """The stage with this id. Raises WorkshopError("stage_unknown", id=, ladder=)."""
        return self.stages[self.step(stage_id)]

    def step(self, stage_id: str) -> int:
        """How many steps the stage stands above the lowest one. Raises WorkshopError("stage_unknown")."""
        for step, stage in enumerate(self.stages):
            if stage.id == stage_id:
                return step
        raise WorkshopError("stage_unknown", id=stage_id, ladder=self.id)

    def as_json(self) -> dict[str, object]:
        """The whole ladder as a JSON object: a session file keeps its own copy in this form."""
        return {
            "id": self.id,
            "name": self.name.as_json(),
            "basis": _as_json(self.basis),
            "source": self.source,
            "note": _as_json(self.note),
            "translated": list(self.translated),
            "stages": [stage.as_json() for stage in self.stages],
        }

    @classmethod
    def from_json(cls, obj: object) -> Ladder:
        """The ladder of a JSON object; stages may stand in any order, keys that are not ours are left aside.

        Raises WorkshopError("ladder_invalid", why=) or one of Text's when the object has another shape.
        """
        if not isinstance(obj, Mapping):
            raise WorkshopError("ladder_invalid", why="a ladder must be an object")
        ladder_id, stages, source = obj.get("id"), obj.get("stages"), obj.get("source", "")
        translated = obj.get("translated") or []
        if not (
            isinstance(ladder_id, str) and ladder_id and isinstance(stages, list) and isinstance(source, str)
        ):
            raise WorkshopError(
                "ladder_invalid", why="a ladder needs id (text), source (text), stages (list)"
            )
        return cls(
            id=ladder_id,
            name=Text.from_json(obj.get("name")),
            basis=_optional(obj.get("basis")),
            source=source,
            stages=tuple(sorted(map(Stage.from_json, stages), key=lambda stage: stage.order)),
            note=_optional(obj.get("note")),
            translated=tuple(translated),
        )


@dataclass(frozen=True, slots=True)
class Gap:
    """What participants experienced, beside what the organiser promised.

    ``count``: answers. ``counts``: (stage id, answers) for every stage, lowest first. ``median``: the stage of
    the middle answer (of the lower one of two). ``modes``: the most given stages, lowest first, several when
    level. ``below``, ``at``, ``above``: shares 0-1 of the answers under, on and over the promise. ``steps``:
    median minus promise, so -1 means "one step less than promised". What cannot be said without answers or
    without a promise is None (``modes`` empty).
    """

    promise: str | None
    count: int
    counts: tuple[tuple[str, int], ...]
    median: str | None
    modes: tuple[str, ...]
    below: float | None
    at: float | None
    above: float | None
    steps: int | None


def gap(ladder: Ladder, promise_id: str | None, experienced: Mapping[str, int]) -> Gap:
    """Set the promise against the experience.

    ``experienced``: answers by stage id; stages without answers may be missing.
    Raises WorkshopError("stage_unknown") for a stage that the ladder does not have (promise or answer) and
    WorkshopError("count_negative", id=).
    """
    for stage_id, answers in experienced.items():
        ladder.step(stage_id)
        if answers < 0:
            raise WorkshopError("count_negative", id=stage_id)
    promised = None if promise_id is None else ladder.step(promise_id)
    counts = [experienced.get(stage.id, 0) for stage in ladder.stages]
    total = sum(counts)
    middle = _lower_median(counts)
    known = promised is not None and total > 0
    cut = promised or 0
    return Gap(
        promise=promise_id,
        count=total,
        counts=tuple((stage.id, n) for stage, n in zip(ladder.stages, counts, strict=True)),
        median=None if middle is None else ladder.stages[middle].id,
        modes=tuple(
            stage.id for stage, n in zip(ladder.stages, counts, strict=True) if n and n == max(counts)
        ),
        below=sum(counts[:cut]) / total if known else None,
        at=counts[cut] / total if known else None,
        above=sum(counts[cut + 1 :]) / total if known else None,
        steps=None if promised is None or middle is None else middle - promised,
    )


def _lower_median(counts: list[int]) -> int | None:
    half = (sum(counts) + 1) // 2
    passed = 0
    for step, n in enumerate(counts):
        passed += n
        if half and passed >= half:
            return step
    return None


def _optional(obj: object) -> Text | None:
    return None if obj is None else Text.from_json(obj)


def _as_json(text: Text | None) -> dict[str, str] | None:
    return None if text is None else text.as_json()
