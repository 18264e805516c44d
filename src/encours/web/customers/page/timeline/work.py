"""What people did about a customer, and what brought its data: disputes, promises, actions, imports, notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from django.utils import timezone

from encours.api.customers import actions as actions_of
from encours.api.customers import promises as promises_of
from encours.book.undo import State
from encours.book.undo import imports as lines_of
from encours.i18n import _
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.customers.models import Note
from encours.web.customers.page.account import Account
from encours.web.customers.page.disputes import Contest, contests
from encours.web.customers.page.follow_up import action_word, channel_word
from encours.web.customers.page.timeline.event import Event, at_instant


def disputes(account: Account, most: int) -> list[Event]:
    """The opening of each dispute, and its end."""
    found = [event for one in contests(account) for event in _dispute(account, one)]
    return sorted(found, key=lambda event: event.day, reverse=True)[:most]


def promises(account: Account, most: int) -> list[Event]:
    found = []
    for row in promises_of(account.ledger, *account.key, account.visit.day):
        amount = typography.money(row["amount"], row["currency"], "cents")
        text = _("{0} for {1}").format(amount, typography.day(row["due_on"]))
        link = account.item_url(row["item"]) if row["item"] else ""
        said = (row["collector"] or "", link, "handshake")
        found.append(Event("promise", row["made_on"], _("Promise of payment"), text, *said, "good"))
        if row["cancelled_on"]:
            found.append(Event("promise", row["cancelled_on"], _("Promise cancelled"), text, *said, "warn"))
    return sorted(found, key=lambda event: event.day, reverse=True)[:most]


def actions(account: Account, most: int) -> list[Event]:
    return [
        _action(account, row) for row in actions_of(account.ledger, *account.key, account.visit.day)[:most]
    ]


def imports(account: Account, most: int) -> list[Event]:
    """Imports that touched the entity of the account, for who may look at them."""
    if not account.visit.may(Right.SEE_IMPORTS):
        return []
    return list(islice(_imports(account), most))


def notes(account: Account, most: int) -> list[Event]:
    """Notes up to the day of the page; all of them when it is about the newest data."""
    found = Note.objects.filter(entity=account.entity, customer=account.customer)
    if account.visit.day < account.visit.book.data_date:
        following = datetime.combine(account.visit.day + timedelta(days=1), time.min)
        found = found.filter(at__lt=timezone.make_aware(following))
    told = found.select_related("person", "corrects", "corrected_by", "corrected_by__person")
    return [_note(note) for note in told[:most]]


def _dispute(account: Account, one: Contest) -> Iterator[Event]:
    text = " · ".join(filter(None, (one.document, one.dispute)))
    href = account.item_url(one.item) if one.item else ""
    cause = f" · {one.cause}" if one.cause else ""
    title = _("Dispute opened") + cause
    yield Event("dispute", one.opened_on, title, text, "", href, "message-square-warning", "bad")
    if one.closed_on:
        yield Event("dispute", one.closed_on, _("Dispute closed") + cause, text, "", href, "check", "good")


def _action(account: Account, row: dict[str, object]) -> Event:
    done = row["done_at"]
    assert isinstance(done, datetime)
    day, at = at_instant(done.replace(tzinfo=UTC))
    level = _("level {0}").format(row["level"]) if row["level"] else ""
    kind = str(row["kind"] or "")
    channel = channel_word(str(row["channel"] or ""))
    title = " ".join(filter(None, (action_word(kind), level)))
    who = str(row["author"] or "") or (_("automatic") if row["automatic"] else "")
    text = " · ".join(filter(None, (channel, str(row["item"] or ""), str(row["outcome"] or ""))))
    href = account.item_url(str(row["item"])) if row["item"] else ""
    return Event("action", day, title, text, who, href, "phone" if kind == "call" else "mail", "", at)


def _imports(account: Account) -> Iterator[Event]:
    from encours.web.imports.history import home, report_of
    from encours.web.imports.models import Brought
    from encours.web.imports.permissions import may_see_version

    brought = {one.version: one for one in Brought.objects.select_related("person")}
    for line in reversed(lines_of(home())):
        if line.state is not State.IN_BOOK:
            continue
        report, by = report_of(line.number), brought.get(line.number)
        entities = report.get("entities", ())
        if account.entity not in entities or not may_see_version(
            account.visit.person, entities, report.get("tables", {}), by
        ):
            continue
        day, at = at_instant(datetime.fromisoformat(line.recorded_at))
        who = str(by.person or "") if by else ""
        href = account.visit.url("import_report", line.number)
        title = _("Import {0}").format(line.number)
        yield Event("import", day, title, ", ".join(line.files), who, href, "file-input", "", at)


def _note(note: Note) -> Event:
    day, at = at_instant(note.at)
    title = _("Correction") if note.corrects_id else _("Note written")
    return Event("note", day, title, note.text, str(note.person), "", "sticky-note", "", at, note)
