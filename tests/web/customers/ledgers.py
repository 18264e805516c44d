"""Two entities that share customer codes, hostile names, a family, a limit, work done and disputes."""

from __future__ import annotations

from urllib.parse import quote, urlencode

TABLES = {
    "entities": """
        entity,name,country,currency
        F1,Filiale Une,FR,EUR
        G2,Branch Two,GB,GBP
        """,
    "customers": """
        entity,customer,name,siren,group,country,category,portfolio,collector,salesperson,email,phone
        F1,A/1 é,Élan <script>alert(1)</script>,123456789,Bocage,FR,Key,P1,Inès,Paul,"a@elan.example",+33 1
        F1,B,Fonderie du Bocage,987654321,Bocage,FR,Small,P2,Karim,Anne,,
        F1,C,"Lefèvre, Maison",,,BE,Small,P2,Karim,Anne,,
        G2,B,Other Ltd,123456789,,GB,Key,P1,Zoe,Paul,,
        """,
    "items": """
        entity,customer,item,kind,posting_date,issue_date,due_date,currency,amount,document,reminder_status
        F1,A/1 é,VT/1,invoice,2025-01-10,2025-01-10,2025-02-10,EUR,100.50,FA-1001,
        F1,A/1 é,VT/2,invoice,2025-02-10,2025-02-10,2025-03-12,EUR,200,FA-1002,Level 1
        F1,A/1 é,VT/3,invoice,2025-03-10,2025-03-10,2025-05-01,EUR,300,FA-1003,
        F1,A/1 é,VT/8,invoice,2025-04-28,2025-04-28,2025-06-30,EUR,50,FA-1008,
        F1,A/1 é,P1,payment,2025-02-14,2025-02-13,,EUR,-150.50,VIR-1,
        F1,A/1 é,P2,advance,2025-05-02,2025-05-02,,EUR,-40,VIR-2,
        F1,A/1 é,N1,credit_note,2025-04-20,2025-04-20,,EUR,-7.77,AV-1,
        F1,B,VT/4,invoice,2025-01-15,2025-01-15,2025-02-14,EUR,500,FA-1004,
        F1,C,VT/5,invoice,2025-04-01,2025-04-01,2025-05-02,USD,70,FA-2005,
        G2,B,I6,invoice,2025-04-05,2025-04-05,2025-04-10,GBP,80.01,FA-1001,
        """,
    "allocations": """
        entity,debit_item,credit_item,date,amount,matching_ref
        F1,VT/1,P1,2025-02-20,100.50,AA
        F1,VT/2,P1,2025-02-20,50,AA
        """,
    "disputes": """
        dispute,entity,customer,item,cause,amount,opened_on,closed_on
        D0,F1,A/1 é,VT/2,Quantité,,2025-03-01,2025-03-20
        D1,F1,A/1 é,VT/3,Prix,50,2025-04-10,
        """,
    "promises": """
        promise,entity,customer,item,made_on,due_on,amount,collector,cancelled_on
        PR1,F1,A/1 é,VT/2,2025-04-15,2025-04-26,150,Inès,
        """,
    "actions": """
        action,entity,customer,item,kind,level,channel,done_at,author,outcome
        AC1,F1,A/1 é,VT/2,call,2,phone,2025-04-14T22:30:00,Inès,Promise
        """,
    "limits": """
        entity,customer,from_date,amount,overrun
        F1,A/1 é,2025-01-01,400,blocking
        F1,B,2025-01-01,1000,allowed
        """,
    "rates": """
        date,currency,rate
        2025-01-01,USD,1.0857
        2025-01-01,GBP,0.8357
        """,
}
DAY = "2025-05-02"  # the newest data, too
CODE = "A~2F1%20%C3%A9"  # A/1 é, as an address says it
ELAN, BOCAGE, OTHER = f"/clients/F1/{CODE}/", "/clients/F1/B/", "/clients/G2/B/"
TABS = (
    "open",
    "receipts",
    "credits",
    "allocations",
    "follow-up",
    "indicators",
    "group",
    "profile",
    "timeline",
)


def address(path: str, **more: str) -> str:
    return f"{path}?{urlencode(more, quote_via=quote)}" if more else path
