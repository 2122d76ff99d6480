"""What the duel's tables mean, for the archive. Plain values, any thread."""

from __future__ import annotations

from workshop_app.store.records import Field, Records, Sort

_ID = Field("id", Sort.NUMBER, "Number of the record; other records name it.")
_AT = Field("at", Sort.MOMENT, "When.")
_ACTIVITY = Field("activity", Sort.NUMBER, "Which duel.", column="activity_id")
_PARTICIPANT = Field("participant", Sort.NUMBER, "Who.", column="participant_id")

RECORDS = (
    Records(
        "pairs_shown",
        "appearance",
        "Pairs of ideas that were shown to a person.",
        (
            _ID,
            _ACTIVITY,
            _PARTICIPANT,
            Field("left", Sort.NUMBER, "The idea on the left.", column="left_id"),
            Field("right", Sort.NUMBER, "The idea on the right.", column="right_id"),
            _AT,
        ),
    ),
    Records(
        "answers",
        "comparison",
        "Answers to the pairs, in order; the last one to each counts.",
        (
            _ID,
            Field("pair", Sort.NUMBER, "The pair as it was shown.", column="appearance_id"),
            Field("outcome", Sort.TEXT, "left, right, skip, undo (taken back) or void (not counted)."),
            Field("reason", Sort.TEXT, "Why it was skipped or does not count."),
            Field("took_ms", Sort.NUMBER, "Milliseconds from showing to answering.", optional=True),
            _AT,
        ),
    ),
    Records(
        "more_asked", "more_asked", "People who asked for more pairs.", (_ID, _ACTIVITY, _PARTICIPANT, _AT)
    ),
    Records(
        "skip_reasons",
        "skip_reason",
        "Why pairs were skipped, where somebody said it; the last word on each answer counts.",
        (
            _ID,
            Field("answer", Sort.NUMBER, "The answer that skipped.", column="comparison_id"),
            Field(
                "reason", Sort.TEXT, "equal (as good as each other), unknown (doesn't know them) or other."
            ),
            _AT,
        ),
    ),
    Records(
        "set_aside",
        "set_aside",
        "People whose answers the facilitator left out of the results or took in again, in order.",
        (_ID, _PARTICIPANT, Field("aside", Sort.YES_NO, "Whether they are left out from now on."), _AT),
    ),
)
