"""A version whose process was killed before readers could see it: it is told, and shown by whoever comes next."""

from __future__ import annotations

from pathlib import Path

import pytest

import encours
from encours.book import importing
from encours.book.damage import look
from encours.book.home import Home
from encours.book.lock import writing
from encours.book.publication import behind, catch_up
from encours.book.repairing import repair
from encours.cli import run
from tests.book.small_books import imported

ITEM = "entity,customer,item,kind,posting_date,amount\nF,A,I{0},invoice,2025-01-31,{0}\n"


@pytest.fixture
def late(tmp_path: Path) -> Home:
    """A book of two versions, the second not shown."""
    home = Home(tmp_path)
    imported(home, items=ITEM.format(10))

    def killed(*_of: object) -> None:
        raise SystemExit

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importing, "announce", killed)
        with pytest.raises(SystemExit):
            imported(home, items=ITEM.format(7))
    return home


def net(home: Home) -> int:
    book = encours.open(home.path)
    found = int(book.show("net", as_of="2025-02-01").value)
    book.close()
    return found


def test_it_is_told_by_figures_and_by_the_check(late: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert (behind(late), net(late)) == (2, 10)
    run(["show", "net", "--as-of", "2025-02-01", "--home", str(late.path)])
    assert "Import 2 is in the book and not in these figures yet" in capsys.readouterr().err
    assert ["does not show version 2" in fault.sentence for fault in look(late)] == [True]


def test_a_writer_about_to_show_it_is_left_to(late: Home) -> None:
    with writing(late):
        assert behind(late) == 0


def test_whoever_serves_shows_it(late: Home) -> None:
    catch_up(late)
    assert (behind(late), net(late)) == (0, 17)


def test_so_does_a_repair(late: Home) -> None:
    done, left = repair(late)
    assert (len(done), left, net(late)) == (1, [], 17)
