"""Writing on the time line of a customer."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.address import whole
from encours.web.customers.models import LONGEST, Note
from encours.web.customers.page.account import Account, opened
from encours.web.customers.page.timeline.shown import KEY, correctable, writing
from encours.web.customers.page.views import shown
from encours.web.workflow import acts
from encours.web.workflow.act import Happened, act


@require_POST
def note(request: HttpRequest, entity: str, customer: str) -> HttpResponse:
    """A new note, or a correction of one's own; what cannot be kept comes back as it was typed."""
    account = opened(request, Right.NOTE, entity, customer)
    text = request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "").strip()
    corrects = request.POST.get("corrects", "")
    error = _refused(text) or _write(request, account, text, corrects)
    if error:
        number = whole(corrects)
        return shown(account, KEY, writing(account, text, error, number), status=400)
    messages.success(request, _("The note is on the time line."))
    # A note of today would not stand on the time line of a past date.
    return redirect(account.url(tab=KEY, date=None))


def _refused(text: str) -> str:
    if not text:
        return _("Write something first.")
    if len(text) > LONGEST:
        return _("A note holds {0} characters, not {1}.").format(LONGEST, len(text))
    return ""


def _write(request: HttpRequest, account: Account, text: str, corrects: str) -> str:
    """Why it could not be written, "" when it is."""
    number = whole(corrects)
    corrected = correctable(account, number)
    if corrects and corrected is None:
        return _("This note cannot be corrected: it is another person's, or was corrected already.")
    person, what = account.visit.person, acts.NOTE_CORRECTED if corrected else acts.NOTE_WRITTEN
    about = {"entity": account.entity, "customer": account.customer}
    try:
        with act(request, what, person) as doing:
            written = Note.objects.create(text=text, person=person, corrects=corrected, **about)
            doing.subject = f"{account.entity} {account.customer}"
            doing.before = {"note": corrected.pk, "text": corrected.text} if corrected else None
            doing.after = {"note": written.pk, "text": text}
            day, told = timezone.localdate(written.at), {"text": text}
            doing.happened.append(Happened(**about, day=day, kind="note", key=str(written.pk), facts=told))
    except IntegrityError:
        return _("This note was corrected meanwhile: see the time line.")
    return ""
