"""Secrets of second factors, sealed in the database with a key drawn from the secret of the installation."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MARK = "sealed:"
FIELDS = ("secret", "seed")
LISTS = ("migrated_codes",)


class Unreadable(Exception):
    """Sealed with another secret than the installation has now."""


def seal(text: str, secret: str) -> str:
    """The text as it may lie in a database, on a disk, in a backup.

    >>> opened(seal("JBSWY3DPEHPK3PXP", "one"), "one")
    'JBSWY3DPEHPK3PXP'
    """
    return MARK + _cipher(secret).encrypt(text.encode()).decode()


def opened(text: str, secret: str) -> str:
    """What was sealed, or the text itself if it never was. Unreadable when the secret is another one."""
    if not text.startswith(MARK):
        return text  # written by a process of the version before
    try:
        return _cipher(secret).decrypt(text.removeprefix(MARK)).decode()
    except (InvalidToken, ValueError):
        raise Unreadable from None


def sealed(data: dict[str, Any], secret: str) -> dict[str, Any]:
    """What is kept of a factor, with what opens a door sealed; what is sealed already stays as it is."""
    texts = {name: _once(data[name], secret) for name in FIELDS if name in data}
    lists = {name: [_once(text, secret) for text in data[name]] for name in LISTS if data.get(name)}
    return {**data, **texts, **lists}


def _once(text: str, secret: str) -> str:
    return text if text.startswith(MARK) else seal(text, secret)


@lru_cache(maxsize=4)
def _cipher(secret: str) -> Fernet:
    """Of its own purpose: what else is signed with the secret says nothing of this key."""
    drawn = HKDF(SHA256(), 32, salt=None, info=b"encours: secrets of second factors").derive(secret.encode())
    return Fernet(urlsafe_b64encode(drawn))
