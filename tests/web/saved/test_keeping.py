"""What a view keeps of an address, and where it leads back to."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from encours.errors import UsageError
from encours.web.saved.keeping import LONGEST, MOST_PAIRS, address_of, kept, same


def view(page: str = "items", query: str = "", **arguments: Any) -> SimpleNamespace:
    return SimpleNamespace(pk=7, page=page, query=query, arguments=arguments)


def test_the_date_and_the_page_number_pass_the_filters_stay() -> None:
    found = kept("/creances/?measure=overdue&where=country%3DFR&date=2025-06-30&page=3&known=2&late-page=2")
    assert (found.page, found.query) == ("items", "measure=overdue&where=country%3DFR")


def test_the_date_stays_when_asked() -> None:
    assert kept("/creances/?date=2025-06-30&page=3", dated=True).query == "date=2025-06-30"


@pytest.mark.parametrize("address", ["https://evil.example/creances/?q=a", "//evil.example/creances/?q=a"])
def test_the_host_of_an_address_is_never_looked_at(address: str) -> None:
    assert address_of(view(query=kept(address).query), []) == "/creances/?q=a&view=7"


@pytest.mark.parametrize(
    "address", ["", "//evil.example", "javascript:alert(1)", "/nowhere/", "/tableaux/", "/compte/", "/vues/"]
)
def test_a_page_that_is_not_one_of_figures_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        kept(address)


def test_a_forged_token_or_an_odd_name_is_not_kept() -> None:
    assert kept("/creances/?csrfmiddlewaretoken=x&a%3Cb=1&q=x%00y&part=all&format=csv").query == ""


def test_an_address_too_long_or_of_too_many_parts_is_refused() -> None:
    kept("/creances/?" + "&".join(["where=a"] * MOST_PAIRS))
    with pytest.raises(UsageError):
        kept("/creances/?" + "&".join(["where=a"] * (MOST_PAIRS + 1)))
    with pytest.raises(UsageError):
        kept(f"/creances/?q={'a' * (LONGEST + 1)}")


def test_a_view_leads_to_the_date_of_the_page_unless_it_has_its_own() -> None:
    scope = [("date", "2026-01-31"), ("entity", "FR01")]
    assert address_of(view(query="q=a"), scope) == "/creances/?date=2026-01-31&entity=FR01&q=a&view=7"
    assert address_of(view(query="date=2025-06-30"), scope) == "/creances/?entity=FR01&date=2025-06-30&view=7"


def test_a_view_of_a_page_that_is_gone_leads_nowhere() -> None:
    assert address_of(view(page="gone"), []) == ""
    assert address_of(view(page="items", customer="C1"), []) == ""


def test_a_view_is_the_one_shown_whatever_the_date_and_the_order_of_its_filters() -> None:
    kept_one = view(query="where=a%3D1&where=b%3D2")
    assert same(kept_one, [("where", "b=2"), ("where", "a=1"), ("date", "2025-06-30"), ("view", "7")])
    assert not same(kept_one, [("where", "a=1")])
    assert not same(view(query="entity=FR01"), [("entity", "FR02")])
