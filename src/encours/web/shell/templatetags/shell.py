"""Cards, addresses that keep the scope, and what is left of a form's query."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag(takes_context=True)
def card(
    context: template.Context,
    content: str,
    title: str,
    sub: str = "",
    more: str = "",
    href: str = "",
    id: str = "",
    flush: bool = False,
) -> SafeString:
    """A titled card: `{% card "DSO" more="Detail" href=url %}…{% endcard %}`; `flush` for tables to its edges."""
    said = {"title": title, "sub": sub, "more": more, "href": href, "id": id, "flush": flush}
    return render_to_string("shell/card.html", {**said, "content": content})


@register.simple_tag(takes_context=True)
def to(context: template.Context, name: str, *arguments: Any, **more: str) -> str:
    """The address of a page about the same scope: `{% to "customer" row.entity row.customer tab="receipts" %}`."""
    found: str = context["visit"].url(name, *arguments, **more)
    return found
