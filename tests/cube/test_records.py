"""What facts, measures and dimensions say of themselves: it agrees with their SQL, which nothing reads back."""

from __future__ import annotations

import pytest

from encours.book.records import BY_NAME as TABLES
from encours.cube.dimensions import BY_NAME as DIMENSIONS
from encours.cube.dimensions import CATALOGUE as EVERY_DIMENSION
from encours.cube.facts.catalogue import CATALOGUE as FACTS
from encours.cube.measure import Measure
from encours.cube.measures import BY_NAME, CATALOGUE


@pytest.mark.parametrize(
    ("measure", "tables"),
    [
        ("net", {"items", "allocations"}),
        ("sales", {"items"}),
        ("receipts", {"items", "allocations"}),
        ("on_time_due", {"items", "allocations"}),
        ("recovered_overdue", {"items", "allocations"}),
        ("disputed", {"items", "allocations", "disputes"}),
        ("disputes_open", {"items", "disputes"}),
    ],
)
def test_a_measure_names_the_tables_it_reads(measure: str, tables: set[str]) -> None:
    assert set(BY_NAME[measure].tables) == tables


def test_a_split_reads_the_table_that_describes_it() -> None:
    assert DIMENSIONS["collector"].where.tables == ("customers",)
    assert "disputes" in DIMENSIONS["dispute_cause"].where.tables
    assert DIMENSIONS["as_of"].where.tables == ()


def test_only_tables_of_the_book_are_named() -> None:
    named = {table for one in CATALOGUE for table in one.tables}
    named |= {table for one in EVERY_DIMENSION for table in one.where.tables}
    assert named <= set(TABLES)


@pytest.mark.parametrize("measure", CATALOGUE, ids=lambda measure: measure.name)
def test_a_measure_says_what_its_sql_speaks_of(measure: Measure) -> None:
    """Each of these chooses how the measure is read: one that says it and one that does not answer differently."""
    assert measure.disputes == ("x." in measure.value + measure.test)
    assert measure.dated == ("{" in measure.value + measure.test)
    assert measure.vast == (measure.money and "HUGEINT" in measure.value)
    assert "f.due_on <" not in measure.test
    assert "f.due_on >" not in measure.test
    assert measure.fact in FACTS


def test_facts_and_measures_have_names_of_their_own() -> None:
    for catalogue in (FACTS, CATALOGUE, EVERY_DIMENSION):
        names = [one.name for one in catalogue]
        assert len(names) == len(set(names))
