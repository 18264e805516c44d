"""The page of the team, and its objectives."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from encours.cube.periods import month_end
from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.tables import answer
from encours.web.team.aims import aims_table
from encours.web.team.asked import PERIODS, RULES, Asked, asked
from encours.web.team.form import AimForm
from encours.web.team.identity import identity
from encours.web.team.lines import lines_table, ways
from encours.web.visit.visit import Visit, enter
from encours.web.workflow.objectives.kept import aim


@require_GET
def team(request: HttpRequest) -> HttpResponseBase:
    """An agent sees himself; who may see the team, everybody."""
    visit = enter(request, Right.SEE)
    return _page(visit)


@require_POST
def aim_at(request: HttpRequest) -> HttpResponseBase:
    """Set, change or take away an objective of the month."""
    visit = enter(request, Right.STEER)
    form = AimForm(request.POST, visit=visit)
    if not form.is_valid():
        return _page(visit, form, 422)
    by, _colon, value = str(form.cleaned_data["of"]).partition(":")
    place = (month_end(visit.day), str(form.cleaned_data["figure"]), by, value)
    target = form.cleaned_data["target"]
    changed = aim(request, visit.person, place, target)
    said = _("Objective set.") if target is not None else _("Objective taken away.")
    messages.success(request, said if changed else _("Nothing changed."))
    return redirect(visit.url("team"))


def _page(visit: Visit, form: AimForm | None = None, status: int = 200) -> HttpResponseBase:
    of = asked(visit)
    said = {
        "asked": of,
        "since": _since(of),
        "ways": ways(visit, of),
        "identity": identity(of),
        "periods": [(name, _(label)) for name, label in PERIODS.items()],
        "rules": [(name, _(label)) for name, label in RULES.items()],
        "form": (form or AimForm(visit=visit)) if visit.may(Right.STEER) else None,
        "kept": [*visit.scope.pairs, ("by", of.by)],
    }
    return answer(visit.request, "team/team.html", said, lines_table(of), aims_table(visit), status=status)


def _since(of: Asked) -> tuple[int, str]:
    """How much was done after the day of the newest data, which no receipt can follow yet; and where it is listed."""
    visit = of.visit
    days = (visit.until - visit.day).days
    if days <= 0:
        return 0, ""
    over = {"window": f"{days}d"}
    count = visit.show("action_count", where=of.where, as_of=visit.until, **over).value
    return count, visit.rows_url("action_count", of.where, date=visit.until.isoformat(), **over)
