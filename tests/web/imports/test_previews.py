"""Before anything is imported: the first rows of every format, and what the library says in the words of the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from encours.errors import COMMAND_LINE
from tests.web.imports.conftest import AT_HAND, LIST, page_of, read

pytestmark = AT_HAND

ITEMS = (
    "entity,customer,item,kind,document,posting_date,issue_date,currency,amount\n"
    "FR01,C1,I1,invoice,F1,2026-01-02,2026-01-02,EUR,120.50\n"
    "FR01,C2,I2,invoice,F2,not a day,2026-01-02,EUR,x\n"
)
CUSTOMERS = "entity,customer,name\nFR01,C1,Verrerie Quatrevaux\n"
FLAG = re.compile(r"(?<![-\w])--[a-z]|encours import|\[columns\]")


def test_an_interchange_folder_shows_each_of_its_tables(accountant: Any, bring: Callable[..., Any]) -> None:
    page = read(
        accountant.get(page_of(bring(accountant, ("customers.csv", CUSTOMERS), ("items.csv", ITEMS))))
    )
    assert "First rows – Customers" in page
    assert "Verrerie Quatrevaux" in page
    assert "First rows – Items" in page
    assert "120.50" in page
    assert "not a day" in page  # as it stands: the check tells what is wrong with it


def test_rates_are_shown(accountant: Any, bring: Callable[..., Any]) -> None:
    page = read(accountant.get(page_of(bring(accountant, ("rates.csv", "Date,USD\n2026-01-02,1.1005\n")))))
    assert "First rows – Exchange rates" in page
    assert "1.1005" in page


def test_a_parquet_table_is_shown(book: Path, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from encours.web.imports.sandbox.previewing import preview

    pq.write_table(pa.table({"entity": ["FR01"], "customer": ["C1"], "name": ["Dupont"]}), tmp_path / "1")
    files = [{"path": str(tmp_path / "1"), "name": "customers.parquet"}]
    found = preview({"files": files, "importer": "book", "options": {}}, [])
    assert found["tables"][0]["rows"] == [{"_line": 0, "entity": "FR01", "customer": "C1", "name": "Dupont"}]


def test_a_list_says_how_many_items_and_customers_it_holds_and_for_how_much(
    accountant: Any, bring: Callable[..., Any]
) -> None:
    page = read(accountant.get(page_of(bring(accountant, ("liste.csv", LIST)))))
    held = page[page.index("What the files hold") :]
    assert "1,120.50" in held[: held.index("</table>")]


def test_two_lists_of_the_same_headers_are_shown_together_each_row_with_its_file(
    accountant: Any, bring: Callable[..., Any]
) -> None:
    second = LIST.replace("C1", "C3").replace("C2", "C4").replace("F1", "F3").replace("F2", "F4")
    page = read(accountant.get(page_of(bring(accountant, ("a.csv", LIST), ("b.csv", second)))))
    rows = page[page.index("First rows") :]
    assert "<td>a.csv</td>" in rows
    assert "<td>b.csv</td>" in rows
    assert rows.index("F2") < rows.index("F3")


def test_a_preview_that_takes_too_long_does_not_keep_from_checking(
    accountant: Any, bring: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.web.imports.sandbox import parent

    upload = bring(accountant, ("rates.csv", "Date,USD\n2026-01-02,1.1\n"))

    def ended(*_arguments: Any, **_named: Any) -> Any:
        raise parent.Ended("Reading was stopped")

    monkeypatch.setattr(parent, "run", ended)
    page = read(accountant.get(page_of(upload)))
    assert "too heavy for a preview" in page
    assert "Check without importing" in page


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rates.csv", "Date,Devise,Taux\n01/02/2026,USD,1.1\n", "Say it with &quot;Dates&quot;"),
        ("liste.csv", LIST.replace("15/01", "05/01").replace("15/02", "05/02"), "&quot;Dates&quot;"),
        ("liste.csv", LIST, "say which with &quot;Entity&quot;"),
        (
            "liste.csv",
            LIST.replace("TTC\n", "TTC;Reste dû\n")
            .replace("120,50\n", "120,50;10\n")
            .replace("000,00\n", "000,00;5\n"),
            "Say the day of the list with &quot;All that is open on&quot;",
        ),
    ],
)
def test_what_the_library_says_names_the_field_of_the_page_and_no_option_of_the_command_line(
    accountant: Any, bring: Callable[..., Any], name: str, content: str, said: str
) -> None:
    page = read(accountant.get(page_of(bring(accountant, (name, content)))))
    assert said in page
    assert not FLAG.search(page)


def test_every_option_the_library_speaks_of_has_its_name_on_the_pages(book: Path) -> None:
    from encours.i18n import speaking
    from encours.web.sentences import field_named

    with speaking("en"):
        for option in COMMAND_LINE:
            assert re.fullmatch('"[A-Z][^"]+"', field_named(option))
