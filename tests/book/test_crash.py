"""Kill -9 at any moment of an import, an undo or a rebuild: the state before stays, and the next import works."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any

import pytest

from encours.book import refresh
from encours.book.home import Home
from encours.book.manifest import head
from encours.book.publication import served
from encours.cli import run
from encours.demo.generate import generate
from tests.book.dying import (
    ALWAYS_BUILT,
    ALWAYS_REFRESHED,
    DAY,
    Position,
    assert_nothing_left_over,
    children,
    command,
    die,
    position,
    steps_of,
)
from tests.rounds import rounds, turns

ITEMS = "entity,customer,item,kind,posting_date,due_date,currency,amount\n"
ALLOCATIONS = "entity,debit_item,credit_item,date,amount\n"
KILLS = rounds(2, 12)
ROUNDS = 1 + 4 * KILLS  # more than are needed: an import may end before it is killed


def change(folder: Path, number: int, before: Position) -> Position:
    """Write an import of 30 invoices and 30 payments, each for a third of its invoice, 20 of them matched;
    give the position once it is in. A payment left unmatched lowers the net, not the gross."""
    folder.mkdir(parents=True)
    debit, paid = Decimal(300 + number * 3) / 100, Decimal(100 + number) / 100
    items, allocations = ITEMS, ALLOCATIONS
    for n in range(30):
        item = f"{number}-{n}"
        items += f"E01,NEW{n % 7},I{item},invoice,2026-05-{n + 1:02},2026-06-{n + 1:02},EUR,{debit}\n"
        items += f"E01,NEW{n % 7},P{item},payment,2026-06-10,,EUR,-{paid}\n"
        allocations += f"E01,I{item},P{item},2026-06-20,{paid}\n" if n < 20 else ""
    (folder / "items.csv").write_text(items)
    (folder / "allocations.csv").write_text(allocations)
    return Position(before.net + 30 * (debit - paid), before.gross + 30 * debit - 20 * paid)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a company with 3 000 items."""
    folder = tmp_path_factory.mktemp("generated")
    generate(folder / "book", 3_000, 40, 1, months=12, until=DAY)
    assert run(["import", str(folder / "book"), "--home", str(folder / "home")]) == 0
    return folder / "home"


def allowed_positions(folder: Path, home: Path) -> list[Position]:
    """Before the first change, and after each: nothing else may ever be read."""
    positions = [position(home)]
    for number in range(ROUNDS):
        positions.append(change(folder / str(number), number, positions[-1]))
    return positions


def read_until(stop: Any, ready: Any, answers: Any, home: Path, allowed: list[Position]) -> None:
    """A reader's whole life: open, check, close, again; it tells how often, or what it saw that it should not."""
    seen: list[Position] = []
    try:
        while not stop.is_set():
            seen.append(position(home))
            assert seen[-1] in allowed, seen[-1]
            ready.set()
        answers.put(len(seen))
    except BaseException as error:
        ready.set()
        answers.put(f"after {len(seen)} readings: {error!r}")


@contextmanager
def readers(count: int, home: Path, allowed: list[Position]) -> Iterator[None]:
    """Processes that read the book all along; none may fail nor see a position that is not allowed."""
    stop, answers = children.Event(), children.Queue()
    ready = [children.Event() for _ in range(count)]
    started = [
        children.Process(target=read_until, args=(stop, event, answers, home, allowed), daemon=True)
        for event in ready
    ]
    for child in started:
        child.start()
    assert all(event.wait(600) for event in ready)
    try:
        yield
    finally:
        stop.set()
        told = [answers.get(timeout=600) for _ in started]
        for child in started:
            child.join()
    assert all(isinstance(answer, int) for answer in told), told


def run_for(seconds: float | None, arguments: list[str], small_book: int) -> int | None:
    """Run the command in a process of its own, killed with its group after that time if it is not over by then."""
    child = children.Process(target=command, args=(arguments, small_book))
    child.start()
    child.join(seconds)
    if child.is_alive():
        # A process killed before it leads a group of its own has no group to kill.
        kill: Callable[[int, int], None] = os.killpg if os.getpgid(child.pid or 0) == child.pid else os.kill
        kill(child.pid or 0, signal.SIGKILL)
        child.join()
    return child.exitcode


@pytest.mark.parametrize("small_book", [ALWAYS_BUILT, ALWAYS_REFRESHED], ids=["built", "refreshed"])
def test_an_import_killed_at_random_moments_while_others_read(
    generated: Path, tmp_path: Path, small_book: int
) -> None:
    home, draw = tmp_path / "home", Random(small_book)
    copytree(generated, home)
    positions = allowed_positions(tmp_path, home)
    lasting, killed = 1.0, 0
    with readers(2, home, positions):
        for number in range(ROUNDS):
            before, after = positions[number : number + 2]
            importing = ["import", str(tmp_path / str(number)), "--home", str(home)]
            # The first one is left to end, and tells how long they last; so does each that ends by itself.
            moment = draw.uniform(0, lasting) if number else None
            begun = time.monotonic()
            code = run_for(moment, importing, small_book)
            assert code in (0, -signal.SIGKILL)
            killed += code != 0
            lasting = lasting if code else time.monotonic() - begun
            assert position(home) in ((before, after) if code else (after,)), moment
            assert run_for(None, importing, small_book) == 0
            assert position(home) == after
            assert_nothing_left_over(Home(home))
            if killed == KILLS:
                return
    raise AssertionError(f"{killed} imports were killed, of {ROUNDS}")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Position, Position]:
    """A data folder with two imports, a third to come, and the positions before and after it."""
    folder = tmp_path_factory.mktemp("small")
    position_ = Position(Decimal(0), Decimal(0))
    for number in range(8):
        first = position_
        position_ = change(folder / str(number), number, position_)
        if number < 7:
            assert run(["import", str(folder / str(number)), "--home", str(folder / "home")]) == 0
    return folder / "home", folder / "7", first, position_


def telling(steps: list[str]) -> list[int]:
    """Every change to the files of the book, every word of the engine that makes a file, and some of the others."""
    files = [n for n, step in enumerate(steps) if not step.startswith("sql")]
    makers = [
        n for n, step in enumerate(steps) if step.startswith(("sql COPY", "sql CHECKPOINT", "sql DETACH"))
    ]
    return sorted({*files[6:], *makers, *range(0, len(steps), 20)})


@pytest.mark.parametrize("small_book", [ALWAYS_BUILT, ALWAYS_REFRESHED], ids=["built", "refreshed"])
def test_an_import_killed_before_each_of_its_steps(
    small: tuple[Path, Path, Position, Position],
    tmp_path: Path,
    small_book: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    original, folder, before, after = small
    monkeypatch.setattr(refresh, "SMALL_BOOK", small_book)
    home = tmp_path / "home"
    importing = ["import", str(folder), "--home", str(home)]
    copytree(original, home)
    steps = steps_of(importing, small_book, home)
    copied = any(step.startswith("shutil.copyfile") for step in steps)
    assert copied == (small_book == ALWAYS_REFRESHED), "the wrong way of publishing was tried"
    # The two ways of publishing share most steps.
    for step in turns(telling(steps), 4, 2 * (small_book == ALWAYS_BUILT)):
        home = tmp_path / str(step)
        importing[-1] = str(home)
        copytree(original, home)
        die(importing, small_book, home, step)
        announced = step > max(n for n, name in enumerate(steps) if name == "os.rename serving/current")
        assert position(home) == (after if announced else before), steps[step]
        assert run(importing) == 0, steps[step]
        assert position(home) == after, steps[step]
        assert head(Home(home)).version == 8, steps[step]  # recorded once, even if nobody saw it
        assert_nothing_left_over(Home(home))


@pytest.mark.parametrize("words", [["undo"], ["rebuild"]], ids=" ".join)
def test_an_undo_or_a_rebuild_killed_before_each_change_to_a_file(
    small: tuple[Path, Path, Position, Position], tmp_path: Path, words: list[str]
) -> None:
    original, folder, before, after = small
    imported = tmp_path / "imported"
    copytree(original, imported)
    assert run(["import", str(folder), "--home", str(imported)]) == 0
    home = tmp_path / "home"
    copytree(imported, home)
    steps = steps_of([*words, "--home", str(home)], ALWAYS_BUILT, home)
    changes = [n for n, name in enumerate(steps) if name.startswith(("open", "os.re"))]
    for step in turns(changes, 3, words == ["undo"]):
        home = tmp_path / str(step)
        copytree(imported, home)
        die([*words, "--home", str(home)], ALWAYS_BUILT, home, step)
        assert position(home) in ((before, after) if words == ["undo"] else (after,)), steps[step]
        assert run(["import", str(folder), "--home", str(home)]) == 0, steps[step]
        assert position(home) == after, steps[step]
        assert_nothing_left_over(Home(home))


def test_an_import_recorded_but_not_yet_shown_is_shown_by_whatever_comes_next(
    small: tuple[Path, Path, Position, Position], tmp_path: Path
) -> None:
    original, folder, before, after = small
    home = tmp_path / "home"
    copytree(original, home)
    importing = ["import", str(folder), "--home", str(home)]
    trial = tmp_path / "trial"
    copytree(original, trial)
    steps = steps_of([*importing[:-1], str(trial)], ALWAYS_BUILT, trial)
    die(importing, ALWAYS_BUILT, home, steps.index("os.rename serving/current"))
    shown = served(Home(home))
    assert shown is not None
    assert (shown.version, head(Home(home)).version) == (7, 8)
    assert position(home) == before
    more = change(tmp_path / "more", 99, after)
    assert run(["import", str(tmp_path / "more"), "--dry-run", "--home", str(home)]) == 0
    assert position(home) == after
    assert run(["import", str(tmp_path / "more"), "--home", str(home)]) == 0
    assert position(home) == more


@pytest.mark.parametrize("damage", [0, 5_000, 100_000], ids="cut to {} bytes".format)
def test_a_damaged_derived_database_says_so_and_is_built_again(
    small: tuple[Path, Path, Position, Position],
    tmp_path: Path,
    damage: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    original, folder, _before, after = small
    home = tmp_path / "home"
    copytree(original, home)
    current = served(Home(home))
    assert current is not None
    os.truncate(current.path, damage)
    assert run(["show", "net", "--home", str(home)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert run(["import", str(folder), "--home", str(home)]) == 0
    assert position(home) == after


def test_a_disk_that_fills_up_leaves_the_book_as_it_was(
    small: tuple[Path, Path, Position, Position], tmp_path: Path
) -> None:
    original, folder, before, after = small
    home = tmp_path / "home"
    copytree(original, home)
    importing = ["import", str(folder), "--home", str(home)]
    for limit in (1_000, 20_000, 100_000):
        child = children.Process(target=command_on_small_disk, args=(limit, importing))
        child.start()
        child.join()
        assert child.exitcode == 1, limit
        assert position(home) == before
    assert run(importing) == 0
    assert position(home) == after
    assert_nothing_left_over(Home(home))


def command_on_small_disk(most: int, arguments: list[str]) -> None:
    """The command, in a process none of whose files may exceed that many bytes."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    command(arguments)


def test_the_positions_expected_here_are_those_of_the_book(tmp_path: Path) -> None:
    """3 invoices of 3.00 and payments of 1.00, by hand: 30 × 2.00 net; 30 × 3.00 less 20 × 1.00 gross."""
    after = change(tmp_path / "0", 0, Position(Decimal(0), Decimal(0)))
    assert after == Position(Decimal(60), Decimal(70))
    assert replace(after, net=Decimal(61)) != after
    assert run(["import", str(tmp_path / "0"), "--home", str(tmp_path / "home")]) == 0
    assert position(tmp_path / "home") == after
