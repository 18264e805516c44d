"""An act recorded in English words is read in the reader's language."""

from __future__ import annotations

import pytest


def test_every_act_is_told_in_french() -> None:
    from encours.i18n import speaking
    from encours.web.audit import labels
    from encours.web.workflow.acts import ALL

    with speaking("fr"):
        english = {words for words in ALL if labels.said(words) == words}
    assert english == set()


def test_no_two_acts_have_the_same_words() -> None:
    from encours.web.workflow import acts

    declared = [one for one in vars(acts).values() if isinstance(one, acts.Act)]
    assert len(declared) == len(acts.ALL) > 40


@pytest.mark.parametrize(
    ("what", "said"),
    [("audit", "Audit trail"), ("rest:show", "API · show"), ("key made", "key made"), ("?", "?")],
)
def test_pages_and_operations_are_told_by_their_names(what: str, said: str) -> None:
    from encours.i18n import speaking
    from encours.web.audit import labels

    with speaking("en"):
        assert labels.said(what) == said
