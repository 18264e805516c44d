"""What the worker does at night by itself: old traces removed, the trail checked, the book's database built again."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from encours.book.home import Home
from encours.book.lock import writing
from encours.book.manifest import head
from encours.book.publication import announce, build_whole
from encours.i18n import _, mark
from encours.web import place
from encours.web.jobs.trail import check_trail
from encours.web.workflow.jobs.entry import Entry
from encours.web.workflow.jobs.kind import Kind
from encours.web.workflow.jobs.models import ENDED, Beat, Job, Turn
from encours.web.workflow.jobs.running import Running
from encours.web.workflow.keys.once import forget_old
from encours.web.workflow.people import tries
from encours.web.workflow.trail.guessing import tell_refused
from encours.web.workflow.undoable import sweep

KEPT_DAYS = 90


def tidy(running: Running) -> dict[str, int]:
    """Remove ended sessions, jobs ended long ago, what was deleted over a month ago; how many of each."""
    running.step(_("Removing old traces"))
    now = timezone.now()
    long_ago = now - timedelta(days=KEPT_DAYS)
    Turn.objects.filter(due_at__lt=long_ago).delete()
    Beat.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()
    forget_old()
    for wrong in tries.old():
        tell_refused(None, wrong.account, wrong.refused)
        wrong.delete()
    return {
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "jobs": Job.objects.filter(state__in=ENDED, ended_at__lt=long_ago).delete()[0],
        "deleted": sweep(),
    }


def rebuild(running: Running) -> dict[str, int]:
    """Build the derived database of the book whole, as compact as a fresh one; the number of its version."""
    home = Home(place.home())
    if not head(home).version:
        return {"version": 0}
    running.step(_("Building"))
    with writing(home):
        newest = head(home)
        announce(home, build_whole(home, newest), newest)
    return {"version": newest.version}


TIDY = Kind("tidy", tidy, repeatable=True)
CHECK_TRAIL = Kind("check_trail", check_trail, repeatable=True)
REBUILD = Kind("rebuild", rebuild, repeatable=True)
JOBS = (TIDY, CHECK_TRAIL, REBUILD)
SCHEDULE = (
    Entry("tidy", TIDY, mark("Nightly tidying"), {"minute": "10", "hour": "3"}),
    Entry("check_trail", CHECK_TRAIL, mark("Nightly check of the audit trail"), {"minute": "0", "hour": "4"}),
    Entry(
        "rebuild",
        REBUILD,
        mark("Weekly rebuild of the book"),
        {"minute": "30", "hour": "3", "day_of_week": "0"},
    ),
)
