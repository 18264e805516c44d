"""What a change of rules would do is told of one version of the book, whatever lands in it meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGE = "/reglages/portefeuilles/"
FIRST = "Code client;N° facture;Date facture;Montant TTC\nC1;F1;2026-01-02;120,00\n"
SECOND = "Code client;N° facture;Date facture;Montant TTC\nC2;F2;2026-01-01;5000,00\n"
THIRD = "Code client;N° facture;Date facture;Montant TTC\nC3;F3;2026-01-04;7777,00\n"
RULE = {"act": "rule", "step": "preview", "rule-conditions": "entity=FR01", "rule-portfolio": "Elsewhere"}


@pytest.fixture
def bring(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Import a list into a book of the test's own."""
    from encours.book.home import Home
    from encours.book.importing import import_into
    from encours.book.reading import Options
    from encours.importers.flat.importer import FLAT

    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("ENCOURS_HOME", str(home))
    monkeypatch.setenv("ENCOURS_LANG", "en")

    def brought(content: str) -> None:
        path = tmp_path / "list.csv"
        path.write_text(content, encoding="utf-8")
        import_into(Home(home), ["list.csv"], lambda known: FLAT.read([path], Options(entity="FR01"), known))

    brought(FIRST)
    brought(SECOND)
    return brought


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do it once the change is made and the book under it not looked at yet."""
    from encours.web.portfolios import effect

    built = effect.built

    def then(*arguments: Any) -> Any:
        act()
        return built(*arguments)

    monkeypatch.setattr(effect, "built", then)


def test_an_import_that_lands_during_the_preview_is_no_part_of_the_effect(
    bring: Callable[[str], None], client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of("credit_manager")
    meanwhile(monkeypatch, lambda: bring(THIRD))
    answer = client.post(PAGE, RULE)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "5,120" in page  # all there is in the version shown moves to the new portfolio
    assert "12,897" not in page


def test_an_undo_that_lands_during_the_preview_takes_no_customer_from_it(
    bring: Callable[[str], None], client_of: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from encours.book.home import Home
    from encours.book.undo import undo

    client = client_of("credit_manager")
    meanwhile(monkeypatch, lambda: undo(Home(tmp_path / "home"), 2))
    answer = client.post(PAGE, RULE)
    assert answer.status_code == 200
    assert "5,120" in answer.content.decode()


def test_the_effect_on_a_past_version_is_told_of_that_version(
    bring: Callable[[str], None], client_of: Any
) -> None:
    page = client_of("credit_manager").post(PAGE + "?known=1", RULE).content.decode()
    assert "5,120" not in page
    assert "120" in page
