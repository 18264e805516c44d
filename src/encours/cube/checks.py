"""`encours check`: every control of a book, those of the cube's own sums first."""

from __future__ import annotations

from datetime import date

from encours.book import control_facts
from encours.book.columns import Type
from encours.book.control_totals import REBUILD, totals
from encours.book.controls import Check, Control, Severity, failed, run
from encours.book.engine import Engine
from encours.book.home import Home
from encours.book.publication import open_served
from encours.book.written import text
from encours.cube.conversion import REFERENCE, Converter
from encours.cube.dimensions import dimension
from encours.cube.facts.place import Dimension
from encours.cube.measures import BY_NAME
from encours.cube.periods import Window
from encours.cube.query import sums
from encours.cube.slice import Slice
from encours.errors import DataError
from encours.i18n import _, mark

# The last one names the slice in examples. Money is compared in the currency of the items, so that no rate rounds.
SLICES = (("entity",), ("currency",), ("portfolio",), ("entity", "customer"))


def check(home: Home, as_of: date | None = None) -> list[Control]:
    """Every control of the published book, as of a day, by default that of its newest data.

    DataError when the book holds no item.
    """
    engine = open_served(home)
    try:
        day = as_of or engine.value("SELECT data_date FROM meta")
        if day is None:
            raise DataError(_("The book holds no item yet. Import something: encours import FILE"))
        slices = [run(engine, _slice_check(engine, by, day), day) for by in SLICES]
        return [*slices, *totals(engine, home, day), *(run(engine, c, day) for c in control_facts.CHECKS)]
    finally:
        engine.close()


def _slice_check(engine: Engine, by: tuple[str, ...], day: date) -> Check:
    labels = {
        "entity": mark("Buckets + unapplied = net, by entity"),
        "currency": mark("Buckets + unapplied = net, by currency"),
        "portfolio": mark("Buckets + unapplied = net, by portfolio"),
        "customer": mark("Buckets + unapplied = net, by customer"),
    }
    return Check(
        f"buckets_by_{by[-1]}",
        labels[by[-1]],
        Severity.ERROR,
        _slice_rows(engine, by, day),
        mark("buckets + unapplied {0}, net {1}"),
        REBUILD,
    )


def _slice_rows(engine: Engine, by: tuple[str, ...], day: date) -> str:
    """SQL for the cells whose buckets do not add up, and for currencies whose cells do not add up to the position.

    The aged balance and the net are two queries of the cube, each as a person asks for it; the whole of a currency is
    read from the intervals with nothing beside them, so that a row lost on the way to a cell shows.
    """
    cut = [dimension(name, {}) for name in dict.fromkeys((*by, "currency"))]
    cells = [f"d{number}" for number in range(len(cut))]
    currency = f"d{[d.name for d in cut].index('currency')}"
    aged = _sums(engine, ["gross", "unapplied"], [*cut, dimension("bucket", {})], day)
    net = _sums(engine, ["net"], cut, day)
    group = ", ".join(cells)
    entity = "d0" if by[0] == "entity" else "''"
    item = "''" if by == ("entity",) else f"d{len(by) - 1}"
    return (
        f"WITH both_ways AS (SELECT {group}, CAST(m0 + m1 AS HUGEINT) AS buckets, 0 AS net FROM ({aged}) "
        f"UNION ALL SELECT {group}, 0, m0 FROM ({net})), "
        f"cells AS (SELECT {group}, SUM(buckets) AS buckets, SUM(net) AS net FROM both_ways GROUP BY {group}), "
        f"whole AS (SELECT ccy, SUM(buckets) AS buckets, SUM(net) AS net FROM ("
        f"SELECT {currency} AS ccy, buckets, 0 AS net FROM cells UNION ALL SELECT ccy, 0, CAST(open_units AS HUGEINT) "
        "FROM positions WHERE valid_from <= {day} AND valid_to > {day}) GROUP BY ccy), "
        f"gaps AS (SELECT {entity} AS entity, {item} AS item, {currency} AS ccy, buckets, net FROM cells "
        "UNION ALL SELECT '', '', ccy, buckets, net FROM whole) "
        f"SELECT entity, item, ccy, buckets - net AS units, {text(Type.MONEY, 'buckets')} AS x, "
        f"{text(Type.MONEY, 'net')} AS y FROM gaps WHERE buckets <> net"
    )


def _sums(engine: Engine, names: list[str], cut: list[Dimension], day: date) -> str:
    plain = Converter(engine, (), REFERENCE)  # converts nothing: the currency is one of the dimensions
    return sums(plain, [BY_NAME[name] for name in names], [Window(day, day)], Slice(by=tuple(cut))).sql


__all__ = ["check", "failed"]
