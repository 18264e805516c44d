"""Lists with one line per article: the invoice, whose total each of its lines repeats, is taken once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.importers.fields import SYNONYMS
from encours.importers.flat.faults import Mask
from encours.importers.headers import plain
from encours.importers.tabular import Grid, Layout

_HEADERS = (
    "Article", "Code article", "Référence article", "Réf article", "Désignation", "Désignation article", "Produit",
    "Code produit", "Libellé article", "Libellé produit", "Nom du produit", "Nom de l'article", "Produit/Service",
    "Quantité", "Qté", "Qte", "Quantité facturée", "Prix unitaire", "Prix unitaire HT", "PU", "PU HT", "Montant ligne",
    "Montant HT ligne", "Total ligne", "Total ligne HT", "Total HT ligne", "N° ligne", "Ligne", "Numéro de ligne",
    "Unité de mesure", "Item name", "Item", "Item code", "Item number", "Item description", "Item desc", "Item price",
    "Item total", "Item amount", "Item quantity", "Product", "Product name", "Product code", "Product/Service",
    "Service", "SKU", "Quantity", "Qty", "Quantity invoiced", "Unit price", "Unit amount", "Rate", "Price",
    "Sales price",
    "Line amount", "Line total", "Line number", "Line no", "Line description", "Line item", "Lineitem name",
    "Lineitem quantity", "Lineitem price", "Lineitem sku", "Inventory item code", "Invoice lines/Product",
    "Invoice lines/Quantity", "Invoice lines/Label", "Invoice lines/Unit price", "Invoice lines/Subtotal",
    "Lignes de facture/Article", "Lignes de facture/Quantité", "Lignes de facture/Libellé", "Product/Service full name",
    "Amount line", "Prix de vente", "Remise ligne", "TVA ligne",
)  # fmt: skip
_NAMES = frozenset(map(plain, _HEADERS))
# What lines of one invoice have in common, and what an instalment or another document does not.
_SHARED = (
    "entity",
    "customer",
    "customer_name",
    "kind",
    "currency",
    "posting_date",
    "issue_date",
    "due_date",
)
_SHARE = 5  # documents of several lines for one that differs: fewer, and the column is worth of lines, not of documents
_SUMS = ("amount", "debit", "credit", "open", "paid", "amount_excl_vat")


def by_article(layout: Layout) -> bool:
    """Whether some column is about an article."""
    known = {index for field, index in layout.fields.items() if field != "item"}
    return "document" in layout.fields and any(
        plain(header) in _NAMES for index, header in enumerate(layout.headers) if index not in known
    )


def without_articles(
    layout: Layout, grid: Grid, fields: Mapping[str, int], asked: Mapping[str, str]
) -> dict[str, int]:
    """The fields of a list of articles: no article is the key of an item, and of several amounts the one that all lines
    of an invoice share is the invoice's."""
    found = dict(fields)
    if not by_article(layout):
        return found
    if "item" in found and "item" not in asked and plain(layout.headers[found["item"]]) in _NAMES:
        del found["item"]
    documents = grid.columns[found["document"]].text
    chosen = found.get("amount") if "amount" not in asked else None
    if chosen is not None and _varies(documents, grid.columns[chosen].text):
        names = [plain(name) for name in SYNONYMS["amount"]]
        others = [i for i, h in enumerate(layout.headers) if plain(h) in names and i not in found.values()]
        others.sort(key=lambda index: names.index(plain(layout.headers[index])))
        for index in others:
            if not _varies(documents, grid.columns[index].text):
                found["amount"] = index
                break
    return found


def repeated(layout: Layout, grid: Grid, keep: Mask) -> Mask | None:
    """The lines that say again, for another article, what the first line of their invoice says; also those that leave
    the invoice's total to its first line. None when there is none."""
    if not by_article(layout) or not keep.any():
        return None
    document = layout.fields["document"]
    shared = [layout.fields[name] for name in _SHARED if name in layout.fields]
    sums = [layout.fields[name] for name in _SUMS if name in layout.fields]
    totals = [layout.fields[name] for name in ("amount", "debit", "credit", "open") if name in layout.fields]
    chosen = pa.array(np.flatnonzero(keep))
    columns = {index: grid.columns[index].text.take(chosen) for index in (document, *shared, *sums)}
    keys = pc.binary_join_element_wise(*(pc.fill_null(columns[i], "") for i in (document, *shared)), "|")
    if any(_varies(keys, columns[index]) for index in totals[:1]):
        return None
    numbered = pc.is_valid(columns[document]).to_numpy(zero_copy_only=False)
    blank = np.ones(len(chosen), dtype=bool)
    for index in totals:
        blank &= pc.is_null(columns[index]).to_numpy(zero_copy_only=False)
    again = _later(columns, (document, *shared, *totals)) | (blank & _later(columns, (document,)))
    mask = np.zeros(len(keep), dtype=bool)
    mask[chosen.to_numpy()[again & numbered]] = True
    return mask if mask.any() else None


def _later(columns: Mapping[int, pa.Array], keys: tuple[int, ...]) -> Mask:
    """The lines that come after another that is the same in these columns."""
    count = len(columns[keys[0]])
    table = pa.table({**{str(index): columns[index] for index in keys}, "place": pa.array(np.arange(count))})
    firsts = table.group_by([str(index) for index in dict.fromkeys(keys)]).aggregate([("place", "min")])[
        "place_min"
    ]
    later = np.ones(count, dtype=bool)
    later[firsts.to_numpy()] = False
    return later


def _varies(documents: pa.Array, amounts: pa.Array) -> bool:
    """Whether the lines of one document usually differ in this column: it holds what each line is worth."""
    lines = pa.table({"document": documents, "amount": amounts, "line": pa.array(np.arange(len(documents)))})
    lines = lines.filter(pc.and_(pc.is_valid(documents), pc.is_valid(amounts)))
    found = lines.group_by("document").aggregate([("line", "count"), ("amount", "count_distinct")])
    several = pc.sum(pc.greater(found["line_count"], 1)).as_py() or 0
    differ = pc.sum(pc.greater(found["amount_count_distinct"], 1)).as_py() or 0
    return differ * _SHARE > several
