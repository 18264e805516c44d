"""One customer is worked on by one person at a time: taken, kept for a while, given up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from encours.i18n import _
from encours.web.workflow.day.models import Lease
from encours.web.workflow.people.models import Person

Account = tuple[str, str]
KEPT = timedelta(minutes=20)  # long enough for a call and its note; whoever forgets holds nobody up for long


class Taken(Exception):
    """Somebody else works on this customer at this moment."""

    def __init__(self, lease: Lease) -> None:
        super().__init__("taken")
        self.lease = lease

    def __str__(self) -> str:
        since = timezone.localtime(self.lease.since).strftime("%H:%M")
        return _("{0} works on this customer since {1}: nothing was recorded.").format(
            self.lease.person, since
        )


def take(person: Person, account: Account) -> None:
    """From now on this person works on the customer. Raises Taken when somebody else does: of two who ask at once, the
    database lets one through."""
    now = timezone.now()
    mine = {"person": person, "until": now + KEPT}
    if _extended(person, account, mine) or _over(account, {**mine, "since": now}):
        return
    entity, customer = account
    try:
        with transaction.atomic():
            Lease.objects.create(entity=entity, customer=customer, since=now, **mine)
    except IntegrityError:
        held = Lease.objects.select_related("person").filter(entity=entity, customer=customer).first()
        if held is None:  # given up at this very moment
            return take(person, account)
        if held.person_id != person.pk:
            raise Taken(held) from None


def give_up(person: Person, account: Account) -> None:
    """Somebody else may work on the customer again."""
    entity, customer = account
    Lease.objects.filter(entity=entity, customer=customer, person=person).delete()


def held() -> Mapping[Account, Lease]:
    """Who works on whom at this moment."""
    live = Lease.objects.filter(until__gt=timezone.now()).select_related("person")
    return {(one.entity, one.customer): one for one in live}


def _extended(person: Person, account: Account, values: dict[str, object]) -> bool:
    entity, customer = account
    mine = Lease.objects.filter(entity=entity, customer=customer, person=person, until__gt=timezone.now())
    return bool(mine.update(**values))


def _over(account: Account, values: dict[str, object]) -> bool:
    """What was left without being given up is there for whoever asks first."""
    entity, customer = account
    left = Lease.objects.filter(Q(until__lte=timezone.now()), entity=entity, customer=customer)
    return bool(left.update(**values))
