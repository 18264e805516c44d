"""The flat open-items file: a list of receivables from any software, in CSV or a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from encours.book.reading import Known, Options, Reading, Source
from encours.book.records import ITEMS
from encours.errors import DataError, Problem, option
from encours.i18n import mark
from encours.importers.contract import USUAL_BYTES
from encours.importers.flat.due import with_due_dates
from encours.importers.flat.file import Lines, read_file
from encours.importers.flat.grouped import is_grouped
from encours.importers.flat.keys import item_keys, twin_notes
from encours.importers.flat.known import keep_known_dates, keep_known_keys
from encours.importers.flat.matching import open_before_groups, with_groups, with_payments
from encours.importers.flat.suggest import suggestion
from encours.importers.flat.tables import customers_table, disputes_table, items_table
from encours.importers.headers import is_fec, is_ledger
from encours.importers.mapping import FlatMapping, parse_mapping
from encours.importers.tabular import find_layout
from encours.said import _, listed, several


class Flat:
    """Recognises a list by its headers; reads it with what they say, or with what a mapping says."""

    name = "flat"
    label = mark("List")
    about = mark(
        "List of receivables, one line per item, in CSV or a spreadsheet, with French or English headers"
    )
    options: tuple[str, ...] = (
        "entity",
        "currency",
        "snapshot",
        "date_order",
        "decimal",
        "sheet",
        "header_row",
        "separator",
        "encoding",
        "terms",
    )
    whole: int | None = USUAL_BYTES

    def recognises(self, path: Path) -> bool:
        """Whether a file has a header row with at least a customer, an amount and a date."""
        if not path.is_file():
            return False
        try:
            layout = find_layout(path, FlatMapping())
        except DataError:
            return False
        if is_fec(layout.headers) or _is_book_table(path, layout.headers):
            return False
        return is_ledger(layout.headers) or is_grouped(layout)

    def read(self, paths: Sequence[Path], options: Options, known: Known) -> Reading:
        """Items, customers and disputes of the lists given. DataError when one of them cannot be read at all."""
        mapping = parse_mapping(options.mapping)
        files = [read_file(path, mapping, options, known) for path in paths]
        notes = _notes(paths, files)
        lines = pa.concat_tables([file.table for file in files], promote_options="default").combine_chunks()
        problems: list[Problem] = [problem for file in files for problem in file.problems]
        undated = any(file.undated for file in files)
        tables, more = _tables(lines, _custom(files), undated, options, known)
        read = sum(file.read for file in files)
        if not read and options.snapshot:
            raise DataError(_nothing(paths))
        if not read and not known.entities:
            raise DataError(_unread(paths))
        scope = sorted({entity for file in files for entity in file.entities}) if options.snapshot else ()
        totals = [total for file in files for total in file.totals]
        return Reading(self.name, tables, problems, read, notes + more, (), options.snapshot, scope, totals)

    def suggest(self, path: Path, options: Options) -> str:
        """A mapping in TOML that says what recognition found: to check, correct and give back with --map."""
        return suggestion(path, parse_mapping(options.mapping), options)


FLAT = Flat()


def suggest(path: Path, options: Options) -> str:
    """The mapping of a file, in TOML, as `encours import --suggest` prints it."""
    return FLAT.suggest(path, options)


def _is_book_table(path: Path, headers: Sequence[str]) -> bool:
    """Whether it is the table of items of a book, which has its own importer."""
    required = {column.name for column in ITEMS.columns if column.required}
    return path.stem == ITEMS.name and required <= set(headers)


def _tables(
    lines: pa.Table, custom: list[str], undated: bool, options: Options, known: Known
) -> tuple[dict[str, Source], list[str]]:
    if not len(lines) and not options.snapshot:
        return {}, []
    keys = item_keys(lines)
    twins = twin_notes(lines, keys)
    if options.snapshot:
        keys = keep_known_keys(lines, keys, known, options.snapshot)
    lines = lines.set_column(lines.column_names.index("item"), "item", keys)
    if options.snapshot and undated:
        lines = keep_known_dates(lines, known, options.snapshot)
    lines, due = with_due_dates(lines, options, known)
    customers, notes = customers_table(lines)
    notes += due
    disputes, more = disputes_table(lines)
    lines, made = with_payments(with_groups(lines), options.snapshot is not None)
    lines = open_before_groups(lines)
    notes += [*more, *twins]
    if made:
        notes.append(
            several(
                "{count} payment deduced from a settlement date",
                "{count} payments deduced from settlement dates",
            ).format(count=made)
        )
    items = items_table(lines, custom, options.snapshot is not None)
    tables: dict[str, Source] = {"customers": customers, "items": items}
    return tables | ({"disputes": disputes} if disputes else {}), notes


def _custom(files: Sequence[Lines]) -> list[str]:
    return list(dict.fromkeys(name for file in files for name in file.custom))


def _nothing(paths: Sequence[Path]) -> str:
    """A list of nothing would clear the whole book: that is asked for in so many words, never assumed."""
    message = _(
        "{file} lists no line at all: a list of open items without one would clear everything. Check the export; if "
        "nothing is open any more, give a list whose lines say they are settled."
    )
    return message.format(file=", ".join(path.name for path in paths))


def _unread(paths: Sequence[Path]) -> str:
    message = _(
        "{file}: no line could be read as a receivable. Check the export; if its columns are not those meant, say what "
        "they are in a mapping ({option})."
    )
    return message.format(file=", ".join(path.name for path in paths), option=option("mapping"))


def _notes(paths: Sequence[Path], files: Sequence[Lines]) -> list[str]:
    if len(files) == 1:
        return list(files[0].notes)
    return [
        listed([path.name, note], ": ")
        for path, file in zip(paths, files, strict=True)
        for note in file.notes
    ]
