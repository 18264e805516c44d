"""Run apart: a worker that imports files one after the other, and is killed in the middle of one."""

from __future__ import annotations

import io
import itertools
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from tests.rounds import rounds

KILLED_AFTER = "KILLED_AFTER"  # signs of life of its readers, and seconds from then on, such as "3 0.25"
FILES = rounds(6, 60)  # more than a worker does before it is killed: no round is without work
REPORT = "report "  # other lines are the log of the worker
ALL: dict[str, Any] = {"entities": None, "portfolios": None}
HEADERS = "Code client;Nom client;N° facture;Type;Date facture;Échéance;Montant TTC\n"


def main() -> None:
    """`bring`, `work` or `report`, in the data folder of the environment."""
    from encours.web.serving.prepare import ready

    ready()
    {"bring": bring, "work": work, "report": report}[sys.argv[1]]()


def bring() -> None:
    """Files to import, each with an invoice of its own."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.core.management import call_command

    from encours.web.access.roles import Role
    from encours.web.imports.uploads.receiving import receive
    from encours.web.workflow.people.models import Person

    call_command("migrate", verbosity=0)
    read_here()
    person = Person.objects.create(email="ar@example.com", role=Role.ACCOUNTANT, language="en", **ALL)
    for number in range(FILES):
        content = f"{HEADERS}C{number};Dupont;F{number};FA;15/01/2026;15/02/2026;{number + 1},00\n"
        receive([SimpleUploadedFile(f"{number}.csv", content.encode())], person)


def read_here() -> None:
    """Looking at a file needs no process of its own here."""
    from encours.web.imports.sandbox import child, parent
    from encours.web.imports.sandbox.progress import Teller

    def look(task: str, arguments: Any) -> Any:
        return parent._opened(child._done(task, arguments, Teller(io.StringIO())))

    parent.look = look


def ask() -> None:
    """Ask for the imports that are not in, as a person would who reads what became of each."""
    from encours.web.imports.jobs import BRING
    from encours.web.imports.models import Upload
    from encours.web.workflow.jobs.asking import start

    for upload in Upload.objects.filter(versions=[]).order_by("received_at"):
        if upload.import_job is None or upload.import_job.state == "failed":
            upload.import_job = start(BRING, str(upload), upload.person, upload=str(upload.pk))
            upload.save(update_fields=["import_job"])


def work() -> None:
    """Say what stands, ask for the imports that are not in, and do them as the worker of a server does, until nothing
    is left to do or it is killed."""
    report()
    sys.stdout.flush()
    ask()
    if said := os.environ.get(KILLED_AFTER):
        signs, seconds = said.split()
        die_after(int(signs), float(seconds))
    from encours.web.serving import worker
    from encours.web.site.jobs import CATALOGUE

    threading.Thread(target=end, daemon=True).start()
    worker.BEAT_SECONDS = 0.2
    worker.work(CATALOGUE)


def die_after(signs: int, seconds: float) -> None:
    """Killed so long after that sign of life: counted where the work is, however busy the machine."""
    from encours.web.imports import jobs

    heard, real = itertools.count(1), jobs._hear

    def hear(running: Any) -> Any:
        tell = real(running)

        def told(step: str, lines: int) -> None:
            if next(heard) == signs:
                threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()
            tell(step, lines)

        return told

    jobs._hear = hear


def end() -> None:
    from encours.web.workflow.jobs.models import ENDED, Job

    while Job.objects.exclude(state__in=ENDED).exists():
        time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGTERM)


def report() -> None:
    """As JSON: what the jobs, the uploads, the trail and the book say."""
    from encours.book.home import Home
    from encours.book.manifest import history
    from encours.book.publication import served
    from encours.web import place
    from encours.web.imports.models import Brought, Upload
    from encours.web.workflow.jobs.models import Job
    from encours.web.workflow.trail.models import Event

    jobs = Job.objects.filter(kind="import").order_by("pk")
    said = {
        "jobs": [(job.pk, job.state, (job.result or {}).get("versions", []), job.error) for job in jobs],
        "uploads": [upload.versions for upload in Upload.objects.order_by("received_at")],
        "told": [
            event.changes["import"][1] for event in Event.objects.filter(what="imported").order_by("number")
        ],
        "brought": list(Brought.objects.order_by("version").values_list("version", flat=True)),
        "versions": [(one.version, one.origin.get("job")) for one in history(Home(place.home()))],
        "items": items(place.home()),
        "shown": shown.version if (shown := served(Home(place.home()))) else 0,
    }
    print(REPORT + json.dumps(said))


def items(home: Path) -> list[str]:
    from encours.api import open_book
    from encours.errors import DataError

    try:
        book = open_book(home)
    except DataError:
        return []
    found = [row[0] for row in book.engine.rows("SELECT item FROM items ORDER BY item")]
    book.close()
    return found


if __name__ == "__main__":
    main()
