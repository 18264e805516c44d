"""What can be said of files of each format, as a form: the options an importer heeds, and those of a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from encours.errors import EncoursError, naming
from encours.i18n import _
from encours.importers.catalogue import named
from encours.importers.due import default_terms
from encours.importers.fec.counterparts import RULES
from encours.importers.fec.kinds import FAMILIES, accounts_from
from encours.web.imports.uploads import accounts
from encours.web.imports.uploads.accounts import Meanings, Roots
from encours.web.sentences import OPTIONS, field_named
from encours.web.shell.currencies import CurrencyField

ALL = ("entity", "currency", "terms", "snapshot", "date_order")
OF_ACCOUNTS = (*FAMILIES, RULES)
OF_MAPPING = ("decimal", "sheet", "header_row", "separator", "encoding")


def heeded(importer: str) -> tuple[str, ...]:
    """The options an importer heeds; all of them while nobody has said which it is."""
    found = named(importer)
    return found.options if found else ALL


def about(importer: str) -> str:
    """An importer in one sentence."""
    found = named(importer)
    return _(found.about) if found else importer


class OptionsForm(forms.Form):
    """The options of one part. `sheets` are those of a workbook, `entities` the codes the book knows."""

    entity = forms.CharField(max_length=60, required=False)
    currency = CurrencyField(required=False)
    terms = forms.CharField(max_length=60, required=False)
    snapshot = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    date_order = forms.ChoiceField(required=False)
    decimal = forms.ChoiceField(required=False)
    sheet = forms.ChoiceField(required=False)
    header_row = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)
    separator = forms.ChoiceField(required=False)
    encoding = forms.ChoiceField(required=False)
    receivable = Roots(max_length=400)
    bill = Roots(max_length=400, required=False)
    doubtful = Roots(max_length=400, required=False)
    advance = Roots(max_length=400, required=False)
    left_out = Roots(max_length=400, required=False)
    rules = Meanings(max_length=4000, required=False)

    def __init__(self, importer: str, layout: Mapping[str, Any], *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        sheets = layout.get("sheets") or []
        self._keep([name for name in heeded(importer) if _fits(name, layout, sheets)])
        if self.is_bound:  # who sends a form without its accounts leaves them as they are
            self._keep([name for name in self.fields if name not in OF_ACCOUNTS or name in self.data])
        labels = {name: _(label) for name, label in OPTIONS.items()} | accounts.labels()
        hints = _hints() | accounts.hints()
        for name in self.fields:
            self.fields[name].label = labels[name]
            self.fields[name].help_text = hints.get(name, "")
        for name, choices in _choices(sheets).items():
            if name in self.fields:
                field = self.fields[name]
                assert isinstance(field, forms.ChoiceField)
                field.choices = choices

    def _keep(self, names: list[str]) -> None:
        for name in set(self.fields) - set(names):
            del self.fields[name]

    def clean_terms(self) -> str:
        """As they were typed, once they are understood."""
        text = str(self.cleaned_data["terms"]).strip()
        try:
            with naming(field_named):
                default_terms(text)
        except EncoursError as error:
            raise forms.ValidationError(str(error)) from None
        return text

    def clean(self) -> dict[str, Any]:
        """An account is of one family."""
        said = dict(super().clean() or {})
        try:
            accounts_from({"fec": {name: said[name] for name in FAMILIES if name in said}})
        except EncoursError as error:
            self.add_error("receivable", str(error))
        return said

    @property
    def ordinary(self) -> list[forms.BoundField]:
        """The fields that stand together, before those of accounts."""
        return [self[name] for name in self.fields if name not in OF_ACCOUNTS]

    @property
    def families(self) -> list[forms.BoundField]:
        """The fields of the customers' accounts, for a FEC."""
        return [self[name] for name in self.fields if name in FAMILIES]

    @property
    def meanings(self) -> list[forms.BoundField]:
        """The field of what other accounts say, for a FEC."""
        return [self[RULES]] if RULES in self.fields else []

    def options(self) -> dict[str, Any]:
        """What was said, as an upload keeps it; those of the mapping apart, under `mapping`."""
        said = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        fec = accounts.kept({name: said.pop(name) for name in OF_ACCOUNTS if name in said})
        if "snapshot" in said:
            said["snapshot"] = said["snapshot"].isoformat()
        mapping = {name: said.pop(name) for name in OF_MAPPING if name in said}
        if mapping.get("separator") == "tab":
            mapping["separator"] = "\t"
        mapping |= {"fec": fec} if fec else {}
        return said | ({"mapping": mapping} if mapping else {})


def initial(options: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of options kept."""
    mapping = options.get("mapping") or {}
    shown = {**options, **{name: mapping[name] for name in OF_MAPPING if name in mapping}}
    shown |= accounts.shown(mapping.get("fec") or {})
    if shown.get("separator") == "\t":
        shown["separator"] = "tab"
    return shown


def _fits(name: str, layout: Mapping[str, Any], sheets: list[str]) -> bool:
    if name == "sheet":
        return len(sheets) > 1
    return name not in ("separator", "encoding") or not layout.get("sheet")


def _hints() -> dict[str, str]:
    return {
        "entity": _("When the file does not say."),
        "currency": _("When the file does not say: EUR, USD…"),
        "terms": _("Where due dates are missing: 45 FDM, 30…; 0 for due at once."),
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
