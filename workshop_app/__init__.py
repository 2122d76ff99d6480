"""The workshop without a screen: rules, session file, services and the LAN host. No Qt, no documents."""

import os

# Here, because it must stand before anything loads numpy (sqlite-utils does too). The duel's matrices are small:
# further threads of the linear algebra only wait for each other, and on a laptop that also serves a hall and draws a
# window a ranking takes ten times as long with them (docs/minutes.md). Who knows better sets the variable.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")
