"""`{% picked as choice %}`: the views of the page, for the menu above its table."""

from __future__ import annotations

from django import template

from encours.web.saved import picking

register = template.Library()


@register.simple_tag(takes_context=True)
def picked(context: template.Context) -> picking.Picked | None:
    """What the menu shows; None where there is none, as in a table drawn on no page."""
    request = context.get("request")
    return picking.picked(request) if request is not None else None
