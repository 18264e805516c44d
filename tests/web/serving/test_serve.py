"""`encours serve` with real processes: healthy, back after any death, ended whole."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.web.serving.conftest import Served, encours, serving
from tests.web.serving.processes import PATIENCE_SECONDS, alive, children, descendants, free_port, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")


def test_health_says_what_works_and_nothing_else(served: Served) -> None:
    status, said = served.health()
    age = said.pop("worker_seen_seconds")
    assert (status, said) == (
        200,
        {"status": "ok", "database": "ok", "worker": "ok", "book": "ok", "disk": "ok"},
    )
    assert 0 <= age < 30


def test_what_it_writes_is_closed_to_other_accounts_of_the_machine(served: Served) -> None:
    web = served.home / "web"
    written = [web, web / "secret", web / "queue.sqlite3", web / "worker.lock"]
    assert [path for path in written if path.stat().st_mode & 0o007] == []


@pytest.mark.parametrize("part", ["web", "worker"])
def test_what_is_killed_comes_back(served: Served, part: str) -> None:
    (victim,) = [pid for pid in children(served.process.pid) if command(pid).endswith(f"serving.{part}")]
    below = descendants(victim)
    os.kill(victim, signal.SIGKILL)
    until(lambda: not any(map(alive, [victim, *below])))
    until(lambda: any(command(pid).endswith(f"serving.{part}") for pid in children(served.process.pid)))
    until(served.healthy)


def test_a_killed_web_process_is_replaced_by_its_server(served: Served) -> None:
    (server,) = [pid for pid in children(served.process.pid) if command(pid).endswith("serving.web")]
    (process,) = [pid for pid in children(server) if command(pid).endswith("serving.web")]
    os.kill(process, signal.SIGKILL)
    until(lambda: set(children(server)) - {process})
    until(served.healthy)
    assert alive(server)


def test_a_port_in_use_is_one_clear_line(served: Served, tmp_path: Path) -> None:
    outcome = encours(tmp_path / "other", "serve", "--port", str(served.port))
    assert outcome.code == 1
    assert outcome.err == (
        f"encours: Port {served.port} is already in use. Choose another: --port {served.port + 1}\n"
    )


def test_the_log_is_one_object_a_line_and_holds_no_secret(served: Served) -> None:
    lines = [line for line in served.log.read_text().splitlines() if not line.startswith("The cockpit is")]
    assert all({"time", "level", "logger", "message"} <= set(json.loads(line)) for line in lines)
    assert (served.home / "web" / "secret").read_text() not in served.log.read_text()


def test_a_second_server_of_the_folder_serves_too_and_ends_whole_when_asked(
    served: Served, tmp_path: Path
) -> None:
    log, port = tmp_path / "log", free_port()
    with serving(served.home, port, log) as process:
        until(Served(process, port, served.home, log).healthy)  # asked before, it takes its 20 s of patience
        until(lambda: "worker stands by" in log.read_text())
        below = descendants(process.pid)
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) == 0
        assert len(below) >= 3
        assert not any(map(alive, below))


def test_killed_without_warning_it_leaves_nothing_running(served: Served, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with serving(served.home, free_port(), log) as process:
        until(lambda: "worker stands by" in log.read_text())
        below = descendants(process.pid)
        process.kill()
        until(lambda: not any(map(alive, below)))


def test_asked_to_end_everything_ends(served: Served) -> None:
    """The last of this file: it ends the cockpit of the others."""
    below = descendants(served.process.pid)
    served.process.terminate()
    assert served.process.wait(PATIENCE_SECONDS) == 0
    assert not any(map(alive, below))
    assert '"worker ended"' in served.log.read_text()


def command(pid: int) -> str:
    """The module a process runs: `encours.web.serving.web`."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    return words[2] if len(words) > 2 else ""
