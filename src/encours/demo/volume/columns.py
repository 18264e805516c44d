"""Whole columns of a table as Arrow arrays, made from numbers without a Python object per row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from encours.demo.volume.timeline import Ints

Bools = npt.NDArray[np.bool_]
FINEST = 3  # decimals of the finest currency written


@dataclass(frozen=True, slots=True)
class Money:
    """A column of amounts in minor units, each with the decimals of its currency; unknown where `known` is false."""

    minor: Ints
    decimals: Ints
    known: Bools | None = None

    def text(self) -> pa.Array:
        """Each amount with exactly the decimals of its currency.

        >>> Money(np.array([-1250, 1250, 1250]), np.array([2, 0, 3])).text().to_pylist()
        ['-12.50', '1250', '1.250']
        """
        minor = pa.array(self.minor, mask=_unknown(self.known))
        written = pc.cast(minor, pa.string())
        for decimals in (places for places in range(1, FINEST + 1) if (self.decimals == places).any()):
            scaled = _as_decimal(self.minor, decimals, self.known).cast(pa.string())
            written = pc.if_else(pa.array(self.decimals == decimals), scaled, written)
        return written

    def exact(self) -> pa.Array:
        """The amounts as decimals of one scale, fine enough for every currency."""
        return _as_decimal(self.minor * 10 ** (FINEST - self.decimals), FINEST, self.known)


def days(numbers: Ints, known: Bools | None = None) -> pa.Array:
    """Dates of day numbers; unknown where `known` is false."""
    return pa.array(numbers.astype(np.int32), mask=_unknown(known)).cast(pa.date32())


def picked(indices: Ints, words: Sequence[str], known: Bools | None = None) -> pa.Array:
    """Words chosen by their index; unknown where `known` is false."""
    chosen = pa.array(indices.astype(np.int32), mask=_unknown(known))
    return pa.DictionaryArray.from_arrays(chosen, pa.array(words, pa.string()))


def numbered(prefixes: Any, numbers: Ints, width: int = 9, known: Bools | None = None) -> pa.Array:
    """References such as FA000000012: a prefix (one text, or a column of them) and a padded number."""
    digits = pc.utf8_lpad(pc.cast(pa.array(numbers, mask=_unknown(known)), pa.string()), width, "0")
    start = prefixes if isinstance(prefixes, str) else prefixes.cast(pa.string())
    return pc.binary_join_element_wise(start, digits, "")


def _unknown(known: Bools | None) -> Bools | None:
    return None if known is None else ~known


def _as_decimal(whole: Ints, scale: int, known: Bools | None) -> pa.Array:
    """Decimals of 10^-scale units, laid out directly: a cast would pass through the slow general path."""
    words = np.empty((len(whole), 2), dtype=np.int64)
    words[:, 0] = whole
    words[:, 1] = whole >> 63
    plain = pa.Array.from_buffers(pa.decimal128(18, scale), len(whole), [None, pa.py_buffer(words)])
    return plain if known is None else pc.if_else(pa.array(known), plain, None)
