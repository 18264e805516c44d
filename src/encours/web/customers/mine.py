"""The page of who sells: the accounts they see, what these owe, the disputes that wait for their answer."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from encours.api.disputes import sought
from encours.cube.disputes import DISPUTES
from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.customers.list.filters import sought as customers_sought
from encours.web.customers.list.table import customers_table
from encours.web.disputes.table import own_columns
from encours.web.records.table import recorded_table
from encours.web.tables import Empty, Frame, Table, answer
from encours.web.visit.visit import Visit, enter

KEY = "mine"
AWAITED = ("open", "late")


@require_GET
def my_customers(request: HttpRequest) -> HttpResponseBase:
    """Disputes to answer first, then the customers."""
    visit = enter(request, Right.SEE)
    table = customers_table(visit, customers_sought(visit))
    table = replace(table, frame=replace(table.frame, title=_("My customers"), checks=None, filters=""))
    waiting = waiting_table(visit)
    said = {"visit": visit, "table": table, "waiting": waiting, "current": "my_customers"}
    return answer(request, "customers/mine.html", said, table, waiting)


def waiting_table(visit: Visit) -> Table:
    """The disputes whose answer is awaited of this person, the oldest first."""
    person = visit.person
    among = {"owner": [name for name in (str(person), person.salesperson) if name]}
    hidden = ("owner", "credit", "outcome", "closed_on", "dispute")
    columns = [
        replace(one, hidden=one.hidden or one.key in hidden)
        for one in own_columns(visit)
        if one.key not in ("answered_on", "answer")
    ]
    frame = Frame(
        _("Disputes to answer"),
        prefix=KEY,
        sort="answer_by",
        size=25,
        placeholder=_("Customer, number, cause…"),
        empty=Empty(_("No dispute waits for your answer.")),
    )
    return recorded_table(
        visit,
        KEY,
        DISPUTES,
        columns,
        lambda search: sought(visit.day, until=visit.until, state=AWAITED, among=among, search=search),
        frame,
    )
