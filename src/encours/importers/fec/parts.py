"""What a customer line of a FEC is, from the other accounts of its entry, its journal and its words.

A line is judged by the entry it stands in (same journal, number and date). First row that fits:

| Side | Account | The rest of the entry | Kind | Nature |
|---|---|---|---|---|
| debit | any | sales: class 7 but 763, 7711, 7788, 756, 766, 78, 79; 418, 487; 758 with VAT | invoice | |
| debit | any | cash (51, 53, 54, 58) | other debit | by its words, see below |
| debit | 413 | anything else | bill | |
| debit | 416, 4191 | anything else | other debit | to_doubtful, from_deposit |
| debit | any | 665 | debit note | |
| debit | any | customers' accounts only, without VAT | other debit | transfer |
| debit | any | 4191 and VAT | invoice (of the deposit) | |
| debit | any | 4191; 763, 7711, 7788; 766, 756 | other debit | from_deposit; interest; exchange |
| debit | any | a sales journal | invoice | |
| debit | any | 40; 467; 42 to 47, 65, 758; 445 alone | other debit | offset; to_factor; other_account; vat |
| debit | any | anything else (another charge, an asset), nothing known | invoice | |
| credit | 4191 | cash, or nothing known | advance | |
| credit | 4191 | anything else | other credit | from_deposit; invoiced_deposit with VAT |
| credit | any | cash; 471 or 472, and 467 of a payment provider, but for words against it | payment | |
| credit | any | sales | credit note | |
| credit | any | customers only: 416; 413; 4191; others | other credit | to_doubtful; to_bill; from_deposit; transfer |
| credit | any | 665 | credit note | |
| credit | any | 654, 651, 658, 6714, 491 | write-off | |
| credit | any | 416; 413; 4191; 666, 656, 668, 766, 756; 763… | other credit | as above; exchange; interest |
| credit | any | a sales journal | credit note | |
| credit | any | 40; 467; 445 alone; any other account | other credit | offset; to_factor; vat; other_account |
| credit | any | nothing known | payment | |

A debit on 4191 against sales is the part of the sale that the deposit pays: an invoice, unless the deposit had one.
Within a bank entry a credit is cash for what came in: 665 and its VAT are taken from it as a credit note, 666 as an
other credit, a loss as a write-off, a retention of the factor or an offset as an other credit. Interest within a sale
is taken from the invoice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from encours.book.natures import Nature
from encours.book.records import Kind
from encours.importers.fec.counterparts import Holds
from encours.importers.fec.ledger import Line
from encours.importers.fec.waiting import is_no_cash
from encours.importers.fec.wording import nature_of

_D, _C = Kind.OTHER_DEBIT, Kind.OTHER_CREDIT
What = tuple[Kind, Nature | None]
_EXCHANGE = Holds.EXCHANGE_LOSS | Holds.EXCHANGE_GAIN


@dataclass(frozen=True, slots=True)
class Part:
    """What a line, or a part of it, is. `number` is 1 for the line itself, then that of the part."""

    kind: Kind
    nature: Nature | None
    units: int
    number: int = 1


def what_of(line: Line) -> What:
    """The kind and nature of a line: the table above."""
    if line.opening:
        return _opening(line)
    return _debit(line) if line.units > 0 else _credit(line)


def parts_of(line: Line) -> list[Part]:
    """The line as one part, or as several where its entry says that it is not all of one kind."""
    kind, nature = what_of(line)
    found: list[Part] = []
    left = line.units
    for share in line.shares:
        part = _share(kind, share.what)
        if part and abs(share.units) <= abs(left):
            left -= share.units
            found.append(Part(*part, share.units, len(found) + 2))
    return [*([Part(kind, nature, left)] if left else []), *found]


def _opening(line: Line) -> What:
    """A balance brought forward, of which nothing but the account and the side is known: a position, no sale."""
    if line.units < 0:
        return Kind.ADVANCE if line.family == "advance" else _C, Nature.OPENING
    return Kind.BILL if line.family == "bill" else _D, Nature.OPENING


def _share(kind: Kind, what: int) -> What | None:
    """What the account of a part makes of it, within a payment or an invoice."""
    if kind is Kind.INVOICE:
        return (_D, Nature.INTEREST) if what == Holds.INTEREST else None
    if kind is not Kind.PAYMENT:
        return None
    return {
        Holds.DISCOUNT: (Kind.CREDIT_NOTE, None),
        Holds.EXCHANGE_LOSS: (_C, Nature.EXCHANGE),
        Holds.LOSS: (Kind.WRITE_OFF, None),
        Holds.FACTOR: (_C, Nature.TO_FACTOR),
        Holds.SUPPLIER: (_C, Nature.OFFSET),
    }.get(what)


def _sells(entry: int) -> bool:
    """Sales, sundry income among them where it is one: with VAT, or in a sales journal."""
    return bool(entry & Holds.SALES or (entry & Holds.GAIN and entry & (Holds.VAT | Holds.SALES_JOURNAL)))


def _debit(line: Line) -> What:
    entry = line.holds
    if entry & Holds.WAITING:  # what a suspense account brought in is nothing that went out
        entry = entry & ~Holds.CASH | Holds.MOVED
    if _sells(entry) and not (entry & Holds.SALES_BACK and entry & Holds.CASH_OUT):
        return Kind.INVOICE, None
    if entry & Holds.CASH:
        return _D, given_back(line)
    if line.family == "bill":
        return Kind.BILL, None
    if line.family in ("doubtful", "advance"):
        return _D, Nature.TO_DOUBTFUL if line.family == "doubtful" else Nature.FROM_DEPOSIT
    if entry & Holds.DISCOUNT:
        return Kind.DEBIT_NOTE, None
    if line.among_customers and not entry & Holds.VAT:
        return _D, Nature.TRANSFER
    if entry & Holds.DEPOSIT and entry & Holds.VAT:
        return Kind.INVOICE, None  # a deposit asked for, with its VAT
    for what, nature in _OF_DEBITS:
        if entry & what:
            return (_D, nature) if nature else (Kind.INVOICE, None)
    if entry & Holds.VAT and not entry & (Holds.OTHER | Holds.CAPITAL):
        return _D, Nature.VAT
    words = None if entry else nature_of(line.label, line.piece)
    return (_D, words) if words else (Kind.INVOICE, None)


_OF_DEBITS: Sequence[tuple[int, Nature | None]] = (
    (Holds.DEPOSIT, Nature.FROM_DEPOSIT),
    (Holds.INTEREST, Nature.INTEREST),
    (Holds.EXCHANGE_GAIN, Nature.EXCHANGE),
    (Holds.SALES_JOURNAL, None),
    (Holds.SUPPLIER, Nature.OFFSET),
    (Holds.FACTOR, Nature.TO_FACTOR),
    (Holds.MOVED | Holds.LOSS | Holds.GAIN, Nature.OTHER_ACCOUNT),
    (Holds.EXCHANGE_LOSS, Nature.EXCHANGE),
)


def given_back(line: Line) -> Nature | None:
    """What a debit against cash is by its words; a negative credit cancels; None: by what it stands against."""
    said = nature_of(line.label, line.piece, line.bank_label)
    return Nature.CANCELLED if line.negative and said is not Nature.RETURNED else said


def _credit(line: Line) -> What:
    entry = line.holds
    if line.family == "advance":
        cash = entry & Holds.CASH or not entry
        invoiced = entry & Holds.VAT and not line.among_customers
        return (
            (Kind.ADVANCE, None)
            if cash
            else (_C, Nature.INVOICED_DEPOSIT if invoiced else Nature.FROM_DEPOSIT)
        )
    if entry & Holds.WAITING and is_no_cash(line.label, line.piece):
        entry = entry & ~Holds.CASH | Holds.MOVED
    if entry & Holds.CASH and not (entry & Holds.SALES_BACK and entry & Holds.CASH_OUT):
        return (_C, Nature.CANCELLED) if line.negative else (Kind.PAYMENT, None)
    if _sells(entry):
        return Kind.CREDIT_NOTE, None
    if line.among_customers and not entry & Holds.VAT:
        return _C, _moved(line, Nature.TRANSFER)
    if entry & (Holds.DISCOUNT | Holds.LOSS):
        return Kind.CREDIT_NOTE if entry & Holds.DISCOUNT else Kind.WRITE_OFF, None
    if moved := _moved(line, None):
        return _C, moved
    for what, nature in _OF_CREDITS:
        if entry & what:
            return (_C, nature) if nature else (Kind.CREDIT_NOTE, None)
    return (_C, Nature.OTHER_ACCOUNT) if entry else (Kind.PAYMENT, None)


_OF_CREDITS: Sequence[tuple[int, Nature | None]] = (
    (_EXCHANGE, Nature.EXCHANGE),
    (Holds.INTEREST, Nature.INTEREST),
    (Holds.SALES_JOURNAL, None),
    (Holds.SUPPLIER, Nature.OFFSET),
    (Holds.FACTOR, Nature.TO_FACTOR),
    (Holds.OTHER | Holds.MOVED | Holds.CAPITAL | Holds.GAIN, Nature.OTHER_ACCOUNT),
    (Holds.VAT, Nature.VAT),
)


def _moved(line: Line, otherwise: Nature | None) -> Nature | None:
    """Where a credit went among the customers' accounts."""
    entry = line.holds
    if entry & Holds.DOUBTFUL and line.family != "doubtful":
        return Nature.TO_DOUBTFUL
    if entry & Holds.BILL and line.family != "bill":
        return Nature.TO_BILL
    return Nature.FROM_DEPOSIT if entry & Holds.DEPOSIT else otherwise
