"""A small book of actions, and people who follow a part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from encours.book.home import Home
from tests.book.small_books import imported
from tests.web.promises.ledgers import TABLES
from tests.web.records.followers import collector, ledger, manager

__all__ = ["collector", "ledger", "manager"]

ACTIONS = """
    action,entity,customer,item,kind,level,channel,done_at,minutes,author,outcome,note,next_step,next_on
    T1,F1,A/1 é,VT/2,reminder,2,email,2026-03-02T08:00:00,,,,,,
    T2,F1,A/1 é,,call,,phone,2026-03-05T10:00:17,4.4,Ines,promised,Said <b>soon</b>,Check it,2026-03-11
    T3,F1,B,,call,,phone,2026-03-09T09:00:00,2,Karim,Parti en congé,,,
    T4,F1,Z,VT/9,visit,,meeting,2026-03-09T09:00:00,30,Karim,reached,SECRET,,
"""


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("actions")
    imported(Home(home), **{**TABLES, "actions": ACTIONS})
    return home
