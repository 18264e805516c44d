"""The catalogue of jobs: what each kind does, and whether it may be begun again after a crash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from encours.web.cockpit import board
from encours.web.imports import jobs as importing
from encours.web.imports.folders import job
from encours.web.jobs import housekeeping


@dataclass(frozen=True, slots=True)
class Kind:
    """`run(running, **arguments)` does the work; what it returns (as JSON holds it) is the job's result.

    `repeatable` says that doing it twice, or half and then whole, is the same as doing it once.
    """

    run: Callable[..., Any]
    repeatable: bool = False


KINDS: dict[str, Kind] = {
    "tidy": Kind(housekeeping.tidy, repeatable=True),
    "check_trail": Kind(housekeeping.check_trail, repeatable=True),
    "rebuild": Kind(housekeeping.rebuild, repeatable=True),
    "import_check": Kind(importing.check, repeatable=True),
    "import": Kind(importing.bring),
    "import_undo": Kind(importing.take_back),
    "import_explain": Kind(importing.explain, repeatable=True),
    "import_source": Kind(job.run),
    "board": Kind(board.run, repeatable=True),
    "sweep_uploads": Kind(importing.sweep, repeatable=True),
}
