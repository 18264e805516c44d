"""What the address asks of a table: order, page, size, search, columns, file. What is unknown there is left aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from encours.web.address import one_of, whole
from encours.web.tables.columns import Column

SIZES = (25, 50, 100, 200)
PAPER = 2_000  # rows a table has on paper: a longer list is taken as a file
FORMATS = ("xlsx", "csv")
NAMES = ("sort", "page", "size", "q", "columns", "format", "paper")
LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Order:
    """By a column; what has no value comes last both ways."""

    key: str
    descending: bool = False

    def __str__(self) -> str:
        return ("-" if self.descending else "") + self.key


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, tamed: an unknown column, page or size is the default one."""

    query: QueryDict
    prefix: str
    order: Order | None
    page: int
    size: int
    search: str
    columns: tuple[str, ...]
    form: str

    def url(self, **changes: str | int | None) -> str:
        """The query string with changes to this table's part; None takes a name away.

        An order, a size or a search begins again at the first page.
        """
        query = self.query.copy()
        for name in {*changes, "format", "paper", *(() if "page" in changes else ("page",))}:
            query.pop(self.name(name), None)
        for name, value in changes.items():
            if value is not None:
                query[self.name(name)] = str(value)
        return "?" + query.urlencode(safe=",:")

    def name(self, part: str) -> str:
        """The name in the address: two tables of a page do not share theirs."""
        return f"{self.prefix}-{part}" if self.prefix else part

    def kept(self, but: Sequence[str]) -> list[tuple[str, str]]:
        """Names and values a form carries along; `but` are those it has fields for."""
        left = {self.name(name) for name in ("page", "format", "paper")} | set(but)
        return [(name, value) for name, values in self.query.lists() if name not in left for value in values]


def asked(
    query: QueryDict, columns: Sequence[Column], prefix: str = "", sort: str = "", size: int = 50
) -> Asked:
    """Read the part of the address that is about one table; `sort` and `size` are what it opens on."""

    def said(name: str) -> str:
        return query.get(f"{prefix}-{name}" if prefix else name, "").replace("\0", "")

    chosen = query.getlist(f"{prefix}-columns" if prefix else "columns")
    usual = PAPER if said("paper") else size
    return Asked(
        query,
        prefix,
        _order(said("sort"), columns) or _order(sort, columns),
        max(whole(said("page")), 1),
        whole(said("size")) if whole(said("size")) in SIZES and not said("paper") else usual,
        said("q").strip()[:LONGEST_SEARCH],
        _columns(",".join(chosen).split(","), columns),
        one_of(said("format"), FORMATS),
    )


def _order(text: str, columns: Sequence[Column]) -> Order | None:
    order = Order(text.removeprefix("-"), text.startswith("-"))
    return order if any(column.sortable and column.key == order.key for column in columns) else None


def _columns(names: Sequence[str], columns: Sequence[Column]) -> tuple[str, ...]:
    known: Mapping[str, Column] = {column.key: column for column in columns}
    chosen = tuple(name for name in dict.fromkeys(names) if name in known)
    return chosen or tuple(column.key for column in columns if not column.hidden)
