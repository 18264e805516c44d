"""Totals a FEC must agree with: customer accounts at the end, openings with the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from encours.book.reading import Tie
from encours.errors import Problem
from encours.importers.fec.items import Company
from encours.importers.fec.ledger import Line
from encours.importers.fec.years import Year
from encours.money import from_units
from encours.said import _


def ties_of(company: Company, currency: str) -> list[Tie]:
    """The balance of each family of customer accounts (411, 416…) at the end of the last year. Where the files begin in
    the middle of what the book holds, and their accounts have no known beginning, the movements of their days."""
    if company.continued and not company.years[0].openings:
        moved: Counter[str] = Counter()
        for year in company.years:
            moved.update(_sums(company, year.lines))
        return _ties(company, currency, moved, company.first, company.last)
    balances: Counter[str] = Counter()
    for year in company.years:
        balances = _balances_after(company, year, balances)
    return _ties(company, currency, balances, None, company.last)


def _ties(
    company: Company, currency: str, balances: Counter[str], first: date | None, last: date
) -> list[Tie]:
    journals = sorted(company.journals) if first else ()
    return [
        Tie(company.entity, root, currency, from_units(units, currency), first, last, journals)
        for root, units in sorted(balances.items())
    ]


def opening_problems(company: Company) -> list[Problem]:
    """Years whose opening balances are not the closing ones of the year before, in the same import."""
    problems: list[Problem] = []
    balances: Counter[str] = Counter()
    for index, year in enumerate(company.years):
        if index and year.openings:
            opening = _sums(company, year.openings)
            problems += [
                Problem(year.file, 0, "", _mismatch(root, opening[root], balances[root]))
                for root in sorted(opening.keys() | balances.keys())
                if opening[root] != balances[root]
            ]
        balances = _balances_after(company, year, balances)
    return problems


def _balances_after(company: Company, year: Year, before: Counter[str]) -> Counter[str]:
    """A year that opens its accounts says all; one that does not goes on from the year before."""
    balances = _sums(company, (*year.openings, *year.movements))
    if not year.openings:
        for root, units in before.items():
            balances[root] += units
    return balances


def _sums(company: Company, lines: Iterable[Line]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for line in lines:
        if company.customer(line) is not None:
            sums[line.root] += line.units
    return sums


def _mismatch(root: str, opening: int, before: int) -> str:
    return _(
        "accounts {root} open at {opening} and closed the year before at {before}: "
        "export both years again once the first is closed"
    ).format(root=root, opening=from_units(opening), before=from_units(before))
