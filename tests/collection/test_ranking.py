"""Why one customer comes before another, case by case; and what must never move one up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encours import i18n
from encours.collection import BUCKETS, Facts, doing, proposals, ranked, reasons, why_not
from encours.collection.facts import NOTHING

DAY = date(2026, 11, 20)


def owing(amount: float, bucket: str = "31-60", name: str = "A", **more: Any) -> Facts:
    """A customer of whom this is late since so long, whom one may call and write to."""
    held = list(NOTHING)
    held[BUCKETS.index(bucket)] = Decimal(str(amount))
    known: dict[str, Any] = {"phone": True, "email": True, "usual_days": 5}
    return Facts("FR01", name, "EUR", open=tuple(held), oldest_days=40, **{**known, **more})


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def first(facts: Facts) -> str:
    return str(proposals(facts, DAY)[0].action)


BEFORE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "more is late": ({"amount": 2000}, {"amount": 1000}),
    "it is late for longer": ({"bucket": "16-30"}, {"bucket": "1-7"}),
    "a delay of three months answers less to a call": ({"bucket": "31-60"}, {"bucket": "91+"}),
    "late is worth more than soon due": ({"bucket": "1-7"}, {"bucket": "soon"}),
    "it is later than this customer ever is": (
        {"bucket": "8-15", "usual_days": 2},
        {"bucket": "8-15", "usual_days": 12},
    ),
    "who pays on time overlooked it, who never does hears words every month": (
        {"usual_days": 0},
        {"usual_days": 60},
    ),
    "nobody spoke to them yet": ({}, {"contacted_on": ago(2)}),
    "they were spoken to longer ago": ({"contacted_on": ago(6)}, {"contacted_on": ago(1)}),
    "nobody was reached: try again": ({"contacted_on": ago(1), "reached": False}, {"contacted_on": ago(1)}),
    "the other says it is paid": (
        {"contacted_on": ago(7), "outcome": "reached"},
        {"contacted_on": ago(7), "outcome": "paid_already"},
    ),
    "the other refused": (
        {"contacted_on": ago(20), "outcome": "reached"},
        {"contacted_on": ago(20), "outcome": "refused"},
    ),
    "each call that brought nothing weakens the next": ({"calls": 1, "mails": 1}, {"calls": 3, "mails": 3}),
    "a promise was broken": ({"broken": Decimal(500), "broken_on": ago(5)}, {}),
    "a promise was broken since they were spoken to": (
        {"broken": Decimal(500), "broken_on": ago(1), "contacted_on": ago(2)},
        {"contacted_on": ago(2)},
    ),
    "the next step is due": ({"next_on": DAY, "contacted_on": ago(1)}, {"contacted_on": ago(30)}),
    "another day was agreed": ({}, {"next_on": DAY + timedelta(days=2)}),
    "the limit is exceeded": ({"overrun": Decimal(1)}, {}),
    "there is a number to call": ({}, {"phone": False, "email": False}),
    "a part is promised by the other": ({}, {"promised": Decimal(400)}),
    "the other has paid what is not matched yet": ({}, {"credits": Decimal(400)}),
}


@pytest.mark.parametrize("why", BEFORE)
def test_a_comes_before_b(why: str) -> None:
    one, other = ({"amount": 1000, **said} for said in BEFORE[why])
    lines = ranked([owing(name="B", **other), owing(name="A", **one)], DAY)
    assert [line.facts.customer for line in lines] == ["A", "B"]


@pytest.mark.parametrize(
    ("facts", "action"),
    [
        (owing(1000, "1-7", usual_days=0), "email"),
        (owing(1000, "31-60"), "call"),
        (owing(1000, "31-60", phone=False), "email"),
        (owing(1000, "31-60", phone=False, email=False), "find_contact"),
        (owing(1000, "91+", contacts=5, calls=4, mails=3), "escalate"),
        (owing(1000, "91+", contacts=2, calls=2), "call"),
        (owing(1000, "61-90", outcome="refused", contacts=1, calls=1, contacted_on=ago(20)), "escalate"),
        (owing(10, due=Decimal(5000), due_on=ago(1)), "check_promise"),
        (owing(1000, answered=Decimal(1000), answered_on=ago(1)), "tell_outcome"),
    ],
)
def test_what_is_done_first(facts: Facts, action: str) -> None:
    assert first(facts) == action


def test_the_order_is_the_same_whatever_the_order_of_the_facts() -> None:
    alike = [owing(100, name=name) for name in "CAB"]
    assert [line.facts.customer for line in ranked(alike, DAY)] == ["A", "B", "C"]


def test_a_gain_is_its_stake_times_its_factors_and_the_runner_up_brings_no_more_a_minute() -> None:
    facts = owing(1234.56, broken=Decimal(100), broken_on=ago(4), overrun=Decimal(10), calls=2)
    (line,) = ranked([facts], DAY)
    product = line.first.stake
    for factor in line.first.factors:
        product *= factor.part
    assert line.first.gain == product.quantize(Decimal("0.01")) <= line.first.amount
    assert [factor.name for factor in line.first.factors] == ["habit", "calls", "broken", "overrun"]
    assert line.runner_up is not None
    assert line.runner_up.per_minute <= line.first.per_minute


@pytest.mark.parametrize("aside", ["held", "blocked", "disputed", "promised_items"])
def test_whom_nothing_can_be_asked_of_is_not_there_and_it_is_said_why(aside: str) -> None:
    facts = Facts("FR01", "A", "EUR", phone=True, **{aside: Decimal(1000)})
    assert ranked([facts], DAY) == []
    code = "promised" if aside == "promised_items" else aside
    assert [one.code for one in why_not(facts)] == [code]
    assert [one.code for one in why_not(replace(facts, open=owing(10).open))] == []
    assert [one.code for one in why_not(None)] == ["nothing_open"]


def test_whom_what_is_paid_covers_is_not_there() -> None:
    facts = owing(1000, credits=Decimal(1000))
    assert ranked([facts], DAY) == []
    assert [one.code for one in why_not(facts)] == ["credits"]


def test_reasons_and_what_to_do_are_sentences_of_the_reader() -> None:
    facts = owing(
        12345, due=Decimal(500), due_on=date(2026, 11, 12), contacted_on=ago(3), contact="Mme Roux", calls=1
    )
    told = [one.text for one in reasons(facts, DAY)]
    assert told[:2] == ["€500 promised for 2026-11-12, not received yet", "€12,345 late, up to 40 days"]
    assert doing(proposals(facts, DAY)[0], facts) == "Call Mme Roux"
    with i18n.speaking("fr"):
        check = next(one for one in proposals(facts, DAY) if one.action == "check_promise")
        assert doing(check, facts) == "Vérifier la promesse du 12/11/2026"
        assert "12\u202f345\u00a0€" in reasons(facts, DAY)[1].text


amounts = st.integers(0, 500_000).map(lambda cents: Decimal(cents) / 100)
maybe = st.none() | st.integers(0, 40).map(ago)
customers = st.builds(
    Facts,
    st.just("FR01"),
    st.just("A"),
    st.just("EUR"),
    open=st.tuples(*[amounts] * len(BUCKETS)),
    promised=amounts,
    credits=amounts,
    due=amounts,
    due_on=st.just(ago(1)),
    broken=amounts,
    broken_on=maybe,
    answered=amounts,
    answered_on=maybe,
    usual_days=st.none() | st.integers(-5, 90),
    contacted_on=maybe,
    reached=st.booleans(),
    calls=st.integers(0, 8),
    mails=st.integers(0, 8),
    contacts=st.integers(0, 8),
    next_on=maybe,
    outcome=st.sampled_from(["", "refused", "paid_already", "reached"]),
    phone=st.booleans(),
    email=st.booleans(),
    overrun=amounts,
)


def best(facts: Facts) -> Decimal:
    """What its place on the list rests on."""
    return max((one.per_minute for one in proposals(facts, DAY)), default=Decimal(0))


@given(customers, st.integers(0, len(BUCKETS) - 1), st.integers(0, 100))
def test_paying_a_part_never_moves_a_customer_up(facts: Facts, bucket: int, percent: int) -> None:
    paid = facts.open[bucket] * percent / 100
    left = tuple(amount - paid * (n == bucket) for n, amount in enumerate(facts.open))
    assert best(replace(facts, open=left)) <= best(facts)
    assert best(replace(facts, credits=facts.credits + paid)) <= best(facts)
    assert best(replace(facts, due=max(facts.due - paid, Decimal(0)))) <= best(facts)


@given(customers, st.integers(0, len(BUCKETS) - 1), amounts)
def test_a_new_promise_never_moves_a_customer_up(facts: Facts, bucket: int, amount: Decimal) -> None:
    assert best(replace(facts, promised=facts.promised + amount)) <= best(facts)
    left = tuple(one if n != bucket else max(one - amount, Decimal(0)) for n, one in enumerate(facts.open))
    answered = replace(facts, open=left, broken=Decimal(0))
    assert best(answered) <= best(facts)


@given(customers, amounts)
def test_disputing_all_of_it_leaves_nothing_to_chase(facts: Facts, amount: Decimal) -> None:
    disputed = replace(facts, open=NOTHING, due=Decimal(0), answered=Decimal(0), disputed=amount + 1)
    assert proposals(disputed, DAY) == []
    assert "disputed" in [one.code for one in why_not(disputed)]


@given(customers, st.integers(0, len(BUCKETS) - 1), amounts)
def test_owing_more_never_moves_a_customer_down(facts: Facts, bucket: int, amount: Decimal) -> None:
    more = tuple(one + amount * (n == bucket) for n, one in enumerate(facts.open))
    assert best(replace(facts, open=more)) >= best(facts)
    assert best(replace(facts, contacted_on=DAY, next_on=None, reached=True)) <= best(
        replace(facts, contacted_on=None, next_on=None)
    )
