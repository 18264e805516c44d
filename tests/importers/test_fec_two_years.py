"""Random ledgers of two years, against what is known of them before they are written as FEC."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from encours.book.reading import Known, OpenItem, Reading
from tests.importers.fec_writer import Leg, read, rows, write_legs
from tests.rounds import rounds

CLOSING = date(2024, 12, 31)
OPENING = date(2025, 1, 1)


@dataclass(frozen=True)
class Sale:
    """An invoice and, perhaps, its payment. Each customer has the same letters again every year."""

    number: int
    customer: str
    amount: Decimal
    sold: date
    paid: date | None
    letter: str


days = st.dates(date(2024, 1, 2), date(2025, 12, 31))


@st.composite
def sales(draw: st.DrawFn) -> list[Sale]:
    found = []
    taken: Counter[tuple[str, int]] = Counter()
    for number in range(draw(st.integers(1, 7))):
        sold = draw(days)
        paid = draw(st.none() | days.filter(lambda day, sold=sold: day >= sold))
        cents = draw(st.sampled_from([100, 100, 250]) | st.integers(1, 10**9))
        customer, letter = draw(st.sampled_from("AB")), ""
        if paid:
            taken[customer, paid.year] += 1
            letter = "A" * taken[customer, paid.year]
        found.append(Sale(number, customer, Decimal(cents).scaleb(-2), sold, paid, letter))
    return found


@settings(max_examples=rounds(15, 60))
@given(sales())
def test_detailed_openings_add_nothing_and_lose_no_match(ledger: list[Sale]) -> None:
    found = both_years(ledger, detailed(ledger))
    assert {row["item"] for row in rows(found)} == {invoice(s) for s in ledger} | payments(ledger)
    assert matched(found) == pairs(ledger)
    assert balance(found) == sum(s.amount for s in ledger if s.paid is None)


@settings(max_examples=rounds(15, 60))
@given(sales())
def test_openings_by_customer_add_nothing(ledger: list[Sale]) -> None:
    """Their letters say nothing of single items, so only what is matched within a year is known."""
    found = both_years(ledger, by_customer(ledger))
    assert {row["item"] for row in rows(found)} == {invoice(s) for s in ledger} | payments(ledger)
    within = [s for s in ledger if s.paid and s.sold.year == s.paid.year]
    assert matched(found) == pairs(within)
    assert balance(found) == sum(s.amount for s in ledger if s.paid is None)


@settings(max_examples=rounds(15, 60))
@given(sales())
def test_the_second_year_alone_joins_what_the_book_holds(ledger: list[Sale]) -> None:
    known = Known(
        first_posting=lambda _entity: date(2024, 1, 1),
        open_items=lambda _entity, day: [
            OpenItem(s.customer, invoice(s), f"F{s.number}", s.amount, s.amount, s.sold)
            for s in ledger
            if s.sold <= day and (s.paid is None or s.paid > day)
        ],
    )
    second = [*detailed(ledger), *movements(ledger, 2025)]
    if not second:
        return
    with TemporaryDirectory() as folder:
        found = read(write_legs(Path(folder) / "123456789FEC20251231.txt", second), known=known)
    assert matched(found) == pairs(s for s in ledger if s.paid and s.paid > CLOSING)


def both_years(ledger: Sequence[Sale], openings: list[Leg]) -> Reading:
    with TemporaryDirectory() as folder:
        years = (("2024", movements(ledger, 2024)), ("2025", [*openings, *movements(ledger, 2025)]))
        paths = [
            write_legs(Path(folder) / f"123456789FEC{year}1231.txt", legs) for year, legs in years if legs
        ]
        return read(*paths)


def movements(ledger: Iterable[Sale], year: int) -> list[Leg]:
    found: list[Leg] = []
    for s in ledger:
        if s.sold.year == year:
            letter = s.letter if s.paid and s.paid.year == year else ""
            found += entry("VT", s, s.sold, s.amount, "707000", letter)
        if s.paid and s.paid.year == year:
            found += entry("BQ", s, s.paid, -s.amount, "512000", s.letter)
    return found


def entry(journal: str, s: Sale, day: date, amount: Decimal, other: str, letter: str) -> list[Leg]:
    number = str(s.number)
    piece = f"F{s.number}" if journal == "VT" else f"P{s.number}"
    return [
        Leg(journal, number, day, "411000", s.customer, amount, piece, letter, None),
        Leg(journal, number, day, other, "", -amount, piece, "", None),
    ]


def detailed(ledger: Iterable[Sale]) -> list[Leg]:
    return [
        Leg("AN", "1", OPENING, "411000", s.customer, s.amount, f"F{s.number}", s.letter, None)
        for s in open_at_closing(ledger)
    ]


def by_customer(ledger: Iterable[Sale]) -> list[Leg]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for s in open_at_closing(ledger):
        sums[s.customer] += s.amount
    return [
        Leg("AN", "1", OPENING, "411000", customer, amount, "", "", None) for customer, amount in sums.items()
    ]


def open_at_closing(ledger: Iterable[Sale]) -> list[Sale]:
    return [s for s in ledger if s.sold <= CLOSING and (s.paid is None or s.paid > CLOSING)]


def invoice(s: Sale) -> str:
    return f"VT/{s.sold}/{s.number}/1"


def payments(ledger: Iterable[Sale]) -> set[str]:
    return {f"BQ/{s.paid}/{s.number}/1" for s in ledger if s.paid}


def pairs(ledger: Iterable[Sale]) -> set[frozenset[str]]:
    return {frozenset({invoice(s), f"BQ/{s.paid}/{s.number}/1"}) for s in ledger if s.paid}


def matched(reading: Reading) -> set[frozenset[str]]:
    """The items that groups put together, groups of a single item left aside."""
    groups: dict[str, set[str]] = defaultdict(set)
    for row in (*rows(reading), *rows(reading, "members")):
        if row["_group"]:
            groups[row["_group"]].add(row["item"])
    return {frozenset(items) for items in groups.values() if len(items) > 1}


def balance(reading: Reading) -> Decimal:
    assert sum(row["amount"] for row in rows(reading)) == sum(tie.amount for tie in reading.ties)
    return sum((tie.amount for tie in reading.ties), Decimal())
