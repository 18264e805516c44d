"""Plans of payment as a table, and the instalments of one."""

from __future__ import annotations

from collections.abc import Iterator

from encours.api import words
from encours.api.plans import every, plans
from encours.api.promises import sought
from encours.api.recorded import Row, Sought
from encours.cube.plans import STATES
from encours.i18n import _
from encours.web import typography
from encours.web.labels import work
from encours.web.promises.plan_opened import Plan
from encours.web.records.table import day, money, who
from encours.web.tables import Column, Empty, Frame, Kind, Order, Table, of_pages, of_rows
from encours.web.tables.listing import Fetched
from encours.web.visit.visit import Visit

KEY = "plans"
STATE = f"{KEY}-state"


def plans_table(visit: Visit) -> Table:
    """The plans of the page, in the state the address asks for."""
    said = visit.request.GET.get(STATE, "")
    chosen = (said,) if said in STATES else ()

    def asked(search: str) -> Sought:
        return sought(visit.day, until=visit.until, search=search)

    def fetch(order: Order | None, limit: int, offset: int, search: str) -> Fetched:
        found = plans(visit.book, asked(search), chosen, str(order), limit, offset)
        return found.rows, found.count, found.totals

    def stream(order: Order | None, search: str) -> Iterator[Row]:
        return every(visit.book, asked(search), chosen, str(order))

    frame = Frame(
        _("Payment plans"),
        prefix=KEY,
        sort="-made_on",
        size=25,
        filters="promises/plan_filters.html",
        filter_names=(STATE,),
        placeholder=_("Customer, collector, who promised…"),
        empty=Empty(_("No payment plan in this state.")),
    )
    return of_pages(visit.request, KEY, [*who(visit), *columns(visit)], fetch, stream, frame)


def states(visit: Visit) -> list[tuple[str, str, bool]]:
    """The choice of states: value, label, whether it is the one made."""
    said = visit.request.GET.get(STATE, "")
    named = [("", _("All plans")), *((state, work.plan(state)) for state in STATES)]
    return [(value, label, value == said) for value, label in named]


def columns(visit: Visit) -> list[Column]:
    """What is said of a plan, whoever agreed to it."""
    return [
        Column(
            "state",
            words.field("state"),
            Kind.TAG,
            value=lambda row: work.plan(row["state"]),
            href=lambda row: visit.url("plan", row["entity"], row["customer"], row["plan"]),
            tone=lambda row: work.plan_tone(row["state"]),
        ),
        Column("kept", _("Progress"), value=progress, template="promises/progress.html"),
        money("amount"),
        money("received"),
        day("next_due_on"),
        day("last_on"),
        day("made_on", hidden=True),
        Column("collector", words.field("collector"), hidden=True),
        Column("plan", words.field("plan"), hidden=True),
    ]


def progress(row: Row) -> str:
    """How many instalments were kept, and which one broke the plan."""
    kept = _("{0} of {1} instalments kept").format(row["kept"], row["instalments"])
    if row["broken_at"] is None:
        return kept
    broken = _("no. {0} missed, of {1}").format(row["broken_at"], typography.day(row["broken_on"]))
    return f"{kept} · {broken}"


def instalments(visit: Visit, plan: Plan) -> Table:
    """Its promises, each under the number of its instalment."""
    dates = sorted({row["due_on"] for row in plan.rows})
    rows = [{**row, "number": dates.index(row["due_on"]) + 1} for row in plan.rows]
    own = [
        Column("number", _("No."), Kind.COUNT),
        day("due_on"),
        Column(
            "state",
            words.field("state"),
            Kind.TAG,
            value=lambda row: work.promise(row["state"]),
            href=lambda row: visit.url("promise", row["promise"]),
            tone=lambda row: work.promise_tone(row["state"]),
        ),
        Column(
            "document",
            _("About"),
            value=lambda row: row["document"] or _("The whole account"),
            href=lambda row: visit.url("item", row["entity"], row["item"]) if row["item"] else "",
        ),
        money("amount"),
        money("received"),
        day("ends_on", hidden=True),
        day("cancelled_on", hidden=True),
    ]
    frame = Frame(_("Instalments"), sort="due_on", size=50, search=False, tools=False)
    return of_rows(visit.request, "instalments", own, rows, frame)
