"""Asking for what is done with an upload: its dry run, its import."""

from __future__ import annotations

from django.db import transaction

from encours.errors import DataError
from encours.said import _
from encours.web.imports.jobs import BRING, CHECK
from encours.web.imports.models import Upload
from encours.web.imports.permissions import hindrance
from encours.web.imports.uploads.mappings import remember
from encours.web.imports.uploads.parts import fingerprint, parts_of, undecided
from encours.web.workflow.jobs.asking import start as ask
from encours.web.workflow.jobs.models import Job
from encours.web.workflow.people.models import Person


def check(upload: Upload, person: Person | None) -> Job:
    """Ask for the dry run of an upload, and remember how its lists are read."""
    _ready(upload)
    for part in parts_of(upload):
        remember(part, person)
    upload.check_job = ask(CHECK, _label(upload, _("Check {0}")), person, upload=str(upload.pk))
    upload.save(update_fields=["check_job"])
    return upload.check_job


def start(upload: Upload, person: Person | None) -> Job:
    """Ask for the import of an upload. DataError when the person may not, or when it is under way already."""
    if why := hindrance(person):
        raise DataError(why)
    _ready(upload)
    with transaction.atomic():
        locked = Upload.objects.select_for_update().select_related("import_job").get(pk=upload.pk)
        if locked.versions or (locked.import_job and not locked.import_job.ended):
            raise DataError(_("These files are being imported already, or are in the book."))
        job = ask(BRING, _label(upload, _("Import {0}")), person, upload=str(upload.pk))
        locked.import_job = job
        locked.save(update_fields=["import_job"])
    upload.import_job = job
    return job


def checked(upload: Upload) -> bool:
    """Whether the dry run kept is of these files as they would be read now."""
    return upload.doctor is not None and upload.doctor_of == fingerprint(parts_of(upload))


def _ready(upload: Upload) -> None:
    """DataError when an upload cannot be read (any more)."""
    if upload.swept:
        raise DataError(_("These files were removed, as they are after some time: bring them again."))
    if upload.refused:
        raise DataError(upload.refused)
    if undecided(parts_of(upload)):
        raise DataError(_("Say first what each file is."))


def _label(upload: Upload, sentence: str) -> str:
    names = [file.name for file in upload.files.all()]
    return sentence.format(", ".join(names[:3]) + ("…" if len(names) > 3 else ""))
