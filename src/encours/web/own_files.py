"""What the web keeps beside the book: whether its files are what was written, and what of them can be made again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from encours.book.damage import Fault
from encours.book.home import closed
from encours.said import _

QUEUE, DATABASE, SECRET, SUM = "queue.sqlite3", "cockpit.sqlite3", "secret", "secret.sum"
BESIDE = ("", "-wal", "-shm", "-journal")


def look(home: Path) -> list[Fault]:
    """What is damaged. A figure changed within a row of the database is not seen here: see docs/security.md."""
    return list(_found(home / "web"))


def _found(web: Path) -> Iterator[Fault]:
    if not _sound(web / QUEUE):
        message = _("{0} is damaged: it is made again by encours repair, no job is lost")
        yield Fault(f"web/{QUEUE}", message.format(f"web/{QUEUE}"))
    if not _sound(web / DATABASE) or _empty(web / DATABASE):
        message = _("{0} is damaged: what people recorded. Restore a backup: encours restore")
        yield Fault(f"web/{DATABASE}", message.format(f"web/{DATABASE}"))
    if (web / SECRET).exists() and not _text(web / SECRET).strip():
        message = _(
            "{0} is empty: another is drawn by encours repair; people sign in again, with new second factors"
        )
        yield Fault(f"web/{SECRET}", message.format(f"web/{SECRET}"))
    elif (web / SECRET).exists() and (web / SUM).exists() and _text(web / SUM) != sum_of(web / SECRET):
        message = _("{0} is no longer what was drawn. Restore it from a backup made with --with-secret")
        yield Fault(f"web/{SECRET}", message.format(f"web/{SECRET}"))


def mend(home: Path) -> list[str]:
    """Make again what can be; what was done."""
    web, done = home / "web", []
    if mend_queue(web):
        done.append(_("{0} is made again.").format(f"web/{QUEUE}"))
    if (web / SECRET).exists() and not _text(web / SECRET).strip():
        for name in (SECRET, SUM):
            (web / name).unlink(missing_ok=True)
        done.append(_("{0} was empty: another is drawn at the next start.").format(f"web/{SECRET}"))
    for draft in web.glob(".secret-*"):
        draft.unlink()
    return list(map(str, done))


def mend_queue(web: Path) -> bool:
    """Remove a queue that is no database; whether there was one. The jobs stand in the workflow database: the worker is
    told of them again."""
    if _sound(web / QUEUE):
        return False
    for end in BESIDE:
        (web / f"{QUEUE}{end}").unlink(missing_ok=True)
    return True


def close(web: Path) -> None:
    """The folder and the files in it are for this account of the machine alone, whoever made them."""
    for path in (web, *(path for path in web.iterdir() if path.is_file())):
        closed(path)


def sum_of(path: Path) -> str:
    """SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def _sound(path: Path) -> bool:
    """Whether a file is a database whose pages hold together; one that is not there yet is."""
    if not path.exists():
        return True
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", timeout=20, uri=True)) as database:
            return bool(database.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except sqlite3.OperationalError as error:
        return "locked" in str(error) or "unable to open" in str(error)  # in use, or not ours to read
    except sqlite3.DatabaseError:
        return False


def _empty(path: Path) -> bool:
    return path.exists() and not path.stat().st_size


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
