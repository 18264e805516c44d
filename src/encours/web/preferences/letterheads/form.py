"""The form of a letterhead: bank details are checked as they are typed, a picture as it is sent."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms

from encours.errors import UsageError
from encours.i18n import _
from encours.reports.statement import bank
from encours.reports.statement.letterhead import Letterhead
from encours.reports.statement.logo import LARGEST, kind_of

LINES = ("address", "legal")
MOST_LINES = 6


class LetterheadForm(forms.Form):
    """`held` is the letterhead as it stands: its picture stays unless another is sent or it is taken off."""

    name = forms.CharField(max_length=200, required=False)
    address = forms.CharField(max_length=500, required=False, widget=forms.Textarea({"rows": 4}))
    logo_file = forms.FileField(required=False)
    no_logo = forms.BooleanField(required=False)
    bank = forms.CharField(max_length=100, required=False)
    iban = forms.CharField(max_length=60, required=False)
    bic = forms.CharField(max_length=20, required=False)
    legal = forms.CharField(max_length=500, required=False, widget=forms.Textarea({"rows": 3}))
    language = forms.ChoiceField(required=False)

    def __init__(self, *given: Any, held: Letterhead, entity: str, closed: bool, **more: Any) -> None:
        initial = {**asdict(held), "iban": bank.grouped(held.iban)}
        super().__init__(*given, initial=initial, **more)
        self.held = held
        said = {
            "name": _("Name on letters"),
            "address": _("Address"),
            "logo_file": _("Another logo") if held.logo else _("Logo"),
            "no_logo": _("Without a logo"),
            "bank": _("Bank"),
            "iban": "IBAN",
            "bic": "BIC",
            "legal": _("Legal line, at the foot of each page"),
            "language": _("Language of letters, where that of the customer is not known"),
        }
        for name, label in said.items():
            self.fields[name].label, self.fields[name].disabled = label, closed
        self.fields["name"].widget.attrs["placeholder"] = entity
        self.fields["logo_file"].widget.attrs["accept"] = ".png,.jpg,.jpeg,.svg"
        self.fields["logo_file"].help_text = _("PNG, JPEG or SVG, {0} kB at most.").format(LARGEST // 1000)
        if not held.logo:
            del self.fields["no_logo"]
        self.fields["language"].choices = [
            ("", _("That of who makes the statement")),
            ("fr", _("French")),
            ("en", _("English")),
        ]

    def clean_iban(self) -> str:
        return _checked(bank.iban, self.cleaned_data["iban"])

    def clean_bic(self) -> str:
        return _checked(bank.bic, self.cleaned_data["bic"])

    def clean_address(self) -> str:
        return _few(self.cleaned_data["address"])

    def clean_legal(self) -> str:
        return _few(self.cleaned_data["legal"])

    def clean_logo_file(self) -> tuple[bytes, str]:
        """The picture and its kind, drawn once: what a letter cannot show is refused now."""
        file = self.cleaned_data["logo_file"]
        if not file:
            return b"", ""
        if file.size > LARGEST:
            raise forms.ValidationError(_("A logo weighs at most {0} kB.").format(LARGEST // 1000))
        content = file.read()
        kind = _checked(kind_of, content)
        from encours.reports.statement.pdf import refuse_unprintable

        _checked(lambda logo: refuse_unprintable(logo, kind), content)
        return content, kind

    @property
    def said(self) -> Letterhead:
        """What is asked for, once it is valid."""
        told = dict(self.cleaned_data)
        logo, kind = told.pop("logo_file")
        if not logo and not told.pop("no_logo", False):
            logo, kind = self.held.logo, self.held.logo_kind
        told.pop("no_logo", None)
        return Letterhead(**told, logo=logo, logo_kind=kind)


def _checked(check: Any, given: Any) -> Any:
    try:
        return check(given)
    except UsageError as error:
        raise forms.ValidationError(str(error)) from None


def _few(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise forms.ValidationError(_("At most {0} lines.").format(MOST_LINES))
    return "\n".join(lines)
