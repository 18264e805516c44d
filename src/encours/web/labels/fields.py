"""Names of what the rows hold, as a person reads them: fields, kinds of items, buckets, values of filters."""

from __future__ import annotations

from datetime import date

from encours.cube import buckets
from encours.cube.dimensions import BY_NAME as DIMENSIONS
from encours.cube.measures import BY_NAME as MEASURES
from encours.i18n import _, mark
from encours.web import typography

KINDS = {
    "invoice": mark("Invoice"),
    "debit_note": mark("Debit note"),
    "bill": mark("Bill of exchange"),
    "credit_note": mark("Credit note"),
    "payment": mark("Payment"),
    "advance": mark("Advance"),
    "write_off": mark("Write-off"),
}
FIELDS = {
    "amount": mark("Amount"),
    "open": mark("Open"),
    "days_late": mark("Days late"),
    "credit_item": mark("Credit"),
    "credit_kind": mark("Kind of credit"),
    "value_date": mark("Value date"),
    "matching_date": mark("Matching date"),
    "dispute": mark("Dispute"),
    "state": mark("State"),
    "made_on": mark("Promised on"),
    "due_on": mark("Promised for"),
    "received": mark("Amount received"),
    "cancelled_on": mark("Cancelled on"),
    "channel": mark("Channel"),
    "contact": mark("Contact"),
    "comment": mark("Comment"),
}
ORIGINS = {"read": mark("As given"), "computed": mark("Computed from the terms")}


def field_label(name: str) -> str:
    """A column, a dimension or a field of one's own, which keeps its name."""
    if name in FIELDS:
        return _(FIELDS[name])
    return _(DIMENSIONS[name].label) if name in DIMENSIONS else name


def measure_label(name: str) -> str:
    measure = MEASURES["gross" if name == "aged" else name]
    return _(measure.label)


def bucket(label: str, base: str = "due") -> str:
    """A bucket by its label; counted from the issue date, the first one is not late but new.

    >>> [bucket(label) for label in ("not_due", "1-30", "91+", "unapplied")]
    ['Not due', '1–30 d', '91 d and more', 'Unapplied credits']
    >>> bucket("not_due", "issue")
    'Issued that day'
    """
    if label == buckets.NOT_DUE:
        return _("Not due") if base == "due" else _("Issued that day")
    if label == buckets.UNAPPLIED:
        return _("Unapplied credits")
    if label.endswith("+"):
        return _("{0} d and more").format(label[:-1])
    low, dash, high = label.partition("-")
    return _("{0}–{1} d").format(low, high) if dash else label


def kind(code: str | None) -> str:
    return _(KINDS[code]) if code in KINDS else code or ""


def value(name: str, said: str | None, base: str = "due") -> str:
    """A value of a field as a filter or a row of a split shows it; "(none)" where there is none."""
    if said in (None, ""):
        return _("(none)")
    match name:
        case "bucket":
            return bucket(said, base)
        case "kind" | "credit_kind":
            return kind(said)
        case "doubtful" | "inferred":
            return _("yes") if said == "true" else _("no")
        case "due_source":
            return _(ORIGINS[said]) if said in ORIGINS else said
        case "posting_date" | "issue_date" | "due_date":
            return _day(said)
    return said


def _day(said: str) -> str:
    try:
        return typography.day(date.fromisoformat(said))
    except ValueError:
        return said
