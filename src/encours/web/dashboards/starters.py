"""Dashboards to start from, one for each trade, made of blocks like any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from encours.i18n import _, mark
from encours.web.dashboards.blocks import Block, Form, Kind, identity, new, stored
from encours.web.dashboards.models import Dashboard
from encours.web.workflow.choices.chosen import dso_method, on_time_tolerance, window
from encours.web.workflow.people.models import Person


@dataclass(frozen=True, slots=True)
class Starter:
    """A title, what it is for, and its blocks."""

    title: str
    about: str
    blocks: Callable[[], list[Block]]


def offered(name: str, owner: Person) -> Dashboard:
    """A starter as the dashboard it would make, to be looked at first: it is not kept anywhere."""
    one = STARTERS[name]
    blocks = [replace(block, id=f"b{place}") for place, block in enumerate(one.blocks())]
    return Dashboard(owner=owner, title=_(one.title), about=_(one.about), blocks=stored(blocks))


def starter_blocks(name: str) -> list[Block]:
    """The blocks of a starter, each with an identity of its own; none for an empty dashboard."""
    return [replace(block, id=identity()) for block in STARTERS[name].blocks()] if name in STARTERS else []


def _tile(figure: str, **settings: str) -> Block:
    return replace(new(Kind.TILE), figures=(figure,), settings=settings)


def _chart(form: Form, *figures: str, by: str = "", width: int = 2, history: int = 13) -> Block:
    return replace(new(Kind.CHART), form=form, figures=figures, by=by, width=width, history=history)


def _table(by: str, *figures: str, limit: int = 10) -> Block:
    return replace(new(Kind.TABLE), figures=figures, by=by, limit=limit, sort=f"-{figures[0]}")


def _controller() -> list[Block]:
    over = window()
    return [
        _tile("net"),
        _tile(dso_method(), window=over),
        _tile("overdue_rate"),
        _tile("sales", window="12m"),
        replace(_chart(Form.LINES, "dso", "dso_best_possible", history=24), settings={"window": over}),
        _chart(Form.BUCKETS),
        replace(
            _table("entity", "net", "overdue", "overdue_rate", "dso", "sales"), settings={"window": over}
        ),
        _chart(Form.LINES, "overdue", by="entity"),
        _chart(Form.BARS, "gross", by="country"),
    ]


def _credit_manager() -> list[Block]:
    return [
        _tile("overdue"),
        _tile(f"on_time_rate:{on_time_tolerance()}"),
        _tile("disputed"),
        _tile("cei"),
        _chart(Form.BARS, "overdue", by="collector"),
        _chart(Form.BARS, "disputed", by="dispute_cause"),
        replace(_table("customer", "overdue", "net", "overdue_count"), title=_("Customers most overdue")),
        _chart(Form.BUCKETS, by="portfolio"),
        _chart(Form.LINES, "dbt", "days_to_pay"),
    ]


def _cfo() -> list[Block]:
    """What a month is judged by: where cash stands, what is late, what is at risk."""
    over = window()
    return [
        _tile("net"),
        _tile(dso_method(), window=over),
        _tile("overdue"),
        _tile("receipts", window="1m"),
        _chart(Form.BUCKETS),
        _chart(Form.LINES, dso_method()),
        replace(_table("customer", "overdue", "net"), title=_("Customers most overdue"), width=2),
        _chart(Form.BARS, "overdue", by="entity"),
    ]


def _collector() -> list[Block]:
    """What there is to call for today, and what came of it."""
    return [
        _tile("overdue"),
        _tile("overdue_count"),
        _tile("disputed"),
        _tile("receipts", window="1m"),
        replace(_table("customer", "overdue", "disputed", "net", limit=20), title=_("Customers to call")),
        _chart(Form.BUCKETS, by="portfolio"),
        _chart(Form.BARS, "disputed", by="dispute_cause"),
    ]


def _board() -> list[Block]:
    """One sheet: four figures, how they moved over two years, where they come from."""
    return [
        replace(_tile("net"), compare="year"),
        replace(_tile(dso_method(), window=window()), compare="year"),
        replace(_tile("overdue_rate"), compare="year"),
        replace(_tile("sales", window="12m"), compare="year"),
        _chart(Form.LINES, dso_method(), history=24),
        _chart(Form.LINES, "net", "overdue", history=24),
        _table("entity", "net", "overdue", "overdue_rate"),
    ]


STARTERS = {
    "cfo": Starter(mark("CFO"), mark("Outstanding, DSO, what is late and what came in, on one page."), _cfo),
    "controller": Starter(
        mark("Group controller"), mark("Position, DSO and sales by entity, over two years."), _controller
    ),
    "credit_manager": Starter(
        mark("Credit manager"),
        mark("What is overdue and contested, by collector and customer."),
        _credit_manager,
    ),
    "collector": Starter(
        mark("Collector"), mark("Customers to call, disputes, ageing by portfolio."), _collector
    ),
    "board": Starter(
        mark("Board"), mark("Four figures against a year before, two years of them, each entity."), _board
    ),
}


def starters() -> list[tuple[str, str, str]]:
    """Name, title and purpose of each."""
    return [(name, _(one.title), _(one.about)) for name, one in STARTERS.items()]
