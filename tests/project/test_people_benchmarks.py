"""The measures of people's work count what they say: what is lost or doubled, targets, their place in the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from benchmarks.lines import Limit, Line
from benchmarks.people.recording import Recorded, check, together
from benchmarks.people.shown import TITLE, Found, kept, over, put, section
from benchmarks.web.shown import TITLE as COCKPIT
from benchmarks.web.visitor import Visitor

ABOUT = {"open": 9, "customers": 3, "actions": 1, "promises": 1, "disputes": 1}


@pytest.fixture
def interface() -> Iterator[tuple[int, dict[str, str]]]:
    """An interface that keeps one record for each name it is sent; its port, and the records by name."""
    records: dict[str, str] = {}

    class Keeper(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert {"entity", "customer", "item"} <= set(said)
            key = records.setdefault(self.headers["Idempotency-Key"], f"{self.path[8:-1]} {len(records)}")
            content = json.dumps({"key": key}).encode()
            self.send_response(201)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_said: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Keeper)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], records
    server.shutdown()
    server.server_close()


def test_people_record_every_kind_and_send_some_twice_under_one_name(
    interface: tuple[int, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.people.recording.EVERY_SECONDS", 0.0)
    port, records = interface
    items = [("E1", f"C{n}", f"I{n}", "EUR") for n in range(14)]
    for seconds in (0.5, 5, 50):  # a busy machine needs longer
        records.clear()
        found = Recorded("a server", 2, seconds)
        together([Visitor(port), Visitor(port)], items, "2026-10-31", found)
        if set(found.keys) == {"action", "promise", "dispute"}:
            break
    assert found.errors == []
    assert found.twice > 0
    assert sorted(key for keys in found.keys.values() for key in keys) == sorted(records.values())
    there = {kind: dict.fromkeys(keys, 1) for kind, keys in found.keys.items()}
    check(found, there, 5, 5 + len(found.keys["action"]))
    assert (found.lost, found.doubled, found.errors) == (0, 0, [])


def test_what_is_lost_doubled_or_missing_from_the_figures_is_told() -> None:
    found = Recorded("SQLite", 1, 1)
    found.keys |= {"action": ["a", "b"], "promise": ["p", "p"], "dispute": []}
    check(found, {"action": {"a": 2}, "promise": {"p": 1, "q": 1}, "dispute": {}}, 0, 1)
    assert (found.lost, found.doubled) == (1, 3)  # b; a once more, q that nobody recorded, p answered twice
    assert found.errors == ["the figure of actions is -1 beside what was recorded"]
    assert over(Found(ABOUT, recorded=[found])) == ["recording on SQLite"]
    assert "Lost: 1. Doubled: 3" in section(_written(found), "m", "v", "")


@pytest.mark.parametrize(("seconds", "told"), [(30.0, []), (30.1, ["worklist"])])
def test_a_target_is_kept_up_to_itself(seconds: float, told: list[str]) -> None:
    found = Found(ABOUT, lines=[Line("worklist", seconds, limit=Limit(30, "seconds"))])
    assert over(found) == told
    assert ("**missed**" in section(found, "m", "v", "")) == bool(told)


def test_the_section_stands_before_that_of_the_cockpit_and_survives_a_run_of_the_rest() -> None:
    page = f"# Speed\n\nscan\n\n{COCKPIT}\n\npages\n"
    once = put(page, f"{TITLE}\n\nold\n")
    assert once.index(TITLE) < once.index(COCKPIT)
    assert put(once, f"{TITLE}\n\nnew\n") == once.replace("old", "new")
    assert kept(page, once) == once
    assert kept(page, page) == page


def _written(found: Recorded) -> Found:
    found.writes["action"].append(0.1)
    return Found(ABOUT, recorded=[found])
