"""A FEC through the page: seen before it is imported, its accounts said on the page, remembered for its company."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.importers.fec_writer import write
from tests.web.imports.conftest import AT_HAND, page_of, read

pytestmark = AT_HAND

NAME = "123456789FEC20251231.txt"
LEDGER = """
AN 1 2025-01-01: 411000/A 300 OLD1, 110000 -300
VT 1 2025-03-03: 411000/A 120 FA1 =AA, 707000 -100, 445710 -20
VT 2 2025-04-04: 411000/B 240 FA2, 707000 -200, 445710 -40
BQ 1 2025-05-05: 512000 120, 411000/A -120 FA1 =AA@2025-05-05
VT 3 2025-06-06: 467100/C 1000 FA3, 707000 -1000
OD 1 2025-12-31: 418100 55, 707000 -55
"""
SAID = {"entity": "FR01", "receivable": "411, 4671", "bill": "413", "doubtful": "416", "advance": "4191"}


@pytest.fixture
def fec(tmp_path: Path) -> Callable[..., tuple[str, bytes]]:
    """A ledger as a FEC of that name."""

    def made(text: str = LEDGER, name: str = NAME) -> tuple[str, bytes]:
        return name, write(tmp_path / name, text).read_bytes()

    return made


def test_a_fec_is_seen_as_the_book_will_read_it(
    accountant: Any, bring: Callable[..., Any], fec: Callable[..., Any]
) -> None:
    page = read(accountant.get(page_of(bring(accountant, fec()))))
    assert "As the book will read it" in page
    assert "Client A" in page
    assert "FA2" in page
    for kind, count, amount in (
        ("invoice", 2, "360.00"),
        ("other debit", 1, "300.00"),
        ("payment", 1, "120.00"),
    ):
        row = page[page.index(f'<th scope="row">{kind}</th>') :][:160]
        assert f'<td class="num">{count}</td>' in row
        assert amount in row
    total = page[page.index("Totals of the file") :]
    assert "540.00" in total[: total.index("</table>")]


def test_accounts_of_class_41_left_aside_are_told_with_the_field_that_takes_them(
    accountant: Any, bring: Callable[..., Any], fec: Callable[..., Any]
) -> None:
    page = read(accountant.get(page_of(bring(accountant, fec()))))
    told = page[page.index("accounts of class 41 not taken") :][:200]
    assert "418100" in told
    assert "Customer accounts" in told
    assert "--map" not in page


def test_the_accounts_of_customers_are_said_on_the_page_and_the_preview_follows(
    accountant: Any, bring: Callable[..., Any], fec: Callable[..., Any], work: Callable[..., Any]
) -> None:
    from encours.api import open_book
    from encours.web import place

    upload = bring(accountant, fec())
    assert 'value="411"' in read(accountant.get(page_of(upload)))
    assert accountant.post(page_of(upload) + "lecture/1/", SAID).status_code == 302
    page = read(accountant.get(page_of(upload)))
    assert 'value="411, 4671"' in page
    assert "FA3" in page
    assert "1,360.00" in page  # the invoices, those of 4671 included
    accountant.post(page_of(upload) + "import/")
    assert work()[0].state == "done"
    book = open_book(place.home())
    assert {row["entity"]: str(row["net"]) for row in book.show("net", by="entity")} == {"FR01": "1540.00"}


def test_accounts_as_they_usually_are_say_nothing(
    accountant: Any, bring: Callable[..., Any], fec: Callable[..., Any]
) -> None:
    upload = bring(accountant, fec())
    accountant.post(page_of(upload) + "lecture/1/", SAID | {"receivable": "411", "left_out": ""})
    assert upload.files.get().options == {"entity": "FR01"}


def test_a_family_emptied_is_no_longer_taken(
    accountant: Any, bring: Callable[..., Any], fec: Callable[..., Any]
) -> None:
    upload = bring(accountant, fec())
    accountant.post(page_of(upload) + "lecture/1/", SAID | {"bill": ""})
    assert upload.files.get().options["mapping"]["fec"]["bill"] == []


def test_accounts_that_begin_like_customers_can_be_left_out(
    accountant: Any, bring: Callable[..., Any], fec: Callable[..., Any]
) -> None:
    upload = bring(accountant, fec(LEDGER.replace("411000/B", "411800/B")))
    accountant.post(page_of(upload) + "lecture/1/", SAID | {"receivable": "411", "left_out": "4118"})
    page = read(accountant.get(page_of(upload)))
    rows = page[page.index("First rows") :]
    assert "FA1" in rows
    assert "FA2" not in rows


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"receivable": "clients"}, "CLIENTS is no account"),
        ({"receivable": ""}, "This field is required"),
        ({"bill": "411"}, "Accounts 411 are given to two families"),
        ({"rules": "7588 = lost"}, "7588 = lost: write an account, then one of these words"),
        ({"rules": "loss"}, "loss: write an account"),
        ({"rules": "7588 = loss\n7588 sale"}, "Account 7588 is given two meanings"),
        ({"terms": "as agreed"}, "&quot;Payment terms&quot; as agreed: not understood"),
        ({"currency": "EUX"}, "Did you mean EUR?"),
    ],
)
def test_what_makes_no_sense_comes_back_with_the_reason(
    accountant: Any, bring: Callable[..., Any], fec: Callable[..., Any], said: dict[str, str], reason: str
) -> None:
    upload = bring(accountant, fec())
    page = read(accountant.post(page_of(upload) + "lecture/1/", SAID | {"receivable": "411"} | said))
    assert "Correct what is marked" in page
    assert reason in page
    assert upload.files.get().options == {}


def test_what_is_said_of_a_company_is_used_for_its_next_fec_and_for_no_other(
    accountant: Any, bring: Callable[..., Any], fec: Callable[..., Any], work: Callable[..., Any]
) -> None:
    from encours.web.imports.models import Mapping

    upload = bring(accountant, fec())
    accountant.post(page_of(upload) + "lecture/1/", SAID)
    accountant.post(page_of(upload) + "verification/")
    work()
    kept = Mapping.objects.get()
    assert (kept.importer, kept.label) == ("fec", "FEC 123456789")
    again = bring(accountant, fec(name="123456789FEC20261231.txt"))
    assert "read as last time" in read(accountant.get(page_of(again)))
    assert again.files.get().options == kept.options
    assert bring(accountant, fec(name="987654321FEC20261231.txt")).files.get().options == {}

    url = f"/reglages/imports/correspondances/{kept.pk}/"
    assert 'value="411, 4671"' in read(accountant.get(url))
    accountant.post(url, SAID | {"label": "Company A", "receivable": "411, 4672"})
    kept.refresh_from_db()
    assert kept.options["mapping"] == {"fec": {"receivable": ["411", "4672"]}}


def test_what_other_accounts_say_is_kept_with_the_company_and_shown_in_words(
    accountant: Any, bring: Callable[..., Any], fec: Callable[..., Any], work: Callable[..., Any]
) -> None:
    from encours.importers.fec.counterparts import Holds, rules_from
    from encours.web.imports.models import Mapping

    upload = bring(accountant, fec())
    accountant.post(page_of(upload) + "lecture/1/", SAID | {"rules": "7588 = loss\n\n4687: Cash"})
    accountant.post(page_of(upload) + "verification/")
    work()
    kept = Mapping.objects.get().options["mapping"]
    assert kept["fec"]["rules"] == {"7588": "loss", "4687": "cash"}
    assert rules_from(kept).holds("758800") == Holds.LOSS
    again = bring(accountant, fec(name="123456789FEC20261231.txt"))
    assert "7588 = loss\n4687 = cash</textarea>" in read(accountant.get(page_of(again)))


def test_every_word_of_the_rules_has_its_label() -> None:
    from encours.importers.fec.counterparts import NAMES
    from encours.web.imports.uploads.accounts import MEANINGS

    assert set(MEANINGS) == set(NAMES)


def test_a_fec_of_no_known_company_does_not_hand_its_entity_on(
    accountant: Any, bring: Callable[..., Any], fec: Callable[..., Any], work: Callable[..., Any]
) -> None:
    upload = bring(accountant, fec(name="export.txt"))
    accountant.post(page_of(upload) + "lecture/1/", SAID)
    accountant.post(page_of(upload) + "verification/")
    work()
    again = bring(accountant, fec(name="other.txt"))
    assert again.files.get().options == {"mapping": {"fec": {"receivable": ["411", "4671"]}}}


def test_the_years_of_a_company_are_read_together_and_another_company_apart(
    accountant: Any, bring: Callable[..., Any], fec: Callable[..., Any]
) -> None:
    from encours.web.imports.uploads.parts import parts_of

    later = (
        "AN 1 2026-01-01: 411000/A 300 OLD1, 411000/B 240 FA2, 110000 -540\n"
        "VT 9 2026-02-02: 411000/B 60 FA9, 707000 -60"
    )
    upload = bring(
        accountant, fec(), fec(later, "123456789FEC20261231.txt"), fec(name="987654321FEC20251231.txt")
    )
    assert [len(part.files) for part in parts_of(upload)] == [2, 1]
    page = read(accountant.get(page_of(upload)))
    assert "FA9" in page
    assert "opening lines stand for items already known" in page


def test_of_a_heavy_fec_the_beginning_is_shown_without_false_alarm(
    book: Path, tmp_path: Path, fec: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.importers.fec.importer import FEC
    from encours.web.imports.sandbox import previewing

    monkeypatch.setattr(type(FEC), "whole", 500)
    (tmp_path / "1").write_bytes(fec()[1])
    part = {"files": [{"path": str(tmp_path / "1"), "name": NAME}], "importer": "fec", "options": {}}
    found = previewing.preview(part, [])
    assert found["part"]
    assert found["tables"][0]["rows"]
    assert (found["problems"], found["held"]) == ([], {})
