"""Small files that carry the checksum of their own text: one bit changed and they are no longer believed."""

from __future__ import annotations

import json
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

_MARK = ',\n "sum": "'
_END = '"\n}'


class Unsound(ValueError):
    """The text is not what was written."""


def sealed(facts: dict[str, Any]) -> str:
    """The text of a file that holds these facts, and its checksum as the last of them.

    >>> unsealed(sealed({"version": 3})) == {"version": 3, "sum": sum_of(sealed({"version": 3}))}
    True
    """
    body = json.dumps(facts, ensure_ascii=False, indent=1)
    return f"{body[:-2]}{_MARK}{_digest(body)}{_END}"


def unsealed(text: str) -> dict[str, Any]:
    """What such a file holds; one written before files were sealed holds no `sum`. Raises Unsound.

    >>> unsealed(sealed({"version": 3}).replace("3", "4", 1))
    Traceback (most recent call last):
    encours.book.sealed.Unsound: not what was written
    """
    head, mark, tail = text.rpartition(_MARK)
    if mark and tail != _digest(head + _END[1:]) + _END:
        raise Unsound("not what was written")
    try:
        facts = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unsound(str(error)) from error
    if not isinstance(facts, dict):
        raise Unsound("no facts")
    return facts


def sum_of(text: str) -> str:
    """The checksum a sealed text carries."""
    return str(unsealed(text).get("sum", ""))


def digest_of(path: Path) -> str:
    """SHA-256 of the content of a file; OSError for what is none, such as a device without an end."""
    if not path.is_file():
        raise FileNotFoundError(path)
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
