"""A database whose disk takes no more: what reads it goes on, what writes fails as the database does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from unittest.mock import patch

WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def full_disk() -> Iterator[None]:
    """For the time of the block nothing is written."""
    from django.db import OperationalError, connection

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    # Outside of the tests there is no transaction around all that is asked, which a failure would spoil.
    unspoilt = patch("django.db.transaction.mark_for_rollback_on_error", lambda using=None: nullcontext())
    with connection.execute_wrapper(refuse), unspoilt:
        yield
