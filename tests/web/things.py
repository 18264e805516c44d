"""Something of each kind for pages to be about: of the demo book, and made by or for a person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from encours.web.workflow.people.models import Person

Things = dict[str, tuple[Any, ...]]


def of_the_book(conditions: list[str]) -> Things:
    """An item within these conditions, and its customer."""
    from encours.web.visit import connections

    row = next(iter(connections.book().within(conditions).rows("overdue", limit=1)))
    account = (row["entity"], row["customer"])
    causes = {"cause": ("delay",), "cause_of_customer": ("delay", *account)}
    return {"item": (row["entity"], row["item"]), "customer": account, **causes}


def made_for(person: Person) -> Things:
    """What belongs to this person, and what everyone shares."""
    return {
        **of_the_book([]),
        "indicator": ("dso",),
        **_records(person),
        **_views(person),
        **_steering(person),
        **_imports(person),
        **alerts_for(person),
        **_accounts(person),
        **_letterhead(),
        **_work(person),
    }


def _records(person: Person) -> Things:
    """The key of a record of the book, of each kind, a cause of a dispute and a file of one this person sees; of an
    action they did, where the book tells of none."""
    from encours.api.recorded import Sought, listed
    from encours.cube.disputes import DISPUTES
    from encours.web.access.perimeter import conditions
    from encours.web.recorded import RECORDED
    from encours.web.visit import connections
    from encours.web.workflow.disputes import files
    from encours.web.workflow.disputes.models import Cause, Dispute

    book = connections.book()
    sought = Sought(book.data_date)
    found = {kind.name: listed(book, kind.of, sought, limit=1).rows for kind in RECORDED}
    kept = {kind.name: found[kind.name][0][kind.of.key] for kind in RECORDED if found[kind.name]}
    keys = {name: (kept.get(name) or _action(person),) for name in found}
    row = listed(book.within(conditions(person)), DISPUTES, sought, limit=1).rows[0]
    file = files.add(None, person, row["dispute"], Dispute.said_in(row), "note.txt", b"Delivered late")
    cause, _made = Cause.objects.get_or_create(code="Price", defaults={"label": "Price"})
    return {
        **keys,
        "plan": _plan(person),
        "dispute_file": (row["dispute"], file.pk),
        "dispute_cause": (cause.pk,),
    }


def _action(person: Person) -> str:
    from datetime import UTC, datetime

    from encours.web.workflow.actions.models import Action, Said
    from encours.web.workflow.recording import make

    account = of_the_book([])["customer"]
    return str(make(None, person, Action, Said(*account, datetime(2026, 9, 1, 9, tzinfo=UTC), "call")).key)


def _plan(person: Person) -> tuple[str, str, str]:
    """A plan of payment of the book, or one agreed today where it has none."""
    from decimal import Decimal

    from django.utils import timezone

    from encours.api.plans import plans
    from encours.api.recorded import Sought
    from encours.web.visit import connections
    from encours.web.workflow.promises.models import Said
    from encours.web.workflow.promises.plans import make
    from encours.web.workflow.records import new_key

    book = connections.book()
    for plan in plans(book, Sought(book.data_date), limit=1).rows:
        return plan["entity"], plan["customer"], plan["plan"]
    entity, customer = of_the_book([])["customer"]
    today = timezone.localdate()
    said = Said(entity, customer, Decimal(10), today + timedelta(days=9), today, "EUR")
    return entity, customer, make(None, person, [said], new_key())


def _letterhead() -> Things:
    """An entity of the book that writes on a paper of its own."""
    from encours.web.workflow.letterheads.models import EntityPaper

    (entity, _item) = of_the_book([])["item"]
    paper = {"name": "Acme", "logo": b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo_kind": "svg"}
    EntityPaper.objects.get_or_create(entity=entity, defaults=paper)
    return {"entity": (entity,)}


def _views(person: Person) -> Things:
    from django.utils import timezone

    from encours.web.saved.models import SavedView

    kept = SavedView.objects.create(owner=person, label="Late", page="items", query="measure=overdue")
    dropped = SavedView.objects.create(owner=person, label="Old", page="items", deleted_at=timezone.now())
    return {"view": (kept.pk,), "deleted_view": (dropped.pk,)}


def _steering(person: Person) -> Things:
    from django.utils import timezone

    from encours.web.dashboards.blocks import Kind, stored
    from encours.web.dashboards.models import Dashboard
    from encours.web.dashboards.starters import STARTERS, starter_blocks
    from encours.web.workflow.own_indicators.models import CustomIndicator

    blocks = starter_blocks(next(iter(STARTERS)))
    board = Dashboard.objects.create(owner=person, title="Mine", blocks=stored(blocks))
    rows = tuple(block.id for block in blocks if block.kind != Kind.TEXT)
    dropped = Dashboard.objects.create(owner=person, title="Old", deleted_at=timezone.now())
    said = {"label": "Half", "formula": "net / 2", "unit": "money"}
    own = CustomIndicator.objects.create(name=f"half{person.pk}", owner=person, **said)
    gone = {**said, "name": f"old{person.pk}", "deleted_at": timezone.now()}
    removed = CustomIndicator.objects.create(owner=person, **gone)
    return {
        "dashboard": (board.pk,),
        "deleted_dashboard": (dropped.pk,),
        "starter": ("cfo",),
        "block": (board.pk, rows[0]),
        "blocks_with_rows": rows,
        "own_indicator": (own.pk,),
        "deleted_own_indicator": (removed.pk,),
    }


def alerts_for(person: Person) -> Things:
    """What a rule of theirs found, and an address that is told where nothing listens."""
    from django.utils import timezone

    from encours.web.workflow.alerts.extent import extent_of
    from encours.web.workflow.alerts.models import Alert, Hook, Rule

    (entity, customer) = of_the_book([])["customer"]
    said = {"figure": "net", "condition": {"test": "above", "limit": "1"}}
    rule = Rule.objects.create(owner=person, label="Net", people=[person.pk], **said)
    dropped = Rule.objects.create(owner=person, label="Old", deleted_at=timezone.now(), **said)
    extent = extent_of(person, [], {"entity": entity}).written()
    of = {"of": {"entity": entity, "customer": customer}}
    found = {
        "label": "Net",
        "figure": "net",
        "criticality": "high",
        "level": 1,
        "worst": 1,
        "value": "2",
        "unit": "money",
    }
    day = timezone.localdate()
    alert = Alert.objects.create(
        rule=rule, subject="x", facts=of, day=day, extent=extent, currency="EUR", **found
    )
    hook = Hook.objects.create(name="ERP", url="https://127.0.0.1:9/", secret="sealed:x", made_by=person)
    return {
        "alert": (alert.pk,),
        "alert_rule": (rule.pk,),
        "deleted_alert_rule": (dropped.pk,),
        "ready_alert_rule": ("limit_exceeded",),
        "hook": (hook.pk,),
    }


def _imports(person: Person) -> Things:
    from encours.web.imports.models import File, Mapping, Source, Upload

    upload = Upload.objects.create(person=person)
    file = File.objects.create(upload=upload, number=1, name="list.csv", size=3, digest="0" * 64)
    mapping = Mapping.objects.create(signature=f"{upload.pk}", label="List", headers=["a"], person=person)
    source = Source.objects.create(label=f"{upload.pk}", folder="received", person=person)
    return {
        "upload": (upload.pk,),
        "part": (upload.pk, file.number),
        "mapping": (mapping.pk,),
        "source": (source.pk,),
        "version": (1,),
    }


def _accounts(person: Person) -> Things:
    from encours.web.workflow.keys.keys import make
    from encours.web.workflow.people.links import draw
    from encours.web.workflow.people.models import Person as People

    other = People.objects.create_user(f"someone{person.pk}@example.test", role="sales")
    key, _secret = make(person, name="BI", scopes=["figures"], expires_on=date(2199, 12, 31))
    return {"person": (other.pk,), "token": (draw(other, timedelta(days=1)),), "key": (key.pk,)}


def _work(person: Person) -> Things:
    from encours.web.access.perimeter import conditions
    from encours.web.place import folder
    from encours.web.workflow.acts import Act
    from encours.web.workflow.jobs.models import Job, State
    from encours.web.workflow.trail.models import Event
    from encours.web.workflow.trail.record import record

    job = Job.objects.create(kind="import_explain", label="Explain import 1", arguments={"version": 1})
    made = {"asked_by": person, "state": State.DONE, "result": {"day": "2026-10-31"}}
    board = Job.objects.create(kind="board", label="Workbook", arguments={"seen": conditions(person)}, **made)
    (folder("boards") / f"{board.pk}.xlsx").write_bytes(b"workbook")
    record(None, Act("something done"), person=person)
    event = Event.objects.order_by("-number")[0]
    return {"job": (job.pk,), "board": (board.pk,), "event": (event.number,)}
