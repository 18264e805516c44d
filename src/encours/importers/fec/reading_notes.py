"""What was decided by reading between the lines of a FEC, with its count and one example; what its letters lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from encours.book.natures import LABELS, Nature
from encours.book.records import Kind
from encours.errors import option
from encours.i18n import mark_counted
from encours.importers.fec.counterparts import Holds
from encours.importers.fec.item import Item
from encours.importers.fec.items import Company
from encours.said import _, several, sum_text

_OTHERS = (Kind.OTHER_DEBIT, Kind.OTHER_CREDIT)


def of_natures(company: Company) -> list[str]:
    """The items that are neither sales nor receipts, by nature; `[fec.rules]` of a mapping changes what they are."""
    found: dict[tuple[Kind, str], list[Item]] = defaultdict(list)
    for item in company.items:
        if item.kind in _OTHERS and item.nature and item.nature != Nature.OPENING:
            found[item.kind, item.nature].append(item)
    notes: list[str] = [
        _of_nature(company, kind, nature, items) for (kind, nature), items in sorted(found.items())
    ]
    return [*notes, *_of_parts(company), *_of_waiting(company), *_of_returns(company)]


def _of_nature(company: Company, kind: Kind, nature: str, items: Sequence[Item]) -> str:
    say = (
        _("{entity}: {nature}, debits that are no sales: {count} for {amount}, such as {example}.")
        if kind is Kind.OTHER_DEBIT
        else _("{entity}: {nature}, credits that are no receipts: {count} for {amount}, such as {example}.")
    )
    return say.format(
        entity=company.entity,
        nature=_(LABELS[nature]),
        count=len(items),
        amount=_total(items),
        example=_example(items[0]),
    )


def _of_parts(company: Company) -> list[str]:
    """Bank entries whose customer lines were split: the cash is what came in."""
    split = [item for item in company.items if item.line.shares and item.kind is Kind.PAYMENT]
    if not split:
        return []
    return [
        several(
            "{entity}: {count} payment is for what came in, the discount, loss or difference of "
            "its entry being an item of its own: {example}.",
            "{entity}: {count} payments are for what came in, the discount, loss or difference "
            "of their entry being items of their own, such as {example}.",
        ).format(entity=company.entity, count=len(split), example=_example(split[0]))
    ]


def _of_waiting(company: Company) -> list[str]:
    """Payments that no line of the bank shows: the suspense account had received them."""
    found = [item for item in company.items if item.kind is Kind.PAYMENT and item.line.holds & Holds.WAITING]
    if not found:
        return []
    return [
        several(
            "{entity}: {count} credit against a suspense account (471, 472) taken for a payment, "
            "for {amount}: {example}.",
            "{entity}: {count} credits against a suspense account (471, 472) taken for payments, "
            "for {amount}, such as {example}.",
        ).format(entity=company.entity, count=len(found), amount=_total(found), example=_example(found[0]))
    ]


def _of_returns(company: Company) -> list[str]:
    """What returned payments took back, and those whose payment is not found."""
    notes: list[str] = []
    reopening = company.reopening
    if reopening and reopening.pairs:
        debit, payment = reopening.pairs[0]
        notes.append(
            several(
                "{entity}: {count} returned payment set against the payment it takes back, neither "
                "bearing a letter: {example} and {other}.",
                "{entity}: {count} returned payments set against the payment they take back, neither "
                "bearing a letter, such as {example} and {other}.",
            ).format(
                entity=company.entity,
                count=len(reopening.pairs),
                example=_example(debit),
                other=_example(payment),
            )
        )
    if reopening and reopening.lost:
        notes.append(
            several(
                "{entity}: {count} returned payment for {amount} whose payment is not found falls "
                "due on its own day: {example}.",
                "{entity}: {count} returned payments for {amount} whose payment is not found fall "
                "due on their own day, such as {example}.",
            ).format(
                entity=company.entity,
                count=len(reopening.lost),
                amount=_total(reopening.lost),
                example=_example(reopening.lost[0]),
            )
        )
    return notes


def of_letters(company: Company) -> list[str]:
    """Ledgers without a letter, and letters that stand alone."""
    payments = [item for item in company.items if item.is_cash()]
    debits = [item for item in company.items if item.units > 0]
    known = debits or company.openings.dropped
    if payments and known and not any(item.marks for item in company.items):
        return [
            _(
                "{entity}: no line bears a matching letter, so that no payment is set against an invoice: {amount} of "
                "payments stand apart, receipts and delays are unknown, and what was paid looks overdue. Export the "
                "ledger with its letters (column EcritureLet)."
            ).format(entity=company.entity, amount=_total(payments))
        ]
    waiting = company.matching.waiting
    if not waiting:
        return []
    return [
        several(
            "{entity}: {count} line bears a letter that no line of the other side bears: it "
            "stays open, for {amount}: {example}.",
            "{entity}: {count} lines bear a letter that no line of the other side bears: they "
            "stay open, for {amount}, such as {example}.",
        ).format(
            entity=company.entity, count=len(waiting), amount=_total(waiting), example=_example(waiting[0])
        )
    ]


_RENUMBERED = mark_counted(
    "{entity}: {count} line is known under another entry number: not doubled, {example}.",
    "{entity}: {count} lines are known under another entry number: not doubled, such as {example}.",
)
_FROM_LISTS = mark_counted(
    "{entity}: {count} item of the lists of open items is that of the ledger, {example}; "
    "it keeps the due date of the list.",
    "{entity}: {count} items of the lists of open items are those of the ledger, such as "
    "{example}; they keep the due dates of the lists.",
)


def of_replacement(company: Company) -> list[str]:
    """What the ledger of a period given again changes besides what it says."""
    notes: list[str] = []
    replacement, gone = company.replacement, company.withdrawn
    if replacement.strange:
        notes.append(
            _(
                "{entity}: the book holds other entries of these days and journals, hardly any of which stand in the "
                "files: they stay. If the files replace them, undo the import that brought them ({option})."
            ).format(entity=company.entity, option=option("undo"))
        )
    for said, items in ((_FROM_LISTS, replacement.taken), (_RENUMBERED, replacement.renumbered)):
        if items:
            told = {"count": len(items), "example": _example(items[0])}
            notes.append(several(*said).format(entity=company.entity, **told))
    if gone:
        notes.append(
            several(
                "{entity}: {count} item of these days is no longer in the ledger and leaves the "
                "book, for {amount}: {example}.",
                "{entity}: {count} items of these days are no longer in the ledger and leave the "
                "book, for {amount}, such as {example}.",
            ).format(
                entity=company.entity,
                count=len(gone),
                amount=sum_text(sum(abs(one.units) for one in gone)),
                example=f"{gone[0].document or gone[0].item} ({gone[0].custom.get('EcritureLib', gone[0].customer)})",
            )
        )
    return notes


def _total(items: Sequence[Item]) -> str:
    return sum_text(sum(abs(item.units) for item in items))


def _example(item: Item) -> str:
    """A line as a person finds it again: file, line, words."""
    line = item.line
    where = f"{line.file}:{line.line}" if line.file else item.key
    return f"{where} ({line.label or line.piece})" if line.label or line.piece else where
