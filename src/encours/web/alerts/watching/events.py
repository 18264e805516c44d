"""What rules about events find: limits passed, promises broken, items newly late, customers slower than they were,
disputes left without an answer, imports that do not come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.utils import timezone

from encours.api import OpenBook, disputes, promises, recorded
from encours.api.entities import entities
from encours.api.watched import limits_used, paces
from encours.cube.disputes import DISPUTES
from encours.cube.promises import PROMISES
from encours.i18n import mark
from encours.watch import drift
from encours.watch.condition import level
from encours.watch.finding import Finding
from encours.web.alerts.watching.figures import subject_of

HUNDRED = Decimal(100)
FEWEST_USUAL, FEWEST_RECENT = 6, 3  # invoices a habit is told by, and those held against it
LEAST_SPREAD = Decimal(3)  # days: who always pays on the day is not said to drift by two
MOST_ITEMS = 20_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Moment:
    """The day of the ledger, the last day on which people are heard, and the instant one looks at."""

    day: date
    until: date
    now: datetime
    held: dict[Any, Any] = field(default_factory=dict, compare=False)

    def once(self, book: OpenBook, name: str, read: Callable[[], T]) -> T:
        """What is read of a book within its conditions, the same for every rule that asks."""
        key = (name, book.confines)
        if key not in self.held:
            self.held[key] = read()
        found: T = self.held[key]
        return found


@dataclass(frozen=True, slots=True)
class Asked:
    """The two numbers an event may take: a limit and a number of days; `least` is the lowest limit asked for."""

    limit: Decimal
    days: int
    least: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of an event: its name for people, how it is `said` in a sentence, and what it is unless they choose."""

    label: str
    said: str
    usual: int


Read = Callable[[OpenBook, Moment, Asked], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Event:
    """`read` gives the states of all the customers; `limit` and `days` say which numbers it takes. One that `speaks` of
    accounts can be bounded by what they are; `past` says whether it can be told of a day gone by."""

    name: str
    label: str
    about: str
    read: Read
    limit: Number | None = None
    days: Number | None = None
    accounts: bool = True
    past: bool = True


def over_limit(book: OpenBook, at: Moment, asked: Asked) -> Iterator[Finding]:
    """Gross exposure above so many hundredths of the limit in force."""
    for used in at.once(book, "limits", lambda: limits_used(book, at.day)):
        bound = used.limit * asked.limit / HUNDRED
        if found := level(used.exposure - bound, bound):
            yield Finding(
                subject_of((used.entity, used.customer)),
                found,
                used.exposure,
                used.limit,
                "money",
                used.currency,
                *_about(used.entity, used.customer, used.customer_name, used.portfolio),
            )


def broken(book: OpenBook, at: Moment, asked: Asked) -> Iterator[Finding]:
    """Promises whose date and grace are over for so many days at most, and that were not kept whole."""
    sought = promises.sought(
        at.day, until=at.until, state=("broken", "partly_kept"), due_from=at.day - timedelta(days=asked.days)
    )
    for row in recorded.every(book, PROMISES, sought):
        facts, narrows = _of_row(row, promise=row["promise"], since=row["due_on"].isoformat())
        subject = subject_of(("promise", row["promise"]))
        yield Finding(
            subject,
            1,
            row["amount"] - row["received"],
            row["amount"],
            "money",
            row["currency"],
            facts,
            narrows,
        )


def newly_late(book: OpenBook, at: Moment, asked: Asked) -> Iterator[Finding]:
    """Open items of so much at least, in their currency, late for so many days at most."""
    where = [f"days_late<={asked.days}", "days_late>=1", f"open>={asked.least}"]
    rows = at.once(
        book,
        f"late {asked.days}",
        lambda: book.page("overdue", as_of=at.day, where=where, order="-open", limit=MOST_ITEMS).rows.rows,
    )
    for row in rows:
        if row["open"] < asked.limit:
            break  # the largest come first
        since = str(row["due_date"])
        facts, narrows = _of_row(row, since=since, document=row["document"] or row["item"])
        subject = subject_of((row["entity"], row["item"]))
        yield Finding(subject, 1, row["open"], row["days_late"], "money", row["currency"], facts, narrows)


def slower(book: OpenBook, at: Moment, asked: Asked) -> Iterator[Finding]:
    """Customers whose last invoices were paid later than they used to pay, by so many days at least and by more than
    their payments usually spread (`encours.watch.drift`)."""
    for pace in at.once(book, "paces", lambda: paces(book, at.day)):
        if pace.usual_count < FEWEST_USUAL or pace.recent_count < FEWEST_RECENT:
            continue
        steps = drift.from_usual(pace.lately, pace.usually, pace.deviation, LEAST_SPREAD)
        if steps is None or pace.lately - pace.usually < asked.limit:
            continue
        if found := level(steps - drift.USUAL_STEPS, drift.USUAL_STEPS):
            yield Finding(
                subject_of((pace.entity, pace.customer)),
                found,
                pace.lately,
                pace.usually,
                "days",
                "",
                *_about(pace.entity, pace.customer, pace.customer_name, pace.portfolio),
            )


def unanswered(book: OpenBook, at: Moment, asked: Asked) -> Iterator[Finding]:
    """Disputes still open more than so many days after the day an answer was due."""
    sought = disputes.sought(at.day, until=at.until, state="late")
    for row in recorded.every(book, DISPUTES, sought):
        late = (at.until - row["answer_by"]).days
        if late > asked.days:
            facts, narrows = _of_row(row, dispute=row["dispute"], since=row["answer_by"].isoformat())
            yield Finding(
                subject_of(("dispute", row["dispute"])), 1, Decimal(late), None, "days", "", facts, narrows
            )


def stale(book: OpenBook, at: Moment, asked: Asked) -> Iterator[Finding]:
    """Entities whose last import is more than so many days old."""
    for entity in entities(book):
        if entity.last_import is None:
            continue
        on = timezone.localtime(datetime.fromisoformat(entity.last_import.recorded_at)).date()
        age = (timezone.localtime(at.now).date() - on).days
        if found := level(Decimal(age - asked.days), Decimal(asked.days)):
            facts = {"of": {"entity": entity.entity}, "name": entity.name, "since": on.isoformat()}
            yield Finding(
                subject_of((entity.entity,)),
                found,
                Decimal(age),
                Decimal(asked.days),
                "days",
                "",
                facts,
                {"entity": entity.entity},
            )


def _of_row(row: Mapping[str, Any], **more: str) -> tuple[dict[str, Any], dict[str, str]]:
    """What a row says of whom it is about."""
    facts, narrows = _about(
        row["entity"], row["customer"], row["customer_name"] or "", row["portfolio"] or ""
    )
    item = {"item": row["item"], "document": row.get("document") or row["item"]} if row.get("item") else {}
    return {**facts, **item, **more}, narrows


def _about(entity: str, customer: str, name: str, portfolio: str) -> tuple[dict[str, Any], dict[str, str]]:
    of = {"entity": entity, "customer": customer, "customer_name": name, "portfolio": portfolio}
    return {"of": of}, {"entity": entity, "portfolio": portfolio}


CATALOGUE = (
    Event(
        "limit_exceeded",
        mark("Credit limit exceeded"),
        mark("The gross exposure of a customer is above a share of the credit limit in force."),
        over_limit,
        limit=Number(mark("Share of the limit, in %"), mark("above {0} % of it"), 100),
    ),
    Event(
        "promise_broken",
        mark("Promise broken"),
        mark("The date of a promise and its grace are over, and less was received than promised."),
        broken,
        days=Number(mark("Due for at most so many days"), mark("due for at most {0} days"), 45),
    ),
    Event(
        "item_newly_late",
        mark("Large item newly late"),
        mark("An open item of at least an amount, in its own currency, fell due a few days ago."),
        newly_late,
        limit=Number(mark("Amount from"), mark("from {0}"), 10_000),
        days=Number(mark("Late for at most so many days"), mark("late for at most {0} days"), 7),
    ),
    Event(
        "pays_later",
        mark("Customer paying later than his habit"),
        mark(
            "The invoices of the last 90 days were paid later, by the median, than those of the 24 months before, by "
            "more than these usually spread."
        ),
        slower,
        limit=Number(mark("Later by at least so many days"), mark("by at least {0} days"), 10),
    ),
    Event(
        "dispute_unanswered",
        mark("Dispute past its answer date"),
        mark("A dispute is still open after the day an answer was due."),
        unanswered,
        days=Number(mark("Past by more than so many days"), mark("by more than {0} days"), 0),
    ),
    Event(
        "import_stale",
        mark("Import missing or stale"),
        mark("Nothing was imported for an entity for more than a number of days."),
        stale,
        days=Number(mark("More than so many days old"), mark("for more than {0} days"), 8),
        accounts=False,
        past=False,
    ),
)
BY_NAME = {event.name: event for event in CATALOGUE}
