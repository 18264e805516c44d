"""No process outlives the one that watches over it, even when that one is killed without warning."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1
LOOK_SECONDS = 1.0


def tether(parent: int) -> None:
    """End this process when `parent`, which started it, is gone.

    Linux does it by itself; elsewhere a thread looks every second.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it went before we asked
            os._exit(1)
    else:
        threading.Thread(target=watch, args=(parent,), name="tether", daemon=True).start()


def watch(parent: int) -> None:
    """Look until the parent is another, then end at once: what the book and the database hold is whole."""
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os._exit(1)
