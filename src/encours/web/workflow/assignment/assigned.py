"""The assignment people decided, as the book applies it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db.models import Q
from django.utils import timezone

from encours.api import Assignment, Exempted, Rule
from encours.cube.filters import equals
from encours.web.workflow.assignment import models
from encours.web.workflow.choices.revisions import revision

Stamp = tuple[int, date]


def stamp() -> Stamp:
    """What changes whenever the assignment may: its revision, and the day, for what was decided until a day."""
    return revision("assignment"), timezone.localdate()


def assignment() -> Assignment | None:
    """As decided today; None when nothing was, and the ledger's own portfolios stand."""
    return _assignment(*stamp())


@lru_cache(maxsize=2)
def _assignment(_revision: int, today: date) -> Assignment | None:
    return built(today)


def built(today: date) -> Assignment | None:
    """From the tables as they stand in this transaction."""
    held = dict(models.Portfolio.objects.exclude(collector="").values_list("code", "collector"))
    rules = [rule_of(one, held) for one in models.Rule.objects.all()]
    # Customers the ledger itself places in a portfolio are followed by its collector too.
    rules += [Rule((equals("portfolio", code),), collector=who) for code, who in sorted(held.items())]
    standing = models.Exemption.objects.filter(Q(until=None) | Q(until__gte=today))
    exceptions = [exempted_of(one, held) for one in standing]
    return Assignment(tuple(rules), tuple(exceptions)) if rules or exceptions else None


def rule_of(rule: models.Rule, collectors: dict[str, str]) -> Rule:
    """A rule that names a portfolio alone gives its collector too."""
    collector = rule.collector or collectors.get(rule.portfolio, "")
    return Rule(tuple(rule.conditions), rule.portfolio or None, collector or None)


def exempted_of(one: models.Exemption, collectors: dict[str, str]) -> Exempted:
    collector = one.collector or collectors.get(one.portfolio, "")
    return Exempted(one.entity, one.customer, one.portfolio or None, collector or None)
