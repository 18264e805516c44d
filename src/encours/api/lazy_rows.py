"""The rows of a very long answer: no Python object for a row until someone reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import pyarrow as pa


class LazyRows(Sequence[dict[str, Any]]):
    """The rows of an Arrow table, made when they are first read, in order of their dimensions."""

    def __init__(self, table: pa.Table, order: Sequence[str]) -> None:
        self.table, self.order = table, order
        self._rows: list[dict[str, Any]] | None = None

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._made())

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | Sequence[dict[str, Any]]:
        return self._made()[index]

    def _made(self) -> list[dict[str, Any]]:
        if self._rows is None:
            plain = self.table.cast(_without_codes(self.table.schema))  # coded columns cannot be put in order
            ordered = plain.sort_by([(column, "ascending") for column in self.order])
            self._rows = ordered.to_pylist()
        return self._rows


def joined(answers: Sequence[LazyRows]) -> LazyRows:
    """The rows of several answers with the same columns, as those of one."""
    import pyarrow as pa

    if len(answers) == 1:
        return answers[0]
    tables = [one.table for one in answers]
    return LazyRows(pa.concat_tables(tables).unify_dictionaries(), answers[0].order)


def _without_codes(schema: pa.Schema) -> pa.Schema:
    """The schema with the values of coded columns themselves."""
    import pyarrow as pa

    held = (f.with_type(f.type.value_type) if pa.types.is_dictionary(f.type) else f for f in schema)
    return pa.schema(list(held))
