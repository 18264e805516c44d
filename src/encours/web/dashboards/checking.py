"""Whether a block makes sense before it is kept: names that exist, sizes within bounds. One message for each field."""

from __future__ import annotations

from collections.abc import Mapping

from encours.api import OpenBook
from encours.api.question import SETTINGS, Asked, figures
from encours.cube.dimensions import dimension
from encours.cube.facts.fact import Fact
from encours.cube.filters import parse
from encours.cube.measure import Measure
from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.record import Indicator
from encours.web.dashboards.blocks import COMPARED, MOST_FIGURES, TALLEST, WIDEST, Block, Form, Kind
from encours.web.dashboards.labels import SPLITS, many
from encours.web.items.query import refuse_settings

Problems = dict[str, str]
LONGEST_TITLE, LONGEST_TEXT, LONGEST_CONDITION = 80, 5_000, 500
MOST_CONDITIONS, MOST_VALUES, MOST_LINES, MOST_MONTHS = 10, 50, 50, 60
BOUNDS = {"width": (1, WIDEST), "height": (1, TALLEST), "limit": (1, MOST_LINES), "history": (2, MOST_MONTHS)}


def problems(block: Block, book: OpenBook, own: Mapping[str, Indicator]) -> Problems:
    """What is wrong, by field; nothing when the block may be kept."""
    found: Problems = {}
    _look(block, found)
    if "kind" in found:
        return found
    if block.kind == Kind.TEXT:
        if not block.text.strip() or len(block.text) > LONGEST_TEXT:
            found["text"] = _("Write the text, in {0} letters at most.").format(LONGEST_TEXT)
        return found
    _conditions(block, book, found)
    _split(block, book, found)
    asked = _figures(block, own, found)
    if not found:
        _fitting(block, asked, found)
    return found


def _look(block: Block, found: Problems) -> None:
    if block.kind not in set(Kind) or block.form not in set(Form) or block.compare not in COMPARED:
        found["kind"] = _("Choose one of the kinds proposed.")
    if len(block.title) > LONGEST_TITLE or not block.title.isprintable():
        found["title"] = _("A title has at most {0} letters, on one line.").format(LONGEST_TITLE)
    for name, (low, high) in BOUNDS.items():
        if not low <= getattr(block, name) <= high:
            found[name] = _("From {0} to {1}.").format(low, high)


def _conditions(block: Block, book: OpenBook, found: Problems) -> None:
    odd = any(len(text) > LONGEST_CONDITION or not text.isprintable() for text in block.where)
    if odd or len(block.where) > MOST_CONDITIONS:
        found["where"] = _("At most {0} filters of {1} letters.").format(MOST_CONDITIONS, LONGEST_CONDITION)
        return
    try:
        for text in block.where:
            parse(text, book.about.custom)
    except UsageError as error:
        found["where"] = str(error)
    if max(len(block.entities), len(block.portfolios)) > MOST_VALUES:
        found["entities"] = _("At most {0} of them.").format(MOST_VALUES)
    elif not block.own_scope and (block.entities or block.portfolios):
        found["entities"] = _(
            "Some are chosen, and the block follows the page: tick the box, or choose none."
        )


def _split(block: Block, book: OpenBook, found: Problems) -> None:
    if not block.by:
        if block.kind == Kind.CHART and block.form == Form.BARS:
            found["by"] = _("Choose what the bars are.")
        return
    if block.by not in (*SPLITS, *book.about.custom):
        found["by"] = _("Choose one of the dimensions proposed.")
    elif block.kind == Kind.CHART and block.form != Form.BARS and (many(block.by) or block.by == "bucket"):
        found["by"] = _("{0} has too many values for this chart: choose bars or a table.").format(
            _(dimension(block.by, {}).label)
        )


def _figures(block: Block, own: Mapping[str, Indicator], found: Problems) -> tuple[Asked, ...]:
    names = ("aged",) if block.kind == Kind.CHART and block.form == Form.BUCKETS else block.figures
    if not names or len(set(names)) < len(names) or len(names) > MOST_FIGURES[Kind(block.kind)]:
        found["figures"] = _("Choose from 1 to {0} figures, once each.").format(
            MOST_FIGURES[Kind(block.kind)]
        )
        return ()
    try:
        figures(names, {}, own)
    except UsageError as error:
        found["figures"] = str(error)
        return ()
    try:
        refuse_settings({name: value for name, value in block.settings.items() if name in SETTINGS})
        return figures(names, block.settings, own)
    except UsageError as error:
        found["settings"] = str(error)
        return ()


def _fitting(block: Block, asked: tuple[Asked, ...], found: Problems) -> None:
    """What one drawing or one ranking can hold."""
    if block.kind == Kind.CHART and len({figure.of.unit for figure in asked}) > 1:
        found["figures"] = _("The figures of one chart are of one unit: days together, amounts together.")
    if block.kind == Kind.CHART and len(asked) > 1 and (block.by or block.form == Form.BARS):
        found["figures"] = _("A chart split by a dimension shows one figure.")
    if block.kind == Kind.TILE and asked[0].of.name == "gross" and asked[0].key == "aged":
        found["figures"] = _("Choose one of the figures proposed.")
    if many(block.by) and len({_fact(figure) for figure in asked}) > 1:
        found["figures"] = _(
            "By {0}, choose amounts of one kind: positions together, sales together, receipts together."
        ).format(_(dimension(block.by, {}).label))
    elif many(block.by) and _fact(asked[0]) is None:
        found["figures"] = _("By {0}, choose amounts rather than indicators.").format(
            _(dimension(block.by, {}).label)
        )


def _fact(figure: Asked) -> Fact | None:
    return figure.of.fact if isinstance(figure.of, Measure) else None
