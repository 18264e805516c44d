"""The mapping file: what each column is, said once by a person and used again at every import."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from encours.book.records import Kind
from encours.errors import DataError
from encours.importers.fields import FIELDS
from encours.importers.standing import Standing
from encours.said import _

CONSTANTS = (
    *("entity", "currency", "kind", "business_unit", "salesperson", "portfolio", "collector", "country"),
    *("zone", "sector", "category", "payment_method", "payment_terms", "reminder_status", "blocking_cause"),
)
_CHOICES = {"decimal": (",", "."), "date_order": ("ymd", "dmy", "mdy"), "separator": (";", ",", "\t", "|")}
_TEXTS = ("decimal", "date_order", "sheet", "separator", "encoding", "quote")
NO_RECEIVABLE = "no_receivable"  # among the kinds of a mapping: lines of that type are left out
_SECTIONS_OF_OTHERS = ("fec",)  # one mapping file may serve several importers: each checks its own section
_KEYS = (*_TEXTS, "header_row", "ignore", "columns", "constants", "kinds", "statuses", *_SECTIONS_OF_OTHERS)


@dataclass(frozen=True, slots=True)
class FlatMapping:
    """A mapping once checked. `columns` gives our field its header; "" leaves a field out. `not_owed` are the types
    of lines that are no receivables."""

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    statuses: Mapping[str, Standing] = field(default_factory=dict)
    not_owed: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    decimal: str | None = None
    date_order: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    separator: str | None = None
    encoding: str | None = None
    quote: str = '"'


def load_mapping(path: Path) -> dict[str, Any]:
    """The mapping file as it is given to an importer; DataError says what is wrong in it."""
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise DataError(
            _("{file} cannot be read: {reason}").format(file=path, reason=error.strerror)
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(
            _("{file} is not a TOML mapping: {reason}").format(file=path.name, reason=error)
        ) from error
    parse_mapping(content)
    return content


def parse_mapping(content: Mapping[str, Any] | None) -> FlatMapping:
    """Check a mapping: DataError names an unknown key with the nearest known one, and a wrong value."""
    content = content or {}
    _known("", content, _KEYS)
    columns = _texts("columns", content, FIELDS)
    constants = _texts("constants", content, CONSTANTS)
    if "kind" in constants:
        _kind("constants.kind", constants["kind"])
    types = _texts("kinds", content, None)
    not_owed = tuple(name for name, value in types.items() if value == NO_RECEIVABLE)
    kinds = {
        name: _kind(f"kinds.{name}", value, NO_RECEIVABLE)
        for name, value in types.items()
        if name not in not_owed
    }
    statuses = {
        word: _standing(f"statuses.{word}", value)
        for word, value in _texts("statuses", content, None).items()
    }
    row = content.get("header_row")
    if row is not None and (not isinstance(row, int) or isinstance(row, bool) or row < 1):
        raise DataError(_("mapping: header_row must be a line number from 1."))
    ignore = content.get("ignore", [])
    if not isinstance(ignore, list) or not all(isinstance(header, str) for header in ignore):
        raise DataError(_("mapping: ignore must be a list of headers."))
    texts = {key: _choice(key, content[key]) for key in _TEXTS if key in content}
    return FlatMapping(columns, constants, kinds, statuses, not_owed, tuple(ignore), header_row=row, **texts)


def _known(section: str, keys: Iterable[str], known: Iterable[str]) -> None:
    for key in keys:
        if key not in known:
            nearest = difflib.get_close_matches(key, list(known), 1, 0.5)
            place = f"{section}.{key}" if section else key
            hint = _(" Did you mean {name}?").format(name=nearest[0]) if nearest else ""
            known_names = "" if nearest else " " + _("Known: {names}").format(names=", ".join(known))
            raise DataError(_("mapping: {key} is unknown.").format(key=place) + hint + known_names)


def _texts(section: str, content: Mapping[str, Any], known: Iterable[str] | None) -> dict[str, str]:
    values = content.get(section, {})
    if not isinstance(values, dict):
        raise DataError(_("mapping: [{section}] must be a section.").format(section=section))
    if known is not None:
        _known(section, values, known)
    for key, value in values.items():
        if not isinstance(value, str):
            raise DataError(_("mapping: {key} must be text, in quotes.").format(key=f"{section}.{key}"))
    return dict(values)


def _kind(place: str, value: str, *more: str) -> Kind:
    try:
        return Kind(value)
    except ValueError:
        kinds = ", ".join((*Kind, *more))
        raise DataError(
            _("mapping: {key} must be one of {choices}.").format(key=place, choices=kinds)
        ) from None


def _standing(place: str, value: str) -> Standing:
    try:
        return Standing(value)
    except ValueError:
        standings = ", ".join(Standing)
        raise DataError(
            _("mapping: {key} must be one of {choices}.").format(key=place, choices=standings)
        ) from None


def _choice(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise DataError(_("mapping: {key} must be text, in quotes.").format(key=key))
    if key in _CHOICES and value not in _CHOICES[key]:
        choices = ", ".join(map(repr, _CHOICES[key]))
        raise DataError(_("mapping: {key} must be one of {choices}.").format(key=key, choices=choices))
    if key == "quote" and len(value) > 1:
        raise DataError(_("mapping: quote must be one character, or empty."))
    return value
