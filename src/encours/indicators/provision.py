"""What should be set aside for the receivables that will not be paid."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from encours.indicators.ratio import ratio


def matrix_provision(gross: Sequence[Decimal], loss_rates: Sequence[Decimal]) -> Decimal:
    """Expected credit loss by a provision matrix: Σ gross of a bucket × its loss rate (IFRS 9, 5.5.15).

    Both go from not due to the oldest bucket; ValueError when their lengths differ. Rates are shares, 0 to 1.

    >>> buckets = [Decimal(amount) for amount in (300_000, 140_000, 60_000)]
    >>> matrix_provision(buckets, [Decimal(rate) for rate in ("0.02", "0.04", "0.1")])
    Decimal('17600.00')
    """
    return sum((amount * rate for amount, rate in zip(gross, loss_rates, strict=True)), Decimal(0))


def provision_rate(provision: Decimal, gross: Decimal) -> Decimal | None:
    """Provision per unit of gross receivables, of one bucket or of several summed.

    >>> provision_rate(Decimal(25_000), gross=Decimal(500_000))
    Decimal('0.05')
    """
    return ratio(provision, gross)


def roll_rates(
    reached: Sequence[Decimal], forward_looking_factor: Decimal = Decimal(1)
) -> tuple[Decimal | None, ...]:
    """The loss rate of each bucket: of what reached it in the past, the share that rolled on into the last.

    `reached` is how much of the same sales came as far as each bucket, the last being what was lost. The
    forward-looking factor scales the past to what is expected; a rate never exceeds 1. None for a bucket that
    nothing reached.

    >>> [str(rate) for rate in roll_rates([Decimal(amount) for amount in (100_000, 50_000, 8_000, 2_000)])]
    ['0.02', '0.04', '0.25', '1']
    """
    lost = reached[-1] if reached else Decimal(0)
    rates = (ratio(lost * forward_looking_factor, amount) for amount in reached)
    return tuple(None if rate is None else min(rate, Decimal(1)) for rate in rates)


def case_by_case(
    open_amount: Decimal, amount: Decimal, amount_excl_vat: Decimal, loss_rate: Decimal
) -> Decimal | None:
    """The provision on one doubtful invoice: the loss expected on what is open, excluding VAT.

    In France the VAT of an unpaid invoice is recovered (CGI art. 272), so only the part excluding VAT is at
    risk, in the proportion of the invoice. None when the invoice has no positive amount.

    >>> case_by_case(*map(Decimal, (6_000, 12_000, 10_000)), loss_rate=Decimal("0.5"))
    Decimal('2500.0')
    """
    return ratio(open_amount * amount_excl_vat * loss_rate, amount)
