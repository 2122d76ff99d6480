"""Files that another program has open, as Windows keeps them: they can be neither replaced nor deleted meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


class OpenElsewhere:
    """Takes the place of renaming and deleting. `names`: how often each file of that name refuses yet."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: dict[str, float] = {}
        replace: Callable[[Path, Path], Path] = Path.replace
        unlink: Callable[..., None] = Path.unlink

        def replacing(path: Path, target: Path) -> Path:
            self._ask(path, 32)
            if target.exists():
                self._ask(target, 5)
            return replace(path, target)

        def unlinking(path: Path, missing_ok: bool = False) -> None:
            self._ask(path, 32)
            unlink(path, missing_ok=missing_ok)

        monkeypatch.setattr(Path, "replace", replacing)
        monkeypatch.setattr(Path, "unlink", unlinking)

    def _ask(self, path: Path, number: int) -> None:
        left = self.names.get(path.name, 0)
        if left > 0 and path.exists():
            self.names[path.name] = left - 1
            raise windows_error(number, path)


def windows_error(number: int, path: Path, errno: int = 13) -> OSError:
    """What Python raises on Windows for one of its numbers; other systems' errors have no such attribute."""
    error = OSError(errno, "as Windows tells it", str(path))
    error.winerror = number  # type: ignore[attr-defined]
    return error
