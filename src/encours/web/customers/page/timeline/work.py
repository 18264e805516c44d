"""What people did about a customer, and what brought its data: notes, promises, disputes, actions, imports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from encours.api.recorded import Sought, every, named
from encours.book.undo import State
from encours.book.undo import imports as lines_of
from encours.i18n import _
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.customers.models import Note
from encours.web.customers.page.account import Account
from encours.web.customers.page.timeline.event import Event, at_instant
from encours.web.labels import work
from encours.web.records.kind import Kind
from encours.web.workflow import acts
from encours.web.workflow.overlays import known_until
from encours.web.workflow.timeline.models import Happening
from encours.web.workflow.timeline.reading import of_customer

Source = Callable[[Account, int], list[Event]]


def notes(account: Account, most: int) -> list[Event]:
    """Notes, each with the one that corrects it."""
    found = list(_told(account, "note", most))
    written = Note.objects.select_related("person", "corrects", "corrected_by", "corrected_by__person")
    by_key = written.in_bulk([int(one.key) for one in found])
    return [_event(one, one.facts["text"], note=by_key[int(one.key)]) for one in found]


def recorded(kind: Kind) -> Source:
    """Of a kind of records: those imported, as the book has them, and what people did about these and their own."""

    def source(account: Account, most: int) -> list[Event]:
        visit = account.visit
        told = [
            _event(one, work.told(one.facts), href=_address(account, kind, one), **_did(one))
            for one in _told(account, kind.name, most)
        ]
        book = account.book if kind.of.weighs else account.ledger
        rows = every(book, kind.of, Sought(visit.day, visit.until, imported=True))
        imported = [event for row in rows for event in IMPORTED[kind.name](account, row)]
        return sorted([*told, *imported], key=lambda event: event.place, reverse=True)[:most]

    return source


def imports(account: Account, most: int) -> list[Event]:
    """Imports that touched the entity of the account, for who may look at them."""
    if not account.visit.may(Right.SEE_IMPORTS):
        return []
    return list(islice(_imports(account), most))


def _told(account: Account, kind: str, most: int) -> Iterator[Happening]:
    """Acts of one kind, the newest first: by the last day on which people are heard, known when the page says, about
    items that may be seen."""
    visit = account.visit
    until = visit.until if visit.day < visit.allowed.data_date else None
    known = known_until(visit.book.home, visit.scope.known)
    found = of_customer(*account.key, kind, until=until, known=known)
    items = set(found.exclude(item="").values_list("item", flat=True))
    hidden = items - named(account.ledger, *account.key, items).keys() if items else ()
    return iter(found.exclude(item__in=hidden)[:most])


def _address(account: Account, kind: Kind, one: Happening) -> str:
    """The page of what an act is about: of a plan, when it was done to all of its instalments."""
    if "plan" in one.facts:
        return account.visit.url("plan", *account.key, one.facts["plan"])
    return account.visit.url(kind.name, one.key)


def _event(one: Happening, text: str, **more: Any) -> Event:
    """An act as it was told; with its hour, when it speaks of the day on which it was written."""
    act = acts.ALL[one.act]
    written_on, at = at_instant(one.at)
    said = {
        "title": typography.capital(str(act)),
        "icon": act.icon,
        "tone": act.tone,
        "at": at if written_on == one.day else None,
    }
    return Event(one.kind, one.day, text=text, who=str(one.person or ""), **(said | more))


def _did(one: Happening) -> dict[str, Any]:
    """An action that was recorded is told as what was done, at its own hour."""
    if one.act != acts.ACTION_RECORDED.words:
        return {}
    did = one.facts["did"]
    _day, at = at_instant(datetime.fromisoformat(one.facts["at"]))
    return {"title": work.action(did), "icon": work.icon(did), "at": at}


def _promise(account: Account, row: dict[str, Any]) -> Iterator[Event]:
    amount = typography.money(row["amount"], row["currency"], "cents")
    due = _("{0} for {1}").format(amount, typography.day(row["due_on"]))
    text = " · ".join(filter(None, (due, row["document"])))
    said = (row["collector"] or "", account.visit.url("promise", row["promise"]), "handshake")
    yield Event("promise", row["made_on"], _("Promise of payment"), text, *said, "good")
    if row["cancelled_on"]:
        yield Event("promise", row["cancelled_on"], _("Promise cancelled"), text, *said, "warn")


def _dispute(account: Account, row: dict[str, Any]) -> Iterator[Event]:
    text = " · ".join(filter(None, (row["document"], row["dispute"])))
    href = account.visit.url("dispute", row["dispute"])
    cause = f" · {row['cause']}" if row["cause"] else ""
    title = _("Dispute opened") + cause
    yield Event("dispute", row["opened_on"], title, text, "", href, "message-square-warning", "bad")
    if row["closed_on"]:
        ended = " · ".join(filter(None, (text, work.outcome(row["outcome"]))))
        yield Event(
            "dispute", row["closed_on"], _("Dispute closed") + cause, ended, "", href, "check", "good"
        )


def _action(account: Account, row: dict[str, Any]) -> Iterator[Event]:
    day, at = at_instant(row["done_at"].replace(tzinfo=UTC))
    level = _("level {0}").format(row["level"]) if row["level"] else ""
    title = " ".join(filter(None, (work.action(row["kind"]), level)))
    who = row["author"] or (_("automatic") if row["automatic"] else "")
    said = {"outcome": row["outcome"], "contact": row["contact"], "text": row["note"] or ""}
    if row["next_on"]:
        said |= {"next": row["next_step"], "next_on": row["next_on"].isoformat()}
    text = " · ".join(filter(None, (work.channel(row["channel"]), row["document"], work.told(said))))
    href = account.visit.url("action", row["action"])
    yield Event("action", day, title, text, who, href, work.icon(row["kind"]), "", at)


def _hold(account: Account, row: dict[str, Any]) -> Iterator[Event]:
    until = _("until {0}").format(typography.day(row["until_date"])) if row["until_date"] else ""
    text = " · ".join(filter(None, (work.reason(row["reason"]), until, row["document"])))
    said = (row["author"] or "", account.visit.url("hold", row["hold"]))
    yield Event("hold", row["from_date"], _("Hold"), text, *said, "circle-pause", "warn")
    if row["cancelled_on"]:
        yield Event("hold", row["cancelled_on"], _("Hold lifted"), text, *said, "circle-play", "good")


# How an imported row of a kind of records is told: nobody's act tells it.
IMPORTED: dict[str, Callable[[Account, dict[str, Any]], Iterator[Event]]] = {
    "promise": _promise,
    "dispute": _dispute,
    "action": _action,
    "hold": _hold,
    "contact": lambda _account, _row: iter(()),  # a person has no day
}


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
