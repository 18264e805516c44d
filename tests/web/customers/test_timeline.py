"""The time line: what happened, in order, and notes that nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.customers.ledgers import BOCAGE, DAY, ELAN, address

if TYPE_CHECKING:
    from django.test import Client

    from encours.web.customers.models import Note
    from encours.web.customers.page.timeline.event import Event

Clients = Callable[..., "Client"]


def told(client: Client, **asked: str) -> list[Event]:
    found: list[Event] = client.get(address(ELAN, tab="timeline", **asked)).context["events"]
    return found


def write(client: Client, text: str, **more: str) -> Note | None:
    from encours.web.customers.models import Note

    client.post(f"{ELAN}notes/", {"text": text, **more})
    return Note.objects.filter(text=text).first()


def test_events_are_newest_first_and_of_every_kind(ledger: Path, client_of: Clients) -> None:
    events = told(client_of())
    places = [event.place for event in events]
    assert places == sorted(places, reverse=True)
    assert {event.kind for event in events} == {  # imports are told when they are asked for
        "invoice",
        "receipt",
        "credit_note",
        "allocation",
        "dispute",
        "promise",
        "action",
    }


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("invoice", 4),
        ("receipt", 2),
        ("allocation", 1),
        ("dispute", 3),
        ("promise", 1),
        ("action", 1),
        ("note", 0),
    ],
)
def test_one_kind_is_kept(ledger: Path, client_of: Clients, kind: str, count: int) -> None:
    assert [event.kind for event in told(client_of(), kind=kind)] == [kind] * count


def test_an_action_late_in_the_evening_utc_is_of_the_next_day_in_paris(
    ledger: Path, client_of: Clients
) -> None:
    (action,) = told(client_of(), kind="action")
    assert action.day == date(2025, 4, 15)


@pytest.mark.parametrize(("day", "known"), [("2025-04-09", False), ("2025-04-10", True)])
def test_a_past_date_knows_nothing_of_what_follows(
    ledger: Path, client_of: Clients, day: str, known: bool
) -> None:
    events = [event for event in told(client_of(), date=day) if event.kind != "import"]
    assert all(event.day <= date.fromisoformat(day) for event in events)
    assert any("Prix" in event.title for event in events) is known


def test_pages_follow_one_another_without_a_gap(ledger: Path, client_of: Clients) -> None:
    from django.test import RequestFactory

    from encours.web.access.roles import Right
    from encours.web.customers.page.account import opened
    from encours.web.customers.page.timeline.merged import events, newest

    request = RequestFactory().get(ELAN)
    request.user = client_of().person  # type: ignore[attr-defined]
    account = opened(request, Right.SEE, "F1", "A/1 é")
    every = newest(account, "", 1000)
    pages = [events(account, "", page, size=4) for page in range(1, 6)]
    assert [event for page in pages for event in page.events] == every
    assert [page.older for page in pages] == [len(every) > 4 * page for page in range(1, 6)]


def test_matchings_read_in_parts_are_whole(
    ledger: Path, client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.web.customers.page.timeline import ledger as source

    monkeypatch.setattr(source, "PER_EVENT", 2)
    (matched,) = told(client_of(), kind="allocation")
    assert matched.title == "Matched: €150.50"


def test_the_newest_events_stand_beside(ledger: Path, client_of: Clients) -> None:
    response = client_of().get(
        address(ELAN, part="latest"), headers={"HX-Request": "true", "HX-Target": "latest"}
    )
    html = response.content.decode()
    assert "FA-1008" in html
    assert "<html" not in html
    assert 'id="latest"' in html


def test_a_note_is_told_with_its_author_and_in_the_trail(ledger: Path, client_of: Clients) -> None:
    from encours.web.workflow.trail.models import Event as Trail

    client = client_of("collector", portfolios=["P1"], name="Inès Garnier")
    response = client.post(f"{ELAN}notes/", {"text": "Rings back on Friday"}, follow=True)
    assert "The note is on the time line." in response.content.decode()
    (note,) = told(client, kind="note")
    assert (note.text, note.who) == ("Rings back on Friday", "Inès Garnier")
    trail = Trail.objects.filter(what="note written").get()
    assert (trail.person, trail.subject) == (client.person, "F1 A/1 é")  # type: ignore[attr-defined]
    assert "Rings back" in trail.after


def test_a_note_is_text_never_markup(ledger: Path, client_of: Clients) -> None:
    client = client_of()
    write(client, "<script>alert(2)</script><img src=x onerror=alert(3)>")
    for url in (address(ELAN, tab="timeline"), address(ELAN, part="latest")):
        html = client.get(url, headers={"HX-Request": "true"}).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


@pytest.mark.parametrize("text", ["", "   \n ", "x" * 4001])
def test_what_cannot_be_kept_comes_back_as_typed(ledger: Path, client_of: Clients, text: str) -> None:
    from encours.web.customers.models import Note

    response = client_of().post(f"{ELAN}notes/", {"text": text})
    assert (response.status_code, Note.objects.count()) == (400, 0)
    assert response.context["note_error"]
    assert response.context["typed"] == text.strip()


def test_a_note_may_be_four_thousand_characters_long(ledger: Path, client_of: Clients) -> None:
    assert write(client_of(), "é" * 4000) is not None


def test_who_may_not_write_has_no_form_and_is_refused(ledger: Path, client_of: Clients) -> None:
    client = client_of("auditor")
    assert "note-text" not in client.get(ELAN).content.decode()
    assert client.post(f"{ELAN}notes/", {"text": "x"}).status_code == 403


def test_a_correction_strikes_the_note_through_and_leaves_it(ledger: Path, client_of: Clients) -> None:
    client = client_of()
    first = write(client, "Promises 150")
    assert first is not None
    form = client.get(address(ELAN, tab="timeline", correct=str(first.pk)))
    assert form.context["typed"] == "Promises 150"
    second = write(client, "Promises 105", corrects=str(first.pk))
    assert second is not None
    assert second.corrects == first
    html = client.get(address(ELAN, tab="timeline", kind="note")).content.decode()
    assert "<s>Promises 150</s>" in html
    assert "Promises 105" in html
    assert "<s>Promises 105" not in html


def test_only_its_author_corrects_a_note_and_once(ledger: Path, client_of: Clients) -> None:
    author, other = client_of(), client_of()
    first = write(author, "one")
    assert first is not None
    assert write(other, "two", corrects=str(first.pk)) is None
    assert write(author, "three", corrects=str(first.pk)) is not None
    assert write(author, "four", corrects=str(first.pk)) is None
    assert author.post(f"{BOCAGE}notes/", {"text": "five", "corrects": str(first.pk)}).status_code == 400
    assert write(author, "six", corrects="abc") is None


def test_nothing_changes_or_removes_a_note(ledger: Path, client_of: Clients) -> None:
    from django.db import DatabaseError, connection, transaction

    from encours.web.customers.models import Note
    from encours.web.workflow.trail.append_only import Unchangeable

    note = write(client_of(), "kept")
    assert note is not None
    for change in (note.save, note.delete, Note.objects.all().delete, lambda: Note.objects.update(text="x")):
        with pytest.raises(Unchangeable):
            change()
    for statement in ("UPDATE customers_note SET text = 'x'", "DELETE FROM customers_note"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Note.objects.get().text == "kept"


def test_notes_of_today_are_not_on_the_time_line_of_a_past_date(ledger: Path, client_of: Clients) -> None:
    client = client_of()
    response = client.post(address(f"{ELAN}notes/", date="2025-03-01"), {"text": "today"})
    assert "date=" not in response["Location"]
    assert [note.text for note in told(client, kind="note")] == ["today"]
    assert [note.text for note in told(client, kind="note", date=DAY)] == ["today"]
    assert told(client, kind="note", date="2025-05-01") == []


def test_notes_are_of_one_customer_and_seen_by_those_who_see_it(ledger: Path, client_of: Clients) -> None:
    assert write(client_of(), "secret of Élan")
    for url in (address(BOCAGE, tab="timeline"), "/clients/G2/B/?tab=timeline"):
        assert "secret of" not in client_of().get(url).content.decode()
    stranger_to_it = client_of("collector", portfolios=["P2"])
    assert stranger_to_it.get(address(ELAN, tab="timeline")).status_code == 404


def test_the_file_of_the_time_line_holds_every_event(ledger: Path, client_of: Clients) -> None:
    client = client_of()
    write(client, "=1+1")
    response = client.get(address(ELAN, tab="timeline", format="csv"))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert len(text.splitlines()) == 1 + len(told(client))
    assert "'=1+1" in text  # a spreadsheet would run it


def test_imports_are_told_to_those_who_may_see_them(ledger: Path, client_of: Clients) -> None:
    assert told(client_of("credit_manager"), kind="import")
    assert not told(client_of("collector"), kind="import")
    assert not told(client_of("accountant", portfolios=["P1"]), kind="import")


def test_a_note_is_whole_or_nowhere(
    ledger: Path, client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trail fails: neither the note nor its event is there."""
    from encours.web.customers.models import Note
    from encours.web.workflow import act
    from encours.web.workflow.timeline.models import Happening

    client = client_of()
    client.raise_request_exception = False

    def fails(*_arguments: object, **_more: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(act, "record", fails)
        assert client.post(f"{ELAN}notes/", {"text": "lost"}).status_code == 500
    assert (Note.objects.count(), Happening.objects.count()) == (0, 0)
    assert write(client, "kept") is not None
    assert Happening.objects.get().facts == {"text": "kept"}


def test_what_was_known_before_knows_no_note_and_no_promise_written_since(
    ledger: Path, client_of: Clients
) -> None:
    client = client_of()
    write(client, "since")
    promise(client)
    assert [event.kind for event in told(client, known="1") if event.at and event.kind != "import"] == [
        "action"
    ]
    assert {event.text for event in told(client, kind="note")} == {"since"}
    assert told(client, kind="note", known="1") == []
    assert len(told(client, kind="promise", known="1")) == 1, "the imported one"


def test_a_promise_people_made_is_told_once_and_an_imported_one_with_what_was_done_to_it(
    ledger: Path, client_of: Clients
) -> None:
    client = client_of("credit_manager", name="Maud Lestrade")
    key = promise(client)
    mine = [event for event in told(client, kind="promise") if key in event.href]
    assert [(event.title, event.who) for event in mine] == [("Promise made", "Maud Lestrade")]
    seen = {
        "amount": "140",
        "currency": "EUR",
        "item": "VT/2",
        "made_on": "2025-04-15",
        "due_on": "2025-04-26",
    }
    answer = client.post("/promesses/PR1/correction/", {"seen": "0", **seen})
    assert answer.status_code == 302
    imported = [event for event in told(client, kind="promise") if "PR1" in event.href]
    assert sorted((event.title, event.text) for event in imported) == [
        ("Promise corrected", "€140.00 for 26 Apr 2025"),
        ("Promise of payment", "€150.00 for 26 Apr 2025 · FA-1002"),
    ]
    client.post(f"/promesses/{key}/retrait/", {"seen": str(last(key))})
    mine = [event for event in told(client, kind="promise") if key in event.href]
    assert sorted(event.title for event in mine) == ["Promise made", "Promise withdrawn"]


@pytest.mark.parametrize(
    ("day", "count"), [("2025-04-14", 0), ("2025-04-15", 1), ("2025-05-01", 1), (DAY, 2)]
)
def test_a_promise_of_today_is_on_the_time_line_of_now_and_of_no_past_date(
    ledger: Path, client_of: Clients, day: str, count: int
) -> None:
    client = client_of()
    promise(client)
    assert len(told(client, kind="promise", date=day)) == count


def test_the_file_of_the_time_line_tells_what_people_did(ledger: Path, client_of: Clients) -> None:
    client = client_of(name="Maud Lestrade")
    promise(client, comment="=HYPERLINK(1)")
    answer = client.get(address(ELAN, tab="timeline", kind="promise", format="csv"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert len(text.splitlines()) == 1 + 2
    assert "Promise made" in text
    assert "Maud Lestrade" in text


def promise(client: Client, **more: str) -> str:
    """The key of a promise recorded today about Élan."""
    from django.utils import timezone

    from encours.web.workflow.promises.models import Promise

    today = timezone.localdate().isoformat()
    said = {"amount": "10", "currency": "EUR", "item": "", "made_on": today, "due_on": today, **more}
    assert client.post(f"{ELAN}promesses/", said).status_code == 302
    return Promise.objects.order_by("-pk")[0].key


def last(key: str) -> int:
    from encours.web.workflow.promises.models import Promise
    from encours.web.workflow.records import current

    found = current(Promise, key)
    assert found is not None
    return found.pk
