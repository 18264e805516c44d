"""The supervisor over small programs: what dies comes back, what cannot live is given up, all end together."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from subprocess import TimeoutExpired

import pytest

from tests.web.serving.processes import PATIENCE_SECONDS, alive, children, program, python, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")

SLEEPER = "import time; time.sleep(600)"
POLITE = """
import signal, sys, time
def leave(*_): time.sleep({0}); print("finished", flush=True); sys.exit(0)
signal.signal(signal.SIGTERM, leave)
print("ready", flush=True)
time.sleep(600)
"""
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, lambda *_: print("asked", flush=True))
print("ready", flush=True)
time.sleep(600)
"""
TIED = """
import os, time
from encours.web.tether import tether
tether(int(os.environ["ENCOURS_SUPERVISOR"]))
print("ready", flush=True)
time.sleep(600)
"""


def supervising(*codes: str) -> list[str]:
    commands = [[sys.executable, "-c", code] for code in codes]
    return python(
        "import os, sys\n"
        "from encours.web.serving import supervisor as s\n"
        "from encours.web.logs.logs import configure\n"
        "configure(); s.FIRST_PAUSE, s.QUICK_SECONDS = 0.01, 600\n"
        f"watched = [s.Child(str(i), c) for i, c in enumerate({commands!r})]\n"
        "sys.exit(s.Supervisor(watched, os.environ).run().value)"
    )


def test_a_child_that_is_killed_is_started_again(tmp_path: Path) -> None:
    with program(supervising(SLEEPER, SLEEPER), tmp_path / "log") as supervisor:
        first = until(lambda: children(supervisor.pid) if len(children(supervisor.pid)) == 2 else None)
        os.kill(first[0], signal.SIGKILL)
        after = until(lambda: set(children(supervisor.pid)) - {first[0]} - {first[1]})
        assert len(after) == 1
        assert alive(first[1])


def test_a_child_that_dies_at_once_again_and_again_is_given_up_and_the_others_end(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with program(supervising("raise SystemExit(7)", POLITE.format(0)), log) as supervisor:
        assert supervisor.wait(PATIENCE_SECONDS) == 2
    said = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    assert [line["status"] for line in said if line["message"] == "died"] == [7] * 5
    assert said[-2]["level"] == "critical"


def test_asked_to_end_it_lets_children_finish(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with program(supervising(POLITE.format(0.5)), log) as supervisor:
        until(lambda: "ready" in log.read_text())
        supervisor.terminate()
        assert supervisor.wait(PATIENCE_SECONDS) == 0
    assert "finished" in log.read_text()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_kills_what_does_not_end(tmp_path: Path, sign: signal.Signals) -> None:
    log = tmp_path / "log"
    with program(supervising(DEAF), log) as supervisor:
        until(lambda: "ready" in log.read_text())
        (child,) = children(supervisor.pid)
        supervisor.send_signal(sign)
        until(lambda: "asked" in log.read_text())
        with pytest.raises(TimeoutExpired):
            supervisor.wait(0.5)
        supervisor.send_signal(sign)
        assert supervisor.wait(PATIENCE_SECONDS) == 1
        assert not alive(child)


def test_children_end_with_a_supervisor_killed_without_warning(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with program(supervising(TIED), log) as supervisor:
        until(lambda: "ready" in log.read_text())
        (child,) = children(supervisor.pid)
        supervisor.kill()
        until(lambda: not alive(child))


def test_where_the_system_does_not_tell_the_child_looks_whether_its_parent_is_gone(tmp_path: Path) -> None:
    log = tmp_path / "log"
    watcher = (
        "import os; parent = os.getppid()\n"
        "from encours.web import tether as t; t.LOOK_SECONDS = 0.05\n"
        "print('ready', flush=True); t.watch(parent)"
    )
    starter = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {watcher!r}]); time.sleep(600)"
    with program(python(starter), log) as parent:
        until(lambda: "ready" in log.read_text())
        (child,) = children(parent.pid)
        assert alive(child)
        parent.kill()
        until(lambda: not alive(child))
