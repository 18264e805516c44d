"""Addresses of the rows behind what an import changed; none while those pages are not served."""

from __future__ import annotations

from django.urls import NoReverseMatch

from encours.web.visit.visit import Visit


def item_url(visit: Visit, entity: str, item: str) -> str:
    try:
        return visit.url("item", entity, item)
    except NoReverseMatch:
        return ""


def rows_url(visit: Visit, currency: str, day: str, version: int) -> str:
    """The open items of one currency on a day, as a version of the book knew them; none before the first."""
    if not version:
        return ""
    try:
        return visit.rows_url(
            "net", [f"currency={currency}"], date=day, known=str(version), currency=currency
        )
    except NoReverseMatch:
        return ""
