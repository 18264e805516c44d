"""The form of an objective: a figure, for whom, how much."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from encours.cube.measures import PUBLISHED
from encours.i18n import _
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.web.labels.figures import label_of, read, unit_of
from encours.web.team.aims import OF, offered
from encours.web.visit.visit import Visit

FIRST = ("attributed", "action_count", "customers_chased", "receipts", "overdue", "dso")


class AimForm(forms.Form):
    """`of` is written `by:value`; without a target, nothing is aimed at any more."""

    figure = forms.ChoiceField()
    of = forms.ChoiceField()
    target = forms.CharField(max_length=24, required=False)

    def __init__(self, *arguments: Any, visit: Visit, **more: Any) -> None:
        super().__init__(*arguments, **more)
        others = [name for name in (*PUBLISHED, *INDICATORS) if name not in FIRST]
        self.fields["figure"].label = _("Figure")
        self.fields["figure"].choices = [(name, label_of(name)) for name in (*FIRST, *others)]
        self.fields["of"].label = _("For")
        self.fields["of"].choices = [
            (_(label), [(f"{by}:{value}", value) for value in offered(visit, by)]) for by, label in OF.items()
        ]
        self.fields["target"].label = _("Objective")
        self.fields["target"].help_text = _(
            "54 for days, 80 % for a rate, an amount or a number; empty for none."
        )

    def clean_target(self) -> Decimal | None:
        text = str(self.cleaned_data.get("target") or "").strip()
        if not text:
            return None
        try:
            number = Decimal(read(text, unit_of(str(self.cleaned_data.get("figure", "dso")))))
        except InvalidOperation:
            raise forms.ValidationError(_("This is not a number such as 54 or 80 %.")) from None
        if abs(number) >= Decimal(10) ** 15:
            raise forms.ValidationError(_("This number is too large."))
        return number
