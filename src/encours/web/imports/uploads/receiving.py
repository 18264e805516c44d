"""The door of data: files received from a page, the API or a watched folder, stored and looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from encours.errors import DataError, EncoursError
from encours.said import _, reason, several
from encours.web.imports import sniffing
from encours.web.imports.limits import MEGABYTE, limits
from encours.web.imports.models import File, Upload
from encours.web.imports.naming import shown_name
from encours.web.imports.permissions import hindrance
from encours.web.imports.sandbox import parent
from encours.web.imports.uploads import mappings, storage
from encours.web.imports.uploads.parts import asked
from encours.web.sentences import told_here
from encours.web.workflow.people.models import Person


class Incoming(Protocol):
    """A file as it arrives: Django's uploaded file is one."""

    @property
    def name(self) -> str | None: ...

    def chunks(self) -> Iterable[bytes]: ...


def receive(
    files: Sequence[Incoming],
    person: Person | None,
    *,
    origin: str = "page",
    importer: str = "",
    options: Mapping[str, Any] | None = None,
) -> Upload:
    """Store files and find out what they are. A file nothing can read is refused by itself and says why in `refused`.

    `importer` and `options` decide for all of them (else recognition and remembered mappings do). Raises DataError
    when the person may not import, or when there is nothing, too much or too many; nothing is kept then.
    """
    _refuse(person, files)
    upload = Upload(person=person, origin=origin)
    try:
        kept = list(_stored(upload, files))
        _look(upload, kept, importer, options or {})
    except BaseException:
        storage.forget(upload)
        raise
    with transaction.atomic():
        upload.save(force_insert=True)
        File.objects.bulk_create(kept)
    return upload


def _refuse(person: Person | None, files: Sequence[Incoming]) -> None:
    if why := hindrance(person):
        raise DataError(why)
    if not files:
        raise DataError(
            _("No file was chosen, or its name is written in another way than UTF-8: rename it then.")
        )
    if any(getattr(file, "closed", False) for file in files):  # the framework stopped reading what was sent
        raise DataError(_("More than {0} files at once: send fewer.").format(limits().files))
    if len(files) > limits().files:
        raise DataError(
            several(
                "{0} file at once, {1} at most.",
                "{0} files at once, {1} at most.",
            ).format(len(files), limits().files)
        )


def _stored(upload: Upload, files: Sequence[Incoming]) -> Iterator[File]:
    left = limits().total_bytes
    for number, incoming in enumerate(files, 1):
        name = shown_name(incoming.name or "")
        stored = storage.write(upload, number, _bounded(incoming.chunks(), left))
        left -= stored.size
        file = File(upload=upload, number=number, name=name, size=stored.size, digest=stored.digest)
        try:
            sniffing.check(name, stored.head, stored.size)
        except DataError as error:
            file.refused = reason(error)
            storage.path_of(file).unlink()
        yield file


def _bounded(chunks: Iterable[bytes], left: int) -> Iterator[bytes]:
    for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            raise DataError(too_large())
        yield chunk


def too_large() -> str:
    """The sentence for an upload beyond the limit."""
    return _("These files are larger than {0} MB together, the most this server takes at once.").format(
        limits().total_bytes // MEGABYTE
    )


def _look(upload: Upload, files: list[File], importer: str, options: Mapping[str, Any]) -> None:
    """What each file is, found by the child; when it cannot say, the upload is refused as a whole."""
    kept = [file for file in files if not file.refused]
    if kept:
        try:
            found = parent.look("look", {"files": [asked(file) for file in kept]})
        except EncoursError as error:
            upload.refused = reason(error)
            return
        for file, facts in zip(kept, found, strict=True):
            _learn(file, facts, importer, options)
    if all(file.refused for file in files):
        upload.refused = files[0].refused if len(files) == 1 else _("None of these files can be read.")


def _learn(file: File, facts: Mapping[str, Any], importer: str, options: Mapping[str, Any]) -> None:
    file.refused, file.importers, file.layout = (
        told_here(facts["refused"]),
        facts["importers"],
        facts["layout"],
    )
    file.signature = file.layout.get("signature", "")
    file.importer = importer or (file.importers[0] if len(file.importers) == 1 else "")
    if not file.importer and not file.importers and file.layout:
        file.importer = "flat"  # a list whose headers nobody knows: its columns will be said
    mappings.reuse(file, file.upload.person, timezone.now())
    file.options = {**file.options, **options}  # what is said now goes before what was remembered
