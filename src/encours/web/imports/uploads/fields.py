"""What a column of a list may be, in the words of the reader, and the choice of one for each column."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from encours.api import words
from encours.book.records import Kind
from encours.i18n import _, mark
from encours.importers.fields import FIELDS
from encours.importers.mapping import NO_RECEIVABLE
from encours.importers.standing import Standing

KEPT, LEFT_OUT = "", "-"
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (mark("Needed"), ("customer", "amount", "debit", "credit", "open", "posting_date", "issue_date")),
    (
        mark("Receivable"),
        (
            "due_date",
            "document",
            "kind",
            "side",
            "currency",
            "amount_excl_vat",
            "paid",
            "reference",
            "order_reference",
            "item",
            "entity",
            "business_unit",
            "salesperson",
            "payment_method",
            "label",
            "account",
            "account_type",
        ),
    ),
    (
        mark("Matching and follow-up"),
        (
            "status",
            "payment_status",
            "settled",
            "still_open",
            "cancelled",
            "draft",
            "posted",
            "matching_ref",
            "matching_date",
            "settled_date",
            "reminder_status",
            "blocking_cause",
            "dispute",
            "dispute_cause",
            "dispute_date",
        ),
    ),
    (
        mark("Customer"),
        (
            "customer_name",
            "siren",
            "group",
            "country",
            "zone",
            "sector",
            "category",
            "portfolio",
            "collector",
            "payment_terms",
            "email",
            "phone",
            "language",
        ),
    ),
)
# What a column of a list is called where the book says it otherwise, or holds it as something else.
LABELS = {
    "customer": mark("Customer code"),
    "amount": mark("Amount incl. tax"),
    "debit": mark("Debit"),
    "credit": mark("Credit"),
    "open": mark("Open amount"),
    "issue_date": mark("Invoice date"),
    "document": mark("Document number"),
    "kind": mark("Type"),
    "side": mark("Debit or credit sign"),
    "amount_excl_vat": mark("Amount excl. tax"),
    "paid": mark("Amount paid"),
    "item": mark("Item key"),
    "label": mark("Entry text"),
    "account": mark("Account of the ledger"),
    "account_type": mark("Account type"),
    "status": mark("Status of the document"),
    "payment_status": mark("Payment status"),
    "settled": mark("Settled (yes or no)"),
    "still_open": mark("Open (yes or no)"),
    "cancelled": mark("Cancelled (yes or no)"),
    "draft": mark("Draft (yes or no)"),
    "posted": mark("Posted (yes or no)"),
    "matching_ref": mark("Matching reference"),
    "settled_date": mark("Settlement date"),
    "dispute": mark("Disputed (yes or no)"),
    "dispute_date": mark("Dispute date"),
    "payment_terms": mark("Payment terms"),
    "email": mark("E-mail"),
    "phone": mark("Phone"),
    "language": mark("Language"),
    # Columns of a preview.
    "_open": mark("Open amount"),
    "_line": mark("Line"),
    "_file": mark("File"),
    "_group": mark("Matching reference"),
    "CompteNum": mark("Account"),
    "EcritureLib": mark("Entry text"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """One column of a file on the page: its header, some values, what it is taken for, how many faults it has."""

    index: int
    header: str
    samples: Sequence[str]
    field: str
    faults: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """What a form says of all columns: the mapping, or `error`."""

    mapping: dict[str, Any] = field(default_factory=dict)
    error: str = ""


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields by group, for a list to choose from."""
    return [(_(group), [(name, label_of(name)) for name in names]) for group, names in GROUPS]


def label_of(name: str) -> str:
    """A field in the reader's words; a column shown by its own name otherwise."""
    return _(LABELS[name]) if name in LABELS else words.field(name)


def columns_of(
    layout: Mapping[str, Any], mapping: Mapping[str, Any], faults: Mapping[str, int]
) -> list[Chosen]:
    """The columns of a file, each with what a mapping or else recognition makes of it."""
    said = {header: name for name, header in (mapping.get("columns") or {}).items() if header}
    refused = {name for name, header in (mapping.get("columns") or {}).items() if not header}
    ignored = set(mapping.get("ignore") or ())
    made = []
    for index, column in enumerate(layout["columns"]):
        header, found = column["header"], column["field"]
        known = found if found not in refused and found not in said.values() else KEPT
        choice = LEFT_OUT if header in ignored else said.get(header, known)
        made.append(Chosen(index, header, column["samples"], choice, faults.get(header, 0)))
    return made


def read_choices(layout: Mapping[str, Any], posted: Mapping[str, Any]) -> Choice:
    """The mapping a form makes: what each column is, those left out, and what types and statuses stand for."""
    columns: dict[str, str] = {}
    ignore: list[str] = []
    for index, column in enumerate(layout["columns"]):
        said = posted.get(f"column-{index}", KEPT)
        if said == LEFT_OUT and column["header"]:
            ignore.append(column["header"])
        elif said in FIELDS and column["header"]:
            if said in columns:
                return Choice(error=_("{0} is chosen for two columns: keep one.").format(label_of(said)))
            columns[said] = column["header"]
    recognised = {column["field"] for column in layout["columns"]} & set(FIELDS)
    columns |= dict.fromkeys(sorted(recognised - set(columns)), "")
    mapping: dict[str, Any] = {"columns": columns} | ({"ignore": ignore} if ignore else {})
    if kinds := _said(layout.get("types"), posted, "kind", {*Kind, NO_RECEIVABLE}):
        mapping["kinds"] = kinds
    if statuses := _said(layout.get("statuses"), posted, "standing", set(Standing)):
        mapping["statuses"] = statuses
    return Choice(mapping)


def missing(columns: Sequence[Chosen], snapshot: bool) -> list[str]:
    """What a list cannot do without and no column gives."""
    has = {column.field for column in columns}
    lacks = [] if {"customer", "customer_name"} & has else [_("the customer code or name")]
    if not ({"amount", "open"} & has or {"debit", "credit"} <= has):
        lacks.append(_("an amount (or a debit and a credit)"))
    if not ({"posting_date", "issue_date"} & has or (snapshot and "due_date" in has)):
        lacks.append(_("the posting or invoice date"))
    return lacks


def _said(
    texts: Sequence[Mapping[str, str]] | None, posted: Mapping[str, Any], name: str, choices: Collection[str]
) -> dict[str, str]:
    """What a form says of texts of the list that recognition took for something else."""
    said = {}
    for place, one in enumerate(texts or ()):
        chosen = posted.get(f"{name}-{place}", "")
        if chosen in choices and chosen != one[name]:
            said[one["text"]] = chosen
    return said
