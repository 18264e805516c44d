"""A data folder of the imports' own: each test begins with an empty book and ends with it gone."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.rounds import FULL

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from encours.web.imports.models import Upload
    from encours.web.workflow.jobs.models import Job

LIST = (
    "Code client;Nom client;N° facture;Type;Date facture;Échéance;Montant TTC\n"
    "C1;Dupont;F1;FA;02/01/2026;01/02/2026;120,50\n"
    "C2;Martin;F2;FA;15/01/2026;15/02/2026;1 000,00\n"
)

AT_HAND = pytest.mark.usefixtures("at_hand")


@pytest.fixture
def book(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, in place of the one other tests share."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("ENCOURS_HOME", str(home))
    monkeypatch.setenv("ENCOURS_LANG", "en")
    return home


@pytest.fixture
def at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process: a child reads them in the tests about it, and in the long run everywhere."""
    from encours.errors import naming
    from encours.i18n import language, speaking
    from encours.web.imports.sandbox import child, parent
    from encours.web.imports.sandbox.progress import Teller
    from encours.web.sentences import field_named

    def run(
        task: str, arguments: Any, *, seconds: int, hear: Any = lambda _step, _lines: None, memory: int = 0
    ) -> Any:
        hear("", 0)
        asked = json.loads(json.dumps(arguments))
        with speaking(language()), naming(field_named):
            said = child._done(task, asked, Teller(io.StringIO()))
        return parent._opened(json.loads(json.dumps(said)))

    if not FULL:
        monkeypatch.setattr(parent, "run", run)


@pytest.fixture
def work(book: Path) -> Callable[[], list[Job]]:
    """Do the jobs that wait, here and now, and give them back; then those that follow them."""
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs.doing import do
    from encours.web.workflow.jobs.models import Job, State

    def done() -> list[Job]:
        first = waiting = jobs()
        while waiting:
            for job in waiting:
                do(job.pk, "test", CATALOGUE)
                job.refresh_from_db()
            waiting = jobs()
        return first

    def jobs() -> list[Job]:
        return list(Job.objects.filter(state=State.QUEUED, not_before=None).order_by("pk"))

    return done


@pytest.fixture
def accountant(book: Path, client_of: Callable[..., Client]) -> Client:
    return client_of("accountant")


@pytest.fixture
def bring(book: Path) -> Callable[..., Upload]:
    """`bring(client, name=content, …)` sends files to the page and gives the upload it made."""
    from encours.web.imports.models import Upload

    def sent(client: Client, *files: tuple[str, bytes | str]) -> Upload:
        response = post(client, *files)
        assert response.status_code == 302, response.content.decode()
        return Upload.objects.order_by("-received_at")[0]

    return sent


def post(client: Client, *files: tuple[str, bytes | str]) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    parts = [
        SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
        for name, content in files
    ]
    return client.post("/reglages/imports/", {"files": parts})


def page_of(upload: Upload) -> str:
    return f"/reglages/imports/depots/{upload.pk}/"


def read(response: HttpResponse) -> str:
    return response.content.decode()
