"""A PostgreSQL server of our own for the time of a comparison: its folder, its socket, its settings, its end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

WAIT_SECONDS = 60.0
PORT = 5432  # names the socket only: nothing listens on the network


def programs() -> Path | None:
    """Where the newest server programs stand, or None."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    on_path = shutil.which("postgres")
    newest = max(found, key=lambda path: int(path.parent.name), default=None)
    return newest or (Path(on_path).parent if on_path else None)


@contextmanager
def running(memory: int) -> Iterator[psycopg.Connection[Any]]:
    """A connection to a new, empty server that may use about `memory` bytes; stopped and removed at the end.

    Raises RuntimeError with what the server said when it does not start.
    """
    bin_, folder = programs(), Path(tempfile.mkdtemp(prefix="encours-pg-"))
    assert bin_ is not None
    user = _lesser_user(folder)
    try:
        _initialise(bin_, folder, user)
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(_command(bin_, folder, memory), stdout=log, stderr=log, **user)
            try:
                with _connected(folder, server) as connection:
                    yield connection
            finally:
                _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lesser_user(folder: Path) -> dict[str, Any]:
    """Whom to start programs as: PostgreSQL refuses root, so its folder is then given to a user of few rights."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL does not run as root, and there is no user postgres nor nobody.")


def _initialise(bin_: Path, folder: Path, user: dict[str, Any]) -> None:
    command = [str(bin_ / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "bench", "-E", "UTF8"]
    command += ["--locale", "C", "--no-sync"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **user)
    if done.returncode:
        raise RuntimeError(f"PostgreSQL's initdb failed:\n{done.stderr.strip()}")


def _command(bin_: Path, folder: Path, memory: int) -> list[str]:
    """Settings of a server given room and both hands free: analytic memory, parallel plans, no durability to pay."""
    cores = os.cpu_count() or 1
    settings = {
        "listen_addresses": "",
        "port": PORT,
        "unix_socket_directories": folder,
        "shared_buffers": f"{memory // 4 >> 20}MB",
        "effective_cache_size": f"{memory * 3 // 4 >> 20}MB",
        "work_mem": f"{memory // 16 >> 20}MB",
        "maintenance_work_mem": f"{memory // 8 >> 20}MB",
        "max_parallel_workers_per_gather": cores,
        "max_parallel_maintenance_workers": cores,
        "fsync": "off",
        "synchronous_commit": "off",
        "max_wal_size": "8GB",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return [str(bin_ / "postgres"), "-D", str(folder / "data"), *options]


def _connected(folder: Path, server: subprocess.Popen[bytes]) -> psycopg.Connection[Any]:
    import psycopg

    deadline = monotonic() + WAIT_SECONDS
    while True:
        try:
            return psycopg.connect(
                host=str(folder), port=PORT, user="bench", dbname="postgres", autocommit=True
            )
        except psycopg.OperationalError:
            if server.poll() is not None or monotonic() > deadline:
                said = (folder / "log").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"PostgreSQL did not start:\n{said.strip()}") from None
            sleep(0.1)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(WAIT_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
