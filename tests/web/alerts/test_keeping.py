"""States over several runs: told once, to whom may see them, and what people do about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from encours.watch.finding import Finding, Found

if TYPE_CHECKING:
    from encours.web.workflow.alerts.models import Alert, Rule
    from encours.web.workflow.people.models import Person

DAY = date(2026, 4, 30)


def states(*said: tuple[str, int], **more: Any) -> Found:
    of = {"entity": "F1", "portfolio": "P1"}
    found = tuple(
        Finding(name, level, Decimal(level), facts={"of": {"entity": "F1", "customer": name}}, narrows=of)
        for name, level in said
    )
    return Found(DAY, found, **more)


def keep(rule: Rule, of: Found) -> dict[str, int]:
    from encours.web.workflow.alerts.keeping import keep as kept

    return kept({rule.pk: of})


def steps(alert: Alert) -> list[str]:
    from encours.web.workflow.alerts.models import History

    return [one.step for one in History.objects.filter(alert__subject=alert.subject)]


def test_a_state_is_told_once_worse_again_and_anew_when_it_comes_back(
    rule_of: Callable[..., Rule], person: Callable[..., Person]
) -> None:
    from encours.web.workflow.alerts.changing import acknowledge, silence
    from encours.web.workflow.alerts.models import Alert, Told
    from encours.web.workflow.alerts.reading import calls

    cfo = person("cfo")
    rule = rule_of(figure="net", roles=["cfo"])
    assert keep(rule, states(("A", 1), ("B", 1))) == {"begun": 2, "worse": 0, "ceased": 0}
    assert keep(rule, states(("A", 1), ("B", 1))) == {"begun": 0, "worse": 0, "ceased": 0}
    assert calls(cfo) == 2
    acknowledge(None, cfo, Alert.objects.filter(subject="A"))
    acknowledge(None, cfo, Alert.objects.filter(subject="A"))
    assert calls(cfo) == 1
    keep(rule, states(("A", 2), ("B", 1)))
    assert (calls(cfo), Told.objects.get(alert__subject="A").level) == (2, 2)
    silence(None, cfo, Alert.objects.filter(subject="A"), date.today())  # noqa: DTZ011
    assert calls(cfo) == 1
    keep(rule, states(("B", 1)))
    keep(rule, states(("A", 1), ("B", 1)))
    a = Alert.objects.get(subject="A", ended_at=None)
    assert steps(a) == ["begun", "acknowledged", "worse", "silenced", "ceased", "begun"]
    assert (calls(cfo), a.silenced_until) == (2, None)


def test_silence_lasts_through_its_last_day(
    rule_of: Callable[..., Rule], person: Callable[..., Person]
) -> None:
    from django.utils import timezone

    from encours.web.workflow.alerts.models import Alert
    from encours.web.workflow.alerts.reading import calls

    cfo, today = person("cfo"), timezone.localdate()
    keep(rule_of(figure="net", roles=["cfo"]), states(("A", 1)))
    for until, number in ((today, 0), (today - timedelta(days=1), 1)):
        Alert.objects.update(silenced_until=until)
        assert calls(cfo) == number


def test_what_nobody_knows_now_stands_as_it_was(rule_of: Callable[..., Rule]) -> None:
    from encours.web.workflow.alerts.models import Alert

    rule = rule_of(figure="net")
    keep(rule, states(("A", 1), ("B", 1), ("C", 1)))
    keep(rule, states(("B", 1), unknown=frozenset({"A"})))
    standing = Alert.objects.filter(ended_at=None)
    assert {one.subject for one in standing} == {"A", "B"}
    keep(rule, states(problem="No rate of USD"))
    rule.refresh_from_db()
    assert (standing.count(), rule.problem) == (2, "No rate of USD")
    keep(rule, states(("B", 1), left_out=3))
    assert standing.count() == 2


@pytest.mark.parametrize(
    ("role", "perimeter", "told"),
    [
        ("cfo", {}, True),
        ("collector", {"portfolios": ["P1"]}, True),
        ("collector", {"portfolios": ["P2"]}, False),
        ("collector", {"portfolios": []}, False),
        ("controller", {"entities": ["F1"]}, True),
        ("controller", {"entities": ["F2"]}, False),
        ("sales", {"salesperson": "Anne"}, False),
        ("auditor", {}, False),
    ],
)
def test_nobody_is_told_of_what_they_may_not_see_whole(
    rule_of: Callable[..., Rule], person: Callable[..., Person], role: str, perimeter: Any, told: bool
) -> None:
    from encours.web.workflow.alerts.reading import alerts_of, calls

    someone = person(role, **perimeter)
    rule = rule_of(figure="net", roles=["cfo", "collector", "controller", "sales"])
    keep(rule, states(("A", 1)))
    assert (calls(someone), alerts_of(someone).count()) == (told, told)
    someone.portfolios = []
    assert (calls(someone), alerts_of(someone).count()) == (0, 0)


def test_a_total_is_told_to_who_sees_all_it_is_made_of(
    rule_of: Callable[..., Rule], person: Callable[..., Person]
) -> None:
    from encours.web.workflow.alerts.reading import calls

    total = Found(DAY, (Finding("", 1, Decimal(5), facts={"of": {}}),))
    boss, part = person("cfo"), person("cfo", entities=["F1"])
    keep(rule_of(figure="net", roles=["cfo"]), total)
    assert (calls(boss), calls(part)) == (1, 0)
    keep(rule_of(figure="net", roles=["cfo"], where=["entity=F1"]), total)
    assert (calls(boss), calls(part)) == (2, 1)
    mine = rule_of(owner=part, figure="net", people=[part.pk, person("cfo", entities=["F2"]).pk, boss.pk])
    keep(mine, total)
    assert (calls(boss), calls(part)) == (3, 2)


def test_who_is_named_later_is_told_and_who_is_no_longer_is_not(
    rule_of: Callable[..., Rule], person: Callable[..., Person]
) -> None:
    from encours.web.workflow.alerts.reading import calls

    one, two = person("cfo"), person("cfo")
    rule = rule_of(figure="net", people=[one.pk])
    keep(rule, states(("A", 1)))
    rule.people = [two.pk]
    rule.save()
    keep(rule, states(("A", 1)))
    assert (calls(one), calls(two)) == (0, 1)


def test_of_a_rule_changed_while_it_was_looked_at_nothing_is_kept(
    rule_of: Callable[..., Rule], person: Callable[..., Person]
) -> None:
    from encours.web.workflow.alerts.keeping import keep as kept
    from encours.web.workflow.alerts.keeping import stamp
    from encours.web.workflow.alerts.models import Alert
    from encours.web.workflow.undoable import change

    owner = person("cfo")
    rule = rule_of(owner=owner, figure="net", people=[owner.pk])
    looked = {rule.pk: stamp(rule)}
    change(rule, 1, each="customer")
    assert kept({rule.pk: states(("A", 1))}, looked)["begun"] == 0
    looked = {rule.pk: stamp(rule)}
    owner.entities = ["F1"]
    owner.save()
    assert kept({rule.pk: states(("A", 1))}, looked)["begun"] == 0
    rule.refresh_from_db()
    assert kept({rule.pk: states(("A", 1))}, {rule.pk: stamp(rule)})["begun"] == 1
    assert Alert.objects.count() == 1


def test_the_history_is_only_ever_added(rule_of: Callable[..., Rule]) -> None:
    from django.db import DatabaseError, connection, transaction

    from encours.web.workflow.alerts.models import History

    keep(rule_of(figure="net"), states(("A", 1)))
    with pytest.raises(TypeError):
        History.objects.update(step="ceased")
    for sql in ("UPDATE alerts_history SET step = 'ceased'", "DELETE FROM alerts_history"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_rules_of_who_left_are_not_looked_at_unless_they_are_the_company_s(
    rule_of: Callable[..., Rule], person: Callable[..., Person]
) -> None:
    from encours.web.alerts.watching.run import looked_at

    gone = person("cfo", is_active=False)
    rule_of(owner=gone, label="his", figure="net")
    rule_of(label="off", figure="net", active=False)
    company = rule_of(label="ours", figure="net")
    company.owner = gone
    company.save()
    assert [rule.label for rule in looked_at()] == ["ours"]
