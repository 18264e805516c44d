"""Whether everything works, for a load balancer: the database answers, the book opens, the worker lives, the disk
takes what is written."""

from __future__ import annotations

import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from encours.book.damage import noted
from encours.book.home import Home
from encours.book.publication import open_served, served
from encours.errors import EncoursError
from encours.i18n import _, language
from encours.web import place
from encours.web.serving import disk
from encours.web.workflow.jobs.models import Beat

LATE_SECONDS = 30
BOOK_SECONDS = 5


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 otherwise; says which part fails, which files are damaged, and nothing more."""
    said: dict[str, Any] = {
        **_worker(),
        **_book(str(place.home()), language(), int(time.monotonic() // BOOK_SECONDS)),
        "disk": _disk(str(place.folder()), int(time.monotonic() // BOOK_SECONDS)),
    }
    well = said["database"] == said["worker"] == said["disk"] == "ok" and said["book"] in ("ok", "empty")
    answer = JsonResponse({"status": "ok" if well else "failing", **said}, status=200 if well else 503)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _worker() -> dict[str, Any]:
    """The database and, as it knows it, the worker seen last."""
    try:
        last = Beat.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    except DatabaseError:
        return {"database": "failing", "worker": "unknown", "worker_seen_seconds": None}
    age = round((timezone.now() - last).total_seconds(), 1) if last else None
    state = "ok" if age is not None and age <= LATE_SECONDS else "late"
    return {"database": "ok", "worker": state, "worker_seen_seconds": age}


@lru_cache(maxsize=1)
def _disk(folder: str, _moment: int) -> str:
    """`ok`, `full` or `failing`; tried once every few seconds."""
    return disk.state(Path(folder))


@lru_cache(maxsize=4)
def _book(home: str, _language: str, _moment: int) -> dict[str, Any]:
    """`ok`, `empty` before the first import, `failing` with the reason; looked at once every few seconds. What the
    last check of all files found is told until another finds nothing."""
    where = Home(Path(home))
    try:
        if (current := served(where)) is None:
            return {"book": "empty"}
        if not current.whole:
            message = _("{0} is lost or damaged: it is built again by encours repair")
            return _failing(message.format(f"serving/{current.path.name}"))
        open_served(where).close()
    except EncoursError as error:
        return _failing(str(error))
    if faults := [fault for fault in noted(where) if not fault.past]:
        return _failing(*(fault.sentence for fault in faults))
    return {"book": "ok"}


def _failing(*reasons: str) -> dict[str, Any]:
    return {"book": "failing", "reasons": list(reasons)}
