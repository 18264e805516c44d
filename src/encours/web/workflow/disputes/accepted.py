"""Which files may be kept with a dispute: known by what they hold, of bounded size, with nothing in them that runs."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from io import BytesIO

from encours.errors import UsageError
from encours.i18n import _

LARGEST_MB = 10
LARGEST = LARGEST_MB * 1_000_000  # bytes
LONGEST_NAME = 150
MOST_PARTS = 5_000  # of a document of an office suite
SIGNS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
TEXTS = ("txt", "csv")
KINDS = (*SIGNS, *OFFICE, *TEXTS)
RUNS = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/RichMedia", b"/EmbeddedFile")


def kind_of(name: str, content: bytes) -> str:
    """`pdf`, `png`, `jpg`, `docx`, `xlsx`, `txt` or `csv`: what the file holds, which must be what its name says.
    UsageError, with the reason, for any other."""
    if not content:
        raise UsageError(_("This file is empty."))
    if len(content) > LARGEST:
        raise UsageError(_("A file weighs at most {0} MB.").format(LARGEST_MB))
    said = name.rpartition(".")[2].lower()
    said = "jpg" if said == "jpeg" else said
    if said not in KINDS or not _holds(said, content):
        named = ", ".join(kind.upper() for kind in KINDS)
        raise UsageError(
            _("This is not a file of a kind that is kept ({0}), or not what its name says.").format(named)
        )
    return said


def plain_name(name: str) -> str:
    """A name without a folder, without what no eye sees or what turns the way of reading, and not too long.

    >>> plain_name("C:\\\\docs\\\\a\u202etxt.pdf"), plain_name("../../x.pdf"), plain_name(".pdf")
    ('atxt.pdf', 'x.pdf', 'file.pdf')
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip()
    stem, _dot, end = seen.rpartition(".")
    stem = stem.strip(" .") or "file"
    return f"{stem[: LONGEST_NAME - len(end) - 1]}.{end[:10]}"


def _holds(kind: str, content: bytes) -> bool:
    if kind in SIGNS:
        runs = kind == "pdf" and any(sign in content for sign in RUNS)
        return content.startswith(SIGNS[kind]) and not runs
    return _is_office(kind, content) if kind in OFFICE else _is_text(content)


def _is_office(kind: str, content: bytes) -> bool:
    """A document without macros; nothing of it is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            names = [part.filename for part in parts.infolist()[: MOST_PARTS + 1]]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    runs = any("vbaproject" in name.lower() or "/embeddings/" in name.lower() for name in names)
    return len(names) <= MOST_PARTS and "[Content_Types].xml" in names and OFFICE[kind] in names and not runs


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            return False
    return not any(ord(one) < 32 and one not in "\t\n\r\f" for one in text)
