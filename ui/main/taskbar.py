"""The program's own button in Windows' taskbar. QT MAIN THREAD, before the first window."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

#: What Windows tells programs apart by; the same for all versions, so that a pinned button stays ours.
NAME = "Tupailta.Tupailta"


def _call(name: str) -> object:
    call = ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID  # type: ignore[attr-defined,unused-ignore]
    call.argtypes = (ctypes.c_wchar_p,)
    return call(name)


def have_own_button(system: str = sys.platform, call: Callable[[str], object] = _call) -> None:
    """Without it the window stands under Python's, with its icon (Microsoft, Application User Model IDs)."""
    if system == "win32":
        call(NAME)
