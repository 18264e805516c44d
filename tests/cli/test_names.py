"""Files whose names are no text in UTF-8 come in under the name that was meant."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest

from encours.errors import DataError
from encours.importers.rates import RATES
from encours.importers.tabular_scan import scan
from tests.cli.calls import Call

MEANT = "Créances.csv"
ITEMS = "entity,customer,item,kind,posting_date,due_date,amount\nF,A,N1,invoice,2025-05-10,2025-06-30,7000\n"
LIST = (
    "Code client;Nom client;N° facture;Type;Date facture;Échéance;Montant TTC\n"
    "C1;Dupont;N1;FA;02/01/2026;01/02/2026;120,50\n"
)


def named(folder: Path, meant: str) -> Path:
    """A path whose name is written as old systems write it; the test is left out where no disk takes it."""
    path = folder / os.fsdecode(meant.encode("cp1252"))
    try:
        path.touch()
    except OSError:
        pytest.skip("this disk takes names in UTF-8 alone")
    path.unlink()
    return path


def test_a_list_is_imported_and_told_by_its_clear_name(encours: Call, place: Path) -> None:
    path = named(place, MEANT)
    path.write_text(LIST, encoding="utf-8")
    said = ("--entity", "F", "--date-order", "dmy", "--yes")
    outcome = encours("import", str(path), *said)
    assert outcome.code == 0, outcome.err
    assert outcome.out.startswith(f"{MEANT} (flat)")
    assert MEANT in encours("imports").out
    assert json.loads(encours("imports", "2", "--json").out)["files"] == [MEANT]


def test_a_folder_too(encours: Call, place: Path) -> None:
    folder = named(place, "Société")
    folder.mkdir()
    (folder / "items.csv").write_text(ITEMS, encoding="utf-8")
    outcome = encours("import", str(folder))
    assert outcome.code == 0, outcome.err
    assert "Société (book)" in outcome.out


def test_one_that_cannot_be_read_is_refused_by_its_clear_name(encours: Call, place: Path) -> None:
    path = named(place, "Crédit.txt")
    path.write_bytes(b"junk\n")
    outcome = encours("import", str(path))
    assert outcome.code == 1
    assert outcome.err.startswith("encours: Crédit.txt is recognised by no format")
    path.unlink()
    assert encours("import", str(path)).err.startswith("encours: There is no file ")


def test_a_data_folder_needs_a_name_that_is_a_text(encours: Call, place: Path) -> None:
    outcome = encours("show", "net", "--home", str(named(place, "Données")))
    assert outcome.code == 2
    assert "give it another name" in outcome.err


def test_an_archive_whose_names_are_no_text_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "rates.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("crédit.csv", "Date,USD\n2026-01-02,1.1\n")
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xe9\xe9"))
    with pytest.raises(DataError, match=r"rates\.zip is damaged"):
        scan(path)
    assert not RATES.recognises(path)
