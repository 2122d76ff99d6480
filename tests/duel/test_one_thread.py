"""The duel's linear algebra runs on the thread that asks for it, beside a hall that wants the other cores."""

import os
import subprocess
import sys


def test_ranking_starts_no_threads() -> None:
    """In a program of its own, whose settings say nothing, ranking many ideas leaves one thread as before."""
    program = (
        "import psutil, ui.cli, workshop_app.runtime\n"
        "import numpy as np\n"
        "m = np.random.default_rng(1).normal(size=(400, 400))\n"
        "np.linalg.inv(m @ m.T + np.eye(400))\n"
        "print(psutil.Process().num_threads())"
    )
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    bare = {name: value for name, value in os.environ.items() if name not in names}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=bare, check=True
    )
    assert "1" == done.stdout.strip()
