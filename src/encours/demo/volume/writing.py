"""Tables of a book written piece by piece, as CSV or as Parquet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from encours.book.columns import Type
from encours.book.records import BY_NAME
from encours.demo.volume.columns import Money

FORMS = ("csv", "parquet")
_ARROW = {
    Type.TEXT: pa.string(),
    Type.DATE: pa.date32(),
    Type.MOMENT: pa.timestamp("s"),
    Type.NUMBER: pa.decimal128(18, 6),
    Type.WHOLE: pa.int64(),
    Type.FLAG: pa.bool_(),
}


class BookWriter:
    """Writes the tables of a book folder; used in a `with`, which closes the files. `counts` holds the rows written."""

    def __init__(self, folder: Path, form: str) -> None:
        self.counts: dict[str, int] = {}
        self._folder = folder
        self._form = form
        self._files: dict[str, Any] = {}

    def __enter__(self) -> BookWriter:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files.values():
            file.close()

    def write(self, table: str, columns: Mapping[str, Any]) -> None:
        """Add rows, given as columns: Arrow arrays, Money or lists. Columns the book does not know are text."""
        known = {column.name: column.type for column in BY_NAME[table].columns}
        arrays = {name: self._typed(values, known.get(name, Type.TEXT)) for name, values in columns.items()}
        rows = pa.table(arrays)
        if self._form == "csv":
            self._write_csv(table, rows)
        else:
            self._write_parquet(table, rows)
        self.counts[table] = self.counts.get(table, 0) + rows.num_rows

    def _write_csv(self, table: str, rows: pa.Table) -> None:
        if table not in self._files:
            self._files[table] = self._clear(table).open("wb")
            self._files[table].write((",".join(rows.column_names) + "\n").encode())
        options = pa.csv.WriteOptions(include_header=False, quoting_style="none")
        pa.csv.write_csv(rows, self._files[table], options)

    def _write_parquet(self, table: str, rows: pa.Table) -> None:
        if table not in self._files:
            # Without the Arrow schema a dictionary is read back as the plain text it stands for.
            self._files[table] = pa.parquet.ParquetWriter(
                self._clear(table), rows.schema, store_schema=False, store_decimal_as_integer=True
            )
        self._files[table].write_table(rows)

    def _clear(self, table: str) -> Path:
        """The path of a table, once any earlier version of it is gone, whatever its form."""
        for form in FORMS:
            (self._folder / f"{table}.{form}").unlink(missing_ok=True)
        return self._folder / f"{table}.{self._form}"

    def _typed(self, values: Any, type_: Type) -> Any:
        if isinstance(values, Money):
            return values.text() if self._form == "csv" else values.exact()
        array = values if isinstance(values, pa.Array) else pa.array(values, _ARROW[type_])
        if type_ is Type.MOMENT and self._form == "csv":
            return pc.strftime(array, "%Y-%m-%dT%H:%M:%S")
        return array
