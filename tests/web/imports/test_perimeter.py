"""Who may bring what: rights by role, entities by person; nobody reaches another's entity by a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.imports.conftest import AT_HAND, LIST, page_of, post, read

pytestmark = AT_HAND

OF_TWO = LIST.replace("Code client", "Entité;Code client").replace("\nC", "\nFR01;C")
OTHER = OF_TWO.replace("FR01;C2", "DE01;C2")
DISPUTES = "dispute,entity,customer,item,opened_on\nFR01/F1,FR01,C1,F1,2026-02-01\n"


@pytest.mark.parametrize("role", ["collector", "sales"])
def test_who_does_not_see_imports_is_refused_everywhere(client_of: Any, book: Any, role: str) -> None:
    client = client_of(role)
    for path in ("", "exemple.csv", "correspondances/", "sources/", "1/"):
        assert client.get(f"/reglages/imports/{path}").status_code == 403
    assert post(client, ("liste.csv", LIST)).status_code == 403


@pytest.mark.parametrize("role", ["auditor", "cfo", "controller"])
def test_who_only_looks_sees_no_door_and_opens_none(
    client_of: Any, accountant: Any, bring: Callable[..., Any], role: str
) -> None:
    upload = bring(accountant, ("liste.csv", LIST))
    client = client_of(role)
    page = client.get("/reglages/imports/")
    assert page.status_code == 200
    assert 'type="file"' not in read(page)
    assert post(client, ("liste.csv", LIST)).status_code == 403
    for act in ("verification/", "import/", "retrait/", "lecture/1/"):
        assert client.post(page_of(upload) + act).status_code == 403
    assert client.get("/reglages/imports/sources/nouvelle/").status_code == 403


def test_a_stranger_is_sent_to_sign_in(stranger: Any, book: Any) -> None:
    assert stranger.get("/reglages/imports/").status_code == 302


@pytest.mark.parametrize("limit", [{"portfolios": ["P1"]}, {"salesperson": "Paul"}, {"entities": []}])
def test_who_follows_parts_of_entities_may_not_import_and_is_told_why(
    client_of: Any, book: Any, limit: dict[str, Any]
) -> None:
    response = post(client_of("accountant", **limit), ("liste.csv", LIST))
    assert (response.status_code == 403 and "must import it" in read(response)) or "No entity" in read(
        response
    )


def test_a_file_of_ones_own_entity_is_imported_and_one_of_another_is_not(
    client_of: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    from encours.web.imports.models import Brought

    client = client_of("accountant", entities=["FR01"])
    upload = bring(client, ("other.csv", OTHER))
    client.post(page_of(upload) + "verification/")
    work()
    page = read(client.get(page_of(upload)))
    assert "touch DE01" in page
    assert "</svg>Import</button>" not in page
    client.post(page_of(upload) + "import/")  # the button is not there; the door is closed too
    (job,) = work()
    assert job.state == "failed"
    assert "touch DE01" in job.error
    assert not Brought.objects.exists()

    own = bring(client, ("own.csv", OF_TWO))
    client.post(page_of(own) + "import/")
    assert work()[0].result["versions"] == [1]


@pytest.mark.parametrize(
    ("name", "content"), [("rates.csv", "Date,USD\n2026-01-02,1.1\n"), ("disputes.csv", DISPUTES)]
)
def test_what_all_entities_share_is_for_who_sees_all(
    client_of: Any, bring: Callable[..., Any], work: Callable[..., Any], name: str, content: str
) -> None:
    client = client_of("accountant", entities=["FR01"])
    upload = bring(client, (name, content))
    client.post(page_of(upload) + "import/")
    assert "share" in work()[0].error


def test_imports_uploads_and_positions_of_another_entity_do_not_exist_for_a_person(
    client_of: Any, accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    both = bring(accountant, ("secret-both.csv", OTHER))
    accountant.post(page_of(both) + "import/")
    own = bring(accountant, ("own.csv", OF_TWO.replace("120,50", "130,50")))
    accountant.post(page_of(own) + "import/")
    work()
    client = client_of("accountant", entities=["FR01"])
    page = read(client.get("/reglages/imports/"))
    assert "own.csv" in page
    assert "secret-both.csv" not in page
    assert [client.get(f"/reglages/imports/{n}/").status_code for n in (1, 999)] == [404, 404]
    assert client.get(page_of(both)).status_code == 404
    assert client.post("/reglages/imports/1/annulation/").status_code == 404
    report = read(client.get("/reglages/imports/2/"))
    assert "+€10.00" in report
    assert "€1,120.50" not in report
    assert "€1,120.50" in read(accountant.get("/reglages/imports/2/"))


def test_rates_are_taken_back_by_who_sees_the_whole(
    client_of: Any, accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("rates.csv", "Date,USD\n2026-01-02,1.1\n"))
    accountant.post(page_of(upload) + "import/")
    work()
    confined = client_of("accountant", entities=["FR01"])
    assert "Undo this import" not in read(confined.get("/reglages/imports/1/"))
    refused = confined.post("/reglages/imports/1/annulation/")
    assert refused.status_code == 403
    assert "All entities share" in read(refused)
    assert work() == []


def test_an_import_others_build_on_is_not_undone_and_the_library_says_why(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    for content in (LIST, LIST.replace("120,50", "130,50")):
        upload = bring(accountant, ("liste.csv", content))
        accountant.post(page_of(upload) + "import/")
        work()
    accountant.post("/reglages/imports/1/annulation/")
    assert work()[0].state == "failed"
    assert "Undo first, in this order: 2" in read(accountant.get("/reglages/imports/1/"))


def test_acts_are_in_the_trail(accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]) -> None:
    from encours.web.workflow.trail.models import Event

    upload = bring(accountant, ("liste.csv", LIST))
    for act in ("verification/", "import/"):
        accountant.post(page_of(upload) + act)
        work()
    accountant.post("/reglages/imports/1/annulation/")
    work()
    told = set(Event.objects.values_list("what", flat=True))
    assert {"files brought", "import checked", "import asked for", "imported", "import undone"} <= told
