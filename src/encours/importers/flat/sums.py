"""The amounts of a list: read by column, put together, and what of each item is still open."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.errors import DataError, option
from encours.importers.fields import AMOUNTS
from encours.importers.flat.amounts import decide_marks, read_amounts
from encours.importers.flat.asides import aside_notes, passed_note
from encours.importers.flat.faults import Mask, some_lines
from encours.importers.flat.money import Money, like, put_together
from encours.importers.flat.totals import total_of
from encours.importers.flat.unsaid import standing_notes
from encours.importers.flat.work import Work
from encours.importers.headers import french
from encours.said import _, several, sum_text


def read_money(work: Work) -> Money:
    names = [name for name in AMOUNTS if work.has(name)]
    columns = {work.header(name): work.cells(name) for name in names}
    default = "," if work.layout.separator == ";" or french(work.layout.headers) else "."
    marks = decide_marks(columns, default, work.mapping.decimal)
    values = {}
    for name in names:
        header = work.header(name)
        values[name] = read_amounts(header, work.cells(name), marks[header], work.faults)
    _note_noise(work)
    by_field = {name: marks[work.header(name)] for name in names}
    if work.totals:
        work.printed += total_of(work.layout.path.name, work.totals, work.asides, values, by_field)
    if work.passed_over:
        work.notes.append(passed_note(work.passed_over, by_field))
    work.notes += aside_notes(work.asides, by_field)
    side = work.cells("side").text if work.has("side") else None
    return put_together(values, side, {name: work.header(name) for name in work.layout.fields}, work.faults)


def amount_columns(work: Work, money: Money, columns: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """The amount, and what of it is open (`_open`) or was paid (`_paid`) as far as the file says."""
    amount = pa.array(money.amount)
    said_open = pc.multiply(money.open, pa.array(money.turn))
    paid = like(money.amount, money.paid)
    said_open = pc.coalesce(said_open, pc.subtract(amount, paid))
    _check_open(work, amount, said_open)
    work.notes += standing_notes(work, amount, said_open)
    left = pc.coalesce(said_open, amount)
    if work.options.snapshot is None:
        _refuse_undated(work, amount, left, columns)
    # An item settled on a known day was paid in full, unless the file says what was paid or what is left.
    paid = pc.coalesce(paid, pc.subtract(amount, said_open), amount)
    return {
        "amount": amount,
        "amount_excl_vat": like(money.amount, money.excl_vat),
        "_open": left,
        "_paid": paid,
    }


def _check_open(work: Work, amount: pa.Array, left: pa.Array) -> None:
    beyond = pc.greater(pc.abs(left), pc.abs(amount))
    other_sign = pc.less(pc.multiply(pc.sign(left), pc.sign(amount)), 0)
    wrong = pc.fill_null(pc.or_(beyond, other_sign), False).to_numpy(zero_copy_only=False)
    header = work.header("open") if work.has("open") else work.header("paid") if work.has("paid") else ""
    work.faults.add(np.flatnonzero(wrong).tolist(), header, _("the open amount is not a part of the amount"))


def _refuse_undated(work: Work, amount: pa.Array, left: pa.Array, columns: Mapping[str, pa.Array]) -> None:
    """An amount partly settled on no known day cannot be placed in time, unless the list itself has a date."""
    dated = pc.or_(pc.is_valid(columns["settled_date"]), pc.is_valid(columns["matching_date"]))
    dated = pc.or_(dated, pc.is_valid(columns["matching_ref"]))
    undated = pc.and_(pc.not_equal(amount, left), pc.invert(dated)).to_numpy(zero_copy_only=False)
    undated &= work.faults.accepted()
    if undated.any():
        lines = some_lines(work.grid.lines.to_numpy()[undated].tolist())
        message = _(
            "{file}: open amounts differ from amounts, on no known date (lines {lines}). Say the day of the list "
            "with {option}."
        )
        said = {"file": work.layout.path.name, "lines": lines, "option": option("snapshot")}
        raise DataError(message.format(**said))


def not_zero(work: Work, money: Money) -> Mask:
    zero = money.known & (money.amount == 0)
    if zero.any():
        message = several(
            "{count} line of zero passed over (line {lines})",
            "{count} lines of zero passed over (lines {lines})",
        )
        lines = work.grid.lines.to_numpy()[zero].tolist()
        work.notes.append(message.format(count=len(lines), lines=some_lines(lines)))
    nonzero: Mask = ~zero
    return nonzero


def _note_noise(work: Work) -> None:
    """Amounts rounded because their last digits are those of binary arithmetic."""
    noise = work.faults.noise
    if noise:
        place, text, units = noise[0]
        message = several(
            "{count} amount carries the noise of binary arithmetic and is rounded: {text} is "
            "{amount} (line {line})",
            "{count} amounts carry the noise of binary arithmetic and are rounded: {text} is "
            "{amount} (line {line})",
        )
        line = int(work.faults.lines[place])
        work.notes.append(message.format(count=len(noise), text=text, amount=sum_text(units), line=line))
