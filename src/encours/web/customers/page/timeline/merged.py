"""The time line: every kind of event in one order, some of them at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from encours.cube.periods import add_months
from encours.i18n import _, mark
from encours.web.customers.page.account import Account
from encours.web.customers.page.timeline import ledger, work
from encours.web.customers.page.timeline.event import Event
from encours.web.customers.page.timeline.work import Source
from encours.web.recorded import RECORDED

SIZE = 25
LAST_PAGE = 200
MOST_EXPORTED = 10_000

SOURCES: dict[str, tuple[str, Source]] = {
    "note": (mark("Notes"), work.notes),
    **{kind.name: (kind.label, work.recorded(kind)) for kind in RECORDED},
    "invoice": (mark("Invoices"), ledger.invoices),
    "credit_note": (mark("Credit notes"), ledger.credit_notes),
    "receipt": (mark("Receipts"), ledger.receipts),
    "allocation": (mark("Allocations"), ledger.allocations),
    "import": (mark("Imports"), work.imports),
}


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the events, newest first, and whether there are older ones."""

    events: list[Event]
    older: bool


def events(account: Account, kinds: Sequence[str], page: int = 1, size: int = SIZE) -> Slice:
    """A page of the time line, of these kinds or of all.

    Each source gives as many as the page could need: the newest of all are among the newest of each.
    """
    start = (page - 1) * size
    found = newest(account, kinds, start + size + 1)
    return Slice(found[start : start + size], len(found) > start + size)


def latest(account: Account, size: int) -> list[Event]:
    """The newest events of the last two years."""
    since = add_months(account.visit.day, -ledger.RECENT_MONTHS)
    sources = [source for source in _of_its_life() if source is not ledger.invoices]
    found = _merged(account, [*sources, ledger.recent_invoices], size)
    return [event for event in found if event.day > since]


def newest(account: Account, kinds: Sequence[str], most: int) -> list[Event]:
    """The newest events of these kinds, or of all that are of its life."""
    return _merged(account, [SOURCES[kind][1] for kind in kinds] or _of_its_life(), most)


def _of_its_life() -> list[Source]:
    """An import happens to the book: it is listed when it is asked for, and is no event of the customer."""
    return [source for _label, source in SOURCES.values() if source is not work.imports]


def kinds() -> list[tuple[str, str]]:
    """The kinds of events, in the reader's words."""
    return [(name, _(label)) for name, (label, _source) in SOURCES.items()]


def _merged(account: Account, sources: Sequence[Source], most: int) -> list[Event]:
    each = [sorted(source(account, most), key=lambda event: event.place, reverse=True) for source in sources]
    return list(islice(merge(*each, key=lambda event: event.place, reverse=True), most))
