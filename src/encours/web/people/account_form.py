"""The form of an account: who, in what role, about which part of the book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse

from encours.i18n import _
from encours.web.access.perimeter import within
from encours.web.access.roles import LABELS, Role, grants
from encours.web.workflow.people.models import Person
from encours.web.workflow.people.rules import why_not_perimeter, why_not_role

PARTS = ("entities", "portfolios")
Choices = Sequence[tuple[str, str]]


class AccountForm(forms.Form):
    """`choices` are the entities and portfolios to choose from; those already given stand among them."""

    name = forms.CharField(max_length=100)
    email = forms.EmailField()
    role = forms.ChoiceField()
    every_entities = forms.ChoiceField(widget=forms.RadioSelect)
    entities = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    every_portfolios = forms.ChoiceField(widget=forms.RadioSelect)
    portfolios = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    salesperson = forms.CharField(max_length=100, required=False)

    def __init__(
        self,
        *given: Any,
        choices: Mapping[str, Choices],
        by: Person,
        person: Person | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*given, initial=initial(person, by), **more)
        self.person, self.by = person, by
        labels = {
            "name": _("Name"),
            "email": _("E-mail address"),
            "role": _("Role"),
            "salesperson": _("Salesperson"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["salesperson"].help_text = _(
            "As the ledger names them: only their customers are seen. Empty: no limit."
        )
        self.fields["salesperson"].widget.attrs |= {
            "list": "sellers",
            "autocomplete": "off",
            "hx-get": f"{reverse('field_values')}?other-field=salesperson",
            "hx-trigger": "focus once",
            "hx-target": "#sellers",
        }
        self.fields["role"].choices = [(role.value, _(LABELS[role])) for role in Role if grants(by, role)]
        self._offer("entities", _("Entities"), _("All entities"), _("These entities"), choices)
        self._offer("portfolios", _("Portfolios"), _("All portfolios"), _("These portfolios"), choices)

    def _offer(self, part: str, label: str, every: str, chosen: str, choices: Mapping[str, Choices]) -> None:
        held = getattr(self.person, part, None) or []
        listed = {value for value, _label in choices[part]}
        self.fields[part].label = label
        self.fields[part].choices = [
            *choices[part],
            *((value, value) for value in held if value not in listed),
        ]
        self.fields[f"every_{part}"].label = label
        limited = getattr(self.by, part) is not None
        self.fields[f"every_{part}"].choices = [*([] if limited else [("1", every)]), ("0", chosen)]

    @property
    def parts(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """All or chosen, and what is chosen: entities, then portfolios."""
        return [(self[f"every_{part}"], self[part]) for part in PARTS]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        taken = Person.objects.filter(email=email)
        if self.person:
            taken = taken.exclude(pk=self.person.pk)
        if taken.exists():
            raise forms.ValidationError(_("{0} already has an account.").format(email))
        return email

    def clean_role(self) -> str:
        role: str = self.cleaned_data["role"]
        if self.person and (reason := why_not_role(self.person, role)):
            raise forms.ValidationError(reason)
        return role

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for part in PARTS:
            every, picked = said.get(f"every_{part}"), said.get(part)
            if every == "0" and not picked and part not in self.errors:
                self.add_error(part, _("Choose one at least, or all."))
            if every == "1" and picked:
                self.add_error(
                    part, _("All are chosen, and some are ticked: choose all, or those ticked alone.")
                )
        if not self.errors:
            self._refuse_more()
        return said

    def _refuse_more(self) -> None:
        """Nobody gives what they do not have, nor leaves the whole to nobody."""
        wanted = Person(
            **{name: value for name, value in self.account().items() if name not in ("name", "email")}
        )
        if not within(wanted, self.by):
            self.add_error(
                None, _("This account would see more of the book than you do: narrow its perimeter.")
            )
        elif self.person and (reason := why_not_perimeter(self.person, wanted)):
            self.add_error(None, reason)

    def account(self) -> dict[str, Any]:
        """The account as said, by the names of its fields; None is everything."""
        said = self.cleaned_data
        whole = {part: None if said[f"every_{part}"] == "1" else said[part] for part in PARTS}
        return {name: said[name] for name in ("name", "email", "role", "salesperson")} | whole


def initial(person: Person | None, by: Person) -> dict[str, Any]:
    """What the form opens on; for a new account, a collector of all that its maker sees."""
    if person is None:
        held = {part: getattr(by, part) for part in (*PARTS, "salesperson")}
        person = Person(role=Role.COLLECTOR.value, **held)
    said = {name: getattr(person, name) for name in ("name", "email", "role", "salesperson", *PARTS)}
    return said | {f"every_{part}": "1" if getattr(person, part) is None else "0" for part in PARTS}
