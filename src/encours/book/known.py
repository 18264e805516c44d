"""What importers may ask of the book while they read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial

from encours.book.engine import Engine
from encours.book.reading import HeldItem, Known, OpenItem, Sought
from encours.money import from_units

_HELD = (
    "customer, item, kind, COALESCE(nature, ''), COALESCE(document, ''), posting_date, issued_on, due_date, "
    "due_source, amount, COALESCE(doubtful, FALSE), COALESCE(payment_method, ''), COALESCE(custom, MAP())"
)
_BEARS = "custom['EcritureLet'] IN (SELECT UNNEST(?)) OR custom['lettres_a_nouveau'] IS NOT NULL"


def known_of(engine: Engine, lists: Collection[str] = ()) -> Known:
    """Answers from the published database attached as `cur`; `lists`: the entities a list of open items spoke of."""

    def terms(entity: str) -> Mapping[str, str]:
        rows = (
            "SELECT customer, payment_terms FROM cur.customers WHERE entity = ? AND payment_terms IS NOT NULL"
        )
        return dict(engine.rows(rows, [entity]))

    def first_posting(entity: str) -> date | None:
        ledgers = " AND custom['CompteNum'] IS NOT NULL" if entity in lists else ""
        found: date | None = engine.value(
            f"SELECT MIN(posting_date) FROM cur.items WHERE entity = ?{ledgers}", [entity]
        )
        return found

    def open_items(entity: str, day: date) -> Sequence[OpenItem]:
        rows = engine.rows(
            "SELECT i.customer, i.item, i.document, i.amount, p.open_units, i.posting_date FROM cur.positions p "
            "JOIN cur.items i ON i.item_id = p.item_id WHERE i.entity = ? AND p.valid_from <= ? AND p.valid_to > ?",
            [entity, day, day],
        )
        return [OpenItem(c, i, d, from_units(a), from_units(o), p) for c, i, d, a, o, p in rows]

    def customers(entity: str) -> Mapping[str, str | None]:
        rows = "SELECT customer, name FROM cur.customers WHERE entity = ? ORDER BY customer"
        return dict(engine.rows(rows, [entity]))

    def listed(entity: str) -> bool:
        return entity in lists

    entities = [row[0] for row in engine.rows("SELECT entity FROM cur.entities ORDER BY entity")]
    return Known(
        *(entities, terms, first_posting, open_items, partial(_held, engine), customers, listed),
        last_posting=partial(_last_posting, engine),
        sirens=_sirens(engine),
    )


def _last_posting(engine: Engine, entity: str, day: date) -> date | None:
    found: date | None = engine.value(
        "SELECT MAX(posting_date) FROM cur.items WHERE entity = ? AND posting_date < ? "
        "AND custom['CompteNum'] IS NOT NULL",
        [entity, day],
    )
    return found


def _sirens(engine: Engine) -> dict[str, str]:
    """The entity of each SIREN, but those that several entities share."""
    sql = "SELECT entity, siren FROM cur.entities WHERE siren IS NOT NULL ORDER BY entity"
    found: dict[str, list[str]] = {}
    for entity, siren in engine.rows(sql):
        found.setdefault("".join(siren.split()), []).append(entity)
    return {siren: entities[0] for siren, entities in found.items() if len(entities) == 1}


def _held(engine: Engine, entity: str, sought: Sought) -> Sequence[HeldItem]:
    tests = {
        "customer IN (SELECT UNNEST(?))": sought.customers,
        f"({_BEARS})": sought.letters,
        "item IN (SELECT UNNEST(?))": sought.items,
    }
    asked = {test: list(values) for test, values in tests.items() if values is not None}
    days = ["posting_date >= ?", "posting_date <= ?"] if sought.posted else []
    where = " AND ".join(["entity = ?", *asked, *days])
    values = [entity, *asked.values(), *(sought.posted or ())]
    rows = engine.rows(f"SELECT {_HELD} FROM cur.items WHERE {where}", values)
    return [HeldItem(*row) for row in rows]
