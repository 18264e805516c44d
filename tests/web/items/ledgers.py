"""A ledger with what makes links hard: codes with slashes and commas, three currencies, gaps, credits, disputes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.tables import Table

TABLES = {
    "entities": """
        entity,name,country,currency
        F1,Filiale Une,FR,EUR
        G/2,Branch Two,GB,GBP
        """,
    "customers": """
        entity,customer,name,group,country,zone,portfolio,collector,salesperson
        F1,A/1 é,Élan Métal,Bocage,FR,Ouest,P1,Inès,Paul
        F1,B,Fonderie du Bocage,Bocage,FR,,P2,Karim,Anne
        F1,C,"Lefèvre, Maison",,BE,Ouest,"Nord, Est",Karim,Anne
        F1,D,,,,,,,
        G/2,A/1 é,Elan Metal Ltd,Bocage,GB,Sud,P3,Zoe,Paul
        """,
    "items": """
        entity,customer,item,kind,posting_date,issue_date,due_date,currency,amount,document,reference,doubtful
        F1,A/1 é,VT/1,invoice,2025-01-10,2025-01-10,2025-02-10,EUR,100.50,FA-1001,BC77,
        F1,A/1 é,VT/2,invoice,2025-02-10,2025-02-10,2025-03-12,EUR,200,FA-1002,,
        F1,A/1 é,VT/3,invoice,2025-03-10,2025-03-10,2025-05-01,EUR,300,FA-1003,,
        F1,A/1 é,P1,payment,2025-02-14,2025-02-13,,EUR,-150.50,VIR-1,,
        F1,A/1 é,P2,advance,2025-05-02,2025-05-02,,EUR,-40,VIR-2,,
        F1,B,VT/4,invoice,2025-01-15,2025-01-15,2025-02-14,EUR,500,FA-1004,,
        F1,B,P3,payment,2025-03-01,2025-03-01,,EUR,-620,VIR-3,,
        F1,C,VT/5,invoice,2025-04-01,2025-04-01,2025-05-02,USD,70,FA-2005,,true
        F1,C,N1,credit_note,2025-04-20,2025-04-20,,USD,-7.77,AV-1,,
        F1,D,VT/7,debit_note,2025-02-01,2025-02-01,2025-04-01,EUR,12.34,,,
        G/2,A/1 é,"I,6",invoice,2025-04-05,2025-04-05,2025-04-02,GBP,80.01,FA-1001,,
        """,
    "allocations": """
        entity,debit_item,credit_item,date,amount,matching_ref
        F1,VT/1,P1,2025-02-20,100.50,AA
        F1,VT/2,P1,2025-02-20,50,AA
        F1,VT/4,P3,2025-03-02,400,BA
        F1,VT/2,P3,2025-03-02,20,BB
        """,
    "disputes": """
        dispute,entity,customer,item,cause,amount,opened_on,closed_on,outcome,owner
        D1,F1,A/1 é,VT/3,Prix,50,2025-04-10,,,Théo
        """,
    "rates": """
        date,currency,rate
        2025-01-01,USD,1.0857
        2025-04-15,USD,1.1371
        2025-01-01,GBP,0.8357
        """,
}
DAY = "2025-05-02"  # the newest data, too


def address(path: str, **more: Any) -> str:
    return f"{path}?{urlencode(more, doseq=True)}" if more else path


def rows_of(client: Client, url: str) -> Table:
    """The table of the rows an address leads to."""
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    found: Table = response.context["table"]
    assert found.key == "items", url
    return found


def sum_of(client: Client, url: str) -> Decimal:
    """What the rows an address leads to say they add up to; those of the page do, when they all are on it."""
    table = rows_of(client, url)
    (figure,) = table.totals
    total = Decimal(table.totals[figure])
    if table.count == len(table.rows):
        assert abs(sum(Decimal(row[figure]) for row in table.rows) - total) <= Decimal("0.005"), url
    return total
