"""`python3 dev.py chaos [PARTS]`: what can go wrong in a hall, while phones vote; nothing acknowledged may be lost.

kills: the host is killed at random moments, also before it has opened the file. disk: the file's disk (a small one in
memory) is filled and emptied. clock: the host's clock is set at every look. radio: packets lost and late, and the radio
cut, between network namespaces; there every answer that was given must stand exactly once. Without PARTS all of them;
disk and radio need root on Linux and are told as left out elsewhere.

Real HTTP, the real host, real files, loopback and own namespaces only. A phone sends an answer again until it is
acknowledged, as the pages do; at the end the file is read. Bounded by numbers and by time. Ends with 1 when something
was lost or doubled.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

from tests.bench import chaos_hosts
from tests.bench.chaos_hosts import Outcome
from tests.bench.chaos_radio import bad_radio
from tests.browser.radio import possible
from tests.ports import own_port
from tests.store.victims import PORT, evening

PARTS = ("kills", "disk", "clock", "radio")
_LEFT_OUT = Outcome(("left out: needs root on Linux",), well=True)


def main(arguments: list[str]) -> int:
    """Try the parts in folders that are removed afterwards."""
    parser = argparse.ArgumentParser(prog="dev.py chaos", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PARTS", help=", ".join(PARTS))
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=400.0, help="the longest time that is spent killing")
    parser.add_argument("--rounds", type=int, default=10, help="how often the disk is filled")
    parser.add_argument("--jumping", type=float, default=20.0, help="seconds with a clock that jumps")
    parser.add_argument("--cuts", type=int, default=3, help="how often the radio is cut")
    parser.add_argument("--phones", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    os.environ[PORT] = str(own_port())
    well = True
    for part in options.parts or PARTS:
        with tempfile.TemporaryDirectory(prefix="tupailta-chaos-") as folder:
            outcome = _try(part, Path(folder), options)
        print(f"{part}: {'well' if outcome.well else 'NOT WELL'}")
        print(*(f"  {line}" for line in outcome.lines), sep="\n", flush=True)
        well = well and outcome.well
    return 0 if well else 1


def _try(part: str, folder: Path, options: argparse.Namespace) -> Outcome:
    path, people = folder / "ilta.tupa", options.phones
    if part == "disk":
        with chaos_hosts.small_disk(folder / "stick") as small:
            return asyncio.run(chaos_hosts.full_disk(small, options.rounds, people)) if small else _LEFT_OUT
    if part == "radio" and not possible():
        return _LEFT_OUT
    evening(path, chaos_hosts.IDEAS)
    if part == "radio":
        # One radio carries them all, so they are fewer.
        return bad_radio(path, options.cuts, max(1, people // 2), options.seed)
    if part == "clock":
        return asyncio.run(chaos_hosts.set_clock(path, options.jumping, people))
    return asyncio.run(chaos_hosts.kills(path, options.kills, options.seconds, people, options.seed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
