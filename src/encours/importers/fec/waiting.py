"""Cash that comes by another account: suspense accounts (471, 472), a payment provider's among debtors (467)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from encours.importers.fec.counterparts import Holds
from encours.importers.fec.shares import Leg
from encours.importers.fec.wording import folded, nature_of

_PROVIDERS = re.compile(
    r"\bstripe|\bpay ?pal|\bsum ?up|\bgo ?cardless|\badyen|\bmollie|\bpayplug|\bhipay|\blemon ?way|\bmangopay"
    r"|\bpayzen|\bmonetico|\bzettle|\bworldline|\bbraintree"
)
_NO_CASH = re.compile(
    r"\bcompens|\boffset|\bnetting|\becarts?\b|\bpertes?\b|\breclass|\btransfert\b|\blitige|\bcontest|\bprovision"
    r"|\bavoirs?\b|\bescompte|\birrecouvrable|\bcredit note|\bwrite.?off"
)


def of_debtor(row: Sequence[str]) -> int:
    """What a line on an account of debtors holds: cash when its words, or those of its account, name a provider.

    >>> of_debtor(["467500", "Stripe", "F3"]) == Holds.CASH, of_debtor(["467100", "Factor"]) == Holds.DEBTOR
    (True, True)
    """
    return Holds.CASH if _PROVIDERS.search(folded(" ".join(row))) else Holds.DEBTOR


def is_no_cash(*texts: str) -> bool:
    """Whether words say that what comes from a suspense account is no payment.

    >>> is_no_cash("Affectation VIR Beta"), is_no_cash("Annulation F1"), is_no_cash("Écart de règlement")
    (False, True, True)
    """
    return nature_of(*texts) is not None or any(_NO_CASH.search(folded(text)) for text in texts)


def settled(legs: Sequence[Leg], inside: int, customers: Iterable[str]) -> tuple[list[Leg], int]:
    """The legs of an entry and what it holds, once its suspense accounts and debtors are cash or are not; `customers`
    are the words of its customer lines."""
    if not inside & (Holds.WAITING | Holds.DEBTOR):
        return list(legs), inside
    becomes = {Holds.DEBTOR: of_debtor(list(customers)), Holds.WAITING: _of_waiting(legs, inside)}
    if becomes[Holds.DEBTOR] == Holds.DEBTOR:
        becomes[Holds.DEBTOR] = Holds.FACTOR
    told = inside & ~Holds.DEBTOR & ~Holds.WAITING
    found = []
    for leg in legs:
        what = becomes.get(leg.what, leg.what)
        told |= what
        if leg.what == Holds.WAITING and what == Holds.CASH:
            told |= Holds.WAITING  # the words of the customer's line have their say
        if leg.what == Holds.DEBTOR and what == Holds.CASH and leg.units < 0:
            told |= Holds.CASH_OUT
        found.append(leg._replace(what=what))
    return found, told


def _of_waiting(legs: Sequence[Leg], inside: int) -> int:
    """Cash, where the suspense account is debited without a line of the bank, nor VAT, nor words against it."""
    own = [leg for leg in legs if leg.what == Holds.WAITING]
    vat = sum(leg.units for leg in legs if leg.what == Holds.VAT)
    plain = sum(leg.units for leg in own) > 0 and not any(is_no_cash(leg.label, leg.piece) for leg in own)
    return Holds.CASH if plain and not vat and not inside & Holds.CASH else Holds.MOVED
