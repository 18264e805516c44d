"""The position of a customer at a glance: a line of figures, each leading to its rows, and the ageing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from encours.api import words
from encours.api.customers import Limit, limits
from encours.api.habits import Habit
from encours.api.result import Result
from encours.i18n import _, counted
from encours.web import typography
from encours.web.charts.plot import ageing_colors
from encours.web.customers.page.account import Account
from encours.web.labels.payers import payer
from encours.web.payers import granted_of, used
from encours.web.workflow.choices.chosen import default_edges, dso_method, window

MEASURES = ("net", "overdue", "gross", "unapplied", "disputed", "item_count")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of the head of the page; `tone` is bad or nothing."""

    label: str
    text: str
    sub: str
    href: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Aged:
    """A bucket of the open debits, with the colour that stands for it."""

    label: str
    amount: Decimal
    text: str
    color: str
    href: str


@dataclass(frozen=True, slots=True)
class Synthesis:
    """`word` and `dot` say what kind of payer it is."""

    facts: list[Fact]
    ageing: list[Aged]
    habit: Habit
    limit: Limit | None
    word: str
    dot: str

    @property
    def strip(self) -> list[tuple[str, Decimal, str]]:
        return [(part.label, part.amount, part.text) for part in self.ageing]


def synthesis(account: Account) -> Synthesis:
    """All of the head of the page."""
    method, over = dso_method(), window()
    figures = account.show(*MEASURES, method, window=over)
    habit = account.habit
    limit = limits(account.book, [account.key], account.visit.day).get(account.key)
    word, dot = payer(account.payer)
    facts = [
        *_position(account, figures),
        *_limit(account, figures, limit),
        *_behaviour(account, figures, habit, method, over),
    ]
    return Synthesis(facts, ageing(account), habit, limit, word, dot)


def ageing(account: Account) -> list[Aged]:
    """The open debits by bucket, from not due to the oldest; a bucket without any is left out of the legend only."""
    edges = default_edges()
    rows = list(account.show("aged", edges=edges))
    currency = account.visit.currency
    return [
        Aged(
            words.bucket(row["bucket"]),
            row["aged"],
            typography.money(row["aged"], currency),
            color,
            account.rows_url("aged", f"bucket={row['bucket']}", edges=edges),
        )
        for row, color in zip(rows, ageing_colors(len(rows)), strict=True)
    ]


def _position(account: Account, figures: Result) -> Iterator[Fact]:
    (row,), currency = figures.rows, account.visit.currency
    items = counted("{0} open item", "{0} open items", row["item_count"]).format(
        typography.count(row["item_count"])
    )
    yield Fact(_("Net"), typography.money(row["net"], currency), items, account.rows_url("net"))
    share = row["overdue"] / row["gross"] if row["gross"] else None
    told = _("{0} of gross").format(typography.rate(share)) if share is not None else _("nothing open")
    yield Fact(_("Overdue"), typography.money(row["overdue"], currency), told, account.rows_url("overdue"))
    for measure, label, sub in (
        ("disputed", _("Disputed"), _("part contested")),
        ("unapplied", _("Unapplied credits"), _("to be matched")),
    ):
        text = typography.money(row[measure], currency)
        yield Fact(label, text, sub, account.rows_url(measure))


def _limit(account: Account, figures: Result, limit: Limit | None) -> Iterator[Fact]:
    if limit is None:
        return
    share = used(account.visit, limit, figures.rows[0]["net"])
    told = _("of {0}").format(_granted(account, limit))
    tone = "bad" if share is not None and share > 1 else ""
    yield Fact(_("Credit limit used"), typography.rate(share), told, account.rows_url("net"), tone)


def _granted(account: Account, limit: Limit) -> str:
    """In the currency of the position, then as it was granted where that is another."""
    said = typography.money(limit.amount, limit.currency, "short")
    held = granted_of(account.visit, limit)
    if limit.currency == account.visit.currency or held is None:
        return said
    return f"{typography.money(held, account.visit.currency, 'short')} ({said})"


def _behaviour(account: Account, figures: Result, habit: Habit, method: str, over: str) -> Iterator[Fact]:
    count = counted("last invoice", "{0} last invoices", len(habit.invoices)).format(len(habit.invoices))
    href = account.url(tab="open") + "#habit"
    late = typography.days(habit.mean_days_late)
    if habit.mean_days_late is not None and habit.mean_days_late > 0:
        late = f"+{late}"
    yield Fact(_("Average delay"), late, count, href)
    yield Fact(_("Paid on time"), typography.rate(habit.on_time_rate), _("by the due date"), href)
    yield from _promised(account)
    shown = typography.shown(figures.rows[0][method], figures.units[method])
    dso_url = account.url(tab="indicators", figure=method)
    least = "≥ " if (0, method) in figures.lower_bounds else ""
    yield Fact(
        figures.labels[method], least + shown, figures.reason(0, method) or typography.over(over), dso_url
    )


def _promised(account: Account) -> Iterator[Fact]:
    found = account.reliability
    if found.ended_of_year:
        text = _("{0} of {1}").format(found.kept_of_year, found.ended_of_year)
        yield Fact(_("Promises kept"), text, _("over 12 months"), account.url(tab="follow-up"))
