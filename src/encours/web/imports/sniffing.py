"""What a file is by its first bytes, and whether that agrees with its name: what no importer reads is refused."""

from __future__ import annotations

from encours.errors import DataError
from encours.i18n import mark
from encours.said import _
from encours.web.imports.naming import ending

HEAD_BYTES = 4096
ZIP, OLE, PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"
TEXTS = (".csv", ".txt", ".tsv", ".tab", ".fec", ".xml", ".dat", "")
ZIPPED = (".xlsx", ".xlsm", ".xlsb", ".ods", ".zip")
EXPECTED = {".xls": (OLE,), ".parquet": (PARQUET,), **dict.fromkeys(ZIPPED, (ZIP,))}
_PROGRAMS = (
    (b"MZ", mark("a Windows program")),
    (b"\x7fELF", mark("a program")),
    (b"\xca\xfe\xba\xbe", mark("a program")),
    (b"\xcf\xfa\xed\xfe", mark("a program")),
    (b"#!", mark("a script")),
    (b"%PDF", mark("a PDF")),
    (b"\x1f\x8b", mark("a gzip archive")),
    (b"7z\xbc\xaf", mark("a 7z archive")),
    (b"Rar!", mark("a RAR archive")),
    (b"\x89PNG", mark("a picture")),
    (b"\xff\xd8\xff", mark("a picture")),
    (b"SQLite format 3", mark("a database")),
)


def check(name: str, head: bytes, size: int) -> None:
    """DataError when a file of this name and these first bytes is nothing an importer reads."""
    extension = ending(name)
    if not size:
        raise DataError(_("{0} is empty: export it again.").format(name))
    if extension not in TEXTS and extension not in EXPECTED:
        readable = ", ".join(sorted({*EXPECTED, *filter(None, TEXTS)}))
        raise DataError(
            _("{0}: files ending in {1} are not read. Those that are: {2}").format(name, extension, readable)
        )
    for magic, what in _PROGRAMS:
        if head.startswith(magic):
            raise DataError(_("{0} is {1}, not a list or a ledger: it is refused.").format(name, _(what)))
    if extension in EXPECTED:
        _check_binary(name, extension, head)
    else:
        _check_text(name, head)


def _check_binary(name: str, extension: str, head: bytes) -> None:
    # A spreadsheet protected by a password is an OLE file whatever its name: the reader says so better.
    agreed = (*EXPECTED[extension], *((OLE,) if extension in ZIPPED else ()))
    if not head.startswith(agreed):
        raise DataError(
            _("{0} is not what its name says: save it again from the program it comes from.").format(name)
        )


def _check_text(name: str, head: bytes) -> None:
    if head.startswith((ZIP, OLE, PARQUET)):
        raise DataError(
            _("{0} is not text, whatever its name says: give it its own ending (.xlsx, .xls…).").format(name)
        )
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in head and not wide:
        raise DataError(_("{0} is not text (it holds NUL bytes): export it as CSV, UTF-8.").format(name))
