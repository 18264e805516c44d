"""The company's choices as the rest of the product reads them; each has a sensible value before anyone chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import Error, connection

from encours.api.usual import AS_DEFINED, Usual
from encours.cube.buckets import DEFAULT
from encours.cube.periods import month_end, previous, year_before
from encours.errors import DataError
from encours.i18n import _
from encours.web.workflow.choices.models import Preference, Revision
from encours.web.workflow.choices.revisions import revision

DSO_METHODS = ("dso", "dso_countback", "dso_best_possible", "dso_delinquent")


@dataclass(frozen=True, slots=True)
class BucketSet:
    """Named edges of buckets, such as `30,60,90`; one set is what pages open on."""

    name: str
    edges: str
    default: bool = False


def choice(name: str, otherwise: Any) -> Any:
    """The value of a choice; `otherwise` when nobody made it."""
    return _choices(revision("preferences")).get(name, otherwise)


@lru_cache(maxsize=2)
def _choices(_revision: int) -> dict[str, Any]:
    return dict(Preference.objects.values_list("name", "value"))


def dso_method() -> str:
    """The indicator that states the DSO."""
    return str(choice("dso_method", "dso"))


def window() -> str:
    """The period flows are summed over: `3m`, `12m`…"""
    return str(choice("window", "3m"))


def on_time_tolerance() -> str:
    """Days after the due date within which a payment is on time."""
    return str(choice("on_time_tolerance", "0"))


def reporting_currency() -> str:
    """The currency of the group's figures; empty for that of the book."""
    return str(choice("reporting_currency", ""))


def fiscal_start() -> int:
    """The first month of the fiscal year, 1 to 12."""
    return int(choice("fiscal_start", 1))


def bucket_sets() -> list[BucketSet]:
    """The sets people named, and the usual one when they named none."""
    found = [BucketSet(**one) for one in choice("bucket_sets", [])]
    return found or [BucketSet(_("Usual"), DEFAULT, True)]


def default_edges() -> str:
    """The edges pages open on."""
    sets = bucket_sets()
    return next((one.edges for one in sets if one.default), sets[0].edges)


def targets() -> dict[str, Decimal]:
    """The target of each indicator or measure that has one for the whole group, in its own unit."""
    return {name: Decimal(by[""]) for name, by in choice("targets", {}).items() if by.get("")}


def target(name: str, entities: Sequence[str] = ()) -> Decimal | None:
    """The target of a figure: that of the entity when one alone is looked at and has its own, else the group's."""
    by = choice("targets", {}).get(name, {})
    own = by.get(entities[0]) if len(entities) == 1 else None
    said = own or by.get("")
    return Decimal(said) if said else None


def usual() -> Usual:
    """How figures are computed where a question does not say: what pages, programs and commands have in common."""
    settings = {"window": window(), "edges": default_edges()}
    return Usual(settings, {"on_time_rate": {"k": on_time_tolerance()}}, reporting_currency())


def kept() -> Usual:
    """The same for a command, which does not bring the database up to date: as figures are defined where it has no
    choices yet. DataError when it does not answer."""
    tables = {Preference._meta.db_table, Revision._meta.db_table}
    try:
        return usual() if tables <= set(connection.introspection.table_names()) else AS_DEFINED
    except Error as error:
        said = _("The database of the web does not answer, and the choices of the company are there: {0}")
        raise DataError(said.format(str(error).strip().partition("\n")[0])) from error


def quick_dates(newest: date) -> list[tuple[str, date]]:
    """The dates people go to most, from the newest data back.

    >>> from unittest.mock import patch
    >>> with patch(f"{__name__}.fiscal_start", return_value=7):
    ...     [day.isoformat() for _label, day in quick_dates(date(2026, 5, 20))]
    ['2026-05-20', '2026-04-30', '2026-03-31', '2025-06-30', '2025-05-20']
    """
    start = fiscal_start()
    return [
        (_("Newest data"), newest),
        (_("Last month-end"), previous(newest)),
        (_("Last quarter-end"), _before(newest, start, 3)),
        (_("Last fiscal year-end"), _before(newest, start, 12)),
        (_("A year before"), year_before(newest)),
    ]


def _before(day: date, start: int, months: int) -> date:
    """The last end of a quarter or year before a day, in a fiscal year that starts with that month."""
    end = previous(day)
    while (end.month - start + 1) % months:
        end = month_end(end.replace(day=1) - timedelta(days=1))
    return end
