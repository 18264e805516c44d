"""Changing a dashboard by its forms: blocks added, arranged, taken away; and two windows at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from encours.web.dashboards.blocks import MOST_BLOCKS
from encours.web.dashboards.models import Dashboard

NET = {"kind": "tile", "figures": ["net"]}
SIZE = {"width": "2", "height": "3", "history": "13", "limit": "10"}


def act(client: Client, board: Dashboard, name: str, block: str = "", version: int = 0) -> Any:
    board.refresh_from_db()
    said = {"act": name, "block": block, "version": version or board.version}
    answer = client.post(f"/tableaux/{board.pk}/modifier/", said)
    board.refresh_from_db()
    return answer


def names(board: Dashboard) -> list[str]:
    return [block["id"] for block in board.blocks]


def save(client: Client, board: Dashboard, block: str, **typed: Any) -> Any:
    said = {"version": board.version, "kind": "tile", **SIZE, **typed}
    answer = client.post(f"/tableaux/{board.pk}/modifier/{block}/", said)
    board.refresh_from_db()
    return answer


def test_buttons_move_and_size_without_a_script(client_of: Callable, board: Callable, demo: Path) -> None:
    client = client_of("cfo")
    made = board(client, NET, NET, NET)
    answer = act(client, made, "after", "b0")
    assert answer.url == f"/tableaux/{made.pk}/modifier/#block-b0"
    assert names(made) == ["b1", "b0", "b2"]
    act(client, made, "before", "b2")
    assert names(made) == ["b1", "b2", "b0"]
    for name in ("wider", "wider", "taller", "narrower"):
        act(client, made, name, "b1")
    assert (made.blocks[0]["width"], made.blocks[0]["height"]) == (2, 2)
    for _time in range(5):
        act(client, made, "wider", "b1")
    assert made.blocks[0]["width"] == 4


def test_a_block_removed_is_put_back_where_it_was(client_of: Callable, board: Callable, demo: Path) -> None:
    client = client_of("cfo")
    made = board(client, NET, {**NET, "title": "Middle"}, NET)
    act(client, made, "remove", "b1")
    assert names(made) == ["b0", "b2"]
    assert "“Middle” was removed" in client.get(f"/tableaux/{made.pk}/modifier/").content.decode()
    act(client, made, "restore")
    assert names(made) == ["b0", "b1", "b2"]
    assert act(client, made, "restore").status_code == 404


def test_a_copy_stands_beside_its_block(client_of: Callable, board: Callable, demo: Path) -> None:
    client = client_of("cfo")
    made = board(client, NET, {"kind": "text", "text": "x"})
    act(client, made, "double", "b0")
    assert [block["kind"] for block in made.blocks] == ["tile", "tile", "text"]
    assert len(set(names(made))) == 3


def test_a_block_is_added_then_changed_by_its_form(client_of: Callable, board: Callable, demo: Path) -> None:
    client = client_of("cfo")
    made = board(client)
    typed = {
        "kind": "table",
        "figures": ["net", "", "on_time_rate:5", "", "", ""],
        "by": "entity",
        "where": "country=FR\n\ncurrency=EUR",
        "window": "12m",
        "sort": "3",
    }
    assert save(client, made, "table", **typed).status_code == 302
    (block,) = made.blocks
    assert block["figures"] == ["net", "on_time_rate:5"]
    assert block["where"] == ["country=FR", "currency=EUR"]
    assert (block["settings"], block["sort"]) == ({"window": "12m"}, "-on_time_rate:5")
    form = client.get(f"/tableaux/{made.pk}/modifier/{block['id']}/").content.decode()
    for shown in ('value="12m"', "country=FR", 'value="on_time_rate:5" selected', 'value="entity" selected'):
        assert shown in form
    save(client, made, block["id"], **{**typed, "title": "Twelve months"})
    assert [one["title"] for one in made.blocks] == ["Twelve months"]


def test_a_form_refused_comes_back_with_what_was_typed(
    client_of: Callable, board: Callable, demo: Path
) -> None:
    client = client_of("cfo")
    made = board(client)
    answer = save(client, made, "tile", figures="net", where="nothing=1", title="Kept as typed")
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "There is no dimension nothing" in body
    assert 'value="Kept as typed"' in body
    assert made.blocks == []


def test_two_windows_do_not_lose_what_the_other_wrote(
    client_of: Callable, board: Callable, demo: Path
) -> None:
    client = client_of("cfo")
    made = board(client, NET, NET)
    old = made.version
    assert save(client, made, "b0", figures="overdue").status_code == 302
    answer = save(client, made, "b1", figures="gross", title="Second window", version=old)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "changed in another window" in body
    assert 'value="Second window"' in body
    assert f'name="version" value="{made.version}"' in body
    assert [block["figures"] for block in made.blocks] == [["overdue"], ["net"]]
    assert save(client, made, "b1", figures="gross", title="Second window").status_code == 302
    assert [block["figures"] for block in made.blocks] == [["overdue"], ["gross"]]


def test_a_block_taken_away_while_its_form_was_open_is_not_lost(
    client_of: Callable, board: Callable, demo: Path
) -> None:
    client = client_of("cfo")
    made = board(client, NET)
    old = made.version
    act(client, made, "remove", "b0")
    answer = save(client, made, "b0", figures="gross", title="Typed", version=old)
    assert answer.status_code == 409
    assert 'value="Typed"' in answer.content.decode()


def test_steps_from_an_old_page_change_nothing(client_of: Callable, board: Callable, demo: Path) -> None:
    client = client_of("cfo")
    made = board(client, NET, NET)
    act(client, made, "after", "b0")
    act(client, made, "after", "b1", version=1)
    assert names(made) == ["b1", "b0"]
    about = {"act": "about", "version": 1, "title": "Later"}
    answer = client.post(f"/tableaux/{made.pk}/modifier/", about)
    assert answer.status_code == 409
    assert 'value="Later"' in answer.content.decode()


def test_an_order_is_that_of_the_script_and_names_no_other_block(
    client_of: Callable, board: Callable, demo: Path
) -> None:
    client = client_of("cfo")
    made = board(client, NET, NET, NET)
    said = {"act": "order", "version": 1, "order": "b2:3:2,evil:1:1,b0:9:0,b1"}
    answer = client.post(f"/tableaux/{made.pk}/modifier/", said)
    made.refresh_from_db()
    assert answer.json() == {"version": 2}
    assert [(one["id"], one["width"], one["height"]) for one in made.blocks] == [
        ("b2", 3, 2),
        ("b0", 4, 1),
        ("b1", 1, 1),
    ]
    assert client.post(f"/tableaux/{made.pk}/modifier/", said).status_code == 409


@pytest.mark.parametrize("name", ["nothing", ""])
def test_an_act_that_is_none_is_refused(client_of: Callable, board: Callable, demo: Path, name: str) -> None:
    client = client_of("cfo")
    assert act(client, board(client, NET), name, "b0").status_code == 404


def test_there_are_no_more_blocks_than_a_page_holds(client_of: Callable, board: Callable, demo: Path) -> None:
    client = client_of("cfo")
    made = board(client, *[NET] * MOST_BLOCKS)
    act(client, made, "double", "b0")
    assert len(made.blocks) == MOST_BLOCKS
    assert save(client, made, "tile", figures="net").status_code == 422
    assert len(made.blocks) == MOST_BLOCKS


def preview(client: Client, board: Dashboard, block: str, **typed: Any) -> str:
    said = {"version": board.version, "kind": "tile", **SIZE, **typed, "act": "preview"}
    answer = client.post(f"/tableaux/{board.pk}/modifier/{block}/", said)
    assert answer.status_code == 200
    return answer.content.decode().split('id="preview"')[1]


def test_a_block_is_shown_while_it_is_chosen_and_not_kept(
    client_of: Callable, board: Callable, demo: Path
) -> None:
    client = client_of("cfo")
    made = board(client)
    assert 'class="tile"' in preview(client, made, "tile", figures="net")
    made.refresh_from_db()
    assert (made.blocks, made.version) == ([], 1)


def test_a_pair_that_cannot_be_shown_is_said_in_a_sentence(
    client_of: Callable, board: Callable, demo: Path
) -> None:
    client = client_of("cfo")
    said = preview(client, board(client), "table", kind="table", figures="dso", by="customer")
    assert "By Customer, choose amounts rather than indicators." in said


def test_conditions_and_parameters_are_chosen_from_lists(
    client_of: Callable, board: Callable, demo: Path
) -> None:
    client = client_of("cfo")
    made = board(client)
    form = client.get(f"/tableaux/{made.pk}/modifier/tile/").content.decode()
    assert '<option value="country=FR">' in form
    typed = {
        "figures": "dso",
        "pick": ["country=FR", "country=BE"],
        "other-field": ["Chargé de recouvrement"],
        "other-op": ["~"],
        "other-value": ["Ana"],
        "set-disputes": "out",
    }
    assert save(client, made, "tile", **typed).status_code == 302
    (block,) = made.blocks
    assert block["where"] == ["country=FR,BE", "collector~Ana"]
    assert block["settings"] == {"disputes": "out"}
    again = client.get(f"/tableaux/{made.pk}/modifier/{block['id']}/").content.decode()
    assert '<option value="out" selected>' in again
    assert 'value="country=FR,BE" checked' in again


def test_what_a_figure_does_not_take_goes_with_the_figure_before(
    client_of: Callable, board: Callable, demo: Path
) -> None:
    client = client_of("cfo")
    made = board(client)
    assert save(client, made, "tile", figures="net", **{"set-disputes": "out"}).status_code == 302
    assert made.blocks[0]["settings"] == {}


def test_entities_chosen_without_the_box_are_not_dropped_in_silence(
    client_of: Callable, board: Callable, demo: Path
) -> None:
    client = client_of("cfo")
    made = board(client)
    answer = save(client, made, "tile", figures="net", entities="FR01")
    assert answer.status_code == 422
    assert "tick the box, or choose none" in answer.content.decode()
    assert save(client, made, "tile", figures="net", entities="FR01", own_scope="on").status_code == 302
