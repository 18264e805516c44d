"""Reading done apart: a child process with bounds on memory and time, which takes nothing down when it fails."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from encours.errors import DataError
from encours.i18n import language
from encours.said import _
from encours.web import place
from encours.web.imports.limits import limits
from encours.web.imports.sandbox.turns import turn
from encours.web.sentences import told_here

Heard = Callable[[str, int], None]
POLL_SECONDS = 1.0
WITHHELD = ("ENCOURS_SECRET_KEY", "DATABASE_URL", "ENCOURS_SMTP")  # readers of files need no secret
KEPT_PREFIXES = ("ENCOURS_OIDC",)
TAIL_BYTES = 4000
LOOK_BYTES = 4 << 30  # most of it is address space that libraries reserve and never fill


class Ended(DataError):
    """The child gave no answer. `trace` is the last it said, for the log."""

    def __init__(self, message: str, trace: str = "") -> None:
        super().__init__(message)
        self.trace = trace


def run(
    task: str,
    arguments: Mapping[str, Any],
    *,
    seconds: int,
    hear: Heard = lambda _step, _lines: None,
    memory: int = 0,
) -> Any:
    """The answer of a task of `tasks.TASKS`. Raises what the reading said (DataError), or Ended.

    `hear` is called at least every second with what is being done and the lines done; whatever it raises ends the
    child and goes through. `memory` bounds its address space, in bytes; that of an import unless given.
    """
    bounds = {"memory": memory or limits().memory_bytes, "seconds": seconds * (os.cpu_count() or 1)}
    asked = {"task": task, "arguments": arguments, "language": language(), "parent": os.getpid(), **bounds}
    begun = time.monotonic()
    with tempfile.TemporaryFile() as said, _child(said) as child:
        assert child.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(json.dumps(asked).encode())
            child.stdin.close()
        answer = _listen(child, time.monotonic() + seconds, hear)
        child.wait()
        if answer is None:
            raise Ended(_why(child, seconds, time.monotonic() - begun), _tail(said))
    return _opened(answer)


def look(task: str, arguments: Mapping[str, Any]) -> Any:
    """The answer of a task that only looks at files, while somebody waits: few at once, bounded together."""
    seconds = limits().look_seconds
    with turn(place.folder(), seconds):
        return run(task, arguments, seconds=seconds, memory=min(limits().memory_bytes, LOOK_BYTES))


@contextlib.contextmanager
def _child(said: Any) -> Iterator[subprocess.Popen[bytes]]:
    """The process, ended with the block whatever happens in it."""
    child = subprocess.Popen(
        [sys.executable, "-m", "encours.web.imports.sandbox.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        env=_environment(),
        cwd=place.folder("uploads"),
    )
    try:
        yield child
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream and not stream.closed:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()


def _environment() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if name not in WITHHELD and not name.startswith(KEPT_PREFIXES)
    } | {"ENCOURS_HOME": str(place.home().resolve())}


def _listen(child: subprocess.Popen[bytes], deadline: float, hear: Heard) -> dict[str, Any] | None:
    """Its answer; None when it ends without one, or is ended because its time is over."""
    assert child.stdout is not None
    handle, rest, step, lines = child.stdout.fileno(), b"", "", 0
    with selectors.DefaultSelector() as selector:
        selector.register(handle, selectors.EVENT_READ)
        while time.monotonic() < deadline:
            ready = selector.select(POLL_SECONDS)
            block = os.read(handle, 1 << 16) if ready else b""
            if ready and not block:
                return None
            *whole, rest = (rest + block).split(b"\n")
            for line in whole:
                message = json.loads(line)
                if "step" not in message:
                    return dict(message)
                step, lines = told_here(message["step"]), message["lines"]
            hear(step, lines)
    return None


def _why(child: subprocess.Popen[bytes], seconds: int, took: float) -> str:
    late = child.returncode == -signal.SIGXCPU or took >= seconds
    if late:
        return _(
            "Reading was stopped: it took longer than {0} minutes, or more memory than this server gives it. "
            "Nothing was changed. Split the file, or ask whoever runs Encours to raise the limit."
        ).format(max(seconds // 60, 1))
    return _(
        "Reading ended abruptly: the file is damaged, or takes more memory than this server gives it. "
        "Nothing was changed. Export it again, or as CSV."
    )


def _tail(said: Any) -> str:
    size = said.seek(0, os.SEEK_END)
    said.seek(max(size - TAIL_BYTES, 0))
    return str(said.read().decode("utf-8", "replace"))


def _opened(answer: Mapping[str, Any]) -> Any:
    if "error" in answer:
        error = told_here(answer["error"])
        raise Ended(error, answer["trace"]) if answer.get("trace") else DataError(error)
    return answer["result"]
