"""Places on these pages that another part of the product fills when it is there."""

from __future__ import annotations

from functools import lru_cache

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch

from encours.api.asked import escaped
from encours.web.visit.visit import Visit

PICKER = "saved/picker.html"


@lru_cache(maxsize=1)
def saved_views() -> str:
    """The template of saved views, or nothing."""
    try:
        get_template(PICKER)
    except TemplateDoesNotExist:
        return ""
    return PICKER


def customer_url(visit: Visit, entity: str, customer: str) -> str:
    """The page of a customer, or else its open items."""
    try:
        return visit.url("customer", entity, customer)
    except NoReverseMatch:
        return visit.rows_url("net", [f"entity={escaped(entity)}", f"customer={escaped(customer)}"])
