"""The small book the command line is tried on, and how it is called."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from encours.cli import main

# Fixture F1 of the definitions: ten items of three customers; the newest data is of 2 July.
TABLES = {
    "entities": """
        entity,name,currency
        F,Société F,EUR
        """,
    "customers": """
        entity,customer,name,country
        F,A,Alpha,FR
        F,B,"Bêta, fils",BE
        F,C,Gamma,FR
        """,
    "items": """
        entity,customer,item,kind,posting_date,due_date,amount
        F,A,I1,invoice,2025-03-31,2025-05-15,12000
        F,A,I2,invoice,2025-05-10,2025-06-30,6000
        F,A,C3,credit_note,2025-06-05,,-1200
        F,B,I4,invoice,2025-04-15,2025-06-14,24000
        F,B,I5,invoice,2025-02-28,2025-03-30,3600
        F,C,I6,invoice,2025-06-20,2025-08-19,18000
        F,C,I7,invoice,2025-03-20,2025-04-30,9600
        F,C,P8,payment,2025-06-25,,-2000
        F,A,I9,invoice,2025-04-01,2025-05-31,4800
        F,B,I10,invoice,2025-05-31,2025-06-30,2400
        F,A,P1,payment,2025-05-20,,-7000
        F,C,P7,payment,2025-05-05,,-9600
        F,A,P9,payment,2025-05-28,,-4800
        F,B,P10,payment,2025-07-02,,-2400
        """,
    "allocations": """
        entity,debit_item,credit_item,date,amount
        F,I1,P1,2025-05-20,7000
        F,I7,P7,2025-05-05,9600
        F,I9,P9,2025-05-28,4800
        F,I10,P10,2025-07-02,2400
        """,
    "rates": """
        date,currency,rate
        2025-01-02,USD,1.1
        """,
}
DAY = ("--as-of", "2025-06-30")
COMMAND_NAMES = sorted(main.commands)


class Outcome(NamedTuple):
    """What a call gave back."""

    code: int
    out: str
    err: str


Call = Callable[..., Outcome]


def script(*words: str, **environment: str) -> Outcome:
    """`encours` as a program of its own, in an environment without any language but those given."""
    told = ("ENCOURS_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "PYTHONUTF8", "PYTHONIOENCODING")
    kept = {name: value for name, value in os.environ.items() if name not in told}
    done = subprocess.run(
        [sys.executable, "-m", "encours", *words],
        capture_output=True,
        env=kept | environment,
        timeout=300,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def rows_of(outcome: Outcome) -> list[dict[str, Any]]:
    """The array of flat objects, decimals as they are written."""
    assert outcome.code == 0, outcome
    found: list[dict[str, Any]] = json.loads(outcome.out, parse_float=Decimal)
    assert all(not isinstance(value, (dict, list)) for row in found for value in row.values())
    return found
