"""The forms of the company's choices, each with what may be chosen."""

from __future__ import annotations

from datetime import date
from decimal import InvalidOperation
from typing import Any

from django import forms

from encours.cube import buckets
from encours.cube.periods import window
from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.web.labels.figures import label_of, read, unit_of
from encours.web.labels.parameters import periods
from encours.web.shell.currencies import CurrencyField
from encours.web.typography import month
from encours.web.workflow.choices import chosen
from encours.web.workflow.choices.bucket_sets import why_not

_DAY = date(2026, 1, 1)  # any: to say months and try windows
TARGETED = ("net", "overdue", "disputed")  # measures that have targets, besides every indicator


class Calculation(forms.Form):
    """How the figures of every page are computed unless the page says otherwise."""

    dso_method = forms.ChoiceField()
    window = forms.CharField(max_length=6)
    on_time_tolerance = forms.IntegerField(min_value=0, max_value=90)
    fiscal_start = forms.TypedChoiceField(coerce=int)
    reporting_currency = CurrencyField(required=False)

    def __init__(self, *arguments: Any, closed: bool = False, **more: Any) -> None:
        super().__init__(*arguments, **more)
        said = {
            "dso_method": _("DSO of the cockpit"),
            "window": _("Period of flows"),
            "on_time_tolerance": _("Days of grace after the due date"),
            "fiscal_start": _("First month of the fiscal year"),
            "reporting_currency": _("Currency of the group (empty: that of the book)"),
        }
        for name, label in said.items():
            self.fields[name].label = label
            self.fields[name].disabled = closed
        held = str(self["window"].value() or "")
        self.fields["window"].widget = forms.Select(choices=periods(held))
        self.fields["dso_method"].choices = [(m, _(INDICATORS[m].label)) for m in chosen.DSO_METHODS]
        self.fields["fiscal_start"].choices = [(n, month_label(n)) for n in range(1, 13)]

    def clean_window(self) -> str:
        text = str(self.cleaned_data["window"]).strip().lower()
        try:
            window(_DAY, text)
        except UsageError as error:
            raise forms.ValidationError(str(error)) from None
        return text


class Buckets(forms.Form):
    """A named set of bucket edges: a new one, or another form of the set `of`."""

    name = forms.CharField(max_length=60)
    edges = forms.CharField(max_length=80)
    default = forms.BooleanField(required=False)
    of = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["name"].label = _("Name")
        self.fields["edges"].label = _("Last day of each bucket")
        self.fields["edges"].widget.attrs["placeholder"] = "30,60,90,120"
        self.fields["default"].label = _("By default, for everybody")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "name" in said and (problem := why_not(said["name"], said.get("of", ""))):
            self.add_error("name", problem)
        return said

    def clean_edges(self) -> str:
        try:
            return ",".join(map(str, buckets.edges(str(self.cleaned_data["edges"]))))
        except UsageError as error:
            raise forms.ValidationError(str(error)) from None


class Target(forms.Form):
    """The target of a figure, for the group ("" among `entities`) or for one of them."""

    figure = forms.ChoiceField()
    entity = forms.ChoiceField(required=False)
    value = forms.CharField(max_length=20)

    def __init__(self, *arguments: Any, entities: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["figure"].label = _("Figure")
        self.fields["figure"].choices = [(name, label_of(name)) for name in (*TARGETED, *INDICATORS)]
        self.fields["entity"].label = _("Entity")
        self.fields["entity"].choices = entities
        self.fields["entity"].required = "" not in dict(entities)
        self.fields["value"].label = _("Target")
        self.fields["value"].help_text = _("54 for days, 80 % for a rate, an amount otherwise.")

    def clean(self) -> dict[str, Any]:
        """A rate is kept as a share: `80 %` is 0.8."""
        said = dict(super().clean() or {})
        if "value" in said and "figure" in said:
            try:
                said["value"] = read(str(said["value"]), unit_of(str(said["figure"])))
            except InvalidOperation:
                self.add_error("value", _("This is not a number such as 54 or 80 %."))
        return said


def month_label(number: int) -> str:
    return month(_DAY.replace(month=number)).rsplit(" ", 1)[0]
