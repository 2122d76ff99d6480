"""One command for everything a developer, a facilitator's helper or CI does with this folder.

    python3 dev.py run [ARGUMENTS]         start Tupailta; arguments go to it (none: the window)
    python3 dev.py start [FILE]            open its window and let go of the terminal (Tupailta.cmd does, on Windows)
    python3 dev.py test [PYTEST ARGUMENTS] all checks, then all tests
    python3 dev.py check                   ruff, formatting, types, imports
    python3 dev.py bench NAME [ARGUMENTS]  a measurement, tests/bench/bench_NAME.py
    python3 dev.py chaos [PARTS]           kills, a full disk, a clock that is set, a bad radio, while phones vote
    python3 dev.py screenshots [ARGUMENTS] pictures of the windows and pages
    python3 dev.py messages [--check]      bring the translation catalogues up to date
    python3 dev.py lock [--upgrade]        write the locks anew from pyproject.toml

On Windows write py instead of python3.

The first use sets everything up (needs the network once): a folder .venv with the locked packages and, as
root on Debian or Ubuntu, the system's libraries. This file must be readable for older Pythons too, so that they
can be told what is missing; what it does stands in tools/.
"""

import os
import subprocess
import sys

NEEDED = (3, 11)
# The newest Python is not the first choice: packages with compiled parts come to it last.
NAMES = ("python3.12", "python3.13", "python3.11", "python3.14", "python3", "python")
# Windows has one program that finds the others.
LAUNCHED = ("py -3.12", "py -3.13", "py -3.11", "py -3.14", "py")


def main(arguments: "list[str]") -> int:
    """Run one command; returns its exit code (2: not understood, or no fitting Python)."""
    if sys.version_info < NEEDED:
        return _with_newer_python(arguments)
    from tools import commands

    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(__doc__)
        return 0 if arguments else 2
    return commands.execute(arguments[0], arguments[1:])


def _with_newer_python(arguments: "list[str]") -> int:
    wanted = "%d.%d" % NEEDED
    for name in (LAUNCHED if os.name == "nt" else ()) + NAMES:
        if _is_new_enough(name):
            return subprocess.call([*name.split(), os.path.abspath(__file__), *arguments])
    print(
        "Tupailta needs Python %s or newer; this is Python %s, and no newer one is on PATH. "
        "Install one (Debian 12 or Ubuntu 24.04: apt install python3 python3-venv; Windows: from python.org) and "
        "try again." % (wanted, sys.version.split()[0]),
        file=sys.stderr,
    )
    return 2


def _is_new_enough(name: str) -> bool:
    # A name on PATH may be a stand-in for a Python that is not there, so each is tried.
    question = "import sys; sys.exit(sys.version_info < %r)" % (NEEDED,)
    try:
        return subprocess.call([*name.split(), "-c", question], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
