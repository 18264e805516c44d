"""The queue between pages and the worker: numbers of jobs, signed, in a file of its own or in PostgreSQL."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection
from huey import Huey, PostgresHuey, SqliteHuey
from huey.api import TaskWrapper
from huey.serializer import SignedSerializer

from encours.web import place

NAME = "encours"


def enqueue(number: int) -> None:
    """Tell the worker that a job waits. Telling it twice does no harm: a job is taken once."""
    _told()(number)


def queue() -> Huey:
    """The queue of this process."""
    return _told().huey


@lru_cache(maxsize=1)
def _told() -> TaskWrapper:
    """The one task of the queue. What it holds is signed: a line written by a stranger is not obeyed."""
    signed = SignedSerializer(secret=settings.SECRET_KEY, salt="encours.queue")
    if connection.vendor == "postgresql":
        huey = PostgresHuey(NAME, results=False, serializer=signed, connection=_to_postgresql)
    else:
        path = str(place.folder() / "queue.sqlite3")
        huey = SqliteHuey(NAME, results=False, serializer=signed, filename=path, fsync=True, timeout=20)
    return huey.task(name="do")(_do)


def _do(number: int) -> None:
    """What the worker does with a number."""
    from encours.web.workflow.jobs.doing import do
    from encours.web.workflow.jobs.identity import worker

    close_old_connections()
    try:
        do(number, worker())
    finally:
        close_old_connections()


def _to_postgresql() -> Any:
    """A connection of the queue's own, as the settings of the workflow database say."""
    import psycopg

    return psycopg.connect(**connection.get_connection_params())
