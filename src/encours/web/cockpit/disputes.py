"""What customers contest, by cause, and how fast contests are settled."""

from __future__ import annotations

from typing import Any

from encours.cube.filters import equals
from encours.i18n import _, mark
from encours.indicators.record import Better, Family, Indicator, Need, Unit, the
from encours.indicators.sources import PRACTICE
from encours.web.charts import specs
from encours.web.charts.plot import Plot
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.chosen import window

LATELY = "30d"
COUNT = Indicator(
    name="disputed_items",
    label=mark("Contested items"),
    family=Family.DISPUTES,
    unit=Unit.COUNT,
    better=Better.DOWN,
    definition=mark("How many open debits are under an open dispute."),
    formula=mark("number of open debits under an open dispute"),
    source=PRACTICE,
    needs=lambda _: (Need("disputed_count"),),
    reckoned=lambda _, *, disputed_count, **__: disputed_count,
)
AGE = Indicator(
    name="dispute_age",
    label=mark("Age of open disputes"),
    family=Family.DISPUTES,
    unit=Unit.DAYS,
    better=Better.DOWN,
    definition=mark("Days since the disputes that are still open were opened, on average."),
    formula=mark("Σ days since the opening of the open disputes / open disputes"),
    source=PRACTICE,
    needs=lambda _: (Need("dispute_open_days"), Need("disputes_open")),
    above=the("dispute_open_days"),
    below=the("disputes_open"),
)


def disputes(visit: Visit) -> dict[str, Any]:
    """Amounts and counts by cause, the largest first, and four facts about all of them."""
    found = [row for row in _by_cause(visit) if row["disputed"]]
    found.sort(key=lambda row: -row["disputed"])
    unsaid = _("No cause given")
    rows = [
        {
            "cause": f"{row['dispute_cause'] or unsaid} · {int(row[COUNT.name])}",
            "amount": row["disputed"],
            "href": visit.rows_url("disputed", [equals("dispute_cause", row["dispute_cause"])]),
        }
        for row in found
    ]
    plot = Plot(rows, "cause", "amount", "", Unit.MONEY, visit.currency, _labels())
    return {
        "chart": specs.hbars(plot) if rows else None,
        "age": visit.book.using({AGE.name: AGE}).show(AGE.name, **visit.asked).value,
        "count": sum(int(row[COUNT.name]) for row in found),
        "settled": visit.show("dispute_resolution_rate", window=LATELY).value,
        "days": visit.show("dispute_days", window=window()).value,
        "lately": LATELY,
        "window": window(),
    }


def _by_cause(visit: Visit) -> list[dict[str, Any]]:
    book = visit.book.using({COUNT.name: COUNT})
    return list(book.show("disputed", COUNT.name, by="dispute_cause", **visit.asked))


def _labels() -> dict[str, str]:
    return {"cause": _("Cause and number of items"), "amount": _("Disputed")}
