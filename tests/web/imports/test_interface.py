"""Files a program sends: tried first, with what importing them would do and what looks doubtful; then imported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.web.imports.conftest import AT_HAND, LIST

IMPORTS = "/api/v1/imports"


@AT_HAND
def test_files_are_tried_then_imported(
    accountant: Any, work: Callable[..., Any], client_of: Callable[..., Any]
) -> None:
    sent = send(accountant, "?dry_run=true")
    assert accountant.get(f"{IMPORTS}/files/{sent['upload']}").json()["state"] == "queued"
    work()
    tried = accountant.get(f"{IMPORTS}/files/{sent['upload']}", headers={"accept-language": "fr"}).json()
    assert (tried["state"], tried["error"], tried["versions"]) == ("done", "", [])
    [report] = tried["reports"]
    assert report["summary"]["totals"] == [{"currency": "EUR", "amount": "1120.50"}]
    assert [(one["doubt"], one["count"]) for one in report["doubts"]] == [("century", 1)]
    assert "L’année est-elle juste" in report["doubts"][0]["sentence"]
    assert accountant.get(IMPORTS).json() == []

    sent = send(accountant)
    work()
    done = accountant.get(f"{IMPORTS}/files/{sent['upload']}").json()
    assert (done["state"], done["versions"]) == ("done", [1])
    assert [one["doubt"] for one in accountant.get(f"{IMPORTS}/1").json()["doubts"]] == ["century"]
    other = client_of("accountant", entities=["FR01"])
    assert other.get(f"{IMPORTS}/files/{sent['upload']}").status_code == 404


def send(client: Any, how: str = "") -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    text = LIST.replace("15/01/2026", "15/01/1926")
    answer = client.post(IMPORTS + how, {"files": [SimpleUploadedFile("liste.csv", text.encode())]})
    assert answer.status_code == 202, answer.content
    received: dict[str, Any] = answer.json()
    return received
