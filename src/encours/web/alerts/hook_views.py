"""Webhooks: which programs are told, their secrets, a message to try them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from encours.errors import EncoursError
from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.alerts.hooks.reachable import target_of
from encours.web.alerts.hooks.signing import new_secret
from encours.web.alerts.hooks.telling import tell
from encours.web.tables import Column, Empty, Frame, Kind, answer, of_rows
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts
from encours.web.workflow.alerts.models import Hook
from encours.web.workflow.alerts.reading import steers
from encours.web.workflow.people.sealing import seal
from encours.web.workflow.trail.record import record

FIELDS = ("name", "url", "private", "active")


class HookForm(forms.Form):
    """`private` is asked of administrators alone: it opens the machine's own network."""

    name = forms.CharField(max_length=80)
    url = forms.CharField(max_length=500)
    private = forms.BooleanField(required=False)
    active = forms.BooleanField(required=False)

    def __init__(self, *given: Any, visit: Visit, of: Hook | None = None, **more: Any) -> None:
        usual = {name: getattr(of, name) for name in FIELDS} if of else {"active": True}
        super().__init__(*given, initial=usual, **more)
        self.of = of
        labels = {
            "name": _("Name"),
            "url": _("Address"),
            "private": _("It may be on this machine or on a private network"),
            "active": _("Told"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["url"].help_text = _("https://…: messages are posted there, signed.")
        if not visit.may(Right.PEOPLE):
            del self.fields["private"]

    @property
    def within(self) -> bool:
        """An address changed by who may not allow it is allowed no longer."""
        if "private" in self.fields:
            return bool(self.cleaned_data["private"])
        return bool(self.of and self.of.private and self.of.url == self.cleaned_data.get("url"))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "url" in said:
            try:
                target_of(said["url"], private=self.within)
            except EncoursError as error:
                self.add_error("url", str(error))
        return said


@require_GET
def hooks(request: HttpRequest) -> HttpResponseBase:
    """All of them, and what was answered last."""
    visit = _enter(request)
    empty = Empty(_("No program is told yet."), visit.url("new_hook"), _("Add a webhook"))
    frame = Frame(_("Webhooks"), sort="name", empty=empty)
    table = of_rows(request, "hooks", _columns(visit), list(Hook.objects.all()), frame)
    return answer(request, "alerts/hooks.html", {"visit": visit, "current": "alerts"}, table)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new one; its secret is shown once."""
    visit = _enter(request)
    form = HookForm(request.POST if request.method == "POST" else None, visit=visit)
    if not form.is_bound or not form.is_valid():
        return _page(visit, form, None, 422 if form.is_bound else 200)
    secret, said = new_secret(), form.cleaned_data
    with transaction.atomic():
        hook = Hook.objects.create(
            name=said["name"],
            url=said["url"],
            private=form.within,
            active=said["active"],
            secret=seal(secret, settings.SECRET_KEY),
            made_by=visit.person,
        )
        record(request, acts.HOOK_MADE, subject=hook.name, after=_told(hook))
    return render(
        request, "alerts/hook.html", {"visit": visit, "of": hook, "secret": secret, "current": "alerts"}
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one; its secret stays."""
    visit = _enter(request)
    hook = get_object_or_404(Hook, pk=pk)
    form = HookForm(request.POST if request.method == "POST" else None, visit=visit, of=hook)
    if not form.is_bound or not form.is_valid():
        return _page(visit, form, hook, 422 if form.is_bound else 200)
    with transaction.atomic():
        before, said = _told(hook), form.cleaned_data
        hook.name, hook.url, hook.active, hook.private = (
            said["name"],
            said["url"],
            said["active"],
            form.within,
        )
        hook.save()
        record(request, acts.HOOK_CHANGED, subject=hook.name, before=before, after=_told(hook))
    messages.success(request, _("Saved: {0}.").format(hook.name))
    return redirect(visit.url("hooks"))


@require_POST
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a message that tells of nothing, and say what was answered."""
    visit = _enter(request)
    hook = get_object_or_404(Hook, pk=pk)
    moment = timezone.now()
    try:
        wrong = tell(
            hook, f"{hook.pk}:trial:{moment.timestamp():.0f}", {"event": "trial", "at": moment.isoformat()}
        )
    except EncoursError as error:
        wrong = str(error)
    Hook.objects.filter(pk=pk).update(answered_at=moment, answer=wrong)
    record(request, acts.HOOK_TRIED, subject=hook.name, after={"answer": wrong})
    if wrong:
        messages.error(request, _("{0} was not told: {1}").format(hook.name, wrong))
    else:
        messages.success(request, _("{0} took the message.").format(hook.name))
    return redirect(visit.url("hooks"))


def _enter(request: HttpRequest) -> Visit:
    """Who steers the whole company: what is sent tells of all of it."""
    visit = enter(request, Right.STEER)
    if not steers(visit.person):
        raise PermissionDenied
    return visit


def _page(visit: Visit, form: HookForm, of: Hook | None, status: int) -> HttpResponse:
    return render(
        visit.request, "alerts/hook.html", {"form": form, "of": of, "current": "alerts"}, status=status
    )


def _told(hook: Hook) -> dict[str, Any]:
    return {name: getattr(hook, name) for name in FIELDS}


def _columns(visit: Visit) -> list[Column]:
    return [
        Column(
            "name",
            _("Webhook"),
            Kind.WHO,
            href=lambda one: visit.url("hook", one.pk),
            second=lambda one: one.url,
        ),
        Column("made_by", _("Made by"), value=lambda one: str(one.made_by)),
        Column("private", _("Private network"), Kind.FLAG),
        Column("active", _("State"), Kind.TAG, value=lambda one: _("Told") if one.active else _("Off")),
        Column("answered_at", _("Last message"), Kind.MOMENT, second=lambda one: one.answer),
        Column(
            "trial",
            _("Actions"),
            value=lambda _one: "",
            template="alerts/trial.html",
            sortable=False,
            exported=False,
        ),
    ]
