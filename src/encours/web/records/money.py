"""The form of a record that says an amount: never more than is open of its item, unless that is what was meant."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from encours.i18n import _, mark
from encours.web import typography
from encours.web.records.about import About, Item
from encours.web.records.form import AmountField, RecordForm


class MoneyForm(RecordForm):
    """An amount in a currency; `too_much` asks whether more than is open of the item is meant."""

    too_much: ClassVar[str] = mark(
        "This is more than the {0} open of this item. Send it again if it is meant."
    )
    amount = AmountField()
    currency = forms.CharField(max_length=3)
    data: Any  # what was sent
    sure = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """More than is open of the item is asked about once: sent again as it stands, it is meant."""
        cleaned = super().clean()
        item, amount = cleaned.get("item"), cleaned.get("amount")
        of = next((one for one in self.of.items if one.item == item), None)
        known = (item, amount) == (self.before.item, self.before.amount)
        if (
            self.errors
            or of is None
            or amount is None
            or known
            or amount <= of.open
            or cleaned.get("sure") == str(amount)
        ):
            return cleaned
        self.add_error("amount", _(self.too_much).format(typography.money(of.open, of.currency, "cents")))
        sent = self.data.copy()
        sent["sure"] = str(amount)
        self.data = sent
        return cleaned

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


def begun_with(of: About, item: str) -> tuple[Item | None, str]:
    """The item a new record is about, if it is an open one, and its currency: else the most usual of the account."""
    named = next((one for one in of.items if one.item == item), None)
    currencies = [one.currency for one in of.items]
    usual = of.book.converter().reporting
    return named, named.currency if named else max(currencies, key=currencies.count, default=usual)
