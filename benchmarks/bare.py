"""The statements behind a question, heard once and run again by themselves: what Python adds is the difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from encours.book.engine import Engine


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as the engine received it; `answers` tells whether somebody reads its result."""

    sql: str
    parameters: Sequence[Any]
    answers: bool


def heard(engine: Engine, ask: Callable[[], object]) -> list[Statement]:
    """Every statement the engine receives while `ask` runs."""
    found: list[Statement] = []
    engine.held.clear()  # what is at hand already would be asked for without a statement
    with ExitStack() as stack:
        for method, answers in (("run", False), ("columns", True), ("arrow", True)):
            listening = _listening(getattr(engine, method), found, answers)
            stack.enter_context(patch.object(engine, method, listening))
        ask()
    return found


def run_again(engine: Engine, statements: Sequence[Statement]) -> None:
    """Run statements in order, their results left as columns."""
    for said in statements:
        if said.answers:
            engine.arrow(said.sql, said.parameters)
        else:
            engine.run(said.sql, said.parameters)
    engine.held.clear()  # temporary tables hold what these statements put there, and nothing else


def _listening(real: Callable[..., Any], found: list[Statement], answers: bool) -> Callable[..., Any]:
    def listen(sql: str, parameters: Sequence[Any] = ()) -> Any:
        found.append(Statement(sql, parameters, answers))
        return real(sql, parameters)

    return listen
