"""The FEC, the ledger every French company can export (article A47 A-1 LPF): items and matching letters."""

from __future__ import annotations

import codecs
import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from encours.book.codes import currency_fault
from encours.book.reading import Known, Options, Reading
from encours.errors import DataError, option
from encours.i18n import mark
from encours.importers.due import default_terms
from encours.importers.fec.calendar import span_of
from encours.importers.fec.columns import looks_like_fec
from encours.importers.fec.controls import opening_problems, ties_of
from encours.importers.fec.counterparts import RULES, rules_from
from encours.importers.fec.items import Company, company_of
from encours.importers.fec.kinds import FAMILIES, accounts_from
from encours.importers.fec.ledger import Ledger
from encours.importers.fec.lists import whole
from encours.importers.fec.notes import notes_of
from encours.importers.fec.reader import read_ledger
from encours.importers.fec.tables import (
    customers_table,
    entities_table,
    items_table,
    members_table,
    withdrawn_table,
)
from encours.importers.fec.years import by_company
from encours.said import _

HEAD_BYTES = 1 << 14


class Fec:
    """Reads one or several years of FEC, of one or several companies.

    Amounts are in the currency of the accounts, so that they tie to the ledger; `Montantdevise` and `Idevise`
    are kept as custom fields. A FEC has no due date: it is computed from the terms of the customer, else from
    `options.terms`, else thirty days, and flagged so. Besides `entities`, `customers` and `items`, the table
    `members` joins items of earlier years to the matching groups of a later one.
    """

    name = "fec"
    label = mark("FEC")
    about = mark(
        "FEC, the accounting file of French tax law: 411 lines, matching letters, several years at once"
    )
    options: tuple[str, ...] = ("entity", "currency", "terms", "date_order", *FAMILIES, RULES)
    whole: int | None = 16 << 20  # read line by line in no time

    def recognises(self, path: Path) -> bool:
        """Whether the file begins with the header of a FEC, or with its XML form (which `read` refuses)."""
        head = _head(path)
        return looks_like_fec(head) or (head.lstrip().startswith("<") and "comptabilite" in head.lower())

    def read(self, paths: Sequence[Path], options: Options, known: Known) -> Reading:
        """Items, customers and groups of all the files; DataError when one is not a FEC or two overlap."""
        with _no_search_for_cycles():
            return self._read(paths, options, known)

    def _read(self, paths: Sequence[Path], options: Options, known: Known) -> Reading:
        accounts, terms = accounts_from(options.mapping), default_terms(options.terms)
        rules = rules_from(options.mapping)
        currency = _currency(options)
        done = 0
        ledgers = []
        for path in paths:
            ledgers.append(read_ledger(path, accounts, rules, options.date_order, _progress(options, done)))
            done += ledgers[-1].read
        files_of = by_company(ledgers, options, known)
        _refuse_without_customers(ledgers, files_of, known)
        companies = [company_of(entity, files, known, terms, accounts) for entity, files in files_of.items()]
        tables = {
            "entities": entities_table(companies, known.entities, options.currency and currency),
            "customers": customers_table(companies),
            "items": items_table(companies, currency),
            "members": members_table(companies),
            "withdrawn": withdrawn_table(companies),
        }
        return Reading(
            format=self.name,
            tables=tables,
            problems=[
                *(problem for ledger in ledgers for problem in ledger.problems),
                *(problem for company in companies for problem in opening_problems(company)),
            ],
            read=done,
            notes=[*_taken_over(companies, options, known), *notes_of(ledgers, companies)],
            ties=[tie for company in companies for tie in ties_of(company, currency)],
            spans={
                one.entity: span_of(one.first, files_of[one.entity], one.calendar)
                for one in companies
                if whole(one.items)
            },
        )


FEC = Fec()


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Millions of small records without a cycle among them: looking for one takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _refuse_without_customers(ledgers: Sequence[Ledger], entities: Iterable[str], known: Known) -> None:
    """DataError when no file has a customer line, not even one refused or left out; but a ledger that the book holds
    may have a month without."""
    for ledger in ledgers:
        refused = any(problem.line for problem in ledger.problems)
        if ledger.lines or refused or ledger.zeros or ledger.closings:
            return
    if not any(known.first_posting(entity) and not known.listed(entity) for entity in entities):
        raise DataError(
            _(
                "{files}: no line on a customer account, so that nothing can be imported. Say which accounts are "
                "customers': {option}. A ledger kept on cash alone has none."
            ).format(files=", ".join(ledger.file for ledger in ledgers[:3]), option=option("accounts"))
        )


def _taken_over(companies: Sequence[Company], options: Options, known: Known) -> list[str]:
    """Entities that nobody named: their lists of open items are in the ledger."""
    return [
        _(
            "{entity}: the ledger of {siren} holds what the lists of open items of {entity} show: it is taken for its "
            "own. If it is of another company, undo this import and say which: {option}."
        ).format(entity=company.entity, siren=company.siren, option=option("entity"))
        for company in companies
        if not options.entity
        and company.siren not in ("", company.entity)
        and known.sirens.get(company.siren) != company.entity
    ]


def _currency(options: Options) -> str:
    """The currency of the accounts; DataError when what was said is none."""
    currency = (options.currency or "EUR").upper()
    if fault := currency_fault(currency):
        raise DataError(_("Currency: {0}").format(fault))
    return currency


def _head(path: Path) -> str:
    """The first lines, as well as they decode: a header of a FEC is plain ASCII."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except OSError:
        return ""
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return head.decode("utf-16" if wide else "utf-8-sig", errors="replace")


def _progress(options: Options, done: int) -> Callable[[int], None]:
    """Report lines of one file after the `done` lines of the files before it."""
    report = options.progress
    return (lambda lines: report(done + lines, 0)) if report else (lambda _lines: None)
