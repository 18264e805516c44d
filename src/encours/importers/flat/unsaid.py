"""What statuses leave open: parts paid of unknown amount, words not known, what contradicts the open amounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.book.reading import Known
from encours.errors import DataError, option
from encours.importers.flat.asides import Aside
from encours.importers.flat.faults import Mask, some_lines
from encours.importers.flat.work import Work
from encours.importers.standing import OWES_NOTHING, Standing
from encours.said import _, listed, several, sum_text

_MOST_WORDS = 6
_STILL = date(9999, 12, 30)  # what is open then is open for good


def standing_notes(work: Work, amount: pa.Array, left: pa.Array) -> list[str]:
    """Notes on the lines whose status does not settle what they owe; `left` is null where the list does not say it."""
    if work.standings is None:
        return []
    said = pc.is_valid(left).to_numpy(zero_copy_only=False)
    units = amount.to_numpy(zero_copy_only=False)
    notes: list[str] = []
    partial = work.standings.are(Standing.PARTIAL) & ~said & ~_matched(work)
    if partial.any():
        message = several(
            "{count} line is paid in part and no column says what is left: it counts whole, "
            "{amount} (line {lines})",
            "{count} lines are paid in part and no column says what is left: they count whole, "
            "{amount} (lines {lines})",
        )
        notes.append(_told(message, partial, work, units))
    settled = work.standings.are(Standing.SETTLED) & said & (pc.fill_null(left, 0).to_numpy() != 0)
    if settled.any():
        message = several(
            "{count} line says it is settled and still shows an open amount: the open amount "
            "counts (line {lines})",
            "{count} lines say they are settled and still show an open amount: the open amount "
            "counts (lines {lines})",
        )
        notes.append(_told(message, settled, work, units))
    return notes + _unknown(work, units)


def _matched(work: Work) -> Mask:
    """The lines with a matching reference, which says what is left of them."""
    if not work.has("matching_ref"):
        return np.zeros(len(work.grid.lines), dtype=bool)
    mask: Mask = pc.is_valid(work.cells("matching_ref").text).to_numpy(zero_copy_only=False)
    return mask


def _unknown(work: Work, units: np.ndarray) -> list[str]:
    words = work.standings.unknown if work.standings else {}
    seen = {word: mask for word, mask in words.items() if mask.any()}
    if not seen:
        return []
    message = _(
        "statuses not known, counted as owed: {words} (say what they are: {option}, one of {choices})"
    )
    shown = [
        listed([word, f" ({int(mask.sum())}, ", sum_text(int(units[mask].sum())), ")"], "")
        for word, mask in list(seen.items())[:_MOST_WORDS]
    ]
    more = ["…"] if len(seen) > _MOST_WORDS else []
    return [
        message.format(words=listed([*shown, *more]), option=option("statuses"), choices=", ".join(Standing))
    ]


def _told(message: several, mask: Mask, work: Work, units: np.ndarray) -> str:
    lines = some_lines(work.grid.lines.to_numpy()[mask].tolist())
    return message.format(count=int(mask.sum()), amount=sum_text(int(units[mask].sum())), lines=lines)


def refuse_settled(work: Work, entities: Sequence[str], known: Known) -> None:
    """DataError when lines set aside as settled are items the book holds open: on which day did they leave it?"""
    if work.options.snapshot or not work.asides:
        return
    gone = [(number, int(line)) for aside in work.asides for number, line in _numbers(aside)]
    if not gone:
        return
    items = [item for entity in entities for item in known.open_items(entity, _STILL)]
    held = {number for item in items for number in (item.item, item.document)}
    lines = [line for number, line in gone if number in held]
    if lines:
        message = several(
            "{file}: {count} item open in the book is settled or cancelled in this list, on no "
            "known date (line {lines}). Say the day of the list with {option}.",
            "{file}: {count} items open in the book are settled or cancelled in this list, on no "
            "known date (lines {lines}). Say the day of the list with {option}.",
        )
        file, shown = work.layout.path.name, some_lines(lines)
        raise DataError(message.format(file=file, count=len(lines), lines=shown, option=option("snapshot")))


def _numbers(aside: Aside) -> Iterator[tuple[str, int]]:
    """The item or document number of each line of documents that owe nothing any more."""
    cells = aside.cells.get("item") or aside.cells.get("document")
    if cells is None or aside.reason not in OWES_NOTHING:
        return
    for number, line in zip(cells.text.to_pylist(), aside.lines.tolist(), strict=True):
        if number:
            yield number, line


def believed(work: Work, dates: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """The dates, without settlement dates that the status contradicts: what is due, or paid in part of an amount
    unknown, was not settled that day."""
    settled = dates["settled_date"]
    if work.standings is None or not work.has("settled_date"):
        return dict(dates)
    unsaid = np.ones(len(settled), dtype=bool)
    for name in ("open", "paid"):
        if work.has(name):
            unsaid &= pc.is_null(work.cells(name).text).to_numpy(zero_copy_only=False)
    doubted = work.standings.are(Standing.DUE, Standing.PARTIAL) & unsaid
    doubted &= pc.is_valid(settled).to_numpy(zero_copy_only=False)
    if not doubted.any():
        return dict(dates)
    message = several(
        "{count} line has a settlement date and a status that says it is not settled: the "
        "status counts (line {lines})",
        "{count} lines have a settlement date and a status that says they are not settled: "
        "the status counts (lines {lines})",
    )
    lines = some_lines(work.grid.lines.to_numpy()[doubted].tolist())
    work.notes.append(message.format(count=int(doubted.sum()), lines=lines))
    kept = pc.if_else(pa.array(doubted), pa.scalar(None, pa.date32()), settled)
    return {**dates, "settled_date": kept}
