"""What is checked is what the form shows, what is imported is what was checked; what was undone waits for nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.web.imports.conftest import AT_HAND, LIST, page_of, read
from tests.web.imports.test_mapping import ODD, SAID

pytestmark = AT_HAND

NO_DUE = (
    "Code client;N° facture;Type;Date facture;Échéance;Montant TTC\n"
    "C1;F1;FA;02/01/2026;;120,50\n"
    "C2;F2;FA;15/01/2026;15/02/2026;30,00\n"
)


def test_checking_reads_the_files_as_the_form_shows_them(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    """Whatever was kept before, and whatever of it is still on its way."""
    upload = bring(accountant, ("odd.csv", ODD))
    accountant.post(page_of(upload) + "lecture/1/", SAID)
    accountant.post(page_of(upload) + "verification/", SAID | {"settings": "1", "entity": "BE01"})
    work()
    upload.refresh_from_db()
    assert upload.doctor[0]["entities"] == ["BE01"]
    assert upload.files.get().options["entity"] == "BE01"


def test_a_form_that_is_wrong_is_not_checked(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("liste.csv", LIST))
    answer = accountant.post(page_of(upload) + "verification/", {"settings": "1", "terms": "one day"})
    assert answer.status_code == 422
    assert "not understood" in read(answer)
    assert work() == []


def test_parts_read_in_different_ways_are_each_told_by_their_own_fields(
    accountant: Any, bring: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("liste.csv", LIST), ("odd.csv", ODD))
    page = read(accountant.get(page_of(upload)))
    assert 'name="1-entity"' in page
    assert 'name="2-column-0"' in page
    said = {f"2-{name}": value for name, value in SAID.items()} | {"1-entity": "FR01"}
    accountant.post(page_of(upload) + "verification/", said | {"settings": "1"})
    kept = {file.name: file.options for file in upload.files.all()}
    assert kept["liste.csv"]["entity"] == "FR01"
    assert kept["odd.csv"]["mapping"]["columns"]["customer"] == "Qui"


def test_what_is_read_otherwise_since_it_was_checked_is_not_imported(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("liste.csv", LIST))
    accountant.post(page_of(upload) + "verification/")
    work()
    upload.refresh_from_db()
    accountant.post(page_of(upload) + "lecture/1/", {"entity": "BE01"})
    for said in ({"checked": upload.doctor_of}, {}):
        answer = accountant.post(page_of(upload) + "import/", said, follow=True)
        assert "check them again" in read(answer)
    assert work() == []


def test_an_import_taken_back_is_no_longer_among_what_waits(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("liste.csv", LIST))
    waiting = "Brought, not imported yet"
    assert waiting in read(accountant.get("/reglages/imports/"))
    accountant.post(page_of(upload) + "verification/")
    work()
    accountant.post(page_of(upload) + "import/")
    work()
    accountant.post("/reglages/imports/1/annulation/")
    work()
    page = read(accountant.get("/reglages/imports/"))
    assert waiting not in page
    assert "undone" in page
    assert page_of(upload) in read(accountant.get("/reglages/imports/1/"))


def test_what_was_added_is_said_by_table(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("liste.csv", LIST))
    accountant.post(page_of(upload) + "verification/")
    work()
    assert "2 items, 2 customers" in read(accountant.get(page_of(upload)))
    accountant.post(page_of(upload) + "import/")
    work()
    assert "2 items, 2 customers" in read(accountant.get("/reglages/imports/"))


def test_a_missing_due_date_is_asked_about_until_the_terms_are_said(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("liste.csv", NO_DUE))
    for terms, asked in (("", True), ("30", False), ("0", False)):
        accountant.post(
            page_of(upload) + "verification/",
            {
                "settings": "1",
                "terms": terms,
                "column-0": "customer",
                "column-1": "document",
                "column-2": "kind",
                "column-3": "issue_date",
                "column-4": "due_date",
                "column-5": "amount",
                "entity": "FR01",
            },
        )
        work()
        page = read(accountant.get(page_of(upload)))
        assert ("1 document has no due date and is due on its own day: liste.csv:2 (F1)" in page) == asked
        assert ("1 document without a due date falls due by payment terms: liste.csv:2" in page) == (
            not asked
        )
