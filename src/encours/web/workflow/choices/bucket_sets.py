"""Edges of buckets kept under a name, for everybody's aged balances: making a set changes nothing that others see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from encours.i18n import _
from encours.web.workflow.choices.chosen import BucketSet, bucket_sets

CHOICE = "bucket_sets"
LONGEST, MOST = 40, 20


def why_not(name: str, of: str = "") -> str:
    """What is wrong with the name of a set, new or that of the set `of` which is changed; or nothing."""
    if not name:
        return _("Give these edges a name.")
    if len(name) > LONGEST:
        return _("A name has at most {0} characters.").format(LONGEST)
    others = [one.name for one in bucket_sets() if one.name != of]
    if name in others:
        return _("There is already a set of this name: choose another, or change that one.")
    return _("There are already {0} sets of edges.").format(MOST) if len(others) >= MOST else ""


def added(name: str, edges: str, default: bool = False) -> list[dict[str, Any]]:
    """The sets with one more, the usual one staying among them; pages open on what they opened on unless `default`."""
    known = [replace(one, default=one.default and not default) for one in bucket_sets()]
    return _held([*known, BucketSet(name, edges, default)])


def changed(of: str, name: str, edges: str, default: bool = False) -> list[dict[str, Any]]:
    """The sets with `of` under that name and with these edges, in its place."""
    known = [
        BucketSet(name, edges, one.default or default)
        if one.name == of
        else replace(one, default=one.default and not default)
        for one in bucket_sets()
    ]
    return _held(known)


def without(name: str) -> list[dict[str, Any]] | None:
    """The sets without that one; None when none is left, which is the usual one alone."""
    left = [one for one in bucket_sets() if one.name != name]
    if left and not any(one.default for one in left):
        left[0] = replace(left[0], default=True)
    return _held(left) or None


def opening_on(name: str) -> list[dict[str, Any]]:
    """The sets, that one being what pages open on."""
    return _held([replace(one, default=one.name == name) for one in bucket_sets()])


def named(name: str) -> BucketSet | None:
    """The set of that name."""
    return next((one for one in bucket_sets() if one.name == name), None)


def _held(sets: Sequence[BucketSet]) -> list[dict[str, Any]]:
    """As the choice is kept; one set is always what pages open on."""
    if sets and not any(one.default for one in sets):
        sets = [replace(sets[0], default=True), *sets[1:]]
    return [asdict(one) for one in sets]
