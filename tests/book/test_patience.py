"""An answer that takes too long is ended, wherever it is, and what was at work serves the next question."""

from __future__ import annotations

import pytest

from encours.book.engine import open_engine
from encours.book.patience import TooSlow, check, patient, unhurried

ENDLESS = "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b"


def test_the_engine_is_interrupted_and_serves_the_next_question() -> None:
    engine = open_engine()
    with pytest.raises(TooSlow, match=r"more than 0\.1 seconds"), patient(0.1):
        engine.rows(ENDLESS)
    assert engine.value("SELECT 1") == 1


@pytest.mark.parametrize("ask", ["run", "arrow"])
def test_whatever_is_asked_of_it(ask: str) -> None:
    engine = open_engine()
    with pytest.raises(TooSlow), patient(0.1):
        getattr(engine, ask)(ENDLESS)


def test_what_is_long_without_the_engine_stops_where_it_looks() -> None:
    with pytest.raises(TooSlow), patient(1e-9):
        check()
    check()  # nobody waits any more


def test_once_the_time_has_come_nothing_more_is_begun() -> None:
    engine = open_engine()
    with patient(1e-9), pytest.raises(TooSlow):
        engine.value("SELECT 1")


def test_what_is_made_once_for_all_is_not_counted() -> None:
    engine = open_engine()
    with patient(1e-9), unhurried():
        assert engine.value("SELECT 1") == 1


def test_an_error_of_the_question_itself_stays_what_it_is() -> None:
    engine = open_engine()
    with patient(60), pytest.raises(Exception, match="no_such_table"):
        engine.rows("SELECT * FROM no_such_table")
