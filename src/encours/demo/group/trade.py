"""What an account is billed over the two years: invoices, credit notes, instalments, advances and disputes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from encours.book.records import Kind
from encours.demo.group.clock import END, MONTHS, after, days, weights
from encours.demo.group.pieces import Account, Dispute, Piece
from encours.demo.seasons import next_working
from encours.terms import due_date

CAUSES = ("Prix", "Quantité", "Qualité", "Retard de livraison", "Commande manquante", "Facture en double")
OWNERS = ("Logistique", "Qualité", "Administration des ventes", "Commerce")
UNITS = ("Équipement", "Consommables", "Services")
ANSWERED_WITHIN = {"Prix": 10, "Quantité": 15, "Retard de livraison": 15, "Facture en double": 7}
_OTHERWISE_WITHIN = 21
LEAST, MOST = 60_00, 250_000_00  # cents
_CREDITED, _DISPUTED, _SPLIT, _DEPOSIT, _ORDERED = 0.055, 0.035, 0.012, 0.14, 0.4
_DEPOSIT_FROM = 3_000_00
_LISTS = ("FR03", "BE01", "GB01")  # a FEC gives one due date at most, so no instalments


def bill(random: Random, account: Account) -> tuple[list[Piece], list[Piece]]:
    """The invoices of an account by date, and its credit notes and advances; `about` of a credit note names its
    invoice."""
    invoices: list[Piece] = []
    others: list[Piece] = []
    expected = account.rate * MONTHS
    count = max(2, round(random.gauss(expected, expected**0.5)))
    for day in sorted(random.choices(days(), weights(), k=count)):
        if day < account.since:
            continue
        found = _invoices(random, account, day)
        invoices += found
        if len(found) == 1:
            others += _around(random, account, found[0])
    if account.advances and random.random() < _ORDERED:
        others.append(_advance_on_order(random, account))
    return invoices, others


def with_vat(account: Account, untaxed: int) -> int:
    """The amount with the VAT of the company, none for a customer abroad; in cents, rounded half up."""
    vat = account.company.vat if account.party.country == account.company.country else 0
    return untaxed + (untaxed * vat + 5_000) // 10_000


def answer_by(dispute: Dispute) -> date:
    """The day by which its owner should answer: each cause is given its days."""
    return next_working(after(dispute.opened, ANSWERED_WITHIN.get(dispute.cause, _OTHERWISE_WITHIN)))


def _invoices(random: Random, account: Account, day: date) -> list[Piece]:
    """One invoice, or the three instalments of one."""
    untaxed = round(account.median * random.lognormvariate(0, 0.8))
    untaxed = max(LEAST, min(MOST, untaxed))
    posting = min(END, next_working(after(day, random.choice((0, 0, 0, 0, 0, 0, 1, 2)))))
    due = due_date(day, account.terms)
    parts = 3 if account.company.code in _LISTS and random.random() < _SPLIT else 1
    taxed = with_vat(account, untaxed)
    unit, order = random.choice(UNITS), f"CDE{random.randrange(100_000, 999_999)}"
    reference = f"PO{random.randrange(10_000, 99_999)}" if random.random() < 0.6 else ""
    return [
        Piece(
            account, Kind.INVOICE, posting, day, due + timedelta(days=30 * rank), account.currency,
            _share(taxed, parts, rank), _share(untaxed, parts, rank),
            business_unit=unit, reference=reference, order=order,
        )
        for rank in range(parts)
    ]  # fmt: skip


def _share(amount: int, parts: int, rank: int) -> int:
    return amount * (rank + 1) // parts - amount * rank // parts


def _around(random: Random, account: Account, invoice: Piece) -> list[Piece]:
    """The credit note, the advance or the dispute an invoice may have."""
    draw = random.random()
    if account.sinking:  # the customer that goes bad says nothing: it just stops paying
        return []
    if draw < _CREDITED:
        return _credit_note(random, account, invoice, random.choice((100, 5, 10, 20, 30, 50)))
    if draw < _CREDITED + _DISPUTED:
        return _contest(random, account, invoice)
    if account.advances and random.random() < _DEPOSIT and invoice.amount >= _DEPOSIT_FROM:
        return [_advance(random, account, invoice)]
    return []


def _credit_note(random: Random, account: Account, invoice: Piece, percent: int) -> list[Piece]:
    day = next_working(after(invoice.posting, random.randrange(4, 36)))
    if day > END:
        return []
    amount = max(1, invoice.amount * percent // 100)
    untaxed = max(1, invoice.amount_excl_vat * percent // 100)
    return [
        Piece(
            account, Kind.CREDIT_NOTE, day, day, day, invoice.currency, -amount, -untaxed,
            business_unit=invoice.business_unit, order=invoice.order, about=(invoice,),
        )
    ]  # fmt: skip


def _contest(random: Random, account: Account, invoice: Piece) -> list[Piece]:
    """Open a dispute; one closed in the customer's favour brings a credit note."""
    opened = next_working(after(invoice.posting, random.randrange(4, 35)))
    if opened > END:
        return []
    closed: date | None = next_working(after(opened, random.randrange(6, 80)))
    if random.random() < 0.06 or (closed and closed > END):
        closed = None
    outcome = "" if closed is None else random.choice(("credit_note", "upheld", "upheld", "partial"))
    percent = random.choice((100, 100, 10, 25, 50))
    amount = None if percent == 100 else invoice.amount * percent // 100
    cause = random.choices(CAUSES, (30, 18, 14, 20, 12, 6))[0]
    invoice.dispute = Dispute(cause, opened, closed, outcome, random.choice(OWNERS), amount)
    if closed is None or outcome == "upheld":
        return []
    note = _credit_note(random, account, invoice, percent if outcome == "credit_note" else 5)
    if not note:
        invoice.dispute = replace(invoice.dispute, outcome="upheld")
    for piece in note:
        piece.posting = piece.issue = piece.due = closed
    return note


def _advance_on_order(random: Random, account: Account) -> Piece:
    """An advance received lately, whose invoice is still to come."""
    day = next_working(after(END, -random.randrange(4, 28)))
    amount = account.median // 2
    return Piece(account, Kind.ADVANCE, day, day, day, account.currency, -amount, -amount)


def _advance(random: Random, account: Account, invoice: Piece) -> Piece:
    """A third or so of an invoice, received some weeks before it, which the invoice deducts."""
    day = next_working(after(invoice.posting, -random.randrange(12, 35)))
    day = min(day, invoice.posting)
    amount = invoice.amount * 3 // 10
    advance = Piece(
        account, Kind.ADVANCE, day, day, day, invoice.currency, -amount, -amount, about=(invoice,)
    )
    invoice.advance = advance
    return advance
