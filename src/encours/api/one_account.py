"""A book that reads one account alone: the same figures about it, found among its few rows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from encours.api.connection import Connection
from encours.cube.one_account import hold_positions, set_apart
from encours.cube.overlay import LAYERS, Overlays, lift

if TYPE_CHECKING:
    import pyarrow as pa

    from encours.api.openbook import OpenBook

Account = tuple[str, str]  # entity, customer


def alone(book: OpenBook, account: Account, *days: date) -> OpenBook:
    """The book with the facts of one account and of no other, to be asked about that account only.

    Its positions are those of the days between the first and the last of `days`: a question about another day needs
    them named here again. The perimeter of the book stays in force; the account may be unknown. What was asked of
    another account is over once this is called: whoever may come back to it calls again.
    """
    whole = book._connection
    apart = whole.apart if isinstance(whole.apart, _Apart) else _Apart(whole)
    whole.apart = apart
    apart.turn_to(account)
    if days:
        apart.hold(min(days), max(days))
    return book._view(_connection=apart)


class _Apart(Connection):
    """A second connection to a version, whose tables show one account at a time.

    Who follows the account is read where it was decided, through the connection to the whole.
    """

    def __init__(self, whole: Connection) -> None:
        self.home, self.assignment, self._known = whole.home, whole.assignment, whole._known
        self._begin(whole.engine.another(), whole.about)
        self._of = whole
        self._account: Account | None = None
        self._number = 0
        self._days: tuple[date, date] | None = None

    def turn_to(self, account: Account) -> None:
        followed = self._of.assignment
        if (account, followed) != (self._account, self.assignment):
            self._account = self._days = None
            for table in self._laid:
                lift(self.engine, LAYERS[table])
            self._laid = {}
            self._number = set_apart(self.engine, self._of.engine, *account)
            self._account, self.assignment = account, followed
            self._forget()

    def _changes(self, overlays: Overlays, table: str, since: int) -> pa.Table:
        """The records about the account alone."""
        import pyarrow.compute as pc

        changes, (entity, customer) = overlays.changes(table, since), self._account or ("", "")
        about = pc.and_(pc.equal(changes["entity"], entity), pc.equal(changes["customer"], customer))
        return changes.filter(about)

    def hold(self, first: date, last: date) -> None:
        """Days already held stay: another question of the same account may look at them still."""
        if self._days and self._days[0] <= first and last <= self._days[1]:
            return
        days = (min(first, self._days[0]), max(last, self._days[1])) if self._days else (first, last)
        hold_positions(self.engine, self._number, *days)
        self._days, self.searched = days, ()
