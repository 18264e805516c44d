"""What the report says of the columns of a list: which was read as what, and which were not used."""

from __future__ import annotations

from encours.i18n import mark
from encours.importers.flat.work import Work
from encours.importers.values import mostly_numbers
from encours.said import _, listed

_SAMPLE = 200
_LABELS = {
    "customer": mark("customer"),
    "customer_name": mark("customer name"),
    "document": mark("document"),
    "kind": mark("type"),
    "amount": mark("amount"),
    "debit": mark("debit"),
    "credit": mark("credit"),
    "open": mark("open amount"),
    "paid": mark("amount paid"),
    "posting_date": mark("posting date"),
    "issue_date": mark("issue date"),
    "due_date": mark("due date"),
    "settled_date": mark("settlement date"),
    "currency": mark("currency"),
    "matching_ref": mark("matching reference"),
    "account": mark("account"),
    "status": mark("status"),
    "payment_status": mark("payment status"),
    "settled": mark("settled, yes or no"),
    "still_open": mark("open, yes or no"),
    "cancelled": mark("cancelled, yes or no"),
    "draft": mark("draft, yes or no"),
    "posted": mark("posted, yes or no"),
}


def column_notes(work: Work) -> list[str]:
    """A note on the columns read, and one on those kept under their own name and not used: numbers first."""
    fields = work.layout.fields
    said = {work.layout.headers[fields[name]]: _(label) for name, label in _LABELS.items() if name in fields}
    others = dict.fromkeys(
        work.layout.headers[index] for name, index in fields.items() if name not in _LABELS
    )
    read: list[str] = [listed([label, header], " = ") for header, label in said.items()]
    read += [header for header in others if header and header not in said]
    notes: list[str] = [_("columns read: {columns}").format(columns=listed(read))]
    free = [
        (not _is_number(work, index), header)
        for index, header in enumerate(work.layout.headers)
        if header
        and index not in fields.values()
        and work.grid.columns[index].text.null_count < len(work.grid.lines)
    ]
    if free:
        numbers = ", ".join(header for text, header in free if not text)
        texts = ", ".join(header for text, header in free if text)
        if numbers:
            notes.append(_("columns of numbers not used: {columns}").format(columns=numbers))
        if texts:
            notes.append(_("other columns not used, kept as they are: {columns}").format(columns=texts))
    return notes


def _is_number(work: Work, index: int) -> bool:
    return mostly_numbers(work.grid.columns[index].text[:_SAMPLE].to_pylist())
