"""Codes of ledgers in addresses: they may hold slashes, dots, anything."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[~/\\.\x00-\x1f]")


class CodeConverter:
    """A code as one segment of a path; what a path would read as its own is written `~` and two digits.

    >>> CodeConverter().to_url("A/1 é"), CodeConverter().to_python("A~2F1 é")
    ('A~2F1 é', 'A/1 é')
    >>> CodeConverter().to_url("..")
    '~2E~2E'
    """

    regex = r"[^/]+"

    def to_python(self, value: str) -> str:
        return re.sub(r"~([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), value)

    def to_url(self, value: str) -> str:
        return _UNSAFE.sub(lambda found: f"~{ord(found[0]):02X}", value)
