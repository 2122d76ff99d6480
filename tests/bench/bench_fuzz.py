"""Strange requests against every route of the host, and changed files for everything that reads files.

    python3 dev.py bench fuzz [--requests N] [--files N] [--seed N]

Looked for: an answer of 5xx, a traceback, an answer or a reading that takes over two seconds, a text that comes back
unescaped, a file that a refused request or a refused opening has changed. Ends with 1 when something was found. Only
127.0.0.1; bounded by the two numbers. A small part of it is in the tests.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import fuzz_files, fuzz_requests


def main() -> int:
    """Try and print."""
    parser = argparse.ArgumentParser(prog="bench fuzz", description=__doc__)
    parser.add_argument("--requests", type=int, default=12_000)
    parser.add_argument("--files", type=int, default=900)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tupailta-fuzz-") as folder:
        began = time.monotonic()
        asked = fuzz_requests.fuzz(Path(folder), options.requests, options.seed)
        seconds = time.monotonic() - began
        print(f"{asked.sent} requests in {seconds:.0f} s, the slowest {1000 * asked.slowest:.0f} ms")
        print("  by route:", ", ".join(f"{route} {n}" for route, n in asked.routes.most_common()))
        print("  rows in the files:", ", ".join(f"{table} {n}" for table, n in asked.rows.most_common()))
        print("  by status:", ", ".join(f"{status}: {n}" for status, n in sorted(asked.statuses.items())))
        began = time.monotonic()
        read = fuzz_files.fuzz(Path(folder), options.files, options.seed)
        seconds = time.monotonic() - began
        print(
            f"{options.files} files in {seconds:.0f} s, the slowest {1000 * read.slowest:.0f} ms of processor time"
        )
        print("  read:", ", ".join(f"{what} {n}" for what, n in read.files.most_common()))
        print("  refused:", ", ".join(f"{what} {n}" for what, n in read.refused.most_common()))
    found = asked.failures + read.failures
    print(f"{len(found)} things that must not be (--seed {options.seed})")
    print("\n".join(found[:20]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
