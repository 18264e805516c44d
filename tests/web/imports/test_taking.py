"""Taking files into the book: one after the other, and the difference each makes told by cause."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.web.imports.conftest import LIST


def part(folder: Path, content: str, name: str = "liste.csv", **options: Any) -> dict[str, Any]:
    folder.mkdir(exist_ok=True)
    path = folder / str(len(list(folder.iterdir())))
    path.write_text(content, encoding="utf-8")
    importer = "book" if name != "liste.csv" else "flat"
    return {"files": [{"path": str(path), "name": name}], "importer": importer, "options": options}


def bring(made: dict[str, Any], allowed: list[str] | None = None) -> dict[str, Any]:
    from encours.web.imports.sandbox.importing import bring as taken

    return taken(made, allowed, lambda _step: None, lambda _done, _all: None)


def test_the_second_of_two_imports_waits_for_the_first(book: Path, tmp_path: Path) -> None:
    from encours.book.home import Home
    from encours.book.lock import writing
    from encours.web.imports.sandbox.importing import wait_for_pen

    heard: list[str] = []
    waiting, free = threading.Event(), threading.Event()

    def first() -> None:
        with writing(Home(book)):
            waiting.set()
            free.wait(300)

    def hear(step: str) -> None:
        heard.append(step)
        free.set()

    holder = threading.Thread(target=first)
    holder.start()
    waiting.wait(300)
    wait_for_pen(Home(book), hear)
    holder.join()
    assert heard
    assert set(heard) == {"Waiting for another import to end"}


def test_a_wait_has_an_end(book: Path) -> None:
    from encours.book.home import Home
    from encours.book.lock import writing
    from encours.errors import DataError
    from encours.web.imports.sandbox.importing import wait_for_pen

    with writing(Home(book)), pytest.raises(DataError, match="Another import is writing"):
        wait_for_pen(Home(book), lambda _step: None, patience=-1)


def test_causes_add_up_to_the_difference_and_each_item_counts_once(book: Path, tmp_path: Path) -> None:
    from encours.web.imports.sandbox.differences import explain

    bring(part(tmp_path / "f", LIST))
    changed = LIST.replace("120,50", "130,50").replace("15/02/2026", "20/02/2026")
    bring(part(tmp_path / "f", changed + "C3;Durand;F3;FA;15/01/2026;15/02/2026;7,00\n"))
    content = explain(2, lambda _step: None)
    assert content["totals"] == [
        {"currency": "EUR", "before": "1120.50", "difference": "17.00", "after": "1137.50"}
    ]
    causes = {one["cause"]: (one["items"], one["amount"]) for one in content["causes"]}
    assert causes == {"new_item": (1, "7.00"), "amount": (1, "10.00"), "due_date": (1, "0.00")}
    assert sum(Decimal(amount) for _items, amount in causes.values()) == Decimal("17.00")
    assert content["count"] == sum(items for items, _amount in causes.values())


def test_the_first_import_is_all_new(book: Path, tmp_path: Path) -> None:
    from encours.web.imports.sandbox.differences import explain

    bring(part(tmp_path / "f", LIST))
    content = explain(1, lambda _step: None)
    assert content["causes"] == [{"cause": "new_item", "currency": "EUR", "items": 2, "amount": "1120.50"}]


def test_what_is_left_beyond_the_items_counted_is_told_as_other(book: Path, tmp_path: Path) -> None:
    from encours.book.diff import diff
    from encours.book.home import Home
    from encours.web.imports.sandbox.differences import laid_out

    bring(part(tmp_path / "f", LIST))
    bring(part(tmp_path / "f", LIST.replace("120,50", "130,50").replace("1 000,00", "1 500,00")))
    content = laid_out(diff(Home(book), limit=1), first=False)
    assert [(one["cause"], one["items"], one["amount"]) for one in content["causes"]] == [
        ("amount", 1, "500.00"),
        ("other", None, "10.00"),
    ]


@pytest.mark.parametrize(
    ("allowed", "refused"), [(None, False), (["FR01"], False), (["FR02"], True), ([], True)]
)
def test_a_part_beyond_the_entities_allowed_is_refused_before_anything_is_written(
    book: Path, tmp_path: Path, allowed: list[str] | None, refused: bool
) -> None:
    report = bring(part(tmp_path / "f", LIST, entity="FR01"), allowed)
    assert bool(report["refused"]) is refused
    assert bool(list((book / "manifests").iterdir())) is not refused


@pytest.mark.parametrize(
    ("table", "content", "entities", "whole"),
    [
        ("customers", "entity,customer,name\nFR01,C1,Dupont\nDE01,C2,Zed\n", ["DE01", "FR01"], False),
        ("rates", "date,currency,rate\n2026-01-02,USD,1.1\n", [], True),
        ("disputes", "dispute,entity,customer,opened_on\nD1,FR01,C1,2026-01-02\n", ["FR01"], True),
    ],
)
def test_what_a_table_touches_is_told_from_its_file(
    tmp_path: Path, table: str, content: str, entities: list[str], whole: bool
) -> None:
    from encours.book.reading import FileTable
    from encours.web.imports.sandbox.importing import touched

    path = tmp_path / f"{table}.csv"
    path.write_text(content, encoding="utf-8")
    assert touched({table: FileTable(path)}) == (entities, whole)


def test_values_are_quoted_from_text_and_workbook(tmp_path: Path) -> None:
    import xlsxwriter

    from encours.web.imports.sandbox.quoting import values_at

    text = tmp_path / "a.csv"
    text.write_text("Client;Montant\nC1;12\nC2;x y\n", encoding="utf-8")
    sheet = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(str(sheet)) as made:
        page = made.add_worksheet()
        page.write_row(0, 0, ["Client", "Montant"])
        page.write_row(1, 0, ["C1", "12 euros"])
    places = [("a.csv", 3, "Montant"), ("a.csv", 2, ""), ("b.xlsx", 2, "Montant"), ("a.csv", 9, "Montant")]
    assert values_at([text, sheet], places) == ["x y", "C1 · 12", "12 euros", ""]
