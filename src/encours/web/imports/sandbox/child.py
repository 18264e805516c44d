"""The child that reads files: it bounds itself, does one task, says how far it is, answers on one line, ends."""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from collections.abc import Callable
from typing import Any

from encours.errors import EncoursError, disk_full, naming
from encours.i18n import speaking
from encours.said import _, kept, reason
from encours.web.imports.sandbox.progress import Teller
from encours.web.room import NO_ROOM
from encours.web.sentences import field_named
from encours.web.tether import tether


def main() -> None:
    """Read what is asked from the standard input; nothing a reader prints can be taken for the answer."""
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    asked = json.load(sys.stdin)
    tether(asked["parent"])
    bound(asked["memory"], asked["seconds"])
    with speaking(asked["language"]), naming(field_named):
        said = _done(asked["task"], asked["arguments"], Teller(answer))
    answer.write(json.dumps(said) + "\n")
    answer.flush()
    os._exit(0)  # threads of a reader are not waited for


def bound(memory: int, seconds: int) -> None:
    """No more address space nor processor time than that, and no trace of the content in a core file."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # a system that does not bound this one: time still ends it
            continue


def _done(task: str, arguments: dict[str, Any], tell: Teller) -> dict[str, Any]:
    from encours.web.imports.sandbox.tasks import TASKS  # within the bounds: libraries count too

    work: Callable[..., Any] = TASKS[task]
    try:
        return {"result": work(tell, **arguments)}
    except EncoursError as error:
        return {"error": kept(reason(error))}
    except MemoryError:
        traceback.print_exc()
        return {"error": kept(_memory()), "trace": "MemoryError"}
    except Exception as error:
        if disk_full(error):
            return {"error": kept(_(NO_ROOM))}
        return {"error": kept(_broken()), "trace": traceback.format_exc()[-4000:]}


def _memory() -> str:
    return _(
        "Reading takes more memory than this server gives it. Nothing was changed. Split the file, or ask whoever "
        "runs Encours to raise the limit."
    )


def _broken() -> str:
    return _(
        "The reader of this format failed on the file. Nothing was changed. Export it again; if it fails again, "
        "pass the file on to whoever runs Encours."
    )


if __name__ == "__main__":
    main()
