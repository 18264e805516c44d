"""Run apart: a worker that does items one by one, and may be killed in the middle."""

from __future__ import annotations

import itertools
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

HERE, ONCE = 60, 100  # items whose effect is in the database, and elsewhere
AT_ONCE = 2
SLOW_SECONDS = 0.004
# Counted where they are done: a busy machine kills no later than a quiet one.
DIES_AFTER = "DIES_AFTER"
done = itertools.count(1)


def main() -> None:
    """`put`, `work` or `report`, in the data folder and on the database of the environment."""
    from encours.web.serving.prepare import ready

    ready()
    {"put": put, "work": work, "report": report}[sys.argv[1]]()


def put() -> None:
    """The items, and two jobs that do them."""
    from django.core.management import call_command

    from encours.web.workflow.jobs import items
    from encours.web.workflow.jobs.asking import start

    call_command("migrate", verbosity=0)
    notes, letters, job = kinds()
    items.put(notes, {f"note {number}": {"to": number} for number in range(HERE)})
    items.put(letters, {f"letter {number}": {"to": number} for number in range(ONCE)})
    for _time in range(AT_ONCE):
        start(job, "Notes and letters", None)


def work() -> None:
    """As the worker of a server does, until no job is left."""
    from encours.web.serving import worker
    from encours.web.workflow.jobs.catalogue import Catalogue

    _notes, _letters, job = kinds()
    threading.Thread(target=end, daemon=True).start()
    worker.BEAT_SECONDS = 0.2
    worker.work(Catalogue({job.name: job}))


def end() -> None:
    """Stop once all is done."""
    from encours.web.workflow.jobs.models import ENDED, Job

    while Job.objects.exclude(state__in=ENDED).exists():
        time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGTERM)


def report() -> None:
    """On lines of their own: the notes written, the letters sent, where the items of each and the jobs stand."""
    from django.db.models import Count

    from encours.web.workflow.jobs.items import counts
    from encours.web.workflow.jobs.models import Job, WorkItem

    written = WorkItem.objects.filter(kind="written").values_list("key", flat=True)
    print([key.partition("/")[0] for key in written])
    print(sent().read_text().splitlines())
    print(counts("notes"))
    print(counts("letters"))
    print(dict(Job.objects.order_by().values_list("state").annotate(Count("pk"))))


def kinds() -> Any:
    from encours.web.workflow.jobs.items import Effect, ItemKind, drain
    from encours.web.workflow.jobs.kind import Kind

    notes = ItemKind("notes", write, Effect.HERE)
    letters = ItemKind("letters", send, Effect.ONCE)

    def both(running: Any) -> None:
        drain(running, notes, "Writing")
        drain(running, letters, "Sending")

    return notes, letters, Kind("both", both, repeatable=True)


def write(_running: Any, key: str, _payload: Any) -> None:
    from encours.web.workflow.jobs.models import WorkItem

    WorkItem.objects.create(kind="written", key=f"{key}/{uuid4()}")
    _done()


def send(_running: Any, key: str, _payload: Any) -> None:
    with sent().open("a") as file:
        file.write(key + "\n")
    _done()


def sent() -> Path:
    return Path(os.environ["ENCOURS_HOME"]) / "sent"


def _done() -> None:
    """Done, and not yet marked as done: the worst moment for the power to go."""
    if next(done) == int(os.environ.get(DIES_AFTER, "0")):
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(SLOW_SECONDS)


if __name__ == "__main__":
    main()
