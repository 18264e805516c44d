"""The shape of the code: small files, small functions, folders that say what they hold."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.project.tree import name_of, parsed, project_files, python_files, text_files

FILE_LINES = 300
FUNCTION_LINES = 40
TEMPLATE_WIDTH = 160
STYLE_WIDTH = 120
SHAPELESS = {"utils", "common", "helpers", "services", "base", "core", "misc"}


def test_every_module_says_in_one_docstring_what_it_is_for() -> None:
    silent = [name for name, tree in parsed() if tree.body and not ast.get_docstring(tree)]
    assert silent == []


def test_no_file_is_long() -> None:
    """Blank lines do not count: they make a file easier to read, not longer to understand."""
    long = {name: lines for name, text in python_files() if (lines := said(text)) > FILE_LINES}
    assert long == {}


def test_no_function_is_long() -> None:
    long = {
        f"{name}:{node.lineno} {node.name}": length
        for name, tree in parsed()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := length_of(node)) > FUNCTION_LINES
    }
    assert long == {}


def test_no_line_of_a_template_is_wide() -> None:
    """What counts no lines does not grow sideways instead."""
    assert list(wide(texts(".html"), TEMPLATE_WIDTH)) == []


def test_no_line_of_a_style_is_wide_and_no_style_long() -> None:
    styles = dict(texts(".css"))
    assert list(wide(styles.items(), STYLE_WIDTH)) == []
    assert {name: lines for name, text in styles.items() if (lines := said(text)) > FILE_LINES} == {}


def test_no_folder_or_module_has_a_name_that_says_nothing() -> None:
    vague = [name for name in map(name_of, project_files()) if SHAPELESS & set(words(name))]
    assert vague == []


@pytest.mark.parametrize(("text", "lines"), [("a = 1\n\n\nb = 2\n", 2), ("", 0)])
def test_blank_lines_are_not_counted(text: str, lines: int) -> None:
    assert said(text) == lines


def test_a_line_as_wide_as_allowed_passes_and_one_wider_is_named() -> None:
    files = [("page.html", f"{'a' * 160}\n{'é' * 161}\n")]
    assert list(wide(files, TEMPLATE_WIDTH)) == ["page.html:2 161"]


@pytest.mark.parametrize("suffix", [".html", ".css"])
def test_pages_and_styles_are_looked_at(suffix: str) -> None:
    assert dict(texts(suffix))


def said(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())


def texts(suffix: str) -> Iterator[tuple[str, str]]:
    """Name and text of the pages and styles of the product: what a person keeps, not what is made from it."""
    return ((name, text) for name, text in text_files() if name.startswith("src/") and name.endswith(suffix))


def wide(files: Iterable[tuple[str, str]], most: int) -> Iterator[str]:
    """Each line with more characters than that, by its place."""
    for name, text in files:
        for number, line in enumerate(text.splitlines(), start=1):
            if len(line) > most:
                yield f"{name}:{number} {len(line)}"


def length_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring, which may carry examples."""
    assert node.end_lineno is not None
    first = node.body[0]
    docstring = 0
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        assert first.end_lineno is not None
        docstring = first.end_lineno - first.lineno + 1
    return node.end_lineno - node.lineno + 1 - docstring


def words(name: str) -> list[str]:
    return [part.removesuffix(".py") for part in name.split("/")]
