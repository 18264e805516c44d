"""What jobs of imports left in the book when they were cut short: the versions there are say it, whoever died."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from encours.book.home import Home
from encours.book.keeping import report_of as kept_report
from encours.book.manifest import Manifest, history
from encours.book.publication import catch_up
from encours.said import _, keep, told
from encours.web import place
from encours.web.imports.models import Brought, Upload
from encours.web.imports.uploads.parts import parts_of
from encours.web.workflow import acts
from encours.web.workflow.jobs.kind import Left
from encours.web.workflow.jobs.models import Job
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail.record import record

SHORT = ("import", "files", "format", "read", "refused", "refused_lines", "new", "changed", "gone")


def made_by(job: int) -> list[Manifest]:
    """The versions a job made, oldest first."""
    return [version for version in history(Home(place.home())) if version.origin.get("job") == job]


def report_of(version: Manifest) -> dict[str, Any]:
    """The report of an import as the job that made it would have received it."""
    kept: dict[str, Any] = told(kept_report(Home(place.home()), version.version) or version.summary["report"])
    origin = version.origin
    facts = {name: origin.get(name) for name in ("entities", "whole", "totals")}
    return {**kept, **facts, "refused_lines": kept.get("refused", 0), "refused": ""}


def short(report: Mapping[str, Any]) -> dict[str, Any]:
    """What the trail and the upload keep of a report."""
    return {name: keep(report.get(name)) for name in SHORT}


def imported(report: Mapping[str, Any], upload: Upload | None, person: Person | None) -> None:
    """Tell what became of a part, once: who made the version, and the trail, both or neither."""
    act = acts.IMPORT_REFUSED if report["refused"] else acts.IMPORTED_AGAIN
    with transaction.atomic():
        if report.get("import"):
            act = acts.IMPORTED
            facts = {"upload": upload, "entities": report["entities"], "whole": report["whole"]}
            if not _made(report["import"], person, facts):
                return
        record(None, act, ", ".join(report["files"]), after=short(report), person=person)


def taken_back(version: int, number: int, person: Person | None) -> None:
    """Tell, once, that version `number` takes import `version` back; its files can be imported again."""
    with transaction.atomic():
        brought = Brought.objects.filter(version=version).first()
        facts = {"entities": brought.entities, "whole": brought.whole} if brought else {}
        if not _made(number, person, facts):
            return
        if brought:
            _free(brought.upload, version)
        record(None, acts.IMPORT_UNDONE, _("import {0}").format(version), person=person)


def since_said(version: Manifest, person: Person | None) -> None:
    """Tell, once, that a person said since when an entity is known."""
    facts = {"entities": version.origin["entities"]}
    with transaction.atomic():
        if _made(version.version, person, facts):
            reason = {"reason": ", ".join(version.summary["report"]["files"])}
            record(None, acts.KNOWN_SINCE_SAID, ", ".join(facts["entities"]), after=reason, person=person)


def _made(version: int, person: Person | None, facts: Mapping[str, Any]) -> bool:
    """Keep who made a version; whether nobody had."""
    return Brought.objects.get_or_create(version=version, defaults={"person": person, **facts})[1]


def show_newest() -> None:
    """Figures follow the newest version, where the process that made it was killed before they could."""
    catch_up(Home(place.home()))


def tell_all() -> None:
    """Tell of each version that says who asked for it and is told of nowhere: its process died before it could."""
    told_of = set(Brought.objects.values_list("version", flat=True))
    for version in history(Home(place.home())):
        if version.origin and version.version not in told_of:
            _tell(version)


def of_import(job: Job) -> Left | None:
    """What an import cut short had brought: all of it, where its last part is in."""
    tell_all()
    versions = made_by(job.pk)
    if not versions:
        return None
    upload = Upload.objects.filter(pk=job.arguments["upload"]).first()
    reports = [short(report_of(version)) for version in versions]
    if upload is None or int(versions[-1].origin["part"]) + 1 < len(parts_of(upload)):
        return Left(words=_some(versions))
    numbers = [version.version for version in versions]
    return Left({"versions": numbers, "refused": sum(report["refused_lines"] for report in reports)})


def of_undo(job: Job) -> Left | None:
    """What an undo cut short had done: all of it, or nothing."""
    tell_all()
    version = next(iter(made_by(job.pk)), None)
    return Left({"undone": version.undone, "version": version.version}) if version else None


def of_folder(job: Job) -> Left | None:
    """What looking at a folder had brought when it was cut short; the rest is looked at next time."""
    tell_all()
    versions = made_by(job.pk)
    return Left(words=_some(versions)) if versions else None


def _some(versions: list[Manifest]) -> str:
    numbers = ", ".join(str(version.version) for version in versions)
    return _(
        "The server stopped while this was being done: import {0} is in the book, the rest is not."
    ).format(numbers)


def _tell(version: Manifest) -> None:
    origin = version.origin
    if "person" in origin:
        since_said(version, Person.objects.filter(pk=origin["person"]).first())
        return
    job = Job.objects.select_related("asked_by").filter(pk=origin["job"]).first()
    upload = Upload.objects.select_related("person").filter(pk=origin.get("upload")).first()
    person = (job and job.asked_by) or (upload and upload.person) or None
    if version.undone:
        taken_back(version.undone, version.version, person)
        return
    report = report_of(version)
    imported(report, upload, person)
    if upload is not None:
        upload.versions = sorted({*upload.versions, version.version})
        others = [one for one in upload.outcome or () if one["import"] != version.version]
        upload.outcome = [*others, short(report)]
        upload.save(update_fields=["versions", "outcome"])


def _free(upload: Upload | None, version: int) -> None:
    """The files of an import taken back can be imported again."""
    if upload is not None:
        upload.versions = [number for number in upload.versions if number != version]
        upload.outcome, upload.doctor = None, None
        upload.import_job, upload.check_job = None, None
        upload.save(update_fields=["versions", "outcome", "import_job", "check_job", "doctor"])
