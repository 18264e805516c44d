"""Lines of a list that are no items of it, set aside with the reason, and told with their number and amount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from encours.i18n import mark_counted
from encours.importers.fields import AMOUNTS
from encours.importers.flat.amounts import read_amounts
from encours.importers.flat.faults import Faults, Mask, some_lines
from encours.importers.tabular import Cells, Grid, Layout
from encours.said import Said, _, listed, several, sum_text

_STATES = ("payment_status", "status", "settled", "still_open", "cancelled", "draft", "posted")
_SHOWN = ("document", "item", "customer_name", "customer", "account", "kind", *_STATES)
_KEPT = (*AMOUNTS, "currency", "entity", *_SHOWN)
SENTENCES = {
    "forward": mark_counted(
        "{count} balance brought forward has no date or no customer and is left out, though "
        "it is money: {amount} ({example}). Give it both, or the lines it stands for",
        "{count} balances brought forward have no date or no customer and are left out, "
        "though they are money: {amount} ({example}). Give them both, or the lines they "
        "stand for",
    ),
    "account": mark_counted(
        "{count} line of a whole ledger is on another account than customers': left out "
        "({amount}; {example})",
        "{count} lines of a whole ledger are on other accounts than customers': left out "
        "({amount}; {example})",
    ),
    "repeat": mark_counted(
        "one line per article: {count} line repeats the total of an invoice that is counted "
        "once ({amount}; {example})",
        "one line per article: {count} lines repeat the total of an invoice that is counted "
        "once ({amount}; {example})",
    ),
    "payment_repeat": mark_counted(
        "{count} line repeats a payment that is counted once, for each invoice it went to "
        "({amount}; {example})",
        "{count} lines repeat a payment that is counted once, for each invoice it went to "
        "({amount}; {example})",
    ),
    "no_receivable": mark_counted(
        "{count} line is a quote, an order, a delivery note or the like, which nobody owes: "
        "left out ({amount}; {example})",
        "{count} lines are quotes, orders, delivery notes or the like, which nobody owes: "
        "left out ({amount}; {example})",
    ),
    "paid_at_once": mark_counted(
        "{count} sale paid at once owes nothing: left out ({amount}; {example})",
        "{count} sales paid at once owe nothing: left out ({amount}; {example})",
    ),
    "settled": mark_counted(
        "{count} line says it is settled and owes nothing: left out ({amount}; {example})",
        "{count} lines say they are settled and owe nothing: left out ({amount}; {example})",
    ),
    "void": mark_counted(
        "{count} line is cancelled: left out ({amount}; {example})",
        "{count} lines are cancelled: left out ({amount}; {example})",
    ),
    "draft": mark_counted(
        "{count} line is a draft, not issued yet: left out ({amount}; {example})",
        "{count} lines are drafts, not issued yet: left out ({amount}; {example})",
    ),
    "lost": mark_counted(
        "{count} line is written off and no longer claimed: left out ({amount}; {example})",
        "{count} lines are written off and no longer claimed: left out ({amount}; {example})",
    ),
}


@dataclass(frozen=True, slots=True)
class Aside:
    """Lines set aside for one reason: their numbers, and the cells of the fields worth telling."""

    reason: str
    lines: npt.NDArray[np.int64]
    cells: Mapping[str, Cells]


def set_aside(reason: str, mask: Mask, layout: Layout, grid: Grid) -> Aside:
    """The lines of a mask, kept to be told."""
    chosen = pa.array(np.flatnonzero(mask))
    cells = {
        name: Cells(column.text.take(chosen), column.numeric and column.numeric.take(chosen))
        for name in _KEPT
        if name in layout.fields
        for column in [grid.columns[layout.fields[name]]]
    }
    return Aside(reason, grid.lines.take(chosen).to_numpy(), cells)


def aside_notes(asides: Sequence[Aside], marks: Mapping[str, str]) -> list[str]:
    """A sentence for each reason; `marks` are the decimal marks of the amount fields."""
    return [
        several(*SENTENCES[aside.reason]).format(
            count=len(aside.lines), amount=amount_text(aside, marks), example=_example(aside)
        )
        for aside in asides
        if aside.reason in SENTENCES and len(aside.lines)
    ]


def passed_note(passed: Aside, marks: Mapping[str, str]) -> Said:
    """Lines that are no items at all: titles, rules, totals, and what they bear."""
    message = several(
        "{count} line that is no item passed over, such as a title or a total (line {lines}; {amount} on it)",
        "{count} lines that are not items passed over, such as titles and totals (lines "
        "{lines}; {amount} on them)",
    )
    lines = some_lines(passed.lines.tolist())
    return message.format(count=len(passed.lines), lines=lines, amount=amount_text(passed, marks))


def amount_text(aside: Aside, marks: Mapping[str, str]) -> str:
    """The sum of what is set aside, by currency where the list has several."""
    units = units_of(aside, marks)
    if "currency" not in aside.cells:
        return sum_text(int(units.sum()))
    sums: dict[str, int] = defaultdict(int)
    for code, value in zip(aside.cells["currency"].text.to_pylist(), units.tolist(), strict=True):
        sums[code or ""] += value
    told = [
        listed([sum_text(value), code], " ") if code else sum_text(value)
        for code, value in sorted(sums.items())
        if value
    ]
    return listed(told) if told else sum_text(0)


def units_of(aside: Aside, marks: Mapping[str, str]) -> npt.NDArray[np.int64]:
    """The amount of each line as the file signs it, 0 where it has none that can be read."""
    faults = Faults("", aside.lines)

    def read(name: str) -> npt.NDArray[np.int64]:
        found = read_amounts(name, aside.cells[name], marks[name], faults)
        units: npt.NDArray[np.int64] = pc.fill_null(found, 0).to_numpy(zero_copy_only=False)
        return units

    for name in ("amount", "open"):
        filled = name in aside.cells and aside.cells[name].text.null_count < len(aside.lines)
        if filled and name in marks:
            return read(name)
    if "debit" in marks and "credit" in marks:
        return read("debit") - read("credit")
    return np.zeros(len(aside.lines), dtype=np.int64)


def _example(aside: Aside) -> str:
    """The first line: its number, its document or customer, and what its status says."""
    shown = [aside.cells[name].text[0].as_py() for name in _SHOWN if name in aside.cells]
    told = ", ".join(text for text in dict.fromkeys(shown) if text)
    return _("line {line}: {text}").format(line=int(aside.lines[0]), text=told)
