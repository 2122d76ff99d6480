"""How long one thread may keep the others from running Python. Called once, at the start or with the first workshop."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

SYSTEM = sys.platform
#: How long a thread that calculates (a file is looked through, a report made) may keep Python for itself while the
#: window or an answer waits, in seconds. Both change hands many times, and with Python's own 5 ms each of them could
#: take so long.
SWITCH = 0.0005
#: Windows is told whole milliseconds (CPython's Python/condvar.h): half a one is none there, and whoever waits would
#: ask without pause, with a processor of its own and Python taken away from the others at each step.
WINDOWS_SWITCH = 0.001


def take_turns() -> None:
    """Have threads let each other go on soon."""
    if SYSTEM == "win32":
        sys.setswitchinterval(WINDOWS_SWITCH)
        tick_finely()
    else:
        sys.setswitchinterval(SWITCH)


@cache
def tick_finely() -> None:
    """Have Windows count this program's milliseconds one by one: else each wait lasts until its next 15.6 ms are over.

    Until the program ends (Microsoft, timeBeginPeriod); since Windows 10 2004 it concerns no other program.
    """
    ctypes.windll.winmm.timeBeginPeriod(1)  # type: ignore[attr-defined,unused-ignore]
