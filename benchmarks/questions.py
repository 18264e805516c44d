"""What is asked of Encours: each question through the public API, beside the statements it runs and a bare scan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from benchmarks.bare import Statement, heard, run_again
from benchmarks.clock import Run, medians
from benchmarks.lines import Limit, Line
from encours.api import OpenBook

SCAN = "SELECT SUM(open_units) FROM positions"
MONTHS = 60
INDICATORS = (
    "dso", "dso_best_possible", "dso_delinquent", "dso_disputed", "dso_countback",
    "cei", "dbt", "on_time_rate:0", "on_time_rate:1", "on_time_rate:5",
)  # fmt: skip

BY_ENTITY = "Aged balance at a random date, by entity"
BY_CUSTOMER = "Aged balance at a random date, by customer (Arrow)"
HISTORY = f"{MONTHS}-month history by entity"
AGED_HISTORY = f"{MONTHS}-month history of the aged balance, by entity"
TARGETS = {BY_ENTITY: 2.0, BY_CUSTOMER: 12.0, HISTORY: 8.0}
COUNTBACK_SECONDS = 10.0

Ask = Callable[[date], object]


def against_the_scan(book: OpenBook, days: Sequence[date]) -> tuple[float, list[Line]]:
    """Seconds of the scan, and the questions measured against it. The first day is a warm-up."""
    questions: dict[str, Ask] = {
        BY_ENTITY: lambda day: book.show("aged", by="entity", as_of=day),
        BY_CUSTOMER: lambda day: book.show("aged", by="customer", as_of=day).to_arrow(),
        HISTORY: lambda _day: book.show("net", by="entity", history=MONTHS),
        AGED_HISTORY: lambda _day: book.show("aged", by="entity", history=MONTHS),
    }
    taken = medians({SCAN: partial(_scan, book), **_both_ways(book, questions, days)}, len(days) - 1)
    scan = taken[SCAN]
    lines = []
    for what in questions:
        alone = taken[what + " alone"]
        limit = Limit(TARGETS[what], "ratio") if what in TARGETS else None
        lines.append(
            Line(what, taken[what], taken[what] / scan, limit, alone=alone, alone_ratio=alone / scan)
        )
    return scan, lines


def _scan(book: OpenBook, _run: int) -> object:
    return book.engine.value(SCAN)


def _both_ways(book: OpenBook, questions: dict[str, Ask], days: Sequence[date]) -> dict[str, Run]:
    """Each question as asked, and its statements alone, under the name with " alone"."""
    contenders: dict[str, Run] = {}
    for what, ask in questions.items():
        said = [heard(book.engine, partial(ask, day)) for day in days]
        contenders[what] = partial(_ask, ask, days)
        contenders[what + " alone"] = partial(_alone, book, said)
    return contenders


def _ask(ask: Ask, days: Sequence[date], run: int) -> object:
    return ask(days[run])


def _alone(book: OpenBook, said: Sequence[list[Statement]], run: int) -> None:
    run_again(book.engine, said[run])


def as_of_against_the_scan(book: OpenBook, days: Sequence[date]) -> tuple[float, float]:
    """Seconds of the scan and of the aged balance by entity."""
    contenders: dict[str, Run] = {
        SCAN: partial(_scan, book),
        BY_ENTITY: lambda run: book.show("aged", by="entity", as_of=days[run]),
    }
    taken = medians(contenders, len(days) - 1)
    return taken[SCAN], taken[BY_ENTITY]


def other(book: OpenBook, days: Sequence[date]) -> list[Line]:
    """Questions with no scan to stand beside: seconds."""
    customer = _late_customer(book, days[0])
    questions: dict[str, Ask] = {
        f"Count-back DSO of all customers at {MONTHS} month-ends": lambda _day: book.show(
            "dso_countback", by="customer", history=MONTHS
        ).to_arrow(),
        "DSO family, CEI, DBT and on-time rates by entity": lambda day: book.show(
            *INDICATORS, by="entity", as_of=day
        ),
        "Rows behind the overdue of one customer": lambda day: book.rows(
            "overdue", where=f"customer={customer}", as_of=day
        ),
    }
    taken = medians({what: partial(_ask, ask, days) for what, ask in questions.items()}, len(days) - 1)
    countback, *rest = questions
    return [
        Line(countback, taken[countback], limit=Limit(COUNTBACK_SECONDS, "seconds")),
        *(Line(what, taken[what]) for what in rest),
    ]


def _late_customer(book: OpenBook, day: date) -> str:
    """The customer who owes the most overdue money: the longest list of rows."""
    rows = book.show("overdue", by="customer", as_of=day)
    return str(max(rows, key=lambda row: row["overdue"])["customer"])


def dates(book: OpenBook, days_back: Sequence[int]) -> list[date]:
    """The days asked, so long before the newest data."""
    return [book.data_date - timedelta(days=days) for days in days_back]
