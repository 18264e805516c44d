"""The settings of the causes: adding one, renaming, moving, retiring, placing what imports brought."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from encours.api.disputes import sums
from encours.api.recorded import Sought
from encours.i18n import _
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.visit.visit import Visit, enter
from encours.web.workflow.disputes import causes as kept
from encours.web.workflow.disputes.models import Cause


@require_http_methods(["GET", "POST"])
def causes(request: HttpRequest) -> HttpResponse:
    """The tree, and what disputes hold that it does not know; a cause more when it is sent."""
    visit = enter(request, Right.STEER if request.method == "POST" else Right.SEE_SETTINGS)
    if request.method != "POST":
        return _shown(visit)
    of, typed = kept.tree(), _typed(request)
    code = request.POST.get("code", "").replace("\0", "")
    label = typed["label"] or code
    wrong = kept.faults(of, label, typed["parent"])
    if not wrong and code and code in of.by_code:
        wrong = _("There is a cause of that name already.")
    if wrong:
        return _shown(visit, 400, wrong=wrong, typed=typed, of_code=code)
    one = kept.add(request, visit.person, label, typed["parent"], code)
    messages.success(request, _("Cause added: {0}").format(one.label))
    return redirect(visit.url("dispute_causes"))


@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Another label, another place, retired or offered again."""
    visit = enter(request, Right.STEER)
    one, typed = get_object_or_404(Cause, pk=number), _typed(request)
    seen = request.POST.get("seen", "")
    wrong = kept.faults(kept.tree(), typed["label"], typed["parent"], one)
    if wrong:
        return _shown(visit, 400, wrong=wrong, typed=typed, of_cause=one.pk)
    try:
        kept.change(
            request,
            visit.person,
            one,
            int(seen) if seen.isascii() and seen.isdigit() else 0,
            typed["label"],
            typed["parent"],
            "retired" in request.POST,
        )
    except kept.Stale:
        said = _("This was changed meanwhile: look at it again.")
        return _shown(visit, 409, wrong=said, typed=typed, of_cause=one.pk)
    messages.success(request, _("Cause changed: {0}").format(typed["label"]))
    return redirect(visit.url("dispute_causes"))


def _typed(request: HttpRequest) -> dict[str, Any]:
    number = request.POST.get("parent", "")
    parent = (
        Cause.objects.filter(pk=int(number[:9])).first() if number.isascii() and number.isdigit() else None
    )
    label = " ".join(request.POST.get("label", "").replace("\0", "").split())
    return {"label": label, "parent": parent}


def _shown(visit: Visit, status: int = 200, **more: Any) -> HttpResponse:
    of = kept.tree()
    held = _counts(visit)
    said = {
        "visit": visit,
        "current": "dispute_causes",
        "nodes": [
            (one, depth, typography.count(held.get(one.code, 0)), visit.url("change_dispute_cause", one.pk))
            for one, depth in of.ordered()
        ],
        "unknown": [
            (cause, typography.count(held[cause])) for cause in sorted(held) if cause not in of.by_code
        ],
        "parents": [(one.pk, "– " * depth + one.label) for one, depth in of.ordered()],
        "writes": visit.may(Right.STEER),
        "here": visit.url("dispute_causes"),
    }
    return render(visit.request, "disputes/causes.html", said | more, status=status)


def _counts(visit: Visit) -> dict[str, int]:
    """How many disputes hold each cause, whatever their currency, as far as the person sees them."""
    found: dict[str, int] = {}
    for row in sums(visit.allowed, Sought(visit.allowed.data_date, visit.until), ("cause",)):
        if row["cause"]:
            found[row["cause"]] = found.get(row["cause"], 0) + row["count"]
    return found
