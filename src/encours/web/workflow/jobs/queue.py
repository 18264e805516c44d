"""The queue between pages and the worker: numbers of jobs, signed, in a file of its own or in PostgreSQL."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection
from huey import Huey, PostgresHuey, SqliteHuey
from huey.api import TaskWrapper
from huey.serializer import SignedSerializer

from encours.web import place

logger = logging.getLogger("encours.jobs")
NAME = "encours"
TASK = "do"


def enqueue(number: int) -> None:
    """Tell the worker that a job waits. Telling it twice does no harm: a job is taken once."""
    try:
        _asking()(number)
    except sqlite3.DatabaseError:
        _asking.cache_clear()  # the worker may have made it again: this process had the old file open
        try:
            _asking()(number)
        except sqlite3.DatabaseError:  # the job is written, and the worker is told of it again
            logger.exception("queue cannot be written")


def empty() -> bool:
    """Whether the worker has been told of nothing it has not begun."""
    return not _opened().pending_count()


def served(does: Callable[[int], None]) -> Huey:
    """The worker's end of the queue; `does` is what it does with a number."""
    huey = _opened()

    def do(number: int) -> None:
        does(number)

    huey.task(name=TASK)(do)
    return huey


@lru_cache(maxsize=1)
def _asking() -> TaskWrapper:
    """This process's end of the queue: it knows the name of the task, and not what is done."""

    def do(_number: int) -> None:
        raise NotImplementedError("done by the worker alone")

    return _opened().task(name=TASK)(do)


def _opened() -> Huey:
    """What the queue holds is signed: a line written by a stranger is not obeyed."""
    signed = SignedSerializer(secret=settings.SECRET_KEY, salt="encours.queue")
    if connection.vendor == "postgresql":
        return PostgresHuey(NAME, results=False, serializer=signed, connection=_to_postgresql)
    path = str(place.folder() / "queue.sqlite3")
    return SqliteHuey(NAME, results=False, serializer=signed, filename=path, fsync=True, timeout=20)


def _to_postgresql() -> Any:
    """A connection of the queue's own, as the settings of the workflow database say."""
    import psycopg

    return psycopg.connect(**connection.get_connection_params())
