"""Keeps the laptop from falling asleep, and the projector's screen lit, while phones can join. WEB THREAD.

Windows sends a laptop to sleep when nobody touches it for some minutes, as in a long duel: traffic of phones does not
count as use (Microsoft, SetThreadExecutionState: what a presentation is to ask for). What a thread asks ends with it.
Closing the lid still sends it to sleep. Other systems have no call for it that every desktop knows; docs/windows.md.
"""

from __future__ import annotations

import ctypes
import logging
import sys

SYSTEM = sys.platform
#: Until the thread takes it back or ends: the system, and the screen.
_CONTINUOUS, _SYSTEM_REQUIRED, _DISPLAY_REQUIRED = 0x8000_0000, 0x1, 0x2
log = logging.getLogger(__name__)


def stay_awake() -> None:
    """Ask for it on the calling thread, for as long as that runs."""
    if SYSTEM == "win32" and not ask(_CONTINUOUS | _SYSTEM_REQUIRED | _DISPLAY_REQUIRED):
        log.warning("Windows does not keep the laptop awake")


def ask(state: int) -> int:
    """Windows' own call; 0 when it refuses."""
    call = ctypes.windll.kernel32.SetThreadExecutionState  # type: ignore[attr-defined,unused-ignore]
    call.argtypes, call.restype = (ctypes.c_uint32,), ctypes.c_uint32
    return int(call(state))
