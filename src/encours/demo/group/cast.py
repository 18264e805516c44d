"""The five companies of the demo group and their four hundred customers. Every name is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import exp
from random import Random

from encours.demo.group.clock import WARM_UP, after
from encours.demo.group.pieces import Account, Company, Habit, Party
from encours.demo.group.team import SIZE, placed
from encours.demo.names import companies, groups, people, siren
from encours.terms import parse_terms

COMPANIES = (
    Company("FR01", "Ardevane Distribution SAS", siren(31_001), "FR", "EUR", 2000, 120, 1.42),
    Company("FR02", "Ardevane Services SAS", siren(31_002), "FR", "EUR", 2000, 80, 1.15),
    Company("FR03", "Ardevane Grand Ouest SARL", siren(31_003), "FR", "EUR", 2000, 70, 1.2),
    Company("BE01", "Ardevane Belgique SRL", "", "BE", "EUR", 2100, 60, 1.1),
    Company("GB01", "Ardevane UK Ltd", "", "GB", "GBP", 2000, 70, 1.15),
)
PUNCTUAL = Habit("punctual", -5, 3, 0.001)
SLIGHTLY_LATE = Habit("slightly late", 5, 5, 0.002)
CHRONIC = Habit("chronic", 25, 11, 0.006)
ERRATIC = Habit("erratic", 12, 28, 0.01)
BAD = Habit("bad", 70, 35, 0.09)
HABITS = (PUNCTUAL, SLIGHTLY_LATE, CHRONIC, ERRATIC, BAD)
_HABIT_SHARES = (42, 29, 15, 9, 5)
SINKING_NAME = "Menuiseries Corvalange SAS"
_SINKING_PLACE = 5

_TERMS = {
    "FR": (
        ("30", 22),
        ("45 FDM", 26),
        ("60", 16),
        ("30 FDM", 14),
        ("30 FDM le 10", 10),
        ("45", 8),
        ("comptant", 4),
    ),
    "BE": (("30", 40), ("30 FDM", 30), ("60", 20), ("45", 10)),
    "GB": (("30", 45), ("30 days end of month", 35), ("60", 15), ("14", 5)),
}
_ABROAD = {"FR": ("DE", "BE", "US"), "BE": ("NL", "DE", "FR", "US"), "GB": ("IE", "US", "FR", "DE")}
_MANNER = {"FR": "FR", "BE": "FR", "DE": "DE", "NL": "DE", "GB": "GB", "IE": "GB", "US": "GB"}
_FOREIGN = {"US": "USD", "IE": "EUR", "FR": "EUR", "DE": "EUR", "GB": "GBP"}
_ZONES = {"FR": ("Nord", "Ouest", "Sud-Est", "Sud-Ouest", "Île-de-France"), "BE": ("Benelux",), "GB": ("UK",)}
_SECTORS = ("Bâtiment", "Industrie", "Distribution", "Agroalimentaire", "Santé", "Collectivités", "Transport")
_METHODS = {
    "FR": ("virement", "virement", "virement", "chèque", "prélèvement"),
    "BE": ("virement",),
    "GB": ("BACS",),
}
_BILLED_AT_HOME = ("FR01", "FR02")  # companies whose software exports a FEC, in euros
_SHARED = 34  # accounts that are one more account of a company another entity of the group serves
_MEMBERS_PER_GROUP = 5


def cast(seed: int) -> list[Account]:
    """Every account, in the order of the companies; a company served by several entities has one SIREN."""
    random = Random(f"{seed}/cast")
    staff = people(random, 22)
    words = _Words(
        {manner: companies(random, 400, manner) for manner in ("FR", "DE", "GB")},
        groups(random, 30),
        staff[:SIZE],
        staff[10:],
    )
    accounts: list[Account] = []
    for company in COMPANIES:
        others = [a.party for a in accounts if a.party.siren and not a.sinking]
        for rank in range(company.customers):
            sinking = company is COMPANIES[0] and rank == _SINKING_PLACE
            shared = others and rank >= company.customers - _SHARED // (len(COMPANIES) - 1)
            party = (
                random.choice(others) if shared else _party(random, company, len(accounts), words, sinking)
            )
            accounts.append(_account(random, company, rank, party, words, sinking))
    return accounts


@dataclass(frozen=True, slots=True)
class _Words:
    """The names at hand."""

    companies: dict[str, list[str]]
    groups: list[str]
    collectors: list[str]
    salespeople: list[str]


def _party(random: Random, company: Company, number: int, words: _Words, sinking: bool) -> Party:
    home = company.country
    at_home = sinking or random.random() < (0.86 if company.code in _BILLED_AT_HOME else 0.7)
    country = home if at_home else random.choice(_ABROAD[home])
    name = SINKING_NAME if sinking else words.companies[_MANNER[country]][number]
    french = country == "FR"
    return Party(
        name,
        siren(100 + number) if french else "",
        words.groups[number // _MEMBERS_PER_GROUP % len(words.groups)] if number % 3 == 0 else "",
        country,
        random.choice(_SECTORS),
        f"compta@{_mailbox(name)}.example",
        f"+33 1 99 00 {number // 100:02d} {number % 100:02d}" if french else "",
        "fr" if country in ("FR", "BE") else "en",
    )


def _account(
    random: Random, company: Company, rank: int, party: Party, words: _Words, sinking: bool
) -> Account:
    home = company.country
    abroad = party.country != home
    size = 1.5 if sinking else random.gauss(0, 0.9)
    terms = "45 FDM" if sinking else random.choices(*zip(*_TERMS[home], strict=True))[0]
    place = COMPANIES.index(company)
    return Account(
        company=company,
        code=_code(company, rank),
        party=party,
        zone="Export" if abroad else random.choice(_ZONES[home]),
        category="Grand compte" if size > 1.2 else "ETI" if size > 0.3 else "PME" if size > -0.8 else "TPE",
        portfolio=f"{company.code} {'Grands comptes' if size > 1.2 else 'Export' if abroad else 'PME'}",
        collector=words.collectors[placed(place, rank)],
        salesperson=words.salespeople[(place * 5 + rank) % len(words.salespeople)],
        terms_text=terms,
        terms=parse_terms(terms),
        currency=_currency(company, party.country),
        habit=PUNCTUAL if sinking else random.choices(HABITS, _HABIT_SHARES)[0],
        runs=sinking or random.random() < 0.55,
        method=random.choice(_METHODS[home]),
        rate=(7.0 if sinking else min(9.0, max(0.25, random.lognormvariate(0.05, 0.75)))) * company.scale,
        median=round(1_900_00 * exp(size)),
        since=_since(random, sinking),
        advances=not sinking and random.random() < 0.12,
        sinking=sinking,
    )


def _currency(company: Company, country: str) -> str:
    """Customers abroad are billed in their currency, except by the companies whose software exports a FEC."""
    billed_at_home = country == company.country or company.code in _BILLED_AT_HOME
    return company.currency if billed_at_home else _FOREIGN.get(country, "EUR")


def _code(company: Company, rank: int) -> str:
    """Each software has its own account numbers; those of the third company begin with zeros."""
    if company.code in _BILLED_AT_HOME:
        return f"C{company.code[3]}{rank + 1:04d}"
    return f"{'00' if company.code == 'FR03' else '1' if company.code == 'BE01' else '7'}{rank + 101:04d}"


def _since(random: Random, sinking: bool) -> date:
    """Most were customers before the demo begins; one in eight came later."""
    return WARM_UP if sinking or random.random() < 0.88 else after(WARM_UP, random.randrange(60, 600))


def _mailbox(name: str) -> str:
    plain = name.lower().translate(str.maketrans("àâäéèêëîïôöûüç", "aaaeeeeiioouuc"))
    return "".join(c for c in plain.rsplit(" ", 1)[0].replace(" ", "-") if c.isalnum() or c == "-")
