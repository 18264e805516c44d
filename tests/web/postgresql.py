"""A PostgreSQL server of the tests' own: real, private, gone at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from urllib.parse import quote

import pytest

from benchmarks.server import PORT, programs, running

MEMORY = 256 << 20
_numbers = count(1)


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A server, or a skipped test that says why there is none."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    if programs() is None:
        pytest.skip("PostgreSQL's server programs are not installed (apt-get install postgresql)")
    with running(MEMORY) as connection:
        yield PostgreSQL(connection)


class PostgreSQL:
    """The running server; each database of it is new and empty."""

    def __init__(self, connection: object) -> None:
        self._connection = connection

    def database(self) -> str:
        """The address of a new database, as DATABASE_URL takes it."""
        name = f"encours{next(_numbers)}"
        self._connection.execute(f"CREATE DATABASE {name}")  # type: ignore[attr-defined]
        folder = self._connection.info.host  # type: ignore[attr-defined]
        return f"postgresql://bench@{quote(folder, safe='')}:{PORT}/{name}"
