"""The five companies of the demo group and their four hundred customers. Every name is invented."""

from __future__ import annotations

from datetime import date
from random import Random

from encours.demo.group.clock import WARM_UP, after
from encours.demo.group.pieces import Account, Company, Habit
from encours.demo.names import companies, groups, people, siren
from encours.terms import parse_terms

COMPANIES = (
    Company("FR01", "Ardevane Distribution SAS", siren(31_001), "FR", "EUR", 2000, 120, 1.25),
    Company("FR02", "Ardevane Services SAS", siren(31_002), "FR", "EUR", 2000, 80, 1.0),
    Company("FR03", "Ardevane Grand Ouest SARL", siren(31_003), "FR", "EUR", 2000, 70, 1.0),
    Company("BE01", "Ardevane Belgique SRL", "", "BE", "EUR", 2100, 60, 1.0),
    Company("GB01", "Ardevane UK Ltd", "", "GB", "GBP", 2000, 70, 1.0),
)
PUNCTUAL = Habit("punctual", -1, 2, 0.001)
SLIGHTLY_LATE = Habit("slightly late", 7, 5, 0.002)
CHRONIC = Habit("chronic", 28, 12, 0.006)
ERRATIC = Habit("erratic", 16, 30, 0.01)
BAD = Habit("bad", 70, 35, 0.09)
HABITS = (PUNCTUAL, SLIGHTLY_LATE, CHRONIC, ERRATIC, BAD)
_HABIT_SHARES = (36, 31, 18, 10, 5)
SINKING_NAME = "Menuiseries Corvalange SAS"
_SINKING_PLACE = 5

_TERMS = {
    "FR": (("30", 22), ("45 FDM", 26), ("60", 16), ("30 FDM", 14), ("30 FDM le 10", 10), ("45", 8), ("comptant", 4)),
    "BE": (("30", 40), ("30 FDM", 30), ("60", 20), ("45", 10)),
    "GB": (("30", 45), ("30 days end of month", 35), ("60", 15), ("14", 5)),
}
_ABROAD = {"FR": ("DE", "ES", "IT", "US"), "BE": ("NL", "DE", "FR", "US"), "GB": ("IE", "US", "FR", "DE")}
_FOREIGN = {"US": "USD", "IE": "EUR", "FR": "EUR", "DE": "EUR", "GB": "GBP"}
_ZONES = {"FR": ("Nord", "Ouest", "Sud-Est", "Sud-Ouest", "Île-de-France"), "BE": ("Benelux",), "GB": ("UK",)}
_SECTORS = ("Bâtiment", "Industrie", "Distribution", "Agroalimentaire", "Santé", "Collectivités", "Transport")
_METHODS = {"FR": ("virement", "virement", "virement", "chèque", "prélèvement"), "BE": ("virement",), "GB": ("BACS",)}
_SHARED = 34  # accounts that are one more account of a company another entity of the group serves
_MEMBERS_PER_GROUP = 5


def cast(seed: int) -> list[Account]:
    """Every account, in the order of the companies; a company served by several entities has one SIREN."""
    random = Random(f"{seed}/cast")
    family = groups(random, 30)
    staff = people(random, 22)
    names = {manner: companies(random, 400, manner) for manner in ("FR", "DE", "GB")}
    accounts: list[Account] = []
    for company in COMPANIES:
        for rank in range(company.customers):
            twin = _twin(random, accounts, company, rank)
            accounts.append(_account(random, company, rank, len(accounts), twin, names, family, staff))
    return accounts


def _twin(random: Random, accounts: list[Account], company: Company, rank: int) -> Account | None:
    """An account of another entity held by the same legal person, for the last few of each later entity."""
    others = [a for a in accounts if a.company is not company and a.country == "FR" and not a.sinking]
    share = _SHARED // (len(COMPANIES) - 1)
    return random.choice(others) if others and rank >= company.customers - share else None


def _account(
    random: Random,
    company: Company,
    rank: int,
    number: int,
    twin: Account | None,
    names: dict[str, list[str]],
    family: list[str],
    staff: list[str],
) -> Account:
    sinking = company.code == "FR01" and rank == _SINKING_PLACE
    home = company.country
    country = home if sinking or random.random() < 0.82 else random.choice(_ABROAD[home])
    country = twin.country if twin else country
    name = SINKING_NAME if sinking else names[country if country in names else "FR" if country == "BE" else "DE"][number]
    size = 1.5 if sinking else random.gauss(0, 0.9)
    terms = "45 FDM" if sinking else random.choices(*zip(*_TERMS[home], strict=True))[0]
    habit = PUNCTUAL if sinking else random.choices(HABITS, _HABIT_SHARES)[0]
    return Account(
        company,
        _code(company, rank),
        twin.name if twin else name,
        (twin.siren if twin else siren(100 + number)) if country == "FR" else "",
        twin.group if twin else family[number // _MEMBERS_PER_GROUP % len(family)] if number % 3 == 0 else "",
        country,
        "Export" if country != home else random.choice(_ZONES[home]),
        twin.sector if twin else random.choice(_SECTORS),
        "Grand compte" if size > 1.2 else "ETI" if size > 0.3 else "PME" if size > -0.8 else "TPE",
        f"{company.code} {'Grands comptes' if size > 1.2 else 'Export' if country != home else 'PME'}",
        staff[COMPANIES.index(company) * 2 + rank % 2],
        staff[10 + number % 12],
        terms,
        parse_terms(terms),
        f"compta@{_mailbox(twin.name if twin else name)}.example",
        f"+33 1 99 00 {number // 100:02d} {number % 100:02d}" if country == "FR" else "",
        "fr" if country in ("FR", "BE") else "en",
        _FOREIGN.get(country, "EUR") if country != home else company.currency,
        habit,
        sinking or random.random() < 0.55,
        random.choice(_METHODS[home]),
        (7.0 if sinking else min(9.0, max(0.25, random.lognormvariate(0.05, 0.75)))) * company.scale,
        round(1_900_00 * 2.718281828**size),
        _since(random, sinking),
        not sinking and random.random() < 0.12,
        sinking,
    )


def _code(company: Company, rank: int) -> str:
    """Each software has its own account numbers; those of the third company begin with zeros."""
    if company.code in ("FR01", "FR02"):
        return f"C{company.code[3]}{rank + 1:04d}"
    return f"{'00' if company.code == 'FR03' else '1' if company.code == 'BE01' else '7'}{rank + 101:04d}"


def _since(random: Random, sinking: bool) -> date:
    """Most were customers before the demo begins; one in eight came later."""
    return WARM_UP if sinking or random.random() < 0.88 else after(WARM_UP, random.randrange(60, 600))


def _mailbox(name: str) -> str:
    plain = name.lower().translate(str.maketrans("àâäéèêëîïôöûüç", "aaaeeeeiioouuc"))
    return "".join(c for c in plain.rsplit(" ", 1)[0].replace(" ", "-") if c.isalnum() or c == "-")
