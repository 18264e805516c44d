"""What the pages of sign-in and of accounts show: what is offered, instants."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.timezone import localtime

from encours.web.people import resetting
from encours.web.typography import moment

register = template.Library()


@register.simple_tag
def can_mail() -> bool:
    """Whether a forgotten password can be mended by mail."""
    return resetting.can_mail()


@register.filter
def instant(value: datetime | None) -> str:
    """To the minute, in the time zone of the place."""
    return moment(localtime(value)) if value else ""
