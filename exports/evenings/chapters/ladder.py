"""The promised and the experienced step, and the ideas by step, for each ladder separately. Any thread."""

from __future__ import annotations

from functools import partial

from exports.evenings.base import Evening, Evenings, evening_columns, rows
from exports.evenings.ladders import ANSWERS, AT, KEPT_BACK, Climbed, climbed
from exports.kinds.base import Column, Table, Unit, Writer
from exports.kinds.ladder_felt import experienced_column
from workshop_app.drawing.colours import place_of
from workshop_app.drawing.ranking import Bar, ranking
from workshop_app.i18n import Translator

#: For a ladder with more steps than this the document shows by evening only how many answered.
_MOST_COLUMNS = 9


def counted(translator: Translator) -> Column | None:
    """Nothing: each ladder has its own table."""
    return None


def count(evening: Evening) -> int:
    """Nothing."""
    return 0


def sentences(evenings: Evenings) -> list[str]:
    """For each ladder how the experience compares with the promise."""
    _, _n, percent = evenings.translator.text, evenings.translator.plural, evenings.translator.percent
    told = []
    every = climbed(evenings)
    for one in every:
        sides = one.against
        total = int(sides.sum())
        if not total:
            continue
        below, at, above = (percent(int(sides[side]) / total) for side in (-1, 0, 1))
        ladder = " " + _("(ladder {ladder})", ladder=evenings.quoted(one.name)) if len(every) > 1 else ""
        told.append(
            _n(
                "{n} answer tells what the evenings felt like{ladder}: {below} below the promised step, {at} on it "
                "and {above} above it.",
                "{n} answers tell what the evenings felt like{ladder}: {below} below the promised step, {at} on it "
                "and {above} above it.",
                total,
                ladder=ladder,
                below=below,
                at=at,
                above=above,
            )
        )
    return told


def write(evenings: Evenings, writer: Writer) -> None:
    """Each ladder: the steps over all evenings, the experience as a picture, and the evenings one by one."""
    _ = evenings.translator.text
    every = [one for one in climbed(evenings) if _anything(one)]
    if not every:
        return
    writer.heading(_("Promise and experience"), 1)
    writer.paragraph(
        _(
            "The promise is the step that the organiser named beforehand; the experience is what participants chose "
            "when asked which step the evening felt like."
        )
    )
    if len(every) > 1:
        writer.paragraph(_("Evenings with different ladders are told apart: their steps can't be added up."))
    if any(one.keeps_back for one in every):
        writer.paragraph(
            _("Where fewer than five people said what the evening felt like, their steps are not counted in.")
        )
    for one in every:
        writer.heading(_("Ladder: {name}", name=one.name), 2)
        _write_steps(one, evenings, writer)
        _write_evenings(one, evenings, writer)


def tables(evenings: Evenings) -> list[Table]:
    """For each ladder its steps over all evenings, and by evening."""
    _ = evenings.translator.text
    step = (
        Column(_("Step's id"), _("The same in every language.")),
        Column(_("Number"), _("1 is the lowest step."), Unit.COUNT),
        Column(_("Step"), _("The step's name.")),
    )
    summed_up = Column(
        _("Experienced"),
        _("How many participants experienced their evening so, where at least five answered."),
        Unit.COUNT,
    )
    over_all = (
        *step,
        Column(_("Promised"), _("How many times this step was promised."), Unit.COUNT),
        summed_up,
        Column(_("Ideas"), _("How many ideas stand on the step."), Unit.COUNT),
    )
    by_evening = (
        *evening_columns(evenings.translator),
        Column(_("Part"), _("The part's title, where an evening asked more than once.")),
        *step,
        Column(_("Promised"), _("1 where this step was promised."), Unit.COUNT),
        experienced_column(evenings.translator),
    )
    made = []
    for n, one in enumerate(climbed(evenings), start=1):
        tail, behind = ("", "") if n == 1 else (f"_{n}", f" {n}")
        summed = rows(one.steps, "stage", "order", "step", "promised", "experienced", "ideas")
        made.append(Table(f"steps{tail}", _("Steps") + behind, over_all, summed))
        told = one.answers.assign(experienced=one.answers["experienced"].astype(object))
        told.loc[told[KEPT_BACK] > 0, "experienced"] = None
        by_step = rows(told, *ANSWERS)
        made.append(Table(f"steps_by_evening{tail}", _("Steps by evening") + behind, by_evening, by_step))
    return made


def _anything(one: Climbed) -> bool:
    return one.keeps_back or bool(one.steps[["promised", "experienced", "ideas"]].to_numpy().any())


def _write_steps(one: Climbed, evenings: Evenings, writer: Writer) -> None:
    _, number = evenings.translator.text, evenings.translator.number
    columns = ["promised", "experienced", "ideas"]
    writer.table(
        [_("Step"), _("Promised"), _("Experienced"), _("Ideas")],
        [
            [f"{order} {step}", *(number(n) for n in counts)]
            for order, step, *counts in one.steps[["order", "step", *columns]].itertuples(
                index=False, name=None
            )
        ],
        caption=_("The steps of the ladder over all evenings"),
        description=_(
            "For each step how many times it was promised, how many participants experienced it and how many ideas "
            "stand on it."
        ),
        widths=(8, 3, 3, 3),
        right=(1, 2, 3),
    )
    if one.steps["experienced"].sum():
        _draw_experience(one, evenings, writer)


def _draw_experience(one: Climbed, evenings: Evenings, writer: Writer) -> None:
    _, _n, number = evenings.translator.text, evenings.translator.plural, evenings.translator.number
    steps = one.steps
    every = int(steps["experienced"].sum())
    bars = [
        Bar(
            place=str(order),
            text=str(step),
            share=n / every,
            shown=f"{number(n)} / {number(every)}",
            at=place_of(at, len(steps)),
            mark=_n("promised {n} time", "promised {n} times", promised) if promised else "",
        )
        for at, (order, step, n, promised) in enumerate(
            steps[["order", "step", "experienced", "promised"]].itertuples(index=False, name=None)
        )
    ]
    told = [f"{bar.place} {bar.text}: {', '.join(w for w in (bar.mark, bar.shown) if w)}" for bar in bars]
    writer.picture(
        partial(ranking, bars[::-1]),
        caption=_("What was promised, and how many felt the evenings to be on each step"),
        description=_("Bar chart of the steps that participants chose: {steps}.", steps="; ".join(told)),
    )


def _write_evenings(one: Climbed, evenings: Evenings, writer: Writer) -> None:
    _, number = evenings.translator.text, evenings.translator.number
    wide = one.answers.pivot_table(index=AT, columns="order", values="experienced", aggfunc="sum")
    narrow = len(wide.columns) > _MOST_COLUMNS
    promises = one.answers[one.answers["promised"] > 0].set_index(AT)
    lines = []
    few = one.answers.groupby(AT)[KEPT_BACK].max()
    for at, counts in zip(wide.index, wide.itertuples(index=False, name=None), strict=True):
        promise = promises.loc[[at]].iloc[0] if at in promises.index else None
        answered = sum(counts) + int(few[at])
        if promise is None and not answered:
            continue
        told = f"{promise['order']} {promise['step']}" if promise is not None else "–"
        name = "\n".join(part for part in at[1:] if part)
        steps = map(number, counts) if sum(counts) else "–" * len(counts)
        lines.append([name, told, *([] if narrow else steps), number(answered)])
    orders = [] if narrow else [str(order) for order in wide.columns]
    writer.table(
        [_("Evening"), _("Promised step"), *orders, _("Answers")],
        lines,
        caption=_("The evenings: how many participants experienced each step"),
        description=_(
            "For each evening the step that was promised and how many participants experienced it to be on each "
            "step; the steps are told by their numbers."
        ),
        widths=(4.6, 4.2, *(1.1 for _order in orders), 2),
        right=range(2, len(orders) + 3),
    )
