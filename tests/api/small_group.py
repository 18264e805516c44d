"""A small group: two entities, three portfolios, a customer present in both, cross matchings, people's notes."""

from __future__ import annotations

from pathlib import Path

import encours
from encours.api import OpenBook
from encours.book.home import Home
from tests.book.small_books import imported

TABLES = {
    "entities": """
        entity,name,siren,country,currency
        F1,Filiale Une,111111111,FR,EUR
        F2,Filiale Deux,,GB,GBP
        """,
    "customers": """
        entity,customer,name,siren,group,country,portfolio,collector,salesperson,email,phone,tier
        F1,A,Élan Métal,123456789,Bocage,FR,P1,Inès,Paul,compta@elan.example,+33 1,gold
        F1,B,Fonderie du Bocage,,Bocage,FR,P2,Karim,Anne,,,
        F1,C,Maison Lefèvre,,,FR,"Nord, Est",Karim,Anne,,,
        F2,A,Elan Metal Ltd,123456789,,GB,P3,Zoe,Paul,,,
        """,
    "items": """
        entity,customer,item,kind,posting_date,issue_date,due_date,currency,amount,document,reference,salesperson,doubtful
        F1,A,I1,invoice,2025-01-10,2025-01-10,2025-02-10,EUR,100.50,FA-1001,BC77,,
        F1,A,I2,invoice,2025-02-10,2025-02-10,2025-03-12,EUR,200,FA-1002,,Anne,
        F1,A,I3,invoice,2025-03-10,2025-03-10,2025-04-09,EUR,300,FA-1003,,,
        F1,A,P1,payment,2025-02-14,2025-02-13,,EUR,-150.50,VIR-1,,,
        F1,A,P2,advance,2025-05-02,2025-05-02,,EUR,-40,VIR-2,,,
        F1,A,N1,credit_note,2025-03-20,2025-03-20,,EUR,-30,AV-1,,,
        F1,B,I4,invoice,2025-01-15,2025-01-15,2025-02-14,EUR,500,FA-1004,,,
        F1,B,P3,payment,2025-03-01,2025-03-01,,EUR,-520,VIR-3,,,
        F1,C,I5,invoice,2025-04-01,2025-04-01,2025-05-01,USD,70,FA-2005,,,true
        F2,A,I6,invoice,2025-04-05,2025-04-05,2025-05-05,GBP,80,FA-1001,,,
        """,
    "allocations": """
        entity,debit_item,credit_item,date,amount,matching_ref
        F1,I1,P1,2025-02-20,100.50,AA
        F1,I2,P1,2025-02-20,50,AA
        F1,I3,N1,2025-04-15,30,AB
        F1,I4,P3,2025-03-02,500,BA
        F1,I2,P3,2025-03-02,20,BB
        """,
    "disputes": """
        dispute,entity,customer,item,cause,amount,opened_on,closed_on,outcome,owner
        D1,F1,A,I3,Prix,50,2025-04-10,2025-05-10,Avoir,Théo
        D2,F1,C,I5,Qualité,,2025-05-01,,,
        D3,F1,B,,Livraison,10,2025-05-01,,,
        """,
    "promises": """
        promise,entity,customer,item,made_on,due_on,amount,currency,collector,cancelled_on
        R1,F1,A,I2,2025-04-01,2025-04-15,130,,Inès,2025-04-20
        R2,F1,A,,2025-05-01,2025-05-15,300,EUR,Inès,
        R3,F1,B,,2025-05-01,2025-05-15,1,EUR,Karim,
        """,
    "actions": """
        action,entity,customer,item,kind,level,channel,automatic,done_at,minutes,author,outcome
        T1,F1,A,I2,reminder,1,email,true,2025-04-02T08:00:00,,,
        T2,F1,A,,call,,phone,false,2025-04-30T23:30:00,4.5,Inès,Promesse
        T3,F1,C,,call,,phone,false,2025-04-30T10:00:00,2,Karim,
        """,
    "limits": """
        entity,customer,from_date,to_date,amount,currency,overrun,decided_by
        F1,A,2025-01-01,2025-03-31,1000,,allowed,Maud
        F1,A,2025-04-01,,2000,EUR,blocking,Maud
        F2,A,2025-02-01,2025-02-28,50,,,
        """,
}


def group(where: Path) -> OpenBook:
    """The book of the group, open."""
    imported(Home(where), **TABLES)
    return encours.open(where)
