"""What the columns of a list turn out to be once their values are seen, and what a list cannot do without."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace

from encours.errors import DataError, option
from encours.importers.fields import HEEDED, OWN_REFERENCES
from encours.importers.flat.accounts import customers_apart
from encours.importers.flat.articles import without_articles
from encours.importers.flat.content import by_content
from encours.importers.flat.grouped import dated_lines
from encours.importers.headers import plain
from encours.importers.mapping import FlatMapping
from encours.importers.tabular import Grid, Layout
from encours.said import _

_RUNNING = frozenset(("solde", "balance"))
_OWN_REFERENCES = frozenset(map(plain, OWN_REFERENCES))
_FILLED, _DISTINCT = 0.6, 0.4  # of the lines, and of the references, for these to be numbers of documents


def check_mapping(layout: Layout, mapping: FlatMapping) -> None:
    """DataError when the mapping names a header that the file does not have."""
    for name, header in mapping.columns.items():
        if header.strip() and name not in layout.fields:
            nearest = difflib.get_close_matches(header, [h for h in layout.headers if h], 1, 0.4)
            hint = _(" The nearest is {name}.").format(name=nearest[0]) if nearest else ""
            message = _('{file} has no column "{header}" (mapping, columns.{name}).')
            raise DataError(message.format(file=layout.path.name, header=header, name=name) + hint)


def settle(layout: Layout, grid: Grid, mapping: FlatMapping) -> tuple[Layout, list[str]]:
    """The layout once values have told what headers leave open, with notes on what was set aside."""
    fields = without_articles(layout, grid, by_content(layout, grid, mapping), mapping.columns)
    fields, notes = customers_apart(layout, grid, fields, mapping.columns)
    fields = _numbered_by_reference(layout, grid, fields, mapping.columns)
    ledger = "debit" in fields and "credit" in fields
    said = mapping.columns.get("open")
    if ledger and not said and "open" in fields and plain(layout.headers[fields["open"]]) in _RUNNING:
        notes.append(_('"{header}" beside debit and credit is a running balance: kept as it is').format(
            header=layout.headers[fields.pop("open")]))  # fmt: skip
    return replace(layout, fields=fields), notes


def _numbered_by_reference(
    layout: Layout, grid: Grid, fields: dict[str, int], asked: Mapping[str, str]
) -> dict[str, int]:
    """The fields, with a column of references as the number of the document where no better column is."""
    if {"document", "item"} & {*fields, *asked} or "reference" in asked:
        return fields
    used = {index for field, index in fields.items() if field != "reference"}
    for index, header in enumerate(layout.headers):
        if index in used or plain(header) not in _OWN_REFERENCES:
            continue
        text = grid.columns[index].text.drop_null()
        if len(text) >= _FILLED * dated_lines(layout, grid).sum() and len(text.unique()) >= _DISTINCT * len(
            text
        ):
            others = {field: column for field, column in fields.items() if column != index}
            return {**others, "document": index}
    return fields


def require(layout: Layout, snapshot: bool) -> None:
    """DataError names what is missing for the list to be read: a customer, an amount, a date."""
    fields = layout.fields
    missing = []
    if not {"customer", "customer_name"} & set(fields):
        missing.append(_("the customer"))
    if not ({"amount", "open"} & set(fields) or {"debit", "credit"} <= set(fields)):
        missing.append(_("the amount"))
    if not ({"posting_date", "issue_date"} & set(fields) or (snapshot and "due_date" in fields)):
        missing.append(_("the posting or issue date"))
    if missing:
        raise DataError(
            _("{file}: no column found for {missing}. Name it in a mapping ({option}).").format(
                file=layout.path.name, missing=", ".join(missing), option=option("mapping")
            )
        )


def custom_columns(layout: Layout, ignored: tuple[str, ...], reserved: frozenset[str]) -> dict[str, int]:
    """The columns kept under their own header because no field claims them."""
    used = {index for field, index in layout.fields.items() if field not in HEEDED}
    found: dict[str, int] = {}
    taken = {name.casefold() for name in reserved}
    for index, header in enumerate(layout.headers):
        if index in used or header in ignored:
            continue
        name = header or _("column {number}").format(number=index + 1)
        while name.casefold() in taken or name.startswith("_"):
            name = f"{name.lstrip('_')} (source)"
        taken.add(name.casefold())
        found[name] = index
    return found
