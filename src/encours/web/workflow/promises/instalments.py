"""The instalments of a plan: laid out from a rhythm, or as typed, checked against the total, shared among items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from encours.cube.periods import LAST, add_months
from encours.i18n import _, mark
from encours.money.currencies import decimals_of, is_currency
from encours.web import typography
from encours.web.workflow.promises.making import faults as promise_faults
from encours.web.workflow.promises.models import Said

MOST = 36
RHYTHMS: dict[str, tuple[str, int, int]] = {  # label, days, months between two
    "weekly": (mark("every week"), 7, 0),
    "fortnightly": (mark("every two weeks"), 14, 0),
    "monthly": (mark("every month"), 0, 1),
    "bimonthly": (mark("every two months"), 0, 2),
    "quarterly": (mark("every quarter"), 0, 3),
}

Row = tuple[date, Decimal]


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan as it is asked for: `said` is what its instalments have in common, its amount the total of the plan;
    `items` are those it is about with what is open of each, none for the whole account."""

    said: Said
    rows: tuple[Row, ...]
    items: tuple[tuple[str, Decimal], ...] = field(default=())


def laid_out(total: Decimal, currency: str, count: int, first: date, rhythm: str) -> list[Row]:
    """Equal instalments, the last one of which takes what division leaves; months keep the day of the first.

    >>> rows = laid_out(Decimal(100), "EUR", 3, date(2026, 1, 31), "monthly")
    >>> [(str(day), str(amount)) for day, amount in rows]
    [('2026-01-31', '33.33'), ('2026-02-28', '33.33'), ('2026-03-31', '33.34')]
    """
    _label, days, months = RHYTHMS[rhythm]
    step = Decimal(1).scaleb(-decimals_of(currency))
    each = (total / count).quantize(step, ROUND_DOWN)
    start = min(first, LAST)  # one beyond is refused as too far away, not met by an error
    dates = [add_months(start, months * number) + timedelta(days=days * number) for number in range(count)]
    return [(day, each) for day in dates[:-1]] + [(dates[-1], total - each * (count - 1))]


def faults(of: Planned) -> dict[str, str]:
    """What cannot be recorded, by field (`rows` for the instalments); nothing when all of it can."""
    said, rows = of.said, of.rows
    if not rows:
        return {"rows": _("A plan has instalments: say when each is due.")}
    if len(rows) > MOST:
        return {"rows": _("A plan has {0} instalments at most.").format(MOST)}
    days = [day for day, _amount in rows]
    if len(set(days)) < len(days):
        return {"rows": _("Two instalments are due on one day: add them up.")}
    found = dict[str, str]()
    for day, amount in rows:
        for name, text in promise_faults(replace(said, due_on=day, amount=amount)).items():
            found.setdefault("rows" if name in ("due_on", "amount") else name, text)
    return found or _of_the_total(said, rows) or _of_items(of)


def promised(of: Planned) -> list[Said]:
    """The promises of a plan without faults: what is due on a day is shared among its items, one after the other.

    >>> said = Said("F1", "A", Decimal(100), date(2026, 3, 1), date(2026, 2, 1), "EUR")
    >>> rows = ((date(2026, 3, 1), Decimal(50)), (date(2026, 4, 1), Decimal(50)))
    >>> [(one.due_on.month, one.item, str(one.amount)) for one in promised(Planned(said, rows))]
    [(3, '', '50'), (4, '', '50')]
    >>> shared = promised(Planned(said, rows, (("I1", Decimal(70)), ("I2", Decimal(40)))))
    >>> [(one.due_on.month, one.item, str(one.amount)) for one in shared]
    [(3, 'I1', '50'), (4, 'I1', '20'), (4, 'I2', '30')]
    """
    found = []
    left = dict(of.items or (("", of.said.amount),))
    for day, due in sorted(of.rows):
        lacking = due
        for item in left:
            taken = min(lacking, left[item])
            if taken > 0:
                found.append(replace(of.said, due_on=day, amount=taken, item=item))
                left[item] -= taken
                lacking -= taken
    return found


def _of_the_total(said: Said, rows: Sequence[Row]) -> dict[str, str]:
    come_to = sum((amount for _day, amount in rows), Decimal(0))
    if come_to == said.amount:
        return {}
    shown = [_money(one, said.currency) for one in (come_to, said.amount, abs(said.amount - come_to))]
    if come_to < said.amount:
        return {"rows": _("The instalments come to {0} and the total is {1}: {2} is lacking.").format(*shown)}
    return {"rows": _("The instalments come to {0} and the total is {1}: {2} is too much.").format(*shown)}


def _of_items(of: Planned) -> dict[str, str]:
    whole = sum((amount for _item, amount in of.items), Decimal(0))
    if not of.items or of.said.amount <= whole:
        return {}
    sentence = _("This is more than the {0} open of these items: choose others, or the whole account.")
    return {"total": sentence.format(_money(whole, of.said.currency))}


def _money(amount: Decimal, currency: str) -> str:
    return typography.money(amount, currency, "cents") if is_currency(currency) else str(amount)
