"""Files of a dispute: hostile ones refused, taken away by who may, removed by a record, saved with the rest."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.disputes.ledgers import recorded

if TYPE_CHECKING:
    from django.test import Client

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj"


def office(*parts: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as into:
        for part in ("[Content_Types].xml", *parts):
            into.writestr(part, "<x/>")
    return file.getvalue()


def sent(client: Client, key: str, name: str, content: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return client.post(f"/litiges/{key}/pieces/", {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html><script>"),
        ("a.pdf", PDF + b" /OpenAction << /S /JavaScript /JS (app.alert) >>"),
        ("a.pdf", PDF + b" /Launch"),
        ("a.html", b"<script>"),
        ("a.svg", b"<svg/>"),
        ("a.exe", b"MZ"),
        ("a.png", PDF),
        ("a.docx", b"PK\x03\x04 not a zip"),
        ("a.docx", office("xl/workbook.xml")),
        ("a.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin")),
        ("a.docx", office("word/document.xml", "word/embeddings/x.exe")),
        ("a.txt", b"a\x00b"),
        ("a.txt", b""),
        ("noextension", PDF),
        ("a.pdf", PDF + b" " * 10_000_001),
    ],
)
def test_a_hostile_file_is_refused_with_a_reason(name: str, content: bytes) -> None:
    from encours.errors import UsageError
    from encours.web.workflow.disputes.accepted import kind_of

    with pytest.raises(UsageError, match=r"\w+"):
        kind_of(name, content)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.PDF", PDF, "pdf"),
        ("a.jpeg", b"\xff\xd8\xff\xe0", "jpg"),
        ("a.docx", office("word/document.xml"), "docx"),
        ("a.xlsx", office("xl/workbook.xml"), "xlsx"),
        ("é.csv", "a;b\r\né;1".encode("cp1252"), "csv"),
    ],
)
def test_usual_files_are_known_by_what_they_hold(name: str, content: bytes, kind: str) -> None:
    from encours.web.workflow.disputes.accepted import kind_of

    assert kind_of(name, content) == kind


def test_a_file_is_kept_taken_away_and_removed_by_a_record(
    collector: Client, manager: Client, client_of: Callable[..., Client]
) -> None:
    from encours.web.workflow.disputes.models import DisputeFile

    made = recorded(collector, item="I1", amount="500")
    assert sent(collector, made.key, "bad.html", b"<script>").status_code == 400
    assert sent(collector, made.key, "../../bon\u202e.pdf", PDF).status_code == 302
    (file,) = DisputeFile.objects.all()
    assert (file.name, file.size) == ("bon.pdf", len(PDF))
    url = f"/litiges/{made.key}/pieces/{file.pk}/"
    answer = collector.get(url)
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == (
        "nosniff",
        "application/octet-stream",
    )
    stranger = client_of("collector", portfolios=["P9"])
    assert stranger.get(url).status_code == 404
    assert stranger.post(f"{url}retrait/").status_code == 404
    assert collector.get(f"/litiges/D1/pieces/{file.pk}/").status_code == 404
    other = recorded(manager, "/clients/F1/B/litiges/", item="I3", amount="5")
    assert collector.get(f"/litiges/{other.key}/pieces/{file.pk}/").status_code == 404
    assert collector.post(f"{url}retrait/").status_code == 302
    assert collector.get(url).status_code == 404
    assert DisputeFile.objects.count() == 2
    titles = [step.title for step in collector.get(f"/litiges/{made.key}/").context["history"]]
    assert titles == ["Dispute opened"]
    line = collector.get("/clients/F1/A/", {"tab": "timeline", "kind": "dispute"}).context["events"]
    assert {"File added to a dispute", "File removed from a dispute"} <= {event.title for event in line}


def test_files_are_saved_and_a_lost_one_is_told(collector: Client, ledger: Path, tmp_path: Path) -> None:
    from encours.web.serving.archive import unpack
    from encours.web.serving.backup import backup
    from encours.web.workflow.disputes.files import path_of
    from encours.web.workflow.disputes.models import DisputeFile

    made = recorded(collector, item="I1", amount="500")
    sent(collector, made.key, "bon.pdf", PDF)
    file = DisputeFile.objects.get()
    backup(ledger, tmp_path / "saved.tar.gz")
    unpack(tmp_path / "saved.tar.gz", tmp_path / "again")
    assert (tmp_path / "again" / "web" / "attachments" / file.digest).read_bytes() == PDF
    path_of(file.digest).write_bytes(b"other")
    answer = collector.get(f"/litiges/{made.key}/pieces/{file.pk}/")
    assert answer.status_code != 200
    assert "is lost or damaged" in answer.content.decode()
    path_of(file.digest).unlink()
