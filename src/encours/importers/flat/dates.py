"""The date columns of a list: the order of day and month is decided on whole columns, or asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.errors import DataError, option
from encours.importers.flat.faults import Faults
from encours.importers.tabular import Cells
from encours.importers.values import date_order, day, possible_orders
from encours.said import _, reason

_TIME = r"(\s+|T)[0-9]{1,2}[:hH][0-9]{2}.*$"
_SERIAL = re.compile(r"([2-7][0-9]{4})(?:\.[0-9]+)?")
_NO_DATE = re.compile(r"[-–./ ]*|0[0./-]*0|0{4}-00-00|n/?a", re.IGNORECASE)
_SPREADSHEET_ZERO = date(1899, 12, 30)
_OTHER = {"dmy": "mdy", "mdy": "dmy"}


def bare_dates(cells: Cells) -> Cells:
    """The column without times of day, and without the zeros and dashes that stand for no date."""
    text = cells.text
    if pc.any(pc.match_substring_regex(text, _TIME)).as_py():
        text = pc.replace_substring_regex(text, _TIME, "")
    encoded = text.dictionary_encode()
    values = [None if _NO_DATE.fullmatch(value) else value for value in encoded.dictionary.to_pylist()]
    return Cells(pa.array(values, pa.string()).take(encoded.indices), cells.numeric)


def decide_orders(columns: Mapping[str, Cells], forced: str | None) -> dict[str, str]:
    """The order of each date column (by header): its own evidence, else that of the file's other columns.

    DataError names the columns that stay ambiguous or contradict themselves, and what to add.
    """
    samples = {header: _samples(cells) for header, cells in columns.items()}
    if forced:
        return dict.fromkeys(samples, forced)
    own = {header: _own_order(header, values) for header, values in samples.items()}
    proven = {order for header, order in own.items() if order and _proves(order, samples[header])}
    settled = next(iter(proven)) if len(proven) == 1 else None
    orders = {}
    for header, order in own.items():
        needed = order is None and bool(samples[header])
        if needed and settled is None:
            raise DataError(_ambiguous(header, samples[header]))
        orders[header] = order or settled or "ymd"
    return orders


def read_dates(header: str, cells: Cells, order: str, faults: Faults) -> pa.Array:
    """The column as days (date32); what is not a date is a fault, empty is null."""
    encoded = cells.text.dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    serial = cells.numeric is not None or all(_SERIAL.fullmatch(text) for text in texts)
    days: list[date | None] = []
    wrong: dict[int, str] = {}
    for code, text in enumerate(texts):
        try:
            days.append(_serial_day(text) if serial and _SERIAL.fullmatch(text) else day(text, order))
        except ValueError as error:
            days.append(None)
            wrong[code] = reason(error)
    indices = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    for code, why in wrong.items():
        faults.add(np.flatnonzero(indices == code).tolist(), header, why)
    return pa.array(days, pa.date32()).take(encoded.indices)


def looks_like_dates(cells: Cells) -> bool:
    """Whether most values of a column are dates (its header alone does not tell)."""
    values = bare_dates(cells).text.unique().drop_null().to_pylist()[:200]
    return bool(values) and 2 * sum(bool(possible_orders(value)) for value in values) > len(values)


def _samples(cells: Cells) -> list[str]:
    values = cells.text.unique().drop_null().to_pylist()
    if all(_SERIAL.fullmatch(value) for value in values):
        return []
    return [value for value in values if possible_orders(value)]


def _own_order(header: str, samples: list[str]) -> str | None:
    try:
        return date_order(samples)
    except ValueError as error:
        raise DataError(
            _('Column "{header}": {reason}. Say it with {option}: the others will be refused.').format(
                header=header, reason=error, option=option("date_order")
            )
        ) from None


def _proves(order: str, samples: list[str]) -> bool:
    """Whether some value could not be read the other way: a month by its name proves nothing."""
    return order in _OTHER and any(_OTHER[order] not in possible_orders(value) for value in samples)


def _ambiguous(header: str, samples: list[str]) -> str:
    examples = ", ".join(sorted(samples)[:3])
    return _('Column "{header}": nothing tells days from months ({examples}). Say it with {option}.').format(
        header=header, examples=examples, option=option("date_order")
    )


def _serial_day(text: str) -> date:
    return _SPREADSHEET_ZERO + timedelta(days=int(text.split(".")[0]))
