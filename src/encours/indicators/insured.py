"""What credit insurance would pay, and what is left at the company's own risk."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Covered:
    """An exposure in two parts that sum to it."""

    insured: Decimal
    uninsured: Decimal


def covered(exposure: Decimal, limit: Decimal, insured_rate: Decimal) -> Covered:
    """The insured and uninsured parts of the exposure to one customer under one policy.

    `insured_rate` is the share the policy pays, 0 to 1, of the exposure within the limit granted. A customer
    in credit has nothing to insure.

    >>> covered(Decimal(120_000), limit=Decimal(100_000), insured_rate=Decimal("0.9"))
    Covered(insured=Decimal('90000.0'), uninsured=Decimal('30000.0'))
    """
    insured = max(min(exposure, limit), Decimal(0)) * insured_rate
    return Covered(insured, exposure - insured)
