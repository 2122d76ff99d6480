"""`python -m ui`: the same as the program `tupailta`."""

import sys

from ui.cli import main

if __name__ == "__main__":
    sys.exit(main())
