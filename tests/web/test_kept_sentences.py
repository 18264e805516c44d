"""What the product keeps of what it says (acts, jobs, notes, errors) is read in either language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from encours.i18n import in_language, speaking
from encours.said import _, again, counted, day_text, kept, listed, several, sum_text
from tests.project.tree import SOURCE

FRENCH = SOURCE / "locale" / "fr" / "LC_MESSAGES" / "encours.po"
ALIKE = {"Import {0}", "import {0}", "vs {0}"}
KEEPING = ("importers", "book", "web/imports", "web/jobs", "web/workflow/jobs", "web/cockpit")


def sentences() -> Iterator[tuple[str, str | None]]:
    """Every sentence of the modules whose sentences are kept: of one, of several (None where it does not count)."""
    for folder in KEEPING:
        for path in sorted((SOURCE / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
                    texts = [text for text in texts if isinstance(text, str)]
                    if node.func.id in ("_", "mark") and texts:
                        yield texts[0], None
                    elif node.func.id in ("several", "counted", "mark_counted") and len(texts) == 2:
                        yield texts[0], texts[1]


def test_every_sentence_that_is_kept_is_told_in_french() -> None:
    found = set(sentences())
    assert len(found) > 400
    with speaking("fr"):
        english = {
            one
            for one, many in found
            if any(letter.isalpha() for letter in one.replace("{", ""))
            and (str(counted(one, many, 2) if many else _(one)) in (one, many))
        }
    assert {text for text in english if " " in text} - ALIKE == set()


def test_every_sentence_of_the_code_is_one_of_the_catalogue() -> None:
    """Those within a formatted text are not collected, and stay English."""
    catalogue = read_po(BytesIO(FRENCH.read_bytes()), locale="fr")
    strange = {
        (path.name, said)
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "mark", "say")
        for said in [one.value for one in node.args[:1] if isinstance(one, ast.Constant)]
        if catalogue.get(said) is None and said != "{0}"
    }
    assert strange == set()


def test_every_sentence_that_counts_has_its_singular_in_french() -> None:
    with speaking("fr"):
        same = {
            one
            for one, many in sentences()
            if many not in (None, one) and counted(one, many, 1) == counted(one, many, 2)
        }
    assert {one for one in same if one not in ("{0} exchange rate", "{0} row")} == set()


@pytest.mark.parametrize("made_in", ["en", "fr"])
def test_a_sentence_is_told_again_in_the_language_of_its_reader(made_in: str) -> None:
    from encours.web.sentences import read, written

    with speaking(made_in):
        stored = [
            written(_("Import {0}").format("liste.csv")),
            written(several("{0} new file, {1} imported", "{0} new files, {1} imported").format(2, 1)),
            written(listed(["F1", _("an amount is missing")], ": ")),
            written("liste.csv"),
        ]
    with speaking("fr"):
        assert [read(text) for text in stored] == [
            "Import liste.csv",
            "2 nouveaux fichiers, 1 importés",
            "F1: un montant manque",
            "liste.csv",
        ]
    with speaking("en"):
        assert read(stored[1]) == "2 new files, 1 imported"


def test_dates_and_amounts_in_a_sentence_follow_its_reader() -> None:
    from datetime import date

    said = _("{0}: {1}").format(date(2026, 10, 31), sum_text(120_000_000))
    with speaking("fr"):
        assert str(again(kept(said))) == "31/10/2026\N{NO-BREAK SPACE}: 1\u202f200,00"
        assert day_text("2026-10") == "10/2026"


def test_a_text_that_looks_like_a_kept_sentence_stays_somebodys_own_text() -> None:
    from encours.web.sentences import read, written

    odd = '{"say": "{0.__class__}", "with": {"0": 1}}'
    assert read(written(odd)) == odd
    assert read('{"say": broken') == '{"say": broken'


def test_every_job_of_the_schedule_has_its_title_in_french() -> None:
    from encours.web.site.jobs import CATALOGUE

    labels = {entry.label for entry in CATALOGUE.schedule}
    assert len(labels) > 4
    assert {label for label in labels if in_language(label, "fr") == label} == set()


@pytest.mark.usefixtures("db")
def test_the_trail_keeps_sentences_for_readers_of_both_languages() -> None:
    from encours.web.audit.labels import changed, subject_of
    from encours.web.workflow import acts
    from encours.web.workflow.trail.models import Event
    from encours.web.workflow.trail.record import record

    with speaking("fr"):
        record(
            None, acts.IMPORT_UNDONE, _("import {0}").format(3), after={"refused": _("an amount is missing")}
        )
    event = Event.objects.latest("number")
    with speaking("en"):
        assert subject_of(event.subject) == "import 3"
        assert changed(event.changes)[0][2] == "an amount is missing"
    with speaking("fr"):
        assert changed(event.changes)[0][2] == "un montant manque"
        assert subject_of("part: aged") == "partie\N{NO-BREAK SPACE}: aged"
