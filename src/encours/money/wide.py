"""Columns of exact amounts longer than 64 bits: what conversions leave, whole to their last decimal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

_LOW = 2**64 - 1


@dataclass(frozen=True, slots=True, eq=False)
class Wide:
    """Whole numbers of 128 bits as two columns, of one or two dimensions: `high` × 2⁶⁴ + `low`.

    They are compared, added and taken away as columns of `int64` are; `astype` gives what is nearest.

    >>> owed, paid = Wide.of([10**25, 7]), Wide.of([10**25 - 1, 8])
    >>> (owed - paid).astype(np.float64), owed >= paid, owed - paid > 0
    (array([ 1., -1.]), array([ True, False]), array([ True, False]))
    """

    high: NDArray[np.int64]
    low: NDArray[np.uint64]

    @classmethod
    def of(cls, numbers: Sequence[int]) -> Wide:
        high = np.array([number >> 64 for number in numbers], dtype=np.int64)
        return cls(high, np.array([number & _LOW for number in numbers], dtype=np.uint64))

    @classmethod
    def of_decimals(cls, column: pa.ChunkedArray) -> Wide:
        """The numbers of a column of decimals without its point; it has no nulls."""
        import pyarrow as pa

        parts = [np.frombuffer(c.buffers()[1], np.int64)[2 * c.offset :][: 2 * len(c)] for c in column.chunks]
        assert pa.types.is_decimal128(column.type)
        assert not column.null_count
        words = np.concatenate(parts) if parts else np.zeros(0, np.int64)
        return cls(words[1::2].copy(), words[::2].copy().view(np.uint64))

    def to_decimals(self, kind: pa.Decimal128Type) -> pa.Array:
        """A column of decimals of the numbers, with the point where the type has it."""
        import pyarrow as pa

        words = np.empty(2 * len(self), np.int64)
        words[::2], words[1::2] = self.low.view(np.int64), self.high
        return pa.Array.from_buffers(kind, len(self), [None, pa.py_buffer(words.tobytes())])

    @classmethod
    def zeros(cls, shape: int | tuple[int, int]) -> Wide:
        return cls(np.zeros(shape, np.int64), np.zeros(shape, np.uint64))

    @property
    def T(self) -> Wide:
        return Wide(self.high.T, self.low.T)

    def reshape(self, *shape: int) -> Wide:
        return Wide(self.high.reshape(shape), self.low.reshape(shape))

    def __len__(self) -> int:
        return len(self.high)

    def __getitem__(self, places: Any) -> Wide:
        return Wide(self.high[places], self.low[places])

    def __setitem__(self, places: Any, values: Wide) -> None:
        self.high[places], self.low[places] = values.high, values.low

    def __add__(self, other: Wide) -> Wide:
        low = self.low + other.low
        return Wide(self.high + other.high + (low < self.low), low)

    def __sub__(self, other: Wide) -> Wide:
        return Wide(self.high - other.high - (self.low < other.low), self.low - other.low)

    def __ge__(self, other: Wide) -> NDArray[np.bool_]:
        same = np.equal(self.high, other.high) & np.greater_equal(self.low, other.low)
        return np.greater(self.high, other.high) | same

    def __gt__(self, zero: int) -> NDArray[np.bool_]:
        assert zero == 0, "only the sign is asked"
        return np.greater(self.high, 0) | (np.equal(self.high, 0) & np.greater(self.low, 0))

    def __bool__(self) -> bool:
        raise TypeError("columns are neither true nor false")

    def astype(self, kind: type[np.float64]) -> NDArray[np.float64]:
        near = self.low.view(
            np.int64
        )  # from −2⁶³ on, so that little below nothing does not vanish beside 2⁶⁴
        return (self.high + (near < 0)) * kind(2.0**64) + near
