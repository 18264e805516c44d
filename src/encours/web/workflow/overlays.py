"""Which tables of the book people write, and what they wrote there, for the books that are open."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Max

from encours.api import Overlays
from encours.book.home import Home
from encours.book.manifest import moment_known
from encours.web.workflow.actions.models import Action
from encours.web.workflow.choices.revisions import revision
from encours.web.workflow.contacts.models import Contact
from encours.web.workflow.disputes.models import Dispute
from encours.web.workflow.holds.models import Hold
from encours.web.workflow.promises.models import Promise
from encours.web.workflow.records import BookRecord

if TYPE_CHECKING:
    import pyarrow as pa

TABLES: dict[str, type[BookRecord]] = {
    model.TABLE: model for model in (Promise, Dispute, Action, Hold, Contact)
}


class Written(Overlays):
    """What people wrote until a moment, or until now."""

    def __init__(self, until: datetime | None = None) -> None:
        self._until = until
        self._revisions: dict[str, int] = {}

    @property
    def scope(self) -> datetime | None:
        return self._until

    def revision(self, table: str) -> int:
        if table not in TABLES:
            return 0
        if self._until is None:
            return revision(table)
        if table not in self._revisions:
            known = TABLES[table].objects.filter(written_at__lte=self._until)
            self._revisions[table] = known.aggregate(last=Max("revision"))["last"] or 0
        return self._revisions[table]

    def changes(self, table: str, since: int) -> pa.Table:
        """Of each row written after a revision, the last version there was at ours."""
        found = TABLES[table].objects.filter(revision__gt=since, revision__lte=self.revision(table))
        if self._until is not None:
            found = found.filter(written_at__lte=self._until)
        last = {record.key: record for record in found.order_by("revision", "pk")}
        return _arrow(table, list(last.values()))


def there() -> bool:
    """Whether this workflow database has the tables: not before its first start with them."""
    from django.db import connection

    return {model._meta.db_table for model in TABLES.values()} <= set(connection.introspection.table_names())


def written(home: Home, known: str = "") -> Written:
    """What people wrote; what they had written when a past import, or a past day, was the newest there was."""
    return Written(known_until(home, known))


def known_until(home: Home, known: str) -> datetime | None:
    """The instant whose knowledge is asked for, as an address says it; None for what is known now."""
    return datetime.fromisoformat(moment_known(home, known)) if known else None


def _arrow(table: str, records: list[BookRecord]) -> pa.Table:
    import pyarrow as pa

    from encours.cube.overlay import schema

    rows = [{**record.row(), "gone": record.withdrawn} for record in records]
    return pa.Table.from_pylist(rows, schema=schema(table))
