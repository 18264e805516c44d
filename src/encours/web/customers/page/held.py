"""What of a customer is not chased on the day of its page: each hold, until when, by whom, and the way to lift it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from encours.api.holds import in_force
from encours.i18n import _
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.customers.page.account import Account
from encours.web.labels import work
from encours.web.workflow.holds.models import Hold

MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Held:
    """A hold in words; `lift` is where it is lifted, by who may, of the version `seen`, from the day `on`."""

    text: str
    href: str
    lift: str
    seen: int
    on: str


@dataclass(frozen=True, slots=True)
class AllHeld:
    """The first holds, and how many more there are, which `href` lists."""

    first: list[Held]
    more: int
    href: str


def held(account: Account) -> AllHeld:
    """That of the whole account first, then those of its items."""
    visit = account.visit
    rows = in_force(account.ledger, *account.key, visit.day, visit.until)
    told = rows[:MOST_TOLD]
    keys = [row["hold"] for row in told]
    written = dict(Hold.objects.filter(key__in=keys).order_by("revision", "pk").values_list("key", "pk"))
    lifts = visit.may(Right.RECORD) and visit.day >= visit.allowed.data_date
    today = timezone.localdate().isoformat()
    first = [
        Held(
            _in_words(row),
            visit.url("hold", row["hold"]),
            visit.url("lift_hold", row["hold"]) if lifts else "",
            written.get(row["hold"], 0),
            today,
        )
        for row in told
    ]
    more = visit.url("holds", state="in_force", q=account.customer)
    return AllHeld(first, len(rows) - len(told), more)


def _in_words(row: dict[str, object]) -> str:
    until, day = row["until_date"], typography.day(row["until_date"])  # type: ignore[arg-type]
    said = (
        (_("{0} is not chased until {1}") if until else _("{0} is not chased until it is lifted"))
        if row["item"]
        else (_("Not chased until {1}") if until else _("Not chased until the hold is lifted"))
    )
    parts = (said.format(row["document"], day), work.reason(str(row["reason"] or "")), row["author"])
    return " · ".join(str(part) for part in parts if part)
