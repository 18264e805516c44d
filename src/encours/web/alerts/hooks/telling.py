"""What webhooks are sent: each state when it begins, gets worse or ceases, tried again while nobody takes it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from encours.errors import DataError, EncoursError
from encours.said import _, reason
from encours.web.alerts.hooks.posting import FAILURES, post
from encours.web.workflow.alerts.models import Alert, History, Hook, Step
from encours.web.workflow.jobs.items import Effect, ItemKind, NotDone, drain, put
from encours.web.workflow.jobs.running import Running
from encours.web.workflow.people.sealing import Unreadable, opened

logger = logging.getLogger(__name__)
LATELY = timedelta(days=2)  # what ceased before has been told
CEASED = "ceased"


def queue() -> int:
    """Put what each webhook was not told yet; what was put before is put once. How many were put."""
    hooks = {hook.pk: hook for hook in Hook.objects.filter(active=True)}
    if not hooks:
        return 0
    items = {}
    for alert, what in _news():
        assert alert.rule is not None
        for number in alert.rule.hooks:
            if number in hooks and alert.begun_at >= hooks[number].made_at:
                name = f"{number}:{alert.pk}:{CEASED if what == CEASED else alert.worst}"
                items[name] = {"hook": number, "message": content(alert, what)}
    put(POST, items)
    return len(items)


def send(running: Running) -> dict[str, Any]:
    """All that waits, one by one."""
    return drain(running, POST, _("Telling other programs"))


def content(alert: Alert, what: str) -> dict[str, Any]:
    """What is told of a state: figures as text, exact."""
    path = reverse("alert", args=[alert.pk])
    return {
        "event": f"alert.{what}",
        "alert": {
            "id": alert.pk,
            "rule": alert.rule_id,
            "label": alert.label,
            "criticality": alert.criticality,
            "watches": alert.event or alert.figure,
            "about": alert.facts,
            "level": alert.level,
            "value": alert.value or None,
            "reference": alert.reference or None,
            "unit": alert.unit,
            "currency": alert.currency or None,
            "day": alert.day.isoformat(),
            "begun_at": alert.begun_at.isoformat(),
            "ended_at": alert.ended_at.isoformat() if alert.ended_at else None,
            "url": settings.URL.rstrip("/") + path if settings.URL else path,
        },
    }


def tell(hook: Hook, name: str, message: Mapping[str, Any]) -> str:
    """Send one message; "" once it is taken, else why it was not. DataError or UsageError where it may not be sent."""
    body = json.dumps({"id": name, **message}, ensure_ascii=False, sort_keys=True).encode()
    try:
        secret = opened(hook.secret, settings.SECRET_KEY)
    except Unreadable:
        raise DataError(
            _("The secret of the installation has changed since: make this webhook anew.")
        ) from None
    try:
        answer = post(hook.url, body, secret, name, private=hook.private)
    except FAILURES as error:
        logger.warning("webhook not told: %s", type(error).__name__)
        return _("Nobody answered there.")
    return "" if answer.taken else _("It was answered {0}.").format(answer.status)


def _news() -> Iterator[tuple[Alert, str]]:
    standing = _hooked(ended_at=None).exclude(silenced_until__gte=timezone.localdate())
    worse = set(
        History.objects.filter(step=Step.WORSE, alert__ended_at=None).values_list("alert_id", flat=True)
    )
    for alert in standing:
        yield alert, "worse" if alert.pk in worse else "begun"
    for alert in _hooked(ended_at__gte=timezone.now() - LATELY):
        yield alert, CEASED


def _hooked(**asked: Any) -> QuerySet[Alert]:
    rules = Alert.objects.filter(rule__deleted_at=None, rule__company=True, **asked).exclude(rule__hooks=[])
    return rules.select_related("rule")


def _post(_running: Running, key: str, payload: Mapping[str, Any]) -> None:
    hook = Hook.objects.filter(pk=payload["hook"], active=True).first()
    if hook is None:
        return
    try:
        wrong = tell(hook, key, payload["message"])
    except EncoursError as error:
        _note(hook, str(reason(error)))
        raise
    _note(hook, wrong)
    if wrong:
        raise NotDone(wrong)


def _note(hook: Hook, wrong: str) -> None:
    Hook.objects.filter(pk=hook.pk).update(answered_at=timezone.now(), answer=wrong)


POST = ItemKind("alert_webhook", _post, Effect.AGAIN, retries=7, pause=timedelta(minutes=1))
