"""What people record in a table of the book: with who and when, corrected and withdrawn by other records only."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import MISSING, Field, asdict, fields
from datetime import UTC, date, datetime
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from encours.book.records import BY_NAME
from encours.i18n import _
from encours.money import from_units, to_units
from encours.web.workflow.acts import Act
from encours.web.workflow.trail.append_only import Record

Version = TypeVar("Version", bound="BookRecord")
NOT_TOLD = "…"
NEW_KEY = r"web-[0-9a-f]{32}"


def new_key() -> str:
    """A key that no ledger has."""
    return f"web-{uuid.uuid4().hex}"


def is_new_key(text: str) -> bool:
    """Whether it may be the key of a new record, or of several made together."""
    return re.fullmatch(NEW_KEY, text) is not None


def numbered_keys(batch: str, count: int) -> list[str]:
    """The keys of records made together, by that of all of them: the same each time.

    >>> first, second = numbered_keys("web-" + "0" * 32, 2)
    >>> is_new_key(first), first == numbered_keys("web-" + "0" * 32, 1)[0], first == second
    (True, True, False)
    """
    return [f"web-{uuid.uuid5(uuid.NAMESPACE_OID, f'{batch} {number}').hex}" for number in range(count)]


class BookRecord(Record):
    """One version of a row of `TABLE`, a table of the book.

    `key` is the row's key: that of an imported row when it corrects one, which it then hides. `replaces` is the version
    before, which stays as it was written; of two who correct the same at once the database refuses the second.
    A version `withdrawn` says that there is no such row. `revision` orders versions as they are seen: it is given by
    the act that writes them.

    `SAID` is a dataclass of what one says, named as the columns of the table; its fields stand here under the same
    names, those in `MONEY` in units, under NAME_units. What the table has no column for is a field of its own there.
    """

    TABLE: ClassVar[str]
    NAME: ClassVar[str]  # on the time line and in addresses
    SAID: ClassVar[Any]
    MONEY: ClassVar[tuple[str, ...]] = ()
    PRIVATE: ClassVar[tuple[str, ...]] = ()  # what the trail, which is never erased, does not repeat
    MADE: ClassVar[Act]
    CORRECTED: ClassVar[Act]
    WITHDRAWN: ClassVar[Act]

    key = models.CharField(max_length=200)
    entity = models.TextField()
    customer = models.TextField()
    item = models.TextField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveBigIntegerField(db_index=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    withdrawn = models.BooleanField(default=False)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["revision", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(replaces=None), name="%(class)s_first_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["entity", "customer"])]

    def __str__(self) -> str:
        return self.key

    @classmethod
    def columns(cls, said: Any) -> dict[str, Any]:
        """What is said, as it is stored."""
        named = asdict(said)
        return {_stored(cls, name): _in_units(cls, name, value) for name, value in named.items()}

    @classmethod
    def said_in(cls, row: Mapping[str, Any]) -> Any:
        """What a row of the book says (as `api.recorded.one` gives it), to be corrected or withdrawn as it stands."""
        held = {**row["custom"], **row}
        return cls.SAID(**{field.name: _said(held.get(field.name), field) for field in fields(cls.SAID)})

    @classmethod
    def told(cls, said: Any) -> dict[str, Any]:
        """What is said, as the trail tells it."""
        return {
            name: NOT_TOLD if value and name in cls.PRIVATE else value for name, value in asdict(said).items()
        }

    @property
    def said(self) -> Any:
        """What this version says."""
        named = [field.name for field in fields(self.SAID)]
        return self.SAID(
            **{name: _in_money(self, name, getattr(self, _stored(self, name))) for name in named}
        )

    def row(self) -> dict[str, Any]:
        """Its columns in the table of the book: money in units, what is unsaid as None."""
        table = BY_NAME[self.TABLE]
        said = {name: getattr(self, _stored(self, name)) for name in (f.name for f in fields(self.SAID))}
        own = {name: str(value) for name, value in said.items() if name not in table.names and value}
        columns = {name: None if said.get(name) == "" else said.get(name) for name in table.names}
        return {**columns, table.key[0]: self.key, "custom": own}

    @property
    def on(self) -> date:
        """The day the time line tells it on."""
        raise NotImplementedError

    @property
    def told_with(self) -> str:
        """The key under which the time line tells what was done to it together with others; "" for none."""
        return ""

    @property
    def facts(self) -> dict[str, Any]:
        """What the time line tells of it, as JSON holds it: `amount` and `currency`, `for_day`, `text`."""
        raise NotImplementedError


class Changed(Exception):
    """Someone wrote another version meanwhile: nothing is overwritten. `latest` is that version."""

    def __init__(self, latest: BookRecord | None) -> None:
        super().__init__("another version was written meanwhile")
        self.latest = latest

    def __str__(self) -> str:
        by = self.latest.person if self.latest else None
        if self.latest is None or by is None:
            return _("This was changed meanwhile: look at it again.")
        at = timezone.localtime(self.latest.written_at)
        return _("{0} changed this on {1} at {2}: look at it again.").format(
            by, at.strftime("%d/%m/%Y"), at.strftime("%H:%M")
        )


def current(model: type[Version], key: str) -> Version | None:
    """The last version of a row; None when nobody wrote one."""
    found: Version | None = model.objects.filter(key=key).order_by("-revision", "-pk").first()
    return found


def versions(model: type[Version], key: str) -> list[Version]:
    """Every version people wrote of a row, the first one first."""
    return list(model.objects.filter(key=key).select_related("person"))


def add_version(model: type[Version], revision: int, key: str, seen: int, **values: Any) -> Version:
    """A version of a row after the one its author saw (`seen` is its number, 0 when nobody had written any).

    To be called within the act that gives `revision`: acts on one table follow one another, so none comes between.
    Raises Changed when the last one is another.
    """
    last = current(model, key)
    if (last.pk if last else 0) != seen:
        raise Changed(last)
    written: Version = model.objects.create(key=key, replaces=last, revision=revision, **values)
    return written


def _stored(of: Any, name: str) -> str:
    return f"{name}_units" if name in of.MONEY else name


def _in_units(of: Any, name: str, value: Any) -> Any:
    return to_units(value) if name in of.MONEY and value is not None else value


def _in_money(of: Any, name: str, value: Any) -> Any:
    return from_units(value, of.currency) if name in of.MONEY and value is not None else value


def _said(value: Any, field: Field[Any]) -> Any:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)  # the book keeps instants in UTC, without saying so
    if value is not None:
        return value
    return "" if field.default is MISSING else field.default
