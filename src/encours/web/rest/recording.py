"""Operations on what people record, the same for every kind: a list, one, a new one, correcting, taking back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from encours.api import recorded
from encours.api.recorded import Sought
from encours.errors import DataError, UsageError
from encours.i18n import _
from encours.web.records.about import about, account_faults
from encours.web.records.kind import Kind
from encours.web.records.opened import Found, look
from encours.web.rest.caller import Caller, enter, refuse_unwritable
from encours.web.rest.exact import answer
from encours.web.rest.once import done
from encours.web.rest.query import Dated, Recorded
from encours.web.rest.query import listed as names
from encours.web.rest.schemas import Body, Seen
from encours.web.visit.visit import heard_until
from encours.web.workflow.people.models import Person
from encours.web.workflow.recording import correct as record_correction
from encours.web.workflow.recording import make as record_new
from encours.web.workflow.recording import withdraw as record_withdrawal
from encours.web.workflow.records import BookRecord


@dataclass(frozen=True, slots=True)
class Of:
    """A kind of records, and the scope that opens it."""

    kind: Kind
    scope: str


@dataclass(frozen=True, slots=True)
class Doing:
    """An act on a record under way: who does it, and the record as it stands."""

    person: Person
    found: Found

    def refuse_faults(self, said: Any) -> None:
        _refuse_faults(self.found.kind, self.found.of, said)


def listed(request: HttpRequest, of: Of, asked: Recorded) -> HttpResponse:
    """A page of the records, with the count and the totals of all of them."""
    book = enter(request, of.scope, asked).book(asked.as_known)
    day = asked.as_of or book.data_date
    among = {name: names(getattr(asked, name)) for name in asked.AMONG if getattr(asked, name)}
    wanted = Sought(day, heard_until(day, book.data_date), among, asked.between, asked.where, asked.search)
    found = recorded.listed(book, of.kind.of, wanted, asked.order, asked.limit, asked.offset)
    about_it = {"as_of": day, "data_date": book.data_date, "version": book.version}
    return answer({**about_it, "count": found.count, "totals": found.totals, "rows": found.rows})


def one(request: HttpRequest, of: Of, key: str, asked: Dated) -> HttpResponse:
    """One record on a day, and the version an act on it names."""
    book = enter(request, of.scope, asked).book(asked.as_known)
    refuse_unwritable(key)
    found = look(book, of.kind, key, asked.as_of or book.data_date)
    if found is None or found.row is None:
        raise Http404
    return answer({"as_of": found.day, "seen": found.seen, "record": found.row})


def make(request: HttpRequest, of: Of, said: Body, name: str | None) -> HttpResponse:
    """A new record about an account the caller sees."""
    caller, given = _caller(request, of), said.given()
    account = about(caller.book(), given.pop("entity"), given.pop("customer"))
    if account is None:
        raise Http404

    def do() -> Any:
        new = replace(of.kind.blank(caller.person, account, ""), **given)
        _refuse_faults(of.kind, account, new)
        return _told(record_new(request, caller.person, of.kind.model, new))

    return done(request, caller, name, do, 201)


def correct(request: HttpRequest, of: Of, key: str, said: Seen, name: str | None) -> HttpResponse:
    """The record as it should have been written."""
    model, given = of.kind.model, said.given()

    def act(doing: Doing) -> BookRecord:
        before = doing.found.said
        after = replace(before, **given)
        if after == before and said.seen == doing.found.seen:
            raise DataError(_("It says so already: nothing was written."))
        doing.refuse_faults(after)
        return record_correction(request, doing.person, model, key, said.seen, after, before)

    return acted(request, of, key, act, name)


def withdraw(request: HttpRequest, of: Of, key: str, said: Seen, name: str | None) -> HttpResponse:
    """It was never so."""
    model = of.kind.model
    return acted(
        request,
        of,
        key,
        lambda doing: record_withdrawal(request, doing.person, model, key, said.seen, doing.found.said),
        name,
    )


def acted(
    request: HttpRequest, of: Of, key: str, act: Callable[[Doing], BookRecord], name: str | None
) -> HttpResponse:
    """An act on a record the caller sees; 404 for one that was taken back, unless this very request did it."""
    caller = _caller(request, of)
    refuse_unwritable(key)
    book = caller.book()
    found = look(book, of.kind, key, book.data_date)
    if found is None:
        raise Http404

    def do() -> Any:
        if found.row is None:
            raise Http404
        return _told(act(Doing(caller.person, found)))

    return done(request, caller, name, do)


def _caller(request: HttpRequest, of: Of) -> Caller:
    return enter(request, of.scope, write=True)


def _refuse_faults(kind: Kind, of: Any, said: Any) -> None:
    """UsageError that tells every field that cannot be recorded."""
    found = {**account_faults(of, said), **kind.faults(said)}
    if found:
        raise UsageError("; ".join(_("{0}: {1}").format(name, text) for name, text in found.items()))


def _told(written: BookRecord) -> dict[str, Any]:
    """What was written. The book is not asked: its answer would outlive a transaction that fails."""
    return {
        "key": written.key,
        "seen": written.pk,
        "withdrawn": written.withdrawn,
        "said": asdict(written.said),
    }
