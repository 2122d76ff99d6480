"""How the sender of a command is told what came of it."""

from __future__ import annotations

from typing import Protocol


class Answer(Protocol):
    """Where the writer puts what a command comes to; a `concurrent.futures.Future` is one. Called on its thread."""

    def set_running_or_notify_cancel(self) -> bool:
        """The command's turn has come; False if it is not wanted any more."""
        ...

    def set_result(self, result: object, /) -> None:
        """It is on the disk."""
        ...

    def set_exception(self, exception: BaseException | None, /) -> None:
        """It is refused, or could not be written."""
        ...
