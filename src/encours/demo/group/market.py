"""Exchange rates laid out as the history file of the European Central Bank; the figures are invented."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

from encours.demo.seasons import is_working

_LEVELS = {"USD": 1.0853, "JPY": 163.2, "GBP": 0.8412, "CHF": 0.9431, "TND": 3.3640}
_MISSING = "TND"  # a currency the file quotes on some days only, N/A on the others
_STEP = 0.0035


def write_rates(path: Path, seed: int, first: date, last: date) -> None:
    """A line per working day, newest first, each with a comma at its end as in the original."""
    random = Random(f"{seed}/rates")
    levels = dict(_LEVELS)
    lines = []
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        if not is_working(day):
            continue
        quotes = [
            "N/A" if currency == _MISSING and day.day % 2 else f"{level:.{2 if currency == 'JPY' else 4}f}"
            for currency, level in levels.items()
        ]
        lines.append(",".join([day.isoformat(), *quotes, ""]))
        for currency in levels:
            levels[currency] *= 1 + random.gauss(0, _STEP)
    header = ",".join(["Date", *levels, ""])
    path.write_text("\n".join([header, *reversed(lines)]) + "\n", encoding="utf-8")
