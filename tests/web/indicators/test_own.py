"""Indicators people make: who may use them, what they give, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

GIVEN = {
    "label": "Late share",
    "name": "late_share",
    "formula": "overdue / gross * 100",
    "unit": "percent",
    "definition": "",
}
NEW = "/indicateurs/miens/nouveau/"
HOSTILE = [
    "__import__('os').system('id')",
    "net.__class__",
    "().__class__.__bases__",
    "lambda: 0",
    "9**9**9",
    "net; DROP TABLE items",
    "(" * 200 + "net" + ")" * 200,
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "exec('1')",
    "on_time_due / net",
    "net @ start @ start",
]


def test_one_that_is_made_is_asked_like_any_other(demo: Path, client_of: Callable[..., Client]) -> None:
    client = client_of("collector")
    assert client.post(NEW, GIVEN).headers["Location"].endswith("/indicateurs/late_share/")
    page = client.get("/indicateurs/late_share/?part=all").content.decode()
    ours = client.get("/indicateurs/overdue_rate/").content.decode()
    value = page.partition('class="big">')[2].partition("</p>")[0]
    assert value.split()[0] == ours.partition('class="big">')[2].partition("</p>")[0].split()[0]
    assert "late_share" in client.get("/indicateurs/").content.decode()


@pytest.mark.parametrize("formula", HOSTILE)
def test_a_hostile_formula_is_refused_with_its_place_and_runs_nothing(
    demo: Path, client_of: Callable[..., Client], formula: str
) -> None:
    from encours.web.workflow.own_indicators.models import CustomIndicator

    client = client_of("cfo")
    for act in ("", "try"):
        response = client.post(NEW, {**GIVEN, "formula": formula, "act": act})
        assert response.status_code == (200 if act else 422)
        assert "Character" in response.content.decode()
        assert "<script>alert" not in response.content.decode()
    assert not CustomIndicator.objects.exists()


@pytest.mark.parametrize(
    "name", ["dso", "net", "customer", "miens", "Late", "x", "a-b", "days", "tried_only"]
)
def test_a_name_that_is_taken_or_unreadable_is_refused(
    demo: Path, client_of: Callable[..., Client], name: str
) -> None:
    response = client_of("cfo").post(NEW, {**GIVEN, "name": name})
    assert response.status_code == 422
    assert 'id="id_name_error"' in response.content.decode()
    assert "overdue / gross * 100" in response.content.decode()


def test_a_short_name_is_made_from_the_label(demo: Path, client_of: Callable[..., Client]) -> None:
    response = client_of("cfo").post(NEW, {**GIVEN, "name": "", "label": "Part échue à 90 j"})
    assert response.headers["Location"] == "/indicateurs/part_echue_a_90_j/"


def test_someone_elses_private_one_is_out_of_reach_everywhere(
    demo: Path, client_of: Callable[..., Client], own: Callable[..., Any]
) -> None:
    owner, other = client_of("cfo"), client_of("cfo")
    made = own(owner.person)  # type: ignore[attr-defined]
    assert owner.get("/indicateurs/late_share/").status_code == 200
    for path in (
        "/indicateurs/late_share/",
        "/indicateurs/late_share/?part=all",
        "/indicateurs/late_share/?split-format=csv",
        f"/indicateurs/miens/{made.pk}/",
    ):
        assert other.get(path).status_code == 404
    assert other.post(f"/indicateurs/miens/{made.pk}/suppression/").status_code == 404
    assert "late_share" not in other.get("/indicateurs/").content.decode()
    assert "late_share" not in other.get("/indicateurs/miens/").content.decode()


def test_another_persons_name_is_no_figure_of_the_book(
    visit_of: Callable[..., Any], own: Callable[..., Any]
) -> None:
    from encours.errors import UsageError

    owner = visit_of()
    own(owner.person)
    assert isinstance(owner.show("late_share").value, Decimal)
    with pytest.raises(UsageError):
        visit_of().show("late_share")


def test_one_shared_with_a_role_is_used_by_it_within_its_own_perimeter(
    visit_of: Callable[..., Any], own: Callable[..., Any]
) -> None:
    from encours.errors import UsageError

    owner = visit_of()
    own(owner.person, formula="net", unit="money", roles=["collector"])
    collector = visit_of(role="collector", entities=["FR01"])
    assert collector.show("late_share").value == owner.book.show("net", where="entity=FR01").value
    with pytest.raises(UsageError):
        visit_of(role="sales").show("late_share")


def test_everyone_is_everyone(visit_of: Callable[..., Any], own: Callable[..., Any]) -> None:
    own(visit_of().person, roles=["*"])
    assert visit_of(role="auditor").show("late_share").value is not None


def test_a_collector_cannot_share(demo: Path, client_of: Callable[..., Client]) -> None:
    from encours.web.workflow.own_indicators.models import CustomIndicator

    client_of("collector").post(NEW, {**GIVEN, "everyone": "on", "roles": ["cfo"]})
    assert CustomIndicator.objects.get().roles == []
    client_of("cfo").post(NEW, {**GIVEN, "name": "late_two", "roles": ["sales"]})
    assert CustomIndicator.objects.get(name="late_two").roles == ["sales"]


def test_an_auditor_makes_none(demo: Path, client_of: Callable[..., Client]) -> None:
    auditor = client_of("auditor")
    assert auditor.get(NEW).status_code == 403
    assert auditor.get("/indicateurs/miens/").status_code == 200


def test_every_wording_is_kept_with_its_author(demo: Path, client_of: Callable[..., Client]) -> None:
    from encours.web.workflow.own_indicators.models import CustomIndicator

    client = client_of("cfo")
    client.post(NEW, GIVEN)
    one = CustomIndicator.objects.get()
    path = f"/indicateurs/miens/{one.pk}/"
    client.post(path, {**GIVEN, "formula": "overdue / net * 100", "version": "1"})
    client.post(
        path, {**GIVEN, "formula": "overdue / net * 100", "version": "2"}
    )  # nothing changed: nothing more to keep
    page = client.get(path).content.decode()
    assert [past.formula for past in one.wordings.all()] == ["overdue / net * 100", "overdue / gross * 100"]
    assert page.index("Overdue / Net * 100") < page.index("Overdue / Gross * 100</code>")


def test_a_formula_is_tried_without_being_kept(demo: Path, client_of: Callable[..., Client]) -> None:
    from encours.web.workflow.own_indicators.models import CustomIndicator

    page = client_of("cfo").post(NEW, {"formula": "net - net@start", "unit": "money", "act": "try"})
    assert page.status_code == 200
    assert 'class="big"' in page.content.decode()
    assert "errorlist" not in page.content.decode()
    assert not CustomIndicator.objects.exists()


def test_one_a_shared_dashboard_shows_stays(
    demo: Path, client_of: Callable[..., Client], own: Callable[..., Any]
) -> None:
    from encours.web.dashboards.models import Dashboard
    from encours.web.workflow.own_indicators.models import CustomIndicator

    client = client_of("cfo")
    made = own(client.person)  # type: ignore[attr-defined]
    blocks = [{"figures": ["late_share"]}]
    board = Dashboard.objects.create(owner=client.person, title="Weekly", blocks=blocks, roles=["cfo"])  # type: ignore[attr-defined]
    client.post(f"/indicateurs/miens/{made.pk}/suppression/")
    assert CustomIndicator.objects.exists()
    board.roles = []
    board.save()
    client.post(f"/indicateurs/miens/{made.pk}/suppression/")
    assert not CustomIndicator.objects.filter(deleted_at=None).exists()


def test_one_deleted_is_no_figure_until_it_is_put_back(
    demo: Path, client_of: Callable[..., Client], own: Callable[..., Any]
) -> None:
    client = client_of("cfo")
    made = own(client.person, roles=["*"])  # type: ignore[attr-defined]
    page, list_page = "/indicateurs/late_share/", "/indicateurs/miens/"
    client.post(f"{list_page}{made.pk}/suppression/")
    assert client.get(page).status_code == 404
    assert client_of("sales").get(page).status_code == 404
    assert f"{list_page}{made.pk}/retour/" in client.get(list_page).content.decode()
    assert client_of("auditor").post(f"{list_page}{made.pk}/retour/").status_code == 403
    assert client_of("sales").post(f"{list_page}{made.pk}/retour/").status_code == 404
    client.post(f"{list_page}{made.pk}/retour/")
    assert client.get(page).status_code == 200
    assert client_of("sales").get(page).status_code == 200


def test_the_name_of_one_deleted_is_free_and_then_it_stays_away(
    demo: Path, client_of: Callable[..., Client]
) -> None:
    from encours.web.workflow.own_indicators.models import CustomIndicator

    client = client_of("cfo")
    client.post(NEW, GIVEN)
    one = CustomIndicator.objects.get()
    client.post(f"/indicateurs/miens/{one.pk}/suppression/")
    assert client.post(NEW, {**GIVEN, "label": "Second"}).status_code == 302
    answer = client.post(f"/indicateurs/miens/{one.pk}/retour/", follow=True)
    assert "Another indicator has its short name" in answer.content.decode()
    assert CustomIndicator.objects.get(deleted_at=None).label == "Second"


def test_two_windows_do_not_lose_what_the_other_wrote(demo: Path, client_of: Callable[..., Client]) -> None:
    from encours.web.workflow.own_indicators.models import CustomIndicator

    client = client_of("cfo")
    client.post(NEW, GIVEN)
    one = CustomIndicator.objects.get()
    path = f"/indicateurs/miens/{one.pk}/"
    assert client.post(path, {**GIVEN, "label": "First", "version": "1"}).status_code == 302
    answer = client.post(path, {**GIVEN, "label": "Second", "version": "1"})
    assert answer.status_code == 409
    for shown in ("changed in another window", 'value="Second"', 'name="version" value="2"'):
        assert shown in answer.content.decode()
    one.refresh_from_db()
    assert (one.label, one.wordings.count()) == ("First", 2)


def test_asking_whose_indicators_one_may_use_is_one_query(
    visit_of: Callable[..., Any], own: Callable[..., Any]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from encours.web.workflow.own_indicators.own import indicators_of

    someone = visit_of().person
    own(someone)
    own(someone, name="other_share")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert set(indicators_of(someone)) == {"late_share", "other_share"}
    assert len(asked) == 1


def test_one_whose_name_has_become_a_figure_of_the_product_is_left_out(
    visit_of: Callable[..., Any], own: Callable[..., Any]
) -> None:
    from encours.web.workflow.own_indicators.own import indicators_of

    someone = visit_of().person
    own(someone, name="dso")
    assert indicators_of(someone) == {}


@pytest.mark.parametrize(
    ("formula", "sign", "what", "when", "made"),
    [
        ("", "/", "overdue", "", "Overdue"),
        ("Overdue", "/", "gross", "", "Overdue / Gross"),
        ("Net - Overdue", "/", "gross", "", "(Net - Overdue) / Gross"),
        ("Net", "-", "net", "@start", "Net - Net@start"),
        ("Overdue", "", "gross", "", "Overdue + Gross"),
        ("Overdue", "*", "100", "@start", "Overdue * 100"),
        ("Overdue", "*", "nothing", "", "Overdue"),
        ("Overdue", "*", "gross", "@never", "Overdue"),
    ],
)
def test_a_formula_is_put_together_from_lists(
    demo: Path, client_of: Callable[..., Client], formula: str, sign: str, what: str, when: str, made: str
) -> None:
    from encours.web.workflow.own_indicators.models import CustomIndicator

    chosen = {"piece-sign": sign, "piece-what": what, "piece-when": when}
    response = client_of("cfo").post(NEW, {**GIVEN, "formula": formula, **chosen, "act": "add"})
    assert response.status_code == 200
    assert response.context["form"]["formula"].value() == made
    assert not CustomIndicator.objects.exists()


def test_a_mistake_is_shown_where_it_stands_in_what_was_written(
    demo: Path, client_of: Callable[..., Client]
) -> None:
    client = client_of("cfo")
    client.person.language = "fr"  # type: ignore[attr-defined]
    client.person.save()  # type: ignore[attr-defined]
    response = client.post(NEW, {**GIVEN, "formula": "Échu /", "act": "try"})
    wrong = response.context["tried"]["wrong"]
    assert wrong.message.startswith("Caractère 7")
    assert wrong.before == "Échu /"
