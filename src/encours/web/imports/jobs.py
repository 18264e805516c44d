"""The jobs of imports: check an upload, import it, take an import back, explain one, remove old uploads."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from django.db.models import Max

from encours.book.home import Home
from encours.book.manifest import history
from encours.book.publication import served
from encours.errors import DataError
from encours.i18n import language, mark, speaking
from encours.said import _, counted, told
from encours.web import place
from encours.web.imports import left
from encours.web.imports.limits import limits
from encours.web.imports.models import Explanation, Upload
from encours.web.imports.permissions import hindrance
from encours.web.imports.sandbox import parent
from encours.web.imports.uploads import storage
from encours.web.imports.uploads.parts import Part, fingerprint, parts_of
from encours.web.workflow.jobs.entry import Entry, Event
from encours.web.workflow.jobs.items import Effect, ItemKind, drain, put, settle
from encours.web.workflow.jobs.kind import Kind
from encours.web.workflow.jobs.running import Cancelled, Running
from encours.web.workflow.people.models import Person

MOST_EXPLAINED = 20
SHARES = {
    "Reading": 0.1,
    "Checking": 0.5,
    "Writing": 0.7,
    "Publishing": 0.8,
    "Explaining the difference": 0.95,
}


def check(running: Running, upload: str) -> dict[str, Any]:
    """The dry run of an upload: what each part would add, change, refuse; kept as its `doctor`."""
    found = Upload.objects.get(pk=upload)
    parts = parts_of(found)
    asked = {"parts": [part.asked() for part in parts], "allowed": _allowed(found.person)}
    doctor = _run(running, "check", asked)
    Upload.objects.filter(pk=upload).update(doctor=doctor, doctor_of=fingerprint(parts))
    return {"refused": sum(report.get("refused_lines", 0) for report in doctor)}


def bring(running: Running, upload: str) -> dict[str, Any]:
    """Import an upload, part after part; the versions made."""
    found = Upload.objects.select_related("person").get(pk=upload)
    if why := hindrance(running.job.asked_by or found.person):
        raise DataError(why)
    return import_upload(running, found, running.job.asked_by or found.person)


def import_upload(running: Running, upload: Upload, person: Person | None) -> dict[str, Any]:
    """What `bring` and the watched folders do. A part that fails stops the next ones; those before stay in."""
    outcome: list[dict[str, Any]] = []
    for number, part in enumerate(parts_of(upload)):
        outcome.append(_bring_part(running, upload, number, part, person))
        done = [report["import"] for report in outcome if report.get("import")]
        Upload.objects.filter(pk=upload.pk).update(
            versions=done, outcome=[left.short(report) for report in outcome]
        )
        if outcome[-1]["refused"]:
            raise DataError(outcome[-1]["refused"])
    return {"versions": done, "refused": sum(report["refused_lines"] for report in outcome)}


def take_back(running: Running, version: int) -> dict[str, Any]:
    """Undo an import."""
    try:
        number = _run(running, "take_back", {"version": version, "origin": {"job": running.job.pk}})
    except (parent.Ended, Cancelled):
        if not (made := left.made_by(running.job.pk)):
            raise
        number = made[0].version
    left.taken_back(version, number, running.job.asked_by)
    return {"undone": version, "version": number}


def explain(running: Running, version: int) -> dict[str, Any]:
    """Lay out why the position differs from the version before."""
    content = _run(running, "explain", {"version": version})
    Explanation.objects.update_or_create(version=version, defaults={"content": content})
    settle(DIFFERENCES.name, str(version), done=True)  # it had failed, and a person asked once more
    return {"items": content["count"]}


def explain_new(running: Running) -> dict[str, Any]:
    """Lay out the difference each new import made, one import after the other."""
    put(DIFFERENCES, {str(version): {} for version in unexplained()})
    return drain(running, DIFFERENCES, _("Explaining the difference"))


def unexplained() -> list[int]:
    """The imports since the last one that is explained, wherever they were made; the newest of very many."""
    last = Explanation.objects.aggregate(at=Max("version"))["at"] or 0
    versions = [version.version for version in history(Home(place.home())) if not version.undone]
    return [version for version in versions if version > last][-MOST_EXPLAINED:]


def published() -> int:
    """The version of the book that people see."""
    current = served(Home(place.home()))
    return current.version if current else 0


def sweep(running: Running) -> dict[str, Any]:
    """Remove the files of old uploads."""
    running.step(_("Removing old uploads"))
    return {"uploads": storage.sweep()}


DIFFERENCES = ItemKind(
    "import_difference",
    lambda running, key, _payload: explain(running, int(key)),
    Effect.AGAIN,
    retries=2,
    pause=timedelta(minutes=5),
)
CHECK = Kind("import_check", check, repeatable=True)
BRING = Kind("import", bring, tells="import", left=left.of_import)
TAKE_BACK = Kind("import_undo", take_back, tells="import", left=left.of_undo)
EXPLAIN = Kind("import_explain", explain, repeatable=True)
EXPLAIN_NEW = Kind("import_explain_new", explain_new, repeatable=True)
SWEEP = Kind("sweep_uploads", sweep, repeatable=True)
AFTER_IMPORT = Entry("explain_imports", EXPLAIN_NEW, mark("Differences made by imports"), after="import")
JOBS = (CHECK, BRING, TAKE_BACK, EXPLAIN, EXPLAIN_NEW, SWEEP)
EVENTS = (Event("import", published),)
STARTS = (left.show_newest, left.tell_all)
SCHEDULE = (
    AFTER_IMPORT,
    Entry("sweep_uploads", SWEEP, mark("Old uploads removed"), {"minute": "20", "hour": "3"}),
)


def _bring_part(
    running: Running, upload: Upload, number: int, part: Part, person: Person | None
) -> dict[str, Any]:
    """Import the part of that number, counted from 0; its report."""
    origin = {"job": running.job.pk, "upload": str(upload.pk), "part": number}
    asked = {"part": part.asked(), "allowed": _allowed(person), "origin": origin}
    try:
        brought = _run(running, "bring", asked)
    except (parent.Ended, Cancelled):
        made = [one for one in left.made_by(running.job.pk) if one.origin == {**one.origin, **origin}]
        if not made:
            raise
        brought = left.report_of(made[-1])  # it was ended after the version was made: it is in
    with _speaking_to(running):
        report: dict[str, Any] = told(brought)
    left.imported(report, upload, person)
    return report


def _run(running: Running, task: str, arguments: dict[str, Any]) -> Any:
    try:
        with _speaking_to(running):
            return parent.run(task, arguments, seconds=limits().import_seconds, hear=_hear(running))
    except parent.Ended as ended:
        if ended.trace:
            running.log(ended.trace)
        raise


def _speaking_to(running: Running) -> AbstractContextManager[None]:
    """The language of who asked: what goes wrong is told to them."""
    return speaking(running.job.spoken or language())


def _hear(running: Running) -> Callable[[str, int], None]:
    def hear(step: str, lines: int) -> None:
        text = counted("{0}: {1} line", "{0}: {1} lines", lines).format(step, lines) if lines else step
        running.step(text or _("Opening"), SHARES.get(getattr(step, "message", "")))

    return hear


def _allowed(person: Person | None) -> list[str] | None:
    """The entities whose rows a person may bring; None for all."""
    return [] if person is None else person.entities
