"""The chain of records: adding one, and finding the first that was tampered with."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from encours.web.workflow.people.models import Person
from encours.web.workflow.trail.models import Event, Head

HEAD = 1
TOLD = (
    "number", "at", "person_id", "email", "kind", "what", "path", "subject", "before", "after", "ip", "agent", "via",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be recorded."""

    kind: str
    what: str
    person: Person | None = None
    email: str = ""
    path: str = ""
    subject: str = ""
    before: str = ""
    after: str = ""
    ip: str = ""
    agent: str = ""
    via: str = ""


def append(entry: Entry, at: datetime | None = None) -> Event:
    """Add a record after the last one. Others wait: SQLite lets one writer in, PostgreSQL locks the row of the head.

    It belongs to the transaction it is added in: what is undone was not done, and is not recorded.
    `at` is when it was, if not now.
    """
    with transaction.atomic():
        head = Head.objects.select_for_update().get(pk=HEAD)
        event = Event(
            number=head.number + 1,
            at=at or timezone.now(),
            person=entry.person,
            email=_plain(entry.email or (entry.person.email if entry.person else ""), 254),
            kind=entry.kind,
            what=_plain(entry.what, 200),
            path=_plain(entry.path, 2000),
            subject=_plain(entry.subject, 2000),
            before=_plain(entry.before),
            after=_plain(entry.after),
            ip=_plain(entry.ip, 45),
            agent=_plain(entry.agent, 150),
            via=_plain(entry.via, 20),
            previous_hash=head.hash,
        )
        event.hash = hash_of({name: getattr(event, name) for name in TOLD}, head.hash)
        event.save()
        Head.objects.filter(pk=HEAD).update(number=event.number, hash=event.hash)
    return event


def hash_of(told: dict[str, Any], previous: str) -> str:
    """SHA-256 of the record as canonical JSON, with the hash of the one before.

    >>> from datetime import datetime
    >>> hash_of({"at": datetime(2025, 6, 30, tzinfo=UTC), "what": "items"}, "")[:16]
    '950d372295fd98af'
    """
    at = told["at"].astimezone(UTC).isoformat(timespec="microseconds")
    said = {**told, "at": at, "previous_hash": previous}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check(since: int = 1, until: int = 0) -> int | None:
    """The number of the first record that is missing or not what was recorded, from `since` to `until` (to the end
    when 0); None when all are as recorded.

    The end is held by the head: records taken off the end are detected too. Whoever can rewrite the whole database can
    rewrite the whole chain: keep the newest hash elsewhere (an export of the trail holds it).
    """
    number, before = since - 1, _hash_at(since - 1)
    if before is None:
        return since - 1
    kept = Event.objects.filter(number__gte=since, **({"number__lte": until} if until else {})).order_by(
        "number"
    )
    for held in kept.values_list(*TOLD, "previous_hash", "hash").iterator(chunk_size=2_000):
        told, (previous, mark) = dict(zip(TOLD, held, strict=False)), held[-2:]
        number += 1
        if told["number"] != number or previous != before or hash_of(told, before) != mark:
            return number
        before = mark
    whole = number == until or _ends(number, before)
    return None if whole else number + 1


def last() -> int:
    """The number of the newest record, 0 when there is none."""
    head = Head.objects.filter(pk=HEAD).first()
    return head.number if head else 0


def _ends(number: int, mark: str) -> bool:
    head = Head.objects.filter(pk=HEAD).first()
    return head is not None and (head.number, head.hash) == (number, mark)


def _hash_at(number: int) -> str | None:
    if number == 0:
        return ""
    found: str | None = Event.objects.filter(pk=number).values_list("hash", flat=True).first()
    return found


def _plain(text: str, longest: int = 0) -> str:
    """What every database can hold and give back to the letter."""
    held = text.replace("\0", "").encode("utf-8", "replace").decode()
    return held if not longest or len(held) <= longest else held[: longest - 1] + "…"
