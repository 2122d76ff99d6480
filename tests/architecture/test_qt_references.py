"""PySide6 6.12 loses a reference to None and to True at each call on Python 3.10 and 3.11, and aborts in the end.

A short test does not show it, so here is a long one, in a process of its own that may die.
"""

import subprocess
import sys

TIMES = 100_000

PROGRAM = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Sender(QObject):
    sent = Signal(int, bool)

def received(number, flag):
    return None

application = QApplication([])
sender, label = Sender(), QLabel()
sender.sent.connect(received)
for number in range({times}):
    sender.sent.emit(number, True)
    label.setText(str(number))
    label.isVisible()
print(label.text())
"""


def test_a_long_evening_of_signals_survives() -> None:
    """100,000 signals and texts go through and the program still stands (an evening repaints that often)."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(times=TIMES)],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert (0, str(TIMES - 1)) == (done.returncode, done.stdout.strip()), done.stderr[-500:]
