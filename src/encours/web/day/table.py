"""The lines of a day as a table: who, what to do and why, what is at stake and what it should bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.urls import NoReverseMatch
from django.utils import timezone

from encours.api.habits import habit_of
from encours.collection import Factor, Proposal, doing, reasons
from encours.collection.model import LABELS, Action
from encours.i18n import _, mark
from encours.web import typography
from encours.web.day.lines import ONLY, Day, Standing
from encours.web.labels.payers import payer
from encours.web.tables import Column, Empty, Frame, Kind, Order, Table, of_pages
from encours.web.tables.listing import Fetched
from encours.web.tables.memory import folded
from encours.web.visit.visit import Visit

KEY, SIZE = "day", 25
FACTORS = {
    "habit": mark("how far words work on who pays as this customer does"),
    "contacted": mark("spoken to lately"),
    "calls": mark("calls of the last 30 days"),
    "mails": mark("reminders of the last 30 days"),
    "broken": mark("promise broken"),
    "overrun": mark("over the limit"),
    "next_step": mark("next step agreed"),
    "paid_already": mark("said to be paid"),
    "refused": mark("refused to pay"),
}
# The forms that record what was said, by the letter that opens each.
RECORDS = (
    ("new_action", "a", "phone", mark("Log a call")),
    ("new_promise", "p", "handshake", mark("Promise")),
    ("new_dispute", "l", "message-square-warning", mark("Dispute")),
)
KEYS: dict[str, Callable[[Standing], Any]] = {
    "rank": lambda one: one.rank,
    "customer_name": lambda one: folded(one.facts.name or one.facts.customer),
    "amount": lambda one: one.line.first.amount,
    "expected_gain": lambda one: one.line.first.gain,
    "minutes": lambda one: one.line.first.minutes,
    "collector": lambda one: folded(one.facts.collector),
}


def day_table(visit: Visit, day: Day, only: str, writes: bool) -> Table:
    """The lines that stand, a page at a time; `only` keeps those of one kind."""
    wanted = [one for one in day.lines if not only or ONLY[only](one.facts, day.worklist.until)]

    def found(order: Order | None, search: str) -> Sequence[Standing]:
        words = folded(search)
        kept = [one for one in wanted if words in folded(_searched(one))] if words else wanted
        if order is None or order == Order("rank"):
            return kept
        return sorted(kept, key=KEYS[order.key], reverse=order.descending)

    def fetch(order: Order | None, limit: int, offset: int, search: str) -> Fetched:
        rows = found(order, search)
        gain = sum((one.line.first.gain for one in rows), Decimal(0))
        shown = rows[offset : offset + limit]
        return _rows(visit, day, shown, writes), len(rows), {"expected_gain": gain}

    def stream(order: Order | None, search: str) -> Iterable[Any]:
        return _rows(visit, day, found(order, search), False, habits=False)

    return of_pages(visit.request, KEY, _columns(visit, day, writes), fetch, stream, _frame(visit, day, only))


def numbers(proposal: Proposal, currency: str) -> dict[str, Any]:
    """What a proposal rests on, as a reader checks it: stake, factors, gain, a minute's worth."""
    money = lambda amount: typography.money(amount, currency, "cents")  # noqa: E731 - a word for four lines
    return {
        "label": _(LABELS[proposal.action]),
        "amount": money(proposal.amount),
        "stake": money(proposal.stake),
        "factors": [(_(FACTORS[one.name]), _times(one)) for one in proposal.factors],
        "gain": money(proposal.gain),
        "minutes": proposal.minutes,
        "per_minute": money(proposal.per_minute.quantize(Decimal("0.01"))),
    }


def _rows(
    visit: Visit, day: Day, lines: Sequence[Standing], writes: bool, habits: bool = True
) -> list[dict[str, Any]]:
    known = visit.habits([one.line.account for one in lines]) if habits else {}
    return [_row(visit, day, one, known.get(one.line.account), writes) for one in lines]


def _row(visit: Visit, day: Day, one: Standing, habit: Any, writes: bool) -> dict[str, Any]:
    facts, first = one.facts, one.line.first
    word, dot = payer((habit or habit_of(())).payer)
    mine = one.lease is not None and one.lease.person_id == visit.person.pk
    return {
        "entity": facts.entity,
        "customer": facts.customer,
        "customer_name": facts.name or facts.customer,
        "collector": facts.collector,
        "followed": "" if day.collector else facts.collector,
        "rank": one.rank,
        "action": first.action,
        "doing": doing(first, facts),
        "hot": first.action in (Action.ESCALATE, Action.CHECK_PROMISE) or facts.broken > 0,
        "why": reasons(facts, day.worklist.until),
        "payer": word if habit else "",
        "dot": dot,
        "amount": first.amount,
        "expected_gain": first.gain,
        "minutes": first.minutes,
        "ends": one.ends,
        "beyond": one.beyond,
        "edge": one.edge,
        "seen": one.seen,
        "first": numbers(first, facts.currency),
        "second": numbers(one.line.runner_up, facts.currency) if one.line.runner_up else None,
        "working": _working(one, mine),
        "mine": mine,
        "given": _("given by {0}").format(one.given.person) if one.given else "",
        "href": visit.url("customer", facts.entity, facts.customer, tab="follow-up"),
        "records": _records(visit, facts.entity, facts.customer) if writes else [],
    }


def _records(visit: Visit, entity: str, customer: str) -> list[tuple[str, str, str, str]]:
    found = []
    for name, letter, icon, label in RECORDS:
        try:
            found.append((visit.url(name, entity, customer, then="day"), letter, icon, _(label)))
        except NoReverseMatch:
            continue  # a kind of records that is not there
    return found


def _working(one: Standing, mine: bool) -> str:
    if one.lease is None:
        return ""
    since = timezone.localtime(one.lease.since).strftime("%H:%M")
    return (
        _("you work on it since {0}").format(since)
        if mine
        else _("{0} works on it since {1}").format(one.lease.person, since)
    )


def _searched(one: Standing) -> str:
    facts = one.facts
    return " ".join((facts.name, facts.customer, facts.collector, facts.portfolio))


def _times(factor: Factor) -> str:
    return typography.number(factor.part, 2)


def _columns(visit: Visit, day: Day, writes: bool) -> list[Column]:
    money: dict[str, Any] = {"kind": Kind.MONEY, "currency": visit.currency, "style": "short"}
    deeds: dict[str, Any] = {"template": "day/deeds.html", "sortable": False, "exported": False}
    return [
        Column("rank", _("Rank"), Kind.COUNT, template="day/rank.html"),
        _who(),
        Column(
            "doing",
            _("What to do, and why"),
            template="day/what.html",
            sortable=False,
            beside={_("Why"): lambda row: " · ".join(one.text for one in row["why"])},
        ),
        Column("amount", _("At stake"), **money),
        Column("expected_gain", _("Expected gain"), total=True, role="card-main", **money),
        Column("minutes", _("Minutes"), Kind.COUNT, template="day/minutes.html"),
        Column("collector", _("Collector"), hidden=True),
        *([Column("deeds", _("Decide"), value=lambda _row: "", **deeds)] if writes else []),
    ]


def _who() -> Column:
    return Column(
        "customer_name",
        _("Customer"),
        Kind.WHO,
        href=lambda row: row["href"],
        template="day/who.html",
        role="card-lead",
        beside={_("Customer code"): lambda row: row["customer"], _("Entity"): lambda row: row["entity"]},
    )


def _frame(visit: Visit, day: Day, only: str) -> Frame:
    return Frame(
        _("My day"),
        perimeter=day.collector or _("Everybody"),
        sort="rank",
        size=SIZE,
        filters="day/filters.html",
        filter_names=("collector", "only"),
        placeholder=_("Customer, code…"),
        empty=_empty(visit, day, only),
    )


def _empty(visit: Visit, day: Day, only: str) -> Empty:
    if only:
        return Empty(_("No customer answers this filter."), visit.url("day"), _("The whole day"))
    if day.steps.done or day.steps.put_off:
        return Empty(_("Nothing is left to do today: every customer was dealt with or put off."))
    return Empty(
        _(
            "Nobody is to be worked on: nothing is late or falls due within a week, or all of it is set aside."
        ),
        visit.url("day", collector="*"),
        _("Everybody's list"),
    )
