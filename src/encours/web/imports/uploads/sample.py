"""A list of open items to try with: made from nothing, the same each time, with what such a list mostly holds."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from random import Random

from encours.demo.names import companies
from encours.i18n import _

LINES = 60
SEED = 7
HEADINGS = (
    *("Code client", "Raison sociale", "N° facture", "Type", "Date facture", "Date d'échéance"),
    *("Montant TTC", "Devise"),
)


def sample() -> bytes:
    """The list as CSV, with the byte order mark spreadsheets look for."""
    random = Random(SEED)
    names = companies(random, 12, "FR")
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n")
    table.writerow(HEADINGS)
    for number in range(LINES):
        who = random.randrange(len(names))
        table.writerow([f"C{who + 1:04d}", names[who], *_invoice(random, number)])
    return written.getvalue().encode("utf-8-sig")


def file_name() -> str:
    return _("open-items-sample.csv")


def _invoice(random: Random, number: int) -> list[str]:
    issued = date(2026, 1, 5) + timedelta(days=random.randrange(150))
    due = issued + timedelta(days=random.choice((30, 45, 60)))
    amount = f"{random.randrange(120, 15_000)},{random.randrange(100):02d}"
    return [f"FA26-{number + 1:04d}", "Facture", _day(issued), _day(due), amount, "EUR"]


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
