"""The line under the title: which day, how fresh the data are, how much of the group is looked at."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localtime

from encours.api.entities import dimension_values
from encours.book.manifest import as_known
from encours.i18n import _, counted
from encours.web import typography
from encours.web.visit.visit import Visit

MOST_ENTITIES = 1000


def heading(visit: Visit) -> str:
    """`Friday 20 November 2026 · data imported on 20 Nov 2026, 06:12 · customers: 420, entities: 4`."""
    parts = [typography.day(visit.day, "long"), _imported(visit), _size(visit)]
    return " · ".join(part for part in parts if part)


def _imported(visit: Visit) -> str:
    recorded = as_known(visit.book.home, str(visit.book.version)).recorded_at
    if not recorded:
        return ""
    return _("data imported on {0}").format(typography.moment(localtime(datetime.fromisoformat(recorded))))


def _size(visit: Visit) -> str:
    """Within a perimeter, customers are not counted here: that would cost more than the page."""
    several = len(dimension_values(visit.book, "entity", MOST_ENTITIES))
    entities = counted("{0} entity", "{0} entities", several).format(typography.count(several))
    if visit.book.confines:
        return entities
    number = visit.book.about.customers
    customers = counted("{0} customer", "{0} customers", number).format(typography.count(number))
    return f"{customers}, {entities}"
