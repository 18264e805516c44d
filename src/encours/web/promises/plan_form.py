"""The form of a plan of payment: a total and a rhythm, or instalments as they are typed, on chosen items or on all."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from encours.book.follow_up import MOST_GRACE_DAYS
from encours.errors import UsageError
from encours.i18n import _
from encours.web.records.about import MOST_OFFERED, About, account_faults, label
from encours.web.records.form import AmountField, ChannelField, CommentField, DayField
from encours.web.records.money import begun_with
from encours.web.workflow.people.models import Person
from encours.web.workflow.promises.instalments import MOST, RHYTHMS, Planned, Row, faults, laid_out
from encours.web.workflow.promises.models import LONGEST_COMMENT, Said
from encours.web.workflow.records import NEW_KEY, new_key

SPARE = 2  # empty lines below the instalments, to add some
DAY, AMOUNT = "due", "part"  # names of the fields of an instalment, one of each on a line


class PlanForm(forms.Form):
    """`rows` are the instalments as they were typed or laid out: day and amount as texts."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    items = forms.MultipleChoiceField(required=False)
    total = AmountField()
    currency = forms.CharField(max_length=3)
    first_on = DayField(required=False)
    count = forms.IntegerField(min_value=1, max_value=MOST, required=False)
    rhythm = forms.ChoiceField(required=False)
    made_on = DayField()
    grace_days = forms.IntegerField(min_value=0, max_value=MOST_GRACE_DAYS, required=False)
    channel = ChannelField()
    promised_by = forms.CharField(required=False, max_length=200)
    comment = CommentField(LONGEST_COMMENT)
    data: Any

    def __init__(self, data: Any, *, of: About, person: Person, first: dict[str, Any]) -> None:
        super().__init__(data, initial={"key": new_key(), **first})
        self.of, self.person = of, person
        self.planned: Planned | None = None
        self.fields["items"].choices = [(one.item, str(one)) for one in of.items]
        self.fields["rhythm"].choices = [(name, _(said[0])) for name, said in RHYTHMS.items()]
        self.fields["channel"].offer("")
        named = {
            "items": _("About"),
            "total": _("Total of the plan"),
            "first_on": _("First instalment"),
            "count": _("Number of instalments"),
            "rhythm": _("Rhythm"),
        }
        for name, one in self.fields.items():
            one.label = named.get(name) or label(name)
        self.fields["grace_days"].help_text = _("Left empty: three days after each instalment.")
        self.rows: list[tuple[str, str]] = self._typed()

    @property
    def ticks(self) -> list[tuple[str, str, bool]]:
        """The open items: item, words, whether it is chosen."""
        chosen = self.data.getlist("items") if self.is_bound else self.initial.get("items", [])
        return [(item, text, item in chosen) for item, text in self.fields["items"].choices]

    @property
    def lines(self) -> list[tuple[int, str, str]]:
        """Number, day and amount of each line, with some empty ones."""
        held = [*self.rows, *[("", "")] * (SPARE if self.rows else 0)]
        return [(number, day, amount) for number, (day, amount) in enumerate(held, 1)]

    @property
    def new_key(self) -> str:
        said = str(self.cleaned_data.get("key", ""))
        return said if re.fullmatch(NEW_KEY, said) else new_key()

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        if self.errors:
            return cleaned
        rows = self._read() if self.rows else self._laid_out(cleaned)
        if rows is None:
            return cleaned
        opens = {one.item: one.open for one in self.of.items}
        items = tuple((item, opens[item]) for item in cleaned["items"])
        said = Said(
            entity=self.of.entity,
            customer=self.of.customer,
            amount=cleaned["total"],
            due_on=max((day for day, _amount in rows), default=cleaned["made_on"]),
            made_on=cleaned["made_on"],
            currency=cleaned["currency"].upper(),
            collector=str(self.person),
            channel=cleaned["channel"],
            promised_by=cleaned["promised_by"],
            comment=cleaned["comment"],
            grace_days=cleaned["grace_days"],
        )
        self.planned = Planned(said, tuple(rows), items)
        wrong = {**account_faults(self.of, said), **self._mixed(items, said.currency), **faults(self.planned)}
        for name, text in wrong.items():
            self.add_error(name if name in self.fields else None, text)
        return cleaned

    def lay_out(self) -> None:
        """Put the instalments of the rhythm in the place of those typed, if it says enough."""
        self.rows = []
        self.full_clean()
        if self.planned:
            kept = AmountField()
            self.rows = [
                (day.isoformat(), str(kept.prepare_value(amount))) for day, amount in self.planned.rows
            ]

    def _mixed(self, items: tuple[tuple[str, Decimal], ...], currency: str) -> dict[str, str]:
        chosen = dict(items)
        other = next((one for one in self.of.items if one.item in chosen and one.currency != currency), None)
        return {"currency": _("This item is in {0}.").format(other.currency)} if other else {}

    def _laid_out(self, cleaned: dict[str, Any]) -> list[Row] | None:
        lacking = [name for name in ("first_on", "count", "rhythm") if not cleaned.get(name)]
        for name in lacking:
            self.add_error(name, _("Say it, or write the instalments one by one."))
        if lacking:
            return None
        try:
            return laid_out(
                cleaned["total"],
                cleaned["currency"].upper(),
                cleaned["count"],
                cleaned["first_on"],
                cleaned["rhythm"],
            )
        except (UsageError, ArithmeticError, KeyError):
            return []

    def _typed(self) -> list[tuple[str, str]]:
        if not self.is_bound:
            return []
        pairs = zip(self.data.getlist(DAY)[: 2 * MOST], self.data.getlist(AMOUNT)[: 2 * MOST], strict=False)
        return [(day.strip(), amount.strip()) for day, amount in pairs if day.strip() or amount.strip()]

    def _read(self) -> list[Row] | None:
        found, day_of, amount_of = [], DayField(), AmountField()
        for number, (day, amount) in enumerate(self.rows, 1):
            try:
                found.append((day_of.clean(day), amount_of.clean(amount)))
            except forms.ValidationError as error:
                self.add_error(None, _("Instalment {0}: {1}").format(number, error.messages[0]))
        return None if self.non_field_errors() else found


def first(of: About, item: str) -> dict[str, Any]:
    """A new plan is made today, of all that is open of the account, or of the item it is asked about; of an account
    with more items than are offered, no total is proposed."""
    named, currency = begun_with(of, item)
    opened = [named] if named else [one for one in of.items if one.currency == currency]
    known = named is not None or len(of.items) < MOST_OFFERED
    return {
        "items": [named.item] if named else [],
        "total": sum((one.open for one in opened), Decimal(0)) or None if known else None,
        "currency": currency,
        "made_on": timezone.localdate(),
        "count": 3,
        "rhythm": "monthly",
    }
