"""The causes of disputes as the company orders them: a tree of labels over what disputes hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from encours.i18n import _
from encours.web.workflow import acts
from encours.web.workflow.act import act
from encours.web.workflow.disputes.models import Cause
from encours.web.workflow.people.models import Person

LONGEST, DEEPEST = 100, 4
PATH = " › "


@dataclass(frozen=True, slots=True)
class Tree:
    """Every cause by its number, as it stands."""

    causes: dict[int, Cause]

    @property
    def by_code(self) -> dict[str, Cause]:
        return {one.code: one for one in self.causes.values()}

    @property
    def families(self) -> list[Cause]:
        """The causes that have parts, by label."""
        above = {one.parent_id for one in self.causes.values()}
        return sorted((one for one in self.causes.values() if one.pk in above), key=lambda one: one.label)

    def label(self, code: str) -> str:
        """What people read for what a dispute holds: the same, where the tree does not know it."""
        found = self.by_code.get(code)
        return found.label if found else code

    def above(self, one: Cause) -> list[Cause]:
        """The causes it is a part of, from the top, itself last."""
        found = [one]
        while (parent := found[0].parent_id) and parent in self.causes and len(found) <= len(self.causes):
            found.insert(0, self.causes[parent])
        return found

    def path(self, code: str) -> str:
        found = self.by_code.get(code)
        return PATH.join(one.label for one in self.above(found)) if found else code

    def family(self, code: str) -> str:
        """The code of the cause at the top; its own, where the tree does not know it."""
        found = self.by_code.get(code)
        return self.above(found)[0].code if found else code

    def below(self, code: str) -> list[str]:
        """The codes of a cause and of all its parts."""
        found = self.by_code.get(code)
        if found is None:
            return [code]
        return [one.code for one in self.causes.values() if found in self.above(one)]

    def offered(self) -> list[str]:
        """Labels to pick from: those not retired."""
        return [one.label for one in self.causes.values() if one.retired_at is None]

    def code_of(self, typed: str) -> str:
        """What a dispute holds for what was typed: the code of the cause of that label, else the words themselves."""
        same = [one for one in self.causes.values() if one.label.casefold() == typed.strip().casefold()]
        return next((one.code for one in same), typed)

    def ordered(self) -> list[tuple[Cause, int]]:
        """Each below the cause it is a part of, by label, with how deep it is."""
        by_path = sorted(
            self.causes.values(), key=lambda one: [part.label.casefold() for part in self.above(one)]
        )
        return [(one, len(self.above(one)) - 1) for one in by_path]


def tree() -> Tree:
    """As it stands now."""
    return Tree({one.pk: one for one in Cause.objects.all()})


def faults(of: Tree, label: str, parent: Cause | None, one: Cause | None = None) -> str:
    """Why a cause cannot be so called, or stand there; "" when it can."""
    if not label or len(label) > LONGEST:
        return _("Write a label of {0} characters at most.").format(LONGEST)
    taken = {other.label.casefold(): other for other in of.causes.values()} | {
        other.code.casefold(): other for other in of.causes.values()
    }
    if label.casefold() in taken and taken[label.casefold()] != one:
        return _("There is a cause of that name already.")
    if parent and one and one in of.above(parent):
        return _("A cause cannot be a part of itself.")
    if parent and len(of.above(parent)) + _depth(of, one) > DEEPEST:
        return _("Causes stand {0} levels deep at most.").format(DEEPEST)
    return ""


def add(
    request: HttpRequest | None, person: Person, label: str, parent: Cause | None, code: str = ""
) -> Cause:
    """A cause without faults; `code` is what disputes hold of it already, its label unless given."""
    with act(request, acts.DISPUTE_CAUSE_ADDED, person) as doing:
        one = Cause.objects.create(code=code or label, label=label, parent=parent)
        doing.subject, doing.after = one.code, told(one)
    return one


def change(
    request: HttpRequest | None,
    person: Person,
    one: Cause,
    seen: int,
    label: str,
    parent: Cause | None,
    retired: bool,
) -> None:
    """Call it, put it and offer it so; what disputes hold stays as it is. Raises Stale, and nothing is written, when
    another version than `seen` came meanwhile."""
    at = (one.retired_at or timezone.now()) if retired else None
    with act(request, acts.DISPUTE_CAUSE_CHANGED, person) as doing:
        doing.subject, doing.before = one.code, told(one)
        values = {"label": label, "parent": parent, "retired_at": at, "version": F("version") + 1}
        written = Cause.objects.filter(pk=one.pk, version=seen).update(**values)
        if not written:
            raise Stale
        one.refresh_from_db()
        doing.after = told(one)


class Stale(Exception):
    """Another version came meanwhile."""


def told(one: Cause) -> dict[str, str | None]:
    """As the trail keeps it."""
    retired = one.retired_at.date().isoformat() if one.retired_at else None
    return {
        "code": one.code,
        "label": one.label,
        "parent": one.parent and one.parent.code,
        "retired": retired,
    }


def _depth(of: Tree, one: Cause | None) -> int:
    """How many levels it brings along."""
    if one is None:
        return 1
    own = len(of.above(one))
    return max(len(of.above(other)) - own + 1 for other in of.causes.values() if one in of.above(other))
