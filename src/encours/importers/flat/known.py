"""Items the book already knows keep the key they have, however the next list tells its lines apart."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pyarrow as pa

from encours.book.reading import Known


def keep_known_keys(table: pa.Table, keys: pa.Array, known: Known, day: date) -> pa.Array:
    """Keys of a list of open items, taken from the book where customer, document and posting date say it is one.

    Two instalments told apart last month are still the same items once only one is left in the list.
    """
    found = keys.to_pylist()
    entities = table["entity"].to_pylist()
    held = {entity: known.open_items(entity, day) for entity in set(entities)}
    names = {entity: {item.item for item in items} for entity, items in held.items()}
    if not any(names.values()):
        return keys
    alike: dict[tuple[object, ...], list[tuple[str, object]]] = defaultdict(list)
    for entity, items in held.items():
        for item in items:
            alike[entity, item.customer, item.document, item.posting_date].append((item.item, item.amount))
    taken = set(zip(entities, found, strict=True))
    columns = [table[name].to_pylist() for name in ("customer", "document", "posting_date")]
    for place, scope in enumerate(zip(entities, *columns, strict=True)):
        entity = entities[place]
        if found[place] in names[entity] or scope[2] is None:
            continue
        free = [key for key, _amount in alike[scope] if (entity, key) not in taken]
        if len(free) == 1:
            taken.add((entity, free[0]))
            found[place] = free[0]
    return pa.array(found, pa.string())


def keep_known_dates(table: pa.Table, known: Known, day: date) -> pa.Table:
    """In a list without posting dates, an item the book holds keeps the posting date it was given first."""
    entities, keys = table["entity"].to_pylist(), table["item"].to_pylist()
    held = {(e, item.item): item.posting_date for e in set(entities) for item in known.open_items(e, day)}
    given = zip(entities, keys, table["posting_date"].to_pylist(), strict=True)
    dates = pa.array([held.get((entity, key), posting) for entity, key, posting in given], pa.date32())
    for name in ("posting_date", "issue_date"):
        table = table.set_column(table.column_names.index(name), name, dates)
    return table
