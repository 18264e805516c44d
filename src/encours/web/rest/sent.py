"""What a program sends about a kind of records: a new one, and a correction, as what can be said of one tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, get_type_hints

from django.db import models
from ninja import Field as Told
from ninja import Schema
from pydantic import AwareDatetime, create_model

from encours.i18n import mark
from encours.web.labels import work
from encours.web.rest.query import Words, WrittenDay
from encours.web.rest.schemas import Body, Seen
from encours.web.workflow.records import BookRecord

ACCOUNT = ("entity", "customer")
# What is told of fields that every kind has; the others are told by their kind.
ABOUT = {
    "entity": mark("The code of an entity"),
    "customer": mark("The code of a customer"),
    "item": mark("The item it is about; empty for the whole account"),
    "currency": mark("The currency, as its code"),
    "comment": mark("A note"),
}
CHANNEL: Any = Literal[("", *work.CHANNELS)]
AWARE: dict[Any, Any] = {
    datetime: AwareDatetime,
    datetime | None: AwareDatetime | None,
    date: WrittenDay,
    date | None: WrittenDay | None,
}


def corrected(model: type[BookRecord], told: Mapping[str, str], without: tuple[str, ...] = ()) -> type[Seen]:
    """What may be said otherwise of a record; what is left out stays as it was. `told` describes its fields, `without`
    are those of what is said that programs do not send."""
    sent: dict[str, Any] = {
        one.name: (_type(model, one.name), _told(one, None, told))
        for one in fields(model.SAID)
        if one.name not in (*ACCOUNT, *without)
    }
    about = "What it says; what is left out stays as it was."
    made: type[Seen] = create_model(f"Corrected{model.__name__}", __base__=Seen, __doc__=about, **sent)
    return made


def new(
    model: type[BookRecord],
    told: Mapping[str, str],
    without: tuple[str, ...] = (),
    known: tuple[str, ...] = (),
) -> type[Body]:
    """What a new record says. `known` are fields that `Kind.first` gives when they are left out."""
    sent: dict[str, Any] = {
        one.name: (_type(model, one.name), _told(one, None if one.name in known else ..., told))
        for one in fields(model.SAID)
        if one.name not in without
    }
    about = "What it says, and of which account."
    made: type[Body] = create_model(f"New{model.__name__}", __base__=Body, __doc__=about, **sent)
    return made


def kept(model: type[BookRecord]) -> type[Schema]:
    """What a record says, as an answer tells it: every field."""
    hints = get_type_hints(model.SAID)
    told: dict[str, Any] = {one.name: (_answered(hints[one.name]), ...) for one in fields(model.SAID)}
    made: type[Schema] = create_model(
        f"{model.__name__}AsSaid", __base__=Schema, __doc__="What it says.", **told
    )
    return made


def _answered(kind: Any) -> Any:
    return {Decimal: float, Decimal | None: float | None}.get(kind, kind)


def _type(model: type[BookRecord], name: str) -> Any:
    """Texts have a length, that of what holds them where it is a long one; instants have a zone, days are written."""
    kind = get_type_hints(model.SAID)[name]
    stored = next((one for one in model._meta.fields if one.name == name), None)
    if isinstance(stored, models.TextField) and stored.max_length:
        return Annotated[str, Told(max_length=stored.max_length)]
    if name == "channel":
        return CHANNEL
    return AWARE.get(kind, Words if kind is str else kind)


def _told(one: Field[Any], missing: Any, told: Mapping[str, str]) -> Any:
    """Its default, for which `missing` stands where there is none, and what it is."""
    default = missing if one.default is MISSING else one.default
    return Told(default, description={**ABOUT, **told}.get(one.name))
