"""One table from what went wrong to the status of the answer. Any thread."""

from __future__ import annotations

import logging
import traceback
from http import HTTPStatus

from workshop_app import problems
from workshop_app.domain.errors import WorkshopError
from workshop_app.store.errors import SessionFileProblem

#: Broken rules that are not simply a mistake in the form (400).
_STATUS = {
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "closed": HTTPStatus.SERVICE_UNAVAILABLE,
    "evening_full": HTTPStatus.CONFLICT,
    "part_taken": HTTPStatus.CONFLICT,
    "no_more_fit": HTTPStatus.CONFLICT,
    "activity_closed": HTTPStatus.CONFLICT,
    "activity_unknown": HTTPStatus.NOT_FOUND,
    "pair_not_yours": HTTPStatus.CONFLICT,
    "nothing_to_undo": HTTPStatus.CONFLICT,
    "codes_tried": HTTPStatus.TOO_MANY_REQUESTS,
    "ticket_used": HTTPStatus.CONFLICT,
    "too_many_ideas": HTTPStatus.TOO_MANY_REQUESTS,
}
#: The errors that a command may raise; everything else is a bug and ends at the edge.
REFUSALS = (WorkshopError, SessionFileProblem, TimeoutError)
#: After how many seconds a phone may try again.
RETRY_AFTER = "3"
log = logging.getLogger(__name__)


def status(error: BaseException) -> HTTPStatus:
    """The status for an error: 4xx for the form, 503 for what passes or the facilitator can mend, 500 for our fault."""
    if isinstance(error, WorkshopError) and problems.expected(error):
        return _STATUS.get(error.code, HTTPStatus.BAD_REQUEST)
    if isinstance(error, SessionFileProblem | TimeoutError):
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.INTERNAL_SERVER_ERROR


def headers(error: BaseException) -> dict[str, str]:
    """The headers that go with the answer about an error."""
    return {"Retry-After": RETRY_AFTER} if status(error) is HTTPStatus.SERVICE_UNAVAILABLE else {}


def note(error: BaseException, where: str) -> None:
    """Write an error of our own to the log: where it happened, never what somebody wrote or who they are."""
    if status(error) is HTTPStatus.INTERNAL_SERVER_ERROR:
        # The message of an exception may quote an idea, so only its name and the lines of code are kept.
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s failed with %s\n%s", where, type(error).__name__, places)
