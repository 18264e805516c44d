"""A promise recorded is in every figure at once, in the trail and on the time line, or nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cube.test_promises import BOOK

if TYPE_CHECKING:
    from encours.web.workflow.people.models import Person
    from encours.web.workflow.promises.models import Said

TODAY = date(2026, 4, 1)


@pytest.fixture
def held(home_of: Callable[..., Path], showing: Callable[[Path], Path]) -> Path:
    return showing(home_of(BOOK))


@pytest.fixture
def collector(db: None, person: Callable[..., Person]) -> Person:
    return person("collector")


def said(customer: str = "B", amount: str = "100", **more: Any) -> Said:
    from encours.web.workflow.promises.models import Said

    days = {"made_on": date(2026, 3, 2), "due_on": date(2026, 3, 30)}
    return Said("F1", customer, Decimal(amount), currency="EUR", **{**days, **more})


def promised(day: str = "2026-03-25", known: str = "", **asked: Any) -> Any:
    from encours.web.visit import connections

    return connections.book(known).show("promised", as_of=day, **asked).rows[0]["promised"]


def test_a_promise_is_in_the_next_answer_of_the_open_book(held: Path, collector: Person) -> None:
    from encours.web.visit import connections
    from encours.web.workflow.promises.models import Promise
    from encours.web.workflow.recording import make

    engine = connections.book().engine
    before = promised()
    make(None, collector, Promise, said("A"))
    assert promised() == before + 100
    assert connections.book().engine is engine, "the connection stays open"


def test_a_cancelled_promise_stands_until_its_day_and_a_withdrawn_one_never(
    held: Path, collector: Person
) -> None:
    from encours.web.workflow.promises.making import cancel
    from encours.web.workflow.promises.models import Promise
    from encours.web.workflow.recording import make, withdraw

    before = promised()
    one, other = make(None, collector, Promise, said("A")), make(None, collector, Promise, said("A", "30"))
    assert promised() == before + 130
    cancel(None, collector, one.key, one.pk, said("A"), date(2026, 3, 25))
    assert (promised("2026-03-24"), promised("2026-03-25")) == (before + 130, before + 30)
    withdraw(None, collector, Promise, other.key, other.pk, said("A", "30"))
    assert (promised("2026-03-24"), promised("2026-03-25")) == (before + 100, before)


def test_what_was_known_before_a_record_does_not_know_it(held: Path, collector: Person) -> None:
    from django.utils import timezone

    from encours.web.workflow.promises.models import Promise
    from encours.web.workflow.recording import make, withdraw

    before = promised()
    made = make(None, collector, Promise, said("A"))
    between = timezone.now().isoformat()
    withdraw(None, collector, Promise, made.key, made.pk, said("A"))
    assert (promised(known="1"), promised(known=between), promised()) == (before, before + 100, before)


def test_two_who_correct_the_same_the_second_is_told_and_nothing_is_overwritten(
    held: Path, collector: Person, person: Callable[..., Person]
) -> None:
    from encours.web.workflow.promises.models import Promise
    from encours.web.workflow.recording import correct, make
    from encours.web.workflow.records import Changed

    made = make(None, collector, Promise, said("A"))
    manager = person("credit_manager")
    correct(None, manager, Promise, made.key, made.pk, said("A", "200"), said("A"))
    with pytest.raises(Changed, match=str(manager)):
        correct(None, collector, Promise, made.key, made.pk, said("A", "300"), said("A"))
    assert promised(where="customer=A") == 200


def test_an_imported_promise_is_corrected_by_a_record_that_hides_it(held: Path, collector: Person) -> None:
    from encours.web.workflow.promises.models import Promise
    from encours.web.workflow.recording import correct

    assert promised("2026-03-10", where="customer=B") == 700
    correct(None, collector, Promise, "K2", 0, said("B", "650"), said("B", "700"))
    assert promised("2026-03-10", where="customer=B") == 650


def test_an_act_is_whole(held: Path, collector: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trail fails: neither the promise nor its event nor its revision is there."""
    from encours.web.workflow import act
    from encours.web.workflow.choices.revisions import revision
    from encours.web.workflow.promises.models import Promise
    from encours.web.workflow.recording import make
    from encours.web.workflow.timeline.models import Happening

    def fails(*_arguments: Any, **_more: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(act, "record", fails)
        with pytest.raises(OSError, match="disk full"):
            make(None, collector, Promise, said("A"))
    assert (Promise.objects.count(), Happening.objects.count(), revision("promises")) == (0, 0, 0)
    make(None, collector, Promise, said("A"))
    assert (Promise.objects.count(), Happening.objects.count(), revision("promises")) == (1, 1, 1)


def test_versions_cannot_be_changed_nor_removed(held: Path, collector: Person) -> None:
    from django.db import DatabaseError, connection, transaction

    from encours.web.workflow.promises.models import Promise
    from encours.web.workflow.recording import make
    from encours.web.workflow.trail.append_only import Unchangeable

    made = make(None, collector, Promise, said("A"))
    with pytest.raises(Unchangeable):
        made.save()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE promises_promise SET amount_units = 0")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal("NaN")}, "amount"),
        ({"amount": Decimal("1.001")}, "amount"),
        ({"amount": Decimal(10**12)}, "amount"),
        ({"made_on": TODAY + timedelta(days=3650)}, "made_on"),
        ({"due_on": date(2026, 3, 1)}, "due_on"),
        ({"due_on": date(2028, 6, 1)}, "due_on"),
        ({"currency": "EUX"}, "currency"),
        ({"comment": "x" * 1001}, "comment"),
    ],
)
def test_what_cannot_be_recorded_is_said_at_its_field(wrong: dict[str, Any], field: str) -> None:
    from dataclasses import replace

    from encours.web.workflow.promises.making import faults

    assert faults(said()) == {}
    assert field in faults(replace(said(), **wrong))


def test_revisions_are_read_once_a_request(
    held: Path, collector: Person, client_of: Callable[..., Any]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of()
    client.get("/creances/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/creances/").status_code == 200
    assert sum("preferences_revision" in query["sql"] for query in captured.captured_queries) == 1
