"""Help and errors of usage are in the reader's language, Click's own words included."""

from __future__ import annotations

import inspect

import pytest

from encours.cli import run
from encours.cli.click_words import MODULES, SENTENCES
from encours.i18n import in_language

CLICK = "".join(map(inspect.getsource, MODULES))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_click_still_says_it_so(sentence: str) -> None:
    assert f'"{sentence}"' in CLICK


@pytest.mark.parametrize("sentence", [s for s in SENTENCES if s != "Options"])
def test_it_is_said_otherwise_in_french(sentence: str) -> None:
    assert in_language(sentence, "fr") != sentence


@pytest.mark.parametrize(
    ("line", "french", "english"),
    [
        ("frob", "La commande « frob » n’existe pas.", "No such command 'frob'."),
        ("show net --no", "L’option « --no » n’existe pas.", "No such option '--no'."),
        ("rows", "Il manque l’argument 'MEASURE'.", "Missing argument 'MEASURE'."),
        ("rows net a", "Argument en trop (a).", "Got unexpected extra argument (a)"),
        ("rows net a b", "Arguments en trop (a b).", "Got unexpected extra arguments (a b)"),
        ("rows net --limit x", "« x » n’est pas un nombre", "'x' is not a valid integer"),
        ("rows net --limit -1", "-1 est hors des bornes x>=0.", "-1 is not in the range x>=0."),
        ("rows net --format x", "« x » n’est pas l’un de 'table'", "'x' is not one of 'table'"),
        (
            "rows net --limit",
            "L’option « --limit » demande une valeur.",
            "Option '--limit' requires an argument.",
        ),
    ],
)
def test_an_error_of_usage_speaks_the_language(
    line: str, french: str, english: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, sentence in (("fr", french), ("en", english)):
        monkeypatch.setenv("ENCOURS_LANG", language)
        assert run(line.split()) == 2
        assert sentence in plain(capsys.readouterr().err)


@pytest.mark.parametrize(("language", "heading"), [("fr", "Usage : encours"), ("en", "Usage: encours")])
def test_the_help_is_headed_in_the_language(
    language: str, heading: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENCOURS_LANG", language)
    assert run(["--help"]) == 0
    assert plain(capsys.readouterr().out).startswith(heading)


def plain(text: str) -> str:
    """Non-breaking spaces as ordinary ones: easier to write in a test."""
    return text.replace("\u00a0", " ")
