"""Views kept, shared, updated, put back: by whom, and what the others see of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from encours.web.saved.landing import land
from encours.web.saved.models import Landing, SavedView

OVERDUE = "/creances/?measure=overdue&where=entity%3DFR01"


def keep(client: Client, label: str = "Late", address: str = OVERDUE, **more: str) -> SavedView:
    answer = client.post("/vues/nouvelle/", {"label": label, "address": address, **more})
    assert answer.status_code == 302, answer.content.decode()
    return SavedView.objects.get(label=label, owner=client.person)  # type: ignore[attr-defined]


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return body.decode()


def test_a_view_kept_is_in_the_menu_of_its_page_and_marked_there(client_of: Callable, demo: Path) -> None:
    client = client_of("collector")
    answer = client.post("/vues/nouvelle/", {"label": "Late", "address": f"{OVERDUE}&date=2025-06-30"})
    view = SavedView.objects.get()
    assert view.query == "measure=overdue&where=entity%3DFR01"
    assert answer.url == f"/creances/?date=2025-06-30&{view.query}&view={view.pk}"
    body = text(client, answer.url)
    assert 'aria-current="true"><span>Late</span>' in body
    assert "modified" not in body
    assert "modified" in text(client, answer.url + "&where=country%3DFR")


def test_a_name_taken_or_missing_brings_the_form_back_with_what_was_typed(
    client_of: Callable, demo: Path
) -> None:
    client = client_of("cfo")
    keep(client)
    answer = client.post("/vues/nouvelle/", {"label": "Late", "address": OVERDUE, "dated": "on"})
    assert answer.status_code == 422
    assert "already" in answer.content.decode()
    assert 'value="Late"' in answer.content.decode()
    assert "checked" in answer.content.decode()
    assert client.post("/vues/nouvelle/", {"label": " ", "address": OVERDUE}).status_code == 422
    assert (
        client.post("/vues/nouvelle/", {"label": "x", "address": "//evil.example/tableaux/"}).status_code
        == 422
    )
    assert SavedView.objects.count() == 1


def test_a_name_is_written_as_text(client_of: Callable, demo: Path) -> None:
    client = client_of("cfo")
    view = keep(client, "<script>alert(1)</script>")
    for address in ("/creances/", "/vues/", f"/vues/{view.pk}/"):
        assert "<script>alert(1)" not in text(client, address)


@pytest.mark.parametrize(
    ("role", "keeps", "shares"),
    [
        ("cfo", True, True),
        ("credit_manager", True, True),
        ("controller", True, True),
        ("collector", True, False),
        ("sales", True, False),
        ("accountant", True, False),
        ("administrator", True, True),
        ("auditor", False, False),
    ],
)
def test_who_keeps_and_who_shares(
    client_of: Callable, db: None, role: str, keeps: bool, shares: bool
) -> None:
    client = client_of(role)
    answer = client.post("/vues/nouvelle/", {"label": "Late", "address": OVERDUE})
    assert answer.status_code == (302 if keeps else 403)
    if keeps:
        view = SavedView.objects.get()
        client.post(f"/vues/{view.pk}/", {"version": "1", "label": "Late", "roles": ["collector", "nobody"]})
        view.refresh_from_db()
        assert view.roles == (["collector"] if shares else [])


def test_a_shared_view_gives_no_right(client_of: Callable, demo: Path) -> None:
    cfo, collector, other = client_of("cfo"), client_of("collector", portfolios=["P1"]), client_of("sales")
    view = keep(cfo, address="/creances/?measure=net")
    cfo.post(f"/vues/{view.pk}/", {"version": "1", "label": "Late", "roles": ["collector"]})
    assert "<span>Late</span>" in text(collector, "/creances/")
    assert "<span>Late</span>" not in text(other, "/creances/")
    rows = text(collector, f"/creances/?measure=net&view={view.pk}&format=csv").splitlines()
    own = text(collector, "/creances/?measure=net&format=csv").splitlines()
    everything = text(cfo, f"/creances/?measure=net&view={view.pk}&format=csv").splitlines()
    assert rows == own
    assert len(rows) < len(everything)


@pytest.mark.parametrize("act", ["", "mise-a-jour/", "rang/", "suppression/", "retour/", "ouverture/"])
def test_what_is_not_mine_does_not_exist(client_of: Callable, db: None, act: str) -> None:
    view = keep(client_of("cfo"))
    assert client_of("credit_manager").post(f"/vues/{view.pk}/{act}", {"label": "x"}).status_code == 404


def test_a_shared_view_is_changed_by_its_owner_alone(client_of: Callable, db: None) -> None:
    cfo, manager = client_of("cfo"), client_of("credit_manager")
    view = keep(cfo)
    cfo.post(f"/vues/{view.pk}/", {"version": "1", "label": "Late", "roles": ["credit_manager"]})
    for act in ("", "mise-a-jour/", "suppression/"):
        assert manager.post(f"/vues/{view.pk}/{act}", {"label": "x"}).status_code == 404
    view.refresh_from_db()
    assert (view.label, view.deleted_at) == ("Late", None)


def test_an_update_keeps_what_is_shown_now(client_of: Callable, db: None) -> None:
    client = client_of("cfo")
    view = keep(client)
    client.post(f"/vues/{view.pk}/mise-a-jour/", {"address": "/creances/?measure=net&view=3&page=2"})
    view.refresh_from_db()
    assert view.query == "measure=net"
    client.post(f"/vues/{view.pk}/mise-a-jour/", {"address": "/reglages/journal/?q=x"})
    view.refresh_from_db()
    assert view.query == "measure=net"


def test_a_view_deleted_can_be_put_back(client_of: Callable, demo: Path) -> None:
    client = client_of("cfo")
    view = keep(client)
    client.post(f"/vues/{view.pk}/suppression/")
    assert "<span>Late</span>" not in text(client, "/creances/")
    assert f"/vues/{view.pk}/retour/" in text(client, "/vues/")
    client.post(f"/vues/{view.pk}/retour/")
    assert "<span>Late</span>" in text(client, "/creances/")


def test_two_windows_do_not_lose_what_the_other_wrote(client_of: Callable, db: None) -> None:
    client = client_of("cfo")
    view = keep(client)
    address = f"/vues/{view.pk}/"
    assert 'name="version" value="1"' in text(client, address)
    assert client.post(address, {"version": "1", "label": "First"}).status_code == 302
    answer = client.post(address, {"version": "1", "label": "Second"})
    assert answer.status_code == 409
    for shown in ("changed in another window", 'value="Second"', 'name="version" value="2"'):
        assert shown in answer.content.decode()
    view.refresh_from_db()
    assert (view.label, view.version) == ("First", 2)


def test_views_stand_in_the_order_their_owner_gives(client_of: Callable, db: None) -> None:
    client = client_of("cfo")
    first, second = keep(client, "A"), keep(client, "B")
    client.post(f"/vues/{second.pk}/rang/")
    assert list(SavedView.objects.values_list("label", flat=True)) == ["B", "A"]
    client.post(f"/vues/{second.pk}/rang/")
    assert list(SavedView.objects.values_list("label", flat=True)) == ["B", "A"]
    assert first.owner_id == second.owner_id


def test_the_list_is_searched(client_of: Callable, demo: Path) -> None:
    client = client_of("cfo")
    keep(client, "Échu Nord")
    keep(client, "Late in the South")
    text(client, "/vues/")  # says what was kept
    assert "Late in the South" not in text(client, "/vues/?q=echu")
    assert "Échu Nord" in text(client, "/vues/?q=echu")


class TestLanding:
    """The bare address of a page, as the middleware answers it."""

    def led(self, client: Client, address: str = "/creances/", **headers: Any) -> str:
        from django.http import HttpResponse
        from django.urls import resolve

        request = RequestFactory().get(address, headers=headers)
        request.user = client.person  # type: ignore[attr-defined]
        request.resolver_match = resolve(request.path)
        answer = land(lambda _request: HttpResponse()).process_view(request)
        return answer.url if answer else ""  # type: ignore[attr-defined]

    def test_the_page_opens_on_the_view_chosen_and_no_longer_when_asked_again(
        self, client_of: Callable, db: None
    ) -> None:
        client = client_of("cfo")
        view = keep(client)
        client.post(f"/vues/{view.pk}/ouverture/")
        assert self.led(client) == f"{OVERDUE}&view={view.pk}"
        assert self.led(client, "/creances/?date=2025-06-30").startswith("/creances/?date=2025-06-30&measure")
        client.post(f"/vues/{view.pk}/ouverture/")
        assert self.led(client) == ""

    @pytest.mark.parametrize("query", ["?view=0", "?measure=net", "?date=2025-06-30&q=a", "?format=csv"])
    def test_an_address_that_says_what_it_shows_is_left_alone(
        self, client_of: Callable, db: None, query: str
    ) -> None:
        client = client_of("cfo")
        client.post(f"/vues/{keep(client).pk}/ouverture/")
        assert self.led(client, f"/creances/{query}") == ""

    def test_a_script_is_left_alone(self, client_of: Callable, db: None) -> None:
        client = client_of("cfo")
        client.post(f"/vues/{keep(client).pk}/ouverture/")
        assert self.led(client, HX_Request="true") == ""

    def test_a_view_no_longer_shared_leads_nowhere(self, client_of: Callable, db: None) -> None:
        cfo, collector = client_of("cfo"), client_of("collector")
        view = keep(cfo)
        cfo.post(f"/vues/{view.pk}/", {"version": "1", "label": "Late", "roles": ["collector"]})
        collector.post(f"/vues/{view.pk}/ouverture/")
        assert self.led(collector) != ""
        cfo.post(f"/vues/{view.pk}/", {"version": "2", "label": "Late"})
        assert self.led(collector) == ""
        assert Landing.objects.count() == 1


def test_the_menu_stands_once_on_a_page_of_several_tables(client_of: Callable, demo: Path) -> None:
    from django.urls import resolve

    from encours.web.saved.picking import picked

    request = RequestFactory().get(OVERDUE)
    request.user, request.resolver_match = client_of("cfo").person, resolve("/creances/")
    assert picked(request) is not None
    assert picked(request) is None
