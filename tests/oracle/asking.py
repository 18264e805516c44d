"""The same question put to the product and to the naive loops, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from encours.api import OpenBook
from tests.oracle import draws
from tests.oracle.figures import ALL, months
from tests.oracle.ledger import Item
from tests.oracle.naive import DAY, Keep, Naive, window_start

POSITIONS = ("gross", "unapplied", "net", "overdue", "not_due", "disputed", "doubtful")
COUNTS = ("item_count", "overdue_count")
FLOWS = ("sales", "receipts", "credit_notes", "write_offs")
SPLITS = (
    "entity", "customer", "group", "country", "sector", "portfolio", "tier", "salesperson", "currency",
    "kind", "business_unit", "blocking_cause", "reminder_status", "doubtful", "campaign", "item",
    "due_date", "issue_date", "dispute_cause",
)  # fmt: skip
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "dso": {"window": ("3m", "12m"), "balance": ("net", "gross"), "disputes": ("in", "out")},
    "dso_countback": {
        "balance": ("net", "gross"),
        "disputes": ("in", "out"),
        "empty_months": ("continue", "stop"),
    },
    "dbt": {"window": ("3m", "1m"), "floored": ("no", "yes"), "mean": ("weighted", "simple")},
    "on_time_rate": {"k": ("0", "1", "5", "30"), "by": ("amount", "count")},
    "dispute_rate": {"by": ("amount", "count")},
    "overdue_rate": {"base": ("gross", "net")},
    "top_share": {"n": ("1", "2", "10"), "over": ("customer", "group")},
    "hhi": {"over": ("customer", "group")},
    "dispute_days": {"window": ("3m", "6m"), "statistic": ("mean", "median")},
    "recovery_rate": {"window": ("3m", "1m")},
}
Key = tuple[str, ...]


@dataclass(frozen=True)
class Filter:
    """A condition as a person writes it, and what it means."""

    text: str
    means: Callable[[Naive, Item, date], bool] = field(compare=False)

    def __repr__(self) -> str:
        return repr(self.text)


@dataclass(frozen=True)
class Question:
    name: str
    dates: tuple[date, ...]
    by: tuple[str, ...] = ()
    where: tuple[Filter, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    history: str = ""
    currency: str = "EUR"


def random_question(draw: Random, ledger_currencies: tuple[str, ...], name: str) -> Question:
    end, history = draws.day(draw), draw.choice(("", "", "3", "5", "4w", "3d"))
    splits = [split for split in SPLITS if split != name]  # a figure and a dimension are both called doubtful
    by = tuple(draw.sample(splits, draw.choice((0, 1, 1, 2))))
    if name in (*POSITIONS, *COUNTS) and draw.random() < 0.4:
        by = (*by[:1], "bucket")
    where = tuple(random_filter(draw) for _ in range(draw.choice((0, 0, 1, 2))))
    settings = {k: draw.choice(v) for k, v in CHOICES.get(name, {}).items() if draw.random() < 0.5}
    if name in FLOWS:
        settings = {"window": draw.choice(("3m", "1m", "12m"))}
    currency = draw.choice(ledger_currencies)
    return Question(name, dates(end, history), by, where, tuple(settings.items()), history, currency)


def dates(end: date, history: str) -> tuple[date, ...]:
    """The dates of a history: month ends before the date itself, or weeks or days apart."""
    if history.endswith(("w", "d")):
        step = 7 if history.endswith("w") else 1
        return tuple(end - timedelta(days=step * n) for n in reversed(range(int(history[:-1]))))
    found = [end]
    for _ in range(int(history or "1") - 1):
        found.append(found[-1].replace(day=1) - timedelta(days=1))
    return tuple(reversed(found))


def random_filter(draw: Random) -> Filter:
    value = draw.choice
    named = {
        "entity": ("F1", "F2"), "country": ("FR", "DE", ""), "group": ("G1", ""), "tier": ("gold", ""),
        "sector": ("S2, retail", "l'été"), "salesperson": ("Ann", "Bob", ""), "campaign": ("spring", ""),
        "currency": ("EUR", "JPY"), "kind": ("invoice", "payment", "credit_note"),
        "doubtful": ("true", "false"), "reminder_status": ("1", "2", ""), "dispute_cause": ("price", ""),
    }  # fmt: skip
    dimension = value([*named, "due_date", "customer"])
    if dimension == "due_date":
        low, high = sorted((draws.day(draw), draws.day(draw)))
        return Filter(
            f"due_date={low}..{high}",
            lambda b, i, d: b.value(i, "due_date", d) != "" and low <= i.due <= high,
        )
    if dimension == "customer":
        return Filter("customer~c1", lambda b, i, d: "c1" in b.value(i, "customer", d).lower())
    wanted = tuple(draw.sample(named[dimension], value((1, 2))))
    text = ",".join(w.replace(",", "\\,") for w in wanted)
    if value((True, False)):
        return Filter(f"{dimension}={text}", lambda b, i, d: b.value(i, dimension, d) in wanted)
    return Filter(f"{dimension}!={text}", lambda b, i, d: b.value(i, dimension, d) not in wanted)


def said(book: OpenBook, question: Question) -> dict[tuple[date, Key], Any]:
    """The product's answer by date and cell."""
    result = book.show(
        question.name,
        as_of=question.dates[-1],
        by=list(question.by),
        where=[w.text for w in question.where],
        history=question.history or None,
        currency=question.currency,
        settings=dict(question.settings),
    )
    (figure,) = result.units
    return {
        (date.fromisoformat(row["as_of"]), tuple(row[d] or "" for d in question.by)): row[figure]
        for row in result.rows
    }


def expected(book: Naive, question: Question) -> dict[tuple[date, Key], Fraction | None]:
    """The naive answer by date and cell: every cell some item or dispute could be in."""
    found = {}
    subjects = [*book.ledger.items, *map(book.subject, book.ledger.disputes)]
    for day in question.dates:
        for key in cells(book, question, day, subjects):
            found[day, key] = figure(book, question, day, keep_of(book, question, key))
    return found


def cells(book: Naive, question: Question, day: date, subjects: Sequence[Item]) -> set[Key]:
    """Cells that hold something on a day, or when the window that ends on it began."""
    if not question.by:
        return {()}
    found = set()
    window = dict(question.settings).get("window", "3m")
    for on in (day, window_start(day, months(window)) - DAY):
        disputed = [item for item, _part in book.disputed_parts(on)]
        kept = [i for i in (*subjects, *disputed) if all(w.means(book, i, on) for w in question.where)]
        found |= {key_of(book, item, question, on) for item in kept}
    return found


def key_of(book: Naive, item: Item, question: Question, day: date) -> Key:
    return tuple(book.value(item, dimension, day) for dimension in question.by)


def keep_of(book: Naive, question: Question, key: Key) -> Keep:
    def keep(item: Item, day: date) -> bool:
        kept = all(w.means(book, item, day) for w in question.where)
        return kept and key_of(book, item, question, day) == key

    return keep


def figure(book: Naive, question: Question, day: date, keep: Keep) -> Fraction | None:
    settings: Mapping[str, str] = dict(question.settings)
    if question.name in ALL:
        return ALL[question.name](book, day, keep, **settings)
    if question.name in FLOWS:
        since = window_start(day, months(settings.get("window", "3m")))
        return getattr(book, question.name)(since, day, keep)  # type: ignore[no-any-return]
    return getattr(book, question.name)(day, keep)  # type: ignore[no-any-return]


def differences(
    book: OpenBook, naive: Naive, question: Question
) -> dict[tuple[date, Key], tuple[Any, float | None]]:
    """Cells where the two answers are not the same figure; a cell without a row is nothing or no value."""
    mine, theirs = expected(naive, question), said(book, question)
    return {
        cell: (theirs.get(cell), None if mine.get(cell) is None else float(mine[cell] or 0))
        for cell in {*mine, *theirs}
        if not same(theirs.get(cell), mine.get(cell), question, book)
    }


def same(shown: Any, exact: Fraction | None, question: Question, book: OpenBook) -> bool:
    if shown is None or exact is None:
        return not shown and not exact
    if question.name in (*POSITIONS, *FLOWS):
        if set(book.currencies) <= {question.currency}:
            return Fraction(shown) == exact
        assert isinstance(shown, Decimal)
        cent = Fraction(1, 10 ** draws.DECIMALS[question.currency])
        # A tie may fall on either side; a part may take a cent that lacks to its total.
        return abs(Fraction(shown) - exact) <= cent * (1 if question.by else Fraction(6, 10))
    return abs(Fraction(shown) - exact) <= Fraction(1, 10**9) * (1 + abs(exact))
