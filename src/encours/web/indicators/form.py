"""The form of one's own indicator: each field checked apart, so that the reason stands beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from encours.cube.spoken import folded
from encours.errors import UsageError
from encours.i18n import _, mark
from encours.indicators.formula import indicator_of
from encours.indicators.formula_text import LONGEST
from encours.indicators.formula_words import canonical, spoken
from encours.indicators.record import Indicator, Unit
from encours.web.access.roles import LABELS, Right, Role
from encours.web.visit.visit import Visit
from encours.web.workflow.own_indicators.models import CustomIndicator
from encours.web.workflow.undoable import EVERYONE

UNITS = {
    Unit.MONEY: mark("Amount"),
    Unit.DAYS: mark("Days"),
    Unit.RATE: mark("Rate (0 to 1, shown in %)"),
    Unit.PERCENT: mark("Percentage (already × 100)"),
    Unit.COUNT: mark("Number"),
    Unit.INDEX: mark("Ratio without unit"),
}
TRIED = "tried_only"  # what a formula is called while it is being typed
LONGEST_NAME = 41
RESERVED = ("miens", TRIED)  # words of addresses


class OwnForm(forms.Form):
    """`of` is the indicator being changed: its name stays, since other pages know it by it."""

    label = forms.CharField(max_length=80)
    name = forms.CharField(max_length=41, required=False)
    formula = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
    unit = forms.ChoiceField()
    definition = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    everyone = forms.BooleanField(required=False)
    roles = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, visit: Visit, of: CustomIndicator | None = None, **more: Any) -> None:
        super().__init__(*given, initial=initial(of), **more)
        self.visit, self.of = visit, of
        labels = {
            "label": _("Label"),
            "name": _("Short name"),
            "formula": _("Formula"),
            "unit": _("Unit"),
            "definition": _("Definition"),
            "everyone": _("Everyone"),
            "roles": _("Roles"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["unit"].choices = [(unit.value, _(label)) for unit, label in UNITS.items()]
        self.fields["roles"].choices = [(role.value, _(LABELS[role])) for role in Role]
        if of is not None:
            del self.fields["name"]
        if not visit.may(Right.SHARE):
            del self.fields["everyone"], self.fields["roles"]

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip() or short(self.cleaned_data.get("label", ""))
        try:
            indicator_of(name, "-", "net", Unit.MONEY, "")
        except UsageError as error:
            raise forms.ValidationError(str(error)) from None
        taken = CustomIndicator.objects.filter(name=name, deleted_at=None).exists()
        if taken or name in RESERVED or name in self.visit.book.about.custom:
            raise forms.ValidationError(_("{0} is taken: choose another name.").format(name))
        return name

    def clean_formula(self) -> str:
        text = canonical(str(self.cleaned_data["formula"]).strip())
        try:
            tried(text, Unit.INDEX)
        except UsageError as error:
            raise forms.ValidationError(str(error)) from None
        return text

    @property
    def shared_roles(self) -> list[str]:
        """With whom: as before for who may not decide it."""
        if "roles" not in self.fields:
            return list(self.of.roles) if self.of else []
        roles: Sequence[str] = self.cleaned_data["roles"]
        return [EVERYONE] if self.cleaned_data["everyone"] else list(roles)


def short(label: str) -> str:
    """The short name a label makes.

    >>> short("Part échue, 90 j"), short("2024")
    ('part_echue_90_j', 'i_2024')
    """
    name = re.sub(r"[^a-z0-9]+", "_", folded(label)).strip("_")[:LONGEST_NAME]
    return name if not name[:1].isdigit() else f"i_{name}"[:LONGEST_NAME]


def tried(text: str, unit: Unit) -> Indicator:
    """The indicator a formula would make; UsageError says at which character it is not understood."""
    return indicator_of(TRIED, _("Value"), text, unit, "")


def initial(of: CustomIndicator | None) -> dict[str, Any]:
    """What the form opens on."""
    if of is None:
        return {"unit": Unit.PERCENT.value}
    roles = [role for role in of.roles if role != EVERYONE]
    return {
        "label": of.label,
        "formula": spoken(of.formula),
        "unit": of.unit,
        "definition": of.definition,
        "everyone": EVERYONE in of.roles,
        "roles": roles,
    }
