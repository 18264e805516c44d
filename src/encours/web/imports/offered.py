"""What can be said of files of each format, as a form: the options an importer heeds, and those of a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from encours.i18n import _
from encours.importers.catalogue import importers

HEEDED: Mapping[str, tuple[str, ...]] = {
    "book": (),
    "rates": ("date_order",),
    "fec": ("entity", "currency", "terms", "date_order"),
    "flat": (
        "entity",
        "currency",
        "snapshot",
        "date_order",
        "decimal",
        "sheet",
        "header_row",
        "separator",
        "encoding",
    ),
}
ALL = ("entity", "currency", "terms", "snapshot", "date_order")
OF_MAPPING = ("decimal", "sheet", "header_row", "separator", "encoding")


def heeded(importer: str) -> tuple[str, ...]:
    """The options an importer heeds; one of another package may name its own as `options`, else it is offered all."""
    if importer in HEEDED:
        return HEEDED[importer]
    found = next((known for known in importers() if known.name == importer), None)
    return tuple(getattr(found, "options", ALL))


def about(importer: str) -> str:
    """An importer in one sentence."""
    return next((_(known.about) for known in importers() if known.name == importer), importer)


class OptionsForm(forms.Form):
    """The options of one part. `sheets` are those of a workbook, `entities` the codes the book knows."""

    entity = forms.CharField(max_length=60, required=False)
    currency = forms.RegexField(r"^[A-Za-z]{3}$", required=False)
    terms = forms.CharField(max_length=60, required=False)
    snapshot = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    date_order = forms.ChoiceField(required=False)
    decimal = forms.ChoiceField(required=False)
    sheet = forms.ChoiceField(required=False)
    header_row = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)
    separator = forms.ChoiceField(required=False)
    encoding = forms.ChoiceField(required=False)

    def __init__(self, importer: str, layout: Mapping[str, Any], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        sheets = layout.get("sheets") or []
        self._keep([name for name in heeded(importer) if _fits(name, layout, sheets)])
        for name, label in _labels().items():
            if name in self.fields:
                self.fields[name].label = label
                self.fields[name].help_text = _hints().get(name, "")
        for name, choices in _choices(sheets).items():
            if name in self.fields:
                field = self.fields[name]
                assert isinstance(field, forms.ChoiceField)
                field.choices = choices

    def _keep(self, names: list[str]) -> None:
        for name in set(self.fields) - set(names):
            del self.fields[name]

    def options(self) -> dict[str, Any]:
        """What was said, as an upload keeps it; those of the mapping apart, under `mapping`."""
        said = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if "snapshot" in said:
            said["snapshot"] = said["snapshot"].isoformat()
        if "currency" in said:
            said["currency"] = said["currency"].upper()
        mapping = {name: said.pop(name) for name in OF_MAPPING if name in said}
        if mapping.get("separator") == "tab":
            mapping["separator"] = "\t"
        return said | ({"mapping": mapping} if mapping else {})


def initial(options: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of options kept."""
    mapping = options.get("mapping") or {}
    shown = {**options, **{name: mapping[name] for name in OF_MAPPING if name in mapping}}
    if shown.get("separator") == "\t":
        shown["separator"] = "tab"
    return shown


def _fits(name: str, layout: Mapping[str, Any], sheets: list[str]) -> bool:
    if name == "sheet":
        return len(sheets) > 1
    return name not in ("separator", "encoding") or not layout.get("sheet")


def _labels() -> dict[str, str]:
    return {
        "entity": _("Entity"),
        "currency": _("Currency"),
        "terms": _("Payment terms"),
        "snapshot": _("All that is open on"),
        "date_order": _("Dates"),
        "decimal": _("Decimal mark"),
        "sheet": _("Sheet"),
        "header_row": _("Line of the headers"),
        "separator": _("Separator"),
        "encoding": _("Encoding"),
    }


def _hints() -> dict[str, str]:
    return {
        "entity": _("When the file does not say."),
        "currency": _("When the file does not say: EUR, USD…"),
        "terms": _("Where due dates are computed: 45 FDM, 30…"),
        "snapshot": _(
            "The day of a list that holds all open items and nothing else: what is missing from it is settled."
        ),
    }


def _choices(sheets: list[str]) -> dict[str, list[tuple[str, str]]]:
    recognised = ("", _("recognised"))
    return {
        "date_order": [recognised, ("dmy", "31/12/2026"), ("mdy", "12/31/2026"), ("ymd", "2026-12-31")],
        "decimal": [recognised, (",", "1 234,56"), (".", "1,234.56")],
        "sheet": [recognised, *((name, name) for name in sheets)],
        "separator": [recognised, (";", ";"), (",", ","), ("tab", _("tab")), ("|", "|")],
        "encoding": [recognised, *((name, name) for name in ("utf-8", "cp1252", "iso-8859-15", "utf-16"))],
    }
