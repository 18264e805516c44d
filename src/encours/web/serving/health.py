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

from encours.book.home import Home
from encours.book.publication import open_served, served
from encours.errors import EncoursError
from encours.web import place
from encours.web.serving import disk
from encours.web.workflow.jobs.models import Beat

LATE_SECONDS = 30
BOOK_SECONDS = 5


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 otherwise; says which part fails and nothing more."""
    said: dict[str, Any] = {
        **_worker(),
        "book": _book(str(place.home()), int(time.monotonic() // BOOK_SECONDS)),
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


@lru_cache(maxsize=1)
def _book(home: str, _moment: int) -> str:
    """`ok`, `empty` before the first import, `failing`; looked at once every few seconds."""
    where = Home(Path(home))
    if served(where) is None:
        return "empty"
    try:
        open_served(where).close()
    except EncoursError:
        return "failing"
    return "ok"
