"""Files kept with disputes, in the data folder: adding one, reading it, removing it by another record."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from hashlib import sha256
from pathlib import Path

from django.http import HttpRequest
from django.utils import timezone

from encours.errors import DataError, UsageError
from encours.i18n import _
from encours.web.place import folder
from encours.web.workflow import acts
from encours.web.workflow.act import Happened, act
from encours.web.workflow.acts import Act
from encours.web.workflow.disputes.accepted import kind_of, plain_name
from encours.web.workflow.disputes.models import Dispute, DisputeFile, Said
from encours.web.workflow.people.models import Person

FOLDER = "attachments"
MOST = 20  # of one dispute


def files_of(dispute: str) -> list[DisputeFile]:
    """Those of a dispute that were not removed, the first one first."""
    found = DisputeFile.objects.filter(dispute=dispute, removes=None, removed_by=None)
    return list(found.select_related("person"))


def counts(disputes: list[str]) -> Counter[str]:
    """How many each of these disputes has."""
    found = DisputeFile.objects.filter(dispute__in=disputes, removes=None, removed_by=None)
    return Counter(found.values_list("dispute", flat=True))


def add(
    request: HttpRequest | None, person: Person, dispute: str, said: Said, name: str, content: bytes
) -> DisputeFile:
    """Keep a file with a dispute. UsageError, with the reason, for one that is not accepted."""
    named = plain_name(name)
    kind = kind_of(named, content)
    if len(files_of(dispute)) >= MOST:
        raise UsageError(_("A dispute has {0} files at most.").format(MOST))
    digest = sha256(content).hexdigest()
    _write(path_of(digest), content)
    values = {"name": named, "kind": kind, "size": len(content), "digest": digest}
    return _record(request, acts.DISPUTE_FILE_ADDED, person, said, DisputeFile(dispute=dispute, **values))


def remove(request: HttpRequest | None, person: Person, said: Said, file: DisputeFile) -> DisputeFile:
    """It is no longer shown with its dispute: what is written is a record, the file stays where it is."""
    names = ("dispute", "name", "kind", "size", "digest")
    gone = DisputeFile(removes=file, **{name: getattr(file, name) for name in names})
    return _record(request, acts.DISPUTE_FILE_REMOVED, person, said, gone)


def content_of(file: DisputeFile) -> bytes:
    """What it holds. DataError when it is lost, or is not what was kept."""
    try:
        content = path_of(file.digest).read_bytes()
    except FileNotFoundError:
        content = b""
    if sha256(content).hexdigest() != file.digest:
        raise DataError(_("The file {0} is lost or damaged: restore it from a backup.").format(file.name))
    return content


def path_of(digest: str) -> Path:
    return folder(FOLDER) / digest


def _record(
    request: HttpRequest | None, what: Act, person: Person, said: Said, file: DisputeFile
) -> DisputeFile:
    with act(request, what, person) as doing:
        file.person = person
        file.save()
        doing.subject = f"{file.dispute} · {said.entity} {said.customer}"
        doing.after = {"name": file.name, "size": file.size, "sha256": file.digest}
        about = (said.entity, said.customer, timezone.localdate(), Dispute.NAME, file.dispute, said.item)
        doing.happened.append(Happened(*about, {"text": file.name}))
    return file


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all; the same content is kept once."""
    if path.exists():
        return
    draft = path.with_name(f".{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
