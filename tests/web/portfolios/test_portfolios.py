"""Who follows which customer: rules, customers placed by hand, and what a person then sees of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

PAGE = "/reglages/portefeuilles/"


@pytest.fixture
def account(demo: Path) -> tuple[str, str, str]:
    """An entity, one of its customers, and the portfolio the ledger has it in."""
    from encours.api import open_book
    from encours.api.assignment_report import followed

    one = next(one for one in followed(open_book(demo)) if one.portfolio)
    return one.entity, one.customer, one.portfolio


def place(client: Any, account: tuple[str, str, str], **said: str) -> Any:
    entity, customer, _portfolio = account
    fields = {"exemption-entity": entity, "exemption-customer": customer}
    fields |= {f"exemption-{name}": value for name, value in said.items()}
    return client.post(PAGE, {"act": "exemption", "step": "save", **fields})


def portfolio_of(account: tuple[str, str, str]) -> str:
    from encours.api.assignment_report import followed
    from encours.web.visit import connections

    entity, customer, _portfolio = account
    return next(
        o.portfolio for o in followed(connections.book()) if (o.entity, o.customer) == (entity, customer)
    )


def test_a_customer_placed_by_hand_is_at_once_in_its_new_portfolio(
    account: tuple[str, str, str], client_of: Any
) -> None:
    assert place(client_of("credit_manager"), account, portfolio="Litigation").status_code == 302
    assert portfolio_of(account) == "Litigation"


def test_the_new_collector_sees_the_customer_and_the_old_one_no_longer(
    account: tuple[str, str, str], client_of: Any
) -> None:
    entity, customer, portfolio = account
    old, new = (
        client_of("collector", portfolios=[portfolio]),
        client_of("collector", portfolios=["Litigation"]),
    )
    page = f"/clients/{entity}/{customer}/"
    assert (old.get(page).status_code, new.get(page).status_code) == (200, 404)
    place(client_of("credit_manager"), account, portfolio="Litigation")
    assert (old.get(page).status_code, new.get(page).status_code) == (404, 200)


@pytest.mark.parametrize(("days", "placed"), [(-1, False), (0, True), (1, True)])
def test_what_is_decided_until_a_day_stands_through_that_day(
    account: tuple[str, str, str], client_of: Any, days: int, placed: bool
) -> None:
    from django.utils import timezone

    until = (timezone.localdate() + timedelta(days=days)).isoformat()
    place(client_of("credit_manager"), account, portfolio="Litigation", until=until)
    assert (portfolio_of(account) == "Litigation") is placed


def test_the_first_rule_that_decides_wins_and_order_can_be_changed(
    account: tuple[str, str, str], client_of: Any
) -> None:
    from encours.web.workflow.assignment.models import Rule

    client = client_of("credit_manager")
    for portfolio in ("First", "Second"):
        said = {"rule-conditions": f"entity={account[0]}", "rule-portfolio": portfolio}
        assert client.post(PAGE, {"act": "rule", "step": "save", **said}).status_code == 302
    assert portfolio_of(account) == "First"
    second = Rule.objects.get(portfolio="Second")
    client.post(PAGE, {"act": "move_rule", "number": second.pk, "way": "up"})
    assert portfolio_of(account) == "Second"


def test_a_rule_is_seen_before_it_is_saved_and_seeing_changes_nothing(
    account: tuple[str, str, str], client_of: Any
) -> None:
    client = client_of("credit_manager")
    said = {"rule-conditions": f"entity={account[0]}", "rule-portfolio": "Elsewhere"}
    answer = client.post(PAGE, {"act": "rule", "step": "preview", **said})
    assert answer.status_code == 200
    assert b"Elsewhere" in answer.content
    assert account[1].encode() in answer.content
    assert portfolio_of(account) == account[2]


@pytest.mark.parametrize(
    "text", ["amount>=100", "bucket=31-60", "nothing=1", "'; DROP TABLE customers", "x" * 2001]
)
def test_a_rule_about_anything_but_customers_is_refused_with_its_reason(
    demo: Path, client_of: Any, text: str
) -> None:
    from encours.web.workflow.assignment.models import Rule

    said = {"rule-conditions": text, "rule-portfolio": "P"}
    answer = client_of("credit_manager").post(PAGE, {"act": "rule", "step": "save", **said})
    assert answer.status_code == 200
    assert b'class="errorlist"' in answer.content
    assert not Rule.objects.exists()


def test_a_person_who_sees_a_part_changes_nothing(account: tuple[str, str, str], client_of: Any) -> None:
    client = client_of("credit_manager", portfolios=[account[2]])
    assert client.get(PAGE).status_code == 200
    assert place(client, account, portfolio="Litigation").status_code == 403
    assert portfolio_of(account) == account[2]


def test_a_file_places_all_of_its_customers_or_none(account: tuple[str, str, str], client_of: Any) -> None:
    from encours.web.workflow.assignment.models import Exemption

    client = client_of("credit_manager")
    good = f"entity;customer;portfolio\n{account[0]};{account[1]};Litigation\n"
    bad = good + f"{account[0]};NOBODY;Litigation\n{account[0]};{account[1]};\n"
    answer = client.post(PAGE, {"act": "upload", "file": SimpleUploadedFile("f.csv", bad.encode())})
    assert b"NOBODY" in answer.content
    assert b"Line 4" in answer.content
    assert not Exemption.objects.exists()
    client.post(PAGE, {"act": "upload", "file": SimpleUploadedFile("f.csv", good.encode())})
    assert portfolio_of(account) == "Litigation"


@pytest.mark.parametrize("heads", ["Entité;Code client;Portefeuille", "Entity; customer code ;portfolio"])
def test_the_columns_of_a_file_are_named_in_either_language(
    account: tuple[str, str, str], client_of: Any, heads: str
) -> None:
    text = f"{heads}\n{account[0]};{account[1]};Litigation\n"
    answer = client_of("credit_manager").post(
        PAGE, {"act": "upload", "file": SimpleUploadedFile("f.csv", text.encode())}
    )
    assert answer.status_code == 302
    assert portfolio_of(account) == "Litigation"


def test_a_change_can_be_put_back(account: tuple[str, str, str], client_of: Any) -> None:
    from encours.web.workflow.assignment.models import Exemption, Version

    client = client_of("credit_manager")
    place(client, account, portfolio="Litigation", until=date(2099, 1, 1).isoformat())
    drop = Exemption.objects.get().pk
    client.post(PAGE, {"act": "drop_exemption", "number": drop})
    place(client, account, portfolio="Elsewhere")
    last = Version.objects.order_by("-pk")[0]
    client.post(PAGE, {"act": "take_back", "version": last.pk})
    assert portfolio_of(account) != "Elsewhere"
    client.post(PAGE, {"act": "take_back", "version": last.pk - 1})
    assert portfolio_of(account) == "Litigation"


def test_customers_placed_by_hand_are_told_within_the_perimeter_alone(
    account: tuple[str, str, str], client_of: Any
) -> None:
    entity = account[0]
    place(client_of("credit_manager"), account, portfolio="Litigation", why="Suspected fraud")
    other = next(name for name in ("FR02", "GB01") if name != entity)
    for narrow in ({"entities": [other]}, {"portfolios": ["Elsewhere"]}, {"entities": []}):
        page = client_of("controller", **narrow).get(PAGE)
        assert page.status_code == 200
        assert "Suspected fraud" not in page.content.decode()
    assert "Suspected fraud" in client_of("controller", entities=[entity]).get(PAGE).content.decode()
    assert "Suspected fraud" in client_of("controller").get(PAGE).content.decode()


def test_each_change_is_told_by_its_own_act_in_the_language_of_its_reader(
    account: tuple[str, str, str], client_of: Any
) -> None:
    from encours.web.workflow import acts
    from encours.web.workflow.assignment.models import Rule, Version
    from encours.web.workflow.trail.models import Event

    client = client_of("credit_manager")
    said = {"rule-conditions": f"entity={account[0]}", "rule-portfolio": "First"}
    client.post(PAGE, {"act": "rule", "step": "save", **said})
    client.post(PAGE, {"act": "drop_rule", "number": Rule.objects.get().pk})
    client.post(PAGE, {"act": "take_back", "version": Version.objects.order_by("-pk")[0].pk})
    done = [acts.RULE_WRITTEN, acts.RULE_REMOVED, acts.ASSIGNMENT_PUT_BACK]
    last = Event.objects.filter(kind="done").order_by("-number")[:3]
    assert [acts.ALL[event.what] for event in reversed(last)] == done
    for language, words in (("en", "rule removed"), ("fr", "règle retirée")):
        page = client_of("controller", language=language).get(PAGE).content.decode()
        assert f"<b>{words}</b>" in page


def test_a_change_of_before_acts_were_declared_is_read_in_the_same_words(
    account: tuple[str, str, str], client_of: Any
) -> None:
    from encours.web.workflow.assignment.models import Version

    before: dict[str, list[Any]] = {"portfolios": [], "rules": [], "exemptions": []}
    for what in ("portfolio", "rule", "put back", "customer placed", "<b>nobody knows</b>"):
        Version.objects.create(what=what, before=before)
    page = client_of("credit_manager", language="fr").get(PAGE).content.decode()
    for words in (
        "portefeuille modifié",
        "règle écrite",
        "affectation rétablie comme avant un changement",
        "client affecté",
        "&lt;b&gt;nobody knows&lt;/b&gt;",
    ):
        assert f"<b>{words}</b>" in page


def declare(client: Any, code: str, **said: str) -> Any:
    number = said.pop("number", "")
    fields = {f"portfolio-{name}": value for name, value in ({"code": code} | said).items()}
    return client.post(PAGE, {"act": "portfolio", "number": number, **fields})


def test_declaring_a_portfolio_again_changes_nothing_of_it(demo: Path, client_of: Any) -> None:
    from encours.web.workflow.assignment.models import Portfolio

    client = client_of("credit_manager")
    assert declare(client, "North", name="Nord", collector="Ana").status_code == 302
    refused = declare(client, "North", name="Other")
    assert "North is declared already" in refused.content.decode()
    assert list(Portfolio.objects.values_list("code", "name", "collector")) == [("North", "Nord", "Ana")]


def test_a_declared_portfolio_is_changed_from_its_pencil_and_keeps_its_code(
    demo: Path, client_of: Any
) -> None:
    from encours.web.workflow.assignment.models import Portfolio

    client = client_of("credit_manager")
    declare(client, "North", name="Nord", collector="Ana")
    opened = client.post(PAGE, {"act": "edit_portfolio", "code": "North"})
    number = str(opened.context["portfolio_number"])
    assert 'value="Ana"' in opened.content.decode()
    assert "stays" in declare(client, "South", number=number).content.decode()
    assert declare(client, "North", name="Nord", collector="Léo", number=number).status_code == 302
    assert list(Portfolio.objects.values_list("code", "collector")) == [("North", "Léo")]


def test_a_customer_placed_by_hand_is_not_moved_by_placing_it_again(
    account: tuple[str, str, str], client_of: Any
) -> None:
    from encours.web.workflow.assignment.models import Exemption

    client = client_of("credit_manager")
    place(client, account, portfolio="Litigation")
    assert "placed by hand already (Litigation)" in place(client, account, portfolio="West").content.decode()
    one = Exemption.objects.get()
    opened = client.post(PAGE, {"act": "edit_exemption", "number": str(one.pk)})
    assert 'value="Litigation"' in opened.content.decode()
    entity, customer, _was = account
    fields = {"exemption-entity": entity, "exemption-customer": customer, "exemption-portfolio": "West"}
    said = {"act": "exemption", "step": "save", "number": str(one.pk), **fields}
    assert client.post(PAGE, said).status_code == 302
    assert Exemption.objects.get().portfolio == "West"
