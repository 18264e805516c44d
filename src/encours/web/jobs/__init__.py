"""Long work: asked for on a page, done by the worker, followed from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from encours.web.workflow.jobs.models import Job
    from encours.web.workflow.people.models import Person


def start(kind: str, label: str, person: Person | None, /, **arguments: Any) -> Job:
    """Ask for a job of a kind of `kinds.KINDS`; the worker does it as soon as it can.

    `label` says to people what it is about; `arguments` are what the kind takes, as JSON holds it.
    """
    from encours.web.workflow.jobs.asking import ask  # models are ready only once the application is

    return ask(kind, label, person, arguments)
