"""The people who sign in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from encours.i18n import _, language, mark
from encours.web.access.roles import LABELS, Right, Role, may
from encours.web.workflow.people.addresses import vouch


class People(BaseUserManager):
    """How a person is added: by address, never by anything else."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **more)
        person.set_password(password)
        person.save(using=self._db)
        vouch(person.email, person.pk)
        return person

    def get_by_natural_key(self, email: str | None) -> Person:
        return self.get(email=(email or "").lower())


class Person(AbstractBaseUser):
    """One person. `entities` and `portfolios` are the perimeter: None is everything, an empty list nothing. It is what
    it is since `confined_at`, None for since always: what they did before may tell of more. `language` is "" until they
    choose one: that of their browser."""

    email = models.EmailField(gettext_lazy(mark("e-mail address")), unique=True)
    name = models.CharField(max_length=100, blank=True)
    role = models.CharField(max_length=20, choices=[(role.value, LABELS[role]) for role in Role])
    entities = models.JSONField(null=True, blank=True, default=list)
    portfolios = models.JSONField(null=True, blank=True, default=list)
    salesperson = models.CharField(max_length=100, blank=True)
    language = models.CharField(
        max_length=2, blank=True, default="", choices=[("fr", "Français"), ("en", "English")]
    )
    shortcuts = models.BooleanField(default=True)
    confined_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    def may(self, right: Right | str) -> bool:
        return self.is_active and may(self.role, Right(right))

    @property
    def spoken(self) -> str:
        """The language they are spoken to in: theirs, or that of the moment."""
        return self.language or language()

    @property
    def role_label(self) -> str:
        return _(LABELS[Role(self.role)])

    @property
    def initials(self) -> str:
        words = (self.name or self.email).replace("@", " ").split()
        return "".join(word[0] for word in words[:2]).upper()


class OneTimeLink(models.Model):
    """A link that opens one page once: for a person to choose a password, or, of no person, for the very first.

    Only the digest is kept: who reads the database cannot use the links it holds.
    """

    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="links")
    expires_at = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)


class Tries(models.Model):
    """Wrong answers to one question about an account, wherever they came from, since the last right one.

    `account` is the address that was typed, whether anybody has it or not: both are answered alike. `browser` is one in
    which its person has signed in before, empty for all others together. Until `closed_until` nothing more is heard;
    `refused` counts what was not, since the last answer that was.
    """

    account = models.CharField(max_length=255)
    browser = models.CharField(max_length=32, blank=True, default="")
    step = models.CharField(max_length=20)
    failures = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now, db_index=True)
    closed_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "browser", "step"], name="tries_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.step}"


class LastCode(models.Model):
    """The time step of the newest code of an application a person was known by: it, and those before, are spent."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    step = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.step)
