"""The ledger F1 of the definitions, from its items to every indicator, by sums written the naive way.

I1   A  31/03 → 15/05  12 000 (7 000 paid 20/05)    I6  C  20/06 → 19/08  18 000
I2   A  10/05 → 30/06   6 000                       I7  C  20/03 → 30/04   9 600 (paid 05/05)
C3   A  05/06 credit   −1 200 unapplied             P8  C  25/06 payment  −2 000 unapplied
I4   B  15/04 → 14/06  24 000, disputed 10/06       I9  A  01/04 → 31/05   4 800 (paid 28/05)
I5   B  28/02 → 30/03   3 600                       I10 B  31/05 → 30/06   2 400 (paid 02/07)
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from encours.indicators.catalogue import indicator
from encours.indicators.record import Need, Shape, When

D, START, WINDOW = date(2025, 6, 30), date(2025, 3, 31), (date(2025, 4, 1), date(2025, 6, 30))
MONTH_DAYS = {2: 28, 3: 31, 4: 30, 5: 31, 6: 30}


def on(day: int, month: int) -> date:
    return date(2025, month, day)


DEBITS = {  # item: customer, issue, due, amount
    "I1": ("A", on(31, 3), on(15, 5), 12_000),
    "I2": ("A", on(10, 5), on(30, 6), 6_000),
    "I4": ("B", on(15, 4), on(14, 6), 24_000),
    "I5": ("B", on(28, 2), on(30, 3), 3_600),
    "I6": ("C", on(20, 6), on(19, 8), 18_000),
    "I7": ("C", on(20, 3), on(30, 4), 9_600),
    "I9": ("A", on(1, 4), on(31, 5), 4_800),
    "I10": ("B", on(31, 5), on(30, 6), 2_400),
}
CREDITS = {"C3": ("A", on(5, 6), -1_200), "P8": ("C", on(25, 6), -2_000)}
PAID = [("I1", on(20, 5), 7_000), ("I7", on(5, 5), 9_600), ("I9", on(28, 5), 4_800), ("I10", on(2, 7), 2_400)]


def open_at(item: str, day: date) -> int:
    _, issue, _, amount = DEBITS[item]
    return amount - sum(a for i, at, a in PAID if i == item and at <= day) if issue <= day else 0


def position(day: date) -> dict[str, int]:
    due = {item: DEBITS[item][2] for item in DEBITS}
    overdue = sum(open_at(item, day) for item in DEBITS if due[item] < day)
    gross = sum(open_at(item, day) for item in DEBITS)
    unapplied = sum(amount for _, issue, amount in CREDITS.values() if issue <= day)
    return {
        "gross": gross,
        "unapplied": unapplied,
        "net": gross + unapplied,
        "overdue": overdue,
        "not_due": gross - overdue,
        "disputed": open_at("I4", day),
        "disputed_count": 1,
        "debit_count": sum(1 for item in DEBITS if open_at(item, day)),
        "open_age": sum(open_at(item, day) * (day - DEBITS[item][1]).days for item in DEBITS),
    }


def flows(k: int) -> dict[str, int]:
    first, last = WINDOW
    paid = [(i, at, a, DEBITS[i][1], DEBITS[i][2]) for i, at, a in PAID if first <= at <= last]
    closed = [(at - due).days for i, at, _, _, due in paid if open_at(i, at) == 0]
    fallen = [i for i, (_, _, due, _) in DEBITS.items() if first <= due <= last and due + timedelta(k) <= D]
    in_time = {i: on_time(i, k) for i in fallen}
    return {
        "sales": sum(sales_of(month) for month in (4, 5, 6)),
        "receipts": sum(a for _, _, a, _, _ in paid),
        "paid_late_days": sum(a * (at - due).days for _, at, a, _, due in paid),
        "paid_late_days_floored": sum(a * max((at - due).days, 0) for _, at, a, _, due in paid),
        "paid_age_days": sum(a * (at - issue).days for _, at, a, issue, _ in paid),
        "closing_count": len(closed),
        "closing_late_days": sum(closed),
        "closing_late_days_floored": sum(max(days, 0) for days in closed),
        "recovered": sum(a for _, at, a, _, due in paid if at > due),
        "recovered_days": sum(a * (at - due).days for _, at, a, _, due in paid if at > due),
        "recovered_overdue": sum(a for _, _, a, _, due in paid if due < START),
        "on_time_due": sum(DEBITS[i][3] for i in fallen),
        "on_time_paid": sum(in_time.values()),
        "on_time_due_count": len(fallen),
        "on_time_paid_count": sum(1 for i in fallen if in_time[i] == DEBITS[i][3]),
        "credit_notes": 1_200,
        "write_offs": 0,
    }


def on_time(item: str, k: int) -> int:
    due = DEBITS[item][2]
    return sum(a for i, at, a in PAID if i == item and at <= due + timedelta(k))


def sales_of(month: int) -> int:
    invoiced = sum(amount for _, issue, _, amount in DEBITS.values() if issue.month == month)
    return invoiced + (CREDITS["C3"][2] if month == 6 else 0)


def customers() -> list[Decimal]:
    owed: dict[str, int] = {}
    for item, (customer, *_) in DEBITS.items():
        owed[customer] = owed.get(customer, 0) + open_at(item, D)
    for customer, _, amount in CREDITS.values():
        owed[customer] += amount
    return [Decimal(amount) for amount in owed.values()]


def value(name: str, **chosen: str) -> Decimal | None:
    record = indicator(name)
    parameters = record.defaults() | chosen
    if record.shape is Shape.SHARES:
        return record.compute(parameters, shares=customers(), days=91)
    sums = measures(record.needs(parameters), int(parameters.get("k", 0)))
    if record.shape is Shape.MONTHS:
        months = [(Decimal(sales_of(month)), MONTH_DAYS[month]) for month in (6, 5, 4, 3, 2)]
        return record.compute(parameters, **sums, months=months, days=91)
    return record.compute(parameters, **sums, days=91)


def measures(needs: Iterable[Need], k: int) -> dict[str, Decimal]:
    at = {When.END: position(D), When.START: position(START), When.WINDOW: flows(k)}
    return {need.name: Decimal(at[need.when][need.measure]) for need in needs}


def test_the_naive_position_is_that_of_the_definitions() -> None:
    assert {name: position(D)[name] for name in ("gross", "unapplied", "net", "not_due", "disputed")} == {
        "gross": 59_000,
        "unapplied": -3_200,
        "net": 55_800,
        "not_due": 26_400,
        "disputed": 24_000,
    }
    assert [sales_of(month) for month in (2, 3, 4, 5, 6)] == [3_600, 21_600, 28_800, 8_400, 16_800]
    assert position(START)["net"] == 25_200


@pytest.mark.parametrize(
    ("name", "chosen", "expected"),
    [
        ("dso", {}, "94.0333"),
        ("dso", {"balance": "gross"}, "99.4259"),
        ("dso", {"disputes": "out"}, "53.5889"),
        ("dso_best_possible", {}, "44.4889"),
        ("dso_delinquent", {}, "54.9370"),
        ("dso_disputed", {}, "40.4444"),
        ("dso_countback", {}, "93.5833"),
        ("dso_countback", {"balance": "gross"}, "98.1759"),
        ("dso_countback", {"disputes": "out"}, "67.8750"),
        ("cei", {}, "44.3182"),
        ("dbt", {}, "3.2056"),
        ("dbt", {"floored": "yes"}, "3.8785"),
        ("dbt", {"mean": "simple"}, "1"),
        ("dbt", {"mean": "simple", "floored": "yes"}, "2.5"),
        ("days_to_pay", {}, "49.7757"),
        ("on_time_rate", {}, "0.081633"),
        ("on_time_rate", {"k": "1"}, "0.095238"),
        ("on_time_rate", {"k": "5"}, "0.424603"),
        ("on_time_rate", {"by": "count"}, "0.166667"),
        ("on_time_rate", {"by": "count", "k": "1"}, "0.25"),
        ("on_time_rate", {"by": "count", "k": "5"}, "0.5"),
        ("overdue_rate", {}, "0.552542"),
        ("overdue_rate", {"base": "net"}, "0.584229"),
        ("weighted_age", {}, "55.5288"),
        ("recovery_rate", {}, "0"),
        ("recovery_days", {}, "5"),
        ("turnover", {}, "1.333333"),
        ("dilution_rate", {}, "0.022222"),
        ("bad_debt_rate", {}, "0"),
        ("dispute_rate", {}, "0.406780"),
        ("dispute_rate", {"by": "count"}, "0.166667"),
        ("hhi", {}, "0.4021"),
        ("top_share", {"n": "1"}, "0.537634"),
        ("top_share", {"n": "2"}, "0.824373"),
        ("top_share", {}, "1"),
    ],
)
def test_indicator_of_f1(name: str, chosen: dict[str, str], expected: str) -> None:
    figure = value(name, **chosen)
    assert figure is not None
    assert figure.quantize(Decimal(expected)) == Decimal(expected)
