"""What stands around the lines of a day: how far one is, what waits, what was decided, who has how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from encours.api.customers import numbers_of
from encours.api.search import seek
from encours.collection import Facts, Reason
from encours.i18n import _, counted
from encours.money import from_units
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.day.lines import EVERYBODY, ONLY, Day
from encours.web.records.tiles import Tile
from encours.web.visit.reach import colleagues
from encours.web.visit.visit import Visit
from encours.web.workflow.day.models import Kind, Step
from encours.web.workflow.day.steps import usual_capacity

HOURS = range(30, 601, 30)
USUAL_MINUTES = 300
MOST_ASKED = 5


def around(visit: Visit, day: Day, only: str, writes: bool) -> dict[str, Any]:
    """Everything of the page but its table."""
    return {
        "day": day,
        "tiles": tiles(visit, day),
        "progress": _progress(visit, day),
        "hours": [(minutes, duration(minutes)) for minutes in HOURS],
        "minutes": day.minutes or usual_capacity(visit.person) or USUAL_MINUTES,
        "own_day": writes and day.person in (None, visit.person),
        "decided": _decided(visit, day),
        "people": _people(visit) if writes else [],
        "load": _load(visit, day) if visit.may(Right.STEER) and not day.collector else [],
        "asked": asked(visit, day),
        "who": visit.request.GET.get("who", ""),
        "only": only,
        "filters": [("", _("All customers")), *((name, _label(name)) for name in ONLY)],
        "everybody": EVERYBODY,
        "writes": writes,
    }


def duration(minutes: int) -> str:
    """
    >>> [duration(minutes).replace("\u00a0", " ") for minutes in (45, 300, 335)]
    ['45 min', '5 h', '5 h 35']
    """
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h\u00a0{rest:02d}" if rest else f"{hours}\u00a0h"


def tiles(visit: Visit, day: Day) -> list[Tile]:
    """How far one is, what the day should bring, what waits."""
    done, within = day.done(), day.today
    total = len(done) + len(within)
    worked = sum(one.minutes for one in done)
    spent = _("{0} spent").format(duration(worked)) if done else _("nothing done yet")
    minutes = sum(one.line.first.minutes for one in within)
    here = counted("{0} customer in {1}", "{0} customers in {1}", len(within))
    gain = typography.number_and_unit(typography.money(day.gain, visit.currency, "short"))
    return [
        Tile(
            _("Done today"), str(len(done)), f"/ {total}", visit.url("day", **_kept(day)) + "#decided", spent
        ),
        Tile(
            _("Cash to expect"),
            *gain,
            visit.url("day", **_kept(day)),
            here.format(len(within), duration(minutes)),
        ),
        *(_waiting(visit, day, name) for name in ONLY),
    ]


def _waiting(visit: Visit, day: Day, name: str) -> Tile:
    found = [one.facts for one in day.lines if ONLY[name](one.facts, day.worklist.until)]
    amount = sum((_amount(name, facts) for facts in found), Decimal(0))
    said = typography.money(amount, visit.currency, "short") if found else _("nothing waits")
    return Tile(_label(name), str(len(found)), "", visit.url("day", only=name, **_kept(day)), said)


def _amount(name: str, facts: Facts) -> Decimal:
    of = {"promises_due": facts.due, "promises_broken": facts.broken, "disputes_answered": facts.answered}
    return of.get(name, sum(facts.open, Decimal(0)))


def _label(name: str) -> str:
    labels = {
        "promises_due": _("Promises to check"),
        "promises_broken": _("Promises broken"),
        "disputes_answered": _("Disputes answered"),
        "next_steps": _("Next steps due"),
    }
    return labels[name]


def _kept(day: Day) -> dict[str, str]:
    return {"collector": day.collector or EVERYBODY}


def _progress(visit: Visit, day: Day) -> dict[str, Any]:
    done = [one for one in day.done() if one.person_id == (day.person or visit.person).pk]
    gained = sum(
        (from_units(one.gain_units, one.currency) for one in done if one.currency == visit.currency),
        Decimal(0),
    )
    return {
        "spent": day.spent,
        "of": day.minutes,
        "said": _("{0} of {1}").format(duration(day.spent), duration(day.minutes)) if day.minutes else "",
        "gained": typography.money(gained, visit.currency, "short") if done else "",
    }


@dataclass(frozen=True, slots=True)
class Decided:
    """A customer that left the list: what was decided, in words, and how it comes back."""

    entity: str
    customer: str
    name: str
    href: str
    said: str
    seen: int


def _decided(visit: Visit, day: Day) -> list[tuple[str, list[Decided]]]:
    """What was done, put off and given, of customers the reader may see."""
    told = (
        (_("Done today"), day.done()),
        (_("Put off"), _of(day, day.steps.put_off.values())),
        (
            _("Given to a colleague"),
            [one for one in _of(day, day.steps.given.values()) if one.to != day.person],
        ),
    )
    accounts = [step.account for _title, steps in told for step in steps]
    seen = set(numbers_of(visit.allowed, accounts).values()) if accounts else set()
    groups = [
        (title, [_told(visit, day, one) for one in steps if one.account in seen]) for title, steps in told
    ]
    return [(title, lines) for title, lines in groups if lines]


def _of(day: Day, steps: Any) -> list[Step]:
    """Those about customers of this day's collector."""
    return [one for one in steps if not day.collector or one.account in day.worklist.facts]


def _told(visit: Visit, day: Day, step: Step) -> Decided:
    facts = day.worklist.facts.get(step.account)
    said = {
        Kind.DONE: _("by {0}").format(step.person),
        Kind.PUT_OFF: _("until {0}, by {1}").format(typography.day(step.until), step.person),
        Kind.GIVEN: _("to {0}, by {1}").format(step.to, step.person),
    }
    return Decided(
        *step.account,
        facts.name if facts and facts.name else step.customer,
        visit.url("customer", *step.account, tab="follow-up"),
        said[Kind(step.kind)],
        day.steps.last.get(step.account, 0),
    )


def _people(visit: Visit) -> list[tuple[int, str]]:
    """Colleagues a customer may be given to."""
    return [(one.pk, str(one)) for one in colleagues(visit.person) if one.may(Right.RECORD)]


def _load(visit: Visit, day: Day) -> list[dict[str, Any]]:
    """What waits for each collector, and what is done today of what is theirs."""
    by: dict[str, list[Any]] = {}
    for one in day.lines:
        by.setdefault(one.facts.collector, []).append(one)
    done: dict[str, int] = {}
    for account in day.steps.done:
        if facts := day.worklist.facts.get(account):
            done[facts.collector] = done.get(facts.collector, 0) + 1
    rows = []
    for name in sorted({*by, *done}, key=lambda name: -len(by.get(name, ()))):
        lines = by.get(name, [])
        gain = sum((one.line.first.gain for one in lines), Decimal(0))
        rows.append(
            {
                "name": name or _("Without collector"),
                "href": visit.url("day", collector=name) if name else "",
                "count": len(lines),
                "minutes": duration(sum(one.line.first.minutes for one in lines)),
                "gain": typography.money(gain, visit.currency, "short"),
                "done": done.get(name, 0),
            }
        )
    return rows


def asked(visit: Visit, day: Day) -> list[tuple[str, str, Sequence[Reason], int]]:
    """Of the customers somebody asks about: name, address, why they are not on the list, their rank when they are."""
    text = visit.request.GET.get("who", "").replace("\0", "").strip()[:200]
    if len(text) < 2:
        return []
    found = [one for one in seek(visit.allowed, text, MOST_ASKED * 3) if not one.item][:MOST_ASKED]
    ranks = {one.line.account: one.rank for one in day.lines}
    return [
        (
            one.label,
            visit.url("customer", one.entity, one.customer),
            _why_not(day, (one.entity, one.customer)),
            ranks.get((one.entity, one.customer), 0),
        )
        for one in found
    ]


def _why_not(day: Day, account: tuple[str, str]) -> Sequence[Reason]:
    steps = day.steps
    if step := steps.done.get(account):
        return (Reason("done", _("dealt with today by {0}").format(step.person)),)
    if step := steps.put_off.get(account):
        return (
            Reason("put_off", _("put off until {0} by {1}").format(typography.day(step.until), step.person)),
        )
    given = steps.given.get(account)
    if given and given.to and given.to != day.person and day.collector:
        return (Reason("given", _("given to {0}").format(given.to)),)
    if day.collector and account not in day.worklist.facts:
        return (
            Reason(
                "elsewhere",
                _("nothing of it is late or soon due, or {0} does not follow it").format(day.collector),
            ),
        )
    return day.worklist.why_not(*account)
