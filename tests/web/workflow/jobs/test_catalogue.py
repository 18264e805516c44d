"""What features declare fits together, or the program does not start."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

HOURS = {"minute": "10", "hour": "3"}


def test_the_jobs_of_the_product_fit_together() -> None:
    from encours.web.site.jobs import CATALOGUE

    assert {entry.name for entry in CATALOGUE.schedule} >= {"tidy", "check_trail", "explain_imports"}
    assert [entry.name for entry in CATALOGUE.following("import")] == [
        "explain_imports",
        "alerts_after_import",
    ]
    assert set(CATALOGUE.tellers("import")) == {"import", "import_undo", "import_source"}


def test_a_chain_may_go_on_from_entry_to_entry(feature: Any) -> None:
    from encours.web.workflow.jobs.catalogue import gathered

    found = gathered(feature("score", after="import", tells="import"), feature("forecast", after="score"))
    assert [entry.name for entry in found.following("score")] == ["forecast"]
    assert found.following("forecast") == []


@pytest.mark.parametrize(
    ("said", "declared"),
    [
        ("two of JOBS have one name", [("score", {"hours": HOURS}), ("score", {"hours": HOURS})]),
        ("comes after import, which nothing tells", [("score", {"after": "import"})]),
        ("each waits for another", [("a", {"after": "b"}), ("b", {"after": "a"})]),
        ("each waits for another", [("a", {"after": "a"})]),
        ("either hours, or something", [("a", {})]),
        ("either hours, or something", [("a", {"hours": HOURS, "after": "import"})]),
        ("in no feature's JOBS", [("a", {"hours": HOURS, "declared": False})]),
    ],
)
def test_what_does_not_fit_is_refused(
    feature: Any, said: str, declared: list[tuple[str, dict[str, Any]]]
) -> None:
    from encours.web.workflow.jobs.catalogue import gathered

    with pytest.raises(ValueError, match=said):
        gathered(*(feature(name, **more) for name, more in declared))


def test_what_may_not_be_done_twice_is_not_tried_again() -> None:
    from encours.web.workflow.jobs.kind import Kind

    with pytest.raises(ValueError, match="may not be done twice"):
        Kind("send", print, retries=1)


@pytest.fixture
def feature() -> Any:
    """`feature("score", after="import")`: a module with one job, scheduled under the same name."""
    from encours.web.workflow.jobs.entry import Entry
    from encours.web.workflow.jobs.kind import Kind

    def make(name: str, *, tells: str = "", declared: bool = True, **when: Any) -> Any:
        kind = Kind(name, print, tells=tells)
        return SimpleNamespace(
            JOBS=(kind,) if declared else (), SCHEDULE=(Entry(name, kind, name.title(), **when),)
        )

    return make
