"""The two years of work of the demo group agree with its ledgers: nobody is chased for what is paid, or too early."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from encours.book.promised import GRACE_DAYS
from encours.book.records import Kind
from encours.demo.group import write_sources
from encours.demo.group.cast import BAD, PUNCTUAL, SLIGHTLY_LATE
from encours.demo.group.clock import END, START
from encours.demo.group.debts import NEVER, Paid, paid
from encours.demo.group.ledgers import Ledger, ledgers
from encours.demo.group.pieces import Piece
from encours.demo.group.team import RULES
from encours.demo.group.trade import answer_by
from encours.demo.group.work.contacts import Contact
from encours.demo.group.work.history import History, history
from tests.once import once

WEEK = timedelta(days=7)
Work = tuple[list[Ledger], History, dict[Piece, Paid]]


@pytest.fixture(scope="module")
def work() -> Work:
    group = ledgers(7)
    when: dict[Piece, Paid] = {}
    for ledger in group:
        when |= paid(ledger.pieces)
    return group, history(7, group), when


def promises(group: list[Ledger]) -> list[tuple[Piece, date, date]]:
    """Those whose days are over and that were not called off: what they are about, when made, for when."""
    return [
        (piece, one.made, one.due)
        for ledger in group
        for piece in ledger.pieces
        for one in piece.promises
        if not one.cancelled and one.due + timedelta(days=GRACE_DAYS) <= END
    ]


def test_nobody_is_reminded_before_the_due_date_nor_once_it_is_paid(work: Work) -> None:
    _group, told, when = work
    chasing = [deed for deed in told.deeds if deed.about and (deed.level or deed.kind in ("call", "email"))]
    assert len(chasing) > 8_000
    for deed in chasing:
        assert deed.about is not None
        assert START <= deed.day <= END
        if deed.outcome == "disputed":  # the customer says so, late or not
            continue
        assert deed.about.due < deed.day < when[deed.about].on


def test_whole_accounts_are_called_when_something_is_late_there(work: Work) -> None:
    group, told, when = work
    by_account = defaultdict(list)
    for ledger in group:
        for piece in ledger.pieces:
            if piece.kind is Kind.INVOICE:
                by_account[ledger.company.code, piece.account.code].append(piece)
    for deed in told.deeds:
        if deed.about is None and deed.kind != "note":
            own = by_account[deed.account.company.code, deed.account.code]
            assert any(one.due < deed.day < when[one].on for one in own)


def test_levels_rise_with_lateness(work: Work) -> None:
    _group, told, _when = work
    levels = defaultdict(list)
    for deed in told.deeds:
        if deed.level and deed.about:
            assert deed.kind == "reminder"
            assert (deed.day - deed.about.due).days >= (8, 25, 50, 100)[deed.level - 1]
            levels[deed.about].append((deed.at, deed.level))
    assert {level for given in levels.values() for _at, level in given} == {1, 2, 3, 4}
    for given in levels.values():
        numbers = [level for _at, level in sorted(given)]
        assert numbers == sorted(set(numbers))


def test_what_is_promised_contested_or_held_is_left_alone(work: Work) -> None:
    _group, told, _when = work
    held = [(hold.account, hold.about, *hold.window) for hold in told.holds]
    assert 30 < len(held) < 120
    for deed in (deed for deed in told.deeds if deed.level):
        assert deed.about is not None
        dispute = deed.about.dispute
        assert dispute is None or not dispute.opened <= deed.day <= (dispute.closed or END)
        assert not any(one.made <= deed.day <= (one.cancelled or one.due) for one in deed.about.promises)
        for account, about, first, last in held:
            if account is deed.account and about in (None, deed.about):
                assert not first <= deed.day <= last
    assert sum(first <= END <= last for *_of, first, last in held) >= 10


def test_a_team_of_six_each_on_their_customers_and_the_rules(work: Work) -> None:
    group, told, _when = work
    team = {account.collector for ledger in group for account in ledger.accounts}
    assert len(team) == 6
    assert 15_000 <= len(told.deeds) <= 25_000
    for deed in told.deeds:
        assert deed.author == (RULES if deed.automatic else deed.account.collector)
        assert deed.automatic <= (deed.minutes == 0 and deed.kind == "reminder")
    done = Counter(deed.author for deed in told.deeds)
    assert set(done) == team | {RULES}
    assert done[RULES] > 3_000
    calls = Counter(deed.author for deed in told.deeds if deed.kind == "call")
    shares = sorted(calls[who] / done[who] for who in team)
    assert shares[-1] > 2 * shares[0]  # they do not work alike


def test_payers_of_habit_keep_their_promises_and_the_others_mostly_do_not(work: Work) -> None:
    group, told, when = work
    kept: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for piece, _made, due in promises(group):
        name = "sinking" if piece.account.sinking else piece.account.habit.name
        made[name] += 1
        kept[name] += when[piece].on <= due + timedelta(days=GRACE_DAYS)
    assert kept[PUNCTUAL.name] + kept[SLIGHTLY_LATE.name] > 0.75 * (
        made[PUNCTUAL.name] + made[SLIGHTLY_LATE.name]
    )
    assert kept[BAD.name] < 0.4 * made[BAD.name]
    assert kept["sinking"] < 0.3 * made["sinking"]
    told_of = {(deed.about, deed.day) for deed in told.deeds if deed.outcome == "promised"}
    assert told_of >= {(piece, day) for piece, day, _due in promises(group)}


def test_money_comes_sooner_after_the_calls_of_some_than_of_others(work: Work) -> None:
    _group, told, when = work
    within = defaultdict(list)
    for deed in told.deeds:
        if deed.kind == "call" and deed.about and when[deed.about].on != NEVER:
            within[deed.author].append((when[deed.about].on - deed.day).days <= 10)
    rates = sorted(sum(soon) / len(soon) for soon in within.values())
    assert rates[-1] > 1.2 * rates[0]


def test_disputes_granted_end_in_a_credit_note_of_the_ledger(work: Work) -> None:
    group, _told, _when = work
    pieces = [piece for ledger in group for piece in ledger.pieces]
    notes = {(note.about[0], note.posting) for note in pieces if note.kind is Kind.CREDIT_NOTE}
    granted = [one for one in pieces if one.dispute and one.dispute.outcome in ("credit_note", "partial")]
    assert len(granted) > 150
    assert all(one.dispute and (one, one.dispute.closed) in notes for one in granted)


def test_the_last_day_has_something_to_do(work: Work) -> None:
    group, told, when = work
    pieces = [piece for ledger in group for piece in ledger.pieces]
    last = {}
    for deed in told.deeds:
        if not deed.automatic and deed.kind not in ("note", "status"):
            last[deed.account] = deed
    assert sum(deed.next_on == END for deed in last.values()) >= 5
    assert sum(deed.next_on is not None and deed.next_on < END for deed in last.values()) >= 10
    due = [one.due for piece in pieces for one in piece.promises if when[piece].on == NEVER]
    assert sum(END <= day <= END + WEEK for day in due) >= 5
    assert sum(END - 2 * WEEK <= day < END - timedelta(days=GRACE_DAYS) for day in due) >= 5
    open_ones = [piece.dispute for piece in pieces if piece.dispute and piece.dispute.closed is None]
    assert sum(answer_by(dispute) < END for dispute in open_ones) >= 10
    assert sum(answer_by(dispute) >= END for dispute in open_ones) >= 5


def test_most_customers_have_somebody_to_speak_to(work: Work) -> None:
    group, told, _when = work
    by_account: dict[str, list[Contact]] = defaultdict(list)
    for contact in told.contacts:
        by_account[f"{contact.account.company.code} {contact.account.code}"].append(contact)
    accounts = sum(len(ledger.accounts) for ledger in group)
    assert 0.9 * accounts < len(by_account) < accounts
    assert {contact.role for contact in told.contacts} == {"accounting", "buyer", "manager", "sales"}
    assert all(contact.email.isascii() and contact.email.endswith(".example") for contact in told.contacts)
    assert all(sum(one.main for one in people) == 1 for people in by_account.values())
    named = {contact.name for contact in told.contacts}
    assert {deed.contact for deed in told.deeds if deed.contact} <= named


def test_the_files_name_items_customers_and_instants(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = once(tmp_path_factory, "demo-work", lambda folder: write_sources(folder))
    folder = made / "recouvrement"
    rows = {table: read(folder / f"{table}.csv") for table in ("actions", "holds", "contacts", "disputes")}
    customers = {(row["entity"], row["customer"]) for row in read(made / "clients" / "customers.csv")}
    for table, found in rows.items():
        assert {(row["entity"], row["customer"]) for row in found} <= customers, table
        assert len({next(iter(row.values())) for row in found}) == len(found), table
    moments = [datetime.fromisoformat(row["done_at"]) for row in rows["actions"]]
    assert moments == sorted(moments)
    assert all(row["answer_by"] for row in rows["disputes"])


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
