"""The measures of the cockpit count what they say: pages, parts, errors, targets, and the section they are put into."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from benchmarks.web.addresses import PAGES
from benchmarks.web.crowd import Walked, walk
from benchmarks.web.memory import watched
from benchmarks.web.served import Served, beside
from benchmarks.web.shown import TITLE, Found, missed, replaced, section, with_cockpit
from benchmarks.web.uncached import Cost
from benchmarks.web.visitor import Visitor
from encours.web.navigation import PAGES as NAVIGATION

PAGE = '<a href="/clients/E1/C1/?date=2026-01-31">x</a><div hx-get="/part/" hx-trigger="load"></div>'


@pytest.fixture
def site() -> Iterator[tuple[int, list[str]]]:
    """A small site whose page of customers always fails; its port, and what it was asked."""
    asked: list[str] = []

    class Page(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            content = PAGE.encode()
            self.send_response(500 if self.path.startswith("/clients/?") else 200)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Set-Cookie", "seen=yes; Path=/")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_said: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], asked
    server.shutdown()
    server.server_close()


def test_a_visitor_keeps_cookies_and_finds_links_and_parts(site: tuple[int, list[str]]) -> None:
    visitor = Visitor(site[0])
    page = visitor.ask("/")
    assert (page.status, page.parts, page.links) == (200, ["/part/"], ["/clients/E1/C1/?date=2026-01-31"])
    assert visitor.cookies == {"seen": "yes"}
    assert page.seconds > 0


def test_people_walk_by_links_load_parts_and_count_what_fails(
    site: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.web.crowd.THINK_SECONDS", (0.0, 0.001))
    pages = {"Cockpit", "Aged balance", "Receivables", "Customers", "Customer", "Group"}
    for seconds in (0.5, 5, 50):  # a busy machine needs longer to show them all
        site[1].clear()
        walked = walk([Visitor(site[0]), Visitor(site[0])], ["2026-01-31"], seconds)
        if pages <= set(walked.pages):
            break
    assert pages <= set(walked.pages)
    assert set(walked.errors) == {"/clients/: 500"}
    assert len(walked.errors) == len(walked.pages["Customers"])
    assert walked.requests == len(site[1]) > sum(map(len, walked.pages.values()))
    assert all(walked.whole[label] for label in walked.pages)


def test_a_server_that_is_gone_is_an_error_and_not_an_end(site: tuple[int, list[str]]) -> None:
    walked = Walked(1)
    walked.tell("Cockpit", "/", 0.1, ["ConnectionRefusedError"])
    assert (walked.errors, walked.pages) == (["/: ConnectionRefusedError"], {})


def test_the_log_tells_the_seconds_of_each_request(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text('starting\n{"request": "a1", "duration_ms": 12.5}\n{"message": "job"}\n', encoding="utf-8")
    assert Served(0, 0, log).durations() == {"a1": 0.0125}


def test_a_book_is_measured_without_being_touched(tmp_path: Path) -> None:
    (tmp_path / "book" / "manifests").mkdir(parents=True)
    (tmp_path / "book" / "web").mkdir()
    home = beside(tmp_path / "book", tmp_path / "trial")
    assert (home / "manifests").resolve() == (tmp_path / "book" / "manifests").resolve()
    assert not (home / "web").exists()


def test_a_folder_that_showed_one_book_shows_the_next(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "manifests").mkdir(parents=True)
        home = beside(tmp_path / name, tmp_path / "trial")
        assert (home / "manifests").resolve() == (tmp_path / name / "manifests").resolve()


@pytest.mark.parametrize(
    ("first", "failed", "kept"),
    [([0.2], 0, True), ([0.1, 0.201, 0.3], 0, False), ([0.1], 1, False), ([], 1, False)],
)
def test_a_target_is_kept_up_to_itself_and_never_by_a_page_that_fails(
    first: list[float], failed: int, kept: bool
) -> None:
    cost = Cost("One item", 0.2, first=first, failed=failed)
    found = Found("A book", "3 items", 1, [cost, Cost("Imports", None, [9.0])])
    assert missed(found.costs) == ([] if kept else ["One item"])
    assert f"≤ 200 ms, {'kept' if kept else '**missed**'}" in section([found], "m", "v", "", 0.3)


def test_errors_of_people_are_told_with_their_number() -> None:
    walked = Walked(2, seconds=10, requests=20, errors=["/: 500", "/: 500", "/x/: 403"], memory=10**9)
    walked.pages["Cockpit"], walked.whole["Cockpit"] = [0.1] * 99 + [3.0], [0.2] * 100
    text = section([Found("A book", "", 1, [], walked=walked)], "m", "v", "", 0.3)
    assert "Errors: 3. They are: /: 500; /x/: 403." in text
    assert "(2.0 a second)" in text
    assert "1.00 GB" in text
    assert "| Cockpit | 100 | 100 ms | 100 ms | 100 ms | 200 ms | 200 ms |" in text


def test_the_section_takes_its_own_place_and_survives_a_run_of_the_rest(tmp_path: Path) -> None:
    page = replaced("# Speed\n\nscan\n", f"{TITLE}\n\nnew\n")
    assert replaced(page, f"{TITLE}\n\nnewer\n") == page.replace("new", "newer")
    report = tmp_path / "page.md"
    assert with_cockpit("# Speed\n\nscan 2\n", report) == "# Speed\n\nscan 2\n"
    report.write_text(page, encoding="utf-8")
    assert with_cockpit("# Speed\n\nscan 2\n", report) == f"# Speed\n\nscan 2\n\n{TITLE}\n\nnew\n"


def test_every_page_of_the_navigation_is_measured() -> None:
    measured = {page.name for page in PAGES}
    assert [page.url for page in NAVIGATION if page.url not in measured] == []


def test_the_memory_of_this_process_is_seen() -> None:
    import os

    with watched(os.getpid()) as peak:
        pass
    assert peak.most > 1_000_000 or not Path("/proc/self/smaps_rollup").exists()
