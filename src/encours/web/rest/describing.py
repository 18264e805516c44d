"""The operations of the interface as a page tells them, read from the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from encours.i18n import _, mark

# What stands in the path of an address: the document says no more than its name.
IN_PATHS = {
    "action": mark("The key of an action"),
    "contact": mark("The key of a contact"),
    "alert": mark("The number of an alert"),
    "customer": mark("The code of a customer"),
    "dispute": mark("The key of a dispute"),
    "entity": mark("The code of an entity"),
    "hold": mark("The key of a hold"),
    "item": mark("The number of an item"),
    "promise": mark("The key of a promise"),
    "upload": mark("The key of files sent, as the answer to them gave it"),
    "version": mark("The number of an import"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One parameter, or one field of a body; `default` is empty when there is none or it is required."""

    name: str
    about: str
    default: str
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, what it may be asked and what is sent to it."""

    method: str
    path: str
    summary: SafeString
    asked: tuple[Asked, ...]
    body: tuple[Asked, ...]

    @property
    def tables(self) -> list[tuple[str, tuple[Asked, ...]]]:
        """What it is asked, then what is sent to it, each under a heading."""
        found = [(_("Parameter"), self.asked), (_("Field of the body"), self.body)]
        return [(heading, rows) for heading, rows in found if rows]


def operations(schema: Mapping[str, Any]) -> list[Operation]:
    """In the order of the document."""
    named = schema.get("components", {}).get("schemas", {})
    return [
        _operation(method, path, said, named)
        for path, methods in schema["paths"].items()
        for method, said in methods.items()
    ]


def coded(text: str) -> SafeString:
    """Words between backticks as code.

    >>> coded("name `seen` & go")
    'name <code>seen</code> &amp; go'
    """
    parts = enumerate(text.split("`"))
    shown = ((format_html("<code>{}</code>", part) if number % 2 else part,) for number, part in parts)
    return format_html_join("", "{}", shown)


def _operation(method: str, path: str, said: Mapping[str, Any], named: Mapping[str, Any]) -> Operation:
    summary = said["summary"]
    asked = tuple(_one(parameter) for parameter in said.get("parameters", ()))
    return Operation(method.upper(), path, coded(_(summary)), asked, _body(said, named))


def _body(said: Mapping[str, Any], named: Mapping[str, Any]) -> tuple[Asked, ...]:
    """The fields of what is sent."""
    content = said.get("requestBody", {}).get("content", {})
    fields: dict[str, Asked] = {}
    for one in content.values():
        held = one["schema"]
        schema = named[held["$ref"].rpartition("/")[2]] if "$ref" in held else held
        needed = schema.get("required", ())
        for name, field in schema["properties"].items():
            about = field.get("description", "")
            fields[name] = Asked(
                name, coded(_(about)) if about else "", _default(field.get("default")), name in needed
            )
    return tuple(fields.values())


def _one(parameter: Mapping[str, Any]) -> Asked:
    schema = parameter["schema"]
    known = IN_PATHS.get(parameter["name"], "") if parameter["in"] == "path" else ""
    about = parameter.get("description") or schema.get("description", "") or known
    default = _default(schema.get("default"))
    return Asked(parameter["name"], _(about) if about else "", default, bool(parameter.get("required")))


def _default(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return "" if value is None or value is False else str(value)
