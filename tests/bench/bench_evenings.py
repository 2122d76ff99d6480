"""Evenings of any commands, among failing disks, crashes and restarts.

    python3 dev.py bench evenings [--evenings N] [--turns N] [--seed N]

Looked for: a command that ends otherwise than done or refused; what is refused, or fails with the disk, and changes the
file; what is changed and nobody hears of; what handlers or the host keep in memory and the file says otherwise; a crash
or a restart that loses something. Ends with 1 when something was found. A small part of it is in the tests.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.store.any_evening import AnyEvening


def main() -> int:
    """Play and print."""
    parser = argparse.ArgumentParser(prog="bench evenings", description=__doc__)
    parser.add_argument("--evenings", type=int, default=12)
    parser.add_argument("--turns", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    # The failing disks are told of there, hundreds of times.
    logging.disable(logging.CRITICAL)
    began, done, found = time.monotonic(), Counter[tuple[str, str]](), list[str]()
    for seed in range(options.seed, options.seed + options.evenings):
        with tempfile.TemporaryDirectory(prefix="tupailta-evening-") as folder:
            evening = AnyEvening(Path(folder), seed)
            evening.play(options.turns)
        done += evening.done
        found += [f"seed {seed}: {what}" for what in evening.found]
    seconds = time.monotonic() - began
    print(f"{options.evenings} evenings, {sum(done.values())} commands in {seconds:.0f} s")
    print("  ", ", ".join(f"{command} {how} {n}" for (command, how), n in sorted(done.items())))
    print(f"{len(found)} things that must not be")
    print("\n".join(found[:20]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
