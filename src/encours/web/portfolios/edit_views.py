"""What may be done to the assignment, each act from a form; a refused form comes back with its reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404

from encours.i18n import _, counted
from encours.web.address import whole
from encours.web.filters.picker import picked
from encours.web.portfolios.effect import effect_of
from encours.web.portfolios.forms import HEADINGS, LARGEST, ExemptionForm, PortfolioForm, RuleForm, read_file
from encours.web.visit.visit import Visit
from encours.web.workflow import acts
from encours.web.workflow.assignment.changing import changing, put_back
from encours.web.workflow.assignment.models import Exemption, Portfolio, Rule, Version

Context = dict[str, Any]
Act = Callable[[Visit], Context | None]


def portfolio(visit: Visit) -> Context | None:
    """Declare a portfolio, or change the name or collector of the one that is open in the form."""
    number = visit.request.POST.get("number", "")
    form = PortfolioForm(visit.request.POST, prefix="portfolio", of=whole(number))
    if not form.is_valid():
        return {"portfolio_form": form, "portfolio_number": number}
    typed = form.cleaned_data
    values = {"name": typed["name"], "collector": typed["collector"]}
    with changing(visit.request, visit.person, acts.PORTFOLIO_CHANGED, typed["code"]):
        Portfolio.objects.update_or_create(code=typed["code"], defaults=values)
    return None


def edit_portfolio(visit: Visit) -> Context:
    one = get_object_or_404(Portfolio, code=visit.request.POST.get("code", ""))
    values = {"code": one.code, "name": one.name, "collector": one.collector}
    form = PortfolioForm(initial=values, prefix="portfolio", of=one.pk)
    return {"portfolio_form": form, "portfolio_number": one.pk}


def drop_portfolio(visit: Visit) -> None:
    with changing(visit.request, visit.person, acts.PORTFOLIO_REMOVED, visit.request.POST.get("code", "")):
        Portfolio.objects.filter(code=visit.request.POST.get("code", "")).delete()


def rule(visit: Visit) -> Context | None:
    """Add a rule at the end, or change one; seen first when `step` says preview."""
    said = visit.request.POST.copy()
    said["rule-conditions"] = "\n".join([said.get("rule-conditions", ""), *picked(said)])
    form = RuleForm(said, prefix="rule", custom=dict(visit.allowed.about.custom))
    number = said.get("number", "")
    if not form.is_valid():
        return {"rule_form": form, "rule_number": number}
    typed = dict(form.cleaned_data)

    def change() -> None:
        if pk := whole(number):
            Rule.objects.filter(pk=pk).update(**typed)
        else:
            last = Rule.objects.order_by("-position").first()
            Rule.objects.create(position=(last.position if last else 0) + 1, **typed)

    if visit.request.POST.get("step") == "preview":
        return {"rule_form": form, "rule_number": number, "effect": effect_of(visit, change)}
    with changing(visit.request, visit.person, acts.RULE_WRITTEN, " · ".join(typed["conditions"])):
        change()
    return None


def edit_rule(visit: Visit) -> Context:
    one = get_object_or_404(Rule, pk=_number(visit, "number"))
    values = {"conditions": "\n".join(one.conditions), "portfolio": one.portfolio, "collector": one.collector}
    form = RuleForm(initial=values, prefix="rule", custom=dict(visit.allowed.about.custom))
    return {"rule_form": form, "rule_number": one.pk}


def drop_rule(visit: Visit) -> None:
    with changing(visit.request, visit.person, acts.RULE_REMOVED):
        Rule.objects.filter(pk=_number(visit, "number")).delete()


def move_rule(visit: Visit) -> None:
    """One place up or down."""
    rules = list(Rule.objects.all())
    at = next((n for n, one in enumerate(rules) if one.pk == _number(visit, "number")), -1)
    to = at + (1 if visit.request.POST.get("way") == "down" else -1)
    if at < 0 or not 0 <= to < len(rules):
        return
    rules[at], rules[to] = rules[to], rules[at]
    with changing(visit.request, visit.person, acts.RULES_REORDERED):
        for position, one in enumerate(rules, 1):
            Rule.objects.filter(pk=one.pk).update(position=position)


def exemption(visit: Visit) -> Context | None:
    """Place one customer by hand, or place otherwise the one that is open in the form."""
    number = visit.request.POST.get("number", "")
    form = ExemptionForm(visit.request.POST, prefix="exemption", book=visit.allowed, of=whole(number))
    if not form.is_valid():
        return {"exemption_form": form, "exemption_number": number}
    typed = dict(form.cleaned_data)
    key = {"entity": typed.pop("entity"), "customer": typed.pop("customer")}

    def change() -> None:
        Exemption.objects.update_or_create(**key, defaults={**typed, "person": visit.person})

    if visit.request.POST.get("step") == "preview":
        return {"exemption_form": form, "exemption_number": number, "effect": effect_of(visit, change)}
    with changing(visit.request, visit.person, acts.CUSTOMER_PLACED, f"{key['entity']} {key['customer']}"):
        change()
    return None


def edit_exemption(visit: Visit) -> Context:
    one = get_object_or_404(Exemption, pk=_number(visit, "number"))
    values = {name: getattr(one, name) for name in HEADINGS}
    form = ExemptionForm(initial=values, prefix="exemption", book=visit.allowed, of=one.pk)
    return {"exemption_form": form, "exemption_number": one.pk}


def drop_exemption(visit: Visit) -> None:
    with changing(visit.request, visit.person, acts.CUSTOMER_PLACED_NO_LONGER):
        Exemption.objects.filter(pk=_number(visit, "number")).delete()


def upload(visit: Visit) -> Context | None:
    """Place many customers by a file: all of its lines, or none."""
    file = visit.request.FILES.get("file")
    if file is None or file.size > LARGEST:
        return {"upload_problem": _("Choose a CSV file of at most {0} MB.").format(LARGEST // 1_000_000)}
    rows, problems = read_file(file.read(), visit.allowed)
    if problems or not rows:
        empty = "" if problems else _("The file has no line.")
        return {"problems": problems, "upload_problem": empty}

    def change() -> None:
        Exemption.objects.bulk_create(
            [
                Exemption(**row, person=visit.person)
                for row in {(r["entity"], r["customer"]): r for r in rows}.values()
            ],
            update_conflicts=True,
            unique_fields=["entity", "customer"],
            update_fields=["portfolio", "collector", "why", "until", "person"],
        )

    with changing(visit.request, visit.person, acts.CUSTOMERS_PLACED):
        change()
    messages.success(
        visit.request, counted("{0} customer placed", "{0} customers placed", len(rows)).format(len(rows))
    )
    return None


def take_back(visit: Visit) -> None:
    put_back(visit.request, visit.person, get_object_or_404(Version, pk=_number(visit, "version")))


def _number(visit: Visit, name: str) -> int:
    return whole(visit.request.POST.get(name, ""))


ACTS: dict[str, Act] = {
    "portfolio": portfolio,
    "edit_portfolio": edit_portfolio,
    "drop_portfolio": drop_portfolio,
    "rule": rule,
    "edit_rule": edit_rule,
    "drop_rule": drop_rule,
    "move_rule": move_rule,
    "exemption": exemption,
    "edit_exemption": edit_exemption,
    "drop_exemption": drop_exemption,
    "upload": upload,
    "take_back": take_back,
}
