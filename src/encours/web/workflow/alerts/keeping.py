"""What a run found, kept: states that begin, get worse, last and cease, who is told of each, and the history of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from encours.watch.finding import Finding, Found
from encours.watch.telling import News, news
from encours.web.workflow.alerts.extent import Extent, extent_from, extent_of
from encours.web.workflow.alerts.models import Alert, History, Rule, Step, Told
from encours.web.workflow.people.models import Person
from encours.web.workflow.undoable import EVERYONE

Stamp = tuple[int, str]
AT_ONCE = 200  # rules in a transaction
STEPS = {News.BEGUN: Step.BEGUN, News.WORSE: Step.WORSE, News.CEASED: Step.CEASED}
SAID = ("label", "criticality", "level", "worst", "value", "reference", "unit", "currency", "facts", "extent")
MOVED = (*SAID, "day", "seen_at", "acknowledged_at", "acknowledged_by")


@dataclass(slots=True)
class _Written:
    """What is written together."""

    begun: list[Alert] = field(default_factory=list)
    moved: list[Alert] = field(default_factory=list)
    same: dict[date, list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )  # by the day of their figure
    ceased: list[int] = field(default_factory=list)
    history: list[tuple[Alert, Step]] = field(default_factory=list)


def stamp(rule: Rule) -> Stamp:
    """What a rule was looked at by: what is found holds as long as it stays the same."""
    owner = rule.owner
    return rule.version, repr((rule.company, owner.entities, owner.portfolios, owner.salesperson))


def keep(outcomes: Mapping[int, Found], stamps: Mapping[int, Stamp] | None = None) -> dict[str, int]:
    """Write what each rule, by its number, found; how many states began, got worse and ceased. Of a rule that has
    another stamp now, or an owner with another perimeter, nothing is: the next look sees to it.
    """
    people = list(Person.objects.filter(is_active=True))
    counts = {News.BEGUN.value: 0, News.WORSE.value: 0, News.CEASED.value: 0}
    for numbers in _chunks(sorted(outcomes)):
        with transaction.atomic():
            for what, number in _kept(numbers, outcomes, stamps or {}, people).items():
                counts[what] += number
    return counts


def stop(rule: Rule, person: Person | None) -> int:
    """Its states are watched no longer: it was switched off, removed, or looks at something else now; how many."""
    standing = list(Alert.objects.filter(rule=rule, ended_at=None))
    Alert.objects.filter(pk__in=[one.pk for one in standing]).update(ended_at=timezone.now())
    History.objects.bulk_create(History(alert=one, step=Step.STOPPED, person=person) for one in standing)
    return len(standing)


def told_by(rule: Rule, people: Iterable[Person]) -> list[Person]:
    """Those a rule tells: named, or of its roles."""
    named, roles = set(rule.people), set(rule.roles)
    return [one for one in people if one.pk in named or one.role in roles or EVERYONE in roles]


def _kept(
    numbers: Sequence[int],
    outcomes: Mapping[int, Found],
    stamps: Mapping[int, Stamp],
    people: Sequence[Person],
) -> dict[str, int]:
    """Two runs at once come one after the other here: the second finds what the first wrote."""
    found = (
        Rule.objects.select_for_update(of=("self",))
        .filter(pk__in=numbers, active=True, deleted_at=None)
        .select_related("owner")
    )
    rules = [rule for rule in found if stamps.get(rule.pk, stamp(rule)) == stamp(rule)]
    standing: dict[int, dict[str, Alert]] = defaultdict(dict)
    for alert in Alert.objects.filter(rule__in=rules, ended_at=None):
        standing[alert.rule_id or 0][alert.subject] = alert
    now, written = timezone.now(), _Written()
    for rule in rules:
        of = outcomes[rule.pk]
        rule.checked_at, rule.problem = now, of.problem
        if not of.problem:
            rule.found, rule.left_out = len(of.states), of.left_out
            _compare(rule, of, standing[rule.pk], now, written)
    Rule.objects.bulk_update(rules, ["checked_at", "problem", "found", "left_out"])
    _write(written)
    _tell(rules, people)
    said = [step.value for _alert, step in written.history]
    return {what.value: said.count(step.value) for what, step in STEPS.items()}


def _compare(rule: Rule, of: Found, standing: Mapping[str, Alert], now: datetime, written: _Written) -> None:
    states = {one.subject: one for one in of.states}
    worst = {subject: alert.worst for subject, alert in standing.items()}
    # Of a list cut short nobody knows what became of what is no longer on it.
    unknown = of.unknown | (worst.keys() if of.left_out else frozenset())
    for subject, what in news(worst, {one.subject: one.level for one in of.states}, unknown).items():
        alert = standing.get(subject) or Alert(
            rule=rule, figure=rule.figure, event=rule.event, subject=subject, begun_at=now, worst=0
        )
        if what is News.CEASED:
            written.ceased.append(alert.pk)
        else:
            before = [getattr(alert, name) for name in SAID]
            _describe(alert, states[subject], rule, of, now)
            if what is News.WORSE:
                alert.acknowledged_at = alert.acknowledged_by = None
            if what is News.BEGUN:
                written.begun.append(alert)
            elif before == [getattr(alert, name) for name in SAID]:
                written.same[of.day].append(alert.pk)
            else:
                written.moved.append(alert)
        if what in STEPS:
            written.history.append((alert, STEPS[what]))


def _describe(alert: Alert, state: Finding, rule: Rule, of: Found, now: datetime) -> None:
    owner = None if rule.company else rule.owner
    alert.label, alert.criticality = rule.label, rule.criticality
    alert.level, alert.worst = state.level, max(state.level, alert.worst)
    alert.value, alert.reference = _text(state.value), _text(state.reference)
    alert.unit, alert.currency = state.unit, state.currency
    alert.day, alert.facts, alert.seen_at = of.day, dict(state.facts), now
    alert.extent = extent_of(owner, rule.where, state.narrows).written()


def _write(written: _Written) -> None:
    now = timezone.now()
    Alert.objects.bulk_create(written.begun)
    Alert.objects.bulk_update(written.moved, MOVED, batch_size=100)
    for numbers in _chunks(written.ceased, 500):
        Alert.objects.filter(pk__in=numbers).update(ended_at=now)
    for day, same in written.same.items():
        for numbers in _chunks(same, 500):
            Alert.objects.filter(pk__in=numbers).update(day=day, seen_at=now)
    History.objects.bulk_create(
        History(
            alert=alert,
            step=step,
            facts={"level": alert.level, "value": alert.value, "day": alert.day.isoformat()},
        )
        for alert, step in written.history
    )


def _tell(rules: Sequence[Rule], people: Sequence[Person]) -> None:
    """Whoever is told of each state that stands, of those who may see all of it; whoever is no longer, is not."""
    to = {rule.pk: told_by(rule, people) for rule in rules}
    standing = Alert.objects.filter(rule__in=rules, ended_at=None).order_by()
    held = Told.objects.filter(alert__in=standing.values("pk"))
    known = {(one.alert_id, one.person_id): one for one in held}
    seen: dict[tuple[str, int], bool] = {}
    new, worse = [], []
    for number, rule, extent, level in standing.values_list("pk", "rule", "extent", "worst"):
        for person in to[rule]:
            if not _open(extent, person, seen):
                continue
            told = known.pop((number, person.pk), None)
            if told is None:
                new.append(Told(alert_id=number, person=person, level=level))
            elif told.level < level:
                told.level = level
                worse.append(told)
    Told.objects.filter(pk__in=[one.pk for one in known.values()]).delete()
    Told.objects.bulk_create(new)
    Told.objects.bulk_update(worse, ["level"])


def _open(text: str, person: Person, seen: dict[tuple[str, int], bool]) -> bool:
    if (text, person.pk) not in seen:
        extent: Extent = extent_from(text)
        seen[text, person.pk] = extent.open_to(person)
    return seen[text, person.pk]


def _text(value: Decimal | int | None) -> str:
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def _chunks(numbers: Sequence[int], size: int = AT_ONCE) -> Iterable[Sequence[int]]:
    return (numbers[start : start + size] for start in range(0, len(numbers), size))
