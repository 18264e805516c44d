"""An act recorded in English words is read in the reader's language."""

from __future__ import annotations

import ast

import pytest

from tests.project.tree import parsed


def test_every_act_recorded_has_its_words() -> None:
    from encours.web.audit.labels import ACTS

    assert sorted(acts() - set(ACTS)) == [], "add them to ACTS in audit/labels.py, with their translation"


@pytest.mark.parametrize(
    ("what", "said"),
    [("audit", "Audit trail"), ("rest:show", "API · show"), ("key made", "key made"), ("?", "?")],
)
def test_pages_and_operations_are_told_by_their_names(what: str, said: str) -> None:
    from encours.i18n import speaking
    from encours.web.audit import labels

    with speaking("en"):
        assert labels.said(what) == said


def acts() -> set[str]:
    """The literal second argument of every call of `record`."""
    return {
        node.args[1].value
        for name, tree in parsed("src")
        for node in ast.walk(tree)
        if name.startswith("src/encours/web/") and isinstance(node, ast.Call) and called(node) == "record"
        if len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
        and isinstance(node.args[1].value, str)
    }


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))
