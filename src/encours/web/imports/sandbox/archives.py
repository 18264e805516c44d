"""A zipped file looked over before anything in it is opened: bombs and archives within archives are refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

from encours.errors import DataError
from encours.said import _
from encours.web.imports.naming import ending
from encours.web.imports.sniffing import ZIP

MOST_PARTS = 10_000
MOST_BYTES = 3 << 30
FREE_BYTES = 64 << 20  # an archive that unpacks to less is no bomb, however well it is packed
MOST_RATIO = 150
OFFICE = ("[Content_Types].xml", "content.xml", "mimetype")
SHEETS = (".xlsx", ".xlsm", ".xlsb", ".ods")
NESTED = (".zip", ".7z", ".rar", ".gz", ".xlsx", ".xlsm", ".jar", ".exe", ".dll", ".js", ".vbs", ".bat")


def look_over(path: Path, name: str) -> None:
    """DataError when a zipped file is unsafe to unpack, or is no spreadsheet though its name says so.

    Only the table of contents is read: the sizes it declares, which unpacking then holds it to.
    """
    with path.open("rb") as stream:
        if stream.read(4) != ZIP:
            return
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DataError(_("{0} is damaged: {1}").format(name, error)) from error
    _refuse_bomb(parts, path.stat().st_size, name)
    names = {part.filename for part in parts}
    if ending(name) in SHEETS and not names.intersection(OFFICE):
        raise DataError(_("{0} is an archive and not a spreadsheet, whatever its name says.").format(name))
    nested = sorted(part for part in names if ending(part) in NESTED and "embeddings/" not in part)
    if nested:
        raise DataError(_("{0} holds another archive or a program ({1}): refused.").format(name, nested[0]))


def _refuse_bomb(parts: list[zipfile.ZipInfo], size: int, name: str) -> None:
    total = sum(part.file_size for part in parts)
    absurd = total > MOST_BYTES or total > max(FREE_BYTES, MOST_RATIO * size)
    if absurd or len(parts) > MOST_PARTS or len({part.filename for part in parts}) < len(parts):
        raise DataError(_("{0} would unpack to an absurd size: refused.").format(name))
