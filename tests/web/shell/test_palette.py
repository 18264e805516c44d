"""The palette: pages, acts, indicators, customers and numbers, by words people remember."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from encours.web.access.roles import Role

if TYPE_CHECKING:
    from django.test import Client


def sought(client: Any, text: str) -> list[str]:
    page = client.get("/rechercher/", {"q": text}).content.decode()
    page = page.split('id="sought" class="pal"')[1].split("</ul>")[0]
    return [
        re.sub(r"<[^>]+>", "", link).strip()
        for link in re.findall(r"<li>\s*<a [^>]*>(.*?)<small", page, re.S)
    ]


@pytest.fixture
def anyone(demo: Path, client_of: Callable[..., Client]) -> Client:
    return client_of(Role.CREDIT_MANAGER)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("balance agee", "Balance âgée"),
        ("AGEE", "Balance âgée"),
        ("enregistrer promesse", "Enregistrer une promesse"),
        ("variation dso", "Analyse de variation du DSO"),
        ("tableau", "Tableaux de bord"),
    ],
)
def test_words_without_accents_nor_capitals_find_pages_and_acts(anyone: Any, typed: str, first: str) -> None:
    anyone.person.language = "fr"
    anyone.person.save()
    assert sought(anyone, typed)[0] == first


def test_an_indicator_is_found_by_its_name_or_its_label(anyone: Any) -> None:
    assert "DSO" in sought(anyone, "dso")
    assert sought(anyone, "overdue rat") == sought(anyone, "overdue_rate") != []


def test_an_invoice_is_found_by_a_part_of_its_number(anyone: Any, demo: Path) -> None:
    from encours.api import open_book

    number = str(open_book(demo).rows("overdue").rows[0]["document"])
    assert len(number) > 6
    for part in (number[-5:], number[2:]):
        assert [label for label in sought(anyone, part) if number in label], part


def test_it_opens_on_pages_and_on_what_one_may_begin(anyone: Any, client_of: Callable[..., Any]) -> None:
    offered = sought(anyone, "")
    assert {"Customers", "Aged balance", "Record a promise", "Import a file"} <= set(offered)
    auditor = sought(client_of(Role.AUDITOR), "")
    assert "Customers" in auditor
    assert not {"Record a promise", "Import a file"} & set(auditor)


def test_the_middle_of_a_number_of_a_large_book_is_looked_for_when_asked(
    anyone: Any, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.api import open_book

    number = str(open_book(demo).rows("overdue").rows[0]["document"])
    middle = number[1:-1]
    monkeypatch.setattr("encours.api.search.MOST_READ", 0)
    page = anyone.get("/rechercher/", {"q": middle}).content.decode()
    assert f"“{middle}” within every number" in page
    assert number not in page
    deeper = anyone.get("/rechercher/", {"q": middle, "anywhere": "1"}).content.decode()
    assert number in deeper
    assert "within every number" not in deeper


def test_values_of_a_field_are_offered_as_they_are_typed(anyone: Any) -> None:
    def offered(**asked: str) -> list[str]:
        page = anyone.get("/valeurs/", {f"other-{name}": text for name, text in asked.items()})
        return re.findall(r'<option value="([^"]*)"', page.content.decode())

    assert {"FR", "BE", "GB"} <= set(offered(field="country"))
    assert offered(field="country", value="f") == ["FR"]
    assert offered(field="document") == offered(field="nothing") == []


def test_a_day_beyond_the_data_says_where_it_stops(anyone: Any) -> None:
    said = "The data stops on"
    assert said in anyone.get("/", {"date": "2030-01-01"}).content.decode()
    assert said not in anyone.get("/").content.decode()
