"""Lists of what is open: what leaves them was cleared, in part or wholly, and that is deduced, not read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import encours
from encours.api import OpenBook
from encours.errors import DataError
from tests.oracle.listed import import_rows, row

FIRST, SECOND, THIRD = date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31)


def opened(home: Path) -> OpenBook:
    return encours.open(home)


def left(home: Path, day: date) -> dict[str, int]:
    """What is open by item on a day."""
    shown = opened(home).show("net", as_of=day, by="item")
    return {row["item"]: int(row["net"]) for row in shown.rows if row["net"]}


def inferred(home: Path, day: date, measure: str = "receipts") -> list[tuple[str, int]]:
    rows = opened(home).rows(measure, as_of=day, where="inferred=true").rows
    return sorted((row["item"], int(row[measure])) for row in rows)


def test_what_has_left_the_list_was_cleared_on_its_date(tmp_path: Path) -> None:
    import_rows(tmp_path, [row("I1", "100"), row("I2", "40")], FIRST)
    report = import_rows(tmp_path, [row("I2", "40")], SECOND)
    assert left(tmp_path, date(2025, 2, 27)) == {"I1": 100, "I2": 40}
    assert left(tmp_path, SECOND) == {"I2": 40}
    assert inferred(tmp_path, SECOND) == [("I1", 100)]
    assert report.cleared == 1


def test_a_smaller_open_amount_is_a_part_paid(tmp_path: Path) -> None:
    import_rows(tmp_path, [row("I1", "100")], FIRST)
    import_rows(tmp_path, [row("I1", "100", "30")], SECOND)
    assert left(tmp_path, FIRST) == {"I1": 100}
    assert left(tmp_path, SECOND) == {"I1": 30}
    assert inferred(tmp_path, SECOND) == [("I1", 70)]
    import_rows(tmp_path, [row("I1", "100", "10")], THIRD)
    assert (left(tmp_path, SECOND), left(tmp_path, THIRD)) == ({"I1": 30}, {"I1": 10})


def test_a_list_that_shows_only_what_is_left_says_the_same(tmp_path: Path) -> None:
    """One amount column: the second list shows 30 where the first showed 100."""
    import_rows(tmp_path, [row("I1", "100")], FIRST)
    import_rows(tmp_path, [row("I1", "30")], SECOND)
    assert left(tmp_path, SECOND) == {"I1": 30}
    assert int(opened(tmp_path).rows("gross", as_of=SECOND).rows[0]["amount"]) == 100


def test_an_item_already_paid_in_part_when_first_seen_is_open_for_the_rest(tmp_path: Path) -> None:
    import_rows(tmp_path, [row("I1", "100", "25")], FIRST)
    assert left(tmp_path, FIRST) == {"I1": 25}


def test_an_invoice_and_a_payment_that_leave_together_cleared_each_other(tmp_path: Path) -> None:
    """No cash is made up: the payment that was there did it."""
    import_rows(tmp_path, [row("I1", "100"), row("P1", "-100"), row("I2", "7")], FIRST)
    import_rows(tmp_path, [row("I2", "7")], SECOND)
    assert left(tmp_path, SECOND) == {"I2": 7}
    (receipt,) = opened(tmp_path).rows("receipts", as_of=SECOND).rows
    assert (receipt["item"], receipt["credit_item"], receipt["inferred"]) == ("I1", "P1", True)
    assert opened(tmp_path).show("item_count", as_of=SECOND).value == 1


def test_a_credit_that_leaves_alone_is_cleared_too(tmp_path: Path) -> None:
    import_rows(tmp_path, [row("P1", "-100"), row("I2", "7")], FIRST)
    import_rows(tmp_path, [row("I2", "7")], SECOND)
    assert (left(tmp_path, FIRST), left(tmp_path, SECOND)) == ({"P1": -100, "I2": 7}, {"I2": 7})
    sales = opened(tmp_path).show("sales", as_of=SECOND, window="1m").value
    assert sales == 0  # what stands in for the refund is no sale


def test_an_item_back_on_the_list_is_open_again_as_if_it_had_never_left(tmp_path: Path) -> None:
    import_rows(tmp_path, [row("I1", "100"), row("I2", "40")], FIRST)
    import_rows(tmp_path, [row("I2", "40")], SECOND)
    import_rows(tmp_path, [row("I1", "100"), row("I2", "40")], THIRD)
    assert left(tmp_path, THIRD) == {"I1": 100, "I2": 40}
    assert left(tmp_path, SECOND) == {"I1": 100, "I2": 40}
    assert inferred(tmp_path, THIRD) == []


def test_the_same_list_twice_changes_nothing(tmp_path: Path) -> None:
    import_rows(tmp_path, [row("I1", "100"), row("P1", "-30"), row("I2", "40")], FIRST)
    for _ in range(2):
        report = import_rows(tmp_path, [row("I2", "40", "15")], SECOND)
    assert (report.number, report.new, report.changed, report.gone) == (0, 0, 0, 0)
    assert left(tmp_path, SECOND) == {"I2": 15}


def test_other_entities_are_not_on_the_list(tmp_path: Path) -> None:
    import_rows(tmp_path, [row("I1", "100"), row("I1", "55", entity="G")], FIRST)
    import_rows(tmp_path, [row("I2", "40")], SECOND)
    shown = opened(tmp_path).show("net", as_of=SECOND, by="entity").rows
    assert {row["entity"]: int(row["net"]) for row in shown} == {"F": 40, "G": 55}


def test_an_older_list_than_the_last_is_refused(tmp_path: Path) -> None:
    import_rows(tmp_path, [row("I1", "100")], SECOND)
    with pytest.raises(DataError, match="2025-02-28"):
        import_rows(tmp_path, [row("I1", "100")], FIRST)


def test_what_is_deduced_is_flagged_and_the_rest_is_not(tmp_path: Path) -> None:
    import_rows(tmp_path, [row("I1", "100"), row("I2", "40")], FIRST)
    import_rows(tmp_path, [row("I2", "40", "15")], SECOND)
    shown = opened(tmp_path).show("receipts", as_of=SECOND, by="inferred").rows
    assert [(row["inferred"], int(row["receipts"])) for row in shown] == [("true", 125)]
    held = opened(tmp_path).show("gross", as_of=SECOND, by="inferred").rows
    assert [(row["inferred"], int(row["gross"])) for row in held] == [("false", 15)]


def test_a_list_far_too_short_is_asked_about_before_it_settles_everything(tmp_path: Path) -> None:
    whole = [row(f"I{number}", "10") for number in range(30)]
    import_rows(tmp_path, whole, FIRST)
    short = import_rows(tmp_path, whole[:3], SECOND)
    (doubt,) = [one for one in short.doubts if one.name == "swept"]
    assert (doubt.count, "holds 3 items and 30 were open: 27 would be settled" in doubt.sentence) == (
        27,
        True,
    )


@pytest.mark.parametrize("kept", [6, 12, 30])
def test_a_list_of_the_usual_size_settles_without_a_question(tmp_path: Path, kept: int) -> None:
    whole = [row(f"I{number}", "10") for number in range(30)]
    import_rows(tmp_path, whole, FIRST)
    assert [
        one.name for one in import_rows(tmp_path, whole[:kept], SECOND).doubts if one.name == "swept"
    ] == []
