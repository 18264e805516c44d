"""What people recorded in the web of a data folder, for the commands that read its book."""

from __future__ import annotations

import os
from collections.abc import Hashable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from encours.cube.overlay import LAYERS
from encours.errors import Damaged

if TYPE_CHECKING:
    import pyarrow as pa

    from encours.cube.overlay import Overlays


def has_web(home: Path) -> bool:
    """Whether people work on this data folder in the web. Damaged where they did, and their database is lost."""
    from encours.web.own_files import database_sentence, lost

    if lost(home / "web"):
        raise Damaged(database_sentence(home / "web"))
    return bool(os.environ.get("DATABASE_URL")) or (home / "web" / "cockpit.sqlite3").exists()


class Recorded:
    """The records of a data folder, known until a past import or day when one is named. The framework of the web is
    loaded only when a figure asked reads a table that people write, and only where there is a web."""

    def __init__(self, home: Path, known: str | None = None) -> None:
        self._home, self._known = home, known or ""

    @property
    def scope(self) -> Hashable:
        return self._known

    def revision(self, table: str) -> int:
        return self._written.revision(table) if self._written else 0

    def changes(self, table: str, since: int) -> pa.Table:
        assert self._written is not None, "nothing is laid at revision 0"
        return self._written.changes(table, since)

    def tables(self) -> dict[str, pa.Table]:
        """All that was recorded, by table of the book."""
        return {table: self.changes(table, 0) for table in LAYERS if self.revision(table)}

    @cached_property
    def _written(self) -> Overlays | None:
        if not has_web(self._home):
            return None
        from encours.web.serving.prepare import ready

        ready(self._home)
        from encours.book.home import Home
        from encours.web.workflow.overlays import there, written

        return written(Home(self._home), self._known) if there() else None
