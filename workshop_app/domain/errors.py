"""The one error of the domain: a code and its values, no text for people (each face words it itself)."""

__all__ = ["WorkshopError"]


class WorkshopError(Exception):
    """A rule of the workshop was not met.

    ``code`` is a stable, ASCII name such as ``"text_too_long"``; ``params`` holds the values that a sentence
    about it needs (``limit=``, ``id=`` ...). ``str()`` gives both, for logs only.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code: str = code
        self.params: dict[str, object] = params

    def __str__(self) -> str:
        """The code with its values, for the log."""
        listed = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({listed})"

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled by code and values: the clerk sends it from its own process."""
        return (_rebuild, (type(self), self.code, self.params))


def _rebuild(kind: type[WorkshopError], code: str, params: dict[str, object]) -> WorkshopError:
    return kind(code, **params)
