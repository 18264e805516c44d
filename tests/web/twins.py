"""Two worlds that differ outside one entity alone, in the book and in all that people decided and did."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.web.three_companies import three_companies

if TYPE_CHECKING:
    from encours.web.workflow.people.models import Person

OWN = "FR02"
KEYS = re.compile(r"\b([CVPNADRT])(\d\d\S*)")
AMOUNTS = ("amount",)
TOLD = ("name", "portfolio", "collector", "salesperson", "cause", "owner", "group", "sector", "decided_by")


@dataclass(frozen=True, slots=True)
class World:
    """`word` stands in all that is told outside; `times` the amounts there."""

    word: str
    times: int

    def tables(self, table: str, text: str) -> str:
        """A table of the three companies, as this world has it."""
        rows = list(csv.DictReader(io.StringIO(text)))
        if table == "rates" or self.times == 1:
            return text
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row if row["entity"] == OWN else self._other(row) for row in rows)
        return out.getvalue().strip()

    def _other(self, row: dict[str, str]) -> dict[str, str]:
        kept = ("entity", "currency", "kind", "country")
        said = {name: KEYS.sub(r"\g<1>9\2", text) if name not in kept else text for name, text in row.items()}
        for name in TOLD:
            if said.get(name):
                said[name] = f"{self.word} {said[name]}"
        for name in AMOUNTS:
            if said.get(name):
                said[name] = str(Decimal(said[name]) * self.times)
        return said

    @property
    def customer(self) -> str:
        """A customer outside."""
        return "C1101" if self.times == 1 else "C91101"

    def book(self, where: Path) -> Path:
        return three_companies(where, self.tables)


WORLDS = (World("Alpha", 1), World("Omega", 3))


def settings_of(world: World, colleague: Person) -> dict[str, tuple[Any, ...]]:
    """All that people decided, brought and did outside in that world, as arguments of addresses."""
    other = _someone(world)
    return {
        "person": (other.pk,),
        "key": _key(other, world),
        **_imports(colleague, world),
        **_choices(colleague, world),
        **_work(other, world),
        "item": ("FR01", "V0108X" if world.times == 1 else "V90108X"),
        "customer": ("FR01", world.customer),
        "promise": ("R0101X" if world.times == 1 else "R90101X",),
        "action": ("T0101X" if world.times == 1 else "T90101X",),
        "dispute": ("D0101X" if world.times == 1 else "D90101X",),
    }


def _someone(world: World) -> Person:
    from encours.web.workflow.people.models import Person

    email = f"{world.word.lower()}@example.test"
    limits = {"entities": ["FR01"], "portfolios": [f"{world.word} North"]}
    return Person.objects.create_user(email, role="collector", name=f"{world.word} Someone", **limits)


def _key(other: Person, world: World) -> tuple[Any, ...]:
    from datetime import date

    from encours.web.workflow.keys.keys import make

    return (make(other, name=f"{world.word} BI", scopes=["figures"], expires_on=date(2199, 12, 31))[0].pk,)


def _imports(colleague: Person, world: World) -> dict[str, tuple[Any, ...]]:
    import uuid

    from encours.web.imports.models import Explanation, File, Mapping, Seen, Source, Upload

    word = world.word
    upload = Upload.objects.create(pk=uuid.UUID(int=7), person=colleague, refused=f"{word} of C1101")
    File.objects.create(upload=upload, number=1, name=f"{word}.csv", size=3, digest="0" * 64)
    options = {"entity": "FR01", "mapping": {"constants": {"portfolio": word}}}
    mapping = Mapping.objects.create(
        signature="1", label=f"{word} list", headers=[word, "b"], options=options, person=colleague
    )
    failed = {"last_error": f"{word}: C1101", "last_result": f"{world.times} new files"}
    source = Source.objects.create(label=f"{word} folder", folder=f"/{word}", person=colleague, **failed)
    Seen.objects.create(source=source, digest="1", name=f"{word}.csv", error=word)
    Explanation.objects.create(version=2, content={"before": 1, "after": 2, "word": word})
    return {
        "upload": (upload.pk,),
        "part": (upload.pk, 1),
        "mapping": (mapping.pk,),
        "source": (source.pk,),
        "version": (2,),
    }


def _choices(colleague: Person, world: World) -> dict[str, tuple[Any, ...]]:
    from encours.web.workflow.assignment.models import Exemption, Portfolio, Rule, Version
    from encours.web.workflow.choices.models import Change, Preference
    from encours.web.workflow.choices.revisions import changed

    word, target = world.word, str(40 + world.times)
    held = {name: {"": "55", "FR01": target, OWN: "50"} for name in ("dso", "overdue", "net")}
    Preference.objects.create(name="targets", value=held)
    change = Change.objects.create(
        name="targets", before=None, after={"dso": {"FR01": target}}, person=colleague
    )
    Portfolio.objects.create(code=f"{word} P", name=word, collector=word)
    where = [f"customer={world.customer}"]
    rule = Rule.objects.create(position=1, conditions=where, portfolio=f"{word} P", collector=word)
    placed = {"entity": "FR01", "customer": world.customer, "portfolio": f"{word} Q", "why": word}
    exemption = Exemption.objects.create(person=colleague, **placed)
    version = Version.objects.create(what="rule written", before={}, person=colleague)
    for name in ("preferences", "assignment"):
        changed(name)
    return {
        "change": (change.pk,),
        "rule": (rule.pk,),
        "exemption": (exemption.pk,),
        "change_of_rules": (version.pk,),
    }


def _work(other: Person, world: World) -> dict[str, tuple[Any, ...]]:
    from encours.web.workflow import acts
    from encours.web.workflow.jobs.models import Job
    from encours.web.workflow.trail.models import Event
    from encours.web.workflow.trail.record import record

    word = world.word
    facts = {"kind": "import", "state": "failed", "error": f"{word} C1101", "log": [f"0 {word}"]}
    job = Job.objects.create(label=f"Import {word}.csv", asked_by=other, **facts)
    Job.objects.create(label=f"Watched folder {word}", entry="source 1", **facts)
    for person in (other, None):
        record(None, acts.IMPORTED, f"{word}.csv", after={"customer": world.customer}, person=person)
    return {"job": (job.pk,), "event": (Event.objects.order_by("-number")[0].number,)}
