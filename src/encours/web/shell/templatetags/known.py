"""What the book does not know of the entities a page speaks of: `{% known %}`, above its figures."""

from __future__ import annotations

from typing import Any

from django import template

from encours.api import words
from encours.i18n import _, counted
from encours.web.access.roles import Right
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.chosen import dso_method, on_time_tolerance, window

register = template.Library()
MOST = 5  # entities told one by one


def _few(texts: list[str]) -> list[str]:
    return [
        *texts[:MOST],
        *(
            [counted("{0} other", "{0} others", len(texts) - MOST).format(len(texts) - MOST)]
            if len(texts) > MOST
            else []
        ),
    ]


@register.inclusion_tag("shell/known.html", takes_context=True)
def known(context: template.Context) -> dict[str, Any]:
    """What lacks of each entity for the DSO and the punctuality of the page, and where to bring it."""
    visit: Visit = context["visit"]
    asked = (dso_method(), "dso", f"on_time_rate:{on_time_tolerance()}")
    lacks, none = visit.book.lacking(*asked, dates=[visit.day], window=window())
    rest = [one.entity for one in visit.book.known_since if one.entity not in lacks]
    told = [_("{0}: {1}").format(entity, words.inside(lack)) for entity, lack in sorted(lacks.items())]
    return {
        "told": _few(told),
        "alone": "" if none else ", ".join(_few(rest)),
        "url": visit.url("imports") if visit.may(Right.IMPORT) else "",
        "days_url": visit.url("known_since") if visit.may(Right.SEE_IMPORTS) else "",
    }
