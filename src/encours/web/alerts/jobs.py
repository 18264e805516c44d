"""The jobs of alerts: look at what rules watch, after each import, every night and when asked; then tell."""

from __future__ import annotations

from typing import Any

from encours.errors import DataError
from encours.i18n import mark
from encours.said import _
from encours.web.alerts import mailing
from encours.web.alerts.hooks import telling
from encours.web.alerts.watching.run import look, looked_at
from encours.web.workflow.alerts.keeping import keep, stamp
from encours.web.workflow.jobs.asking import start
from encours.web.workflow.jobs.entry import Entry
from encours.web.workflow.jobs.kind import Kind
from encours.web.workflow.jobs.running import Running

LOOKING = mark("Looking at what is watched")


def run(running: Running) -> dict[str, int]:
    """Look at every rule, keep what was found, and ask for what tells it; how many rules and states."""
    rules, seen = looked_at(), 0

    def progress(done: int) -> None:
        nonlocal seen
        seen += done
        running.step(_(LOOKING), 0.9 * seen / max(len(rules), 1))

    running.step(_(LOOKING), 0.0)
    try:
        outcomes = look(rules, progress) if rules else {}
    except DataError:  # nothing is imported yet: there is nothing to look at
        return {"rules": 0}
    counts = keep(outcomes, {rule.pk: stamp(rule) for rule in rules})
    for queue, kind, label in ((mailing.queue, MAIL, MAILS), (telling.queue, POST, POSTS)):
        if queue():
            start(kind, _(label), None)
    problems = sum(bool(one.problem) for one in outcomes.values())
    return {"rules": len(outcomes), "problems": problems, **counts}


def mails(running: Running) -> dict[str, Any]:
    """Send the mails that wait."""
    return mailing.send(running)


def posts(running: Running) -> dict[str, Any]:
    """Tell the webhooks what waits."""
    return telling.send(running)


MAILS, POSTS = mark("Alerts sent by mail"), mark("Alerts sent to other programs")
LOOK = Kind("alerts", run, repeatable=True, retries=2)
MAIL = Kind("alert_mail", mails, repeatable=True)
POST = Kind("alert_webhook", posts, repeatable=True)
JOBS = (LOOK, MAIL, POST)
SCHEDULE = (
    Entry("alerts_after_import", LOOK, mark("Alerts after an import"), after="import"),
    Entry("alerts_nightly", LOOK, mark("Alerts of the night"), {"minute": "45", "hour": "4"}),
)
