"""The importers, in the order they are offered, and the choice of the one that knows a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from encours.errors import DataError, UsageError, option
from encours.importers.book import BOOK
from encours.importers.contract import Importer
from encours.importers.fec.importer import FEC
from encours.importers.flat.importer import FLAT
from encours.importers.names import clear
from encours.importers.nearest import nearest
from encours.importers.rates import RATES
from encours.importers.sheet import is_sheet, open_sheets
from encours.importers.text import refuse_long_lines
from encours.said import _

BUILT_IN: tuple[Importer, ...] = (BOOK, RATES, FEC, FLAT)


@lru_cache(maxsize=1)
def importers() -> tuple[Importer, ...]:
    """Those of the product, then those other packages register under `encours.importers`."""
    registered = [point.load() for point in entry_points(group="encours.importers")]
    return BUILT_IN + tuple(registered)


def named(name: str) -> Importer | None:
    """The importer of that name."""
    return next((importer for importer in importers() if importer.name == name), None)


def choose(path: Path, name: str | None = None, mapping: Mapping[str, Any] | None = None) -> Importer:
    """The importer named, or the only one that recognises the file; else the one the mapping speaks to."""
    names = ", ".join(importer.name for importer in importers())
    if name:
        if found := named(name):
            return found
        raise UsageError(_("There is no format {0}. Formats: {1}").format(name, names))
    if not path.exists():
        raise DataError(_("There is no file {0}.").format(clear(str(path))))
    if path.is_file() and not path.stat().st_size:
        raise DataError(_("{0} is empty.").format(path.name))
    able = [importer for importer in importers() if importer.recognises(path)]
    if len(able) == 1:
        return able[0]
    if implied := _implied(mapping):
        return implied
    if not able:
        if path.is_file() and is_sheet(path):
            next(open_sheets(path), None)  # a spreadsheet that cannot be opened says why
        elif path.is_file():
            refuse_long_lines(path)
        message = _("{0} is recognised by no format ({1}). {nearest}Say which: {2}")
        near = nearest(path) if path.is_file() else ""
        raise DataError(
            message.format(path.name, names, option("format"), nearest=f"{near} " if near else "")
        )
    both = ", ".join(importer.name for importer in able)
    raise DataError(
        _("{0} is recognised by several formats: {1}. Say which: {2}").format(
            path.name, both, option("format")
        )
    )


def _implied(mapping: Mapping[str, Any] | None) -> Importer | None:
    """The format a mapping is for: what it says of columns is said of a list, of accounts alone of a FEC."""
    if not mapping:
        return None
    return FEC if set(mapping) == {FEC.name} else FLAT


def batches(
    paths: Sequence[Path], name: str | None = None, mapping: Mapping[str, Any] | None = None
) -> list[tuple[Importer, list[Path]]]:
    """Files of one format that follow each other are read together: the years of a ledger, the tables of a book."""
    found: list[tuple[Importer, list[Path]]] = []
    for path in paths:
        importer = choose(path, name, mapping)
        if found and found[-1][0] is importer:
            found[-1][1].append(path)
        else:
            found.append((importer, [path]))
    return found
