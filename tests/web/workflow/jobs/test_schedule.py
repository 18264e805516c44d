"""The schedule: at its minute, once, however many servers look."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

PARIS_310 = datetime(2026, 1, 31, 2, 10, tzinfo=UTC)  # 03:10 in Paris, in winter


@pytest.mark.parametrize(("minute", "asked"), [(9, []), (10, ["tidy"]), (11, [])])
def test_an_entry_is_asked_for_at_its_minute_of_local_time(
    queued: list[int], minute: int, asked: list[str]
) -> None:
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs.schedule import ask_due

    assert ask_due(CATALOGUE, PARIS_310.replace(minute=minute)) == asked


def test_in_summer_the_same_hour_is_an_hour_earlier_elsewhere(queued: list[int]) -> None:
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs.schedule import ask_due

    assert ask_due(CATALOGUE, datetime(2026, 7, 31, 1, 10, tzinfo=UTC)) == ["tidy"]
    assert ask_due(CATALOGUE, datetime(2026, 7, 31, 2, 10, tzinfo=UTC)) == []


def test_of_two_servers_that_look_in_the_same_minute_one_asks(queued: list[int]) -> None:
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs.models import Job
    from encours.web.workflow.jobs.schedule import ask_due

    assert ask_due(CATALOGUE, PARIS_310.replace(second=2)) == ["tidy"]
    assert ask_due(CATALOGUE, PARIS_310.replace(second=40)) == []
    assert Job.objects.filter(kind="tidy").count() == 1
