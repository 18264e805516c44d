"""Three companies and twelve customers with something of everything: small enough to be crawled page by page.

Every name, code, document and amount is that of one customer alone, so that what a page lets out has an owner; some
hold a mark of the language of pages, which no page may write as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from encours.book.home import Home
from tests.book.small_books import imported

MARK = "<q>"
COMPANIES = """entity,name,siren,country,currency
FR01,Ateliers du Vernoy,781000001,FR,EUR
FR02,Fonderie Castelane,781000002,FR,EUR
GB01,Harwick <q> Forge Ltd,,GB,GBP"""
CUSTOMERS = """entity,customer,name,siren,group,country,zone,sector,portfolio,collector,salesperson,payment_terms,email
FR01,C1101,Verrerie Aubrac,552100101,Aubrac,FR,Nord,Glass,North,Inès Galand,Paul Orsini,30,aubrac@mail.example
FR01,C1102,Tannerie Morvane,552100102,,FR,Nord,Leather,North,Inès Galand,Anne Lebreuil,45 FDM,
FR01,C1103,Câblerie Sennecey,552100103,Sennecey,FR,Sud,Metal,"South, East",Karim Dorval,Paul Orsini,60,
FR01,C1104,Horlogerie Vuillaume,,,BE,Sud,Watches,"South, East",Karim Dorval,Anne Lebreuil,30,
FR02,C1205,Miroiterie Vaucelles,552100101,Aubrac,FR,Sud,Glass,West,Zoé Tamaris,Paul Orsini,30,
FR02,C1206,Papeterie Ravelle,552100106,,FR,Nord,Paper,West,Zoé Tamaris,Luc <q> Ferrandi,30 FDM,
FR02,C1207,Distillerie Quercus,552100107,Sennecey,FR,Nord,Spirits,North,Inès Galand,Luc <q> Ferrandi,45,
FR02,C1208,Scierie Landemont,,,CH,Sud,Wood,West,Zoé Tamaris,Anne Lebreuil,60,
GB01,C1309,Aubrac Glass Ltd,552100101,Aubrac,GB,Nord,Glass,Export <q>,Moira <q> Kell,Luc <q> Ferrandi,30,
GB01,C1310,Tolworth Marine Ltd,,,GB,Sud,Ships,Export <q>,Moira <q> Kell,Paul Orsini,45,
GB01,C1311,Pennard Castings Ltd,,Sennecey,GB,Sud,Metal,Export <q>,Moira <q> Kell,Anne Lebreuil,30,
GB01,C1312,Brynmor <q> Quarries Ltd,,,IE,Nord,Stone,Export <q>,Moira <q> Kell,Luc <q> Ferrandi,60,"""
# Parts of the customers that people of these roles follow; each leaves out two of every three at least once.
OWN = {
    "collector": {"portfolios": ["North"]},
    "sales": {"salesperson": "Anne Lebreuil"},
    "controller": {"entities": ["FR02"]},
    "credit_manager": {"portfolios": ["North", "Export <q>"], "entities": ["FR02", "GB01"]},
}
HEADERS = {
    "items": "entity,customer,item,kind,document,posting_date,due_date,currency,amount,reference,doubtful",
    "allocations": "entity,debit_item,credit_item,date,amount,matching_ref",
    "disputes": "dispute,entity,customer,item,cause,amount,opened_on,closed_on,outcome,owner",
    "promises": "promise,entity,customer,item,made_on,due_on,amount,collector,plan",
    "holds": "hold,entity,customer,item,reason,from_date,until_date,cancelled_on,author",
    "contacts": "contact,entity,customer,name,role,email,phone,language,accepts,main,left_on",
    "actions": "action,entity,customer,item,kind,level,channel,done_at,author,outcome",
    "limits": "entity,customer,from_date,amount,overrun,decided_by",
    "covers": "policy,insurer,entity,customer,from_date,amount,insured_rate",
}
FIRST, LAST, BETWEEN_IMPORTS = date(2024, 12, 2), date(2026, 10, 30), date(2026, 9, 30)
INVOICES, BILLED_EVERY = 9, timedelta(days=75)
RATES = (("GBP", 0.85), ("USD", 1.08))
ELSEWHERE = {4: "USD", 12: "EUR"}  # customers billed in another money than their company's


@dataclass(frozen=True, slots=True)
class Account:
    """One customer: its number from 1, and what every row about it begins with."""

    number: int
    entity: str
    customer: str

    @property
    def currency(self) -> str:
        return ELSEWHERE.get(self.number, "GBP" if self.entity == "GB01" else "EUR")

    @property
    def code(self) -> str:
        """Its number as it stands in the keys of what is about it."""
        return f"{self.number:02}"

    @property
    def settled(self) -> int:
        """How many of its invoices are paid whole; the next one is paid for a third."""
        return INVOICES - 1 - self.number % 3

    @property
    def owed(self) -> Invoice:
        """The oldest one that is not paid whole."""
        return Invoice(self, self.settled)


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice of an account, which is the `place`-th."""

    account: Account
    place: int

    @property
    def item(self) -> str:
        return f"V{self.account.code}{self.place:02}X"

    @property
    def issued_on(self) -> date:
        return FIRST + BILLED_EVERY * self.place + timedelta(days=7 * self.account.number)

    @property
    def due_on(self) -> date:
        return self.issued_on + timedelta(days=(30, 45, 60)[self.account.number % 3])

    @property
    def amount(self) -> Decimal:
        return Decimal(100_000 + 13_731 * self.account.number + 1_907 * self.place) / 100

    @property
    def paid(self) -> Decimal:
        """The first ones whole, then one for a third, the last not at all."""
        whole = self.place < self.account.settled
        return self.amount if whole else round(self.amount / 3, 2) * (self.place == self.account.settled)

    @property
    def paid_on(self) -> date:
        """From twelve days before the due date to a month after it."""
        return self.due_on + timedelta(days=4 * self.account.number - 16)


def as_they_are(_table: str, text: str) -> str:
    """The tables of the three companies themselves."""
    return text


def three_companies(where: Path, told: Callable[[str, str], str] = as_they_are) -> Path:
    """Their book in that data folder, brought by two imports; `told(table, text)` is what each is told to be."""
    accounts = [
        Account(number, *line.split(",")[:2]) for number, line in enumerate(CUSTOMERS.splitlines()[1:], 1)
    ]
    for until in (BETWEEN_IMPORTS, LAST):
        tables = {"entities": COMPANIES, "customers": CUSTOMERS, "rates": _rates()}
        for name, header in HEADERS.items():
            lines = [line for account in accounts for line in ROWS[name](account, until)]
            tables[name] = "\n".join([header, *lines])
        imported(Home(where), **{name: told(name, text) for name, text in tables.items()})
    return where


def _invoices(account: Account, until: date) -> list[Invoice]:
    every = [Invoice(account, place) for place in range(INVOICES)]
    return [one for one in every if one.issued_on <= until]


def _items(account: Account, until: date) -> Iterator[str]:
    who, code, money = f"{account.entity},{account.customer}", account.code, account.currency
    for one in _invoices(account, until):
        doubtful = "true" if account.number == 8 and one.place == 5 else ""
        said = f"{one.issued_on},{one.due_on},{money},{one.amount},BC{one.item},{doubtful}"
        yield f"{who},{one.item},invoice,FA{one.item},{said}"
        if one.paid and one.paid_on <= until:
            yield f"{who},P{one.item},payment,VIR{one.item},{one.paid_on},,{money},-{one.paid},,"
    if account.number % 3 == 0:
        yield f"{who},N{code}00X,credit_note,AV{code}00X,2026-08-{code},,{money},-{code}1.07,,"
    if account.number % 4 == 0:
        yield f"{who},A{code}00X,advance,AC{code}00X,2026-08-{code},,{money},-{code}3.19,,"


def _allocations(account: Account, until: date) -> Iterator[str]:
    for one in _invoices(account, until):
        if one.paid and one.paid_on <= until:
            yield f"{account.entity},{one.item},P{one.item},{one.paid_on},{one.paid},L{one.place}"


def _disputes(account: Account, _until: date) -> Iterator[str]:
    who, code = f"{account.entity},{account.customer}", account.code
    cause = ("Price", "Quality <q>", "Delivery")[account.number % 3]
    yield f"D{code}01X,{who},V{code}02X,{cause},,2025-09-{code},2025-10-20,Credit note,Théo Brandt"
    yield f"D{code}02X,{who},{account.owed.item},{cause},{code}0.50,2026-07-{code},,,Théo Brandt"


def _promises(account: Account, _until: date) -> Iterator[str]:
    item = account.owed.item
    for number, made, due in ((1, "2026-07-20", "2026-08-05"), (2, "2026-09-20", "2026-11-05")):
        key = f"R{account.code}0{number}X"
        who, plan = f"{account.entity},{account.customer}", f"PL{account.code}X" if number == 2 else ""
        yield f"{key},{who},{item},{made},{due},{account.number}7.{number}0,Inès Galand,{plan}"


def _holds(account: Account, _until: date) -> Iterator[str]:
    who, code = f"{account.entity},{account.customer}", account.code
    yield f"H{code}01X,{who},{account.owed.item},checking,2026-08-{code},2026-09-15,2026-09-10,Inès Galand"
    if account.number % 4 == 1:
        yield f"H{code}02X,{who},,Plan <q> {code},2026-10-{code},,,Moira <q> Kell"


def _contacts(account: Account, _until: date) -> Iterator[str]:
    who, code = f"{account.entity},{account.customer}", account.code
    yield f"P{code}01X,{who},Nadia <q> {code},accounting,n{code}@mail.example,+33 1 00 00 {code} 00,fr,email,true,"
    yield f"P{code}02X,{who},Bruno {code},buyer,,,en,,,2026-09-{code}"


def _actions(account: Account, _until: date) -> Iterator[str]:
    who, item = f"{account.entity},{account.customer}", account.owed.item
    yield f"T{account.code}01X,{who},{item},reminder,1,email,2026-07-01T08:00:00,Inès Galand,"
    yield f"T{account.code}02X,{who},,call,,phone,2026-07-18T15:30:00,Karim Dorval,Promise"


def _limits(account: Account, _until: date) -> Iterator[str]:
    how = "blocking" if account.number % 2 else "allowed"
    yield f"{account.entity},{account.customer},2024-12-01,{account.number}200,{how},Maud Esnault"


def _covers(account: Account, _until: date) -> Iterator[str]:
    if account.number % 2:
        yield f"P{account.code}77X,Aster,{account.entity},{account.customer},2024-12-01,{account.number}100,0.9"


def _rates() -> str:
    days = [date(year, month, 1) for year in (2024, 2025, 2026) for month in range(1, 13)]
    told = [
        f"{day},{money},{rate + day.month / 1000:.3f}" for day in days for money, rate in RATES if day < LAST
    ]
    return "\n".join(["date,currency,rate", *told])


ROWS = {
    "items": _items,
    "allocations": _allocations,
    "disputes": _disputes,
    "promises": _promises,
    "holds": _holds,
    "contacts": _contacts,
    "actions": _actions,
    "limits": _limits,
    "covers": _covers,
}
