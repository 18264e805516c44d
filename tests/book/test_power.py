"""The power goes at any moment: the book found after is the one before or the one after, whole."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from shutil import copytree, rmtree

import pytest

from encours.book.damage import look
from encours.book.home import Home
from encours.cli import run
from tests.book.dying import ALWAYS_BUILT, ALWAYS_REFRESHED, assert_nothing_left_over, position
from tests.book.older_books import without_checksums
from tests.book.power import disks, points_of, put
from tests.rounds import rounds

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="open files are looked at in /proc")
HEAD = "entity,customer,item,kind,posting_date,due_date,currency,amount\n"
EACH = rounds(10, 1)  # one disk in so many is opened
MORE = rounds(4, 1)  # and one in so many of these is written to


def write(folder: Path, number: int) -> Path:
    folder.mkdir(parents=True)
    rows = [f"E01,C{n % 3},{number}-{n},invoice,2026-05-01,2026-06-01,EUR,{number}.{n:02}" for n in range(20)]
    (folder / "items.csv").write_text(HEAD + "\n".join(rows) + "\n")
    return folder


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two imports."""
    folder = tmp_path_factory.mktemp("two")
    for number in (1, 2):
        assert run(["import", str(write(folder / str(number), number)), "--home", str(folder / "home")]) == 0
    return folder / "home"


@pytest.mark.parametrize(
    "case", ["first", "import", "refreshed import", "undo", "rebuild", "import of an older book"]
)
def test_the_power_goes_at_any_moment(two: Path, tmp_path: Path, case: str) -> None:
    home, work = tmp_path / "home", tmp_path / "work"
    copytree(two, home)
    if case == "first":
        rmtree(home)
        home.mkdir()
    if "older" in case:
        without_checksums(Home(home))
    words = [case] if case in ("undo", "rebuild") else ["import", str(write(tmp_path / "three", 3))]
    size = ALWAYS_REFRESHED if "refreshed" in case else ALWAYS_BUILT
    before = None if case == "first" else position(home)
    points = points_of([*words, "--home", str(home)], home, size)
    after = position(home)
    assert case == "rebuild" or before != after
    found = list(disks(points, Random(5)))
    opened = found[Random(6).randrange(EACH) :: EACH]
    for number, (what, disk) in enumerate([*opened, found[-1]]):
        rmtree(work, ignore_errors=True)
        put(disk, work)
        # Cut between the two, a version is not shown yet: that is told, and nothing else is wrong.
        assert [fault for fault in look(Home(work)) if "does not show" not in fault.sentence] == [], what
        if before is not None:
            assert position(work) in (before, after), what
        if number % MORE == 0 and words[0] == "import":
            assert run([*words, "--home", str(work)]) == 0, what
            assert position(work) == after, what
            assert_nothing_left_over(Home(work))
    assert position(work) == after


def test_disks_lose_what_was_not_synced(two: Path, tmp_path: Path) -> None:
    """The record itself: without syncing, an import that ended may be gone, or there without its content."""
    from tests.book import power

    home = tmp_path / "home"
    copytree(two, home)
    arguments = ["import", str(write(tmp_path / "three", 3)), "--home", str(home)]
    points = points_of(arguments, home)
    for point in points:
        point.safe, point.content = points[0].safe, points[0].content
    assert {what for what, _disk in power.disks(points, Random(5))}
    last = dict(power._found(points[-1], lambda _folder: True))
    assert last["manifests/0000003.json"] == b""
    assert "manifests/0000003.json" not in dict(power._found(points[-1], lambda _folder: False))
