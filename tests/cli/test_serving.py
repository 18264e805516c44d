"""Accounts, backup and restore as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.web.serving.conftest import encours

LONG = "a long enough secret\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one administrator."""
    home = tmp_path_factory.mktemp("accounts") / "home"
    made = encours(home, "user", "create", "Ada@Example.test", "--name", "Ada", stdin=LONG)
    assert (made.code, made.out) == (0, "ada@example.test can sign in.\n"), made.err
    return home


def test_accounts_are_made_listed_changed_and_closed(home: Path) -> None:
    limits = ("--role", "collector", "--entity", "FR01", "--portfolio", "P1", "--portfolio", "P2")
    drawn = encours(home, "user", "create", "bob@example.test", *limits, "--generate")
    assert len(drawn.out.splitlines()[0]) >= 20
    assert encours(home, "user", "role", "bob@example.test", "cfo").out == "bob@example.test is now cfo.\n"
    assert encours(home, "user", "close", "bob@example.test").code == 0
    bob = json.loads(encours(home, "user", "list", "--json").out)[1]
    assert bob == {
        "email": "bob@example.test",
        "name": "",
        "role": "cfo",
        "is_active": False,
        "entities": ["FR01"],
        "portfolios": ["P1", "P2"],
    }
    assert "bob@example.test · – · cfo · closed" in encours(home, "user", "list").out
    assert encours(home, "user", "reopen", "bob@example.test").code == 0
    assert encours(home, "user", "password", "bob@example.test", stdin="another long secret\n").code == 0


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        (("create", "ada@example.test"), LONG, "already has an account"),
        (("create", "no address"), LONG, "not an e-mail address"),
        (("create", "eve@example.test"), "short\n", "too short"),
        (("create", "eve@example.test"), "", "--generate"),
        (("password", "eve@example.test"), LONG, "No account for eve@example.test"),
        (("role", "ada@example.test", "auditor"), "", "last administrator"),
        (("close", "ada@example.test"), "", "last administrator"),
        (("role", "ada@example.test", "king"), "", "king"),
    ],
)
def test_what_cannot_be_done_is_one_line(home: Path, words: tuple[str, ...], stdin: str, said: str) -> None:
    outcome = encours(home, "user", *words, stdin=stdin)
    assert outcome.code in (1, 2)
    assert said in outcome.err
    assert outcome.err.count("\n") == 1


def test_backup_and_restore_say_what_they_did(home: Path, tmp_path: Path) -> None:
    saved = encours(home, "backup", str(tmp_path / "b.tar.zst"))
    size = (tmp_path / "b.tar.zst").stat().st_size
    assert saved.out == f"{tmp_path}/b.tar.zst is written: version 0 of the book, {size} bytes.\n"
    restored = encours(tmp_path / "new", "restore", str(tmp_path / "b.tar.zst"))
    assert restored.out.startswith(f"{tmp_path}/new is restored: version 0 of the book, saved on 20")
    again = encours(tmp_path / "new", "restore", str(tmp_path / "b.tar.zst"))
    assert (again.code, again.err) == (
        1,
        f"encours: {tmp_path}/new is not empty. Restore into a new folder.\n",
    )
