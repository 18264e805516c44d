"""Recording a promise, correcting it, cancelling it, taking it back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from encours.i18n import _
from encours.money import from_units, to_units
from encours.money.currencies import decimals_of, is_currency
from encours.web.workflow import acts
from encours.web.workflow.act import Doing, Happened, act
from encours.web.workflow.acts import Act
from encours.web.workflow.people.models import Person
from encours.web.workflow.promises.models import LONGEST_COMMENT, Promise
from encours.web.workflow.records import add_version, new_key

TABLE = Promise.TABLE
LARGEST = Decimal(10**12)
FARTHEST_DAYS = 730  # a date beyond is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class Said:
    """What a customer promised. `item` is empty for the whole account; `amount` is in major units."""

    entity: str
    customer: str
    amount: Decimal
    due_on: date
    made_on: date
    currency: str
    item: str = ""
    collector: str = ""
    channel: str = ""
    contact: str = ""
    comment: str = ""


def faults(said: Said) -> dict[str, str]:
    """What cannot be recorded, by field; nothing when all of it can."""
    found: dict[str, str] = {}
    decimals = decimals_of(said.currency)
    if not said.amount.is_finite() or said.amount <= 0:
        found["amount"] = _("Write an amount above zero.")
    elif said.amount != round(said.amount, decimals):
        found["amount"] = _("An amount in {0} has {1} decimals at most.").format(said.currency, decimals)
    elif said.amount >= LARGEST:
        found["amount"] = _("This amount is too large: check it.")
    if said.made_on > timezone.localdate():
        found["made_on"] = _("A promise is recorded once it is made, not before.")
    if said.due_on < said.made_on:
        found["due_on"] = _("The money cannot be promised for a day before the promise.")
    elif (said.due_on - said.made_on).days > FARTHEST_DAYS:
        found["due_on"] = _("This date is more than two years away: check it.")
    if not is_currency(said.currency):
        found["currency"] = _("Write the currency as its code, such as EUR.")
    if len(said.comment) > LONGEST_COMMENT:
        found["comment"] = _("A comment holds {0} characters, not {1}.").format(
            LONGEST_COMMENT, len(said.comment)
        )
    return found


def make(request: HttpRequest | None, person: Person, said: Said) -> Promise:
    """A new promise; `faults` must find none in it."""
    with act(request, acts.PROMISE_MADE, person, table=TABLE) as doing:
        made = add_version(Promise, doing.revision, new_key(), 0, person=person, **_values(said))
        _tell(doing, made, None)
    return made


def correct(
    request: HttpRequest | None, person: Person, key: str, seen: int, said: Said, before: Said | None
) -> Promise:
    """The promise as it should have been written; `before` is what it said. Changed when another version came."""
    return _rewrite(request, acts.PROMISE_CORRECTED, person, key, seen, said, before)


def cancel(
    request: HttpRequest | None, person: Person, key: str, seen: int, said: Said, on: date | None = None
) -> Promise:
    """From that day on the promise no longer stands; before, it did. Raises Changed when another version came."""
    day = on or timezone.localdate()
    return _rewrite(request, acts.PROMISE_CANCELLED, person, key, seen, said, said, cancelled_on=day)


def withdraw(request: HttpRequest | None, person: Person, key: str, seen: int, said: Said) -> Promise:
    """The promise was never made: it leaves every figure, of any day. What had been known then still is what was known
    then. Raises Changed when another version came."""
    return _rewrite(request, acts.PROMISE_WITHDRAWN, person, key, seen, said, said, withdrawn=True)


def said_of(row: dict[str, Any]) -> Said:
    """What a row of the book's table says (amount in major units), to be cancelled or withdrawn as it stands."""
    names = ("entity", "customer", "amount", "due_on", "made_on", "currency", "item", "collector")
    values: dict[str, Any] = {name: row[name] if row[name] is not None else "" for name in names}
    return Said(**values)


def said_in(promise: Promise) -> Said:
    """What a version says."""
    texts = ("entity", "customer", "currency", "item", "collector", "channel", "contact", "comment")
    amount = from_units(promise.amount_units, promise.currency)
    days = {"due_on": promise.due_on, "made_on": promise.made_on}
    return Said(amount=amount, **days, **{name: getattr(promise, name) for name in texts})


def _rewrite(
    request: HttpRequest | None,
    what: Act,
    person: Person,
    key: str,
    seen: int,
    said: Said,
    before: Said | None,
    **more: Any,
) -> Promise:
    with act(request, what, person, table=TABLE) as doing:
        written = add_version(Promise, doing.revision, key, seen, person=person, **_values(said), **more)
        _tell(doing, written, before)
    return written


def _values(said: Said) -> dict[str, Any]:
    values = asdict(said)
    units = to_units(values.pop("amount"))
    return {**values, "amount_units": units}


def _tell(doing: Doing, promise: Promise, before: Said | None) -> None:
    """In the trail and on the time line: a promise made or corrected speaks of the day it was made, the rest of its
    own day."""
    said = said_in(promise)
    doing.subject = f"promise {promise.key} · customer {promise.entity} {promise.customer}"
    doing.before = asdict(before) if before else None
    doing.after = {**asdict(said), "cancelled_on": promise.cancelled_on, "withdrawn": promise.withdrawn}
    facts = {"amount": str(said.amount), "currency": said.currency, "for_day": said.due_on.isoformat()}
    day = promise.cancelled_on or (timezone.localdate() if promise.withdrawn else promise.made_on)
    doing.happened.append(
        Happened(
            said.entity,
            said.customer,
            day,
            "promise",
            promise.key,
            said.item,
            {**facts, "text": said.comment},
        )
    )
