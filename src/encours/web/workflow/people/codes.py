"""A code of an application is taken once for an account, whichever process it is shown to."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from encours.web.workflow.people.models import LastCode


def take(person: int, step: int) -> bool:
    """Spend the code of a time step of a person (by number); False for one already spent, or older than one that is.

    One statement of the database decides: of two at once, one is told False.
    """
    if _advance(person, step):
        return True
    try:
        with transaction.atomic():
            LastCode.objects.create(person_id=person, step=step)
        return True
    except IntegrityError:  # there is one: newer, or made at this very instant
        return _advance(person, step)


def _advance(person: int, step: int) -> bool:
    return LastCode.objects.filter(person_id=person, step__lt=step).update(step=step) == 1
