"""Mail about alerts: one for each person and run, in their language, of what they were not told yet."""

from __future__ import annotations

import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.urls import reverse
from django.utils import translation

from encours.i18n import counted, speaking
from encours.said import _
from encours.web.alerts import words
from encours.web.workflow.alerts.extent import extent_from
from encours.web.workflow.alerts.models import Alert, Criticality, Told
from encours.web.workflow.alerts.reading import calling
from encours.web.workflow.jobs.items import Effect, ItemKind, NotDone, drain, put
from encours.web.workflow.jobs.running import Running
from encours.web.workflow.people.models import Person

logger = logging.getLogger(__name__)
FAILURES = (SMTPException, OSError)  # what a mail server that is down or refuses comes to
MOST = 50  # states a mail names: the others are counted, and on the page


def can_mail() -> bool:
    return bool(settings.EMAIL_HOST)


def queue() -> int:
    """Put a mail for each person who has something to be told by mail; how many persons."""
    if not can_mail():
        return 0
    waiting: dict[int, list[Told]] = defaultdict(list)
    for told in _untold():
        if extent_from(told.alert.extent).open_to(told.person):
            waiting[told.person_id].append(told)
    put(MAIL, {_key(person, told): _payload(person, told) for person, told in waiting.items()})
    return len(waiting)


def send(running: Running) -> dict[str, Any]:
    """All the mails that wait, one by one."""
    return drain(running, MAIL, _("Sending mail"))


def _untold() -> Iterable[Told]:
    alerts = calling(Alert.objects.filter(rule__mail=True, rule__active=True, rule__deleted_at=None))
    waiting = Told.objects.filter(alert__in=alerts.order_by(), level__gt=F("mailed"), person__is_active=True)
    return waiting.select_related("alert", "person").order_by("pk")


def _key(person: int, told: Iterable[Told]) -> str:
    """The same states of the same classes are one mail, however often they are put."""
    said = " ".join(f"{one.pk}:{one.level}" for one in told)
    return f"{person}:{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def _payload(person: int, told: Iterable[Told]) -> dict[str, Any]:
    return {"person": person, "told": {str(one.pk): one.level for one in told}}


def _send(_running: Running, _key: str, payload: Mapping[str, Any]) -> None:
    """Whatever changed since it was put is heeded: who left, who may see less, what ceased or was acknowledged."""
    person = Person.objects.get(pk=payload["person"])
    levels = {int(number): level for number, level in payload["told"].items()}
    calls = calling(Alert.objects.filter(told__in=levels)).order_by()
    told = list(Told.objects.filter(pk__in=levels, alert__in=calls, person=person).select_related("alert"))
    told = [one for one in told if extent_from(one.alert.extent).open_to(person)]
    if told and person.is_active:
        alerts = sorted((one.alert for one in told), key=_first)
        with speaking(person.spoken), translation.override(person.spoken):
            mail = message(person, alerts)
        try:
            get_connection().send_messages([mail])
        except FAILURES as error:
            logger.warning("alerts not mailed: %s", type(error).__name__)
            raise NotDone(_("The mail server did not take it.")) from error
    for one in told:
        Told.objects.filter(pk=one.pk).update(mailed=levels[one.pk])


def message(person: Person, alerts: list[Alert]) -> EmailMessage:
    """What a person is told, the gravest first."""
    critical = sum(one.criticality == Criticality.HIGH for one in alerts)
    subject = counted("{0} alert", "{0} alerts", len(alerts)).format(len(alerts))
    if critical:
        grave = counted("{0} critical", "{0} critical ones", critical).format(critical)
        subject = f"{subject} · {grave}"
    lines = [_line(one) for one in alerts[:MOST]]
    if len(alerts) > MOST:
        more = len(alerts) - MOST
        lines.append(counted("… and {0} more.", "… and {0} more.", more).format(more))
    where = settings.URL.rstrip("/") + reverse("alerts") if settings.URL else ""
    text = [str(_("Hello {0},").format(person)), "", *lines, *(["", where] if where else [])]
    return EmailMessage(f"Encours · {subject}", "\n".join(text) + "\n", None, [person.email])


def _line(alert: Alert) -> str:
    said = " ".join(filter(None, (words.value(alert), words.held_against(alert))))
    about = " · ".join(filter(None, (words.subject(alert), words.beside(alert))))
    text = f"• [{words.criticality(alert.criticality)}] {alert.label} — {about} — {said}"
    return " ".join(text.split())


def _first(alert: Alert) -> tuple[int, int, str, str]:
    grave = list(Criticality).index(Criticality(alert.criticality))
    return -grave, -alert.level, alert.label, alert.subject


MAIL = ItemKind("alert_mail", _send, Effect.ONCE, retries=6, pause=timedelta(minutes=1))
