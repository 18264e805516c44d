"""The demo group is as the documentation describes it: who is in it, how they buy and how they pay."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from statistics import median

import pytest

from encours.book.records import Kind
from encours.demo.group.cast import SINKING_NAME
from encours.demo.group.clock import END, START
from encours.demo.group.ledgers import Ledger, ledgers, open_at
from encours.demo.group.pieces import Piece


@pytest.fixture(scope="module")
def group() -> list[Ledger]:
    return ledgers(7)


@pytest.fixture(scope="module")
def pieces(group: list[Ledger]) -> list[Piece]:
    return [piece for ledger in group for piece in ledger.pieces]


def paid_on(pieces: list[Piece]) -> dict[Piece, date]:
    """Value date of the last payment of each invoice wholly matched."""
    by_match = defaultdict(list)
    for piece in pieces:
        if piece.match and piece.match.complete:
            by_match[piece.account.company.code, piece.match.number].append(piece)
    return {
        invoice: max(p.issue for p in members if p.kind is Kind.PAYMENT)
        for members in by_match.values()
        if any(p.kind is Kind.PAYMENT for p in members)
        for invoice in members
        if invoice.kind is Kind.INVOICE
    }


def test_five_entities_in_three_countries_with_four_hundred_customers(group: list[Ledger]) -> None:
    assert [ledger.company.country for ledger in group] == ["FR", "FR", "FR", "BE", "GB"]
    accounts = [account for ledger in group for account in ledger.accounts]
    assert len({(account.company.code, account.code) for account in accounts}) == 400
    assert {account.currency for account in accounts} == {"EUR", "GBP", "USD"}
    held = Counter(account.party.siren for account in accounts if account.party.siren)
    assert sum(count > 1 for count in held.values()) >= 20
    groups = Counter(account.party.group for account in accounts if account.party.group)
    assert len(groups) >= 20
    assert max(groups.values()) >= 4


def test_no_two_legal_persons_share_a_name(group: list[Ledger]) -> None:
    parties = {account.party for ledger in group for account in ledger.accounts}
    assert len({party.name for party in parties}) == len(parties)
    assert len({party.siren for party in parties if party.siren}) == sum(bool(p.siren) for p in parties)


def test_about_thirty_thousand_items_over_two_years(pieces: list[Piece]) -> None:
    assert 27_000 < len(pieces) < 33_000
    assert (date(2024, 11, 1), date(2026, 10, 31)) == (START, END)
    assert max(piece.posting for piece in pieces) <= END
    shares = {kind: count / len(pieces) for kind, count in Counter(p.kind for p in pieces).items()}
    assert 0.5 < shares[Kind.INVOICE] < 0.6
    assert 0.35 < shares[Kind.PAYMENT] < 0.45
    assert all(shares[kind] > 0.001 for kind in (Kind.CREDIT_NOTE, Kind.ADVANCE, Kind.WRITE_OFF))


def test_a_complete_match_sums_to_zero_within_one_customer_and_currency(pieces: list[Piece]) -> None:
    groups = defaultdict(list)
    for piece in pieces:
        if piece.match:
            groups[piece.account.company.code, piece.match.number].append(piece)
    assert len(groups) > 5_000
    for members in groups.values():
        match = members[0].match
        assert match is not None
        assert (sum(piece.amount for piece in members) == 0) == match.complete
        assert len({(piece.account.code, piece.currency) for piece in members}) == 1
        assert max(piece.posting for piece in members) <= match.day <= END
    assert 0.003 < sum(not g[0].match.complete for g in groups.values() if g[0].match) / len(groups) < 0.03


def test_signs_follow_kinds_and_nothing_is_settled_before_the_start(pieces: list[Piece]) -> None:
    assert all((piece.amount > 0) == (piece.kind is Kind.INVOICE) for piece in pieces)
    before = [piece for piece in pieces if piece.posting < START]
    assert before
    assert all(open_at(piece, START - timedelta(days=1)) for piece in before)


def test_every_habit_of_payers_shows_in_the_days_late(pieces: list[Piece]) -> None:
    late = defaultdict(list)
    for invoice, day in paid_on(pieces).items():
        if not invoice.account.runs and not invoice.account.sinking and invoice.dispute is None:
            late[invoice.account.habit.name].append((day - invoice.due).days)
    middle = {name: median(days) for name, days in late.items()}
    assert middle["punctual"] < middle["slightly late"] < middle["chronic"] < middle["bad"]
    assert -6 <= middle["punctual"] <= 0
    assert middle["chronic"] > 20
    spread = {name: median(abs(day - middle[name]) for day in days) for name, days in late.items()}
    assert spread["erratic"] > 2 * spread["chronic"] > 3 * spread["punctual"]


def test_payers_with_runs_pay_on_the_10th_the_20th_or_the_last_day(pieces: list[Piece]) -> None:
    runs = [p.issue for p in pieces if p.kind is Kind.PAYMENT and p.account.runs and len(p.about) > 1]
    assert len(runs) > 500
    on_time = [d for d in runs if 10 <= d.day <= 14 or 20 <= d.day <= 24 or d.day >= 28 or d.day <= 4]
    assert len(on_time) == len(runs)


def test_one_customer_goes_bad_over_the_last_six_months(pieces: list[Piece]) -> None:
    own = [p for p in pieces if p.account.sinking]
    assert {piece.account.party.name for piece in own} == {SINKING_NAME}
    overdue = {
        day: sum(p.amount for p in own if p.kind is Kind.INVOICE and open_at(p, day) and p.due < day)
        for day in (date(2026, 4, 15), date(2026, 7, 15), END)
    }
    assert overdue[date(2026, 4, 15)] < overdue[date(2026, 7, 15)] / 2
    assert overdue[date(2026, 7, 15)] < overdue[END] / 2
    assert overdue[END] > 100_000_00
    assert sum(len(piece.promises) for piece in own) >= 10


def test_disputes_have_causes_and_some_are_still_open(pieces: list[Piece]) -> None:
    disputes = [piece.dispute for piece in pieces if piece.dispute]
    assert len({dispute.cause for dispute in disputes}) == 6
    assert 0.02 < len(disputes) / sum(p.kind is Kind.INVOICE for p in pieces) < 0.05
    assert any(dispute.closed is None for dispute in disputes)
    assert all(dispute.opened <= (dispute.closed or END) <= END for dispute in disputes)
    assert all(bool(dispute.outcome) == (dispute.closed is not None) for dispute in disputes)


def test_there_is_unapplied_cash_partly_paid_and_doubtful_invoices(pieces: list[Piece]) -> None:
    assert any(p.kind is Kind.PAYMENT and p.match is None and p.posting < date(2026, 10, 1) for p in pieces)
    assert any(p.kind is Kind.ADVANCE and open_at(p, END) for p in pieces)
    assert any(p.kind is Kind.CREDIT_NOTE and open_at(p, END) for p in pieces)
    assert 20 < sum(p.doubtful_on is not None for p in pieces) < 300
    assert any(p.bad_debt is not None for p in pieces)
    assert len({p.reminder for p in pieces}) == 9  # four levels in two languages, and none
    assert len({p.blocking for p in pieces}) > 5


def test_august_is_the_quietest_month(pieces: list[Piece]) -> None:
    sales: Counter[int] = Counter()
    for piece in pieces:
        if piece.kind is Kind.INVOICE and piece.posting >= START:
            sales[piece.issue.month] += 1
    assert min(sales, key=lambda month: sales[month]) == 8
    assert sales[8] < 0.7 * sales[7]
