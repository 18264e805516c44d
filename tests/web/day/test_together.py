"""Of several people at one customer at once the database lets one through, and the others are told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.web.day.working_together import ROUNDS, TOGETHER
from tests.web.postgresql import postgresql

EXPECTED = [f"started 1 told {TOGETHER - 1} leases 1"] * ROUNDS + [
    f"decided 1 told {TOGETHER - 1} steps 1"
] * ROUNDS


def together(variables: dict[str, str]) -> list[str]:
    """What the program beside this file prints, on the database of these variables."""
    command = [sys.executable, "-m", "tests.web.day.working_together"]
    environment = {**os.environ, **variables, "PYTHONWARNINGS": "ignore", "ENCOURS_DEBUG": "1"}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return [line for line in ran.stdout.splitlines() if not line.startswith("{")]


def test_one_works_on_a_customer_and_the_others_are_told(tmp_path: Path) -> None:
    assert together({"ENCOURS_HOME": str(tmp_path / "home"), "DATABASE_URL": ""}) == EXPECTED


def test_so_it_is_on_postgresql(tmp_path: Path) -> None:
    with postgresql() as server:
        database = {"DATABASE_URL": server.database(), "ENCOURS_HOME": str(tmp_path / "home")}
        assert together(database) == EXPECTED
