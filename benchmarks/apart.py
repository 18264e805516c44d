"""Work done in a process of its own, so that its time and its memory are its own."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def apart(task: str, **asked: Any) -> dict[str, Any]:
    """Run `module:function` of this folder with JSON arguments; its JSON answer, with `seconds` and `peak` (bytes).

    Raises RuntimeError with what the process printed when it failed.
    """
    command = [sys.executable, "-m", "benchmarks.apart", task, json.dumps(asked)]
    environment = os.environ | {"ENCOURS_LANG": "en"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{task} failed:\n{done.stderr.strip()}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def peak() -> int:
    """The most memory this process has held, in bytes."""
    try:
        # What the system counts for a process includes its parent as it was when it was started: not so here.
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        return int(status.split("VmHWM:")[1].split()[0]) * 1024
    except (OSError, IndexError):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024


def _main(task: str, asked: str) -> None:
    module, function = task.split(":")
    work = getattr(import_module(f"benchmarks.{module}"), function)
    start = perf_counter()
    answer = work(**json.loads(asked)) or {}
    print(json.dumps({"seconds": perf_counter() - start, **answer, "peak": peak()}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
