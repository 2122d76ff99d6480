"""The data that ships with Tupailta: content, page files, catalogues, fonts and pictures. Imports nothing of ours."""

from importlib.resources import files
from pathlib import Path

__all__ = ["path"]

# Asked for once: each asking takes half a millisecond, and a page has dozens of icons.
_HERE = Path(str(files(__name__)))


def path(*parts: str) -> Path:
    """Where a bundled file or folder lies: ``path("ladders", "pop5.json")``.

    The packages are always unpacked on disk (a checkout or an installed wheel), so the answer is an ordinary
    path. Nothing is checked: a missing file shows when it is opened. Any thread.
    """
    return _HERE.joinpath(*parts)
