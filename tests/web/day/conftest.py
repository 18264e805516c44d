"""A small book of late customers, and people who follow a part of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from encours.book.home import Home
from tests.book.small_books import imported
from tests.web.records.followers import collector, ledger, manager

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["collector", "ledger", "manager"]


def tables(today: date) -> dict[str, str]:
    """Due thirty, twenty, ten days ago; promised for today, on hold, of another collector."""

    def ago(days: int) -> str:
        return (today - timedelta(days=days)).isoformat()

    return {
        "entities": "entity,name,country,currency\nF1,Une,FR,EUR",
        "customers": """
            entity,customer,name,portfolio,collector,phone,email
            F1,A/1 é,Élan <script>alert(1)</script>,P1,Inès Garnier,01,
            F1,B,Bocage,P1,Inès Garnier,02,
            F1,C,Carrosserie,P1,Inès Garnier,03,
            F1,E,Emballages,P1,Inès Garnier,04,
            F1,Z,Zinguerie secrète,P9,Karim Belhadj,05,
            """,
        "items": "entity,customer,item,kind,posting_date,issue_date,due_date,currency,amount\n"
        + "\n".join(
            f"F1,{customer},{item},invoice,{ago(90)},{ago(90)},{ago(days)},EUR,{amount}"
            for customer, item, days, amount in (
                ("A/1 é", "I1", 30, 1000),
                ("B", "I2", 20, 700),
                ("C", "I3", 10, 300),
                ("E", "I4", 30, 900),
                ("Z", "I9", 30, 5000),
            )
        )
        + f"\nF1,A/1 é,P1,payment,{ago(1)},{ago(1)},{ago(1)},EUR,-10",
        "promises": f"""
            promise,entity,customer,item,made_on,due_on,amount,currency
            K1,F1,B,I2,{ago(9)},{ago(0)},700,EUR
            """,
        "holds": f"""
            hold,entity,customer,item,reason,from_date,until_date
            H1,F1,E,,Avoir attendu,{ago(5)},
            """,
    }


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("day")
    report = imported(Home(home), **tables(date.today()))  # noqa: DTZ011 - today where the test is
    assert not report.refused, report.problems
    return home


@pytest.fixture
def karim(ledger: Path, client_of: Callable[..., Client]) -> Client:
    """Karim, who sees everything and follows another portfolio."""
    return client_of("collector", name="Karim Belhadj")
