"""Answers in a notebook and in the libraries used there; a book says what it is, and what was asked wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars
import pyarrow as pa
import pytest

import encours
from encours.api import OpenBook
from encours.book.home import Home
from encours.errors import UsageError
from tests.api.small_group import TABLES
from tests.book.small_books import imported

DAY = "2025-05-31"
RATES = """
    date,currency,rate
    2024-01-02,USD,1.1
    2024-01-02,GBP,0.85
    """


def group(where: Path) -> OpenBook:
    imported(Home(where), **TABLES, rates=RATES)
    return encours.open(where)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    with group(tmp_path_factory.mktemp("group")) as opened:
        yield opened


ANSWERS: dict[str, Callable[[OpenBook], Any]] = {
    "figures": lambda book: book.show("net", "dso", "overdue_count", by=["entity", "doubtful"], history=2),
    "items": lambda book: book.rows("net", as_of=DAY),
    "receipts": lambda book: book.rows("receipts", as_of=DAY, window="12m"),
    "disputes": lambda book: book.rows("disputed", as_of=DAY),
    "promises": lambda book: book.rows("promised", as_of="2025-05-10"),
    "page": lambda book: book.page("net", as_of=DAY, limit=2),
    "ranked": lambda book: book.ranked("net", "overdue", by=["entity", "customer"], as_of=DAY, limit=2),
    "due dates": lambda book: book.show("gross", by="due_date", as_of=DAY),
    "nothing": lambda book: book.rows("net", as_of="2020-01-01"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_is_a_data_frame_of_the_rows_it_has(book: OpenBook, name: str) -> None:
    answer = ANSWERS[name](book)
    frame = polars.DataFrame(answer)
    rows = list(answer)
    assert frame.height == len(rows) == len(answer)
    assert pa.table(answer).num_rows == len(rows)
    for column, kind in frame.schema.items():
        held = {row[column] for row in rows} - {None}
        if held and all(isinstance(one, str) and _is_day(one) for one in held):
            assert kind == polars.Date, column
        if held and all(isinstance(one, bool) or one in ("true", "false") for one in held):
            assert kind == polars.Boolean, column
        if any(isinstance(one, Decimal) for one in held):
            assert kind in (polars.Decimal(38, 10), polars.Float64), column


def test_days_money_and_flags_arrive_as_such(book: OpenBook) -> None:
    (row,) = polars.DataFrame(book.rows("gross", as_of=DAY, where="item=I5")).to_dicts()
    assert (row["due_date"], row["doubtful"], row["days_late"]) == (date(2025, 5, 1), True, 30)
    assert row["open"] == Decimal(70)


def test_a_very_long_answer_has_the_same_columns(book: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    from encours.api import columns

    asked: dict[str, Any] = {"by": ["customer", "doubtful", "due_date"], "as_of": DAY}
    short = polars.DataFrame(book.show("net", **asked)).sort("customer", "due_date")
    monkeypatch.setattr(columns, "MANY_CUSTOMERS", 1)
    long = polars.DataFrame(book.show("net", **asked)).sort("customer", "due_date")
    assert (long.schema, long.rows()) == (short.schema, short.rows())


def test_a_notebook_shows_a_table_without_a_word_of_markup_from_the_book(book: OpenBook) -> None:
    told = book.show("net", by="doubtful", as_of=DAY)._repr_html_()
    assert told.startswith("<table>")
    assert (told.count(">yes<"), told.count(">no<"), told.count("true")) == (1, 1, 0)
    answer = book.show("net", by="entity", as_of=DAY)
    row = {**answer.rows[0], "entity": "<b>F&1"}
    hostile = encours.api.Result(
        [row], answer.dimensions, answer.units, answer.labels, "EUR", None, notes=("<i>",)
    )
    shown = hostile._repr_html_()
    assert "&lt;b&gt;F&amp;1" in shown
    assert "&lt;i&gt;" in shown


def test_a_page_says_of_how_many_rows_it_is(book: OpenBook) -> None:
    page = book.page("gross", as_of=DAY, limit=1)
    assert repr(page).endswith(f"1 of {page.count} rows")
    assert f"<p>1 of {page.count} rows</p>" in page._repr_html_()


def test_a_book_says_what_it_holds_and_no_more_than_may_be_seen(book: OpenBook) -> None:
    said = repr(book)
    assert (
        said == f"<{book.home.path}: 2 entities, 4 customers, EUR, GBP, USD, data up to 2025-05-02, import 1>"
    )
    confined = repr(book.within("entity=F2"))
    assert "seen within entity=F2" in confined
    assert "customers" not in confined


def test_a_book_is_closed_at_the_end_of_its_block_and_says_so(tmp_path: Path) -> None:
    with group(tmp_path) as book:
        assert book.show("net", as_of=DAY).value
    assert repr(book) == f"<{tmp_path}: closed>"
    for ask in (
        lambda: book.show("net"),
        lambda: book.rows("net"),
        lambda: book.page("net"),
        lambda: next(iter(book.stream("net"))),
        book.another,
    ):
        with pytest.raises(UsageError, match=r"closed.*encours\.open"):
            ask()
    book.close()  # once more does no harm


WRONG: list[tuple[str, Callable[[OpenBook], Any]]] = [
    ("show\\(.*12", lambda book: book.show(12)),  # type: ignore[arg-type]
    ("show\\(.*'net', 'dso'", lambda book: book.show(["net", "dso"])),  # type: ignore[arg-type]
    ("by is a text", lambda book: book.show("net", by=5)),  # type: ignore[arg-type]
    ("by is a text", lambda book: book.show("net", by=["entity", 5])),  # type: ignore[list-item]
    ("where is a text", lambda book: book.show("net", where=[("country", "FR")])),  # type: ignore[list-item]
    ("a list of values", lambda book: book.show("net", where={"country": {"FR": 1}})),
    ("5 is not a date", lambda book: book.show("net", as_of=5)),  # type: ignore[arg-type]
    ("period", lambda book: book.show("net", history=1.5)),  # type: ignore[arg-type]
    ("currency is a text", lambda book: book.show("net", currency=3)),  # type: ignore[arg-type]
    ("compare is True or False", lambda book: book.show("net", compare="no")),  # type: ignore[arg-type]
    ("settings is a dictionary", lambda book: book.show("dso", settings=5)),  # type: ignore[arg-type]
    ("measure is a text", lambda book: book.rows(5)),  # type: ignore[arg-type]
    ("limit is a whole number", lambda book: book.rows("net", limit="1; DROP")),  # type: ignore[arg-type]
    ("limit is a whole number", lambda book: book.rows("net", limit=-1)),
    ("offset is a whole number", lambda book: book.page("net", offset=True)),
    ("order is a text", lambda book: book.page("net", order=3)),  # type: ignore[arg-type]
    ("order is a text", lambda book: book.stream("net", order=3)),  # type: ignore[arg-type]
    ("having is a text", lambda book: book.ranked("net", by="customer", having=3)),  # type: ignore[arg-type]
    ("where is a text", lambda book: book.within(3)),  # type: ignore[arg-type]
    ("indicators is a dictionary", lambda book: book.using(3)),  # type: ignore[arg-type]
    ("answer, one of its rows", lambda book: book.behind(3, {}, "net")),  # type: ignore[arg-type]
    ("no column 'nett'", lambda book: book.show("net")["nett"]),
    ("one row and one figure", lambda book: book.show("net", "dso").value),
    ("path of its folder", lambda book: encours.open(5)),  # type: ignore[arg-type]
    ("number of an import or a day", lambda book: encours.open("x", as_known=1.5)),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("said", "ask"), WRONG)
def test_what_is_asked_wrong_is_said_in_one_line(
    book: OpenBook, said: str, ask: Callable[[OpenBook], Any]
) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        ask(book)
    assert "\n" not in str(raised.value)


def test_what_a_program_has_at_hand_is_taken_as_it_is(book: OpenBook) -> None:
    aged = book.show("aged", as_of=datetime(2025, 5, 31, 18, 30, tzinfo=UTC), edges=[15, 45]).rows
    assert aged == book.show("aged", as_of=DAY, edges="15,45").rows
    assert book.show("net", by=None, where=None, as_of=DAY).value == book.show("net", as_of=DAY).value
    assert book.show("gross", where={"doubtful": True}, as_of=DAY, currency="USD", by="currency").rows
    with encours.open(book.home.path, as_known=book.version) as known:
        assert known.version == book.version


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
