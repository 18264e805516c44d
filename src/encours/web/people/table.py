"""The people of the company and their rights, as a table; the rights of each role."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from encours.i18n import _
from encours.web.access.perimeter import whole
from encours.web.access.roles import LABELS, RIGHT_LABELS, RIGHTS, Right, Role
from encours.web.people.perimeter import in_words
from encours.web.tables import Column, Frame, Kind, answer, of_rows
from encours.web.visit.reach import reach
from encours.web.visit.visit import Visit, enter
from encours.web.workflow.people.models import Person


@require_GET
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody within reach who has, or had, an account."""
    visit = enter(request, Right.SEE_PEOPLE)
    guarded = set(
        Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values_list(
            "user_id", flat=True
        )
    )
    accounts = reach(visit.person).accounts()
    frame = Frame(
        _("Users and rights"),
        sort="name",
        search=True,
        placeholder=_("Name, address, role…"),
    )
    table = of_rows(request, "people", _columns(visit, guarded), list(accounts.order_by("name")), frame)
    said = {
        "visit": visit,
        "may_write": visit.may(Right.PEOPLE),
        "active": accounts.filter(is_active=True).count(),
        "confined": not whole(visit.person),
    }
    return answer(request, "people/people.html", said, table)


@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """Which role gives which right."""
    visit = enter(request, Right.SEE_PEOPLE)
    lines = [(_(RIGHT_LABELS[right]), [right in RIGHTS[role] for role in Role]) for right in Right]
    heads = [_(LABELS[role]) for role in Role]
    return render(request, "people/roles.html", {"visit": visit, "lines": lines, "heads": heads})


def _columns(visit: Visit, guarded: set[int]) -> list[Column]:
    return [
        Column(
            "name",
            _("Name"),
            Kind.WHO,
            value=str,
            href=lambda row: visit.url("person", row.pk),
            second=lambda row: row.email,
            second_label=_("E-mail address"),
        ),
        Column("role", _("Role"), Kind.TAG, value=lambda row: row.role_label),
        Column("perimeter", _("Perimeter"), value=in_words),
        Column("factor", _("Second factor"), Kind.FLAG, value=lambda row: row.pk in guarded),
        Column("last_login", _("Last sign-in"), Kind.MOMENT, value=lambda row: _local(row.last_login)),
        Column("state", _("State"), Kind.TAG, value=_state, tone=lambda row: "" if row.is_active else "hot"),
        Column("joined_at", _("Created"), Kind.MOMENT, value=lambda row: _local(row.joined_at), hidden=True),
    ]


def _state(person: Person) -> str:
    if not person.is_active:
        return _("Deactivated")
    return _("Active") if person.last_login or person.has_usable_password() else _("Invited")


def _local(instant: datetime | None) -> datetime | None:
    return timezone.localtime(instant) if instant else None
