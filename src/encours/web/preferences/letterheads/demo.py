"""Letterheads of the demo group, so that its statements look like statements. Every name and number is invented."""

from __future__ import annotations

from dataclasses import asdict

from encours.demo.group.cast import COMPANIES
from encours.reports.statement.letterhead import Letterhead
from encours.web.workflow.letterheads.models import EntityPaper

STREETS = {
    "FR01": "12 quai des Tanneries\n59000 Lille",
    "FR02": "4 rue du Pont-Vieil\n69003 Lyon",
    "FR03": "27 boulevard de l’Estuaire\n44000 Nantes",
    "BE01": "81 chaussée d’Haleine\n1050 Bruxelles",
    "GB01": "6 Quarry Lane\nLeeds LS1 4XX",
}
# An account at a bank that does not exist: country, account, BIC.
ACCOUNTS = {
    "FR": ("{0:023d}", "ZZZZFRP0"),
    "BE": ("{0:012d}", "ZZZZBEB0"),
    "GB": ("ZZZZ{0:014d}", "ZZZZGBL0"),
}
BANK = "Banque Valmeraude"


def write_letterheads() -> None:
    """One for each company that has none yet."""
    held = set(EntityPaper.objects.values_list("entity", flat=True))
    for place, one in enumerate(COMPANIES, 1):
        if one.code in held:
            continue
        number, bic = ACCOUNTS[one.country]
        said = Letterhead(
            name=one.name,
            address=STREETS[one.code],
            iban=_checked(one.country, number.format(99_990_000 + place)),
            bic=bic,
            bank=BANK,
            legal=f"{one.name} · SIREN {one.siren}" if one.siren else one.name,
            language="en" if one.country == "GB" else "fr",
        )
        EntityPaper.objects.create(entity=one.code, **asdict(said))


def _checked(country: str, account: str) -> str:
    """An IBAN: its two check digits by ISO 7064."""
    digits = "".join(str(int(letter, 36)) for letter in f"{account}{country}00")
    return f"{country}{98 - int(digits) % 97:02d}{account}"
