"""What the demo group keeps outside its accounting software: customers, disputes, promises and limits."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from encours.book.records import BY_NAME, Kind
from encours.demo.group.clock import START, after
from encours.demo.group.ledgers import Ledger
from encours.demo.group.pieces import Account, Dispute, Piece
from encours.demo.group.trade import answer_by

Row = Mapping[str, object]
_ADDED = ("answer_by",)


def write_parties(folder: Path, ledgers: Sequence[Ledger]) -> None:
    """A book folder with `entities` and `customers`, the payment terms of each included."""
    companies = [ledger.company for ledger in ledgers]
    write_table(
        folder, "entities", [_entity_row(c.code, c.name, c.siren, c.country, c.currency) for c in companies]
    )
    write_table(
        folder, "customers", [_customer_row(account) for ledger in ledgers for account in ledger.accounts]
    )


def write_people(folder: Path, seed: int, ledgers: Sequence[Ledger], keys: Mapping[Piece, str]) -> None:
    """A book folder with `disputes`, `promises` and `limits`. `keys` gives the item of an invoice where it is not
    its number."""
    invoices = [
        p for ledger in ledgers for p in ledger.pieces if p.kind is Kind.INVOICE and p.posting >= START
    ]
    disputes = [(piece, piece.dispute) for piece in invoices if piece.dispute]
    write_table(folder, "disputes", [_dispute_row(n, p, d, keys) for n, (p, d) in enumerate(disputes, 1)])
    write_table(folder, "promises", _promise_rows(invoices, keys))
    write_table(folder, "limits", _limit_rows(seed, ledgers))


def _entity_row(entity: str, name: str, siren: str, country: str, currency: str) -> Row:
    return {"entity": entity, "name": name, "siren": siren, "country": country, "currency": currency}


def _customer_row(account: Account) -> Row:
    party = ("name", "siren", "group", "country", "sector", "email", "phone", "language")
    own = ("zone", "category", "portfolio", "collector", "salesperson")
    return {
        "entity": account.company.code,
        "customer": account.code,
        **{name: getattr(account.party, name) for name in party},
        **{name: getattr(account, name) for name in own},
        "payment_terms": account.terms_text,
    }


def _dispute_row(number: int, piece: Piece, dispute: Dispute, keys: Mapping[Piece, str]) -> Row:
    return {
        "dispute": f"L{number:04d}",
        **about(piece, keys),
        "cause": dispute.cause,
        "amount": "" if dispute.amount is None else _money(dispute.amount),
        "opened_on": dispute.opened,
        "answer_by": answer_by(dispute),
        "closed_on": dispute.closed or "",
        "outcome": dispute.outcome,
        "owner": dispute.owner,
    }


def _promise_rows(invoices: Sequence[Piece], keys: Mapping[Piece, str]) -> list[Row]:
    made = sorted(
        ((promise, piece) for piece in invoices for promise in piece.promises),
        key=lambda pair: (pair[0].made, pair[1].account.company.code, pair[1].number),
    )
    return [
        {
            "promise": f"P{number:04d}",
            **about(piece, keys),
            "made_on": promise.made,
            "due_on": promise.due,
            "amount": _money(promise.amount),
            "currency": piece.currency,
            "collector": piece.account.collector,
            "cancelled_on": promise.cancelled or "",
            "channel": "phone",
            "plan": promise.plan,
        }
        for number, (promise, piece) in enumerate(made, 1)
    ]


def _limit_rows(seed: int, ledgers: Sequence[Ledger]) -> list[Row]:
    """Three accounts in four have a limit: about three months of sales, in round thousands."""
    random = Random(f"{seed}/limits")
    return [
        {
            "entity": account.company.code,
            "customer": account.code,
            "from_date": after(START, random.randrange(0, 60)),
            "to_date": "",
            "amount": _money(_limit(account)),
            "currency": account.currency,
            "overrun": random.choice(("allowed", "blocking")),
            "decided_by": account.collector,
        }
        for ledger in ledgers
        for account in ledger.accounts
        if account.sinking or random.random() < 0.75
    ]


def _limit(account: Account) -> int:
    thousand = 1_000_00
    return (round(account.median * account.rate * 4.5) // (5 * thousand) + 1) * 5 * thousand


def about(piece: Piece, keys: Mapping[Piece, str]) -> Row:
    """The item a row is about, and its account."""
    account = piece.account
    return {"entity": account.company.code, "customer": account.code, "item": keys.get(piece, piece.number)}


def write_table(folder: Path, table: str, rows: Iterable[Row]) -> None:
    """A CSV file with the columns of the table that the rows have, in the order of the format, then what the cockpit
    adds to it."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = list(rows)
    names = [name for name in (*BY_NAME[table].names, *_ADDED) if name in rows[0]]
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_text(row[name]) for name in names] for row in rows)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _money(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)
