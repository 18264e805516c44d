"""What the trail was, noted outside the database: who empties or rewrites the whole of it has not rewritten this too.

One line a night in a file of the data folder, `{"at", "number", "hash"}`: how many records there were, and the hash of
the last, which stands for all of them.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import timezone

from encours.errors import DataError
from encours.i18n import _
from encours.web import place, typography
from encours.web.workflow.trail.chain import HEAD
from encours.web.workflow.trail.models import Event, Head

FILE = "trail-anchors.jsonl"
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Anchor:
    """The trail held `number` records on the instant `at` (ISO 8601, UTC), the last with this hash."""

    at: str
    number: int
    hash: str

    @property
    def day(self) -> str:
        return typography.day(date.fromisoformat(self.at[:10]))


def file() -> Path:
    return place.folder() / FILE


def kept() -> list[Anchor]:
    """Those noted so far, the oldest first; DataError for a line nobody wrote so.

    A last line without its end was cut by a crash: it is none.
    """
    if not file().exists():
        return []
    found = []
    for number, line in enumerate(file().read_text(encoding="utf-8", errors="replace").splitlines(True), 1):
        try:
            told = json.loads(line)
            date.fromisoformat(told["at"][:10])
            found.append(Anchor(told["at"], int(told["number"]), str(told["hash"])))
        except (ValueError, TypeError, KeyError, RecursionError):
            if line.endswith("\n"):
                raise DataError(
                    _("Line {0} of {1} is not what was noted there.").format(number, file())
                ) from None
    return found


def keep() -> Anchor | None:
    """Note the trail as it stands; None while it is empty. The same as the night before is not noted again."""
    head = Head.objects.filter(pk=HEAD).first()
    if head is None or not head.number:
        return None
    now = Anchor(timezone.now().isoformat(timespec="seconds"), head.number, head.hash)
    before = kept()
    if not before or (before[-1].number, before[-1].hash) != (now.number, now.hash):
        _append(json.dumps({"at": now.at, "number": now.number, "hash": now.hash}))
    return now


def missed() -> Anchor | None:
    """The first that the trail no longer holds; None when it holds them all."""
    for some in _batches(kept()):
        hashes = dict(Event.objects.filter(pk__in=[one.number for one in some]).values_list("pk", "hash"))
        for one in some:
            if hashes.get(one.number) != one.hash:
                return one
    return None


def holds(number: int, mark: str) -> bool:
    """Whether the trail holds a record of that number and hash, as a mail noted them."""
    return Event.objects.filter(pk=number, hash=mark).exists()


def in_words(lost: Anchor) -> str:
    """What a missed anchor means."""
    return _(
        "The audit trail no longer holds record {0} as it was noted on {1}: "
        "records were removed or written anew outside the product."
    ).format(lost.number, lost.day)


def _append(line: str) -> None:
    """On the disk before anyone is told; on a line of its own even after one that a crash cut."""
    path = file()
    cut = path.exists() and not path.read_bytes().endswith(b"\n") and path.stat().st_size > 0
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, f"{chr(10) if cut else ''}{line}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _batches(found: list[Anchor]) -> list[list[Anchor]]:
    return [found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE)]
