"""What each line is, from its type column or from its sign, and the sign that goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from encours.book.natures import Nature
from encours.book.records import CREDITS, Kind
from encours.errors import option
from encours.importers.flat.faults import Mask, some_lines
from encours.importers.flat.type_words import (
    CANCELLED,
    CHARGE,
    OPENING,
    REFUND,
    RETURNED,
    SIDES,
    kind_of,
    within,
)
from encours.said import _, several, sum_text

_CREDIT_DOCUMENT = r"(?i)^(AVOIR|AVO?R?|CN|CRN|CM|RBILL|RINV|NC)[-_ /.]?[0-9]"
_NAMES = tuple(dict.fromkeys((*map(str, Kind), *map(str, SIDES))))
_NATURES = tuple(Nature)
_CODES = {name: code for code, name in enumerate(_NAMES)}
_CREDIT_CODES = [*(_CODES[kind] for kind in CREDITS), _CODES[REFUND]]
_NO_SALES = [_CODES[Kind.OTHER_DEBIT]]
_SIGN = [_CODES[kind] for kind in (Kind.INVOICE, Kind.DEBIT_NOTE, Kind.CREDIT_NOTE)]
_NONE = -1
Units = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int8]


@dataclass(slots=True)
class Kinds:
    """The kind of each line and the factor (1 or -1) that gives its amounts their sign; `notes` say what was
    decided that the file does not say."""

    kinds: pa.Array
    natures: pa.Array
    factor: Units
    notes: list[str]


def read_kinds(
    types: pa.Array | None,
    amounts: Units,
    documents: pa.Array | None,
    said: Mapping[str, Kind],
    lines: Units,
    labels: pa.Array | None = None,
    excl_vat: pa.Array | None = None,
    openings: Mask | None = None,
) -> Kinds:
    """From types (null when empty), amounts as read, document numbers, labels, the translations of a mapping, the
    amounts without VAT, and which lines are balances brought forward."""
    named, unknown = _named(types, said, len(amounts))
    if openings is not None:
        named[openings] = _CODES[OPENING]
    factor = _unsigned(named, amounts)
    if labels is not None:
        named = _labelled(named, labels, amounts * factor)
    if excl_vat is not None:
        named = _taxed(named, amounts * factor, excl_vat)
    kinds, natures = _by_sign(named, amounts * factor, documents)
    signed = bool((amounts[named == _CODES[Kind.CREDIT_NOTE]] < 0).any())
    notes = _notes(types is not None, unknown, factor, signed)
    notes += _turned(named, kinds, amounts * factor, lines)
    told = pa.array(natures, mask=natures == _NONE)
    return Kinds(
        pa.array(_NAMES, pa.string()).take(pa.array(kinds)),
        pa.array(_NATURES, pa.string()).take(told),
        factor,
        notes,
    )


def _named(types: pa.Array | None, said: Mapping[str, Kind], count: int) -> tuple[Codes, list[str]]:
    """The code of each line's type, and the types that are unknown."""
    if types is None:
        return np.full(count, _NONE, dtype=np.int8), []
    encoded = types.dictionary_encode()
    kinds = {text: kind_of(text, said) for text in encoded.dictionary.to_pylist()}
    codes = np.array([_CODES.get(str(kind), _NONE) for kind in kinds.values()] + [_NONE], dtype=np.int8)
    places = encoded.indices.fill_null(len(kinds)).to_numpy(zero_copy_only=False)
    return codes[places], sorted(text for text, kind in kinds.items() if kind is None)


def _unsigned(named: Codes, amounts: Units) -> Units:
    """Files without signs write payments and credit notes as positive: then, and only then, they are turned. Some write
    credit notes with a sign and no payment with one, as QuickBooks does: then payments alone are."""
    credit = np.isin(named, _CREDIT_CODES) & (amounts != 0)
    factor = np.ones(len(amounts), dtype=np.int64)
    if credit.any() and (amounts[credit] > 0).all():
        factor[credit] = -1
    paid = (named == _CODES[Kind.PAYMENT]) & (amounts != 0)
    notes = (named == _CODES[Kind.CREDIT_NOTE]) & (amounts != 0)
    if paid.any() and notes.any() and (amounts[paid] > 0).all() and (amounts[notes] < 0).all():
        factor[paid] = -1
    return factor


def _labelled(named: Codes, labels: pa.Array, signed: Units) -> Codes:
    """The types that labels say where nothing else does. A credit note is one only as a credit, and so on: a label that
    speaks of another document than its own must not turn the line."""
    encoded = labels.dictionary_encode()
    words = encoded.dictionary.to_pylist()
    found = [within(text) for text in words]
    codes: Codes = np.array([_CODES.get(str(name), _NONE) for name in found] + [_NONE], dtype=np.int8)
    said = codes[encoded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)]
    credits = np.isin(said, [_CODES[Kind.CREDIT_NOTE], _CODES[Kind.WRITE_OFF]])
    debits = np.isin(said, [_CODES[name] for name in (RETURNED, CANCELLED, REFUND, CHARGE)])
    fits = (credits & (signed < 0)) | (debits & (signed > 0)) | ~(credits | debits)
    return np.where((named == _NONE) & fits, said, named).astype(np.int8)


def _taxed(named: Codes, signed: Units, excl_vat: pa.Array) -> Codes:
    """Credits without a type that have an amount without VAT are credit notes: a payment has no VAT of its own. A
    column that but repeats the amounts says nothing."""
    without = pc.abs(excl_vat).fill_null(0).to_numpy(zero_copy_only=False)
    given = without != 0
    if not (given & (without != np.abs(signed))).any():
        return named
    return np.where((named == _NONE) & given & (signed < 0), _CODES[Kind.CREDIT_NOTE], named).astype(np.int8)


def _by_sign(named: Codes, signed: Units, documents: pa.Array | None) -> tuple[Codes, Codes]:
    """The kind and nature that agree with the sign: a payment that is a debit was taken back, which is no sale."""
    debit = signed >= 0
    kinds: Codes = np.where(debit, _CODES[Kind.INVOICE], _CODES[Kind.PAYMENT]).astype(np.int8)
    natures: Codes = np.full(len(signed), _NONE, dtype=np.int8)
    if documents is not None:
        looks = pc.fill_null(pc.match_substring_regex(documents, _CREDIT_DOCUMENT), False)
        kinds[looks.to_numpy(zero_copy_only=False) & ~debit] = _CODES[Kind.CREDIT_NOTE]
    for name, sides in SIDES.items():
        these = named == _CODES[name]
        if these.any():
            for mask, (kind, nature) in zip((these & debit, these & ~debit), sides, strict=True):
                kinds[mask] = _CODES[kind]
                natures[mask] = _NATURES.index(nature) if nature else _NONE
    return kinds, natures


def _turned(named: Codes, kinds: Codes, signed: Units, lines: Units) -> list[str]:
    """Notes on debits that are no sales, and on lines whose sign is not that of their type."""
    notes: list[str] = []
    no_sales = np.isin(kinds, _NO_SALES) & (signed > 0)
    if no_sales.any():
        message = several(
            "{count} debit is a returned, cancelled or refunded payment, a transfer, interest or "
            "an opening, not a sale: {amount} (line {lines})",
            "{count} debits are returned, cancelled or refunded payments, transfers, interest or "
            "openings, not sales: {amount} (lines {lines})",
        )
        amount = sum_text(int(signed[no_sales].sum()))
        shown = some_lines(lines[no_sales].tolist())
        notes.append(message.format(count=int(no_sales.sum()), amount=amount, lines=shown))
    turned = np.isin(named, _SIGN) & (named != kinds)
    if turned.any():
        message = several(
            "{count} line whose sign contradicts its type is a debit or credit note (line {lines})",
            "{count} lines whose sign contradicts their type are debit or credit notes (lines {lines})",
        )
        notes.append(message.format(count=int(turned.sum()), lines=some_lines(lines[turned].tolist())))
    return notes


def _notes(typed: bool, unknown: list[str], factor: Units, signed: bool) -> list[str]:
    notes: list[str] = []
    if not typed:
        notes.append(
            _("no type column: debits are invoices, credits are payments or numbered as credit notes")
        )
    if unknown:
        message = _("types unknown, read from the sign: {types} (say what they are: {option})")
        notes.append(message.format(types=", ".join(unknown[:10]), option=option("kinds")))
    if (factor < 0).any():
        notes.append(
            _("payments have no sign, credit notes have one: payments are counted as credits")
            if signed
            else _("amounts have no sign: payments and credit notes are counted as credits")
        )
    return notes
