"""The pages measured, on a book: their addresses at a date, and the accounts that ask for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.plan import SPAN_DAYS

ROLES = ("cfo", "credit_manager", "controller", "auditor")
FIRST = "visitor1@bench.example"
COCKPIT, DRILL, PALETTE, DAY = 0.3, 0.2, 0.15, 0.3
END = 5  # characters of a number that people type


@dataclass(frozen=True, slots=True)
class Asked:
    """`name` is that of the address; `of` what fills it: `customer`, `item`, an indicator, a cause, a number's `end`.
    `limit` is in seconds."""

    label: str
    name: str
    limit: float | None = None
    of: str = ""
    query: dict[str, Any] = field(default_factory=dict)
    dated: bool = True


PAGES = (
    Asked("Cockpit", "cockpit", COCKPIT),
    Asked("Cockpit, all its cards in one page", "cockpit", query={"part": "all"}),
    Asked("My day, of one collector", "day", DAY),
    Asked("My day, everybody's", "day", query={"collector": "*"}),
    Asked("Customers", "customers"),
    Asked("One customer, the largest late one", "customer", DRILL, "customer"),
    Asked("Aged balance by entity", "aged", query={"by": "entity"}),
    Asked("Aged balance by customer", "aged", query={"by": "customer"}),
    Asked("Rows behind the overdue", "items", DRILL, query={"measure": "overdue"}),
    Asked(
        "Rows behind a bucket of an entity",
        "items",
        DRILL,
        "entity",
        {"measure": "overdue", "where": ["bucket=31-60"]},
    ),
    Asked("Rows behind a customer's position", "items", DRILL, "rows", {"measure": "net"}),
    Asked("Rows with a search", "items", query={"measure": "net", "q": "dup"}),
    Asked("One item", "item", DRILL, "item"),
    Asked("Promises", "promises"),
    Asked("Disputes", "disputes"),
    Asked("Team", "team"),
    Asked("Actions", "actions"),
    Asked("Holds", "holds"),
    Asked("Contacts", "contacts"),
    Asked("Alerts", "alerts"),
    Asked("My customers", "my_customers"),
    Asked("Indicators", "indicators"),
    Asked("Indicator: DSO", "indicator", of="dso"),
    Asked("Indicator: count-back DSO", "indicator", of="dso_countback"),
    Asked("DSO bridge", "bridge"),
    Asked("DSO bridge: the customers of the delay", "bridge_cause", of="delay"),
    Asked("Search: the end of a number", "seek", PALETTE, "end", dated=False),
    Asked("Search: a part of a name", "seek", PALETTE, query={"q": "dup"}, dated=False),
    Asked("Search: what no number holds", "seek", PALETTE, query={"q": "99-0#7"}, dated=False),
    Asked("Group", "group"),
    Asked("Dashboards", "dashboards"),
    Asked("Imports", "imports", dated=False),
    Asked("Portfolios", "portfolios", dated=False),
    Asked("Buckets and targets", "preferences", dated=False),
    Asked("Letterheads", "letterheads", dated=False),
    Asked("Users and rights", "people", dated=False),
    Asked("API keys", "keys", dated=False),
    Asked("Jobs", "jobs", dated=False),
    Asked("Audit trail", "audit", dated=False),
)


def draw(home: str, dates: int, seed: int) -> dict[str, Any]:
    """For each of so many days of the past, drawn at random, the address of each page; and the newest day."""
    from encours.api import open_book
    from encours.web.serving.prepare import enter

    enter(Path(home))
    book = open_book(Path(home))
    newest, first = book.data_date, _first_day(book)
    back = Random(seed).sample(range(1, max(dates + 2, (newest - first).days)), dates)
    days = [newest - timedelta(days=one) for one in back]
    found = {day.isoformat(): _addresses(book, day) for day in days}
    book.close()
    return {"newest": newest.isoformat(), "days": found}


def open_accounts(home: str, people: int, password: str) -> None:
    """An administrator, who sees every page, people of several roles who read, and as many who write."""
    from encours.web.serving.prepare import enter

    enter(Path(home))
    from encours.web.serving import accounts
    from encours.web.workflow.people.models import Person

    named = [(f"visitor{n}@bench.example", ROLES[n % len(ROLES)]) for n in range(2, people + 2)]
    named += [(f"writer{n}@bench.example", "credit_manager") for n in range(1, people + 1)]
    for email, role in [(FIRST, "administrator"), *named]:
        if not Person.objects.filter(email=email).exists():
            accounts.create(accounts.Account(email, email.partition("@")[0], role, "fr"), password)
        accounts.set_password(email, password)


def _first_day(book: Any) -> date:
    """The posting of the oldest item still open, in the last four years."""
    rows = book.page("gross", order="posting_date", limit=1, as_of=book.data_date).rows.rows
    oldest = [date.fromisoformat(str(row["posting_date"])) for row in rows]
    newest: date = book.data_date
    return max([*oldest, newest - timedelta(days=SPAN_DAYS)])


def _addresses(book: Any, day: date) -> dict[str, str]:
    largest = book.ranked(
        "overdue", by=("entity", "customer"), order="-overdue", limit=1, as_of=day
    ).rows.rows
    late = book.page("overdue", order="-overdue", limit=1, as_of=day).rows.rows
    if not (largest and late):
        return {}
    customer, item = (
        [row["entity"], row[name]] for name, row in (("customer", largest[0]), ("item", late[0]))
    )
    end = str(late[0]["document"] or late[0]["item"])[-END:]
    return {asked.label: _address(asked, customer, item, end, day) for asked in PAGES}


def _address(asked: Asked, customer: list[str], item: list[str], end: str, day: date) -> str:
    from django.urls import reverse
    from django.utils.http import urlencode

    named = [asked.of] if asked.name in ("indicator", "bridge_cause") else []
    arguments = {"customer": customer, "item": item}.get(asked.of, named)
    beyond = {
        "entity": [f"entity={customer[0]}"],
        "rows": [f"entity={customer[0]}", f"customer={customer[1]}"],
    }
    where = [*asked.query.get("where", []), *beyond.get(asked.of, [])]
    query = (
        asked.query
        | ({"q": end} if asked.of == "end" else {})
        | ({"where": where} if where else {})
        | ({"date": day.isoformat()} if asked.dated else {})
    )
    path: str = reverse(asked.name, args=arguments)
    return f"{path}?{urlencode(query, doseq=True)}" if query else path
