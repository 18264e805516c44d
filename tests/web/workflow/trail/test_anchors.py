"""What was noted of the trail outside the database: emptied, cut or written anew, it is missed."""

from __future__ import annotations

import stat
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from encours.errors import DataError

from .test_chain import execute, tamper, trail, without_triggers

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["trail"]


def empty() -> None:
    """All of it, and where it ends: the chain of nothing is whole."""
    without_triggers()
    execute("DELETE FROM audit_event")
    execute("UPDATE audit_head SET number = 0, hash = ''")


def write_anew() -> None:
    """Another chain, as whole as the first."""
    from encours.web.workflow.acts import Act
    from encours.web.workflow.trail.record import record

    empty()
    for _number in range(5):
        record(None, Act("nothing to see"))


@pytest.mark.parametrize("forge", [empty, write_anew])
def test_a_trail_emptied_or_written_anew_with_its_head_is_missed(
    trail: None, forge: Callable[[], None]
) -> None:
    from encours.web.workflow.trail.anchors import keep, missed
    from encours.web.workflow.trail.chain import check
    from encours.web.workflow.trail.verdict import verdict

    noted = keep()
    assert missed() is None
    forge()
    assert check() is None  # the chain alone does not tell
    assert missed() == noted
    assert "no longer holds record 3" in verdict().fault


def test_what_was_recorded_since_is_no_fault_and_each_note_counts(trail: None) -> None:
    from encours.web.workflow.acts import Act
    from encours.web.workflow.trail.anchors import keep, kept, missed
    from encours.web.workflow.trail.record import record

    first = keep()
    assert keep() == keep()
    assert len(kept()) == 1  # the same night after night is noted once
    record(None, Act("key revoked"), "BI")
    second = keep()
    assert kept() == [first, second]
    assert missed() is None
    tamper(3, "hash", "0" * 64)
    assert missed() == first


def test_nothing_is_noted_of_an_empty_trail(db: None) -> None:
    from encours.web.workflow.trail.anchors import file, keep, missed

    assert keep() is None
    assert not file().exists()
    assert missed() is None


def test_the_file_is_its_owners_alone_and_only_added_to(trail: None) -> None:
    from encours.web.workflow.trail.anchors import file, keep

    keep()
    assert stat.S_IMODE(file().stat().st_mode) == 0o600
    before = file().read_bytes()
    execute("UPDATE audit_head SET number = 2")
    keep()
    assert file().read_bytes().startswith(before)


def test_a_line_cut_by_a_crash_is_none_and_any_other_is_a_fault(trail: None) -> None:
    from encours.web.workflow.trail.anchors import file, keep, kept

    noted = keep()
    with file().open("a") as at_the_end:
        at_the_end.write('{"at": "2026-01')
    assert kept() == [noted]
    execute("UPDATE audit_head SET number = 2")
    keep()
    assert len(file().read_bytes().splitlines()) == 3
    with pytest.raises(DataError, match="Line 2 of"):
        kept()


def test_the_page_of_the_trail_says_it(trail: None, client_of: Callable[..., Client]) -> None:
    from django.urls import reverse

    from encours.web.workflow.trail.anchors import keep

    keep()
    page = reverse("audit")
    browser = client_of("auditor")
    assert "no longer holds" not in browser.get(page).content.decode()
    empty()
    assert "no longer holds record" in browser.get(page).content.decode()


def test_a_record_noted_in_a_mail_is_looked_for(trail: None) -> None:
    from encours.web.workflow.trail.anchors import holds
    from encours.web.workflow.trail.models import Event

    third: Any = Event.objects.get(pk=3)
    assert holds(3, third.hash)
    assert not holds(2, third.hash)
    assert not holds(4, third.hash)
