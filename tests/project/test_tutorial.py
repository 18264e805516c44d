"""The commands of the tutorial and of the guide do what their pages say, in both languages."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest

import encours
from encours.cli import main as command_line
from tests.rounds import FULL
from tools import pictures, transcripts

# Both languages of a page run the same commands, as is looked at below: one of them tells that they work.
PLAYED = list(transcripts.PAGES) if FULL else ["tutorial.fr.md", "guide.md"]


@pytest.mark.parametrize("name", PLAYED)
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


@pytest.mark.parametrize(("one", "other"), [("tutorial.fr.md", "tutorial.md"), ("guide.fr.md", "guide.md")])
def test_both_languages_of_a_page_run_the_same_commands(one: str, other: str) -> None:
    assert commands_of(one) == commands_of(other)


@pytest.mark.parametrize("guide", ["guide.fr.md", "guide.md"])
def test_the_guide_speaks_of_every_option_of_everyday_commands(guide: str) -> None:
    page = (transcripts.DOCS / guide).read_text(encoding="utf-8")
    options = {
        max(option.opts, key=len)
        for name in ("import", "imports", "undo", "check", "export", "diff", "show", "rows", "workbook")
        for option in command_line.commands[name].params
        if isinstance(option, click.Option)
    }
    assert [option for option in sorted(options) if option not in page] == []


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


def test_a_picture_shows_what_the_commands_print() -> None:
    with transcripts.alone("en"):
        lines = pictures.answered(("export ENCOURS_HOME=elsewhere", "encours --version"))
    assert [line.split()[:2] for line in lines] == [["$", "encours"], ["encours", encours.__version__]]
    drawing = ElementTree.fromstring(pictures.drawn([*lines, "", "1 < 2 & 3"]))
    texts = [text.text for text in drawing.iter(f"{{{pictures.SVG}}}text")]
    assert texts[-1] == "1 < 2 & 3"


def test_a_picture_is_not_drawn_of_a_command_that_fails() -> None:
    with transcripts.alone("en"), pytest.raises(ValueError, match="exit code 1"):
        pictures.answered(("encours show net",))


@pytest.mark.parametrize("name", pictures.PICTURES)
def test_each_picture_asks_the_questions_of_today(name: str) -> None:
    drawing = (pictures.IMAGES / name).read_text(encoding="utf-8")
    assert [question for question in pictures.QUESTIONS if f"$ {question}<" not in drawing] == []


def commands_of(name: str) -> list[str]:
    """The names of the commands of a page, in order."""
    page = (transcripts.DOCS / name).read_text(encoding="utf-8")
    return re.findall(r"^(?:\$ )?encours ([a-z]+)", page, re.MULTILINE)
