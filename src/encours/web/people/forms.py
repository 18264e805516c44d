"""The forms of sign-in and of one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from encours.i18n import _
from encours.web.workflow.people.models import Person

LANGUAGES = (("fr", "Français"), ("en", "English"))


class ChoosePassword(forms.Form):
    """A password, typed twice."""

    password = forms.CharField(
        strip=False, max_length=256, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        strip=False, max_length=256, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *given: Any, person: Person | None = None, **more: Any) -> None:
        super().__init__(*given, **more)
        self.person = person
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = _("Twelve characters or more; a short sentence is a good one.")
        self.fields["again"].label = _("The same password again")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        password, again = said.get("password"), said.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ."))
        elif password:
            try:
                validate_password(password, self.holder())
            except ValidationError as error:
                self.add_error("password", error)
        return said

    def holder(self) -> Person:
        """Whose name and address must not be in the password."""
        return self.person or Person()


class FirstForm(ChoosePassword):
    """The first administrator."""

    name = forms.CharField(max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    field_order = ("name", "email", "password", "again")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["name"].label = _("Your name")
        self.fields["email"].label = _("E-mail address")

    def holder(self) -> Person:
        return Person(email=self.cleaned_data.get("email", ""), name=self.cleaned_data.get("name", ""))


class ProfileForm(forms.Form):
    """What people say about themselves: name, language, look, keyboard."""

    name = forms.CharField(max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(required=False)
    theme = forms.ChoiceField(required=False)
    shortcuts = forms.BooleanField(required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        labels = {
            "name": _("Name"),
            "language": _("Language"),
            "theme": _("Theme"),
            "shortcuts": _("Keyboard shortcuts"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["shortcuts"].help_text = _(
            "One-key shortcuts such as j, k and x in tables; press ? for all."
        )
        self.fields["language"].choices = [("", _("That of the browser")), *LANGUAGES]
        self.fields["theme"].choices = [
            ("", _("As the system")),
            ("light", _("Light")),
            ("dark", _("Dark")),
        ]
