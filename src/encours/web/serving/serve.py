"""From one command to a working cockpit: prepare, then watch over the web server and the worker."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread
from time import sleep

from encours.book import temporary
from encours.book.home import closed
from encours.errors import DataError, UsageError
from encours.i18n import _
from encours.web.logs.logs import configure
from encours.web.serving.supervisor import Child, Ending, Supervisor

MOST_WORKERS = 4
PAUSE_SECONDS, ANSWER_SECONDS = 0.1, 60


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the cockpit is served, and by how many processes."""

    host: str
    port: int
    workers: int

    @property
    def address(self) -> str:
        """As a browser on this machine writes it; ENCOURS_URL says how the others do."""
        if said := os.environ.get("ENCOURS_URL"):
            return said.rstrip("/")
        return f"http://{f'[{self.near}]' if ':' in self.near else self.near}:{self.port}"

    @property
    def near(self) -> str:
        """The address by which this machine reaches it."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host).strip("[]")


def serve(home: Path, listening: Listening) -> None:
    """Serve until told to end.

    Raises DataError when the port is taken, the preparation fails, a part dies again and again, or a second signal
    cut short what was under way.
    """
    check_free(listening.host, listening.port)
    environment = {**os.environ, "ENCOURS_HOME": str(home.resolve()), "ENCOURS_SUPERVISOR": str(os.getpid())}
    os.umask(0o077)  # what names customers is for this account alone
    home.mkdir(parents=True, exist_ok=True)
    closed(home)
    temporary.sweep()
    done = subprocess.run([*_module("prepare"), listening.address], env=environment, check=False)
    if done.returncode:
        raise DataError(_("The cockpit could not be prepared: see above."))
    configure()
    Thread(target=announce, args=(listening,), daemon=True).start()
    ending = Supervisor(children(listening), environment).run()
    if ending is Ending.GAVE_UP:
        raise DataError(_("A part of the cockpit died again and again: the log above says why."))
    if ending is Ending.CUT_SHORT:
        raise DataError(_("Ended before all that was under way had finished."))


def announce(listening: Listening) -> None:
    """Say where the cockpit is served, once it answers there."""
    while not _answers(listening):
        sleep(PAUSE_SECONDS)
    said = _("The cockpit is served at {0} (Ctrl+C ends it).").format(listening.address)
    print(said, file=sys.stderr, flush=True)


def _answers(listening: Listening) -> bool:
    asked = HTTPConnection(listening.near, listening.port, timeout=ANSWER_SECONDS)
    try:
        asked.request("GET", "/health/")
        asked.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()
    return True


def children(listening: Listening) -> list[Child]:
    """The web server and the worker."""
    web = [*_module("web"), "--host", listening.host, "--port", str(listening.port)]
    return [Child("web", [*web, "--workers", str(listening.workers)]), Child("worker", _module("worker"))]


def check_free(host: str, port: int) -> None:
    """Raise DataError when something listens there already, UsageError when this machine has no such address."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except PermissionError:
        raise DataError(
            _("Port {0} is kept for the system. Choose one above 1023: --port 8000").format(port)
        ) from None
    except socket.gaierror:
        raise UsageError(_("{0} is not an address of this machine.").format(host)) from None
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise UsageError(_("{0} is not an address of this machine.").format(host)) from None
        raise DataError(
            _("Port {0} is already in use. Choose another: --port {1}").format(port, port + 1)
        ) from None


def processes() -> int:
    """Web processes by default: one a core, four at most."""
    return max(1, min(os.cpu_count() or 1, MOST_WORKERS))


def _module(name: str) -> list[str]:
    return [sys.executable, "-m", f"encours.web.serving.{name}"]
