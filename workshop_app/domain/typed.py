"""What marks a command that only writes words down. Plain values, any thread."""

from __future__ import annotations


class Typed:
    """A command that writes down what somebody has typed: done later it is as right, so the window sends it again when
    the file could not be written. What opens or shows something is for a person to press once more.
    """

    __slots__ = ()
