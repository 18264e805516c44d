"""Making, recognising, counting and revoking keys."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from datetime import date

from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone

from encours.errors import disk_full
from encours.web.workflow.keys.models import ApiKey
from encours.web.workflow.people.models import Person

MARK = "enc"
CALLS_A_MINUTE = 300


def make(
    person: Person,
    name: str,
    scopes: list[str],
    expires_on: date,
    entities: list[str] | None = None,
    portfolios: list[str] | None = None,
) -> tuple[ApiKey, str]:
    """A new key and its secret, which is told this once."""
    prefix = f"{MARK}_{secrets.token_hex(6)}"
    secret = f"{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        person=person,
        name=name,
        prefix=prefix,
        hash=hashed(secret),
        scopes=scopes,
        expires_on=expires_on,
        entities=entities,
        portfolios=portfolios,
    )
    return key, secret


def hashed(secret: str) -> str:
    """SHA-256, in hexadecimal. Slow hashes protect words people choose; this is 256 bits of chance, which nobody can
    try one by one, and it is asked at each call."""
    return hashlib.sha256(secret.encode()).hexdigest()


def found(secret: str) -> ApiKey | None:
    """The key of a secret, alive or not; None for one that is nobody's."""
    prefix = "_".join(secret.split("_", 2)[:2])
    key = ApiKey.objects.select_related("person").filter(prefix=prefix).first() if secret.isascii() else None
    return key if key and hmac.compare_digest(key.hash, hashed(secret)) else None


def counted(key: ApiKey) -> bool:
    """Count a call; False when the key has had all those of this minute (ENCOURS_API_CALLS, 300 by default).

    Kept in the database: the processes of a server share the count. On a full disk calls are not counted: what reads is
    answered, what writes is refused by its own write.
    """
    try:
        return _counted(key)
    except DatabaseError as error:
        if disk_full(error):
            return True
        raise


def _counted(key: ApiKey) -> bool:
    now = timezone.now()
    minute = int(now.timestamp()) // 60
    mine = ApiKey.objects.filter(pk=key.pk)
    if not mine.filter(minute=minute).update(calls=F("calls") + 1):
        mine.update(minute=minute, calls=1, last_used_at=now)
    key.refresh_from_db(fields=["calls"])
    return key.calls <= int(os.environ.get("ENCOURS_API_CALLS") or CALLS_A_MINUTE)


def revoke(key: ApiKey) -> None:
    """From now on it opens nothing; a second time changes nothing."""
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())
