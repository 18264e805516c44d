"""Totals a FEC must agree with: customer accounts at the end, openings with the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from encours.book.reading import Tie
from encours.errors import Problem
from encours.importers.fec.items import Company
from encours.importers.fec.ledger import Ledger, Line
from encours.importers.fec.years import Year
from encours.money import from_units
from encours.said import _


def ties_of(company: Company, currency: str) -> list[Tie]:
    """The balance of each family of customer accounts (411, 416…) at the end of the last year. Where the files begin in
    the middle of what the book holds, and their accounts have no known beginning, the movements of their days."""
    if company.continued and not company.years[0].openings:
        return [tie for period in _periods(company.ledgers) for tie in _moved(company, currency, period)]
    balances: Counter[str] = Counter()
    for year in company.years:
        balances = _balances_after(year, balances)
    last = max(ledger.last for ledger in company.ledgers)
    return [
        Tie(company.entity, root, currency, from_units(units, currency), last=last)
        for root, units in sorted(balances.items())
    ]


def _periods(ledgers: Sequence[Ledger]) -> list[list[Ledger]]:
    """Files apart, but those that hold the same journals on the same days."""
    periods: list[list[Ledger]] = []
    for ledger in sorted(ledgers, key=lambda one: one.first):
        alike = [
            one
            for one in periods
            if any(other.last >= ledger.first and other.journals & ledger.journals for other in one)
        ]
        periods = [one for one in periods if one not in alike]
        periods.append([*(other for one in alike for other in one), ledger])
    return periods


def _moved(company: Company, currency: str, period: Sequence[Ledger]) -> list[Tie]:
    lines = [line for ledger in period for line in ledger.lines if not line.opening]
    days = (min(ledger.first for ledger in period), max(ledger.last for ledger in period))
    journals = sorted(frozenset().union(*(ledger.journals for ledger in period)))
    return [
        Tie(company.entity, root, currency, from_units(units, currency), *days, journals)
        for root, units in sorted(_sums(lines).items())
    ]


def opening_problems(company: Company) -> list[Problem]:
    """Years whose opening balances are not the closing ones of the year before, in the same import."""
    problems: list[Problem] = []
    balances: Counter[str] = Counter()
    for index, year in enumerate(company.years):
        if index and year.openings:
            opening = _sums(year.openings)
            problems += [
                Problem(year.file, 0, "", _mismatch(root, opening[root], balances[root]))
                for root in sorted(opening.keys() | balances.keys())
                if opening[root] != balances[root]
            ]
        balances = _balances_after(year, balances)
    return problems


def _balances_after(year: Year, before: Counter[str]) -> Counter[str]:
    """A year that opens its accounts says all; one that does not goes on from the year before."""
    balances = _sums((*year.openings, *year.movements))
    if not year.openings:
        for root, units in before.items():
            balances[root] += units
    return balances


def _sums(lines: Iterable[Line]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for line in lines:
        sums[line.root] += line.units
    return sums


def _mismatch(root: str, opening: int, before: int) -> str:
    return _(
        "accounts {root} open at {opening} and closed the year before at {before}: "
        "export both years again once the first is closed"
    ).format(root=root, opening=from_units(opening), before=from_units(before))
