"""A line for each person, portfolio or kind of work: what was done and what came in after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from encours.api.entities import dimension_values
from encours.cube.filters import equals
from encours.i18n import _, mark
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.web.labels import fields
from encours.web.tables import Column, Empty, Frame, Kind, Table, of_rows
from encours.web.team.asked import BY, OF_WORK, Asked
from encours.web.visit.visit import Visit

KEY = "lines"
COUNTS = ("action_count", "action_minutes")
INDICATED = {
    "customers_chased": (mark("Customers chased"), Kind.COUNT),
    "conversion_rate": (mark("Pay once chased"), Kind.RATE),
    "cash_per_action": (mark("Per action"), Kind.MONEY),
    "reminder_success_rate": (mark("Reminders that succeed"), Kind.RATE),
    "reminder_delay": (mark("Delay"), Kind.DAYS),
}
OF_CUSTOMERS = ("collector", "portfolio", "entity")
MOST_VALUES = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """`value` is what the rows have in common, None where nobody said; `share` the part of what was laid to work."""

    value: str | None
    name: str
    condition: str
    figures: Mapping[str, Any]
    share: Any


def lines(asked: Asked) -> tuple[list[Line], Mapping[str, Any]]:
    """The lines, the most cash first, and the figures of all together."""
    names = (*COUNTS, asked.laid, *INDICATED, *(["write_offs"] if asked.by in OF_CUSTOMERS else []))
    whole = asked.show(*names).rows[0]
    named = _names(asked)
    found = [
        Line(
            row[asked.by],
            named(row[asked.by]),
            equals(asked.by, row[asked.by]),
            row,
            row[asked.laid] / whole[asked.laid] if whole[asked.laid] else None,
        )
        for row in asked.show(*names, by=asked.by)
        if any(row[name] for name in (*COUNTS, asked.laid, "reminder_success_rate", "conversion_rate"))
    ]
    return found, whole


def lines_table(asked: Asked) -> Table:
    """The lines with the whole under them: parts of what is laid to work add up to it, different customers do not."""
    found, whole = lines(asked)
    frame = Frame(
        _("What was done, and what came in after it"),
        sort=f"-{asked.laid}",
        prefix=KEY,
        size=50,
        empty=Empty(_("Nothing was done in this period, by those you may see.")),
        placeholder=_("Name…"),
    )
    return of_rows(asked.visit.request, KEY, _columns(asked, whole), found, frame)


def _columns(asked: Asked, whole: Mapping[str, Any]) -> list[Column]:
    head = Column(asked.by, _(BY[asked.by]), Kind.WHO, value=lambda line: line.name, href=_actions(asked))
    laid = Column(
        asked.laid,
        _("Receipts after work"),
        Kind.MONEY,
        value=lambda line: line.figures[asked.laid],
        href=lambda line: asked.rows_url(asked.laid, [line.condition]),
        currency=asked.visit.currency,
        total=lambda _rows: whole[asked.laid],
        total_href=asked.rows_url(asked.laid),
    )
    share = Column("share", _("Share"), Kind.RATE, hidden=True)
    counts = [
        _count(asked, whole, *one)
        for one in (("action_count", _("Actions")), ("action_minutes", _("Minutes")))
    ]
    told = {name: _indicated(asked, whole, name) for name in INDICATED}
    return [
        head,
        counts[0],
        told["customers_chased"],
        counts[1],
        told["conversion_rate"],
        laid,
        share,
        told["cash_per_action"],
        told["reminder_success_rate"],
        told["reminder_delay"],
        *([_written_off(asked, whole)] if asked.by in OF_CUSTOMERS else []),
    ]


def _written_off(asked: Asked, whole: Mapping[str, Any]) -> Column:
    return Column(
        "write_offs",
        _("Write-offs"),
        Kind.MONEY,
        value=lambda line: line.figures["write_offs"],
        href=lambda line: asked.rows_url("write_offs", [line.condition]),
        currency=asked.visit.currency,
        total=lambda _rows: whole["write_offs"],
        total_href=asked.rows_url("write_offs"),
        about=_("Of the customers of the line: ledgers do not say who decided to write an amount off."),
    )


def _count(asked: Asked, whole: Mapping[str, Any], name: str, label: str) -> Column:
    return Column(
        name,
        label,
        Kind.COUNT,
        value=lambda line: line.figures[name],
        href=lambda line: asked.rows_url(name, [line.condition]),
        total=lambda _rows: whole[name],
        total_href=asked.rows_url(name),
    )


def _indicated(asked: Asked, whole: Mapping[str, Any], name: str) -> Column:
    """An indicator: its own page opens on the line, its definition stands at the head."""
    indicator, (label, kind) = INDICATORS[name], INDICATED[name]
    given = {one.name: asked.settings.get(one.name) for one in indicator.parameters}

    def page(line: Line) -> str:
        return asked.visit.url("indicator", name, where=[*asked.where, line.condition], **given)

    return Column(
        name,
        _(label),
        kind,
        value=lambda line: line.figures[name],
        href=page,
        currency=asked.visit.currency if kind is Kind.MONEY else "",
        style="short",
        about=_(indicator.definition),
        total=lambda _rows: whole[name],
        total_href=asked.visit.url("indicator", name, where=asked.where, **given),
    )


def _actions(asked: Asked) -> Callable[[Line], str]:
    return lambda line: asked.rows_url("action_count", [line.condition])


def _names(asked: Asked) -> Callable[[str | None], str]:
    """How a value of the dimension is called."""
    without = _("Without {0}").format(_(BY[asked.by]).lower())
    if asked.by in OF_WORK:
        return lambda value: fields.value(asked.by, value) if value else without
    if asked.by == "author":
        return lambda value: value or without
    known = {one.value: one.label for one in dimension_values(asked.visit.book, asked.by, MOST_VALUES)}
    return lambda value: known.get(value or "", value or "") or without


def ways(visit: Visit, asked: Asked) -> list[dict[str, Any]]:
    """The ways to split: an agent, who sees himself alone, has those of his work."""
    offered = ("author", *OF_WORK) if asked.mine else tuple(BY)
    return [{"label": _(BY[by]), "url": asked.url(by=by), "on": by == asked.by} for by in offered]
