"""Alerts measured: how often drifts call on the demo group, and how long a thousand rules take on a large book.

python -m benchmarks.alerts backtest --home FOLDER/home     (that of `encours demo`)
python -m benchmarks.alerts speed --items 10000000 --customers 100000
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.batch import _linked
from benchmarks.making import made
from benchmarks.plan import Plan

ROOT = Path(__file__).parent.parent
LIMITS = ("2.5", "3.5", "5")
WATCHED = (
    "dso",
    "dso_countback",
    "dso_delinquent",
    "dbt",
    "on_time_rate",
    "cei",
    "overdue_rate",
    "overdue",
    "net",
)
RULES = 1_000


@dataclass(slots=True)
class Tally:
    """Calls of one sort: how many began, how many of them were gone at the next month-end; `judged` counts the
    month-ends at which a series had history enough, `months` those at which one had."""

    series: int = 0
    months: int = 0
    judged: int = 0
    began: int = 0
    gone: int = 0

    def add(self, other: Tally) -> None:
        self.series, self.judged = self.series + other.series, self.judged + other.judged
        self.began, self.gone = self.began + other.began, self.gone + other.gone
        self.months = max(self.months, other.months)

    def told(self) -> str:
        a_month, false = (number / self.months if self.months else 0 for number in (self.began, self.gone))
        return (
            f"{self.series:>3} series, {self.judged:>4} judged | {self.began:>3} calls | {a_month:4.2f} a month, "
            f"{false:4.2f} of them false"
        )


def backtest(home: Path) -> None:
    """Each figure in each entity, month-end by month-end over the years the book has: a call is false when the state is
    gone a month later, with nothing done about it."""
    from encours.api import open_book
    from encours.cube.periods import add_months, month_end, previous
    from encours.watch import drift

    book = open_book(home)
    newest = book.data_date
    last = newest if newest == month_end(newest) else previous(newest)
    first = last.replace(day=1)
    days = [month_end(add_months(first, -back)) for back in reversed(range(drift.MONTHS + 24))]
    tallies = {(name, limit): Tally() for name in WATCHED for limit in LIMITS}
    for name in WATCHED:
        found = book.show(name, as_of=last, history=len(days), by=["entity"], exact=True)
        for values in _series(found, name, days).values():
            for limit in LIMITS:
                _count(values, Decimal(limit), tallies[name, limit])
    print(f"{home}: 24 month-ends up to {last}, each judged by the {drift.MONTHS} before, by entity")
    for limit in LIMITS:
        print(f"\nmore than {limit} spreads")
        total = Tally()
        for name in WATCHED:
            print(f"  {name:<16} {tallies[name, limit].told()}")
            total.add(tallies[name, limit])
        print(f"  {'all of them':<16} {total.told()}")


def _series(found: Any, name: str, days: Sequence[date]) -> dict[str, list[Decimal | None]]:
    places = {day.isoformat(): place for place, day in enumerate(days)}
    series: dict[str, list[Decimal | None]] = {}
    for row in found:
        if row["as_of"] in places:
            held = series.setdefault(row["entity"], [None] * len(days))
            held[places[row["as_of"]]] = None if row[name] is None else Decimal(row[name])
    return series


def _count(values: Sequence[Decimal | None], limit: Decimal, tally: Tally) -> None:
    from encours.watch import drift
    from encours.watch.condition import Check, Condition, verdict

    of, before, judged = Condition(Check.DRIFTS, limit), False, 0
    for place in range(drift.MONTHS, len(values)):
        said = verdict(of, values[place - drift.MONTHS : place + 1])
        if said is None:
            continue
        judged += 1
        tally.began += said.level > 0 and not before
        tally.gone += before and not said.level
        before = said.level > 0
    tally.add(Tally(1, judged, judged))


def speed(plan: Plan) -> None:
    """A thousand rules of all sorts, looked at and kept."""
    made(plan)
    with tempfile.TemporaryDirectory() as folder:
        home = _linked(plan.home, Path(folder) / "home")
        from encours.web.serving.prepare import enter

        enter(home)
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from encours.web.alerts.watching.run import look, looked_at
        from encours.web.visit import connections
        from encours.web.workflow.alerts.keeping import keep
        from encours.web.workflow.alerts.models import Rule

        book = connections.book()
        count = book.show("item_count").value
        Rule.objects.bulk_create(_rules(book))
        for turn in ("first look", "second look"):
            start, worked = perf_counter(), process_time()
            outcomes = look(looked_at())
            looked, thought = perf_counter(), process_time()
            counts = keep(outcomes)
            problems = sum(bool(one.problem) for one in outcomes.values())
            print(
                f"{turn}: {len(outcomes)} rules on {count} open items, {counts}, {problems} problems: "
                f"looking {looked - start:.1f} s (of processors {thought - worked:.1f} s), "
                f"keeping {perf_counter() - looked:.1f} s (of processors {process_time() - thought:.1f} s)",
                flush=True,
            )
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


def _rules(book: Any) -> Iterator[Any]:
    from encours.api.entities import dimension_values
    from encours.web.workflow.alerts.models import Rule
    from encours.web.workflow.people.creating import create

    owner = create("bench@bench.example", "Bench", "administrator")
    large = {
        name: [row[name] for row in book.ranked(name, by=("entity", "customer"), order=f"-{name}", limit=40)]
        for name in ("net", "overdue")
    }
    portfolios = [one.value for one in dimension_values(book, "portfolio", limit=60) if one.value]
    drifts = {"test": "drifts", "limit": "3.5", "way": "up"}
    figures = ("net", "overdue", "dso", "overdue_rate", "dbt", "on_time_rate")
    for number in range(RULES):
        said: dict[str, Any] = {"label": f"Rule {number}", "owner": owner, "company": True, "roles": ["cfo"]}
        where = [f"portfolio={portfolios[number % len(portfolios)]}"] if number % 3 else []
        match number % 10:
            case 0 | 1 | 2:
                test = {"test": "above", "limit": str(number)}
                said |= {"figure": figures[number % 6], "condition": test, "where": where}
            case 3 | 4:
                test = {"test": "rises", "limit": "0.2", "relative": True, "months": 1 + number % 3}
                said |= {"figure": figures[number % 6], "condition": test, "where": where, "each": "entity"}
            case 5:
                said |= {"figure": figures[number % 6], "condition": drifts, "where": where}
            case 6:
                test = {"test": "above", "limit": str(large[figures[number % 2]][number % 40])}
                said |= {"figure": figures[number % 2], "condition": test, "where": where, "each": "customer"}
            case 7:
                event = ("limit_exceeded", "promise_broken", "dispute_unanswered")[number % 3]
                said |= {"event": event, "condition": {"limit": 400 + number % 7, "days": 5}, "where": where}
            case 8:
                limit = {"limit": 50_000 + 1_000 * (number % 50), "days": 7}
                said |= {"event": "item_newly_late", "condition": limit, "where": where}
            case _:
                said |= {"event": "pays_later", "condition": {"limit": 40 + number % 20}, "where": where}
        yield Rule(**said)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("backtest", "speed"))
    parser.add_argument("--home", type=Path)
    parser.add_argument("--items", type=int, default=10_000_000)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument(
        "--folder", type=Path, default=ROOT / ".benchmarks", help="where the large book is kept"
    )
    asked = parser.parse_args()
    if asked.what == "backtest":
        backtest(asked.home)
    else:
        speed(Plan(asked.items, asked.customers, asked.folder))


if __name__ == "__main__":
    main()
