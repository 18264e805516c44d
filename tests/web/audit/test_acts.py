"""No act is free text: each is declared once, so that whoever reads the trail reads it in their language."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.project.tree import SOURCE

WEB = SOURCE / "web"
# What tells an act to the trail: the place of the act among the arguments, and that of its subject.
TELLING = {"record": (1, 2), "act": (1, None), "amend": (1, None), "changing": (2, 3), "write": (1, None)}
SUBJECT = "subject"


def free_text(source: str) -> list[str]:
    """The words a module writes into the trail by itself, in the one language it is written in."""
    texts = [words for node in ast.walk(ast.parse(source)) for said in told(node) for words in words_in(said)]
    return [text for text in texts if any(letter.isalpha() for letter in text)]


def told(node: ast.AST) -> Iterator[ast.expr]:
    """What a piece of code says to the trail: an act, a subject."""
    if isinstance(node, ast.Assign) and any(
        isinstance(to, ast.Attribute) and to.attr == SUBJECT for to in node.targets
    ):
        yield node.value
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name == "Act":
            yield from node.args[:1]
        yield from (node.args[at] for at in TELLING.get(name, ()) if at is not None and at < len(node.args))
        if name in TELLING:
            yield from (one.value for one in node.keywords if one.arg in (SUBJECT, "what"))


def words_in(said: ast.expr) -> Iterator[str]:
    """The texts of an expression, but those that are translated, or that join or look up."""
    if isinstance(said, ast.Constant) and isinstance(said.value, str):
        yield said.value
    elif not isinstance(said, ast.Call | ast.Subscript):
        for child in ast.iter_child_nodes(said):
            if isinstance(child, ast.expr):
                yield from words_in(child)


def test_every_act_and_subject_is_said_without_words_of_its_own() -> None:
    acts = WEB / "workflow" / "acts.py"
    guilty = {
        str(path.relative_to(WEB)): words
        for path in sorted(WEB.rglob("*.py"))
        if path != acts and (words := free_text(path.read_text(encoding="utf-8")))
    }
    assert guilty == {}


def test_whoever_tells_an_act_takes_an_act() -> None:
    """A helper with a text for its act would hide it from the test above."""
    guilty = []
    for path in sorted(WEB.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name in TELLING:
                kinds = {arg.arg: ast.unparse(arg.annotation) for arg in node.args.args if arg.annotation}
                if kinds.keys() & {"request"} and kinds.get("what", kinds.get("act")) not in ("Act", None):
                    guilty.append((path.name, node.name))
    assert guilty == []


@pytest.mark.parametrize(
    "source",
    [
        'changing(request, person, "rule removed")',
        'changing(request, person, acts.RULE_REMOVED, f"customer {name}")',
        'record(request, Act("rule removed"))',
        'record(request, acts.KEY_MADE, subject="the key")',
        'with act(request, "rule removed" if gone else acts.RULE_WRITTEN) as doing:\n    doing.subject = name',
        'with act(request, acts.RULE_REMOVED) as doing:\n    doing.subject = f"rule {name}"',
    ],
)
def test_free_text_is_caught(source: str) -> None:
    assert free_text(source)


@pytest.mark.parametrize(
    "source",
    [
        'record(request, acts.KEY_MADE, f"{key.name} ({key.prefix})")',
        'record(None, acts.IMPORT_UNDONE, _("import {0}").format(version))',
        'record(request, acts.FILES_SENT, ", ".join(names), after={"rows": 3})',
    ],
)
def test_names_and_translated_words_are_none(source: str) -> None:
    assert free_text(source) == []
