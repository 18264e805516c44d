"""A small ledger where something is to be told of each kind, with the first day it is and the last day it is not."""

from __future__ import annotations

from datetime import date, timedelta

PAID_ON_THE_DAY = [date(2025, month, 10) for month in range(1, 11)]
PAID_LATE = [date(2026, 3, day) for day in (10, 11, 12)]  # twenty days each


def _invoices() -> tuple[str, str]:
    items, matched = "", ""
    for number, due in enumerate([*PAID_ON_THE_DAY, *PAID_LATE]):
        paid = due + timedelta(days=20 if due in PAID_LATE else 0)
        items += f"F1,B,B{number},invoice,{due - timedelta(30)},{due},EUR,10,\n"
        items += f"F1,B,P{number},payment,{paid},,EUR,-10,\n"
        matched += f"F1,B{number},P{number},{paid},10\n"
    return items, matched


_ITEMS, _MATCHED = _invoices()
TABLES = {
    "entities": "entity,name,country,currency\nF1,Filiale Une,FR,EUR",
    "customers": (
        "entity,customer,name,country,portfolio,collector\n"
        "F1,A,Aubier,FR,P1,Inès\nF1,B,Bocage,DE,P2,Karim\nF1,C,Cordier,FR,P2,Karim"
    ),
    "items": (
        "entity,customer,item,kind,posting_date,due_date,currency,amount,document\n"
        "F1,A,I1,invoice,2026-01-05,2026-02-04,EUR,1000,FA-1\n"
        "F1,A,I2,invoice,2026-02-10,2026-03-01,EUR,0.01,FA-2\n"
        "F1,C,I3,invoice,2026-01-05,2026-02-04,USD,500,FA-3\n"
        f"F1,C,I4,invoice,2026-04-30,2026-05-30,EUR,50,FA-4\n{_ITEMS}"
    ),
    "allocations": f"entity,debit_item,credit_item,date,amount\n{_MATCHED}",
    "limits": (
        "entity,customer,from_date,to_date,amount,currency\n"
        "F1,A,2026-01-01,2026-03-31,1000,EUR\nF1,C,2026-01-01,,399.99,EUR"
    ),
    "promises": (
        "promise,entity,customer,item,made_on,due_on,amount,currency,collector\n"
        "K1,F1,C,I3,2026-03-01,2026-03-10,300,USD,Karim"
    ),
    "disputes": (
        "dispute,entity,customer,item,cause,opened_on,closed_on,owner,answer_by\n"
        "D1,F1,C,I3,Price,2026-02-01,2026-03-05,Théo,2026-02-20"
    ),
    "rates": "date,currency,rate\n2026-01-01,USD,1.25\n2026-02-01,USD,1.2",
}
NEWEST = date(2026, 4, 30)
