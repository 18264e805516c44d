"""What the owner of a dispute answers, and asking for another answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.disputes.form import DISPUTE
from encours.web.labels import work
from encours.web.records import pages
from encours.web.records.form import AmountField
from encours.web.records.opened import opened
from encours.web.workflow import acts
from encours.web.workflow.disputes import making
from encours.web.workflow.disputes.models import LONGEST_COMMENT, Said


@require_POST
def answer(request: HttpRequest, record: str) -> HttpResponse:
    """A proposal, the amount of a credit note, words; who follows the dispute sees it at once."""
    of = opened(request, Right.RECORD, DISPUTE, record)
    if of.found.row and of.found.said.closed_on:
        return pages.nothing_new(of)
    typed = {name: request.POST.get(name, "").replace("\0", "") for name in ("answer", "amount", "note")}
    amount, wrong = _amount(typed["amount"])
    if typed["answer"] and typed["answer"] not in work.ANSWERS:
        wrong = {**wrong, "answer": _("Choose one of these answers.")}
    said = {
        "answer": typed["answer"],
        "answer_amount": amount,
        "answer_note": typed["note"][:LONGEST_COMMENT],
    }
    if not wrong and of.found.row:
        wrong = _faults(of.found.said, said)
    if wrong:
        return pages.shown(of, 400, answer_wrong=wrong, answered=typed)
    person, seen = of.visit.person, pages.seen(request)
    return pages.acted(
        of,
        acts.DISPUTE_ANSWERED,
        lambda before: making.answer(
            request, person, record, seen, before, said["answer"], amount, said["answer_note"]
        ),
    )


@require_POST
def ask_again(request: HttpRequest, record: str) -> HttpResponse:
    """The answer is set aside and another awaited, by a day if one is said."""
    of = opened(request, Right.RECORD, DISPUTE, record)
    if of.found.row and not of.found.said.answered_on:
        return pages.nothing_new(of)
    typed, by = request.POST.get("by", ""), None
    if typed:
        by, why = pages.day_typed(
            typed, lambda day: making.faults(replace(of.found.said, answer_by=day)).get("answer_by")
        )
        if by is None:
            return pages.shown(of, 400, error=why)
    person, seen = of.visit.person, pages.seen(request)
    return pages.acted(
        of,
        acts.DISPUTE_CORRECTED,
        lambda said: making.ask_again(request, person, record, seen, said, _kept(by, said)),
    )


def _kept(by: date | None, said: Said) -> date | None:
    return by or said.answer_by


def _amount(typed: str) -> tuple[Decimal | None, dict[str, str]]:
    try:
        return AmountField(required=False).clean(typed), {}
    except forms.ValidationError as error:
        return None, {"answer_amount": error.messages[0]}


def _faults(before: Said, said: dict[str, Any]) -> dict[str, str]:
    found = making.faults(replace(before, answered_on=timezone.localdate(), **said))
    return {name: text for name, text in found.items() if name.startswith("answer") and name != "answer_by"}
