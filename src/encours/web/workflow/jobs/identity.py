"""Which worker this process is, and where."""

from __future__ import annotations

import os
import secrets
import socket
from functools import lru_cache

from encours.web import place


@lru_cache(maxsize=1)
def worker() -> str:
    """The name of this process, never given twice."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


def where() -> str:
    """The machine and data folder: one worker serves it at a time."""
    return f"{socket.gethostname()}:{place.home().resolve()}"[-300:]
