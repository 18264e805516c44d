"""A currency as people type it in a form: a code of ISO 4217, in capitals or not."""

from __future__ import annotations

from typing import Any

from django import forms

from encours.book.codes import currency_fault


class CurrencyField(forms.CharField):
    """Its value is the code in capitals, "" when nothing was typed."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**{"max_length": 10, **named})

    def clean(self, value: Any) -> str:
        code = str(super().clean(value) or "").strip().upper()
        if code and (fault := currency_fault(code)):
            raise forms.ValidationError(fault)
        return code
