"""A table that has had a column added since: what was imported before knows nothing of it, and still answers."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

import encours
from encours.book import publication
from encours.book.home import Home
from encours.book.manifest import head
from encours.book.publication import announce, build_whole
from encours.book.segments import _columns
from encours.errors import DataError
from tests.book.older_books import without_checksums
from tests.book.small_books import imported

ENTITIES = "entity,name,currency\nF,Filiale,EUR\n"
FIRST = "F,A,A1,invoice,2025-01-05,2025-02-28,100\n"
SECOND = "F,B,B1,invoice,2025-01-05,2025-02-28,40\n"
ITEMS = "entity,customer,item,kind,posting_date,due_date,amount\n"


@pytest.mark.parametrize("older", [1, 2])
def test_segments_without_a_column_of_their_table_are_read_without_it(tmp_path: Path, older: int) -> None:
    home = Home(tmp_path)
    imported(home, entities=ENTITIES, customers="entity,customer,category\nF,A,shop\n", items=ITEMS + FIRST)
    imported(home, customers="entity,customer,category\nF,B,web\n", items=ITEMS + SECOND)
    for file in sorted(home.segments.glob("*/customers.parquet"))[:older]:
        pq.write_table(pq.read_table(file).drop_columns(["category"]), file)
    without_checksums(home)
    _columns.cache_clear()  # nothing else ever writes to a segment
    newest = head(home)
    announce(home, build_whole(home, newest), newest)
    rows = encours.open(home.path).show("net", as_of="2025-01-31", by="category").rows
    known = {row["category"]: row["net"] for row in rows}
    assert known == ({"web": 40, None: 100} if older == 1 else {None: 140})


def test_a_book_published_before_a_column_says_so_and_is_built_again_by_the_next_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = "entity,customer,item,kind,posting_date,due_date,amount\nF,A,{0},invoice,2025-01-05,2025-02-28,100"
    imported(Home(tmp_path), items=row.format("A1"))
    monkeypatch.setattr(publication, "FORM", publication.FORM + 1)
    with pytest.raises(DataError, match="encours rebuild"):
        encours.open(tmp_path)
    imported(Home(tmp_path), items=row.format("A2"))
    book = encours.open(tmp_path)
    assert book.show("net", as_of="2025-02-28").value == 200
    book.close()
