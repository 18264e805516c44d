"""The sender's name of a file, made harmless: shown to people and to importers that read it, never a path."""

from __future__ import annotations

import re
import unicodedata

from encours.importers.names import clear

LONGEST = 120
_UNSAFE = re.compile(r"[^\w.\- ()+&,'°]")


def shown_name(name: str) -> str:
    r"""The last part of whatever was sent, without control, bidirectional or path characters.

    >>> shown_name("../../etc/passwd"), shown_name("C:\\Users\\x\\Grand livre 2025.xlsx"), shown_name("..")
    ('passwd', 'Grand livre 2025.xlsx', 'file')
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", clear(name)))[-1]
    bare = _UNSAFE.sub("_", last).strip(" .")
    if len(bare) <= LONGEST:
        return bare or "file"
    stem, dot, ending = bare.rpartition(".")
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}" if dot and len(ending) < 10 else bare[:LONGEST]


def ending(name: str) -> str:
    """The extension, in small letters, "" when there is none.

    >>> ending("LEDGER.XLSX"), ending("README")
    ('.xlsx', '')
    """
    stem, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot and stem else ""
