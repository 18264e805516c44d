"""Statements made by hand, and how their documents are read."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from encours.reports.statement.content import Line, Part, Statement
from encours.reports.statement.letterhead import Letterhead

DAY = date(2026, 10, 31)
BUCKETS = ("not_due", "1-30", "31+")
LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#24c"/></svg>"""
HEAD = Letterhead(
    name="Menuiseries du Bocage SAS",
    address="12 rue des Ateliers\n69003 Lyon",
    logo=LOGO,
    logo_kind="svg",
    iban="FR7630006000011234567890189",
    bic="AGRIFRPP",
    bank="Banque du Bocage",
    legal="RCS Lyon 123 456 789",
)


def line(number: int, amount: str, kind: str = "invoice", late: int = 0, **more: Any) -> Line:
    """An item that is so many days late; a credit is late by none."""
    due, value = DAY - timedelta(late), Decimal(amount)
    bucket = "" if value < 0 else "not_due" if late <= 0 else "1-30" if late <= 30 else "31+"
    said = {"document": f"FA-{number:05}", "reference": "", "issued": due - timedelta(30), **more}
    return Line(
        item=f"I{number}",
        kind=kind,
        due=due,
        amount=value,
        open=value,
        bucket=bucket,
        late=late if late > 0 and value > 0 else None,
        **said,
    )


def part(*lines: Line, currency: str = "EUR") -> Part:
    owed = tuple(one for one in lines if one.open > 0)
    return Part(
        currency,
        owed,
        tuple(one for one in lines if one.open < 0 and one.kind != "payment"),
        tuple(one for one in lines if one.kind == "payment"),
        tuple((name, sum((o.open for o in owed if o.bucket == name), Decimal(0))) for name in BUCKETS),
    )


def statement(
    *parts: Part, head: Letterhead = HEAD, name: str = "Négoce Lammocourt SA", lang: str = "en"
) -> Statement:
    address = ("4 avenue de la Gare", "1000 Bruxelles, BE")
    return Statement(head, "FR01", "C10078", name, address, DAY, lang, parts)


def pages(document: bytes) -> list[str]:
    """The text of each page of a PDF."""
    import pypdf

    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(document)).pages]
