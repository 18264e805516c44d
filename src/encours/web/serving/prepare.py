"""Before serving: the workflow database brought up to date, assets built, the first administrator let in."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError

from encours.errors import EncoursError
from encours.i18n import _
from encours.web import own_files, place
from encours.web.tether import tether


def main() -> None:
    """Prepare the data folder of the environment; the address of the cockpit is the one argument."""
    tether(int(os.environ["ENCOURS_SUPERVISOR"]))
    try:
        prepare(sys.argv[1])
    except EncoursError as error:
        sys.exit(f"encours: {error}")
    except (DatabaseError, OSError) as error:
        sys.exit(f"encours: {own_files.unreachable(error)}")


def prepare(address: str) -> None:
    """Migrate and build; while nobody can sign in, say once how the first administrator does."""
    ready()
    from encours.web.people.first import token_link
    from encours.web.shell import assets

    with alone("prepare.lock"):
        own_files.mend_queue(place.folder())  # before anybody has it open
        _migrate()
        assets.prepare()
        link = token_link(address)
    if link:
        # On the error output, in plain words: logs are kept and shipped, and this opens a door.
        print(_welcome(link), file=sys.stderr, flush=True)


def ready(home: Path | None = None) -> None:
    """The application set up in this process, on a data folder."""
    if home is not None:
        os.environ["ENCOURS_HOME"] = str(home.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encours.web.site.settings")
    import django
    from django.utils import translation

    from encours.i18n import language

    django.setup()
    translation.activate(language())


def enter(home: Path) -> None:
    """The application on a data folder, its database up to date, for a command that works on it."""
    ready(home)
    with alone("prepare.lock"):
        _migrate()


def _migrate() -> None:
    """The database brought up to date; Damaged where it was there once and is lost."""
    from django.core.management import call_command

    own_files.refuse_lost(place.folder())
    call_command("migrate", interactive=False, verbosity=0)
    own_files.begin(place.folder())
    own_files.close(place.folder())


def trail_fault(home: Path) -> str:
    """What the audit trail of a data folder no longer holds, "" when all is there. Nothing is written: a database of an
    older form is looked at once it is brought up to date."""
    ready(home)
    from encours.web.workflow.trail.verdict import verdict

    try:
        return verdict(whole=True).fault
    except (EncoursError, OSError) as error:  # what was noted beside the database
        return str(error)
    except DatabaseError:
        return ""


@contextmanager
def alone(name: str) -> Iterator[None]:
    """One process at a time, of those that share the data folder."""
    with (place.folder() / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _welcome(link: str) -> str:
    return _(
        "Nobody can sign in yet. The first administrator opens this address, which works once: {0}"
    ).format(link)


if __name__ == "__main__":
    main()
