"""Customers known by their name only: the name serves as code, however it is spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from encours.book.reading import Known
from encours.importers.headers import fields_named
from encours.said import several

_NAME = re.compile(r"[^\W\d_]{2}.* .*|[^\W\d_][^\d_]*[a-zà-ÿ][^\d_]*[^\d_]{2}")


def folded(name: str) -> str:
    """A name without case, accents, doubled spaces and typographic apostrophes: what its spellings share.

    >>> folded("Société  Générale d\N{RIGHT SINGLE QUOTATION MARK}Eau") == folded("SOCIETE GENERALE D'EAU")
    True
    """
    letters = unicodedata.normalize("NFKD", name.replace("\u2019", "'").casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def holds_names(header: str, text: pa.Array) -> bool:
    """Whether a column whose header says customer, and nothing more, holds names rather than codes.

    >>> holds_names("Client", pa.array(["Atelier Brun", "SNCF"])), holds_names("Client", pa.array(["C01", "4110002"]))
    (True, False)
    >>> holds_names("Code client", pa.array(["Atelier Brun"]))
    False
    """
    fields = {field for field, _rank in fields_named(header)}
    if "customer_name" not in fields:
        return False
    values = text.unique().drop_null().to_pylist()[:1000]
    worded = sum(1 for value in values if _NAME.fullmatch(value))
    return bool(values) and 2 * worded >= len(values)


@dataclass(slots=True)
class Called:
    """The customer of each line, and notes on those known by their name."""

    customer: pa.Array
    notes: list[str]


def customers_called(
    codes: pa.Array | None, names: pa.Array, entities: Iterable[str], known: Known
) -> Called:
    """The code of each line, else the code its name has elsewhere in the list or in the book, else the name itself."""
    alone = names if codes is None else pc.if_else(pc.is_null(codes), names, pa.scalar(None, pa.string()))
    spellings = alone.unique().drop_null().to_pylist()
    if not spellings:
        return Called(names if codes is None else codes, [])
    held = _held(entities, known) | _coded(codes, names)
    chosen: dict[str, str] = {}
    for name in spellings:
        chosen.setdefault(folded(name), held.get(folded(name), name))
    encoded = alone.dictionary_encode()
    values = [chosen[folded(name)] for name in encoded.dictionary.to_pylist()]
    found = pa.array(values, pa.string()).take(encoded.indices)
    customer = found if codes is None else pc.coalesce(codes, found)
    return Called(customer, _notes(spellings, chosen))


def _held(entities: Iterable[str], known: Known) -> dict[str, str]:
    """The customers of the book by their folded name, where one alone has it, and by their code."""
    customers = [pair for entity in entities for pair in known.customers(entity).items()]
    return _codes_by_name(customers) | {folded(code): code for code, _name in customers}


def _coded(codes: pa.Array | None, names: pa.Array) -> dict[str, str]:
    """The customers of the list that have a code on some line, by their folded name where one alone has it."""
    if codes is None:
        return {}
    pairs = pa.table({"code": codes, "name": names}).group_by(["code", "name"]).aggregate([])
    return _codes_by_name(zip(pairs["code"].to_pylist(), pairs["name"].to_pylist(), strict=True))


def _codes_by_name(customers: Iterable[tuple[str | None, str | None]]) -> dict[str, str]:
    codes: dict[str, set[str]] = {}
    for code, name in customers:
        if code and name:
            codes.setdefault(folded(name), set()).add(code)
    return {name: next(iter(those)) for name, those in codes.items() if len(those) == 1}


def _notes(spellings: Sequence[str], chosen: Mapping[str, str]) -> list[str]:
    codes = {chosen[folded(name)] for name in spellings}
    message = several(
        "customers known by their name only: it serves as code ({count} customer, {name})",
        "customers known by their name only: it serves as code ({count} customers, such as {name})",
    )
    notes: list[str] = [message.format(count=len(codes), name=chosen[folded(spellings[0])])]
    merged = [name for name in spellings if name != chosen[folded(name)]]
    if merged:
        message = several(
            "{count} spelling of a name known otherwise, by case, accents, spaces or its code, "
            "is the same customer ({name} is {code})",
            "{count} spellings of a name known otherwise, by case, accents, spaces or its code, "
            "are the same customer ({name} is {code})",
        )
        notes.append(message.format(count=len(merged), name=merged[0], code=chosen[folded(merged[0])]))
    return notes
