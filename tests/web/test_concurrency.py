"""Several people at once on the served cockpit: nothing breaks, nothing is lost, no figure is half of one import."""

from __future__ import annotations

import http.cookiejar
import json
import re
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from inspect import cleandoc
from pathlib import Path
from typing import Any

import pytest

from encours.book.home import Home
from tests.book.small_books import imported
from tests.cli.calls import TABLES
from tests.rounds import rounds
from tests.web.forms import posted_forms
from tests.web.serving.conftest import Served, encours, environment, with_assets
from tests.web.serving.processes import PATIENCE_SECONDS, free_port, program, until

PASSWORD = "a long enough secret"  # of people who exist in these tests only
PEOPLE = {"ada@example.test": "credit_manager", "bob@example.test": "credit_manager"}
LIST = "Code client;Raison sociale;N° facture;Date facture;Date d'échéance;Montant TTC;Devise\n"
ROUNDS = rounds(3, 6)
CLOSE_ROUNDS = rounds(8, 20)  # of what is lost only when both come within a few milliseconds


class Person:
    """Someone signed in: a session of their own with the server."""

    def __init__(self, address: str, email: str) -> None:
        self.address = address
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        status, _page = self.post("/compte/login/", {"login": email, "password": PASSWORD})
        assert status == 200

    def get(self, path: str) -> tuple[int, str]:
        return self.ask(path, None, {})

    def post(self, path: str, fields: dict[str, Any]) -> tuple[int, str]:
        if not self._token():
            self.get("/compte/login/")
        return self.ask(path, urllib.parse.urlencode(fields, doseq=True).encode(), {})

    def send(self, path: str, name: str, content: str) -> tuple[int, str]:
        """A file, as a form sends it."""
        edge = "----an-edge-that-no-file-holds"
        said = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        body = f"{said}Content-Type: text/csv\r\n\r\n{content}\r\n--{edge}--\r\n".encode()
        return self.ask(path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def form(self, path: str, holding: dict[str, str]) -> dict[str, Any]:
        """The fields of the form of a page that holds these, as they stand."""
        _status, page = self.get(path)
        for _action, fields in posted_forms(page, path):
            if all(fields.get(name) == [value] for name, value in holding.items()):
                return dict(fields)
        raise AssertionError(f"no form with {holding} on {path}")

    def show(self, *names: str) -> dict[str, Decimal]:
        _status, said = self.get(f"/api/v1/show?figures={','.join(names)}")
        row = json.loads(said, parse_float=Decimal, parse_int=Decimal)["rows"][0]
        return {name: row[name] for name in names}

    def ask(self, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str]:
        said = {"X-CSRFToken": self._token(), "Referer": self.address, **headers}
        request = urllib.request.Request(urllib.parse.urljoin(self.address, path), body, said)
        try:
            with self.opener.open(request, timeout=PATIENCE_SECONDS) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def _token(self) -> str:
        return next((str(one.value) for one in self.cookies if one.name == "csrftoken"), "")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A small book, two people who steer, and a cockpit of two processes."""
    place = tmp_path_factory.mktemp("together")
    home = with_assets(place / "home", tmp_path_factory)
    imported(Home(home), **TABLES)
    for email, role in PEOPLE.items():
        made = encours(home, "user", "create", email, "--role", role, stdin=f"{PASSWORD}\n")
        assert made.code == 0, made.err
    port = free_port()
    command = [sys.executable, "-m", "encours", "serve", "--port", str(port), "--workers", "2"]
    with program(command, place / "log", environment(home)) as process:
        cockpit = Served(process, port, home, place / "log")
        until(cockpit.healthy)
        yield cockpit


@pytest.fixture(scope="module")
def two(served: Served) -> list[Person]:
    """Both of them, signed in."""
    return [Person(f"http://127.0.0.1:{served.port}", email) for email in PEOPLE]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each gives, all begun at the same moment."""
    gate = threading.Barrier(len(acts))

    def begun(act: Callable[[], Any]) -> Any:
        gate.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(begun, acts))


def test_two_people_change_the_same_choice_at_once(two: list[Person]) -> None:
    """Each is told so and the last one stands, whole; the history keeps them all."""
    path = "/reglages/tranches-et-objectifs/"
    for number in range(ROUNDS):
        asked = []
        for person, window in zip(two, (f"{2 + number}m", f"{12 + number}m"), strict=True):
            fields = {**person.form(path, {"act": "calculation"}), "window": window}
            asked.append((person, fields))
        answers = at_once(*(lambda p=p, f=f: p.post(path, f) for p, f in asked))
        assert [status for status, _page in answers] == [200, 200]
        stands = {person.form(path, {"act": "calculation"})["window"][0] for person in two}
        assert len(stands) == 1
        assert stands <= {fields["window"] for _person, fields in asked}


def test_two_people_add_bucket_sets_at_once_and_both_are_kept(two: list[Person]) -> None:
    path = "/reglages/tranches-et-objectifs/"
    names = [[f"Set {who}{number}" for number in range(CLOSE_ROUNDS)] for who in "ab"]
    for pair in zip(*names, strict=True):
        asked = []
        for person, name in zip(two, pair, strict=True):
            fields = person.form(path, {"act": "buckets"})
            asked.append((person, {**fields, "buckets-name": name, "buckets-edges": "10,20"}))
        answers = at_once(*(lambda p=p, f=f: p.post(path, f) for p, f in asked))
        assert [status for status, _page in answers] == [200, 200]
    _status, page = two[0].get(path)
    assert [name for pair in names for name in pair if name not in page] == []


def test_of_two_people_who_add_a_bucket_set_of_one_name_one_is_told(two: list[Person]) -> None:
    path = "/reglages/tranches-et-objectifs/"
    for number in range(CLOSE_ROUNDS):
        asked = []
        for person, edges in zip(two, ("10,20", "15,25"), strict=True):
            fields = person.form(path, {"act": "buckets"})
            asked.append((person, {**fields, "buckets-name": f"Same {number}", "buckets-edges": edges}))
        answers = at_once(*(lambda p=p, f=f: p.post(path, f) for p, f in asked))
        assert sum('id="id_buckets-name_error"' in page for _status, page in answers) == 1
        drop = {"act": "drop_buckets", "name": f"Same {number}"}
        two[0].post(path, {**two[0].form(path, {"act": "drop_buckets"}), **drop})


def test_of_two_windows_on_one_dashboard_one_is_told(served: Served, two: list[Person]) -> None:
    """Neither change is lost without a word: who came second is told, and has what they typed."""
    owner, again = two[0], Person(two[0].address, "ada@example.test")
    _status, page = owner.post("/tableaux/nouveau/", {"title": "Ours"})
    edited = re.search(r"/tableaux/(\d+)/", page)
    assert edited
    path = f"/tableaux/{edited[1]}/modifier/"
    for number in range(ROUNDS):
        asked = [
            (person, {**person.form(path, {"act": "about"}), "title": f"{name} {number}"})
            for person, name in ((owner, "First"), (again, "Second"))
        ]
        answers = at_once(*(lambda p=p, f=f: p.post(path, f) for p, f in asked))
        assert sorted(status for status, _page in answers) == [200, 409]
        told = next(
            (page, f) for (status, page), (_p, f) in zip(answers, asked, strict=True) if status == 409
        )
        assert told[1]["title"] in told[0]


def test_of_two_who_correct_one_promise_one_is_told_and_nothing_is_overwritten(two: list[Person]) -> None:
    path = _promise(two[0]).join(("/promesses/", "/correction/"))
    for number in range(ROUNDS):
        asked = [
            (person, {**person.form(path, {"currency": "EUR"}), "amount": str(10 * number + place)})
            for place, person in enumerate(two, 1)
        ]
        answers = at_once(*(lambda p=p, f=f: p.post(path, f) for p, f in asked))
        assert sorted(status for status, _page in answers) == [200, 409]
        stands = two[0].form(path, {"currency": "EUR"})["amount"]
        written = next(f for (status, _), (_p, f) in zip(answers, asked, strict=True) if status == 200)
        assert Decimal(stands[0].replace(",", ".")) == Decimal(written["amount"])


def test_a_request_of_one_name_sent_twice_at_once_is_done_once(two: list[Person]) -> None:
    """A program that heard no answer asks again, while the first request is still under way."""
    again = Person(two[0].address, "ada@example.test")
    for number in range(ROUNDS):
        before = _count(two[0])
        name = f"name {number}"
        answers = at_once(*(lambda p=p, name=name: _record(p, name) for p in (two[0], again)))
        assert [status for status, _said in answers] == [201, 201]
        assert answers[0][1] == answers[1][1]
        assert _count(two[0]) == before + 1


def test_two_imports_asked_at_once_are_both_done(served: Served, two: list[Person]) -> None:
    before = two[0].show("net", "item_count")
    lists = [
        f"{LIST}A;Alpha;N{who};15/06/2025;15/07/2025;{amount},10;EUR\n" for who, amount in ((1, 100), (2, 50))
    ]
    answers = at_once(
        *(
            lambda p=p, t=t: p.send("/reglages/imports/", "open.csv", t)
            for p, t in zip(two, lists, strict=True)
        )
    )
    assert [status for status, _page in answers] == [200, 200]
    asked = [_ready(person, page) for person, (_status, page) in zip(two, answers, strict=True)]
    at_once(*(lambda p=p, a=a: p.post(a, {}) for p, a in zip(two, asked, strict=True)))
    until(lambda: two[0].show("item_count")["item_count"] == before["item_count"] + 2)
    assert two[1].show("net")["net"] == before["net"] + Decimal("150.20")


def test_a_reader_sees_whole_imports_alone(served: Served, two: list[Person], tmp_path: Path) -> None:
    """While a book is published again and again, each answer is that of one of them, and totals are their rows'."""
    books = [_book(tmp_path / str(number), number) for number in (0, 1)]
    states = []
    for source in books:
        assert encours(served.home, "import", str(source)).code == 0
        states.append(two[0].show("net", "gross", "item_count"))
    assert states[0] != states[1]
    over = threading.Event()

    def publish() -> None:
        for number in range(ROUNDS):
            assert encours(served.home, "import", str(books[number % 2])).code == 0
        over.set()

    def read(person: Person) -> list[Any]:
        seen = []
        while not over.is_set():
            seen.append(person.show("net", "gross", "item_count"))
            assert person.get("/")[0] == 200
            assert _adds_up(person.get("/creances/?measure=net")[1])
        return seen

    _published, *seen = at_once(publish, *(lambda p=p: read(p) for p in two))
    assert min(map(len, seen)) > 2
    assert [one for some in seen for one in some if one not in states] == []


def _record(person: Person, name: str = "") -> tuple[int, str]:
    """A promise recorded by the programming interface, its request under a name."""
    body = {"entity": "F", "customer": "A", "amount": 120, "currency": "EUR"}
    said = {**body, "made_on": "2025-06-30", "due_on": "2025-07-15"}
    headers = {"Content-Type": "application/json", **({"Idempotency-Key": name} if name else {})}
    return person.ask("/api/v1/promises", json.dumps(said).encode(), headers)


def _promise(person: Person) -> str:
    """The key of a promise just recorded."""
    return str(json.loads(_record(person)[1])["key"])


def _count(person: Person) -> int:
    return int(json.loads(person.get("/api/v1/promises?limit=0")[1])["count"])


def _ready(person: Person, page: str) -> str:
    """Where the import of an upload is asked for, once it is said what it is and it has been checked."""
    found = re.search(r'/reglages/imports/depots/[^/"]+/', page)
    assert found
    place = found[0]
    reading = next(
        fields for action, fields in posted_forms(page, place) if action.endswith("/verification/")
    )
    person.post(f"{place}verification/", {**reading, "entity": "F"})
    until(lambda: f"{place}import/" in person.get(place)[1])
    return f"{place}import/"


def _book(folder: Path, number: int) -> Path:
    """The small book, with one amount that tells which it is."""
    folder.mkdir()
    for table, text in TABLES.items():
        said = text.replace(",2025-06-30,6000", f",2025-06-30,{6000 + 111 * number}")
        (folder / f"{table}.csv").write_text(cleandoc(said) + "\n", encoding="utf-8")
    return folder


def _adds_up(page: str) -> bool:
    """Whether the total a page of rows says is the sum of the rows it shows, to the cent."""
    rows = [Decimal(amount) for amount in re.findall(r'<tr data-amount="([^"]*)"', page)]
    total = re.search(r'id="found".*?</div>.*?<dd>(.*?)</dd>', page, re.DOTALL)
    assert rows
    assert total
    digits = re.sub(r"[^\d,−-]", "", total[1]).replace(",", ".").replace("−", "-")
    return sum(rows) == Decimal(digits)
