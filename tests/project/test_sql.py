"""SQL stands in the book and the cube alone: elsewhere, figures are asked for by name."""

from __future__ import annotations

import ast
import re

import pytest

from tests.project.tree import parsed

ALLOWED = ("src/encours/book/", "src/encours/cube/")
STATEMENT = re.compile(
    r"\bSELECT\b.+\bFROM\b|\bINSERT INTO\b|\bDELETE FROM\b|\bUPDATE \w+ SET\b"
    r"|\bCREATE (OR REPLACE )?(TEMP )?(TABLE|VIEW)\b|\b(read_parquet|read_csv)\s*\(",
    re.DOTALL,
)


def test_sql_is_written_in_the_book_and_the_cube_alone() -> None:
    strangers = [
        f"{name}:{line}"
        for name, tree in parsed("src")
        if not name.startswith(ALLOWED)
        for line, text in texts(tree)
        if STATEMENT.search(text)
    ]
    assert strangers == []


@pytest.mark.parametrize(
    "code",
    ['"SELECT a FROM b"', 'f"SELECT {a} FROM {b}"', '"CREATE OR REPLACE VIEW x AS"', '"SELECT a\\nFROM b"'],
)
def test_a_statement_is_seen_in_a_string(code: str) -> None:
    assert any(STATEMENT.search(text) for _, text in texts(ast.parse(code)))


@pytest.mark.parametrize("code", ['"select a customer from the list"', "# SELECT a FROM b", '"FROM"'])
def test_a_sentence_is_not_a_statement(code: str) -> None:
    assert not any(STATEMENT.search(text) for _, text in texts(ast.parse(code)))


def texts(tree: ast.Module) -> list[tuple[int, str]]:
    """Every string with its line; the parts of an f-string are put back together."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (str(p.value) if isinstance(p, ast.Constant) else "x" for p in node.values)
            found.append((node.lineno, "".join(parts)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append((node.lineno, node.value))
    return found
