"""The indicators of a ledger from the naive sums, as the definitions word them; None where they make no sense."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from statistics import median

from tests.oracle.ledger import DEBITS, Dispute, Item
from tests.oracle.naive import (
    DAY,
    Keep,
    Naive,
    Receipt,
    closed_by,
    everything,
    is_cash,
    month_end,
    window_start,
)

Figure = Callable[..., Fraction | None]


def ratio(numerator: Fraction, denominator: Fraction) -> Fraction | None:
    return numerator / denominator if denominator > 0 else None


def dso(
    book: Naive, day: date, keep: Keep, window: str = "3m", balance: str = "net", disputes: str = "in"
) -> Fraction | None:
    amount = outstanding(book, day, keep, balance, disputes)
    return in_days_of_sales(amount, book, day, keep, window)


def outstanding(book: Naive, day: date, keep: Keep, balance: str, disputes: str) -> Fraction:
    amount = book.net(day, keep) if balance == "net" else book.gross(day, keep)
    return amount - book.disputed(day, keep) if disputes == "out" else amount


def in_days_of_sales(amount: Fraction, book: Naive, day: date, keep: Keep, window: str) -> Fraction | None:
    since = window_start(day, months(window))
    return ratio(amount * ((day - since).days + 1), book.sales(since, day, keep))


def months(window: str) -> int:
    return int(window.removesuffix("m"))


def dso_best_possible(book: Naive, day: date, keep: Keep, window: str = "3m") -> Fraction | None:
    return in_days_of_sales(book.not_due(day, keep), book, day, keep, window)


def dso_delinquent(book: Naive, day: date, keep: Keep, window: str = "3m") -> Fraction | None:
    return in_days_of_sales(book.overdue(day, keep), book, day, keep, window)


def dso_disputed(book: Naive, day: date, keep: Keep, window: str = "3m") -> Fraction | None:
    return in_days_of_sales(book.disputed(day, keep), book, day, keep, window)


def dso_countback(
    book: Naive,
    day: date,
    keep: Keep,
    balance: str = "net",
    disputes: str = "in",
    empty_months: str = "continue",
) -> Fraction | None:
    left = outstanding(book, day, keep, balance, disputes)
    sold = [
        i.issued
        for i in book.ledger.items
        if i.kind in ("invoice", "debit_note", "credit_note")
        and i.posting_date <= day
        and i.issued <= day
        and keep(i, day)
    ]
    if left <= 0:
        return Fraction(0) if left == 0 else None
    days, end, sold_any = Fraction(0), day, False
    while sold and month_end(end) >= min(sold):
        start = end.replace(day=1)
        elapsed = (end - start).days + 1
        sales = book.sales_known(start, end, day, keep)
        if sales <= 0 and empty_months == "stop":
            break
        if sales >= left:
            return days + left / sales * elapsed
        left, days, end, sold_any = left - sales, days + elapsed, start - DAY, sold_any or sales > 0
    return days if sold_any else None


def weighted_age(book: Naive, day: date, keep: Keep) -> Fraction | None:
    return ratio(book.age_weight(day, keep), book.gross(day, keep))


def overdue_rate(book: Naive, day: date, keep: Keep, base: str = "gross") -> Fraction | None:
    return ratio(book.overdue(day, keep), book.gross(day, keep) if base == "gross" else book.net(day, keep))


def days_to_pay(book: Naive, day: date, keep: Keep, window: str = "3m") -> Fraction | None:
    received = book.received(window_start(day, months(window)), day, keep)
    return weighted(book, received, lambda r: (r.value_date - r.debit.issued).days)


def dbt(
    book: Naive, day: date, keep: Keep, window: str = "3m", floored: str = "no", mean: str = "weighted"
) -> Fraction | None:
    received = book.received(window_start(day, months(window)), day, keep)

    def late(receipt: Receipt) -> int:
        days = (receipt.value_date - receipt.debit.due).days
        return max(days, 0) if floored == "yes" else days

    if mean == "weighted":
        return weighted(book, received, late)
    closing = [r for r in received if closes(book, r)]
    return ratio(Fraction(sum(map(late, closing))), Fraction(len(closing)))


def closes(book: Naive, receipt: Receipt) -> bool:
    """Whether this is the receipt that settled the debit: the last one of the day it became wholly settled."""
    debit = receipt.debit
    taken = book.taken[debit.entity, debit.item]
    if sum(amount for _on, amount in taken) != debit.amount or receipt.matched_on < max(
        on for on, _ in taken
    ):
        return False
    rivals = [r for r in book.known_receipts(receipt.matched_on) if r.debit == debit]
    return receipt == max(rivals, key=lambda r: (r.matched_on, r.value_date, r.credit.item))


def weighted(book: Naive, receipts: list[Receipt], days: Callable[[Receipt], int]) -> Fraction | None:
    paid = [(book.convert(r.paid, r.debit, r.value_date), days(r)) for r in receipts]
    return ratio(sum((p * d for p, d in paid), Fraction(0)), sum((p for p, _ in paid), Fraction(0)))


def recovery_days(book: Naive, day: date, keep: Keep, window: str = "3m") -> Fraction | None:
    received = book.received(window_start(day, months(window)), day, keep)
    late = [r for r in received if r.value_date > r.debit.due]
    return weighted(book, late, lambda r: (r.value_date - r.debit.due).days)


def on_time_rate(
    book: Naive, day: date, keep: Keep, k: str = "0", window: str = "3m", by: str = "amount"
) -> Fraction | None:
    since = window_start(day, months(window))
    paid, due, settled, count = Fraction(0), Fraction(0), 0, 0
    for item in book.ledger.items:
        elapsed = item.posting_date <= day and since <= item.due <= day and (day - item.due).days >= int(k)
        if item.kind != "invoice" or not elapsed or not keep(item, day):
            continue
        asked, cash = asked_and_paid(book, item, day, int(k))
        if asked == 0:
            continue
        paid += book.convert(cash, item, item.due)
        due += book.convert(asked, item, item.due)
        settled += cash >= asked
        count += 1
    return ratio(paid, due) if by == "amount" else ratio(Fraction(settled), Fraction(count))


def asked_and_paid(book: Naive, item: Item, day: date, k: int) -> tuple[Fraction, Fraction]:
    """The amount due net of credit notes applied, and the cash valued at most k days after the due date."""
    asked, cash = Fraction(item.amount), Fraction(0)
    for a in book.ledger.allocations:
        if (a.entity, a.debit_item) == (item.entity, item.item) and book.in_force(a) <= day:
            credit = book.items[a.entity, a.credit_item]
            if credit.kind == "credit_note":
                asked -= Fraction(a.amount)
            elif is_cash(item, credit) and (credit.issued - item.due).days <= k:
                cash += Fraction(a.amount)
    return asked, cash


def cei(book: Naive, day: date, keep: Keep, window: str = "3m") -> Fraction | None:
    since = window_start(day, months(window))
    owed = book.net(since - DAY, keep) + book.sales(since, day, keep)
    found = ratio(owed - book.net(day, keep), owed - book.not_due(day, keep))
    return None if found is None else found * 100


def recovery_rate(book: Naive, day: date, keep: Keep, window: str = "3m") -> Fraction | None:
    since = window_start(day, months(window))
    before = since - DAY
    recovered = Fraction(0)
    for item, owed in book.position(before, keep, DEBITS):
        if item.due < before:
            cash = sum((r.paid for r in book.received(since, day) if r.debit == item), Fraction(0))
            recovered += book.convert(min(owed, cash), item, before)
    return ratio(recovered, book.overdue(before, keep))


def turnover(book: Naive, day: date, keep: Keep, window: str = "3m") -> Fraction | None:
    since = window_start(day, months(window))
    mean = (book.net(since - DAY, keep) + book.net(day, keep)) / 2
    return ratio(book.sales(since, day, keep), mean)


def bad_debt_rate(book: Naive, day: date, keep: Keep, window: str = "3m") -> Fraction | None:
    since = window_start(day, months(window))
    return ratio(book.write_offs(since, day, keep), book.sales(since, day, keep))


def dilution_rate(book: Naive, day: date, keep: Keep, window: str = "3m") -> Fraction | None:
    since = window_start(day, months(window))
    return ratio(book.credit_notes(since, day, keep), book.sales(since, day, keep))


def shares(book: Naive, day: date, keep: Keep, over: str) -> list[Fraction]:
    """Positive net positions of customers, or of their groups, the largest first."""
    held: dict[tuple[str, ...], Fraction] = {}
    for item in book.ledger.items:
        if keep(item, day):
            account: tuple[str, ...] = (item.entity, item.customer)
            group = book.value(item, "group", day)
            key = (group,) if over == "group" and group else account
            held[key] = held.get(key, Fraction(0)) + book.convert(book.open(item, day), item, day)
    return sorted((amount for amount in held.values() if amount > 0), reverse=True)


def top_share(book: Naive, day: date, keep: Keep, n: str = "10", over: str = "customer") -> Fraction | None:
    held = shares(book, day, keep, over)
    return ratio(sum(held[: int(n)], Fraction(0)), sum(held, Fraction(0)))


def hhi(book: Naive, day: date, keep: Keep, over: str = "customer") -> Fraction | None:
    held = shares(book, day, keep, over)
    total = sum(held, Fraction(0))
    return sum(((h / total) ** 2 for h in held), Fraction(0)) if total else None


def dispute_rate(book: Naive, day: date, keep: Keep, by: str = "amount") -> Fraction | None:
    if by == "amount":
        return ratio(book.disputed(day, keep), book.gross(day, keep))
    contested = book.contested(day)
    held = [(i.entity, i.item) in contested for i, _ in book.position(day, keep, DEBITS)]
    return ratio(Fraction(sum(held)), Fraction(len(held)))


def dispute_resolution_rate(book: Naive, day: date, keep: Keep, window: str = "3m") -> Fraction | None:
    since = window_start(day, months(window))
    before = [d for d in held(book, since - DAY, keep) if not closed_by(d, since - DAY)]
    now = held(book, day, keep)
    opened = [d for d in now if since <= d.opened_on]
    resolved = [d for d in now if closed_by(d, day) and not closed_by(d, since - DAY)]
    return ratio(Fraction(len(resolved)), Fraction(len(before) + len(opened)))


def dispute_days(
    book: Naive, day: date, keep: Keep, window: str = "3m", statistic: str = "mean"
) -> Fraction | None:
    since = window_start(day, months(window))
    closed = [(d, d.closed_on) for d in held(book, day, keep) if closed_by(d, day) and d.closed_on]
    days = [(on - d.opened_on).days for d, on in closed if since <= on]
    if not days:
        return None
    return Fraction(median(days)) if statistic == "median" else Fraction(sum(days), len(days))


def held(book: Naive, day: date, keep: Keep) -> list[Dispute]:
    """Disputes opened by a day that a cell holds, by the item they name, or by their customer alone."""
    return [d for d in book.ledger.disputes if d.opened_on <= day and keep(book.subject(d), day)]


ALL: dict[str, Figure] = {
    f.__name__: f
    for f in (
        dso,
        dso_countback,
        dso_best_possible,
        dso_delinquent,
        dso_disputed,
        weighted_age,
        days_to_pay,
        overdue_rate,
        dbt,
        on_time_rate,
        cei,
        recovery_rate,
        recovery_days,
        turnover,
        bad_debt_rate,
        dilution_rate,
        top_share,
        hhi,
        dispute_rate,
        dispute_resolution_rate,
        dispute_days,
    )
}
__all__ = ["ALL", "everything"]
