"""What the core's tables mean, for the archive. Plain values, any thread."""

from __future__ import annotations

from workshop_app.store.records import Field, Records, Sort

_ID = Field("id", Sort.NUMBER, "Number of the record; other records name it.")
_AT = Field("at", Sort.MOMENT, "When.")
_POSITION = Field("position", Sort.NUMBER, "Its place, 0 first.")

WORKSHOP = Records(
    "workshop",
    "workshop",
    "The evening: what stands on the first page of its minutes. One record.",
    (
        Field("title", Sort.OBJECT, "By language (fi, sv, en)."),
        Field("purpose", Sort.OBJECT, "By language (fi, sv, en)."),
        Field("language", Sort.TEXT, "Language of the evening: fi, sv or en."),
        Field("place", Sort.TEXT, "Where it was held."),
        Field("date", Sort.DAY, "When it was held."),
        Field("organiser", Sort.TEXT, "Who invited people."),
        Field("contact", Sort.TEXT, "Where to ask."),
        Field("follow_up", Sort.TEXT, "How people hear what happens next."),
        Field("retention_until", Sort.DAY, "Until when the file is kept."),
        Field("ladder", Sort.OBJECT, "The ladder of participation, whole: id, name, source and stages."),
        Field(
            "groups",
            Sort.LIST,
            "The groups that people could choose from: id, name and official name by language.",
        ),
        Field("template", Sort.TEXT, "Id of the template it was made from.", column="template_id"),
        Field("created_at", Sort.MOMENT, "When the file was made."),
        Field("ended_at", Sort.MOMENT, "When the evening ended.", optional=True),
    ),
)
CORE_RECORDS = (
    Records(
        "activities",
        "activity",
        "The agenda's parts.",
        (
            _ID,
            _POSITION,
            Field("kind", Sort.TEXT, "What sort of part: the name of an activity kind."),
            Field("title", Sort.OBJECT, "By language (fi, sv, en)."),
            Field("question", Sort.OBJECT, "What is asked, by language.", optional=True),
            Field("minutes", Sort.NUMBER, "Planned length in minutes."),
            Field("config", Sort.OBJECT, "Settings of its kind."),
            Field(
                "notes",
                Sort.TEXT,
                "The facilitator's own notes. They stay on the laptop: what is written here is empty.",
                kept_back=True,
            ),
        ),
    ),
    Records(
        "activity_changes",
        "activity_change",
        "What was done with the parts, in order; the state of a part follows from them.",
        (
            _ID,
            Field("activity", Sort.NUMBER, "Which part.", column="activity_id"),
            Field(
                "change",
                Sort.TEXT,
                "open, pause, resume, close, unopen (taken back), show (results on the phones) or unshow.",
            ),
            _AT,
        ),
    ),
    Records(
        "participants",
        "participant",
        "Those who took part: no names, no addresses.",
        (
            _ID,
            Field(
                "group", Sort.TEXT, "Id of the group; null: did not say.", optional=True, column="group_id"
            ),
            Field("language", Sort.TEXT, "fi, sv or en."),
            Field("channel", Sort.TEXT, "phone, kiosk (the hall's shared device) or paper."),
            Field("joined_at", Sort.MOMENT, "When."),
        ),
        left_out={"token_hash": "ties the phone to the person; after an import the phones are strangers"},
        filled={"token_hash": "imported-{id}"},
    ),
    Records(
        "participant_merges",
        "participant_merge",
        "Participants who turned out to be one person with two phones, in order; the last word on each counts.",
        (
            _ID,
            Field("participant", Sort.NUMBER, "Who counts as another.", column="participant_id"),
            Field("into", Sort.NUMBER, "As whom; null: it was taken back.", optional=True, column="into_id"),
            _AT,
        ),
    ),
    Records(
        "themes",
        "theme",
        "Headings that ideas stand under.",
        (_ID, _POSITION, Field("name", Sort.OBJECT, "By language (fi, sv, en).")),
    ),
    Records(
        "ideas",
        "idea",
        "Ideas as they were first written.",
        (
            _ID,
            Field("theme", Sort.NUMBER, "Its theme at first.", optional=True, column="theme_id"),
            Field("activity", Sort.NUMBER, "Where it was written.", optional=True, column="activity_id"),
            Field("participant", Sort.NUMBER, "Who wrote it.", optional=True, column="participant_id"),
            Field(
                "text",
                Sort.TEXT,
                "The idea, as it was first written; the last wording where that was erased.",
            ),
            Field("points", Sort.LIST, "Finer points of a template's idea: texts."),
            Field("origin", Sort.TEXT, "template, participant or facilitator."),
            Field("source", Sort.TEXT, "Its id in the template.", optional=True, column="source_id"),
            Field("state", Sort.TEXT, "State at first: waiting, in or hidden."),
            Field("created_at", Sort.MOMENT, "When."),
        ),
        left_out={"client_id": "the phone's own number of the sending, against double taps"},
    ),
    Records(
        "idea_changes",
        "idea_change",
        "What was done with ideas, in order; how an idea stands follows from them. Of an idea's new wordings only the "
        "last is kept, and of the reasons.",
        (
            _ID,
            Field("idea", Sort.NUMBER, "Which idea.", column="idea_id"),
            Field("change", Sort.TEXT, "approve, hide, restore, merge, edit, move or withdraw."),
            Field("value", Sort.TEXT, "New text, theme's id or id of the idea merged into.", optional=True),
            Field("reason", Sort.TEXT, "Why it was hidden."),
            _AT,
        ),
    ),
    Records(
        "stages",
        "stage_tag",
        "Steps of the ladder put on things, in order; the last one on each counts.",
        (
            _ID,
            Field("target", Sort.TEXT, "workshop, activity (both: the promise), idea or decision."),
            Field("target_id", Sort.NUMBER, "Which of them; 1 for the workshop."),
            Field("stage", Sort.TEXT, "The step's id; null takes it off.", optional=True, column="stage_id"),
            _AT,
        ),
    ),
    Records(
        "minutes_texts",
        "minutes_text",
        "The facilitator's own words in the minutes; the last of each part counts.",
        (
            _ID,
            Field(
                "part",
                Sort.TEXT,
                "summary, summary_basis (what the program had written when the summary was changed), discussion, "
                "dissent, use, follow_up, feedback, notice, author, distribution or named (who asked to be "
                "named, one a line).",
            ),
            Field("text", Sort.TEXT, "The words; empty: none."),
            _AT,
        ),
    ),
)
#: Tables that the archive does not hold, with the reason.
TABLES_LEFT_OUT = {
    "given_document": "the documents given out; they are made anew from the same evening",
    "mail_address": "who wants the minutes by e-mail: asked for that only, kept apart, and removed afterwards",
    "rejoin_code": "ties a phone to the person; after an import the phones are strangers",
    "ticket": "codes that let a phone in; after an import the phones are strangers",
    "ticket_rule": "whether a phone needs such a code now; nobody joins an evening that was imported",
    "kiosk_key": "the key that lets a shared device in; nobody joins an evening that was imported",
    "device": "ties a second phone to the person; after an import the phones are strangers",
}
