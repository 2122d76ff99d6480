"""sqlite-utils without pandas, which it would load at each start for one type name, a second long.

The other modules of this package take `sqlite_utils` from here. Runs once, at the first import.
"""

from __future__ import annotations

import sys

__all__ = ["sqlite_utils"]

_loaded = sys.modules.get("pandas")
if _loaded is None:
    # None in sys.modules makes `import pandas` fail, which sqlite-utils takes for "not installed".
    vars(sys)["modules"]["pandas"] = None
try:
    import sqlite_utils
finally:
    if _loaded is None:
        sys.modules.pop("pandas", None)
