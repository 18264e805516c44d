"""What was brought: uploads and their files, mappings remembered, folders watched, who made each version."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from encours.i18n import _, mark
from encours.web.sentence_field import Sentence


class Upload(models.Model):
    """Files brought together, to be imported together. `refused` says why nothing more can be done with them.

    `versions` are the imports it made, one a part; `origin` is where it came from.
    """

    ORIGINS: ClassVar = {"page": mark("page"), "api": mark("API"), "folder": mark("watched folder")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    received_at = models.DateTimeField(default=timezone.now)
    origin = models.CharField(max_length=10, default="page")
    refused = Sentence(blank=True)
    check_job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    import_job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    doctor = models.JSONField(null=True)
    doctor_of = models.CharField(max_length=64, blank=True)
    versions = models.JSONField(default=list)
    outcome = models.JSONField(null=True)
    swept = models.BooleanField(default=False)

    class Meta:
        ordering = ("-received_at",)

    def __str__(self) -> str:
        return ", ".join(file.name for file in self.files.all())

    @property
    def origin_label(self) -> str:
        return _(self.ORIGINS.get(self.origin, self.origin))


class File(models.Model):
    """One file of an upload. `name` is the sender's word for it, for showing alone; it is stored as `number`.

    `importers` are those that recognise it, `importer` the one chosen; `headers` and `columns` what a list holds.
    """

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    refused = Sentence(blank=True)
    importers = models.JSONField(default=list)
    importer = models.CharField(max_length=60, blank=True)
    signature = models.CharField(max_length=64, blank=True)
    layout = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    mapped = models.BooleanField(default=False)
    preview = models.JSONField(null=True)
    preview_of = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upload", "number"], name="import_file_number")
        ]

    def __str__(self) -> str:
        return self.name


class Mapping(models.Model):
    """How lists with these headers are read, or the FEC of a company, said once and used again.

    `options` are as a file keeps them; a FEC has no `headers` of its own.
    """

    signature = models.CharField(max_length=64, unique=True)
    importer = models.CharField(max_length=60, default="flat")
    label = models.CharField(max_length=200)
    headers = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    kept_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("label",)

    def __str__(self) -> str:
        return self.label


class Brought(models.Model):
    """Who made a version of the book, an import or the taking back of one, and what it touched.

    `entities` are those whose rows it holds; `whole` says that it touches what belongs to no entity (rates).
    """

    version = models.PositiveIntegerField(unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    upload = models.ForeignKey(Upload, null=True, on_delete=models.SET_NULL)
    entities = models.JSONField(default=list)
    whole = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)


class Explanation(models.Model):
    """Why the position differs between a version and the one before, as `explaining` lays it out."""

    version = models.PositiveIntegerField(unique=True)
    content = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)


class Source(models.Model):
    """A folder looked at by itself: each new file in it (by its content) is imported in the name of `person`."""

    RHYTHMS: ClassVar = {"hour": mark("every hour"), "day": mark("every day"), "week": mark("every week")}

    label = models.CharField(max_length=100, unique=True)
    folder = models.CharField(max_length=500)
    pattern = models.CharField(max_length=100, default="*")
    importer = models.CharField(max_length=60, blank=True)
    options = models.JSONField(default=dict)
    rhythm = models.CharField(max_length=5, default="day")
    hour = models.PositiveSmallIntegerField(default=6)
    weekday = models.PositiveSmallIntegerField(default=1)
    enabled = models.BooleanField(default=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    last_run_at = models.DateTimeField(null=True)
    last_result = Sentence(blank=True)
    last_error = Sentence(blank=True)
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("label",)

    def __str__(self) -> str:
        return self.label

    @property
    def rhythm_label(self) -> str:
        return _(self.RHYTHMS[self.rhythm])


class Seen(models.Model):
    """A file of a watched folder, known by its content: done once, whatever its name becomes."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="seen")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    upload = models.ForeignKey(Upload, null=True, on_delete=models.SET_NULL)
    error = Sentence(blank=True)

    class Meta:
        ordering = ("-at",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "digest"], name="import_seen_once")
        ]
