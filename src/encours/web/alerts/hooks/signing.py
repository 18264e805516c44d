"""The signature of what a webhook is sent: whoever has its secret knows that it comes from here, and when."""

from __future__ import annotations

import hashlib
import hmac
import secrets

HEADER = "Encours-Signature"
LASTS_SECONDS = 300  # older ones are refused by who checks: what was overheard is of no use later


def new_secret() -> str:
    return f"whsec_{secrets.token_urlsafe(32)}"


def signature(secret: str, body: bytes, at: int) -> str:
    """HMAC-SHA-256 of the instant (seconds since 1970) and the body: `t=…,v1=…`.

    >>> signature("secret", b"{}", 1_800_000_000)[:33]
    't=1800000000,v1=bb7079132825ac793'
    """
    return f"t={at},v1={_digest(secret, body, at)}"


def holds(secret: str, body: bytes, said: str, now: int) -> bool:
    """What the program that receives it has to check.

    >>> said = signature("secret", b"{}", 100)
    >>> [holds("secret", b"{}", said, 100), holds("secret", b"{ }", said, 100), holds("secret", b"{}", said, 401)]
    [True, False, False]
    """
    parts = dict(part.split("=", 1) for part in said.split(",") if "=" in part)
    try:
        at = int(parts["t"])
    except (KeyError, ValueError):
        return False
    fresh = abs(now - at) <= LASTS_SECONDS
    return fresh and hmac.compare_digest(parts.get("v1", ""), _digest(secret, body, at))


def _digest(secret: str, body: bytes, at: int) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
