"""The facts of one account set apart on a connection, so that each question about it reads little."""

from __future__ import annotations

from datetime import date

from encours.book.engine import Engine, name

FACTS = (
    "items",
    "positions",
    "billings",
    "settlements",
    "contests",
    "withheld",
    "promised",
    "promise_receipts",
    "acted",
)
ACCOUNT = "account"  # where a connection notes the number of the account it shows alone


def set_apart(engine: Engine, whole: Engine, entity: str, customer: str) -> int:
    """From now on this connection reads, of customers and of facts, those of one account: none for an unknown one.

    `whole` reads the same book with the portfolios and collectors decided for it. Gives the number of the account, 0
    for an unknown one.
    """
    found = whole.arrow("SELECT * FROM customers WHERE entity = ? AND customer = ?", [entity, customer])
    with engine.table("account", found):
        engine.run("CREATE OR REPLACE TEMP TABLE customers AS SELECT * FROM account")
    number = int(found.column("customer_id")[0].as_py()) if len(found) else 0
    engine.held[ACCOUNT] = number
    engine.run("; ".join(show_own(engine, fact) for fact in FACTS))
    return number


def own_rows(engine: Engine, table: str) -> str:
    """SQL for the rows of a table of the published file that this connection shows, whatever is laid over it."""
    rows, number = f"{_ledger(engine)}.{table}", engine.held.get(ACCOUNT)
    return rows if number is None or table not in FACTS else f"{rows} WHERE customer_id = {number}"


def hold_positions(engine: Engine, number: int, first: date, last: date) -> None:
    """From now on the positions of the account set apart are those of the days between two, and at hand."""
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE held AS SELECT * FROM {_ledger(engine)}.positions WHERE customer_id = "
        f"{int(number)} AND valid_from <= DATE '{last}' AND valid_to > DATE '{first}'; {_view('positions', 'held')}"
    )


def show_own(engine: Engine, fact: str) -> str:
    """SQL by which a connection set apart shows, of a fact, the rows of its account."""
    return _view(fact, own_rows(engine, fact))


def _view(fact: str, rows: str) -> str:
    """Rows keep their number, by which pages of them are read."""
    return f"CREATE OR REPLACE TEMP VIEW {fact} AS SELECT rowid, * FROM {rows}"


def _ledger(engine: Engine) -> str:
    return f"{name(engine.value('SELECT current_database()'))}.main"
