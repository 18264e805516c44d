"""The web server: granian and its worker processes over the WSGI application."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from encours.web.imports.limits import machine_mb
from encours.web.logs.logs import configure, logging_settings
from encours.web.tether import tether

THREADS = 8  # requests a worker process answers at once; the others wait their turn
BACKLOG = 1024
STOP_SECONDS = 20
SHARE_OF_MEMORY = 4  # questions to the book take a quarter of the machine's, all processes together
LEAST_MB = 512  # a process below this answers nothing well


def main() -> None:
    """Serve until told to end (SIGTERM): requests under way are answered first."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    said = parser.parse_args()
    tether(int(os.environ["ENCOURS_SUPERVISOR"]))
    configure()
    os.environ["ENCOURS_SERVER"] = str(os.getpid())
    if not os.environ.get("ENCOURS_SERVING_MEMORY"):
        os.environ["ENCOURS_SERVING_MEMORY"] = f"{memory_mb(machine_mb(), said.workers)}MiB"
    server(said.host, said.port, said.workers).serve(target_loader=load, wrap_loader=False)


def memory_mb(machine: int, workers: int) -> int:
    """What the questions of one process may take: the engine by itself would take most of the machine, in each.

    >>> memory_mb(16_384, 4), memory_mb(2_048, 4)
    (1024, 512)
    """
    return max(machine // SHARE_OF_MEMORY // workers, LEAST_MB)


def server(host: str, port: int, workers: int) -> Granian:
    """The server, not yet started."""
    return Granian(
        "encours.web.serving.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=BACKLOG,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.error,
        log_dictconfig=logging_settings(),
    )


def load() -> Callable[..., Any]:
    """The application, loaded in each worker process once it is tied to its server, and ready for its first visitor."""
    tether(int(os.environ["ENCOURS_SERVER"]))
    from encours.web.serving.warm import warm
    from encours.web.serving.wsgi import application

    warm()
    return application


if __name__ == "__main__":
    main()
