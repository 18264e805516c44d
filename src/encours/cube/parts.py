"""Which of very many converted amounts take the cents that lack once each is rounded: told where they are summed."""

from __future__ import annotations

from collections.abc import Sequence

from encours.cube.conversion import Converter
from encours.cube.measure import Measure
from encours.money import SCALE, decimals_of


def moved(cells: str, keys: Sequence[str], measures: Sequence[Measure], converter: Converter) -> str:
    """SQL of the cells that do not stand at the nearest, by the rule of `money.parts`, to follow the CTE `cells`.

    Columns: the number of the measure (`m0`…), what lacks of all its cells in units, how near the cell was to the other
    side, and the `keys` that tell it from others. A column is rounded once; nothing else is asked of all the cells.
    """
    money = [number for number, measure in enumerate(measures) if measure.money]
    step = 10 ** (SCALE - decimals_of(converter.reporting))
    first = ", ".join(["near DESC", *(f"CAST({key} AS VARCHAR) NULLS LAST" for key in keys)])
    shorts = ", ".join(f"{shown(f'm{n}', converter)} AS s{n}" for n in money)
    lacking = ", ".join(f"{shown(f'SUM(m{n})', converter)} - SUM(s{n}) AS l{n}" for n in money)
    nearest = (
        f"(SELECT {', '.join([str(n), f'l{n}', f'CAST((m{n} - s{n}) * SIGN(l{n}) AS DOUBLE) AS near', *keys])} "
        f"FROM short, tally "
        f"WHERE (m{n} - s{n}) * SIGN(l{n}) > 0 ORDER BY {first} "
        f"LIMIT (SELECT CAST(CEIL(ABS(l{n}) / {step}) AS BIGINT) FROM tally))"
        for n in money
    )
    return (
        f"short AS MATERIALIZED (SELECT *, {shorts} FROM {cells}), "
        f"tally AS MATERIALIZED (SELECT {lacking} FROM short) {' UNION ALL '.join(nearest)}"
    )


def shown(amount: str, converter: Converter) -> str:
    """SQL of converted units as `money.rounded` shows them."""
    near = f"ROUND({amount}, {decimals_of(converter.reporting) - SCALE})"
    return f"CAST({near} AS DECIMAL(38,{converter.decimals}))"
