"""Edges kept under a name, for everybody's aged balances."""

from __future__ import annotations

from dataclasses import asdict

from encours.i18n import _
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.changing import choose
from encours.web.workflow.choices.chosen import BucketSet, bucket_sets

LONGEST, MOST = 40, 20


def refusal(name: str) -> str:
    """What is wrong with a name, or nothing."""
    if not name:
        return _("Give these edges a name.")
    if len(name) > LONGEST:
        return _("A name has at most {0} characters.").format(LONGEST)
    others = [one for one in bucket_sets() if one.name != name]
    return _("There are already {0} sets of edges.").format(MOST) if len(others) >= MOST else ""


def save(visit: Visit, name: str, edges: str) -> None:
    """A set of that name, in place of the one there was; the set pages open on stays what it was."""
    known = bucket_sets()  # with the usual set, as long as nobody named any: it stays among them
    default = next((one.name for one in known if one.default), known[0].name)
    made = [one for one in known if one.name != name] + [BucketSet(name, edges, name == default)]
    choose(visit.request, visit.person, "bucket_sets", [asdict(one) for one in made])
