"""A book folder of any size, drawn at random: to try the product, to measure it, to test what reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import numpy as np

from encours.demo.volume.credit import credit_tables
from encours.demo.volume.followup import USUAL, Work, actions, contacts, disputes, holds, promises
from encours.demo.volume.ledger import allocation_rows, credit_rows, debit_rows, draw
from encours.demo.volume.parties import customer_rows, entity_rows, rate_rows
from encours.demo.volume.population import Population, populate
from encours.demo.volume.timeline import Timeline, timeline
from encours.demo.volume.writing import FORMS, BookWriter
from encours.errors import UsageError
from encours.i18n import _

PARQUET_ABOVE = 1_000_000
_BLOCK_ITEMS = 400_000
_CUSTOMERS_PER_ENTITY = 5_000
_MOST_ENTITIES = 20
_FIRST_YEAR, _LAST_YEAR = 1905, 2190

Progress = Callable[[int, int], None]


def generate(
    folder: Path,
    items: int,
    customers: int,
    seed: int,
    *,
    entities: int | None = None,
    months: int = 60,
    until: date = date(2026, 6, 30),
    form: str | None = None,
    work: Work = USUAL,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Write a book folder in the interchange format and return the rows of each table.

    `items` counts debits and credits together, exactly. Postings cover the `months` calendar months that end with
    that of `until`, and nothing is later than `until`. `form` is "csv" or "parquet" (above a million items when not
    given). `work` says how many actions, promises and disputes there are. The same arguments give the same files.
    `progress` receives (items written, items in all).
    Raises UsageError when a number or the form makes no sense.
    """
    _refuse_nonsense(items, customers, entities, months, form)
    _refuse_far_dates(until, months)
    form = form or ("parquet" if items > PARQUET_ABOVE else "csv")
    entities = entities or max(1, min(_MOST_ENTITIES, customers // _CUSTOMERS_PER_ENTITY))
    first = _months_back(until, months - 1)
    time = timeline(first, until)
    who = populate(np.random.default_rng([seed, 0]), items, customers, entities)
    with BookWriter(folder, form) as book:
        _write_parties(book, who, time, seed, first, until)
        _write_ledger(book, who, time, seed, work, progress)
    return book.counts


def _write_parties(
    book: BookWriter, who: Population, time: Timeline, seed: int, first: date, until: date
) -> None:
    book.write("entities", entity_rows(who.entities))
    for rows in customer_rows(who, Random(seed)):
        book.write("customers", rows)
    book.write("rates", rate_rows(Random(seed), first, until))
    for table, columns in credit_tables(np.random.default_rng([seed, 1]), who, time).items():
        book.write(table, columns)


def _write_ledger(
    book: BookWriter, who: Population, time: Timeline, seed: int, work: Work, progress: Progress | None
) -> None:
    total, done = int(who.items.sum()), 0
    for number, block in enumerate(who.blocks(_BLOCK_ITEMS)):
        rng = np.random.default_rng([seed, 2, number])
        part = draw(rng, who, block, time, done)
        book.write("items", debit_rows(rng, part, done))
        book.write("items", credit_rows(rng, part, done))
        book.write("allocations", allocation_rows(part))
        own = work.of((len(part.debits) + len(part.credits)) / total)
        book.write("disputes", disputes(rng, part, done, own.disputes))
        book.write("promises", promises(rng, part, done, own.promises))
        book.write("actions", actions(rng, part, done, own.actions))
        book.write("holds", holds(rng, part, done))
        book.write("contacts", contacts(rng, part))
        done += len(part.debits) + len(part.credits)
        if progress:
            progress(done, total)


def _refuse_nonsense(items: int, customers: int, entities: int | None, months: int, form: str | None) -> None:
    numbers = {
        "items": items,
        "customers": customers,
        "months": months,
        "entities": 1 if entities is None else entities,
    }
    for name, value in numbers.items():
        if value < 1:
            raise UsageError(_("{name} is {value}: give at least 1").format(name=name, value=value))
    if form not in (None, *FORMS):
        raise UsageError(_("unknown form {form}: choose csv or parquet").format(form=form))


def _refuse_far_dates(until: date, months: int) -> None:
    """The interchange format goes from 1900 to 2200; terms and late payments need some room."""
    if until.year > _LAST_YEAR or until.year * 12 - months < _FIRST_YEAR * 12:
        raise UsageError(
            _("{months} months until {until}: choose a history between {first} and {last}").format(
                months=months, until=until, first=_FIRST_YEAR, last=_LAST_YEAR
            )
        )


def _months_back(day: date, months: int) -> date:
    """The first of the month, that many months before."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
