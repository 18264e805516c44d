"""What the columns of a list are: said once on the page, used again for the next list with its headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.web.imports.conftest import AT_HAND, LIST, page_of, read

pytestmark = AT_HAND

ODD = "Qui;Quoi;Jour;Combien;Reste\nC1;F1;02/01/2026;120,50;x\nC2;F2;15/01/2026;30,00;y\n"
SAID = {
    "column-0": "customer",
    "column-1": "document",
    "column-2": "issue_date",
    "column-3": "amount",
    "column-4": "-",
    "entity": "FR01",
}


def test_a_list_with_unknown_headers_says_what_is_needed_until_it_is_said(
    accountant: Any, bring: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("odd.csv", ODD))
    page = read(accountant.get(page_of(upload)))
    assert "Still needed:" in page
    assert "the customer code" in page
    assert "Check without importing" not in page
    accountant.post(page_of(upload) + "lecture/1/", SAID)
    page = read(accountant.get(page_of(upload)))
    assert "Still needed:" not in page
    assert "120.50" in page
    assert "Check without importing" in page


def test_a_column_kept_under_its_own_name_is_not_read_as_what_it_sounds_like(
    accountant: Any, bring: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("odd.csv", ODD))
    page = read(accountant.get(page_of(upload)))
    assert '<option value="open" selected>' in page
    accountant.post(page_of(upload) + "lecture/1/", SAID | {"column-4": ""})
    upload.refresh_from_db()
    assert upload.files.get().options["mapping"]["columns"]["open"] == ""
    assert "Lines that would be refused" not in read(accountant.get(page_of(upload)))


def test_a_mapping_is_remembered_and_used_by_itself(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    from encours.web.imports.models import Mapping

    upload = bring(accountant, ("odd.csv", ODD))
    accountant.post(page_of(upload) + "lecture/1/", SAID | {"snapshot": "2026-01-31"})
    accountant.post(page_of(upload) + "verification/")
    work()
    kept = Mapping.objects.get()
    assert kept.options["entity"] == "FR01"
    assert "snapshot" not in kept.options

    moved = "Jour;Qui;Combien;Quoi;Reste\n25/02/2026;C9;10,00;F9;z\n"
    again = bring(accountant, ("other.csv", moved))
    assert "read as last time" in read(accountant.get(page_of(again)))
    accountant.post(page_of(again) + "import/")
    assert work()[0].result["versions"] == [1]
    kept.refresh_from_db()
    assert kept.uses == 1


def test_a_mapping_of_who_sees_more_is_neither_used_nor_replaced(
    accountant: Any, client_of: Callable[..., Any], bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    """It tells entities, names of columns and constants of others."""
    from encours.web.imports.models import Mapping

    upload = bring(accountant, ("odd.csv", ODD))
    accountant.post(page_of(upload) + "lecture/1/", SAID)
    accountant.post(page_of(upload) + "verification/")
    work()
    kept = Mapping.objects.values().get()
    confined = client_of("accountant", entities=["FR02"])
    own = bring(confined, ("odd.csv", ODD))
    page = read(confined.get(page_of(own)))
    assert "Still needed:" in page
    assert "FR01" not in page
    confined.post(page_of(own) + "lecture/1/", SAID | {"entity": "FR02"})
    confined.post(page_of(own) + "verification/")
    work()
    assert Mapping.objects.values().get() == kept
    where = f"/reglages/imports/correspondances/{kept['id']}/"
    assert confined.get(where).status_code == 404
    assert confined.post(f"{where}oubli/").status_code == 404


def test_one_field_for_two_columns_comes_back_with_what_was_typed(
    accountant: Any, bring: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("odd.csv", ODD))
    page = read(accountant.post(page_of(upload) + "lecture/1/", SAID | {"column-4": "amount"}))
    assert "is chosen for two columns" in page
    assert 'value="FR01"' in page


def test_a_wrong_option_comes_back_with_the_reason_beside_it(
    accountant: Any, bring: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("odd.csv", ODD))
    page = read(accountant.post(page_of(upload) + "lecture/1/", SAID | {"currency": "EURO"}))
    assert "Correct what is marked" in page
    assert 'value="EURO"' in page


def test_a_column_recognised_can_be_left_out(accountant: Any, bring: Callable[..., Any]) -> None:
    upload = bring(accountant, ("liste.csv", LIST))
    said = {f"column-{n}": name for n, name in enumerate(["customer", "-", "document", "", "issue_date"])}
    accountant.post(page_of(upload) + "lecture/1/", said | {"column-5": "-", "column-6": "amount"})
    mapping = upload.files.get().options["mapping"]
    assert mapping["columns"]["due_date"] == ""
    assert mapping["ignore"] == ["Nom client", "Échéance"]


def test_what_a_type_stands_for_can_be_said(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("liste.csv", LIST.replace(";FA;", ";ZX;")))
    page = read(accountant.get(page_of(upload)))
    assert "ZX" in page
    assert "What each type is" in page
    names = ["customer", "customer_name", "document", "kind", "issue_date", "due_date", "amount"]
    said = {f"column-{n}": name for n, name in enumerate(names)} | {"kind-0": "debit_note"}
    accountant.post(page_of(upload) + "lecture/1/", said)
    assert "debit note" in read(accountant.get(page_of(upload)))


def test_a_type_can_be_said_to_be_no_receivable(accountant: Any, bring: Callable[..., Any]) -> None:
    upload = bring(accountant, ("liste.csv", LIST.replace(";FA;", ";ZX;")))
    names = ["customer", "customer_name", "document", "kind", "issue_date", "due_date", "amount"]
    said = {f"column-{n}": name for n, name in enumerate(names)} | {"kind-0": "no_receivable"}
    accountant.post(page_of(upload) + "lecture/1/", said)
    assert upload.files.get().options["mapping"]["kinds"] == {"ZX": "no_receivable"}
    assert "no receivable: left out" in read(accountant.get(page_of(upload)))


def test_what_a_status_says_can_be_said(accountant: Any, bring: Callable[..., Any]) -> None:
    lines = LIST.replace("02/01", "22/01").splitlines()
    words = ("Statut", "Expédiée", "Sous réserve")
    upload = bring(
        accountant, ("liste.csv", "\n".join(f"{a};{b}" for a, b in zip(lines, words, strict=True)))
    )
    page = read(accountant.get(page_of(upload)))
    assert "What each status says" in page
    assert "Sous réserve (1, 1,000.00) (say what they are: &quot;What each status says&quot;, one of" in page
    names = ["customer", "customer_name", "document", "kind", "issue_date", "due_date", "amount", "status"]
    said = {f"column-{n}": name for n, name in enumerate(names)} | {
        "standing-0": "neutral",
        "standing-1": "draft",
    }
    accountant.post(page_of(upload) + "lecture/1/", said)
    page = read(accountant.get(page_of(upload)))
    assert "statuses not known" not in page
    assert "1 line is a draft, not issued yet: left out (1,000.00; line 3" in page


def test_the_header_row_can_be_moved_and_columns_follow(accountant: Any, bring: Callable[..., Any]) -> None:
    upload = bring(accountant, ("odd.csv", "x;y;z;t;u\n" + ODD))
    accountant.post(page_of(upload) + "lecture/1/", {"header_row": "2"})
    assert [column["header"] for column in upload.files.get().layout["columns"]][:2] == ["Qui", "Quoi"]


def test_a_mapping_is_corrected_then_forgotten(
    accountant: Any, client_of: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    from encours.web.imports.models import Mapping

    upload = bring(accountant, ("odd.csv", ODD))
    accountant.post(page_of(upload) + "lecture/1/", SAID)
    accountant.post(page_of(upload) + "verification/")
    work()
    kept = Mapping.objects.get()
    url = f"/reglages/imports/correspondances/{kept.pk}/"
    assert "Combien" in read(accountant.get(url))
    assert "Your role does not give the right to import" in read(client_of("auditor").get(url))
    accountant.post(url, SAID | {"label": "Sales", "entity": "DE01"})
    kept.refresh_from_db()
    assert (kept.label, kept.options["entity"]) == ("Sales", "DE01")
    assert "Sales" in read(accountant.get("/reglages/imports/correspondances/"))
    accountant.post(url + "oubli/")
    assert not Mapping.objects.exists()


def test_two_formats_are_a_choice(accountant: Any, bring: Callable[..., Any]) -> None:
    from encours.web.imports.models import File

    upload = bring(accountant, ("liste.csv", LIST))
    File.objects.update(importer="", importers=["flat", "fec"])
    page = read(accountant.get(page_of(upload)))
    assert "Several formats fit this file" in page
    assert "Check without importing" not in page
    accountant.post(page_of(upload) + "lecture/1/", {"importer": "flat"})
    assert upload.files.get().importer == "flat"
