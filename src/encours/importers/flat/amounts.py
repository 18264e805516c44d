"""The amount columns of a list: the decimal mark is decided on whole columns, then read exactly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.errors import DataError, option
from encours.importers.flat.faults import Faults
from encours.importers.flat.noise import amount_meant
from encours.importers.tabular import Cells
from encours.importers.values import amount, mark_votes
from encours.money import SCALE, to_units
from encours.money.currencies import is_currency
from encours.said import _, reason

_GAP = r"[ '\x{00a0}\x{202f}\x{2009}\x{2019}]"
_SIMPLE = r"^-?[0-9]{1,12}(\.[0-9]{1,5})?$"
_SIDED = r"(?i)^[0-9][0-9 .,'\x{00a0}\x{202f}\x{2009}\x{2019}]*(dr\.?|cr\.?|d|c)$"
_LAKHS = r"^-?[0-9]{1,2}(,[0-9]{2})+,[0-9]{3}(\.[0-9]+)?$"
_SAYS_NOTHING = re.compile(r"[-–— ]+")
_CODES = re.compile(r"[€£]|(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_WORDS = {"TTC"}  # "120,00 TTC" says that tax is in, and no currency
_SIGNS = {"€": "EUR", "£": "GBP"}
_CLEAR = 20  # times more votes than the other mark: the rest are faults, shown line by line


def plain_amounts(cells: Cells, signed: bool) -> Cells:
    """Amounts without what some programs add to them: Dr or Cr, D or C beside each, Cr and C being credits (but in
    columns of debits or credits, which are not `signed`), and the commas of lakhs (1,28,500.00)."""
    text = cells.text
    sided = pc.fill_null(pc.match_substring_regex(text, _SIDED), False)
    if pc.any(sided).as_py():
        credit = pc.and_(sided, pc.match_substring_regex(text, r"(?i)c(r\.?)?$"))
        bare = pc.utf8_trim_whitespace(pc.replace_substring_regex(text, r"(?i)[dc]r?\.?$", ""))
        minus = pc.binary_join_element_wise("-", bare, "") if signed else bare
        text = pc.if_else(sided, pc.if_else(credit, minus, bare), text)
    lakhs = pc.fill_null(pc.match_substring_regex(text, _LAKHS), False)
    if pc.any(lakhs).as_py():
        text = pc.if_else(lakhs, pc.replace_substring(text, ",", ""), text)
    return Cells(text, cells.numeric)


def decide_marks(columns: Mapping[str, Cells], default: str, forced: str | None) -> dict[str, str]:
    """The decimal mark of each amount column (by header): its own evidence, then that of the others.

    DataError names a column where every mark could be either, or where both are used.
    """
    if forced:
        return dict.fromkeys(columns, forced)
    votes = {header: _votes(cells) for header, cells in columns.items()}
    together = _winner(sum(votes.values(), Counter()))
    marks = {}
    for header, vote in votes.items():
        own = _winner(vote) or together
        if own is None and (vote["?"] or (vote[","] and vote["."])):
            raise DataError(_undecided(header, columns[header]))
        marks[header] = own or default
    return marks


def currencies_in(columns: Mapping[str, Cells]) -> set[str]:
    """The currencies written beside the amounts themselves, or in their header."""
    found = {code for cells in columns.values() for shape in _shapes(cells) for code in _CODES.findall(shape)}
    found |= {
        code for header in columns for code in _CODES.findall(header) if is_currency(_SIGNS.get(code, code))
    }
    return {_SIGNS.get(code, code) for code in found - _WORDS}


def in_dollars(columns: Mapping[str, Cells]) -> bool:
    """Whether amounts bear a dollar sign, which does not say of which country."""
    return any("$" in shape for cells in columns.values() for shape in _shapes(cells))


def read_amounts(header: str, cells: Cells, mark: str, faults: Faults) -> pa.Array:
    """The column in money units (int64); what is not an amount is a fault, empty or a dash is null."""
    text = cells.text
    if cells.numeric is not None and mark == ",":
        text = pc.if_else(cells.numeric, pc.replace_substring(text, ".", ","), text)
    pointed = _pointed(text, mark)
    fast = pc.fill_null(pc.match_substring_regex(pointed, _SIMPLE), False)
    units = _units(pc.if_else(fast, pointed, pa.scalar(None, pa.string())))
    slow = np.flatnonzero(pc.and_(pc.is_valid(text), pc.invert(fast)).to_numpy(zero_copy_only=False))
    return _with_slow(header, text, mark, units, slow, faults)


def _pointed(text: pa.Array, mark: str) -> pa.Array:
    """The usual spellings with a point and no thousands; the others as they are, with no point."""
    for gap in (_GAP, r"\." if mark == "," else ","):
        pattern = rf"^-?[1-9][0-9]{{0,2}}({gap}[0-9]{{3}}){{1,3}}([{mark}][0-9]{{1,5}})?$"
        matches = pc.match_substring_regex(text, pattern)
        if pc.any(matches).as_py():
            text = pc.if_else(matches, pc.replace_substring_regex(text, gap, ""), text)
    if mark == ",":
        text = pc.replace_substring(pc.replace_substring(text, ".", "?"), ",", ".")
    return text


def _units(text: pa.Array) -> pa.Array:
    """Decimal texts of at most 12 + 5 digits, as whole units: they fit in the low half of a decimal."""
    exact = text.cast(pa.decimal128(38, SCALE))
    low = np.frombuffer(exact.buffers()[1], np.int64)[2 * exact.offset :: 2][: len(exact)]
    return pa.array(low, mask=pc.is_null(exact).to_numpy(zero_copy_only=False))


def _with_slow(
    header: str, text: pa.Array, mark: str, units: pa.Array, slow: np.ndarray, faults: Faults
) -> pa.Array:
    if not len(slow):
        return units
    encoded = text.take(pa.array(slow)).dictionary_encode()
    indices = encoded.indices.to_numpy()
    order = np.argsort(indices, kind="stable")
    ends = np.searchsorted(indices[order], np.arange(len(encoded.dictionary)), side="right")
    read: list[int | None] = []
    for code, value in enumerate(encoded.dictionary.to_pylist()):
        try:
            read.append(None if _SAYS_NOTHING.fullmatch(value) else to_units(amount(value, mark)))
        except ValueError as error:
            meant = amount_meant(value, mark)
            read.append(None if meant is None else to_units(meant))
            places = slow[order[ends[code - 1] if code else 0 : ends[code]]].tolist()
            if meant is None:
                faults.add(places, header, reason(error))
            else:
                faults.noise += [(place, value, to_units(meant)) for place in places]
    mask = np.zeros(len(text), dtype=bool)
    mask[slow] = True
    return pc.replace_with_mask(units, pa.array(mask), pa.array(read, pa.int64()).take(encoded.indices))


def _votes(cells: Cells) -> Counter[str]:
    votes: Counter[str] = Counter()
    for shape, count in _shapes(cells).items():
        votes.update(dict.fromkeys(mark_votes([shape]), count))
    return votes


def _shapes(cells: Cells) -> Counter[str]:
    """How amounts are written, digits made alike: a few dozen shapes stand for a million values."""
    text = cells.text
    if cells.numeric is not None:
        text = text.filter(pc.invert(cells.numeric))
    zero = pc.match_substring_regex(text, r"^[^0-9]*0[.,]")
    shape = pc.replace_substring_regex(text, "[0-9]", "1")
    shape = pc.if_else(zero, pc.replace_substring(shape, "1", "0", max_replacements=1), shape)
    counts = pc.value_counts(shape.drop_null())
    return Counter({pair["values"]: pair["counts"] for pair in counts.to_pylist()})


def _winner(votes: Counter[str]) -> str | None:
    for mark, other in ((",", "."), (".", ",")):
        if votes[mark] > _CLEAR * votes[other]:
            return mark
    return None


def _undecided(header: str, cells: Cells) -> str:
    examples = ", ".join(
        sorted(v for v in cells.text.unique().drop_null().to_pylist() if set(v) & {",", "."})[:3]
    )
    return _('Column "{header}": the decimal mark is unsure ({examples}). Say it with {option}.').format(
        header=header, examples=examples, option=option("decimal")
    )
