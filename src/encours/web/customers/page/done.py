"""What was done last about a customer, and the next step it is at, for the head of its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from encours.api.actions import last_of_customers, next_steps
from encours.i18n import _
from encours.web import typography
from encours.web.customers.page.account import Account
from encours.web.labels import work


@dataclass(frozen=True, slots=True)
class Done:
    """`late` says that its day is past."""

    label: str
    text: str
    href: str
    late: bool = False


def done(account: Account) -> list[Done]:
    """The last action, then the next step, each with the way to the action that says it."""
    visit, found = account.visit, []
    last = last_of_customers(account.ledger, visit.until, [account.key]).get(account.key)
    if last:
        words = (work.action(last["kind"]), work.outcome(last["outcome"]), typography.day(last["done_on"]))
        text = " · ".join(filter(None, words))
        found.append(Done(_("Last action"), text, visit.url("action", last["action"])))
    for step in next_steps(account.ledger, visit.until, date.max, [account.key]):
        text = " · ".join(filter(None, (step["next_step"], typography.day(step["next_on"]))))
        late = step["next_on"] < visit.until
        found.append(Done(_("Next step"), text, visit.url("action", step["action"]), late))
    return found
