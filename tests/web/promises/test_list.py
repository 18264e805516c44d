"""The list of promises: by state and date, what they come to, each figure leading to its rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from encours.web.tables.memory import folded
from tests.web.promises.ledgers import DAY, address, recorded, text_of, today, written

if TYPE_CHECKING:
    from django.test import Client

LIST = "/promesses/"


def rows(client: Client, path: str = LIST, **asked: Any) -> list[Any]:
    return list(client.get(address(path, **asked)).context["table"].rows)


def keys(client: Client, **asked: Any) -> set[str]:
    """The promises of the page."""
    return {row["promise"] for row in rows(client, **asked)}


def csv(client: Client, **asked: Any) -> str:
    answer: Any = client.get(address(LIST, format="csv", **asked))
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_each_promise_says_what_it_has_come_to(manager: Client) -> None:
    rows = {row["promise"]: row["state"] for row in manager.get(LIST).context["table"].rows}
    assert rows == {"K1": "kept", "K2": "broken", "K/3 é": "awaited", "K4": "cancelled", "K9": "broken"}
    html = text_of(manager.get(LIST))
    assert "FA-1" in html
    assert "The whole account" in html
    assert "<script>alert" not in manager.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "awaited"}, {"K/3 é"}),
        ({"state": "not_kept"}, {"K2", "K9"}),
        ({"state": "ended"}, {"K1", "K2", "K9"}),
        ({"state": "unheard of"}, {"K1", "K2", "K/3 é", "K4", "K9"}),
        ({"from": "2026-03-12", "to": "2026-03-12"}, {"K4"}),
        ({"from": "2026-03-13"}, {"K/3 é"}),
        ({"to": "2026-03-10", "collector": "Karim"}, {"K9"}),
        ({"q": "elan fa"}, set()),
        ({"q": "fa-1"}, {"K1"}),
        ({"date": "2026-03-12"}, {"K1", "K2", "K/3 é", "K4", "K9"}),
        ({"date": "2026-03-09", "state": "awaited"}, {"K1", "K2", "K9"}),
        ({"portfolio": "P9"}, {"K9"}),
    ],
)
def test_filters_of_the_address_choose_the_promises(
    manager: Client, asked: dict[str, str], found: set[str]
) -> None:
    assert keys(manager, **asked) == found


def test_promises_of_other_customers_are_not_there(collector: Client) -> None:
    assert keys(collector) == {"K1", "K2", "K/3 é", "K4"}
    for asked in ({}, {"q": "zinguerie"}, {"collector": "Karim"}, {"portfolio": "P9"}, {"entity": "F1"}):
        html = text_of(collector.get(address(LIST, **asked)))
        assert "Zinguerie" not in html.replace("zinguerie", "")
        assert "FA-9" not in html
    assert "Karim" not in text_of(collector.get(LIST))
    assert "Zinguerie" not in csv(collector)


@pytest.mark.parametrize("order", ["due_on", "-amount", "state", "-received", "customer_name", "document"])
def test_every_column_sorts(manager: Client, order: str) -> None:
    rows = manager.get(address(LIST, sort=order)).context["table"].rows
    values = [row[order.removeprefix("-")] for row in rows if row[order.removeprefix("-")] is not None]
    assert values == sorted(values, key=_folded, reverse=order.startswith("-"))


def _folded(value: Any) -> Any:
    return folded(value) if isinstance(value, str) else value


def test_the_files_hold_the_whole_list_found(manager: Client) -> None:
    lines = csv(manager, state="not_kept", size="25", columns="promise,amount,state").splitlines()
    assert len(lines) == 1 + 2
    assert csv(manager, lang="en").count("\r\n") == 6
    head = re.split("[,;]", csv(manager).splitlines()[0])
    assert head[:3] == ["Customer", "Customer code", "Entity"]
    assert head.count("Currency") == 1
    answer = manager.get(address(LIST, format="xlsx"))
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


def test_the_files_say_how_who_and_what_was_said(manager: Client) -> None:
    recorded(manager, comment="By transfer, she said", channel="email")
    text = csv(manager, lang="en")
    assert {"Channel", "Who promised", "Comment"} <= set(re.split("[,;]", text.splitlines()[0]))
    assert "telephone" in next(line for line in text.splitlines() if "Mme Roy" in line)
    assert "e-mail" in next(line for line in text.splitlines() if "By transfer, she said" in line)


def test_each_tile_leads_to_the_promises_it_is_about(manager: Client) -> None:
    tiles = {tile.label: tile for tile in manager.get(LIST).context["tiles"]}
    found = {
        label: {row["promise"] for row in manager.get(tile.href).context["table"].rows}
        for label, tile in tiles.items()
    }
    assert found == {
        "Still awaited": {"K/3 é"},
        "Promises kept": {"K1", "K2", "K9"},
        "Promised money received": {"K1", "K2", "K9"},
        "Broken, last 30 days": {"K2", "K9"},
    }
    assert tiles["Still awaited"].value == "€500"
    assert tiles["Promises kept"].sub == "1 of 3 kept"
    assert tiles["Promises kept"].value == "33.3%"
    assert tiles["Broken, last 30 days"].value == "€1,600"


def test_a_broken_promise_is_of_the_last_thirty_days_for_thirty_days(manager: Client) -> None:
    """K2 ended on 13 March."""
    for day, count in (("2026-04-11", "2 promises"), ("2026-04-12", "0 promises")):
        tiles = {tile.label: tile for tile in manager.get(address(LIST, date=day)).context["tiles"]}
        assert tiles["Broken, last 30 days"].sub == count


def test_the_strip_says_when_money_is_due_and_leads_there(manager: Client) -> None:
    cells = manager.get(address(LIST, by="week")).context["calendar"].cells
    week = next(cell for cell in cells if "from=2026-03-09" in cell.href)
    assert {name for name, _top, _height in week.bars} == {"received", "missing"}
    assert week.tip.startswith("Week of 9 Mar 2026\nAmount received: €1,000")
    assert "Not kept: €1,600" in week.tip
    assert {row["promise"] for row in manager.get(week.href).context["table"].rows} == {
        "K1",
        "K2",
        "K4",
        "K9",
    }
    assert sum(cell.current for cell in cells) == 1
    days = manager.get(address(LIST, by="day")).context["calendar"].cells
    assert [cell.current for cell in days].index(True) == 8


def test_other_weeks_are_a_link_away(manager: Client) -> None:
    calendar = manager.get(LIST).context["calendar"]
    before, now, after = (
        manager.get(url).context["calendar"].cells for url in (calendar.earlier, LIST, calendar.later)
    )
    firsts = [
        date.fromisoformat(re.findall(r"from=([\d-]+)", cells[0].href)[0]) for cells in (before, now, after)
    ]
    assert [(firsts[n + 1] - firsts[n]).days for n in (0, 1)] == [13 * 7, 13 * 7]


@pytest.mark.parametrize(
    "shift", ["x", "-", "--1", "1e9", "99999999999999999999", "-99999999999999999999", "٣"]
)
def test_a_strip_too_far_away_is_none(manager: Client, shift: str) -> None:
    assert manager.get(address(LIST, shift=shift)).status_code == 200


@pytest.mark.parametrize("asked", [{"from": "2026-13-01"}, {"to": "9999-99-99"}, {"from": "0001-01-01"}])
def test_a_day_that_is_none_is_said(manager: Client, asked: dict[str, str]) -> None:
    answer = manager.get(address(LIST, **asked))
    assert answer.status_code == 400
    assert "2025-06-30" in text_of(answer) or "too far away" in text_of(answer)


def test_money_without_a_rate_is_said_and_the_list_stays(manager: Client) -> None:
    written(manager, currency="CHF")
    page = manager.get(LIST)
    assert len(page.context["table"].rows) == 6
    assert "no rate for CHF" in page.context["calendar"].why_not
    assert page.context["tiles"][0].value == "n/a"
    assert "no rate for CHF" in page.context["tiles"][0].why_not


def test_a_promise_ended_without_a_rate_takes_only_its_own_figures_away(manager: Client) -> None:
    written(manager, currency="KWD", amount=Decimal("1.234"), due_on=date(2026, 3, 10))
    page = manager.get(LIST)
    assert page.status_code == 200
    _awaited, number, value, _broken = page.context["tiles"]
    assert (number.value, number.why_not) == ("25.0%", "")
    assert value.value == "n/a"
    assert "no rate for KWD" in value.why_not
    assert value.why_not in text_of(page)


def test_a_promise_without_a_rate_leaves_the_other_indicators_their_line(manager: Client) -> None:
    written(manager, currency="KWD", amount=Decimal("1.234"), due_on=date(2026, 3, 10))
    page = manager.get("/indicateurs/", {"part": "all"})
    assert page.status_code == 200
    lines = {line.name: line for _family, rows in page.context["families"] for line, _slot in rows if line}
    assert "no rate for KWD" in lines["promise_value_rate"].problem
    assert not any(line.problem for name, line in lines.items() if not name.startswith("promise"))
    assert lines["net"].value


def test_a_promise_recorded_after_the_newest_data_is_in_the_list_of_now_and_of_no_past_date(
    manager: Client,
) -> None:
    made = recorded(manager)
    assert made.key in keys(manager)
    assert made.key not in keys(manager, date="2026-03-19")
    if today() > date.fromisoformat(DAY):
        assert manager.get(LIST).context["tiles"][0].value == "€621"  # rounded: 500 and 120.50


def test_what_was_said_after_the_newest_data_is_told_apart_from_the_figure_of_that_day(
    manager: Client,
) -> None:
    """A figure of a day reads what was said by that day; the list of now knows more, and says what."""
    assert manager.get(LIST).context["tiles"][0].sub == "1 promise"
    recorded(manager)
    url = "/promesses/K~2F3%20%C3%A9/"
    manager.post(f"{url}annulation/", {"seen": "0", "on": today().isoformat()})
    tile = manager.get(LIST).context["tiles"][0]
    assert tile.sub == "1 promise · of which made after 20 Mar 2026: 1 · called off after 20 Mar 2026: 1"
    figure = rows(manager, "/creances/", measure="promised")
    assert [row["promise"] for row in figure] == ["K/3 é"]
    before = manager.get(address(LIST, date="2026-03-19")).context["tiles"][0]
    assert before.sub == "1 promise"


def test_an_empty_list_says_what_to_do(manager: Client, client_of: Callable[..., Client]) -> None:
    nobody = client_of("collector", portfolios=["P7"])
    html = text_of(nobody.get(LIST))
    assert "No promise yet" in html
    assert "Record a promise" in html
    other = manager.get(address(LIST, state="partly_kept"))
    assert "No promise answers these filters." in text_of(other)


def test_who_may_not_record_is_offered_no_form(ledger: Path, client_of: Callable[..., Client]) -> None:
    auditor = client_of("auditor")
    assert "Record a promise" not in text_of(auditor.get(LIST))
    assert auditor.get("/promesse/").status_code == 403


def test_choosing_a_customer_finds_those_one_sees(collector: Client) -> None:
    found = collector.get(address("/promesse/", q="e"))
    assert "Two characters at least" in text_of(found)
    found = collector.get(address("/promesse/", q="bocage"))
    assert "/clients/F1/B/promesses/" in found.content.decode()
    assert "Zinguerie" not in text_of(collector.get(address("/promesse/", q="zing"))).replace("zing", "", 1)
    assert "No customer that you see" in text_of(collector.get(address("/promesse/", q="secrète")))
