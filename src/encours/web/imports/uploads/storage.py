"""Where what was brought waits: a closed folder an upload, files named by number, swept when old."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from encours.web import place
from encours.web.imports.limits import limits
from encours.web.imports.models import File, Upload
from encours.web.imports.sniffing import HEAD_BYTES


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written: bytes, SHA-256, and the first bytes."""

    size: int
    digest: str
    head: bytes


def folder_of(upload: Upload) -> Path:
    return place.folder("uploads") / str(upload.pk)


def path_of(file: File) -> Path:
    return folder_of(file.upload) / str(file.number)


def write(upload: Upload, number: int, chunks: Iterable[bytes]) -> Stored:
    """Keep a file that only this account of the machine can read."""
    folder = folder_of(upload)
    folder.mkdir(mode=0o700, exist_ok=True)
    digest, size, head = hashlib.sha256(), 0, b""
    handle = os.open(folder / str(number), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            if len(head) < HEAD_BYTES:
                head = (head + chunk)[:HEAD_BYTES]
    return Stored(size, digest.hexdigest(), head)


def forget(upload: Upload) -> None:
    """Remove the files of an upload; what was learned of them stays."""
    shutil.rmtree(folder_of(upload), ignore_errors=True)
    Upload.objects.filter(pk=upload.pk).update(swept=True)


def sweep() -> int:
    """Remove the files kept long enough, and folders nobody knows; how many."""
    old = timezone.now() - timedelta(days=limits().kept_days)
    stale = list(Upload.objects.filter(received_at__lt=old, swept=False))
    for upload in stale:
        forget(upload)
    return len(stale) + sum(_remove_unknown(path) for path in place.folder("uploads").iterdir())


def _remove_unknown(path: Path) -> bool:
    """A folder left by an upload that was never recorded, a day old at least."""
    young = path.stat().st_mtime > (timezone.now() - timedelta(days=1)).timestamp()
    if young or not path.is_dir() or _is_known(path.name):
        return False
    shutil.rmtree(path, ignore_errors=True)
    return True


def _is_known(name: str) -> bool:
    try:
        return Upload.objects.filter(pk=uuid.UUID(name)).exists()
    except ValueError:
        return False
