"""The operations of the interface as a page tells them, read from the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from encours.i18n import _


@dataclass(frozen=True, slots=True)
class Asked:
    """One parameter; `default` is empty when there is none or it is required."""

    name: str
    about: str
    default: str
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, and what it may be asked."""

    method: str
    path: str
    summary: str
    asked: tuple[Asked, ...]


def operations(schema: Mapping[str, Any]) -> list[Operation]:
    """In the order of the document."""
    return [
        _operation(method, path, said)
        for path, methods in schema["paths"].items()
        for method, said in methods.items()
    ]


def _operation(method: str, path: str, said: Mapping[str, Any]) -> Operation:
    summary = said["summary"]
    return Operation(method.upper(), path, _(summary), _asked(said))


def _asked(said: Mapping[str, Any]) -> tuple[Asked, ...]:
    return tuple(_one(parameter) for parameter in said.get("parameters", ()))


def _one(parameter: Mapping[str, Any]) -> Asked:
    schema = parameter["schema"]
    about = parameter.get("description") or schema.get("description", "")
    default = _default(schema.get("default"))
    return Asked(parameter["name"], _(about) if about else "", default, bool(parameter.get("required")))


def _default(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return "" if value is None or value is False else str(value)
