"""The worker: does the jobs of the queue, asks for those of the schedule, and shows that it lives."""

from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import IO, TYPE_CHECKING

from huey.consumer import Consumer

from encours.web import own_files, place
from encours.web.logs.logs import configure
from encours.web.tether import tether

if TYPE_CHECKING:
    from encours.web.workflow.jobs.catalogue import Catalogue

logger = logging.getLogger("encours.worker")
JOBS_AT_ONCE = 2
FINISH_SECONDS = 15.0  # a job under way may finish within this time when the worker is asked to end…
STEP_SECONDS = 8.0  # …and is then stopped at its next step
BEAT_SECONDS = 5.0
MISSED = timedelta(minutes=10)  # what was due while the machine slept is still asked for


def main() -> None:
    """Work until told to end (SIGTERM)."""
    tether(int(os.environ["ENCOURS_SUPERVISOR"]))
    configure()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encours.web.site.settings")
    import django

    django.setup()
    from encours.web.site.jobs import CATALOGUE

    with (place.folder() / "worker.lock").open("w") as lock:
        _take(lock)
        work(CATALOGUE)


def work(catalogue: Catalogue) -> None:
    """Do the jobs of this place until told to end."""
    from encours.web.workflow.jobs import identity, queue, recovery, running

    name, ended = identity.worker(), threading.Event()
    if own_files.mend_queue(place.folder()):
        logger.error("queue was damaged: made again")
    _beat(name)
    recovery.recover(name, identity.where(), catalogue)
    heart = threading.Thread(target=_live, args=(name, ended, catalogue), name="heart", daemon=True)
    heart.start()
    consumer = Consumer(
        queue.served(_doing(name, catalogue)),
        workers=JOBS_AT_ONCE,
        periodic=False,
        max_delay=1.0,
        shutdown_timeout=FINISH_SECONDS,
        graceful_signal="TERM",
    )
    logger.info("worker started")
    consumer.run()
    running.stopping.set()
    for _worker, thread in consumer.worker_threads:
        thread.join(STEP_SECONDS)
    ended.set()
    heart.join(STEP_SECONDS)
    recovery.abandon(name, catalogue)
    logger.info("worker ended")
    logging.shutdown()
    os._exit(0)  # a job deaf to `stopping` is left where it is: what it writes is whole or not at all


def _take(lock: IO[str]) -> None:
    """One worker for a data folder: that of another server stands by, and takes over when it ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        logger.info("worker stands by")
        fcntl.flock(lock, fcntl.LOCK_EX)


def _doing(name: str, catalogue: Catalogue) -> Callable[[int], None]:
    """What a number of the queue means here."""
    from django.db import close_old_connections

    from encours.web.workflow.jobs.doing import do

    def done(number: int) -> None:
        close_old_connections()
        try:
            do(number, name, catalogue)
        finally:
            close_old_connections()

    return done


def _live(name: str, ended: threading.Event, catalogue: Catalogue) -> None:
    """Show life, ask for what is due, give up what others left; whatever fails, go on."""
    looked = _minute()
    while not ended.wait(BEAT_SECONDS):
        try:
            _beat(name)
            looked = _look(looked, catalogue)
        except Exception:
            logger.exception("heart missed a beat")


def _beat(name: str) -> None:
    from django.db import close_old_connections
    from django.utils import timezone

    from encours.web.workflow.jobs import identity
    from encours.web.workflow.jobs.models import Beat

    close_old_connections()
    Beat.objects.update_or_create(
        worker=name, defaults={"place": identity.where(), "seen_at": timezone.now()}
    )


def _look(looked: datetime, catalogue: Catalogue) -> datetime:
    """Jobs whose end could not be written, those whose pause is over; and each minute, the schedule since the last
    look, what happened without a job, the jobs of workers that fell silent, and those the queue lost."""
    from encours.web.workflow.jobs import asking, chain, doing, recovery, schedule

    doing.write_ends()
    asking.wake()
    now = _minute()
    if looked == now:
        return looked
    minute = max(looked, now - MISSED)
    while minute < now:
        minute += timedelta(minutes=1)
        schedule.ask_due(catalogue, minute)
    recovery.give_up_lost(catalogue)
    chain.notice(catalogue)
    _tell_again()
    return now


def _tell_again() -> None:
    """Jobs the queue lost. One that is no database any more is made again by the worker's next life."""
    from encours.web.workflow.jobs import recovery

    try:
        recovery.tell_again()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        logger.critical("queue is damaged: starting again")
        logging.shutdown()
        os._exit(1)


def _minute() -> datetime:
    from django.utils import timezone

    return timezone.now().replace(second=0, microsecond=0)


if __name__ == "__main__":
    main()
