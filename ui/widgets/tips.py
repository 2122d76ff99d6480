"""What is told where the pointer rests. QT MAIN THREAD.

Qt takes a tip that looks like markup for markup, and fetches the pictures that it names: on Windows also from another
machine, which would learn who is signed in on the laptop. So words that come from outside are made plain.
"""

from __future__ import annotations

from PySide6.QtGui import Qt


def plain(text: str) -> str:
    """`text` as a tip that is read as it stands."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text
