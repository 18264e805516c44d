"""Run apart: several people start on one customer, and decide about one, in one database at the same moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from encours.web.access.roles import Role

TOGETHER, ROUNDS = 8, 5


def main() -> None:
    """Print how many of each were let through, over some rounds."""
    from encours.web.serving.prepare import ready

    ready()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from encours.web.workflow.day.leases import Taken, take
    from encours.web.workflow.day.models import Kind, Lease, Step
    from encours.web.workflow.day.steps import Moved, decide
    from encours.web.workflow.people.creating import create

    people = [create(f"p{n}@example.test", f"P{n}", Role.COLLECTOR) for n in range(TOGETHER)]
    for number in range(ROUNDS):
        account = ("F1", f"C{number}")
        found = _at_once([_tried(lambda one=one, of=account: take(one, of), Taken, Moved) for one in people])
        print("started", found["done"], "told", found["Taken"], "leases", Lease.objects.count() - number)
    for number in range(ROUNDS):
        account = ("F1", f"D{number}")
        acts = [
            _tried(lambda one=one, of=account: decide(None, one, of, Kind.DONE, 0), Taken, Moved)
            for one in people
        ]
        found = _at_once(acts)
        print(
            "decided",
            found["done"],
            "told",
            found["Taken"] + found["Moved"],
            "steps",
            Step.objects.count() - number,
        )


def _tried(act: Callable[[], object], *refusals: type[Exception]) -> Callable[[], str]:
    def tried() -> str:
        try:
            act()
        except refusals as refused:
            return type(refused).__name__
        return "done"

    return tried


def _at_once(acts: list[Callable[[], str]]) -> Counter[str]:
    gate = Barrier(len(acts))

    def begun(act: Callable[[], str]) -> str:
        from django.db import connection

        gate.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(pool.map(begun, acts))


if __name__ == "__main__":
    main()
