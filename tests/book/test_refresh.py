"""A published book brought up to date by an import is the book built again from nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import encours
from encours.api import OpenBook
from encours.book import importing
from encours.book.engine import Engine, open_engine
from encours.book.home import Home
from encours.book.manifest import head
from encours.book.publication import announce, build_whole, open_served
from tests.oracle import draws
from tests.oracle.asking import COUNTS, FLOWS, POSITIONS, differences, random_question
from tests.oracle.books import import_folder, import_ledger
from tests.oracle.changes import changed
from tests.oracle.figures import ALL
from tests.oracle.ledger import Customer, Dispute, Entity, Item, Ledger, write, write_table
from tests.oracle.naive import Naive
from tests.rounds import rounds

FIGURES = (*POSITIONS, *COUNTS, *FLOWS, *ALL)
SPLITS = ("kind", "customer", "country", "item")


@contextmanager
def counted() -> Iterator[list[int]]:
    """Every import refreshes the published book when it can; the list holds the versions so made."""
    made: list[int] = []
    real = importing.refresh

    def refresh(engine: Any, path: Path, home: Home, manifest: Any) -> None:
        made.append(manifest.version)
        real(engine, path, home, manifest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("encours.book.refresh.SMALL_BOOK", 0)
        patch.setattr(importing, "refresh", refresh)
        yield made


def rebuilt(home: Path, where: Path) -> OpenBook:
    """The same version of the book, its serving file built whole."""
    shutil.copytree(home, where)
    copy = Home(where)
    newest = head(copy)
    announce(copy, build_whole(copy, newest), newest)
    return encours.open(where)


def figures(book: OpenBook) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every figure, by several splits, at the ends of months and on another day; what is nothing is left out."""
    for split in SPLITS:
        sums = book.show(*POSITIONS, *COUNTS, as_of="2025-05-31", by=split, history=18, currency="EUR")
        yield split, some(sums.rows, (*POSITIONS, *COUNTS))
    aged = book.show("gross", as_of="2025-05-31", by=["entity", "bucket"], history=18, currency="EUR")
    yield "bucket", some(aged.rows, ("gross",))
    for day in ("2024-07-31", "2025-01-17"):
        flows = book.show(*FLOWS, *ALL, as_of=day, by="customer", currency="EUR")
        yield f"flows {day}", some(flows.rows, (*FLOWS, *ALL))


def some(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> list[dict[str, Any]]:
    """The rows that say something."""
    return [row for row in rows if any(row[name] for name in names)]


def assert_same(book: OpenBook, whole: OpenBook) -> None:
    assert book.about == whole.about
    for (name, mine), (_, theirs) in zip(figures(book), figures(whole), strict=True):
        assert mine == theirs, name


@settings(max_examples=2, phases=(Phase.generate,))
@given(seed=st.integers(0, 2**32), currencies=st.sampled_from([("EUR",), tuple(draws.DECIMALS)]))
def test_after_each_of_several_imports_every_figure_is_that_of_a_whole_rebuild(
    seed: int, currencies: tuple[str, ...]
) -> None:
    ledger, draw = draws.ledger(seed, 80, currencies), Random(seed)
    with tempfile.TemporaryDirectory() as folder, counted() as refreshed:
        where = Path(folder)
        import_ledger(where / "home", ledger, where / "0")
        for step in range(1, rounds(3, 4)):
            ledger = changed(ledger, seed + step)
            import_ledger(where / "home", ledger, where / f"{step}")
            book, whole = encours.open(where / "home"), rebuilt(where / "home", where / f"whole {step}")
            assert_same(book, whole)
            assert_right(book, ledger, draw, currencies)
            whole.close()
            book.close()
        assert refreshed


@settings(max_examples=rounds(2, 30), phases=(Phase.generate,))
@given(seed=st.integers(0, 2**32))
def test_what_people_wrote_of_items_and_accounts_that_move_is_that_of_a_whole_rebuild(seed: int) -> None:
    ledger, draw = draws.ledger(seed, 80, ("EUR",)), Random(seed)
    short = pytest.MonkeyPatch.context()
    with tempfile.TemporaryDirectory() as folder, counted() as refreshed, short as patched:
        patched.setattr("encours.book.finding.SHORTEST_END", 2)  # keys of these ledgers are short
        where = Path(folder)
        for step in range(5):
            ledger = changed(ledger, seed + step) if step else ledger
            source = write(ledger.with_(disputes=()) if step not in (0, 3) else ledger, where / f"{step}")
            if step in (0, 3):
                write_table(source / "promises.csv", promises(ledger, draw))
                write_table(source / "actions.csv", actions(ledger, draw))
            import_folder(where / "home", source)
            home = Home(where / "home")
            published, whole = open_served(home), open_engine(build_whole(home, head(home)), read_only=True)
            assert written(published) == written(whole)
            assert written(whole)[-1]
            assert written(whole)[2]
            published.close()
            whole.close()
        assert refreshed


def promises(ledger: Ledger, draw: Random) -> list[dict[str, str]]:
    """Of accounts and of items, on days around those of the ledger, some by customers and of items yet unknown."""
    rows = []
    for number in range(40):
        item = draw.choice(ledger.items)
        made = draws.day(draw)
        rows.append(
            {
                "promise": f"P{number}",
                "entity": item.entity,
                "customer": draw.choice([item.customer] * 9 + ["unknown"]),
                "item": draw.choice([item.item, "", f"I{draw.randint(0, 200)}"]),
                "amount": str(draw.randint(1, 500)),
                "made_on": str(made),
                "due_on": str(made + timedelta(draw.randint(0, 60))),
            }
        )
    return rows


def actions(ledger: Ledger, draw: Random) -> list[dict[str, str]]:
    """Likewise: of customers and of items that may be known only later."""
    return [
        {
            "action": f"T{number}",
            "entity": said["entity"],
            "customer": draw.choice([said["customer"], said["customer"], "unknown"]),
            "item": said["item"],
            "kind": draw.choice(("call", "note")),
            "done_at": f"{said['made_on']}T09:00:00",
        }
        for number, said in enumerate(promises(ledger, draw))
    ]


def written(engine: Engine) -> list[list[tuple[Any, ...]]]:
    """Every record with what it is about, and what was received for it, and how numbers end, by names that every build
    gives."""
    joined = "JOIN customers c ON c.customer_id = r.customer_id"
    about = f"{joined} LEFT JOIN items i ON i.item_id = r.item_id"
    plain = "r.* EXCLUDE (item_id, customer_id, entity_id), c.entity AS of, c.customer, i.item AS item_of"
    return [
        engine.rows(f"SELECT {plain} FROM contests r {about} ORDER BY ALL"),
        engine.rows(f"SELECT {plain} FROM promised r {about} ORDER BY ALL"),
        engine.rows(f"SELECT {plain} FROM acted r {about} ORDER BY ALL"),
        engine.rows(
            "SELECT promise, matched_on, valued_on, SUM(paid_units), c.entity, c.customer FROM promise_receipts r "
            f"{joined} GROUP BY ALL ORDER BY ALL"
        ),
        engine.rows(
            "SELECT n.turned, n.issued_on, i.entity, i.item, c.customer FROM number_ends n LEFT JOIN items i ON "
            "i.item_id = n.item_id LEFT JOIN customers c ON c.customer_id = n.customer_id ORDER BY ALL"
        ),
    ]


def assert_right(book: OpenBook, ledger: Ledger, draw: Random, currencies: tuple[str, ...]) -> None:
    """A few questions put to the loops too: a rebuild might be wrong in the same way."""
    naive = {currency: Naive(ledger, currency) for currency in currencies}
    for name in draw.sample(FIGURES, 5):
        question = random_question(draw, currencies, name)
        assert differences(book, naive[question.currency], question) == {}, question


def test_a_customer_of_an_entity_no_table_describes_is_numbered_like_the_others() -> None:
    """Described and in dispute before the first of its items: its dispute is counted for its entity."""
    day = date(2025, 1, 31)
    items = tuple(Item("F", "C1", f"I{n}", "invoice", day, Decimal(10)) for n in range(9))
    ledger = Ledger((Entity("F"),), items=items)
    more = ledger.with_(
        customers=[Customer("G", "C9", country="BE")],
        disputes=[Dispute("D1", "G", "C9", date(2025, 1, 2), day)],
        items=[*items, Item("F", "C1", "I10", "invoice", day, Decimal(1))],
    )
    with tempfile.TemporaryDirectory() as folder, counted() as refreshed:
        home = Path(folder, "home")
        import_ledger(home, ledger, Path(folder, "1"))
        import_ledger(home, more, Path(folder, "2"))
        assert refreshed == [2]
        book, whole = encours.open(home), rebuilt(home, Path(folder, "whole"))
        for one in (book, whole):
            rows = one.show("dispute_resolution_rate", as_of=day, by="entity").rows
            assert [(row["entity"], row["dispute_resolution_rate"]) for row in rows] == [("G", 1)]


def test_a_large_change_builds_the_book_again() -> None:
    """A quarter of the items held, or more: a rebuild costs less than a refresh."""
    day = date(2025, 1, 31)
    items = [Item("F", "C1", f"I{n}", "invoice", day, Decimal(10)) for n in range(8)]
    with tempfile.TemporaryDirectory() as folder, counted() as refreshed:
        home = Path(folder, "home")
        for step, count in enumerate((4, 5, 8)):  # then 1 of 4, then 3 of 5
            ledger = Ledger((Entity("F"),), items=tuple(items[:count]))
            import_ledger(home, ledger, Path(folder, f"{step}"))
        assert refreshed == []
        import_ledger(
            home, Ledger((Entity("F"),), items=(replace(items[0], amount=Decimal(7)),)), Path(folder, "4")
        )
        assert refreshed == [4]
        assert encours.open(home).show("net").value == 77
