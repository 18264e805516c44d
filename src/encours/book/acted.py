"""Actions with the numbers of whom and what they are about: reminders, calls, letters, notes, in order of their day."""

from __future__ import annotations

from encours.book.engine import Engine

MANY = 50_000  # put at once: making all anew is then as quick
ORDER = "date_trunc('month', done_on)"


def numbered(actions: str, items: str = "items") -> str:
    """SQL for actions (rows of the book's table) with the numbers of what they are about, looked for among `items`.

    `deed` is what was done, since `kind` is that of the item; `done_on` is the day of the instant, in UTC as the book
    keeps it.
    """
    return f"""
        SELECT a.action, a.item, a.kind AS deed, a.level, a.channel, COALESCE(a.automatic, FALSE) AS automatic,
          a.done_at, CAST(a.done_at AS DATE) AS done_on, a.minutes, a.author, a.outcome, a.contact, a.note, a.next_step,
          a.next_on, i.item_id, c.customer_id, c.entity_id, COALESCE(i.ccy, e.currency, 'EUR') AS ccy, i.kind,
          i.issued_on, i.due_on, i.doubtful
        FROM {actions} a
        JOIN customers c ON c.entity = a.entity AND c.customer = a.customer
        JOIN entities e ON e.entity_id = c.entity_id
        LEFT JOIN {items} i ON i.entity = a.entity AND i.item = a.item
    """


def publish(engine: Engine) -> None:
    """Make the table whole in the published database."""
    engine.run(f"CREATE OR REPLACE TABLE acted AS {numbered('actions')} ORDER BY {ORDER}")


def refresh(engine: Engine, staged: set[str], named: str) -> None:
    """Bring the table up to date with an import: the actions it puts, those about items that are `touched`, those whose
    customer is known only now. `named` is SQL for the touched items as actions name them."""
    put = int(engine.value("SELECT COUNT(*) FROM import.put_actions")) if "put_actions" in staged else 0
    if put > MANY or _unplaced(engine, put > 0):
        publish(engine)
        return
    engine.run(f"CREATE OR REPLACE TEMP TABLE about AS {_about()}")
    if engine.value("SELECT COUNT(*) FROM about"):
        _again(engine, named)
    if put:
        engine.run("CREATE OR REPLACE TEMP TABLE about AS SELECT action FROM import.put_actions")
        _again(engine, "items")


def _again(engine: Engine, items: str) -> None:
    """The actions in `about` as they now are."""
    rows = "(SELECT * FROM actions WHERE action IN (SELECT action FROM about))"
    engine.run("DELETE FROM acted WHERE action IN (SELECT action FROM about)")
    engine.run(f"INSERT INTO acted BY NAME {numbered(rows, items)}")


def _about() -> str:
    """SQL for the actions about touched items: by their numbers, or by their names where they had none."""
    waiting = "f.item IS NOT NULL AND f.item_id IS NULL"
    return f"""
        SELECT action FROM acted f WHERE f.item_id IN (SELECT item_id FROM touched)
        UNION
        SELECT f.action FROM (SELECT f.action, f.item, f.entity_id FROM acted f WHERE {waiting}) f
        JOIN entities e ON e.entity_id = f.entity_id
        JOIN touched t ON t.entity = e.entity AND t.item = f.item
    """


def _unplaced(engine: Engine, put: bool) -> bool:
    """Whether an action stands nowhere in the table, though its customer is known now, and not because this import
    puts it: counted before it is sought."""
    if not engine.value("SELECT (SELECT COUNT(*) FROM actions) > (SELECT COUNT(*) FROM acted)"):
        return False
    known = "EXISTS (SELECT 1 FROM customers c WHERE c.entity = a.entity AND c.customer = a.customer)"
    besides = " AND a.action NOT IN (SELECT action FROM import.put_actions)" if put else ""
    lost = f"SELECT 1 FROM actions a WHERE a.action NOT IN (SELECT action FROM acted) AND {known}{besides}"
    return bool(engine.value(f"SELECT EXISTS ({lost})"))
