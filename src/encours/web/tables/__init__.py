"""The one table of the product: sort, search, pages, columns, totals, Excel and CSV, from the address alone."""

from encours.web.tables.columns import Column, Kind, Row
from encours.web.tables.exports import answer
from encours.web.tables.frame import Checks, Empty, Frame
from encours.web.tables.listing import Table, of_pages, of_rows
from encours.web.tables.query import Order

__all__ = [
    "Checks",
    "Column",
    "Empty",
    "Frame",
    "Kind",
    "Order",
    "Row",
    "Table",
    "answer",
    "of_pages",
    "of_rows",
]
