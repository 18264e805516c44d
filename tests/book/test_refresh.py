"""A published book brought up to date by an import is the book built again from nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import encours
from encours.api import OpenBook
from encours.book import importing
from encours.book.home import Home
from encours.book.manifest import head
from encours.book.publication import announce, build_whole
from tests.oracle import draws
from tests.oracle.asking import COUNTS, FLOWS, POSITIONS, differences, random_question
from tests.oracle.books import import_ledger
from tests.oracle.changes import changed
from tests.oracle.figures import ALL
from tests.oracle.ledger import Ledger
from tests.oracle.naive import Naive

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


@settings(max_examples=3, phases=(Phase.generate,))
@given(seed=st.integers(0, 2**32), currencies=st.sampled_from([("EUR",), tuple(draws.DECIMALS)]))
def test_after_each_of_several_imports_every_figure_is_that_of_a_whole_rebuild(
    seed: int, currencies: tuple[str, ...]
) -> None:
    ledger, draw = draws.ledger(seed, 80, currencies), Random(seed)
    with tempfile.TemporaryDirectory() as folder, counted() as refreshed:
        where = Path(folder)
        import_ledger(where / "home", ledger, where / "0")
        for step in range(1, 4):
            ledger = changed(ledger, seed + step)
            import_ledger(where / "home", ledger, where / f"{step}")
            book, whole = encours.open(where / "home"), rebuilt(where / "home", where / f"whole {step}")
            assert_same(book, whole)
            assert_right(book, ledger, draw, currencies)
            whole.close()
            book.close()
        assert refreshed


def assert_right(book: OpenBook, ledger: Ledger, draw: Random, currencies: tuple[str, ...]) -> None:
    """A few questions put to the loops too: a rebuild might be wrong in the same way."""
    naive = {currency: Naive(ledger, currency) for currency in currencies}
    for name in draw.sample(FIGURES, 5):
        question = random_question(draw, currencies, name)
        assert differences(book, naive[question.currency], question) == {}, question
