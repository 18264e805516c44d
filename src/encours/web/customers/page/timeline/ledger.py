"""What the ledger tells of a customer: invoices, receipts, credit notes, allocations."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from encours.api import movements, words
from encours.cube.periods import window
from encours.i18n import _
from encours.web import typography
from encours.web.customers.page.account import Account
from encours.web.customers.page.timeline.event import Event
from encours.web.labels import fields

# Facts are read by month: the last three are nearly always enough.
RECENT_MONTHS = 24
RECENT = ("3m", f"{RECENT_MONTHS}m")
WINDOWS = (*RECENT, "600m")
BILLED = "kind=invoice,debit_note,bill"
PER_EVENT = 12  # rows of one matching, as a first guess
SHOWN = 3  # documents named in one event


def recent_invoices(account: Account, most: int) -> list[Event]:
    """Those of the last two years, which are quick to find."""
    return invoices(account, most, RECENT)


def invoices(account: Account, most: int, within: Sequence[str] = WINDOWS) -> list[Event]:
    """One event for each day something was invoiced, newest first, looked for further and further back."""
    for period in within:
        over = window(account.visit.day, period)
        rows = movements.last_billed(account.ledger, *account.key, over, most)
        days = [list(of) for _day, of in groupby(rows, key=lambda row: row["posting_date"])]
        if len(days) >= most or period == within[-1]:
            return [_invoiced(account, of, period) for of in days]
    return []


def receipts(account: Account, most: int) -> list[Event]:
    found = movements.last_receipts(account.book, *account.key, account.visit.day, most)
    return [_receipt(account, row) for row in found]


def credit_notes(account: Account, most: int) -> list[Event]:
    found = movements.last_credits(account.book, *account.key, account.visit.day, most)
    return [_credit_note(account, row) for row in found]


def allocations(account: Account, most: int) -> list[Event]:
    """One event for each matching: what was set against what on one day under one reference."""
    wanted = most * PER_EVENT
    while True:
        # One side of an allocation may be of another account: the whole book is asked.
        rows = movements.last_allocations(account.visit.book, *account.key, account.visit.day, wanted)
        groups = [list(of) for _key, of in groupby(rows, key=_matching)]
        # The last one read may go on beyond what was read.
        whole = groups if len(rows) < wanted else groups[:-1]
        if len(whole) >= most or len(rows) < wanted:
            return [_allocation(account, of) for of in whole[:most]]
        wanted *= PER_EVENT


def _matching(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["date"], row["matching_ref"] or row["credit_item"], row["currency"]


def _invoiced(account: Account, rows: list[dict[str, Any]], period: str) -> Event:
    first = rows[0]
    day = first["posting_date"]
    if len(rows) == 1:
        amount = typography.money(first["amount"], first["currency"], "cents")
        text = _("{0}, due on {1}").format(amount, typography.day(first["due_date"]))
        title = f"{words.kind(first['kind'])} {first['document'] or first['item']}"
        return Event("invoice", day, title, text, "", account.item_url(first["item"]), "receipt")
    amount = _sums(rows)
    href = account.rows_url("sales", BILLED, f"posting_date={day.isoformat()}", window=period)
    return Event("invoice", day, _("Invoices posted: {0}").format(amount), _named(rows), "", href, "receipt")


def _sums(rows: list[dict[str, Any]]) -> str:
    """What the items come to, one sum for each currency."""
    by: dict[str, Decimal] = {}
    for row in rows:
        by[row["currency"]] = by.get(row["currency"], Decimal(0)) + row["amount"]
    return " + ".join(typography.money(value, currency, "cents") for currency, value in sorted(by.items()))


def _named(rows: list[dict[str, Any]]) -> str:
    """The first documents, and that there are others."""
    found = list(dict.fromkeys(str(row["document"] or row["item"]) for row in rows))
    return ", ".join(found[:SHOWN]) + ("…" if len(found) > SHOWN else "")


def _receipt(account: Account, row: dict[str, Any]) -> Event:
    text = typography.money(row["amount"], row["currency"], "cents")
    if row["unmatched"]:
        left = typography.money(row["unmatched"], row["currency"], "cents")
        text = _("{0}, of which {1} is not matched").format(text, left)
    return Event(
        "receipt",
        row["value_date"],
        f"{words.kind(row['kind'])} {row['document'] or row['item']}",
        text,
        row["payment_method"] or "",
        account.item_url(row["item"]),
        "banknote",
        "warn" if row["unmatched"] else "good",
    )


def _credit_note(account: Account, row: dict[str, Any]) -> Event:
    text = typography.money(row["amount"], row["currency"], "cents")
    title = f"{words.kind(row['kind'])} {row['document'] or row['item']}"
    return Event(
        "credit_note", row["value_date"], title, text, "", account.item_url(row["item"]), "file-minus"
    )


def _allocation(account: Account, rows: list[dict[str, Any]]) -> Event:
    first = rows[0]
    amount = typography.money(sum((row["amount"] for row in rows), Decimal(0)), first["currency"], "cents")
    debits = {row["debit_document"] or row["debit_item"] or "" for row in rows} - {""}
    named = ", ".join(sorted(debits)[:SHOWN]) + ("…" if len(debits) > SHOWN else "")
    credit = first["credit_item"]
    return Event(
        "allocation",
        first["date"],
        _("Matched: {0}").format(amount),
        named,
        _("reference {0}").format(letters) if (letters := fields.matching(first["matching_ref"])) else "",
        account.item_url(credit) if credit else "",
        "link-2",
        "good",
    )
