"""Balances brought forward count as openings on the first day of the list, but for what the book holds already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.book.reading import Known
from encours.importers.flat.faults import Mask, some_lines
from encours.importers.flat.work import Work
from encours.said import several, sum_text

_DATES = ("posting_date", "issue_date")


def dated_first(work: Work, dates: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """The dates, with the first day of the list on the balances brought forward that have none."""
    if not work.openings.any():
        return dict(dates)
    first = pc.min(dates["posting_date"])
    opened = pa.array(work.openings)
    return {
        name: pc.if_else(pc.and_(opened, pc.is_null(days)), first, days) if name in _DATES else days
        for name, days in dates.items()
    }


def counted_openings(
    work: Work, days: pa.Array, amount: pa.Array, entities: Sequence[str], known: Known
) -> Mask:
    """Which of the lines of `work` count: all, but for the balances of what the book holds already. Says which."""
    counted = np.ones(len(work.openings), dtype=bool)
    first = pc.min(days).as_py()
    opened = work.openings & (amount.to_numpy(zero_copy_only=False) != 0)
    if first is None or not opened.any():
        return counted
    before = first - timedelta(days=1)
    held = work.options.snapshot is None and any(known.open_items(entity, before) for entity in entities)
    if held:
        counted &= ~opened
        message = several(
            "{count} balance brought forward is left out, as the book holds items from before "
            "the list: {amount} (line {lines})",
            "{count} balances brought forward are left out, as the book holds items from before "
            "the list: {amount} (lines {lines})",
        )
    else:
        message = several(
            "{count} balance brought forward counts as an opening, owed since the first day of "
            "the list where it has no date, and is no sale: {amount} (line {lines})",
            "{count} balances brought forward count as openings, owed since the first day of the "
            "list where they have no date, and are no sales: {amount} (lines {lines})",
        )
    lines = some_lines(work.grid.lines.to_numpy()[opened].tolist())
    total = sum_text(int(amount.to_numpy(zero_copy_only=False)[opened].sum()))
    work.notes.append(message.format(count=int(opened.sum()), amount=total, lines=lines))
    return counted
