"""Run apart: people adding to the trail of one database at the same moment, then tampering with it by SQL."""

from __future__ import annotations

import threading

TOGETHER, EACH = 4, 20


def main() -> None:
    """Print how many records there are, the verdict, and what the database says to who changes one."""
    from encours.web.serving.prepare import ready

    ready()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    threads = [threading.Thread(target=_add) for _number in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    from encours.web.workflow.trail.chain import check, last

    print(last(), check())
    for statement in ("UPDATE audit_event SET ip = 'x' WHERE number = 3", "DELETE FROM audit_event"):
        print(_refused(statement))


def _add() -> None:
    from django.db import connection

    from encours.web.workflow.acts import Act
    from encours.web.workflow.trail.record import record

    for number in range(EACH):
        record(None, Act("counted"), f"row {number}")
    connection.close()


def _refused(statement: str) -> str:
    from django.db import DatabaseError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return str(error).splitlines()[0]
    return "done"


if __name__ == "__main__":
    main()
