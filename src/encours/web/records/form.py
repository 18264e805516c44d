"""The form of a record: whom it is about, which item, and the fields of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from encours.i18n import _, language
from encours.importers.values import amount, decimal_mark
from encours.web import typography
from encours.web.labels import work
from encours.web.records.about import About, account_faults, label
from encours.web.workflow.people.models import Person
from encours.web.workflow.records import is_new_key, new_key

MINUTE = "%Y-%m-%dT%H:%M"
Faults = Callable[[Any], dict[str, str]]


class AmountField(forms.CharField):
    """An amount as it is typed: `1 234,56`, `1,234.56 €`."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **more)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        usual = "," if language() == "fr" else "."
        try:
            return Decimal(amount(text, decimal_mark([text]) or usual))
        except ValueError:
            raise forms.ValidationError(_("Write an amount such as 1234.56.")) from None

    def prepare_value(self, value: Any) -> Any:
        """As the reader writes decimals, to be changed by hand."""
        if not isinstance(value, Decimal):
            return value  # as it was typed
        text = format(value, "f")
        return text.replace(".", ",") if language() == "fr" else text


class DayField(forms.DateField):
    """A day, picked or typed."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class MomentField(forms.DateTimeField):
    """A day and an hour of where the reader is; it says an instant, which is kept in UTC."""

    def __init__(self, **more: Any) -> None:
        typed = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE)
        super().__init__(widget=typed, input_formats=[MINUTE], **more)


class CommentField(forms.CharField):
    """A few lines, or none."""

    def __init__(self, longest: int) -> None:
        super().__init__(required=False, max_length=longest, widget=forms.Textarea(attrs={"rows": 3}))


class CodedField(forms.ChoiceField):
    """One of a few words, kept as their codes, if it is known."""

    def __init__(self, field: str, codes: Iterable[str]) -> None:
        super().__init__(required=False)
        self.field, self.codes = field, tuple(codes)

    def offer(self, before: str) -> None:
        """The usual ones, and the one that was said when it is another."""
        named = dict.fromkeys((*self.codes, *([before] if before else [])))
        self.choices = [
            ("", "–"),
            *((name, typography.capital(work.said(self.field, name))) for name in named),
        ]


class WholeField(forms.IntegerField):
    """A number without decimals, or none."""

    def __init__(self, most: int) -> None:
        super().__init__(required=False, min_value=0, max_value=most)

    def prepare_value(self, value: Any) -> Any:
        """What has decimals is shown as near as it can be."""
        return round(value) if isinstance(value, Decimal) else value


class ChannelField(CodedField):
    """By which way something was said or done, if it is known."""

    def __init__(self) -> None:
        super().__init__("channel", work.CHANNELS)


class SuggestedField(forms.CharField):
    """A few words of one's own, with those said before to pick from."""

    def __init__(self, longest: int) -> None:
        super().__init__(required=False, max_length=longest)
        self.suggestions: tuple[str, ...] = ()

    def suggest(self, words: Iterable[str | None]) -> None:
        """What is offered while one types."""
        self.suggestions = tuple(sorted({word for word in words if word}))


class RecordForm(forms.Form):
    """What every record has: the item it is about, or none; `key`, which makes of two sendings of one form one record.
    Fields are named as what is said, and labelled as the columns of lists are."""

    labels: ClassVar[Mapping[str, str]] = {}  # fields that this kind calls otherwise
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    item = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, faults: Faults, of: About, before: Any, person: Person) -> None:
        """`before` is what the record says, or what a new one begins with; `faults` what is wrong, by field; `person`
        who writes."""
        held = {one.name: getattr(before, one.name) for one in fields(before)}
        super().__init__(data, initial={"key": new_key(), **held})
        self.faults, self.of, self.before, self.person = faults, of, before, person
        self.fields["item"].choices = self._items()
        for name, one in self.fields.items():
            if isinstance(one, CodedField):
                one.offer(getattr(before, name))
            one.label = label(name, self.labels)
            if isinstance(one, SuggestedField):
                one.widget.attrs["list"] = f"said-{name}"

    @property
    def suggested(self) -> list[tuple[str, tuple[str, ...]]]:
        """Lists of words to pick from, each by its name."""
        held = [one for one in self.fields.values() if isinstance(one, SuggestedField)]
        return [(one.widget.attrs["list"], one.suggestions) for one in held]

    def said(self) -> Any:
        """What the form says; fields it does not have stay as they were."""
        names = {one.name for one in fields(self.before)} & set(self.fields)
        return replace(self.before, **{name: self.cleaned_data.get(name) for name in names})

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        if not self.errors:
            said = self.said()
            for name, text in {**account_faults(self.of, said), **self.faults(said)}.items():
                self.add_error(name if name in self.fields else None, text)
        return cleaned

    @property
    def new_key(self) -> str:
        """The key a new record gets: that of the form, if it is one."""
        said = str(self.cleaned_data.get("key", ""))
        return said if is_new_key(said) else new_key()

    def _items(self) -> list[tuple[str, str]]:
        """The open items, and the one that is named though it is not among them."""
        offered = [(one.item, str(one)) for one in self.of.items]
        named = str((self.data if self.is_bound else self.initial).get("item") or "")
        if named and named not in dict(offered):
            offered += [(item, found.document) for item, found in self.of.named(named).items()]
        return [("", _("The whole account")), *offered]
