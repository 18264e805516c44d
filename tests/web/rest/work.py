"""What a client does about people's work: actions, holds, contacts, plans, answers to disputes, the list of the day."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any

Ask = Callable[..., Any]


def models() -> Any:
    return importlib.import_module("encours_client.models")


def today(later: int = 0) -> date:
    return datetime.now().astimezone().date() + timedelta(days=later)


def work(ask: Ask) -> None:
    """Each kind is recorded, corrected and taken back; the list of the day is read."""
    (about,) = ask("list_promises", limit=1).parsed.rows
    account = {"entity": about.entity, "customer": about.customer}
    actions(ask, account)
    holds(ask, account)
    contacts(ask, account)
    plans(ask, {**account, "currency": about.currency})
    answers(ask, {**account, "currency": about.currency})
    listed = ask("list_worklist").parsed
    assert [line.rank for line in listed.rows] == [*range(1, len(listed.rows) + 1)]


def actions(ask: Ask, account: dict[str, str]) -> None:
    made = ask("make_action", body=models().NewAction(**account, outcome="reached", minutes=4))
    assert made.status_code == HTTPStatus.CREATED, made.content
    key, seen = made.parsed.key, made.parsed.seen
    corrected = ask("correct_action", key, body=models().CorrectedAction(seen=seen, minutes=5)).parsed
    assert corrected.said.minutes == 5
    one = ask("get_action", key).parsed
    got = (one.record.minutes, one.seen, one.record.done_at.utcoffset())
    assert got == (5, corrected.seen, timedelta(0))
    assert ask("list_actions", limit=1).parsed.count > 0
    assert ask("withdraw_action", key, body=models().Seen(seen=one.seen)).parsed.withdrawn is True


def holds(ask: Ask, account: dict[str, str]) -> None:
    made = ask("make_hold", body=models().NewHold(**account, reason="checking", until_date=today(9)))
    assert made.status_code == HTTPStatus.CREATED, made.content
    key, seen = made.parsed.key, made.parsed.seen
    corrected = ask("correct_hold", key, body=models().CorrectedHold(seen=seen, until_date=today(8))).parsed
    assert corrected.said.until_date == today(8)
    one = ask("get_hold", key).parsed
    lifted = ask("lift_hold", key, body=models().Lifting(seen=one.seen, on=today())).parsed
    assert lifted.said.cancelled_on == today()
    assert ask("list_holds", limit=1).parsed.count > 0
    assert ask("withdraw_hold", key, body=models().Seen(seen=lifted.seen)).parsed.withdrawn is True


def contacts(ask: Ask, account: dict[str, str]) -> None:
    made = ask("make_contact", body=models().NewContact(**account, name="Jeanne Morel", role="buyer"))
    assert made.status_code == HTTPStatus.CREATED, made.content
    key, seen = made.parsed.key, made.parsed.seen
    corrected = ask("correct_contact", key, body=models().CorrectedContact(seen=seen, language="en")).parsed
    assert corrected.said.language == "en"
    assert ask("get_contact", key).parsed.record.name == "Jeanne Morel"
    assert ask("list_contacts", limit=1).parsed.count > 0
    assert ask("withdraw_contact", key, body=models().Seen(seen=corrected.seen)).parsed.withdrawn is True


def plans(ask: Ask, account: dict[str, str]) -> None:
    terms = {
        "currency": account["currency"],
        "total": 90,
        "first_on": today(5),
        "count": 3,
    }
    held = {name: account[name] for name in ("entity", "customer")}
    made = ask("make_plan", body=models().NewPlan(**held, **terms, rhythm=models().NewPlanRhythm("weekly")))
    assert made.status_code == HTTPStatus.CREATED, made.content
    key = made.parsed.plan
    assert ask("list_plans", limit=1).parsed.count > 0
    one = ask("get_plan", **held, plan=key).parsed
    assert [float(each.amount) for each in one.instalments] == [30, 30, 30]
    body = models().Renegotiated(
        **held, plan=key, seen=one.seen, rhythm=models().RenegotiatedRhythm("weekly"), **terms
    )
    other = ask("renegotiate_plan", body=body).parsed.plan
    assert other != key
    seen = ask("get_plan", **held, plan=other).parsed.seen
    ask("cancel_plan", body=models().CalledOff(**held, plan=other, seen=seen, on=today()))
    third = ask(
        "make_plan", body=models().NewPlan(**held, **terms, rhythm=models().NewPlanRhythm("weekly"))
    ).parsed.plan
    seen = ask("get_plan", **held, plan=third).parsed.seen
    ask("withdraw_plan", body=models().Acted(**held, plan=third, seen=seen))
    assert ask("get_plan", **held, plan=third).status_code == HTTPStatus.NOT_FOUND


def answers(ask: Ask, account: dict[str, str]) -> None:
    made = ask("make_dispute", body=models().NewDispute(**account, cause="Price", amount=50)).parsed
    body = models().Answering(
        seen=made.seen, answer=models().AnsweringAnswer("credit_note"), amount=20, note="Half of it"
    )
    told = ask("answer_dispute", made.key, body=body).parsed
    assert (told.said.answer, told.said.answer_amount, told.said.closed_on) == ("credit_note", 20, None)
