"""What pages are made of: cards, forms, deeds, addresses that keep the scope, blocks written once and shown twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
HEAD = ("crumbs", "title", "heading", "lead", "actions", "head")  # blocks


@register.simple_tag(takes_context=True)
def content_of(context: template.Context, name: str) -> SafeString:
    """What the page wrote in its block of that name, "" when it has none: a title is written once, shown twice."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return mark_safe(block.nodelist.render(context).strip()) if block else SafeString()


@register.inclusion_tag("shell/page_head.html", takes_context=True)
def page_head(context: template.Context) -> dict[str, SafeString]:
    """The head of a page, from the blocks of `shell/page.html`."""
    return {name: content_of(context, name) for name in HEAD}


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
    parts = {"title": title, "sub": sub, "more": more, "href": href, "id": id, "flush": flush}
    return render_to_string("shell/card.html", {**parts, "content": content})


@register.simple_block_tag(takes_context=True)
def form(
    context: template.Context,
    content: str,
    submit: str,
    action: str | None = None,
    cancel: str = "",
    icon: str = "",
    css: str = "form",
    tone: str = "primary",
    id: str = "",
    **pairs: Any,
) -> SafeString:
    """A form that is posted, to this page unless `action` says where: `{% form _("Save") act="rule" %}…{% endform %}`.

    `pairs` are hidden in it; `cancel` is the address one leaves it by. Without a word to `submit` it by, its content
    has the buttons.
    """
    parts = {"submit": submit, "cancel": cancel, "icon": icon, "css": css, "tone": tone, "id": id}
    return render_to_string(
        "shell/form.html", {**parts, **_posted(context, action, pairs), "content": content}
    )


@register.simple_block_tag(takes_context=True)
def deed(
    context: template.Context,
    content: str,
    title: str,
    action: str,
    confirm: str = "",
    icon: str = "",
    danger: bool = False,
    slim: bool = False,
    open: bool = False,
    **pairs: Any,
) -> SafeString:
    """What is done after one more click: `{% deed _("Remove") url danger=True %}<p class="hint">…</p>{% enddeed %}`.

    `confirm` is the word of the second button, the title unless given; `slim` is a line at the foot of a page.
    """
    parts = {"title": title, "confirm": confirm or title, "icon": icon, "danger": danger, "slim": slim}
    return render_to_string(
        "shell/deed.html", {**parts, **_posted(context, action, pairs), "open": open, "content": content}
    )


@register.inclusion_tag("shell/post_button.html", takes_context=True)
def post_button(
    context: template.Context,
    action: str | None,
    label: str = "",
    icon: str = "",
    css: str = "btn",
    called: str = "",
    **pairs: Any,
) -> dict[str, Any]:
    """A button that posts: `{% post_button url _("Put back") icon="undo-2" version=one.pk %}`; `None`: to this page.

    `called` is its name where its label does not tell it from others.
    """
    return {"label": label, "icon": icon, "css": css, "called": called, **_posted(context, action, pairs)}


@register.simple_tag
def hidden(pairs: Iterable[tuple[str, Any]]) -> SafeString:
    """Fields a form carries along unseen."""
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.simple_tag
def options(pairs: Iterable[tuple[Any, Any]], chosen: Any = None) -> SafeString:
    """The choices of a list, (value, label) each, with that one chosen."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, " selected" if value == chosen else "", label) for value, label in pairs),
    )


@register.simple_tag(takes_context=True)
def to(context: template.Context, name: str, *arguments: Any, **more: str) -> str:
    """The address of a page about the same scope: `{% to "customer" row.entity row.customer tab="receipts" %}`."""
    address: str = context["visit"].url(name, *arguments, **more)
    return address


def _posted(context: template.Context, action: str | None, pairs: dict[str, Any]) -> dict[str, Any]:
    """ValueError for an empty address: `{% url … as … %}` leaves one, without a word, for a page there is not."""
    if action == "":
        raise ValueError("a form is posted to an address that no page has")
    return {"action": action, "pairs": pairs.items(), "csrf_token": context.get("csrf_token")}
