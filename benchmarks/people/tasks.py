"""What is measured in a process of its own: its time and its memory."""

from __future__ import annotations

from collections import Counter
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Task:
    """`work` is a function of this folder that is given a data folder; it answers `missing` in a version that cannot do
    it. The limits are seconds and gigabytes."""

    label: str
    work: str
    seconds: float
    gigabytes: float | None = None


TASKS = (Task("Worklist of everybody, `encours worklist`", "people.tasks:worklist", 30.0, 1.0),)


def worklist(home: str) -> dict[str, Any]:
    """The list of everybody, as the command writes it."""
    from encours.cli import main

    if "worklist" not in main.commands:
        return {"missing": True}
    told = StringIO()
    with redirect_stdout(told):
        main(["worklist", "--home", home, "--format", "json"], standalone_mode=False)
    return {"bytes": len(told.getvalue())}


def kept(home: str) -> dict[str, Any]:
    """The keys of all that was recorded, each with the number of its versions, by kind."""
    from encours.web.serving.prepare import enter

    enter(Path(home))
    from encours.web.workflow.actions.models import Action
    from encours.web.workflow.disputes.models import Dispute
    from encours.web.workflow.promises.models import Promise

    return {
        model.NAME: dict(Counter(model.objects.values_list("key", flat=True)))
        for model in (Action, Dispute, Promise)
    }
