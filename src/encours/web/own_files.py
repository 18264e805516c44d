"""What the web keeps beside the book: whether its files are what was written, and what of them can be made again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from encours.book.damage import Fault
from encours.book.home import closed
from encours.book.repairing import set_aside
from encours.errors import Damaged
from encours.said import _

QUEUE, DATABASE, SECRET, SUM = "queue.sqlite3", "cockpit.sqlite3", "secret", "secret.sum"
BEGUN = "begun"  # people have worked here: the database is there, or lost
BESIDE = ("", "-wal", "-shm", "-journal")


def look(home: Path) -> list[Fault]:
    """What is damaged. A figure changed within a row of the database is not seen here: see docs/security.md."""
    return list(_found(home / "web"))


def _found(web: Path) -> Iterator[Fault]:
    if not (web / QUEUE).is_dir() and not _sound(web / QUEUE):
        message = _("{0} is damaged: it is made again by encours repair, no job is lost")
        yield Fault(f"web/{QUEUE}", message.format(f"web/{QUEUE}"))
    if lost(web) or not _sound(web / DATABASE) or _empty(web / DATABASE):
        yield Fault(f"web/{DATABASE}", database_sentence(web))
    for path in (web / QUEUE, web / SECRET, web / SUM):
        if path.is_dir():
            message = _("{0} is a folder, and should be a file: encours repair sets it aside")
            yield Fault(f"web/{path.name}", message.format(f"web/{path.name}"))
    if any(path.is_dir() for path in (web / SECRET, web / SUM)):
        return
    if (web / SECRET).exists() and not _text(web / SECRET).strip():
        message = _(
            "{0} is empty: another is drawn by encours repair; people sign in again, with new second factors"
        )
        yield Fault(f"web/{SECRET}", message.format(f"web/{SECRET}"))
    elif (web / SECRET).exists() and (web / SUM).exists() and _text(web / SUM) != sum_of(web / SECRET):
        message = _(
            "{0} is not what was noted of it when it was drawn. Put it back from a backup made with --with-secret; or "
            "keep it, with encours repair: people sign in again, with new second factors"
        )
        yield Fault(f"web/{SECRET}", message.format(f"web/{SECRET}"))


def lost(web: Path) -> bool:
    """Whether the workflow database, a file of this folder, was there once and is there no more."""
    return not os.environ.get("DATABASE_URL") and (web / BEGUN).exists() and not _has_tables(web / DATABASE)


def database_sentence(web: Path) -> str:
    """What is to be done about a workflow database that is lost or damaged."""
    if not lost(web):
        return _("{0} is damaged: what people recorded. Restore a backup: encours restore").format(
            f"web/{DATABASE}"
        )
    message = _(
        "{0} is lost: accounts, what people recorded, the company's choices and the audit trail. Restore a backup "
        "(encours restore). To begin without any of it, remove {1}"
    )
    return message.format(f"web/{DATABASE}", f"web/{BEGUN}")


def refuse_lost(web: Path) -> None:
    """Raise Damaged rather than begin anew, as if nobody had worked here."""
    if lost(web) or not _sound(web / DATABASE):
        raise Damaged(database_sentence(web))


def unreachable(error: Exception) -> str:
    """What is said of a workflow database that does not answer, or takes nothing."""
    message = _("What people recorded cannot be read or written: {0}. See what can be done: encours repair")
    return str(message.format(str(error).strip().splitlines()[0]))


def begin(web: Path) -> None:
    """From now on the database of this folder is missed when it is not there."""
    (web / BEGUN).touch(mode=0o600)


def mend(home: Path) -> list[str]:
    """Make again what can be; what was done."""
    web, done = home / "web", list[str]()
    done += set_aside(home, (path for path in (web / QUEUE, web / SECRET, web / SUM) if path.is_dir()))
    if mend_queue(web):
        done.append(_("{0} is made again.").format(f"web/{QUEUE}"))
    if (web / SECRET).exists() and not _text(web / SECRET).strip():
        for name in (SECRET, SUM):
            (web / name).unlink(missing_ok=True)
        done.append(_("{0} was empty: another is drawn at the next start.").format(f"web/{SECRET}"))
    elif (web / SECRET).exists() and (web / SUM).exists() and _text(web / SUM) != sum_of(web / SECRET):
        (web / SUM).write_text(sum_of(web / SECRET), encoding="ascii")
        message = _("{0} is kept as it is: people sign in again, with new second factors.")
        done.append(message.format(f"web/{SECRET}"))
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


def _has_tables(path: Path) -> bool:
    """Whether a file holds tables; one that cannot be read is damaged, which is told apart."""
    if not path.exists() or _empty(path):
        return False
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", timeout=20, uri=True)) as database:
            return bool(database.execute("PRAGMA schema_version").fetchone() != (0,))
    except sqlite3.DatabaseError:
        return True


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
