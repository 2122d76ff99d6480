"""The program's own button in Windows' taskbar. QT MAIN THREAD, before the first window."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

#: By this Windows identifies a program; the same for all versions, so that a pinned button stays ours.
NAME = "Tupailta.Tupailta"


def _call(name: str) -> object:
    call = ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID  # type: ignore[attr-defined,unused-ignore]
    call.argtypes = (ctypes.c_wchar_p,)
    return call(name)


def have_own_button(system: str = sys.platform, call: Callable[[str], object] = _call) -> None:
    """Without this call the window would be shown under Python's button and icon.

    See Microsoft's documentation of Application User Model IDs.
    """
    if system == "win32":
        call(NAME)
