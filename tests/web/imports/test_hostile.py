"""What comes in may be hostile: refused with a sentence, nothing taken down, nothing left behind."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.web.imports.conftest import LIST, post, read

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def archive(parts: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return made.getvalue()


def refusal(client: Any, bring: Callable[..., Any], name: str, content: bytes | str) -> str:
    upload = bring(client, (name, content))
    assert upload.refused, [file.importers for file in upload.files.all()]
    return str(upload.refused)


def test_a_program_named_as_a_list_is_refused(accountant: Any, bring: Callable[..., Any]) -> None:
    assert "a Windows program" in refusal(accountant, bring, "list.csv", b"MZ\x90\x00" + b"\0" * 60)
    assert "a script" in refusal(accountant, bring, "list.csv", "#!/bin/sh\nrm -rf /\n")


def test_an_ending_no_importer_reads_is_refused(accountant: Any, bring: Callable[..., Any]) -> None:
    assert "files ending in .exe" in refusal(accountant, bring, "list.exe", LIST)


def test_an_empty_file_is_refused_alone_and_the_others_are_kept(
    accountant: Any, bring: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("empty.csv", b""), ("liste.csv", LIST))
    empty, kept = upload.files.all()
    assert "is empty" in empty.refused
    assert kept.importer == "flat"
    assert not upload.refused


def test_a_text_named_as_a_workbook_and_the_reverse_are_refused(
    accountant: Any, bring: Callable[..., Any]
) -> None:
    assert "not what its name says" in refusal(accountant, bring, "list.xlsx", LIST)
    assert "is not text" in refusal(accountant, bring, "list.csv", archive({"a": "b"}))


def test_an_archive_that_is_no_workbook_is_refused(accountant: Any, bring: Callable[..., Any]) -> None:
    assert "not a spreadsheet" in refusal(accountant, bring, "list.xlsx", archive({"a.txt": "b"}))


def test_an_archive_within_an_archive_is_refused(accountant: Any, bring: Callable[..., Any]) -> None:
    nested = archive({"[Content_Types].xml": TYPES, "inside.zip": archive({"a": "b"})})
    assert "holds another archive" in refusal(accountant, bring, "list.xlsx", nested)


def test_a_bomb_is_refused_by_the_sizes_it_declares(accountant: Any, bring: Callable[..., Any]) -> None:
    small = archive({"[Content_Types].xml": TYPES, "xl/workbook.xml": "x"})
    at = small.index(b"PK\x01\x02", small.index(b"PK\x01\x02") + 4)
    declared = small[: at + 24] + struct.pack("<I", 4_000_000_000) + small[at + 28 :]
    assert "absurd size" in refusal(accountant, bring, "list.xlsx", declared)


def test_an_archive_that_unpacks_to_a_thousand_times_its_size_is_refused(
    accountant: Any, bring: Callable[..., Any]
) -> None:
    zeros = archive({"[Content_Types].xml": TYPES, "xl/worksheets/sheet1.xml": b" " * (70 << 20)})
    assert "absurd size" in refusal(accountant, bring, "list.xlsx", zeros)


def test_entities_of_xml_are_refused(accountant: Any, bring: Callable[..., Any]) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for declared in (laughs, outside):
        sheet = archive({"[Content_Types].xml": TYPES, "xl/workbook.xml": declared + BOOK})
        assert "XML entities" in refusal(accountant, bring, "list.xlsx", sheet)


def test_one_endless_line_is_refused_in_little_memory(accountant: Any, bring: Callable[..., Any]) -> None:
    assert "line over 1 MiB" in refusal(accountant, bring, "list.csv", b"a;" * (3 << 20))


def test_bytes_that_are_no_text_are_refused(accountant: Any, bring: Callable[..., Any]) -> None:
    assert "NUL" in refusal(accountant, bring, "list.csv", b"Client;Montant\n\0\0;1\n")


def test_a_list_in_an_old_encoding_is_read_right(accountant: Any, bring: Callable[..., Any]) -> None:
    upload = bring(accountant, ("liste.csv", LIST.encode("cp1252")))
    assert upload.files.get().layout["columns"][5]["header"] == "Échéance"


@pytest.mark.parametrize(
    "name", ["../../x/list.csv", "C:\\x\\list.csv", "/etc/list.csv", "..\\..\\list.csv", "a/\u202elist.csv"]
)
def test_a_path_in_a_name_leads_nowhere(
    accountant: Any, bring: Callable[..., Any], book: Path, name: str
) -> None:
    upload = bring(accountant, (name, LIST))
    assert upload.files.get().name in ("list.csv", "_list.csv")
    assert {path.parent.name for path in (book / "web" / "uploads").rglob("1")} == {str(upload.pk)}


def test_more_bytes_than_the_limit_are_refused_and_nothing_is_kept(
    accountant: Any, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.web.imports.models import Upload

    monkeypatch.setenv("ENCOURS_UPLOAD_MB", "1")
    response = post(accountant, ("one.csv", b"a;b\n" * 150_000), ("two.csv", b"a;b\n" * 150_000))
    assert response.status_code == 400
    assert "larger than 1 MB" in read(response)
    assert not Upload.objects.exists()
    assert not list((book / "web" / "uploads").iterdir())


def test_more_files_than_the_limit_are_refused(accountant: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENCOURS_UPLOAD_FILES", "2")
    assert post(accountant, *[(f"{n}.csv", LIST) for n in range(3)]).status_code == 400


def test_a_body_too_large_is_thrown_away_before_it_is_stored(
    accountant: Any, monkeypatch: pytest.MonkeyPatch, settings_with_bounds: None
) -> None:
    monkeypatch.setenv("ENCOURS_UPLOAD_MB", "1")
    response = post(accountant, ("big.csv", b"a;b\n" * 600_000))
    assert response.status_code == 400
    assert "larger than 1 MB" in read(response)


@pytest.mark.parametrize("said", ["", "Bearer anything", "Basic YTpi", "Bearer enc_0123456789ab_nobody"])
def test_files_of_a_stranger_are_thrown_away(stranger: Any, settings_with_bounds: None, said: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from encours.web.imports.uploads import bounded

    seen: list[bool] = []
    kept = bounded.TemporaryFileUploadHandler.new_file
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            bounded.TemporaryFileUploadHandler,
            "new_file",
            lambda *given, **named: (seen.append(True), kept(*given, **named)),
        )
        headers = {"Authorization": said} if said else {}
        stranger.post("/compte/login/", {"files": SimpleUploadedFile("x.csv", b"a;b")}, headers=headers)
    assert not seen


@pytest.fixture
def settings_with_bounds(db: None) -> Any:
    from django.test import override_settings

    with override_settings(FILE_UPLOAD_HANDLERS=["encours.web.imports.uploads.bounded.Bounded"]):
        yield
