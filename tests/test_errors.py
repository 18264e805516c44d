"""What messages tell people to use exists: options and commands of the command line."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

import encours
from encours.errors import COMMAND_LINE, naming, option

SOURCE = Path(encours.__file__).parent


def test_every_option_a_message_speaks_of_is_known_and_each_known_one_is_spoken_of() -> None:
    said = {
        name
        for path in (*SOURCE.glob("book/**/*.py"), *SOURCE.glob("importers/**/*.py"))
        for name in re.findall(r'\boption\("(\w+)"\)', path.read_text("utf-8"))
    }
    assert said == set(COMMAND_LINE)


def test_the_options_and_commands_named_are_those_of_the_command_line() -> None:
    from encours.cli import main

    context = click.Context(main)
    importing = main.get_command(context, "import")
    assert importing is not None
    flags = {flag for parameter in importing.params for flag in parameter.opts}
    for words in COMMAND_LINE.values():
        assert set(re.findall(r"--[\w-]+", words)) <= flags
        for command in re.findall(r"encours (\w+)", words):
            assert main.get_command(context, command) is not None


def test_names_last_as_long_as_the_block() -> None:
    with naming(str.upper):
        assert option("entity") == "ENTITY"
    assert option("entity") == "--entity"
    with pytest.raises(KeyError):
        option("nothing of the kind")
