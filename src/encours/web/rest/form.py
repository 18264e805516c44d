"""The form of a key: its name, what it opens, until when, within which part of its person's perimeter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from encours.i18n import _
from encours.web.workflow.keys.models import LABELS, NEEDED, ApiKey
from encours.web.workflow.people.models import Person

YEAR = timedelta(days=366)
Choices = Sequence[tuple[str, str]]


class KeyForm(forms.Form):
    """`choices` are the entities and portfolios of the person; none chosen leaves the perimeter as it is."""

    name = forms.CharField(max_length=100)
    scopes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    expires_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    entities = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    portfolios = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, person: Person, choices: Mapping[str, Choices], **more: Any) -> None:
        super().__init__(*given, initial={"expires_on": timezone.localdate() + YEAR}, **more)
        self.person = person
        labels = {
            "name": _("Name"),
            "scopes": _("What it opens"),
            "expires_on": _("Valid until"),
            "entities": _("These entities alone"),
            "portfolios": _("These portfolios alone"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["name"].help_text = _("The program that will use it.")
        self.fields["expires_on"].help_text = _("One year at most.")
        opened = [scope for scope in LABELS if person.may(NEEDED[scope].read)]
        offered: dict[str, Choices] = {
            "scopes": [(str(scope), _(LABELS[scope])) for scope in opened],
            **choices,
        }
        for name, held in offered.items():
            self.fields[name].choices = list(held)

    @property
    def parts(self) -> list[forms.BoundField]:
        return [self["entities"], self["portfolios"]]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if ApiKey.objects.filter(person=self.person, name=name, revoked_at=None).exists():
            raise forms.ValidationError(
                _("You have a key of that name already: revoke it first, or choose another name.")
            )
        return name

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        today = timezone.localdate()
        if not today <= day <= today + YEAR:
            raise forms.ValidationError(_("A day from today to a year from now."))
        return day

    def key(self) -> dict[str, Any]:
        """The key as said, by the names of its fields."""
        said = self.cleaned_data
        within = {name: said[name] or None for name in ("entities", "portfolios")}
        return {name: said[name] for name in ("name", "scopes", "expires_on")} | within
