"""What happens between a company and a customer, before any software writes it down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from encours.book.records import Kind
from encours.terms import Terms


@dataclass(frozen=True, slots=True)
class Company:
    """A company of the group. VAT is in ten-thousandths; `scale` says how much it bills against the others."""

    code: str
    name: str
    siren: str
    country: str
    currency: str
    vat: int
    customers: int
    scale: float


@dataclass(frozen=True, slots=True)
class Habit:
    """How a customer pays: days late in the mean, their spread, and the share of invoices never paid."""

    name: str
    late: float
    spread: float
    never: float


@dataclass(frozen=True, slots=True)
class Party:
    """A legal person the group sells to, through one entity or several. `siren` is "" outside France."""

    name: str
    siren: str
    group: str
    country: str
    sector: str
    email: str
    phone: str
    language: str


@dataclass(frozen=True, slots=True)
class Account:
    """A customer in the books of one company. `rate` is invoices a month, `median` a usual one in cents."""

    company: Company
    code: str
    party: Party
    zone: str
    category: str
    portfolio: str
    collector: str
    salesperson: str
    terms_text: str
    terms: Terms
    currency: str
    habit: Habit
    runs: bool
    method: str
    rate: float
    median: int
    since: date
    advances: bool
    sinking: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Pieces set off together on a day; not `complete` when their sum is not zero."""

    number: int
    day: date
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Dispute:
    """A contested invoice; `amount` in cents, None for the whole of it; `closed` None while it is open."""

    cause: str
    opened: date
    closed: date | None
    outcome: str
    owner: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A payment promised for an invoice; `amount` in cents, `plan` the name of the plan it is an instalment of."""

    made: date
    due: date
    amount: int
    cancelled: date | None = None
    plan: str = ""


@dataclass(slots=True, eq=False)
class Piece:
    """An invoice, a credit note, a payment, an advance or a write-off. Amounts are signed cents.

    `advance` is the advance an invoice deducts, `doubtful_on` the day it went to the doubtful accounts, `bad_debt`
    the doubtful invoice a write-off gives up, `about` the numbers a payment quotes.
    """

    account: Account
    kind: Kind
    posting: date
    issue: date
    due: date
    currency: str
    amount: int
    amount_excl_vat: int
    number: str = ""
    match: Match | None = None
    business_unit: str = ""
    reference: str = ""
    order: str = ""
    blocking: str = ""
    reminder: str = ""
    doubtful_on: date | None = None
    advance: Piece | None = None
    bad_debt: Piece | None = None
    about: tuple[Piece, ...] = ()
    dispute: Dispute | None = None
    promises: list[Promise] = field(default_factory=list)
