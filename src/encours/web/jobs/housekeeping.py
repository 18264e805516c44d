"""What the worker does at night by itself: old traces removed, the trail and the files checked, the book's
database built again."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from encours.book import temporary
from encours.book.damage import look, note
from encours.book.home import Home
from encours.book.lock import writing
from encours.book.manifest import head
from encours.book.publication import rebuild as build
from encours.errors import DataError
from encours.i18n import mark
from encours.said import _
from encours.web import own_files, place
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
MOST_TOLD = 5
PATIENCE_SECONDS = 30 * 60


def tidy(running: Running) -> dict[str, int]:
    """Remove ended sessions, jobs ended long ago, what was deleted over a month ago; how many of each."""
    running.step(_("Removing old traces"))
    now = timezone.now()
    long_ago = now - timedelta(days=KEPT_DAYS)
    Turn.objects.filter(due_at__lt=long_ago).delete()
    Beat.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()
    forget_old()
    temporary.sweep()
    for wrong in tries.old():
        tell_refused(None, wrong.account, wrong.refused)
        wrong.delete()
    return {
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "jobs": Job.objects.filter(state__in=ENDED, ended_at__lt=long_ago).delete()[0],
        "deleted": sweep(),
    }


def check_book(running: Running) -> dict[str, int]:
    """Read every file of the book again; how many were damaged.

    DataError says the first: the job stands as failed, and pages and the health page tell them all until another check
    finds nothing.
    """
    running.step(_("Checking the files of the book"))
    home = Home(place.home())
    if not home.manifests.is_dir():
        return {"damaged": 0}
    with writing(home, PATIENCE_SECONDS):  # an import under way would change what is read
        faults = [*look(home), *own_files.look(home.path)]
    note(home, faults)
    if serious := [fault for fault in faults if not fault.past]:
        raise DataError(" · ".join(fault.sentence for fault in serious[:MOST_TOLD]))
    return {"damaged": len(faults)}


def rebuild(running: Running) -> dict[str, int]:
    """Build the derived database of the book whole, as compact as a fresh one; the number of its version."""
    home = Home(place.home())
    if not head(home).version:
        return {"version": 0}
    running.step(_("Building"))
    return {"version": build(home).version}


TIDY = Kind("tidy", tidy, repeatable=True)
CHECK_TRAIL = Kind("check_trail", check_trail, repeatable=True)
CHECK_BOOK = Kind("check_book", check_book, repeatable=True)
REBUILD = Kind("rebuild", rebuild, repeatable=True)
JOBS = (TIDY, CHECK_TRAIL, CHECK_BOOK, REBUILD)
SCHEDULE = (
    Entry("tidy", TIDY, mark("Nightly tidying"), {"minute": "10", "hour": "3"}),
    Entry("check_trail", CHECK_TRAIL, mark("Nightly check of the audit trail"), {"minute": "0", "hour": "4"}),
    Entry(
        "check_book",
        CHECK_BOOK,
        mark("Nightly check of the files of the book"),
        {"minute": "30", "hour": "4"},
    ),
    Entry(
        "rebuild",
        REBUILD,
        mark("Weekly rebuild of the book"),
        {"minute": "30", "hour": "3", "day_of_week": "0"},
    ),
)
