"""Keeps the laptop awake, and the projector's screen on, while phones can join. WEB THREAD.

Windows puts a laptop to sleep when nobody touches it for some minutes, as in a long duel: requests from phones do not
count as use (Microsoft, SetThreadExecutionState: what a presentation should ask for). A request made by a thread ends
with it. Closing the lid still puts the laptop to sleep. Other systems have no call that every desktop knows;
docs/windows.md.
"""

from __future__ import annotations

import ctypes
import logging
import sys

SYSTEM = sys.platform
#: The flags: until the thread takes it back or ends; the system; the screen.
_CONTINUOUS, _SYSTEM_REQUIRED, _DISPLAY_REQUIRED = 0x8000_0000, 0x1, 0x2
log = logging.getLogger(__name__)


def stay_awake() -> None:
    """Keep the laptop awake for as long as the calling thread runs."""
    if SYSTEM == "win32" and not ask(_CONTINUOUS | _SYSTEM_REQUIRED | _DISPLAY_REQUIRED):
        log.warning("Windows does not keep the laptop awake")


def ask(state: int) -> int:
    """Windows' own call; 0 when it refuses."""
    call = ctypes.windll.kernel32.SetThreadExecutionState  # type: ignore[attr-defined,unused-ignore]
    call.argtypes, call.restype = (ctypes.c_uint32,), ctypes.c_uint32
    return int(call(state))
