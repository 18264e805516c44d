"""Letterheads: who sets that of which entity, what is refused, what the trail keeps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.reports.statement.samples import LOGO, pages

PAGE = "/reglages/en-tetes/"
ONE, OTHER = f"{PAGE}FR01/", f"{PAGE}FR02/"
SAID = {
    "name": "Acme SAS",
    "address": "1 rue A\r\n\r\n 69003 Lyon ",
    "iban": "FR76 3000 6000 0112 3456 7890 189",
}


def held(entity: str = "FR01") -> Any:
    from encours.web.workflow.letterheads.kept import letterhead

    return letterhead(entity)


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    return dict(response.context["form"].errors)


def test_it_is_set_shown_and_told_in_the_trail(three: Path, client_of: Any) -> None:
    from encours.web.workflow.trail.models import Event

    client = client_of("credit_manager")
    logo = SimpleUploadedFile("logo.png", LOGO)  # whatever its name says
    assert client.post(ONE, {**SAID, "logo_file": logo}).status_code == 302
    said = held()
    assert (said.name, said.address, said.iban) == (
        "Acme SAS",
        "1 rue A\n69003 Lyon",
        "FR7630006000011234567890189",
    )
    assert (said.logo, said.logo_kind) == (LOGO, "svg")
    assert "FR76 3000 6000" in client.get(PAGE).content.decode()
    assert "Acme SAS" in "".join(pages(client.get(f"{ONE}exemple/").content))
    told = Event.objects.filter(what="letterhead changed").latest("number")
    assert (told.subject, told.before) == ("FR01", "")
    assert json.loads(told.after)["iban"] == "FR7630006000011234567890189"
    assert len(json.loads(told.after)["logo"]) == 12


def test_a_logo_stays_until_it_is_taken_off_and_is_shown_harmless(three: Path, client_of: Any) -> None:
    client = client_of("credit_manager")
    client.post(ONE, {**SAID, "logo_file": SimpleUploadedFile("a.svg", LOGO)})
    client.post(ONE, {**SAID, "name": "Other"})
    assert (held().name, held().logo) == ("Other", LOGO)
    shown = client.get(f"{ONE}logo/")
    assert (shown.content, shown["Content-Type"]) == (LOGO, "image/svg+xml")
    assert "sandbox" in shown["Content-Security-Policy"]
    client.post(ONE, {**SAID, "no_logo": "on"})
    assert held().logo == b""
    assert client.get(f"{ONE}logo/").status_code == 404


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("iban", "FR76 3000 6000 0112 3456 7890 188", "does not check"),
        ("bic", "ABC", "8 or 11"),
        ("address", "a\nb\nc\nd\ne\nf\ng", "At most 6 lines"),
        ("name", "x" * 201, "200"),
        ("logo_file", SimpleUploadedFile("a.svg", b"<svg xmlns='x' onload='y'/>"), "may not hold"),
        ("logo_file", SimpleUploadedFile("a.png", b"x" * 500_001), "500 kB"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason_and_nothing_changes(
    three: Path, client_of: Any, field: str, typed: Any, why: str
) -> None:
    found = errors(client_of("credit_manager").post(ONE, {**SAID, field: typed}))
    assert list(found) == [field]
    assert why in str(found[field])
    assert held().name == ""


def test_who_sees_one_entity_sets_its_own_and_knows_of_no_other(three: Path, client_of: Any) -> None:
    client = client_of("credit_manager", entities=["FR02"])
    assert client.post(OTHER, SAID).status_code == 302
    assert client.get(ONE).status_code == client.post(ONE, SAID).status_code == 404
    assert "FR01" not in client.get(PAGE).content.decode()
    assert (held("FR02").name, held("FR01").name) == ("Acme SAS", "")


@pytest.mark.parametrize(
    ("role", "perimeter"),
    [("auditor", {}), ("credit_manager", {"portfolios": ["P1"]})],
    ids=["reader", "part of it"],
)
def test_who_steers_less_than_an_entity_reads_it_only(
    three: Path, client_of: Any, role: str, perimeter: dict[str, Any]
) -> None:
    client = client_of(role, **perimeter)
    lines = client.get(PAGE).context["lines"]
    for line in lines:
        assert all(field.field.disabled for field in client.get(line["url"]).context["form"])
    assert client.post(ONE, SAID).status_code in (403, 404)
    assert held().name == ""


def test_saved_as_it_stands_it_changes_nothing(three: Path, client_of: Any) -> None:
    from encours.web.workflow.trail.models import Event

    client = client_of("credit_manager")
    for _time in range(2):
        client.post(ONE, SAID)
    assert Event.objects.filter(what="letterhead changed").count() == 1


def test_those_of_the_demo_group_are_whole_and_written_once(db: None) -> None:
    from encours.reports.statement.bank import bic, iban
    from encours.web.preferences.letterheads.demo import write_letterheads
    from encours.web.workflow.letterheads.models import EntityPaper

    write_letterheads()
    EntityPaper.objects.filter(entity="FR01").update(name="Ours")
    write_letterheads()
    held = list(EntityPaper.objects.all())
    assert sorted(one.entity for one in held) == ["BE01", "FR01", "FR02", "FR03", "GB01"]
    assert all(iban(one.iban) == one.iban and bic(one.bic) == one.bic and one.address for one in held)
    assert EntityPaper.objects.get(entity="FR01").name == "Ours"
