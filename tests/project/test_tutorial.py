"""The commands of the tutorial and of the guide do what their pages say, in both languages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools import transcripts


@pytest.mark.parametrize("name", transcripts.PAGES)
def test_the_commands_of_a_page_print_what_it_says(name: str) -> None:
    page = (transcripts.DOCS / name).read_text(encoding="utf-8")
    assert page == transcripts.replayed(page, transcripts.PAGES[name]), "run: make docs"


@pytest.mark.parametrize("name", transcripts.PAGES)
def test_a_page_runs_the_commands_it_speaks_of(name: str) -> None:
    """A command that stands in a block nobody runs could be wrong for years."""
    page = (transcripts.DOCS / name).read_text(encoding="utf-8")
    run = [block for block in transcripts.BLOCK.finditer(page) if block[1] in ("console", "sh", "python")]
    assert run
    rest = transcripts.BLOCK.sub("", page)
    assert [line for line in rest.splitlines() if line.startswith(("$ ", "encours "))] == []


def test_an_answer_out_of_date_is_seen_and_mended() -> None:
    page = "```console\n$ encours show net\nfine\n```\n"
    mended = transcripts.replayed(page, "en")
    assert mended != page
    assert "No book in book" in mended
    assert transcripts.replayed(mended, "en") == mended


def test_what_changes_at_each_run_may_be_left_open() -> None:
    page = "```console\n$ encours show net\n…No book in …\n```\n"
    assert transcripts.replayed(page, "en") == page


def test_a_command_that_must_succeed_and_does_not_is_an_error() -> None:
    with pytest.raises(ValueError, match="exit code 1"):
        transcripts.replayed("```sh\nencours show net\n```\n", "en")


def test_a_page_leaves_nothing_behind() -> None:
    folder, variables = Path.cwd(), dict(os.environ)
    transcripts.replayed("```sh\nexport ENCOURS_HOME=elsewhere\n```\n", "fr")
    assert (Path.cwd(), dict(os.environ)) == (folder, variables)
