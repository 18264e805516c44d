"""The page of portfolios: what they weigh, the rules, the customers placed by hand, what changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from encours.api.assignment_report import Placed, known, placed
from encours.cube.filters import equals, parse
from encours.errors import UsageError
from encours.i18n import _
from encours.web.access.perimeter import conditions, whole
from encours.web.access.roles import Right
from encours.web.filters.conditions import in_words
from encours.web.filters.picker import picker
from encours.web.portfolios.edit_views import ACTS
from encours.web.portfolios.forms import ExemptionForm, PortfolioForm, RuleForm, headings
from encours.web.tables import Column, Empty, Frame, Kind, Table, answer, of_rows
from encours.web.visit.visit import Visit, enter
from encours.web.workflow.assignment.changing import may_change
from encours.web.workflow.assignment.models import Exemption, Portfolio, Rule, Version


def portfolios(request: HttpRequest) -> HttpResponse:
    """Read by those who see the settings; changed by those who steer the whole."""
    visit = enter(request, Right.STEER if request.method == "POST" else Right.SEE_SETTINGS)
    back: dict[str, Any] = {}
    if request.method == "POST":
        if not may_change(visit.person):
            raise PermissionDenied
        act = ACTS.get(request.POST.get("act", ""))
        refused = act(visit) if act else None
        if refused is None:
            messages.success(request, _("Saved. Figures, rights and lists follow from now on."))
            return redirect(visit.url("portfolios"))
        back = refused
    shares = placed(visit.allowed)
    tables = (_weights(visit, shares), _exemptions(visit))
    said = _context(visit, shares, tables) | back
    conditions_of = str(said["rule_form"]["conditions"].value() or "")
    said["picker"] = picker(visit, list(filter(None, conditions_of.splitlines())), of_customers=True)
    return answer(request, "portfolios/portfolios.html", said, *tables)


def assign(request: HttpRequest) -> HttpResponse:
    """From a customer's page (`entity`, `customer`) to the form that places it."""
    visit = enter(request, Right.SEE_SETTINGS)
    chosen = {"place": request.GET.get("entity"), "customer": request.GET.get("customer"), "entity": None}
    return redirect(visit.url("portfolios", **chosen) + "#hand-form")


def _context(visit: Visit, shares: list[Placed], tables: tuple[Table, Table]) -> dict[str, Any]:
    chosen = {"entity": visit.request.GET.get("place", ""), "customer": visit.request.GET.get("customer", "")}
    custom = dict(visit.allowed.about.custom)
    return {
        "weights": tables[0],
        "exemptions": tables[1],
        "confined": not whole(visit.person),
        "headings": headings(),
        "rules": [_told(one, custom) for one in Rule.objects.all()] if whole(visit.person) else (),
        "versions": _versions() if whole(visit.person) else (),
        "unassigned": sum(one.count for one in shares if not one.portfolio),
        "may_write": may_change(visit.person),
        "narrow": visit.may(Right.STEER) and not may_change(visit.person),
        "portfolio_form": PortfolioForm(prefix="portfolio"),
        "rule_form": RuleForm(prefix="rule", custom=custom),
        "exemption_form": ExemptionForm(initial=chosen, prefix="exemption", book=visit.allowed),
        "lists": {
            "entities": sorted({one.entity for one in shares}),
            "portfolios": sorted({one.portfolio for one in shares} - {""}),
            "collectors": sorted({one.collector for one in shares} - {""}),
        },
    }


def _told(rule: Rule, custom: dict[str, str]) -> dict[str, Any]:
    """A rule in words; a condition on a field the book no longer has stays as it was written."""
    told = []
    for text in rule.conditions:
        try:
            told.append(in_words(parse(text, custom)))
        except UsageError:
            told.append((text, ""))
    return {"pk": rule.pk, "told": told, "portfolio": rule.portfolio, "collector": rule.collector}


def _weights(visit: Visit, shares: list[Placed]) -> Table:
    """Every portfolio of the ledger and of Encours, with what is in it."""
    held = {row["portfolio"] or "": row for row in visit.show("net", "overdue", by="portfolio")}
    declared = _declared(visit, {*held, *(one.portfolio for one in shares)})
    counts: dict[str, int] = {}
    collectors: dict[str, set[str]] = {}
    for one in shares:
        counts[one.portfolio] = counts.get(one.portfolio, 0) + one.count
        collectors.setdefault(one.portfolio, set()).add(one.collector)
    rows = [
        {
            "portfolio": code,
            "name": declared[code].name if code in declared else "",
            "collector": ", ".join(sorted(filter(None, collectors.get(code, ())))[:3]),
            "count": counts.get(code, 0),
            "net": held[code]["net"] if code in held else 0,
            "overdue": held[code]["overdue"] if code in held else 0,
            "declared": code in declared,
        }
        for code in sorted({*held, *declared, *counts})
    ]
    return of_rows(
        visit.request, "portfolios", _weight_columns(visit), rows, Frame(_("Portfolios"), sort="-net")
    )


def _declared(visit: Visit, within: set[str]) -> dict[str, Portfolio]:
    """The portfolios declared; to who sees a part of the book, those of it alone."""
    every = whole(visit.person)
    return {one.code: one for one in Portfolio.objects.all() if every or one.code in within}


def _versions() -> list[Version]:
    return list(Version.objects.select_related("person").order_by("-pk")[:10])


def _weight_columns(visit: Visit) -> list[Column]:
    def rows(measure: str) -> Any:
        return lambda row: visit.rows_url(measure, [_where(row)])

    money: dict[str, Any] = {"kind": Kind.MONEY, "currency": visit.currency, "total": True}
    change = Column(
        "code",
        _("Actions"),
        value=lambda row: row["portfolio"],
        template="portfolios/change.html",
        sortable=False,
        exported=False,
    )
    return [
        Column(
            "portfolio",
            _("Portfolio"),
            Kind.WHO,
            value=lambda row: row["portfolio"] or _("None"),
            href=lambda row: visit.url("customers", where=[_where(row)]),
            second=lambda row: row["name"],
        ),
        Column("collector", _("Collector")),
        Column("count", _("Customers"), Kind.COUNT, total=True),
        Column("net", _("Net"), href=rows("net"), **money),
        Column("overdue", _("Overdue"), href=rows("overdue"), **money),
        *([change] if may_change(visit.person) else []),
    ]


def _where(row: dict[str, Any]) -> str:
    return equals("portfolio", row["portfolio"])


def _exemptions(visit: Visit) -> Table:
    """Those of the customers this person sees; the whole list, with customers not known yet, for who sees the whole."""
    rows = list(Exemption.objects.select_related("person").order_by("entity", "customer"))
    if conditions(visit.person):
        seen = known(visit.allowed, [(one.entity, one.customer) for one in rows])
        rows = [one for one in rows if (one.entity, one.customer) in seen]
    columns = [
        Column("entity", _("Entity")),
        Column("customer", _("Customer"), href=lambda one: visit.url("customer", one.entity, one.customer)),
        Column("portfolio", _("Portfolio")),
        Column("collector", _("Collector")),
        Column("why", _("Why")),
        Column("until", _("Until"), Kind.DATE),
        Column("person", _("By"), value=lambda one: str(one.person or "")),
        Column("at", _("Since"), Kind.MOMENT, hidden=True),
    ]
    if may_change(visit.person):
        drop = "portfolios/drop.html"
        columns.append(Column("pk", _("Actions"), template=drop, sortable=False, exported=False))
    none = Empty(_("No customer is placed by hand: rules and the ledger decide for all of them."))
    frame = Frame(_("Customers placed by hand"), prefix="hand", empty=none)
    return of_rows(visit.request, "exemptions", columns, rows, frame)
