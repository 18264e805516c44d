"""Converted money of very many cells at many dates, rounded on columns: it adds up as `money.parts` says."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

from encours.money import SCALE, rounded

if TYPE_CHECKING:
    import pyarrow as pa


def added_up(table: pa.Table, key: str, exact: str, near: str, decimals: int) -> pa.Table:
    """The table whose amounts `key`, each rounded to the nearest, add up at each date to what the sum of `exact` is
    shown as. `exact` are units with all their decimals, `near` how much of them the rounding left out."""
    import numpy as np
    import pyarrow as pa

    from encours.money.wide import Wide

    coded = table.column("as_of").combine_chunks().dictionary_encode()
    codes, shown = coded.indices, table.column(key)
    sums = pa.table({"day": codes, "shown": shown, "exact": table.column(exact)}).group_by("day")
    left = table.column(near).to_numpy()
    days, one = codes.to_numpy(), 10 ** (shown.type.scale - decimals)
    order = np.argsort(days, kind="stable")
    ends = np.searchsorted(days[order], np.arange(len(coded.dictionary) + 1))
    steps = np.zeros(len(table), dtype=np.int64)  # in the last decimal of the column
    for row in sums.aggregate([("shown", "sum"), ("exact", "sum")]).to_pylist():
        lacking = _lacking(row, decimals, shown.type.scale)
        if lacking:
            side = order[ends[row["day"]] : ends[row["day"] + 1]]
            side = side[left[side] * np.sign(lacking) > 0]
            _give(steps, _nearest(table, side, np.abs(left[side]), abs(lacking) // one + 1), lacking, one)
    if not steps.any():
        return table
    moved = (Wide.of_decimals(shown) + Wide(steps >> 63, steps.view(np.uint64))).to_decimals(shown.type)
    return table.set_column(table.schema.get_field_index(key), pa.field(key, shown.type), moved)


def _lacking(sums: dict[str, Any], decimals: int, scale: int) -> int:
    with localcontext() as context:
        context.prec = 60
        whole: Decimal = rounded(sums["exact_sum"].scaleb(-SCALE), decimals)
        return int((whole - sums["shown_sum"]).scaleb(scale))


def _nearest(table: pa.Table, places: Any, left: Any, wanted: int) -> Any:
    """As many places as are wanted, those nearest to the other side first, then by their labels."""
    import numpy as np

    if len(places) > wanted:  # those that tie with the last one are still there
        kept = left >= np.partition(left, -wanted)[-wanted]
        places, left = places[kept], left[kept]
    names = [name for name in table.schema.names if str(table.schema.field(name).type) == "string"]
    labels = [
        [(value is None, value or "") for value in table.column(name).take(places).to_pylist()]
        for name in names
    ]
    order = sorted(range(len(places)), key=lambda n: (-left[n], [column[n] for column in labels]))
    return places[order]


def _give(steps: Any, places: Any, lacking: int, one: int) -> None:
    """A cent to each, from the first, and what is less than one to the last."""
    sign = 1 if lacking > 0 else -1
    whole, rest = divmod(abs(lacking), one)
    steps[places[:whole]] = sign * one
    if rest:
        steps[places[whole : whole + 1]] = sign * rest
