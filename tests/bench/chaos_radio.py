"""Phones on a bad Wi-Fi: packets lost, late, and the radio gone for seconds, between two network namespaces.

The host is in this process with its socket in the laptop's namespace; the phones are a process in theirs.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.chaos_hosts import Outcome
from tests.bench.chaos_phones import Told, lost_and_doubled
from tests.browser.radio import LAPTOP, Radio
from workshop_app.runtime import Runtime
from workshop_app.web.limits import MACHINES

#: The share of packets lost, the seconds that each of the others takes one way, and how long a cut lasts.
LOSS, DELAY, CUT = 0.20, 0.15, 10.0


def bad_radio(path: Path, cuts: int, people: int, seed: int) -> Outcome:
    """The radio is cut so many times for ten seconds while phones vote; all that they gave must stand exactly once."""
    radio, chance = Radio(f"c{os.getpid() % 10_000}", LOSS, DELAY), random.Random(seed)
    pauses = [chance.uniform(10.0, 16.0) for _ in range(cuts)]
    seconds = sum(pauses) + cuts * CUT + 10.0
    with Runtime(path, copy_every=0.0) as runtime, radio.up():
        port = radio.on_laptop(lambda: runtime.web.start("0.0.0.0", 8080, MACHINES))  # noqa: S104 - as in the hall
        voting = _phones(radio, f"http://{LAPTOP}:{port}", people, seconds)
        for pause in pauses:
            time.sleep(pause)
            radio.cut()
            time.sleep(CUT)
            radio.restore()
        said, _nothing = voting.communicate(timeout=seconds + 180)
    told = Told(**json.loads(said))
    given = [(int(pair), str(outcome)) for pair, outcome in told.given]
    lost, doubled, stand = lost_and_doubled(path, given)
    lines = (
        f"{LOSS:.0%} of packets lost, the others {1000 * DELAY:.0f} ms late each way, {cuts} cuts of {CUT:.0f} s",
        f"{people} phones for {seconds:.0f} s",
        f"answers given {len(given)}, acknowledged {len(told.acknowledged)}, sent again {told.again}",
        f"lost {lost}, doubled {doubled}, not given but there {stand - len(set(given))}",
    )
    exactly = (lost, doubled, stand) == (0, 0, len(given)) and len(given) == len(told.acknowledged)
    return Outcome(lines, exactly and bool(given))


def _phones(radio: Radio, base: str, people: int, seconds: float) -> subprocess.Popen[bytes]:
    command = ["ip", "netns", "exec", radio.phone, sys.executable, "-m", "tests.bench.chaos_phones", base]
    options = ["--phones", str(people), "--seconds", str(seconds), "--patience", "90", "--timeout", "8"]
    return subprocess.Popen([*command, *options], stdout=subprocess.PIPE)
