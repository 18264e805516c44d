"""Items keep their keys from one list to the next, whatever the order of the lines."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

from encours.book.reading import Known, OpenItem
from tests.importers.flat_reader import HEAD, column, read


def test_numbers_shared_by_several_lines_are_told_apart_whatever_their_order(tmp_path: Path) -> None:
    lines = [
        "A,F1,2024-01-31,2024-02-29,50.00",
        "A,F1,2024-01-31,2024-03-31,50.00",
        "A,F2,2024-01-31,2024-02-29,10.00",
        "A,F2,2024-02-15,,-10.00",
        "A,F3,2024-01-31,2024-02-29,7.00",
        "B,F3,2024-01-31,2024-02-29,8.00",
        "A,F4,2024-01-31,2024-02-29,9.00",
        "A,F4,2024-01-31,2024-02-29,9.00",
        "A,F5,2024-01-31,2024-02-29,9.00",
        "A,,2024-01-31,2024-02-29,4.00",
        "A,,2024-01-31,2024-02-29,4.00",
    ]
    keys = ["F1/2024-02-29", "F1/2024-03-31", "F2", "F2/payment", "F3/A", "F3/B", "F4", "F4#2", "F5",
            "A/2024-01-31/4.00", "A/2024-01-31/4.00#2"]  # fmt: skip
    assert column(read(tmp_path, "\n".join([HEAD, *lines])), "item") == keys
    for seed in range(5):
        random.Random(seed).shuffle(lines)
        assert sorted(column(read(tmp_path, "\n".join([HEAD, *lines])), "item")) == sorted(keys)


def test_a_twin_never_takes_the_key_of_another_line(tmp_path: Path) -> None:
    lines = ["A,F1#2,2024-01-31,,5.00", "A,F1,2024-01-31,,6.00", "A,F1,2024-01-31,,6.00"]
    keys = column(read(tmp_path, "\n".join([HEAD, *lines])), "item")
    assert len(set(keys)) == 3
    assert keys[0] == "F1#2"


def test_an_instalment_left_alone_keeps_the_key_it_had(tmp_path: Path) -> None:
    ten = Decimal("10")
    held = [
        OpenItem("A", "F1/2024-02-29", "F1", ten, ten, date(2024, 1, 31)),
        OpenItem("A", "F2", "F2", ten, ten, date(2024, 1, 31)),
    ]
    known = Known(open_items=lambda entity, day: held)
    text = f"{HEAD}\nA,F1,2024-01-31,2024-02-29,10.00\nA,F2,2024-01-31,,10.00\nA,F3,2024-01-31,,10.00\n"
    reading = read(tmp_path, text, known, snapshot=date(2024, 3, 31))
    assert column(reading, "item") == ["F1/2024-02-29", "F2", "F3"]
