"""From a file on the page to figures in the book, its report, its difference, and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.web.imports.conftest import AT_HAND, LIST, page_of, post, read


def test_a_file_is_looked_at_checked_imported_explained_and_taken_back(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    from encours.api import open_book
    from encours.web import place
    from encours.web.imports.models import Brought

    upload = bring(accountant, ("liste.csv", LIST))
    page = read(accountant.get(page_of(upload)))
    assert "1,000.00" in page
    assert "Check without importing" in page

    accountant.post(page_of(upload) + "verification/")
    assert [job.state for job in work()] == ["done"]
    page = read(accountant.get(page_of(upload)))
    assert "What importing would do" in page
    assert "Left open by them" in page
    assert not Brought.objects.exists()

    accountant.post(page_of(upload) + "import/")
    assert [job.state for job in work()] == ["done"]
    brought = Brought.objects.get()
    assert (brought.version, brought.person, brought.entities) == (1, accountant.person, ["MAIN"])
    assert str(open_book(place.home()).show("net").rows[0]["net"]) == "1120.50"

    page = read(accountant.get("/reglages/imports/1/"))
    assert page.index("What the files hold") < page.index("What was done")
    assert "+€1,120.50" in page
    assert "New items" in page
    assert "Undo this import" in page
    accountant.post("/reglages/imports/1/annulation/")
    assert [job.state for job in work()] == ["done"]
    page = read(accountant.get("/reglages/imports/"))
    assert "takes import 1 back" in page
    assert "undone" in page


@AT_HAND
def test_an_import_at_the_command_line_is_explained_too_once(
    accountant: Any, work: Callable[..., Any], book: Path
) -> None:
    from encours.cli import run
    from encours.web.imports.models import Explanation
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs.chain import notice
    from encours.web.workflow.jobs.models import WorkItem

    file = book.parent / "liste.csv"
    file.write_text(LIST, encoding="utf-8")
    assert run(["--home", str(book), "import", str(file)]) == 0
    notice(CATALOGUE)
    assert "every 2s" in read(accountant.get("/reglages/imports/1/"))  # it waits for it
    assert ("import_explain_new", {"done": 1}) in [(job.kind, job.result) for job in work()]
    notice(CATALOGUE)
    assert work() == []
    assert Explanation.objects.get().version == int(WorkItem.objects.get().key) == 1
    assert "+€1,120.50" in read(accountant.get("/reglages/imports/1/"))


@AT_HAND
def test_an_import_taken_back_says_when_by_whom_and_gives_its_files_back(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    from django.utils import timezone

    from encours.web.typography import day

    upload = bring(accountant, ("liste.csv", LIST))
    accountant.post(page_of(upload) + "import/")
    work()
    page = read(accountant.get("/reglages/imports/1/"))
    assert "Undone on" not in page
    accountant.post("/reglages/imports/1/annulation/")
    work()
    page = read(accountant.get("/reglages/imports/1/"))
    told = page[page.index("Undone on") :][:300]
    assert day(timezone.localdate()) in told
    assert str(accountant.person) in told
    assert "it is number 2 in the history" in told
    assert f'href="{page_of(upload)}"' in page
    assert "Undo this import" not in page


@AT_HAND
def test_files_of_an_import_taken_back_that_are_gone_are_to_be_brought_again(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    from encours.web.imports.uploads import storage

    upload = bring(accountant, ("liste.csv", LIST))
    accountant.post(page_of(upload) + "import/")
    work()
    accountant.post("/reglages/imports/1/annulation/")
    work()
    storage.forget(upload)
    page = read(accountant.get("/reglages/imports/1/"))
    assert "Its files are no longer on the server." in page
    assert f'href="{page_of(upload)}"' not in page


@AT_HAND
def test_an_import_taken_back_can_be_made_again(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("liste.csv", LIST))
    accountant.post(page_of(upload) + "import/")
    work()
    accountant.post("/reglages/imports/1/annulation/")
    work()
    accountant.post(page_of(upload) + "import/")
    work()
    upload.refresh_from_db()
    assert upload.versions == [3]


def test_a_refused_line_is_told_with_its_place_value_and_reason_and_the_others_enter(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("liste.csv", LIST + "C3;Durand;F3;FA;15/01/2026;15/02/2026;abc\n"))
    accountant.post(page_of(upload) + "verification/")
    work()
    upload.refresh_from_db()
    problem = upload.doctor[0]["problems"][0]
    assert (problem["line"], problem["column"], problem["value"]) == (4, "Montant TTC", "abc")
    csv = accountant.get(page_of(upload) + "?p-format=csv")
    assert b"abc" in b"".join(csv.streaming_content)
    accountant.post(page_of(upload) + "import/")
    work()
    page = read(accountant.get("/reglages/imports/1/"))
    assert "not an amount: abc" in page


@AT_HAND
def test_the_same_file_twice_is_recognised_and_changes_nothing(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    first = bring(accountant, ("liste.csv", LIST))
    accountant.post(page_of(first) + "import/")
    work()
    again = bring(accountant, ("another-name.csv", LIST))
    page = read(accountant.get(page_of(again)))
    assert "is in the book already" in page
    assert "/reglages/imports/1/" in page
    accountant.post(page_of(again) + "import/")
    (job,) = work()
    assert (job.state, job.result["versions"]) == ("done", [])


@AT_HAND
def test_files_of_two_formats_are_two_imports(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("rates.csv", "Date,USD\n2026-01-02,1.1\n"), ("liste.csv", LIST))
    accountant.post(page_of(upload) + "import/")
    assert work()[0].result["versions"] == [1, 2]


@AT_HAND
def test_an_upload_in_the_book_is_not_imported_twice(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("liste.csv", LIST))
    accountant.post(page_of(upload) + "import/")
    accountant.post(page_of(upload) + "import/")
    assert len(work()) == 1


@AT_HAND
def test_a_fresh_company_is_told_what_to_bring_and_given_a_sample_that_imports(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    page = read(accountant.get("/reglages/imports/"))
    assert "What to bring first" in page
    sample = accountant.get("/reglages/imports/exemple.csv")
    upload = bring(accountant, ("sample.csv", sample.content))
    accountant.post(page_of(upload) + "import/")
    (job,) = work()
    assert (job.state, job.result) == ("done", {"versions": [1], "refused": 0})


@AT_HAND
def test_stored_files_are_closed_to_other_accounts_and_bear_no_name_of_the_sender(
    accountant: Any, bring: Callable[..., Any], book: Path
) -> None:
    upload = bring(accountant, ("../../x/liste.csv", LIST))
    (stored,) = [path for path in (book / "web" / "uploads").rglob("*") if path.is_file()]
    assert stored == book / "web" / "uploads" / str(upload.pk) / "1"
    assert stored.stat().st_mode & 0o777 == 0o600
    assert stored.parent.stat().st_mode & 0o777 == 0o700
    assert upload.files.get().name == "liste.csv"


@AT_HAND
def test_files_dropped_are_deleted(accountant: Any, bring: Callable[..., Any], book: Path) -> None:
    upload = bring(accountant, ("liste.csv", LIST))
    accountant.post(page_of(upload) + "retrait/")
    assert not list((book / "web" / "uploads").iterdir())
    page = read(accountant.get(page_of(upload)))
    assert "bring them again" in page


def test_nothing_chosen_comes_back_with_the_reason(accountant: Any) -> None:
    response = post(accountant)
    assert response.status_code == 400
    assert "No file was chosen" in read(response)


@AT_HAND
def test_an_import_that_holds_no_item_differs_in_nothing_and_no_job_fails_of_it(
    accountant: Any, work: Callable[..., Any], book: Path
) -> None:
    from encours.cli import run
    from encours.web.imports.models import Explanation
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs.chain import notice

    file = book.parent / "entities.csv"
    file.write_text("entity,name,country,currency\nF1,Une,FR,EUR\n", encoding="utf-8")
    assert run(["--home", str(book), "import", str(file)]) == 0
    notice(CATALOGUE)
    ran = work()
    assert {job.state for job in ran} == {"done"}
    assert {"done": 1} in [job.result for job in ran]
    assert Explanation.objects.get().content["count"] == 0
    assert accountant.get("/reglages/imports/1/").status_code == 200


@AT_HAND
def test_what_looks_doubtful_is_asked_before_importing_and_told_after(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("liste.csv", LIST.replace("15/01/2026", "15/01/1926")))
    accountant.post(page_of(upload) + "verification/")
    work()
    page = read(accountant.get(page_of(upload)))
    told = "1 document has a date of another century, 1926-01-15: liste.csv:3 (F2). Is the year right?"
    assert page.index(told) < page.index("I have looked: import all the same")
    accountant.post(page_of(upload) + "import/")
    work()
    assert told in read(accountant.get("/reglages/imports/1/"))


@AT_HAND
def test_a_report_speaks_the_language_of_who_reads_it(
    accountant: Any, bring: Callable[..., Any], work: Callable[..., Any]
) -> None:
    upload = bring(accountant, ("liste.csv", LIST + "C3;Petit;F3;FA;;;12,00\n"))
    accountant.post(page_of(upload) + "verification/")
    work()
    page = read(accountant.get(page_of(upload)))
    assert page.count("no posting date column: items exist from their issue date") == 2  # preview and dry run
    speak(accountant, "fr")
    page = read(accountant.get(page_of(upload)))
    assert page.count("pas de colonne de date de comptabilisation") == 2
    assert "no posting date column" not in page
    accountant.post(page_of(upload) + "import/")
    work()
    assert "une date manque" in read(accountant.get("/reglages/imports/1/"))
    speak(accountant, "en")
    assert "a date is missing" in read(accountant.get("/reglages/imports/1/"))


def speak(client: Any, language: str) -> None:
    client.person.language = language
    client.person.save()


def test_a_name_in_another_encoding_is_told(accountant: Any) -> None:
    """The framework passes such a part over: what is said must not be that nothing was chosen."""
    head = b'--B\r\nContent-Disposition: form-data; name="files"; filename="cr\xe9ances.csv"\r\n\r\n'
    answer = accountant.generic(
        "POST",
        "/reglages/imports/",
        head + LIST.encode() + b"\r\n--B--\r\n",
        "multipart/form-data; boundary=B",
    )
    assert answer.status_code == 400
    assert "another way than UTF-8" in read(answer)
