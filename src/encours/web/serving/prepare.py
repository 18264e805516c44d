"""Before serving: the workflow database brought up to date, assets built, the first administrator let in."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from encours.errors import EncoursError
from encours.web import own_files, place
from encours.web.tether import tether


def main() -> None:
    """Prepare the data folder of the environment; the address of the cockpit is the one argument."""
    tether(int(os.environ["ENCOURS_SUPERVISOR"]))
    try:
        prepare(sys.argv[1])
    except EncoursError as error:
        sys.exit(f"encours: {error}")


def prepare(address: str) -> None:
    """Migrate and build; while nobody can sign in, say once how the first administrator does."""
    ready()
    from django.core.management import call_command

    from encours.web.people.first import token_link
    from encours.web.shell import assets

    with alone("prepare.lock"):
        own_files.mend_queue(place.folder())  # before anybody has it open
        call_command("migrate", interactive=False, verbosity=0)
        own_files.close(place.folder())
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
    from django.core.management import call_command

    with alone("prepare.lock"):
        call_command("migrate", interactive=False, verbosity=0)
        own_files.close(place.folder())


@contextmanager
def alone(name: str) -> Iterator[None]:
    """One process at a time, of those that share the data folder."""
    with (place.folder() / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _welcome(link: str) -> str:
    from encours.i18n import _

    return _(
        "Nobody can sign in yet. The first administrator opens this address, which works once: {0}"
    ).format(link)


if __name__ == "__main__":
    main()
