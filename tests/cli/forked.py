"""`python -m encours` in a process of its own, forked from one that has read the modules: a program starts sooner."""

from __future__ import annotations

import atexit
import os
import runpy
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.book.dying import children
from tests.cli.calls import Outcome

PATIENCE_SECONDS = 300
OUTPUTS = ("stdin", "stdout", "stderr")
GIGABYTE = 1 << 30


def program(
    words: Sequence[str], environment: Mapping[str, str], stdin: str = "", bounded: bool = False
) -> Outcome:
    """What it writes and how it ends; `bounded`: with little memory and little time."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "stdin").write_text(stdin, encoding="utf-8")
        given = (list(words), dict(environment), os.getcwd(), folder, bounded)
        child = children.Process(target=_run, args=given)
        child.start()
        child.join(PATIENCE_SECONDS)
        if child.is_alive():
            child.kill()
        child.join()
        assert child.exitcode is not None
        out, err = ((Path(folder) / name).read_text(encoding="utf-8") for name in OUTPUTS[1:])
        return Outcome(child.exitcode, out, err)


def _run(
    words: Sequence[str], environment: Mapping[str, str], where: str, folder: str, bounded: bool
) -> None:
    for number, name in enumerate(OUTPUTS):
        opened = os.open(Path(folder, name), os.O_RDWR | os.O_CREAT)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  # a child's is closed
    os.chdir(where)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[:] = ["encours", *words]
    if bounded:
        _bound()
    try:
        runpy.run_module("encours", run_name="__main__", alter_sys=True)
    finally:
        if bounded:
            _look_at_memory()
        atexit._run_exitfuncs()  # a forked process leaves without


def _bound() -> None:
    """Address space counts what is mapped and never touched (the engine's code and threads): 3 GB of it is little."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (3 * GIGABYTE, 3 * GIGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))


def _look_at_memory() -> None:
    import re

    status = Path("/proc/self/status")
    peak = int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) if status.exists() else 0  # type: ignore[index]
    assert peak < 400_000, f"{peak} kB"
