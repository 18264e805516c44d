"""The form of a hold, and what its page says of one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone

from encours.api import words
from encours.api.recorded import Row
from encours.cube.holds import HOLDS
from encours.i18n import _, mark
from encours.web import typography
from encours.web.holds.table import own_columns
from encours.web.labels import work
from encours.web.records.about import About
from encours.web.records.form import CodedField, CommentField, DayField, RecordForm
from encours.web.records.kind import Kind, Line
from encours.web.visit.visit import Visit
from encours.web.workflow.holds.making import faults
from encours.web.workflow.holds.models import LONGEST_COMMENT, Hold
from encours.web.workflow.people.models import Person


class HoldForm(RecordForm):
    """Who is not chased, why and until when."""

    reason = CodedField("reason", work.REASONS)
    from_date = DayField()
    until_date = DayField(required=False)
    cancelled_on = DayField(required=False)
    comment = CommentField(LONGEST_COMMENT)
    field_order: ClassVar[list[str]] = ["item", "reason", "from_date", "until_date"]

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["until_date"].help_text = _(
            "Chasing resumes the day after. Left empty: until it is lifted."
        )
        if self.before.cancelled_on is None:
            del self.fields["cancelled_on"]
        else:
            self.fields["cancelled_on"].label = _("Lifted on")
            self.fields["cancelled_on"].help_text = _("Left empty, the hold is in force again.")


def first(person: Person, of: About, item: str) -> dict[str, Any]:
    """A new hold begins today, decided by whoever records it."""
    return {"item": item, "from_date": timezone.localdate(), "author": str(person)}


def lines(visit: Visit, row: Row) -> list[Line]:
    """What the page of a hold says of it."""
    item = visit.url("item", row["entity"], row["item"]) if row["item"] else ""
    until = typography.day(row["until_date"]) if row["until_date"] else _("until it is lifted")
    return [
        (words.field("state"), work.hold(row["state"]), ""),
        (words.field("reason"), typography.capital(work.reason(row["reason"])), ""),
        (_("About"), row["document"] or _("The whole account"), item),
        (words.field("from_date"), typography.day(row["from_date"]), ""),
        (words.field("until_date"), until, ""),
        (_("Lifted on"), typography.day(row["cancelled_on"]), ""),
        (words.field("author"), row["author"] or "", ""),
        (words.field("comment"), row["custom"].get("comment", ""), ""),
    ]


HOLD = Kind(
    Hold,
    HOLDS,
    HoldForm,
    faults,
    lines,
    title=mark("Record a hold"),
    label=mark("Holds"),
    listing="holds",
    first=first,
    columns=own_columns,
    newest="-from_date",
    nothing=mark("No hold by this date."),
    noun=mark("Hold"),
    icon="circle-pause",
    letter="h",
    acts="holds/lifting.html",
)
