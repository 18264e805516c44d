"""Every address, as every role and as a stranger: what the table of rights says, and nothing else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from encours.web.access.roles import Right, Role, may
from tests.rounds import FULL, rounds
from tests.web.addresses import ANYONE, NOBODY, SIGNED_IN, Address, Needs, addresses, gone, unknown
from tests.web.forms import posted_forms
from tests.web.things import made_for

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

HOSTILE = (
    "date=x",
    "date=9999-12-31",
    "date=0001-01-01",
    "page=-1",
    "page=99999999999999999999",
    "size=1e9",
    "where='; drop",
    "where=portfolio=%27;%20drop%20table--",
    "where=days_late%3E1e400",
    "by=unknown",
    "by=customer&by=customer",
    "sort=zzz",
    "columns=zzz,,'",
    "columns=",
    "currency=ZZZ",
    "currency=%00",
    "entity=UNKNOWN",
    "portfolio=%F0%9F%92%B6",
    "known=999",
    "known=x",
    "window=0m",
    "window=99999999999m",
    "edges=9,1,a",
    "measure=unknown",
    "measure=overdue%27",
    "part=zzz",
    "format=exe",
    "q=%25%27%22%3Cscript%3E",
    "history=1e9",
    "after=zzz",
)
EACH = rounds(4, 1)  # one parameter in so many is tried on a page, the others on its neighbours
NAME = re.compile(r'"(\w+)"')
PLAUSIBLE = {
    "label": "x",
    "name": "x",
    "text": "x",
    "email": "new@example.test",
    "role": "administrator",
    "confirm": "on",
    "address": "/creances/?measure=overdue",
    "roles": "auditor",
    "edges": "30,60",
}


@pytest.fixture
def sure(client_of: Callable[..., Client]) -> Callable[[str], Client]:
    """Someone of a role who has shown a password a moment ago: nothing is put off until they show it again."""
    import time

    def enter(role: str) -> Client:
        client = client_of(role)
        client.raise_request_exception = False  # a page that breaks answers 500, as on the server
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time() + 600}]
        session.save()
        return client

    return enter


def test_the_table_of_rights_knows_every_address() -> None:
    assert unknown() == [], "say in tests/web/addresses.py which right each of these needs, and about what"
    assert gone() == [], "these are no addresses any more"


@pytest.mark.parametrize("role", list(Role))
def test_a_role_reads_what_its_rights_open_and_nothing_else(
    three: Path, sure: Callable[[str], Client], role: str
) -> None:
    client = sure(role)
    place = list(Role).index(Role(role)) % 2
    wrong = []
    for number, address in enumerate(addresses(made_for(client.person))):
        # Whoever may see figures sees them all: of these, every other one is somebody else's.
        if address.needs.read == Right.SEE and number % 2 == place and not FULL:
            continue
        with _undone():
            status = _status(client.get(address.url))
        if not _answers(status, role, address.needs, reading=True):
            wrong.append(f"{address.name} answers {status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_writes_what_its_rights_open_and_nothing_else(
    three: Path, sure: Callable[[str], Client], role: str
) -> None:
    client = sure(role)
    every = addresses(made_for(client.person))
    wrong = []
    for address in every:
        with _undone():
            status = _status(client.post(address.path, _filled(address)))
        if not _answers(status, role, address.needs, reading=False):
            wrong.append(f"{address.name} answers {status}")
    assert not wrong, "\n".join(wrong)


def test_strangers_are_sent_to_the_door(three: Path, sure: Callable[[str], Client], stranger: Client) -> None:
    every = addresses(made_for(sure(Role.CFO).person))
    wrong = []
    for address in every:
        for method, needed in (("get", address.needs.read), ("post", address.needs.write)):
            answer = getattr(stranger, method)(address.url)
            closed = ANYONE not in (needed, address.needs.read, address.needs.write)
            if _status(answer) == 500 or (closed and not _is_the_door(answer, address)):
                wrong.append(f"{method} {address.name} answers {_status(answer)}")
    assert not wrong, "\n".join(wrong)


def test_an_auditor_changes_nothing_by_any_form_an_administrator_sees(
    three: Path, sure: Callable[[str], Client]
) -> None:
    """Each address is posted to with what a browser would send, and with what someone might make up."""
    administrator, auditor = sure(Role.ADMINISTRATOR), sure(Role.AUDITOR)
    every = addresses(made_for(administrator.person))
    forms = [form for address in every for form in _forms(administrator, address)]
    own = {address.path for address in every if address.needs.write in (SIGNED_IN, ANYONE)}
    assert len({path for path, _fields in forms} - own) > 8
    before = _everything()
    posted = [*forms, *((address.path, PLAUSIBLE) for address in every)]
    for path, fields in posted:
        if path not in own and not path.startswith("/compte/"):
            with _written() as tables:
                _status(auditor.post(path, fields))
            assert not tables or _everything() == before, f"an auditor changed {tables} by {path} {fields}"
    assert _everything() == before


def test_the_same_forms_do_something_for_an_administrator(three: Path, sure: Callable[[str], Client]) -> None:
    """Else the test above could not fail."""
    administrator = sure(Role.ADMINISTRATOR)
    changed = set()
    before = _everything()
    for address in addresses(made_for(administrator.person)):
        with _undone(), _written() as tables:
            _status(administrator.post(address.path, PLAUSIBLE))
            if tables and _everything() != before:
                changed.add(address.name)
    assert len(changed) > 8


@pytest.mark.parametrize("half", [0, 1])
def test_no_parameter_breaks_a_page(three: Path, sure: Callable[[str], Client], half: int) -> None:
    client = sure(Role.ADMINISTRATOR)
    every = [one for one in addresses(made_for(client.person)) if one.needs.read != NOBODY]
    wrong = []
    for number, address in enumerate(every[half::2]):
        queries = HOSTILE if address.needs.figures else ("page=-1", "sort=zzz", "columns=zzz", "format=exe")
        for query in queries[number % EACH :: EACH]:
            joined = f"{address.url}{'&' if '?' in address.url else '?'}{query}"
            status = _status(client.get(joined))
            if status >= 500 and address.name != "health":
                wrong.append(joined)
    assert not wrong, "\n".join(wrong)


def _answers(status: int, role: str, needs: Needs, reading: bool) -> bool:
    """Whether an address that needs this may answer that role so."""
    needed = needs.read if reading else needs.write
    if needed == NOBODY:
        return status in (405, 403) or (status == 200 and not reading)
    if needed in (ANYONE, SIGNED_IN):
        return status in (200, 302, 400, 404, 405, 415, 422, 503)
    if not may(role, Right(needed)):
        return status == needs.refusal
    return status in ((200, 302) if reading else (200, 202, 302, 400, 404, 409, 415, 422))


def _filled(address: Address) -> dict[str, Any]:
    """What a post holds: for the interface, a file besides, without which it looks no further."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    return PLAUSIBLE | ({"files": SimpleUploadedFile("list.csv", b"a;b\n")} if address.api else {})


def _is_the_door(answer: HttpResponse, address: Address) -> bool:
    if address.api:
        return answer.status_code in (401, 404, 405)
    if answer.status_code == 405:  # said before anybody is asked who they are: it opens nothing
        return True
    return answer.status_code == 302 and answer.headers["Location"].startswith("/compte/login/")


def _status(answer: Any) -> int:
    """Its status; what it would send is sent."""
    if getattr(answer, "streaming", False):
        b"".join(answer.streaming_content)
    return int(answer.status_code)


@contextmanager
def _undone() -> Iterator[None]:
    """What happens within is taken back."""
    from django.db import transaction

    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


@contextmanager
def _written() -> Iterator[list[str]]:
    """The tables that are written to within, of those a digest of everything looks at."""
    from django.db import connection

    seen: list[str] = []
    known = {model._meta.db_table for model in _looked_at(include_auto_created=True)}

    def tell(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        if not sql.startswith("SELECT"):
            seen.extend(known & set(NAME.findall(sql)))
        return execute(sql, *given)

    with connection.execute_wrapper(tell):
        yield seen


def _everything() -> str:
    """A digest of every row of every table but the trail, sessions and the last sign-ins."""
    from django.core import serializers

    told = hashlib.sha256()
    for model in _looked_at():
        rows = model._default_manager.order_by("pk")
        told.update(serializers.serialize("json", rows).encode())
    return told.hexdigest()


def _looked_at(**more: bool) -> list[Any]:
    from django.apps import apps

    left_out = ("audit", "sessions", "usersessions", "axes")
    return [model for model in apps.get_models(**more) if model._meta.app_label not in left_out]


def _forms(client: Client, address: Address) -> list[tuple[str, dict[str, list[str]]]]:
    """The forms of a page that post, with what a browser would send as they stand."""
    if address.needs.read == NOBODY:
        return []
    answer = client.get(address.url)
    if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
        return []
    return posted_forms(answer.content.decode(), address.path)
