"""A file looked at: which importers know it, and, for a list, its columns with some of their values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from encours.errors import DataError
from encours.importers.catalogue import importers
from encours.importers.fec.reader import from_name
from encours.importers.flat.no_receivables import left_out_as
from encours.importers.flat.standing_words import standing_of
from encours.importers.flat.type_words import kind_of
from encours.importers.headers import plain
from encours.importers.mapping import NO_RECEIVABLE, FlatMapping, parse_mapping
from encours.importers.sheet import is_sheet, open_sheets
from encours.importers.tabular import Layout, fields_of, find_layout
from encours.importers.tabular_csv import SEPARATORS, head
from encours.importers.text import HEAD_LINES, open_text
from encours.said import kept, reason
from encours.web.imports.sandbox.archives import look_over

SAMPLES, SAMPLE_ROWS, MOST_TYPES, LONGEST = 5, 2_000, 40, 60


@contextmanager
def named(files: Sequence[Mapping[str, str]]) -> Iterator[list[Path]]:
    """The stored files under the names importers read (a SIREN, a table, a year), each in a folder of its own."""
    with TemporaryDirectory(prefix="read-", dir=Path(files[0]["path"]).parent) as folder:
        paths = []
        for number, file in enumerate(files):
            place = Path(folder) / str(number)
            place.mkdir()
            (place / file["name"]).hardlink_to(file["path"])
            paths.append(place / file["name"])
        yield paths


def look(files: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """For each file: `refused` and why, or the `importers` that recognise it, and its `layout`: where the columns of a
    list are, whose books a FEC is."""
    with named(files) as paths:
        return [_look(path) for path in paths]


def layout(file: Mapping[str, str], mapping: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a list, as a mapping (its sheet, its header row…) finds them."""
    with named([file]) as paths:
        return _layout(paths[0], parse_mapping(mapping))


def _look(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {"refused": "", "importers": [], "layout": {}}
    try:
        look_over(path, path.name)
    except DataError as error:
        return found | {"refused": kept(reason(error))}
    found["importers"] = [importer.name for importer in importers() if importer.recognises(path)]
    if found["importers"] == ["fec"]:
        return found | {"layout": _company(path.name)}
    if found["importers"] in ([], ["flat"]):
        try:
            found["layout"] = _layout(path, FlatMapping())
        except DataError as error:
            return found | ({} if found["importers"] else {"refused": kept(reason(error))})
    return found


def _company(name: str) -> dict[str, Any]:
    """The company the name of a FEC gives; what is remembered of one FEC is used for the next of that company."""
    company = from_name(name)[0]
    return {"company": company, "signature": signature(["fec", company])}


def _layout(path: Path, mapping: FlatMapping) -> dict[str, Any]:
    at, guessed = _found(path, mapping)
    rows = [row for _line, row in islice((row for row in at.rows() if row[0] > at.line), SAMPLE_ROWS)]
    fields = {index: name for name, index in reversed(list(at.fields.items()))}
    return {
        "line": at.line,
        "sheet": at.sheet,
        "sheets": _sheets(path) if at.sheet else [],
        "separator": at.separator,
        "encoding": at.encoding,
        "guessed": guessed,
        "signature": signature(at.headers),
        "columns": [
            {"header": header, "samples": _samples(rows, index), "field": fields.get(index, "")}
            for index, header in enumerate(at.headers)
        ],
        "types": _types(at, rows, mapping),
        "statuses": _statuses(at, rows, mapping),
    }


def signature(headers: Sequence[str]) -> str:
    """What lists with the same headers share, in whatever order they come.

    >>> signature(["Code client", "Montant TTC"]) == signature(["MONTANT T.T.C", "code client"])
    False
    >>> signature(["Code client", "Montant TTC"]) == signature(["Montant ttc", "CODE CLIENT"])
    True
    """
    words = sorted(filter(None, map(plain, headers)))
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _found(path: Path, mapping: FlatMapping) -> tuple[Layout, bool]:
    """Where the list is. When too few headers are known, at the first row that holds two texts, as a guess: a
    person will say."""
    with suppress(DataError):
        return find_layout(path, mapping), False
    line, first = _first_row(path, mapping)
    said = replace(mapping, header_row=line, columns={**mapping.columns, "customer": first})
    at = find_layout(path, said)
    return replace(at, fields=fields_of(at.headers, mapping)), True


def _first_row(path: Path, mapping: FlatMapping) -> tuple[int, str]:
    for rows in _tops(path, mapping):
        for line, cells in rows:
            filled = [cell.strip() for cell in cells if cell.strip()]
            if len(filled) > 1 and mapping.header_row in (None, line):
                return line, filled[0]
    return 1, ""


def _tops(path: Path, mapping: FlatMapping) -> Iterator[list[tuple[int, list[str]]]]:
    if is_sheet(path):
        for sheet in open_sheets(path, mapping.sheet):
            yield list(islice(sheet.rows(), HEAD_LINES))
        return
    file = open_text(path, mapping.encoding)
    for separator in [mapping.separator] if mapping.separator else SEPARATORS:
        yield head(file, separator, mapping.quote)


def _sheets(path: Path) -> list[str]:
    return [sheet.name for sheet in open_sheets(path)]


def _samples(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    """The first different values of a column."""
    filled = (str(row[index]).strip() for row in rows if index < len(row))
    return list(islice(dict.fromkeys(text[:LONGEST] for text in filled if text), SAMPLES))


def _types(at: Layout, rows: Sequence[Sequence[str]], mapping: FlatMapping) -> list[dict[str, str]]:
    """The types of items the list names, and what each is taken for."""
    texts = _texts(at, rows, "kind")
    return [{"text": text, "kind": _taken_for(text, mapping)} for text in texts]


def _taken_for(text: str, mapping: FlatMapping) -> str:
    return NO_RECEIVABLE if left_out_as(text, mapping) else str(kind_of(text, mapping.kinds) or "")


def _statuses(at: Layout, rows: Sequence[Sequence[str]], mapping: FlatMapping) -> list[dict[str, str]]:
    """The words of the status columns, and what each says became of a document; "" for those not known."""
    texts = _texts(at, rows, "status", "payment_status")
    return [{"text": text, "standing": str(standing_of(text, mapping.statuses) or "")} for text in texts]


def _texts(at: Layout, rows: Sequence[Sequence[str]], *fields: str) -> list[str]:
    """The different texts in the columns of these fields, in order, as many as a page can ask about."""
    columns = [at.fields[field] for field in fields if field in at.fields]
    texts = {str(row[column]).strip() for row in rows for column in columns if column < len(row)} - {""}
    return [text for text in sorted(texts)[:MOST_TYPES] if len(text) <= LONGEST]
