"""Addresses that every kind of record has, all of them answered by `pages`."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from encours.web.access.codes import CodeConverter
from encours.web.records import pages
from encours.web.records.kind import Kind

register_converter(CodeConverter, "code")


def addresses(kind: Kind, many: str, one: str) -> list[URLPattern]:
    """Choosing a customer, a new one, one of them, correcting it, taking it back. `many` and `one` are the words of the
    addresses: `addresses(PROMISE, "promesses", "promesse")`. An act of its own stands under `MANY/<code:record>/`."""
    of, name, this = {"kind": kind}, kind.name, f"{many}/<code:record>/"
    return [
        path(f"{one}/", pages.choose, of, name=f"choose_{name}"),
        path(f"clients/<code:entity>/<code:customer>/{many}/", pages.new, of, name=f"new_{name}"),
        path(this, pages.one, of, name=name),
        path(f"{this}correction/", pages.correct, of, name=f"correct_{name}"),
        path(f"{this}retrait/", pages.withdraw, of, name=f"withdraw_{name}"),
    ]
