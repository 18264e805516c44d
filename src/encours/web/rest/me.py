"""Who calls."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from encours.i18n import mark
from encours.web.rest.caller import Caller, refuse_unknown
from encours.web.rest.exact import answer
from encours.web.rest.schemas import Me, Problem
from encours.web.workflow.keys.models import LABELS

router = Router(tags=["me"])


@router.get(
    "/me",
    operation_id="get_me",
    response={200: Me, 401: Problem, 422: Problem, 429: Problem},
    summary=mark("Who calls, and what is open"),
)
def me(request: HttpRequest) -> HttpResponse:
    """The person, what they may ask by this key, and the part of the book it is about."""
    refuse_unknown(request)
    caller: Caller = request.auth
    return answer(
        {
            "email": caller.person.email,
            "role": caller.person.role,
            "scopes": [str(scope) for scope in LABELS if caller.may(scope)],
            "perimeter": caller.conditions,
            "key": caller.key.prefix if caller.key else None,
            "expires_on": caller.key.expires_on if caller.key else None,
        }
    )
