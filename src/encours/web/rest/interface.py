"""The programming interface, version 1: every operation, its document, who may call."""

from __future__ import annotations

from ninja import NinjaAPI

from encours import __version__
from encours.web.rest import (
    actions,
    alerts,
    contacts,
    customers,
    disputes,
    figures,
    holds,
    imports,
    me,
    plans,
    promises,
    statements,
    worklist,
)
from encours.web.rest import rows as listed
from encours.web.rest.exact import ExactParser
from encours.web.rest.methods import by_method
from encours.web.rest.problems import tell
from encours.web.rest.security import Key, Session

# The framework's own addresses, which refuse no method by themselves.
READ = {"openapi-json": ("GET",), "api-root": ("GET",)}
api = NinjaAPI(
    title="Encours",
    version=__version__,
    description="Figures of the receivables and the rows behind them, as the command line asks for them.",
    urls_namespace="rest",
    docs_url=None,
    openapi_url="openapi.json",
    auth=[Key(), Session()],
    parser=ExactParser(),
)
# An address that says more comes before the one it begins with.
PARTS = (
    figures,
    listed,
    statements,
    customers,
    worklist,
    plans,
    promises,
    disputes,
    actions,
    holds,
    contacts,
    alerts,
    imports,
    me,
)
for part in PARTS:
    api.add_router("", part.router)
tell(api)


def addresses() -> tuple[list, str, str]:
    """Its addresses. Each call says who makes it by itself: nobody is sent to the sign-in page."""
    patterns, name, space = api.urls
    for pattern in patterns:
        pattern.callback = by_method(pattern.callback, *READ.get(pattern.name, ()))
    return patterns, name, space
