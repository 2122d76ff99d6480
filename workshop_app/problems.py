"""Every refusal and every problem of the file in one plain sentence that says what to do. Any thread.

One place for all faces: the phone page, the window and the command line call `sentence`.
"""

from __future__ import annotations

from workshop_app.domain.errors import WorkshopError
from workshop_app.i18n import N_, Translator
from workshop_app.store.errors import SessionFileProblem, from_system

#: A rule of the workshop was not met.
_RULES = {
    "text_empty": N_("Write something first."),
    "text_too_long": N_("The text is too long: {length} characters, at most {limit} fit. Please shorten it."),
    "no_more_fit": N_("There are {limit} of these already, and no more fit."),
    "too_many_ideas": N_("You have already sent {limit} ideas, and no more fit. Thank you!"),
    "evening_full": N_(
        "The evening's file is full, and no more fits into it. What you sent before is kept. Tell the facilitator."
    ),
    "part_taken": N_("You have sent so much that no more fits. What you sent before is kept. Thank you!"),
    "activity_closed": N_("This part is closed now. What you answered before is kept."),
    "activity_unknown": N_("This part is no longer on the agenda."),
    "activity_used": N_("This part has been open already, so it stays on the agenda."),
    "pair_not_yours": N_("That pair is no longer yours to answer. Here is the next one."),
    "answer_unknown": N_("Choose one of the answers on the page."),
    "nothing_to_undo": N_("There is no answer to take back."),
    "nothing_to_send": N_("There is nothing to send on this page."),
    "feedback_empty": N_("Choose an answer or write a few words first."),
    "stage_unknown": N_("Choose one of the steps on the page."),
    "theme_unknown": N_("Choose one of the themes on the page."),
    "theme_used": N_("Ideas stand under this theme. Move them to another one first."),
    "group_used": N_("Somebody has joined in this group already, so it stays."),
    "too_many_groups": N_("At most {limit} groups fit on a phone."),
    "too_many_at_once": N_("At most {limit} ideas can be added at once."),
    "list_not_readable": N_(
        "{name} can't be read as a list. Save it as CSV or XLSX, or copy the list and paste it."
    ),
    "idea_unknown": N_("That idea is no longer there."),
    "idea_not_yours": N_("Only the one who wrote an idea can withdraw it."),
    "idea_withdrawn": N_("This idea was withdrawn by its writer, so it can't be taken back in."),
    "still_open": N_("Close the part that is open first; personal data can be wiped after the evening."),
    "decision_unknown": N_("That decision is no longer there."),
    "final_too_small": N_("A final needs at least three ideas."),
    "merge_circle": N_("These two ideas are already one."),
    "merge_into_hidden": N_("An idea can be merged only into one that is in. Take that one in first."),
    "participant_unknown": N_("There is no such participant in this workshop."),
    "already_one": N_("These two are counted as one person already."),
    "address_wrong": N_("That is no e-mail address. Check it: name@example.fi."),
    "address_not_agreed": N_("Tick that the minutes may be sent to the address."),
    "too_many_addresses": N_("No more addresses fit. Ask the organiser for the minutes."),
    "code_unknown": N_("There is no such code here. Check it, or join in as a new person."),
    "codes_tried": N_("Too many codes have been tried. Wait a few minutes, or join in as a new person."),
    "ticket_needed": N_("Joining needs a ticket here. Type the code that is printed on yours."),
    "ticket_unknown": N_("There is no such ticket. Check the code."),
    "ticket_used": N_(
        "This ticket has been used already. If it was you, enter your own code below; else ask the facilitator."
    ),
    "ticket_void": N_("This ticket is no longer valid. Ask the facilitator for another one."),
    "too_many_tickets": N_("At most {limit} tickets can be made for one evening."),
    "no_cookies": N_(
        "This browser keeps no cookies, so the page can't know you again. Allow cookies in its settings, or open the "
        "page in another browser."
    ),
    "group_unknown": N_("Choose one of the groups on the page."),
    "language_unknown": N_("Choose one of the languages on the page."),
    "template_unknown": N_("There is no template called {id}. Choose one of: {known}."),
    "ladder_unknown": N_("There is no ladder called {id}. Choose one of: {known}."),
    "folder_gone": N_("The folder is not there any more. Plug its stick in again, or choose another folder."),
    "docx_template_broken": N_(
        "{name} can't be used as the document's template. Choose a Word document (.docx) that opens in Word."
    ),
    "content_broken": N_("The file {file} of the program can't be read ({why}). Mend or remove it."),
    "no_evenings": N_("There is no evening to sum up in these files. {why}"),
    "kind_unknown": N_("This program doesn't know the activity {name}. Open the file with a newer version."),
    "no_workshop": N_("There is no workshop in this file. Make a new one from a template."),
    "no_port": N_(
        "This computer lets no phone in: no network port can be opened on {host}. Choose another address."
    ),
    "busy": N_("Just a moment: very many are answering at once. Please send again."),
    "file_held": N_("{name} is open in another program. Close it there and try again."),
    "file_protected": N_("{name} is protected from changes. Choose another name."),
    "work_cut_off": N_("The part of the program that makes documents ended in the middle. Please try again."),
    "closed": N_("The workshop is being closed. What was sent before is kept."),
}

#: The world did something to the file.
_FILE = {
    "missing": N_("The file {name} is not there. Check the name, or plug in the stick it is on."),
    "exists": N_("There is already a file called {name}. Choose another name."),
    "foreign": N_("{name} is not a Tupailta workshop. Choose a file that ends in .tupa."),
    "damaged": N_(
        "{name} is damaged and was not opened. "
        "Rescue what can be read, or open its newest backup copy from the same folder."
    ),
    "tampered": N_(
        "{name} is not as this program writes its files, so it was not opened. "
        "Ask whoever sent it for it again, or open a backup copy."
    ),
    "no_archive": N_("{name} is not a workshop that this program exported. Choose a workshop.json."),
    "archive_broken": N_(
        "{name} is damaged or was changed by hand (at {where}), so nothing was imported. Export the workshop again."
    ),
    "not_readable": N_("{name} can't be read. Copy it to the laptop's own disk and open it there."),
    "beyond_recovery": N_(
        "Nothing of a Tupailta workshop was found in {name}. Try one of its backup copies."
    ),
    "newer": N_("{name} was made with a newer Tupailta. Update this program to open it."),
    "in_use": N_("{name} is already open in another window or program. Close it there first."),
    "full": N_("The disk is full. Delete files, empty the bin, and try again."),
    "read_only": N_("The file can't be written to. Copy it to the laptop's own disk and open it there."),
    "locked": N_("Another program is holding the file. Close it there; then this goes on by itself."),
    "not_writable": N_("The file can't be written to that folder. Choose another folder."),
    "older": N_(
        "An older copy of {name} is in its place. Put the right one back; then answers are taken again."
    ),
    "disk_unfit": N_(
        "{name} is on a disk that can't hold an open evening, such as some network drives. "
        "Copy it to the laptop's own disk and open it there."
    ),
    "broken": N_("The disk does not answer. Check that the stick is still plugged in."),
    "bad_name": N_("The name {name} can't be used here: it is too long, or has a sign that is not allowed."),
    "in_cloud": N_(
        "{name} is in OneDrive and not on this laptop now. Connect to the internet, choose “Always keep on this "
        "device” for it in Explorer, and try again."
    ),
}

#: The same of the evening's own file while it is open: what brings the answers back.
_OPEN = {
    "missing": N_(
        "{name} is no longer in its place. Put the stick or the file back; then answers are taken again."
    ),
    "foreign": N_(
        "Another workshop's file is in the place of {name}. Put the right one back; then answers are taken again."
    ),
    "damaged": N_(
        "{name} is damaged, and not everything can be saved any more. Close the workshop and open it again: the first "
        "page then offers to rescue what can be read, and the evening goes on with that."
    ),
    "full": N_(
        "The disk is full. Delete files and empty the bin; answers are taken again as soon as there is room."
    ),
    "half_full": N_(
        "{name} is half full, and an evening takes only a small part of that: some phone may be sending without end. "
        "Close the open part as soon as the hall has answered. Once the file is full, phones can't send any more."
    ),
    "evening_full": N_(
        "{name} is full: phones can't send any more. What they sent before is kept, and you can take the evening to "
        "its end. For more answers close this workshop and choose “Make another evening like this” on the first page."
    ),
}

_OURS = N_("Something went wrong in the program itself. Nothing that was saved is lost.")


def sentence(error: BaseException, translator: Translator, name: str = "") -> str:
    """What to say to a person about `error`; for an error of our own, that it is ours.

    `name` is the file's that is at hand, for an error that came without one.
    """
    _ = translator.text
    if isinstance(error, WorkshopError) and error.code in _RULES:
        return _filled(_(_RULES[error.code]), error.params)
    if isinstance(error, SessionFileProblem) and error.code in _FILE:
        named = {"name": name} if name else {}
        return _filled(_(_FILE[error.code]), {**named, **error.params})
    if isinstance(error, OSError) and (problem := from_system(error)) is not None:
        return sentence(problem, translator, name)
    return _(_OURS)


def file_sentence(code: str, name: str, translator: Translator) -> str:
    """What to say about trouble with the open file called `name` that an event told of by its code."""
    if code in _OPEN:
        return _filled(translator.text(_OPEN[code]), {"name": name})
    return sentence(SessionFileProblem(code, name=name), translator)


def expected(error: BaseException) -> bool:
    """Whether the user or the world is the cause (so there is nothing to report as a bug)."""
    if isinstance(error, WorkshopError):
        return error.code in _RULES
    if isinstance(error, OSError):
        return from_system(error) is not None
    return isinstance(error, SessionFileProblem) and error.code in _FILE


class _Known(dict[str, object]):
    """A missing value leaves a gap instead of an error inside an error."""

    def __missing__(self, name: str) -> str:
        return "…"


def _filled(text: str, params: dict[str, object]) -> str:
    return text.format_map(_Known(params))
