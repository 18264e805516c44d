"""How old the disputes still open are: from the day each is opened, until the day before it ends."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from encours.api import OpenBook
from encours.book.home import Home
from encours.web.cockpit.disputes import AGE
from tests.book.small_books import imported

BOOK = {
    "items": """
        entity,customer,item,kind,posting_date,due_date,currency,amount
        F1,A,I1,invoice,2025-01-10,2025-02-10,EUR,100
        F1,A,I2,invoice,2025-01-10,2025-02-10,EUR,200
        F2,B,I3,invoice,2025-01-10,2025-02-10,EUR,300
        """,
    "disputes": """
        dispute,entity,customer,item,cause,amount,opened_on,closed_on
        D1,F1,A,I1,Price,,2025-03-01,2025-03-20
        D2,F1,A,I2,Price,,2025-03-11,
        D3,F2,B,I3,Delay,,2025-03-18,
        """,
}


@pytest.mark.parametrize(
    ("day", "age"),
    [
        ("2025-02-28", None),
        ("2025-03-01", Decimal(0)),
        ("2025-03-10", Decimal(9)),
        ("2025-03-11", Decimal(5)),
        ("2025-03-19", Decimal(18 + 8 + 1) / 3),
        ("2025-03-20", Decimal(9 + 2) / 2),
    ],
)
def test_the_age_is_a_mean_over_the_disputes_open_on_the_day(
    tmp_path: Path, day: str, age: Decimal | None
) -> None:
    imported(Home(tmp_path), **BOOK)
    book = OpenBook(tmp_path).using({AGE.name: AGE})
    assert book.show(AGE.name, as_of=day).value == age
    alone = book.within(["entity=F2"]).show(AGE.name, as_of=day).value
    assert alone == (None if day < "2025-03-18" else int(day[-2:]) - 18)
