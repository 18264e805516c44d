"""What an importer says is kept so that a reader of another language is told the same."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from encours.book.reading import Known, Options, Reading
from encours.errors import DataError
from encours.i18n import speaking
from encours.importers.catalogue import choose
from encours.said import keep, told

SAMPLES = Path(__file__).parent / "samples"
FILES = sorted(
    path
    for path in SAMPLES.rglob("*")
    if path.suffix in (".csv", ".txt", ".tsv", ".xlsx") and path.parent.name != "rates"
)
OPTIONS = (
    Options(entity="E1", date_order="dmy"),
    Options(entity="E1", date_order="dmy", snapshot=date(2026, 3, 31)),
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_is_said_in_english_is_told_in_french(path: Path) -> None:
    english, french = ([said(path, options, language) for options in OPTIONS] for language in ("en", "fr"))
    kept = json.loads(json.dumps(keep(english)))
    with speaking("fr"):
        assert told(kept) == french


def said(path: Path, options: Options, language: str) -> list[str]:
    """All the sentences of a reading."""
    with speaking(language):
        try:
            reading: Reading = choose(path).read([path], options, Known())
        except DataError:
            return []
        sentences = [*reading.notes, *(problem.message for problem in reading.problems)]
        return sentences
